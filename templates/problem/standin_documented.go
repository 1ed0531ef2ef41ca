package problem

// documented has what is documented of every problem type of the package, in
// the order of their names.
var documented = [...]*about{
	&aboutImportRejected,
	&aboutInternalError,
	&aboutLoginRequired,
	&aboutPlanExpired,
	&aboutQuotaExceeded,
}

// typed has a nil pointer of each of them, in the same order, for what reads
// problems. A program that only serves them is linked without the types that it
// does not make.
var typed = [...]Problem{
	(*ImportRejected)(nil),
	(*InternalError)(nil),
	(*LoginRequired)(nil),
	(*PlanExpired)(nil),
	(*QuotaExceeded)(nil),
}

// fallback is the problem that is served for errors that are none. It is nil
// where no page is the fallback.
var fallback Problem = (*InternalError)(nil)

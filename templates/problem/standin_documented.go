package problem

// documented has every problem type of the package, in the order of their
// names.
var documented = [...]Problem{
	(*ImportRejected)(nil),
	(*InternalError)(nil),
	(*LoginRequired)(nil),
	(*PlanExpired)(nil),
	(*QuotaExceeded)(nil),
}

// fallback is the problem that is served for errors that are none. It is nil
// where no page is the fallback.
var fallback Problem = (*InternalError)(nil)

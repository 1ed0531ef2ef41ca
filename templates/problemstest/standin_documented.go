package problemstest

// documented has the examples of every page, in the order of the problem types'
// names.
var documented = [...][]Example{
	examplesOfImportRejected,
	examplesOfInternalError,
	examplesOfQuotaExceeded,
}

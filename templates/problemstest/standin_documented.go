package problemstest

// documented has the examples of every page, in the order of the problem types'
// names.
var documented = [...][]Example{
	examplesOfImportRejected,
	examplesOfInternalError,
	examplesOfLoginRequired,
	examplesOfQuotaExceeded,
}

// base is what the type URIs begin with, as the configuration has it.
const base = "https://api.example.com/problems/"

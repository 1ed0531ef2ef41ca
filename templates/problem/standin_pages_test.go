package problem_test

// pagesFolder leads from here to the folder of pages. It is empty where no path
// does.
const pagesFolder = ""

// repair is the command that makes this package anew from its pages.
const repair = "go test ./generator/internal/emit/gopkg -update"

// pagesAreChosen tells that the configuration says which files are pages, so
// that a new file need be none.
const pagesAreChosen = false

// pages are all pages that this package was made from.
var pages = []*page{
	&pageImportRejected,
	&pageInternalError,
	&pageLoginRequired,
	&pagePlanExpired,
	&pageQuotaExceeded,
}

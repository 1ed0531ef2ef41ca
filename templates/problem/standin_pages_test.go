package problem_test

// pagesFolder leads from here to the folder of pages. It is empty where no path
// does.
const pagesFolder = ""

// repair is the command that makes this package anew from its pages.
const repair = "go test ./generator/internal/emit/gopkg -update"

// pages are all pages that this package was made from.
var pages = []*page{
	&pageImportRejected,
	&pageInternalError,
	&pageLoginRequired,
	&pagePlanExpired,
	&pageQuotaExceeded,
}

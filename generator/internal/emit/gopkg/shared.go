package gopkg

import (
	"fmt"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// oldestGo is the language version with which the package compiles.
const oldestGo = "1.24"

// docSource is the file with the package's doc comment: the page that
// introduces the folder.
func docSource(intro catalog.Intro, pkg string) *source {
	sentence := fmt.Sprintf("Package %s has problem types (RFC 9457).", pkg)
	if intro.Title != "" {
		sentence = fmt.Sprintf("Package %s has the problem types (RFC 9457) that %q documents.", pkg, intro.Title)
	}
	s := newSource("doc.go", "", pkg)
	sentence += " It needs Go " + oldestGo + " or later, and the standard library alone."
	s.code.PackageComment(docComment([]catalog.Inline{{Text: sentence}}, intro.Doc, ""))
	return s
}

// documentedSource is the file that names the problem types of the package,
// and nothing else about them: it changes when a page comes or goes.
func documentedSource(heads []catalog.Head, pkg string) *source {
	s := newSource("documented.go", "", pkg)
	s.declare(documentedVar(heads), typedVar(heads), fallbackVar(heads))
	return s
}

// documentedVar declares: var documented = [...]*about{ &aboutX, … }
func documentedVar(heads []catalog.Head) declaration {
	abouts := each(heads, func(h catalog.Head) jen.Code { return address(jen.Id("about" + h.GoName)) })
	return varDecl(ownComment("documented has what is documented of every problem type of the package, in the order of their names."),
		"documented", jen.Index(jen.Op("...")).Op("*").Id("about").Add(lines(abouts...)))
}

// typedVar declares: var typed = [...]Problem{ (*X)(nil), … }
func typedVar(heads []catalog.Head) declaration {
	const doc = "typed has a nil pointer of each of them, in the same order, for what reads problems. " +
		"A program that only serves them is linked without the types that it does not make."
	return varDecl(ownComment(doc), "typed", jen.Index(jen.Op("...")).Id("Problem").Add(lines(each(heads, nilProblem)...)))
}

// fallbackVar declares: var fallback Problem = (*X)(nil)
func fallbackVar(heads []catalog.Head) declaration {
	doc := ownComment("fallback is the problem that is served for errors that are none. It is nil where no page is the fallback.")
	for _, h := range heads {
		if h.Fallback {
			return typedVarDecl(doc, "fallback", jen.Id("Problem").Op("=").Add(nilProblem(h)))
		}
	}
	return typedVarDecl(doc, "fallback", jen.Id("Problem"))
}

// nilProblem returns: (*X)(nil)
func nilProblem(h catalog.Head) jen.Code {
	return jen.Parens(jen.Op("*").Id(h.GoName)).Call(jen.Nil())
}

// sitePath is the file that says where the pages are served.
func sitePath(path string) *source {
	s := newSource(sitePackage+"/path.go", "", sitePackage)
	s.declare(stringConst(ownComment("Path is the path of what the type URIs begin with, where the pages are served."), "Path", path))
	return s
}

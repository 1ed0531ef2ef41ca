// Package audit holds Go code to a catalog: it finds errors that are answered
// past the generated package, problems that nothing serves, and misuse of what
// the package offers. It looks at types, not at text, and guesses nothing: what
// it cannot see for certain it leaves alone.
//
// Each rule is an analyzer of [golang.org/x/tools/go/analysis]. The rules about
// the module as a whole look at what the analyzer "uses" has found in all of its
// packages.
package audit

import (
	"cmp"
	"context"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
)

// A Catalog is what the rules have to know of a generated package and its pages.
type Catalog struct {
	// ImportPath is the path by which the generated package is imported.
	ImportPath string
	// Base is what type URIs begin with; where it is empty, it is what all of
	// them have in common.
	Base     string
	Problems []Problem
	// Ignore are patterns of packages in which nothing about the catalog is found:
	// import paths in which "..." stands for any text, or paths from the root of
	// the module that begin with "./".
	Ignore []string
}

// A Problem is a documented problem type.
type Problem struct {
	// Name is the problem's name, GoName its identifier in the package.
	Name, GoName string
	// Type is the type URI, and Aliases are further ones.
	Type    string
	Aliases []string
	Title   string
	// Statuses are the documented HTTP statuses, the default one first.
	Statuses []int
	// Page is the path of the page.
	Page string
	// Deprecated and Retired say why, where the problem is.
	Deprecated, Retired string
	// Fallback marks the problem that is served for errors that are none.
	Fallback bool
	// At is where the page begins to speak of the problem.
	At diag.Span
}

// An Answer is a function that answers a request with an HTTP status.
type Answer struct {
	// Function is its name with the path of its package:
	// "example.com/shop/api.Fail", or "example.com/shop/api.Context.Fail" for a
	// method.
	Function string
	// Status is the position of the status among the arguments, from 0.
	Status int
}

// Options say what to audit.
type Options struct {
	// Dir is the folder in which the patterns mean something; empty for the
	// working folder.
	Dir string
	// Patterns name packages as the go command does; none stands for "./...".
	Patterns []string
	// Tags are build tags, parted by commas.
	Tags     string
	Catalogs []Catalog
	// Answers are ways to answer beside those that are known.
	Answers []Answer
	// IsRule reports whether the configuration may name a rule.
	IsRule func(id string) bool
}

// A Report tells what the code does.
type Report struct {
	// Findings are in no order, and their severities are left to the table of
	// rules.
	Findings []Finding
	// Packages counts those that were looked at.
	Packages int
	// Whole tells that these are all packages that import a catalog's package:
	// only then are the rules about the whole module asked.
	Whole bool
	// Served tells for each catalog, problem by problem, where it is made.
	Served [][]Served
}

// Served is a problem with the places that make it.
type Served struct {
	Problem Problem
	// Places are in code that is not a test's.
	Places []Place
	// Tests counts the places in tests that mention the problem.
	Tests int
}

// A Place makes a problem.
type Place struct {
	At diag.Span
	// Function is the function or variable that holds the place.
	Function string
	// Form is how the problem is made.
	Form Form

	// ignored tells that the catalog leaves the package out.
	ignored bool
}

// Run audits the packages. Where the code does not build, the error has the
// compiler's words.
func Run(ctx context.Context, o Options) (*Report, error) {
	l, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	s := newSuite(o.Catalogs, o.Answers)
	found, err := s.analyze(l)
	if err != nil {
		return nil, err
	}
	report := &Report{Packages: l.count, Whole: l.whole, Served: s.served(found.uses)}
	if l.whole {
		found.list = append(found.list, s.unserved(report.Served, found.uses, l.hidden)...)
		found.list = append(found.list, s.untested(report.Served)...)
	}
	report.Findings = l.directives(o.IsRule).apply(found.list)
	return report, nil
}

// sortPlaces brings places into the order in which they are shown.
func sortPlaces(places []Place) {
	slices.SortStableFunc(places, func(a, b Place) int {
		p, q := a.At.Position(), b.At.Position()
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
}

// Package gopkg makes the files of a Go package out of a catalog of problem
// types. What differs from page to page is built with jennifer; what is the
// same for all packages is copied from the templates.
//
// Text of a page reaches Go code in comments and string literals only, and what
// every file declares is compared with what was planned before it is returned
// (see gate).
package gopkg

import (
	"fmt"
	"go/token"
	"path"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 2

// Options say what the package is called and where it is.
type Options struct {
	// Package is the package's name, and ImportPath the path by which others
	// import it.
	Package, ImportPath string
	// Pages is the path from the output folder to the pages folder, with
	// slashes, for the test that finds out when they part; "" if there is none.
	Pages string
	// Others are the sums of the pages that document no problem, by their paths.
	Others map[string]string
	// Chosen tells that the configuration chooses the files that are pages, so
	// that a new file need be none.
	Chosen bool
	// Command is what makes the package anew: "go generate ./...".
	Command string
	// Base is what type URIs begin with, for the helpers that ask whether they
	// lead to pages; empty where the configuration has none.
	Base string
	// Site is the path at which the package serves the pages of its problem
	// types, with slashes at both ends: "/problems/". Empty leaves that out.
	Site string
}

// A Maker makes the files of one package: those that all pages share, and those
// of single pages, several at a time if need be.
type Maker struct {
	heads   []catalog.Head
	intro   catalog.Intro
	options Options
	methods *methodSet
}

// New returns what makes the package of those problems.
func New(heads []catalog.Head, intro catalog.Intro, o Options) (*Maker, error) {
	if !token.IsIdentifier(o.Package) || o.Package == "_" {
		return nil, fmt.Errorf("%q is no package name", o.Package)
	}
	pages := map[string]string{}
	for _, h := range heads {
		if !isExported(h.GoName) {
			return nil, fmt.Errorf("%s: %q is no exported Go identifier", h.Page, h.GoName)
		}
		if other, taken := pages[h.Name]; taken {
			return nil, fmt.Errorf("%s and %s both are %q", other, h.Page, h.Name)
		}
		pages[h.Name] = h.Page
	}
	return &Maker{heads: heads, intro: intro, options: o, methods: newMethodSet(o.Package)}, nil
}

// Shared returns the files that do not depend on what single pages say: the
// fixed part, and the files that name problems, and nothing else of them.
func (m *Maker) Shared() ([]catalog.File, error) {
	files, err := fixedFiles(m.options)
	if err != nil {
		return nil, err
	}
	files = append(files, catalog.File{Path: ".gitattributes", Data: []byte("* text eol=lf linguist-generated\n")})
	o := m.options
	u := user{pkg: o.Package, path: o.ImportPath}
	sources := []*source{docSource(m.intro, o.Package), documentedSource(m.heads, o.Package), u.pagesTest(m.heads, m.intro, o), helperSource(m.heads, o.Base)}
	if o.Site != "" {
		sources = append(sources, sitePath(o.Site))
	}
	for _, s := range sources {
		f, err := s.file()
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// PageFiles returns the paths of the Go files that are made of single pages.
func PageFiles(heads []catalog.Head) map[string]bool {
	files := make(map[string]bool, 3*len(heads))
	for _, h := range heads {
		files[codePath(h.Name)], files[testPath(h.Name)] = true, true
		if h.Examples > 0 && h.Retired == "" {
			files[helperPath(h.Name)] = true
		}
	}
	return files
}

// codePath, testPath and helperPath are where the code of a page is, its tests,
// and its examples for tests of others.
func codePath(name string) string   { return name + "_problem.go" }
func testPath(name string) string   { return name + "_problem_test.go" }
func helperPath(name string) string { return path.Join(helpers, codePath(name)) }

// Problem returns the files of one problem. Besides the options they depend on
// nothing but the problem itself. Problem refuses what cannot become Go code.
func (m *Maker) Problem(p *catalog.Problem) ([]catalog.File, error) {
	p = p.InGo()
	if err := check(p); err != nil {
		return nil, err
	}
	o := m.options
	files := make([]catalog.File, len(p.Examples))
	for i, e := range p.Examples {
		var err error
		if files[i], err = goldenFile(p, e); err != nil {
			return nil, err
		}
	}
	u := user{pkg: o.Package, path: o.ImportPath}
	occurrences, err := u.occurrences(p)
	if err != nil {
		return nil, err
	}
	methods, err := m.methods.of(p.GoName)
	if err != nil {
		return nil, err
	}
	sources := []*source{problemSource(p, o.Package, methods), u.problemTest(p, occurrences, files)}
	if len(occurrences) > 0 {
		sources = append(sources, u.problemHelper(p, occurrences))
	}
	for _, s := range sources {
		f, err := s.file()
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// IsGolden reports whether a file of the package is a documented occurrence,
// which has no comment to say whose it is.
func IsGolden(name string) bool {
	return path.Dir(name) == "testdata" && strings.HasSuffix(name, ".golden.json")
}

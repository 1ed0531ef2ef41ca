// Package golang makes the files of a Go package out of a catalog of problem
// types. What differs from page to page is built with jennifer; what is the
// same for all packages is copied from the templates.
//
// Text of a page reaches Go code in comments and string literals only, and
// every file is read again and compared with what was planned before Files
// returns it (see source.gate).
package golang

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/hcnet/problemgen/generator/problem"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 1

// Options say what the package is called and where it is.
type Options struct {
	// Package is the package's name, and ImportPath the path by which others
	// import it.
	Package, ImportPath string
	// Pages is the path from the output folder to the pages folder, with
	// slashes, for the test that finds out when they part; "" if there is none.
	Pages string
	// Command is what makes the package anew: "go generate ./...".
	Command string
}

// Files returns the files of the package in the order of their paths.
func Files(ctx context.Context, c *problem.Catalog, o Options) ([]problem.File, error) {
	if !token.IsIdentifier(o.Package) || o.Package == "_" {
		return nil, fmt.Errorf("%q is no package name", o.Package)
	}
	for _, p := range c.Problems {
		if err := check(p); err != nil {
			return nil, err
		}
	}
	files, err := fixedFiles(o)
	if err != nil {
		return nil, err
	}
	shared, err := sharedFiles(c, o)
	if err != nil {
		return nil, err
	}
	pages, err := pageFiles(ctx, c, o)
	if err != nil {
		return nil, err
	}
	files = slices.Concat(files, shared, pages)
	slices.SortFunc(files, func(a, b problem.File) int { return cmp.Compare(a.Path, b.Path) })
	for i, f := range files[1:] {
		if f.Path == files[i].Path {
			return nil, fmt.Errorf("two files are called %s", f.Path)
		}
	}
	return files, nil
}

// sharedFiles returns the files that name problems, and nothing else of them.
func sharedFiles(c *problem.Catalog, o Options) ([]problem.File, error) {
	files := []problem.File{{Path: ".gitattributes", Data: []byte("* text eol=lf linguist-generated\n")}}
	u := user{pkg: o.Package, path: o.ImportPath}
	for _, s := range []*source{docSource(c, o.Package), documentedSource(c, o.Package), u.pagesTest(c, o), helperSource(c)} {
		f, err := s.file()
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// pageFiles returns the files of all pages, which are made on all processors.
func pageFiles(ctx context.Context, c *problem.Catalog, o Options) ([]problem.File, error) {
	made := make([][]problem.File, len(c.Problems))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range c.Problems {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			made[i], err = problemFiles(p, o)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return slices.Concat(made...), nil
}

// problemFiles returns the files of one page.
func problemFiles(p *problem.Problem, o Options) ([]problem.File, error) {
	files := make([]problem.File, len(p.Examples))
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
	sources := []*source{problemSource(p, o.Package), u.problemTest(p, occurrences, files)}
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

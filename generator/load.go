package generator

import (
	"context"
	"io/fs"
	"runtime"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/golang"
	"github.com/hcnet/problemgen/generator/lint"
	"github.com/hcnet/problemgen/generator/page"
	"github.com/hcnet/problemgen/generator/problem"
	"github.com/hcnet/problemgen/generator/resolve"
	"golang.org/x/sync/errgroup"
)

// A loader reads a folder's pages, each by itself and several at a time.
type loader struct {
	folder   *folder
	resolver *resolve.Resolver
	linter   *lint.Linter

	catalog *problem.Catalog
	report  *Report
}

// loaded is what became of one page.
type loaded struct {
	problem *problem.Problem
	found   diag.List
}

// load reads, resolves and judges all pages.
func load(ctx context.Context, o Options) (*loader, error) {
	f, err := openFolder(o.Package.Pages)
	if err != nil {
		return nil, err
	}
	defer f.close()
	l := newLoader(f, o)
	names, intro, found, err := f.list()
	if err != nil {
		return nil, err
	}
	pages, err := l.pages(ctx, names)
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		found = append(found, p.found...)
		if p.problem != nil {
			l.catalog.Problems = append(l.catalog.Problems, p.problem)
		}
	}
	for _, s := range o.Package.Settings {
		found = append(found, l.linter.Configured(s.Rule, s.Severity, s.At)...)
	}
	introduced, err := l.intro(intro)
	if err != nil {
		return nil, err
	}
	found = append(found, introduced...)
	found = append(l.linter.Folder(found), l.linter.Catalog(l.catalog, l.resolver.Catalog(l.catalog))...)
	found.Sort()
	l.report = &Report{Findings: found, Pages: len(names)}
	return l, nil
}

// intro reads the page that introduces the package, where there is one.
func (l *loader) intro(name string) (diag.List, error) {
	if name == "" {
		return nil, nil
	}
	src, found, err := l.folder.read(name)
	if src == nil || err != nil {
		return found, err
	}
	read, found := page.ReadIntro(name, src)
	l.linter.Intro(read)
	l.catalog.DocPage, l.catalog.DocTitle, l.catalog.Doc = name, read.Front.Title.Value, read.Doc
	return found, nil
}

func newLoader(f *folder, o Options) *loader {
	return &loader{
		folder:  f,
		catalog: &problem.Catalog{},
		resolver: resolve.New(resolve.Options{
			Base:        o.Package.Base,
			Initialisms: o.Package.Initialisms,
			Reserved:    golang.Reserved(),
		}),
		linter: lint.New(lint.Options{
			Base:     o.Package.Base,
			Severity: o.Package.Severity,
			Exists: func(name string) bool {
				_, err := fs.Stat(f.root.FS(), name)
				return err == nil
			},
		}),
	}
}

// pages loads the pages on all processors; the result is in their order.
func (l *loader) pages(ctx context.Context, names []string) ([]loaded, error) {
	pages := make([]loaded, len(names))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() (err error) {
			if err := ctx.Err(); err != nil {
				return err
			}
			pages[i], err = l.page(name)
			return err
		})
	}
	return pages, group.Wait()
}

func (l *loader) page(name string) (loaded, error) {
	src, found, err := l.folder.read(name)
	if src == nil || err != nil {
		return loaded{found: found}, err
	}
	read, found := page.Read(name, src)
	p, resolved := l.resolver.Page(read)
	return loaded{problem: p, found: l.linter.Page(p, append(found, resolved...))}, nil
}

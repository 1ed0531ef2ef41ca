package generator

import (
	"context"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/golang"
	"github.com/hcnet/problemgen/generator/lint"
	"github.com/hcnet/problemgen/generator/page"
	"github.com/hcnet/problemgen/generator/problem"
	"github.com/hcnet/problemgen/generator/resolve"
)

// judged is what the pages mean, and what is wrong with them.
type judged struct {
	catalog *problem.Catalog
	report  *Report
	linter  *lint.Linter
	// asked are the files that links lead to, and whether they are there.
	asked *answers
}

// A pageJudge resolves and judges pages, several at a time.
type pageJudge struct {
	resolver *resolve.Resolver
	linter   *lint.Linter
}

// judge resolves and judges all pages.
func (o Options) judge(ctx context.Context, in *input) (*judged, error) {
	asked := &answers{folder: in.folder, known: map[string]bool{}}
	j := newPageJudge(o, asked)
	problems := make([]*problem.Problem, len(in.pages))
	foundOn := make([]diag.List, len(in.pages))
	err := o.each(ctx, StageJudge, len(in.pages), func(i int) error {
		problems[i], foundOn[i] = j.page(in.pages[i])
		return nil
	})
	if err != nil {
		return nil, err
	}
	catalog, found := &problem.Catalog{}, in.found
	for i, p := range problems {
		found = append(found, foundOn[i]...)
		if p != nil {
			catalog.Problems = append(catalog.Problems, p)
		}
	}
	found = append(found, j.intro(in.intro, catalog)...)
	found = append(j.linter.Folder(found), j.linter.Catalog(catalog, j.resolver.Catalog(catalog))...)
	found.Sort()
	for _, p := range catalog.Problems {
		p.Evidence = nil
	}
	report := &Report{Findings: found, Pages: len(in.pages)}
	return &judged{catalog, report, j.linter, asked}, nil
}

func newPageJudge(o Options, asked *answers) *pageJudge {
	return &pageJudge{
		resolver: resolve.New(resolve.Options{
			Base:        o.Package.Base,
			Initialisms: o.Package.Initialisms,
			Reserved:    golang.Reserved(),
		}),
		linter: lint.New(lint.Options{
			Base:     o.Package.Base,
			Severity: o.Package.Severity,
			Exists:   asked.exists,
		}),
	}
}

func (j *pageJudge) page(t text) (*problem.Problem, diag.List) {
	if t.source == nil {
		return nil, t.found
	}
	read, found := page.Read(t.name, t.source)
	p, resolved := j.resolver.Page(read)
	found = j.linter.Page(p, append(found, resolved...))
	release(p)
	return p, found
}

// intro takes in the page that introduces the package, where there is one.
func (j *pageJudge) intro(t text, catalog *problem.Catalog) diag.List {
	if t.source == nil {
		return t.found
	}
	read, found := page.ReadIntro(t.name, t.source)
	j.linter.Intro(read)
	catalog.DocPage, catalog.DocTitle, catalog.Doc = t.name, read.Front.Title.Value, read.Doc
	catalog.DocSource = t.source
	return found
}

// release lets go of what only the rules about single pages look at, which is
// most of what is known of a page.
func release(p *problem.Problem) {
	page := p.Evidence.Page
	p.Evidence = &problem.Evidence{
		Key:  p.Evidence.Key,
		Page: &problem.Page{Source: page.Source, Path: page.Path, Front: page.Front, Links: page.Links},
	}
	releaseMembers(p.Members)
}

func releaseMembers(members []*problem.Member) {
	for _, m := range members {
		m.Row, m.Seen, m.Missing = nil, nil, nil
		for t := m.Type; t != nil; t = t.Elem {
			releaseMembers(t.Members)
		}
	}
}

// answers remembers what was asked about the files of the pages folder.
type answers struct {
	folder *folder

	mu    sync.Mutex
	known map[string]bool
}

// exists reports whether the pages folder has a file or folder of the name.
func (a *answers) exists(name string) bool {
	there := a.folder.exists(name)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[name] = there
	return there
}

package generator

import (
	"context"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// judged is what the pages mean, and what is wrong with them.
type judged struct {
	catalog *catalog.Catalog
	report  *Report
	*pageJudge
	// asked are the files that links lead to, and whether they are there.
	asked *answers

	// names are the Go names of the problems on the pages, and texts the pages
	// of which the catalog has no more than an outline.
	names map[string]string
	texts map[string]text
}

// maxWhole is how many problems are kept whole from the time when they are
// judged until their files are built. Of those behind them an outline is kept,
// so that ten thousand pages do not fill the memory; they are read again, which
// takes a fifth of the time that it takes to build their files.
const maxWhole = 1000

// A pageJudge resolves and judges pages, several at a time.
type pageJudge struct {
	resolver *resolve.Resolver
	linter   *lint.Linter
}

// judge resolves and judges all pages, and keeps so many of them whole.
func (o Options) judge(ctx context.Context, in *input, whole int) (*judged, error) {
	asked := &answers{folder: in.folder, known: map[string]bool{}}
	l := &judged{catalog: &catalog.Catalog{}, pageJudge: newPageJudge(o, asked), asked: asked, texts: map[string]text{}}
	problems := make([]*catalog.Problem, len(in.pages))
	foundOn := make([]diag.List, len(in.pages))
	err := o.each(ctx, StageJudge, len(in.pages), func(i int) error {
		problems[i], foundOn[i] = l.page(in.pages[i], i < whole)
		return nil
	})
	if err != nil {
		return nil, err
	}
	found := in.found
	for i, p := range problems {
		found = append(found, foundOn[i]...)
		if p != nil {
			l.catalog.Problems = append(l.catalog.Problems, p)
		}
		if i >= whole {
			l.texts[in.pages[i].name] = in.pages[i]
		}
	}
	found = append(found, l.intro(in.intro)...)
	found = append(l.linter.Folder(found), l.linter.Catalog(l.catalog, l.resolver.Catalog(l.catalog))...)
	found.Sort()
	l.names = resolve.GoNames(l.catalog)
	for _, p := range l.catalog.Problems {
		p.Evidence = nil
	}
	l.linter = nil // what it knows of ten thousand pages would fill much of the memory
	l.report = &Report{Findings: found, Pages: len(in.pages)}
	return l, nil
}

func newPageJudge(o Options, asked *answers) *pageJudge {
	return &pageJudge{
		resolver: resolve.New(resolve.Options{
			Base:        o.Package.Base,
			Initialisms: o.Package.Initialisms,
			Reserved:    gopkg.Reserved(),
		}),
		linter: lint.New(lint.Options{
			Base:     o.Package.Base,
			Severity: o.Package.Severity,
			Exists:   asked.exists,
		}),
	}
}

func (j *pageJudge) page(t text, whole bool) (*catalog.Problem, diag.List) {
	if t.source == nil {
		return nil, t.found
	}
	read, found := page.Read(t.name, t.source)
	p, resolved := j.resolver.Page(read)
	found = j.linter.Page(p, append(found, resolved...))
	release(p)
	if !whole {
		outline(p)
	}
	return p, found
}

// intro takes in the page that introduces the package, where there is one.
func (l *judged) intro(t text) diag.List {
	if t.source == nil {
		return t.found
	}
	read, found := page.ReadIntro(t.name, t.source)
	l.linter.Intro(read)
	l.catalog.DocPage, l.catalog.DocTitle, l.catalog.Doc = t.name, read.Front.Title.Value, read.Doc
	l.catalog.DocSource = t.source
	return found
}

// whole returns a problem with everything that its files are built from.
func (l *judged) whole(p *catalog.Problem) *catalog.Problem {
	t, isOutline := l.texts[p.Page]
	if !isOutline {
		return p
	}
	read, _ := page.Read(t.name, t.source)
	p, _ = l.resolver.Page(read)
	resolve.Link(p, l.names)
	p.Evidence = nil
	return p
}

// release lets go of what only the rules about single pages look at, which is
// most of what is known of a page.
func release(p *catalog.Problem) {
	e := p.Evidence
	p.Evidence = &catalog.Evidence{Key: e.Key, Aliases: e.Aliases, Related: e.Related, Identifiers: e.Identifiers}
	eachMember(p.Members, func(m *catalog.Member) { m.Row, m.Seen, m.Missing = nil, nil, nil })
}

// outline lets go of what only a page's own files say.
func outline(p *catalog.Problem) {
	p.Doc, p.Summary, p.Members, p.Headers, p.Evidence.Related = nil, "", nil, nil, nil
	for _, e := range p.Examples {
		e.Body, e.Headers = nil, nil
	}
}

// eachMember goes through members and those inside them.
func eachMember(members []*catalog.Member, do func(*catalog.Member)) {
	for _, m := range members {
		do(m)
		for t := m.Type; t != nil; t = t.Elem {
			eachMember(t.Members, do)
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

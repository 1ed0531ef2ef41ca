package load

import (
	"context"
	"path"
	"slices"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// maxWhole is how many problems are kept whole from the time when they are
// judged until outputs are made of them. Of those behind them an outline is
// kept, so that ten thousand pages do not fill the memory; they are read again,
// which takes a fifth of the time that it takes to build their files.
const maxWhole = 1000

// whole returns how many of the pages are kept whole. Of a large folder they
// would be a small part anyway, and none are, for what the outputs need
// themselves; a memory keeps outlines alone.
func (in *Input) whole() int {
	if in.options.Memory != nil || len(in.pages) > 2*maxWhole {
		return 0
	}
	return maxWhole
}

// A pageJudge resolves and judges pages, several at a time.
type pageJudge struct {
	resolver *resolve.Resolver
	rules    lint.Options
	linter   *lint.Linter
	folder   Folder
}

// A judged page is what one page means, and what is wrong with it.
type judgedPage struct {
	problems []*catalog.Problem
	// kept are what the linter knows of the problems, and rest what it knows of
	// the page beside them, where that is to be remembered.
	kept  []lint.Kept
	rest  *lint.Kept
	found diag.List
	// isNone tells that the page says itself that it documents no problem.
	isNone bool
}

// Judge resolves and judges all pages.
func (in *Input) Judge(ctx context.Context) (*Result, error) {
	return in.judge(ctx, in.whole())
}

// judge keeps so many pages whole.
func (in *Input) judge(ctx context.Context, whole int) (*Result, error) {
	r, found := newResult(in)
	in.options.Memory.surround(in, r.pageJudge)
	judged := make([]judgedPage, len(in.pages))
	err := in.options.each(ctx, StageJudge, len(in.pages), func(i int) error {
		judged[i] = r.page(in.pages[i], i < whole)
		return nil
	})
	if err != nil {
		return nil, err
	}
	in.options.Memory.remember(in.pages, judged)
	if err := r.respell(ctx, judged, whole); err != nil {
		return nil, err
	}
	for i, j := range judged {
		found = append(found, j.found...)
		r.problems = append(r.problems, j.problems...)
		if j.isNone {
			r.Pages--
			r.Others = append(r.Others, Other{in.pages[i].name, in.pages[i].source})
		}
		if i >= whole {
			r.texts[in.pages[i].name] = in.pages[i]
		}
	}
	if len(in.pages) > 0 && r.Pages == 0 && !in.options.MayBeEmpty {
		return nil, in.noPages(len(in.pages))
	}
	r.finish(found)
	return r, nil
}

// respell judges those pages again whose type URIs are spelled by those of the
// others, when these are known.
func (r *Result) respell(ctx context.Context, judged []judgedPage, whole int) error {
	if r.input.options.Folder != nil || !slices.ContainsFunc(judged, judgedPage.isTypeMade) {
		return nil
	}
	var heads []catalog.Head
	for _, j := range judged {
		for _, p := range j.problems {
			heads = append(heads, p.Head())
		}
	}
	r.folder.spelling = resolve.UsualSpelling(heads)
	r.resolver = r.resolver.Spell(r.folder.spelling)
	if r.folder.spelling == "" || r.folder.spelling == resolve.SpellingSnake {
		return nil
	}
	return Each(ctx, len(judged), func(i int) error {
		if judged[i].isTypeMade() {
			judged[i] = r.anew(r.input.pages[i], i < whole)
		}
		return nil
	}, func(int) {})
}

// isTypeMade reports whether a type URI of the page is made of a name.
func (j judgedPage) isTypeMade() bool {
	return slices.ContainsFunc(j.problems, func(p *catalog.Problem) bool { return p.TypeMade })
}

// folder returns what is known of the folder before its pages are judged.
func (in *Input) folder() Folder {
	if in.options.Folder != nil {
		return *in.options.Folder
	}
	return Folder{common: page.CommonOf(in.bodies)}
}

// newResult returns a result that has the introduction alone, and what is wrong
// with the folder and with that.
func newResult(in *Input) (*Result, diag.List) {
	asked := &answers{source: in.source, known: map[string]bool{}}
	o := in.options
	rules := lint.Options{Base: o.Base, Severity: o.Severity, Exists: asked.exists, NoGo: o.Reserved == nil}
	judge := &pageJudge{rules: rules, linter: lint.New(rules), folder: in.folder()}
	r := &Result{Pages: len(in.pages), input: in, pageJudge: judge, asked: asked, texts: map[string]text{}}
	intros, found := r.introduce()
	judge.resolver = resolve.New(resolve.Options{
		Base: o.Base, Spelling: o.Spelling, NamesByPath: o.NamesByPath,
		Initialisms: o.Initialisms, Reserved: o.Reserved, Clashes: o.Clashes, Shared: intros, Usual: judge.folder.spelling,
	})
	return r, slices.Concat(in.found, found, judge.resolver.Intro())
}

// judge returns what the outputs cannot say of a problem.
func (o Options) judge(p *catalog.Problem) diag.List {
	if o.Judge == nil {
		return nil
	}
	return o.Judge(p)
}

// finish judges what only the whole folder shows. What the rules know of ten
// thousand pages would fill much of the memory, and goes.
func (r *Result) finish(found diag.List) {
	c := &catalog.Catalog{Problems: r.problems, Intro: r.Intro}
	whole := r.resolver.Catalog(c)
	found = append(r.linter.Folder(found), r.linter.Catalog(c, whole)...)
	found.Sort()
	r.Findings, r.names, r.heads = found, resolve.GoNames(c), c.Heads()
	for _, p := range r.problems {
		p.Evidence = nil
	}
	r.linter = lint.New(r.rules)
}

// page judges one page: the problems that it documents, and its findings. What
// is remembered is not judged again.
func (r *Result) page(t text, whole bool) judgedPage {
	if t.source == nil {
		return judgedPage{found: t.found}
	}
	if j, known := r.input.options.Memory.recall(t); known {
		r.recall(j)
		return j
	}
	return r.anew(t, whole)
}

// recall tells the linter what is remembered of a page.
func (r *Result) recall(j judgedPage) {
	for i, p := range j.problems {
		r.linter.Recall(p, j.kept[i])
	}
	if j.rest != nil {
		r.linter.RecallIntro(*j.rest)
	}
}

// anew judges a page that could be read, whatever is remembered.
func (r *Result) anew(t text, whole bool) judgedPage {
	remembers := r.input.options.Memory != nil
	var j judgedPage
	readings, rest := page.ReadAll(t.name, t.source, r.folder.common)
	j.found = r.linter.Folder(rest.Found)
	if rest.Page != nil {
		r.linter.Intro(rest.Page)
		if remembers {
			j.rest = new(r.linter.KeepIntro(rest.Page))
		}
	}
	j.isNone = len(readings) == 0
	for _, read := range readings {
		p, resolved := r.resolver.Page(read.Page)
		j.found = append(j.found, r.linter.Page(p, slices.Concat(read.Found, resolved, r.input.options.judge(p)))...)
		release(p)
		if remembers {
			j.kept = append(j.kept, r.linter.Keep(p))
		}
		if !whole {
			outline(p)
		}
		j.problems = append(j.problems, p)
	}
	return j
}

// introduce takes in the pages that introduce the folder and those inside.
func (r *Result) introduce() (intros []*catalog.Page, found diag.List) {
	for _, t := range r.input.intros {
		found = append(found, t.found...)
		if t.source == nil {
			continue
		}
		read, wrong := page.ReadIntro(t.name, t.source)
		if path.Dir(t.name) == "." {
			r.Intro = catalog.Intro{Page: t.name, Title: read.Front.Title.Value, Doc: read.Doc, Source: t.source}
		}
		r.linter.Intro(read)
		found = append(found, wrong...)
		intros = append(intros, read)
	}
	return intros, found
}

// whole returns a problem with everything that its files are built from.
func (r *Result) whole(p *catalog.Problem) *catalog.Problem {
	t, isOutline := r.texts[p.Page]
	if !isOutline {
		return p
	}
	readings, _ := page.ReadAll(t.name, t.source, r.folder.common)
	for _, read := range readings {
		if again, _ := r.resolver.Page(read.Page); again.Name == p.Name {
			resolve.Link(again, r.names)
			again.Evidence = nil
			return again
		}
	}
	return p
}

// release lets go of what only the rules about single pages look at, which is
// most of what is known of a page.
func release(p *catalog.Problem) {
	e := p.Evidence
	p.Evidence = &catalog.Evidence{Key: e.Key, Aliases: e.Aliases, Related: e.Related, Identifiers: e.Identifiers}
	eachMember(p.Members, func(m *catalog.Member) { m.Row, m.Seen, m.Missing = nil, nil, nil })
}

// outline lets go of what the problem's head does not have.
func outline(p *catalog.Problem) {
	p.Doc, p.Members, p.Evidence.Related = nil, nil, nil
	for i, h := range p.Headers {
		p.Headers[i] = &catalog.Header{Name: h.Name, Kind: h.Kind, Required: h.Required}
	}
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

// answers remembers what was asked about the files of the source.
type answers struct {
	source *source.Source

	mu    sync.Mutex
	known map[string]bool
}

// exists reports whether the source has a file or folder of the name.
func (a *answers) exists(name string) bool {
	there := a.source.Exists(name)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.known[name] = there
	return there
}

// Package lint judges pages: it holds the table of rules, runs those that
// look at what was read and resolved, and decides how much each finding
// matters.
//
// Pages are judged one by one, several at a time if need be; what only the
// whole folder shows is judged from short summaries when all are there. One
// cause makes one finding: rules name the findings that follow from theirs.
package lint

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// ruleNoFacts is the one finding of a page that says nothing a problem page says:
// what else can be told of it helps nobody, since it may be none.
const ruleNoFacts = "no-facts"

// Options are what the configuration says.
type Options struct {
	// Base is put before names to make type URIs; it may be empty.
	Base string
	// Severity returns what the configuration gives a rule on a page, by its
	// path inside the pages folder; ok is false where it says nothing. It may
	// be nil.
	Severity func(rule, page string) (severity diag.Severity, ok bool)
	// Exists reports whether the pages folder has a file or folder of that
	// path. Where it is nil, only links to pages are followed.
	Exists func(path string) bool
	// NoGo tells that no Go package is made.
	NoGo bool
}

// A Linter judges the pages of one folder.
type Linter struct {
	options Options
	rules   []Rule
	byID    map[string]*Rule

	mu     sync.Mutex
	pages  map[string]*pageSummary // by path
	intros map[string]*pageSummary
}

// New returns a linter for one run over a folder.
func New(options Options) *Linter {
	l := &Linter{options: options, rules: Rules(), byID: map[string]*Rule{}, pages: map[string]*pageSummary{}, intros: map[string]*pageSummary{}}
	for i := range l.rules {
		l.byID[l.rules[i].ID] = &l.rules[i]
	}
	return l
}

// Page judges one page: found is what reading and resolving it found. It
// keeps what the rules for the whole folder need, so that the page's evidence
// can go. Page may be called from several goroutines.
func (l *Linter) Page(p *catalog.Problem, found diag.List) diag.List {
	page := p.Evidence.Page
	c := PageCheck{Problem: p, Evidence: p.Evidence, Page: page, before: found}
	for i := range l.rules {
		if r := &l.rules[i]; r.Page != nil {
			c.rule = r.ID
			r.Page(&c)
		}
	}
	s := summarize(p)
	s.unclear = hasRule(found, "no-facts", "several-problems")
	all := slices.Concat(found, c.found)
	if s.factless = hasRule(found, ruleNoFacts); s.factless {
		all = onlyRule(all, ruleNoFacts)
	}
	judged := l.judge(s, l.causes(all, page.Partial))
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages[p.PageID()] = s
	return judged
}

// onlyRule returns the findings of one rule.
func onlyRule(found diag.List, rule string) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Rule != rule })
}

// Intro takes in a page that introduces the folder or one of its folders, or
// what stands on a page outside of the sections that are problems: its
// links are checked, and count for the pages that they lead to.
func (l *Linter) Intro(page *catalog.Page) {
	s := summarize(&catalog.Problem{Page: page.Path, Source: page.Source, Evidence: &catalog.Evidence{Page: page}})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.intros[page.Path] = s
}

// Folder judges findings that belong to no page that was read: those about
// the folder itself or about the output. Findings that are judged already stay
// as they are.
func (l *Linter) Folder(found diag.List) diag.List {
	var judged diag.List
	for _, d := range found {
		if d.Severity != diag.Off {
			judged.Add(d)
			continue
		}
		judged = append(judged, l.judge(&pageSummary{path: d.At.Position().File, complete: true}, diag.List{d})...)
	}
	return judged
}

// Catalog judges what only the whole folder shows, after all calls of Page
// and Intro: found is what resolving the catalog found. It ends with the
// ignores that suppressed nothing.
func (l *Linter) Catalog(catalog *catalog.Catalog, found diag.List) diag.List {
	c := l.catalogCheck(catalog)
	for i := range l.rules {
		if r := &l.rules[i]; r.Catalog != nil {
			c.rule = r.ID
			r.Catalog(c)
		}
	}
	byPage := map[*diag.Source]diag.List{}
	for _, d := range slices.Concat(found, c.found) {
		byPage[d.At.Source] = append(byPage[d.At.Source], d)
	}
	var judged diag.List
	for _, s := range slices.Concat(c.Pages, c.intros) {
		var own diag.List
		own, byPage[s.source] = s.split(byPage[s.source])
		if s.factless {
			continue
		}
		judged = append(judged, l.judge(s, l.causes(own, s.partial))...)
		judged = append(judged, l.judge(s, l.ignores(s))...)
	}
	for _, rest := range byPage {
		judged = append(judged, l.Folder(rest)...)
	}
	judged.Sort()
	return judged
}

// catalogCheck brings the summaries of the catalog's pages together.
func (l *Linter) catalogCheck(catalog *catalog.Catalog) *CatalogCheck {
	c := &CatalogCheck{
		Base: l.options.Base, exists: l.options.Exists, intros: slices.Collect(maps.Values(l.intros)),
		byPath: map[string]*pageSummary{}, byName: map[string]*pageSummary{}, nearest: map[string]string{},
	}
	for _, p := range catalog.Problems {
		if s := l.pages[p.PageID()]; s != nil {
			c.Pages = append(c.Pages, s)
		}
	}
	byPath := func(a, b *pageSummary) int { return cmp.Compare(a.path, b.path) }
	slices.SortFunc(c.Pages, byPath)
	slices.SortFunc(c.intros, byPath)
	for _, s := range slices.Concat(c.Pages, c.intros) {
		if c.byPath[s.path] == nil { // of several on one page, any will do
			c.byPath[s.path] = s
		}
	}
	for _, s := range c.Pages {
		if s.name != "" {
			c.byName[fold(s.name)] = s
		}
	}
	return c
}

// causes leaves out what follows from other findings of the same page. A
// finding that hides others says so, and loses its fix: that alone would bring
// them out.
func (l *Linter) causes(found diag.List, partial bool) diag.List {
	hiders := l.hiders(found)
	var shown diag.List
	hidden := map[string]int{} // how many findings each rule hides
	absent := 0
	for _, d := range found {
		switch {
		case len(hiders[d.Rule]) > 0:
			for _, id := range hiders[d.Rule] {
				hidden[id]++
			}
		case partial && l.byID[d.Rule] != nil && l.byID[d.Rule].Absence:
			absent++
		default:
			shown.Add(d)
		}
	}
	said := map[string]bool{}
	for i := range shown {
		d := &shown[i]
		if n := hidden[d.Rule]; n > 0 {
			d.Fix = nil
			if !said[d.Rule] {
				said[d.Rule] = true
				*d = d.WithHelp("it hides %s about this page, which may go with it", count(n, "more finding"))
			}
		}
	}
	return l.sayBlind(shown, partial, absent)
}

// sayBlind lets the first finding about what could not be read say what was not
// judged for that.
func (l *Linter) sayBlind(shown diag.List, partial bool, absent int) diag.List {
	if !partial {
		return shown
	}
	i := slices.IndexFunc(shown, func(d diag.Diagnostic) bool { return l.byID[d.Rule] != nil && l.byID[d.Rule].Blinds })
	if i < 0 {
		return shown
	}
	const rest = "what else is wrong with this part of the page shows once it can be read"
	if absent > 0 {
		shown[i] = shown[i].WithHelp(rest+", and with it %s about what seems to be missing", count(absent, "more finding"))
	} else {
		shown[i] = shown[i].WithHelp(rest)
	}
	return shown
}

// hiders returns, for each rule that the findings hide, the rules among them
// that do so.
func (l *Linter) hiders(found diag.List) map[string][]string {
	hiders := map[string][]string{}
	seen := map[string]bool{}
	for _, d := range found {
		rule := l.byID[d.Rule]
		if rule == nil || seen[d.Rule] {
			continue
		}
		seen[d.Rule] = true
		for _, id := range rule.Hides {
			hiders[id] = append(hiders[id], rule.ID)
		}
	}
	return hiders
}

// judge gives findings of one page their severity and leaves out those that
// the page ignores or the configuration turns off.
func (l *Linter) judge(s *pageSummary, found diag.List) diag.List {
	var judged diag.List
	for _, d := range found {
		rule := l.byID[d.Rule]
		if l.isIgnored(s, d) || l.options.NoGo && rule != nil && rule.Go {
			continue
		}
		s.failed = s.failed || rule != nil && rule.Severity == diag.Error
		if d.Severity = l.severity(s, d); d.Severity != diag.Off {
			judged.Add(d)
		}
	}
	return judged
}

// severity returns how much a finding matters: what the configuration says,
// else the row of its rule. A rule may lower a single finding; only a
// configuration that raises the rule overrules that.
func (l *Linter) severity(s *pageSummary, d diag.Diagnostic) diag.Severity {
	rule := l.byID[d.Rule]
	if rule == nil {
		return diag.Error
	}
	severity := rule.Severity
	if l.options.Severity != nil {
		if configured, ok := l.options.Severity(rule.ID, s.path); ok && (configured >= severity || l.canGive(s, rule)) {
			severity = configured
		}
	}
	if d.Severity != diag.Off && severity <= rule.Severity {
		severity = min(severity, d.Severity)
	}
	return severity
}

// canGive reports whether findings of the rule may be ignored or lowered on
// the page: nothing is generated from a page that lacks a fact.
func (l *Linter) canGive(s *pageSummary, rule *Rule) bool {
	return !rule.Fatal && (rule.Severity != diag.Error || s.complete)
}

package lint

import "github.com/hcnet/problemgen/generator/internal/catalog"

// A Kept is what a linter knows of a page that it has judged, for one of a later
// run over the folder.
type Kept struct{ summary *pageSummary }

// Keep returns what the linter knows of a problem that Page has judged. It is
// for the time before Catalog is called, which marks what it judges.
func (l *Linter) Keep(p *catalog.Problem) Kept {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Kept{l.pages[p.PageID()].clone()}
}

// Recall takes in what another linter with the same options knew of a problem,
// in place of judging its page again. It may be called from several goroutines.
func (l *Linter) Recall(p *catalog.Problem, k Kept) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages[p.PageID()] = k.summary.clone()
}

// KeepIntro is Keep for a page that Intro has taken in.
func (l *Linter) KeepIntro(page *catalog.Page) Kept {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Kept{l.intros[page.Path].clone()}
}

// RecallIntro is Recall for what KeepIntro has returned.
func (l *Linter) RecallIntro(k Kept) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.intros[k.summary.path] = k.summary.clone()
}

// clone copies what changes as findings are judged: whether the page has failed
// and which of its ignores have been of use.
func (s *pageSummary) clone() *pageSummary {
	c := *s
	c.ignores = make([]*ignore, len(s.ignores))
	for i, own := range s.ignores {
		own := *own
		c.ignores[i] = &own
	}
	return &c
}

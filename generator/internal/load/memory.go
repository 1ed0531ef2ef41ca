package load

import (
	"bytes"
	"maps"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A Memory has what the pages of a folder came to, for the next load of that
// folder with the same options. A page is taken from it where its bytes are the
// same and so is what else it is judged by: the members that introductions
// document for all pages, and the paragraphs that several pages have. What only
// the whole folder shows is judged anew each time. Loads with one memory follow
// one another.
type Memory struct {
	// pages and intros are what the last load has read, by their names in
	// messages.
	pages  map[string]remembered
	intros map[string]*diag.Source
	// folder is what was known of all pages before they were judged, and shared
	// are the introductions that say something of members.
	folder Folder
	shared []*diag.Source
}

// A remembered page is as it was before anything about the whole folder was
// known.
type remembered struct {
	source *diag.Source
	judged judgedPage
}

// source returns a file that was read: the one that is remembered, where its
// bytes are the same.
func (m *Memory) source(name string, data []byte) *diag.Source {
	if m != nil {
		for _, known := range []*diag.Source{m.pages[name].source, m.intros[name]} {
			if known != nil && bytes.Equal(known.Original(), data) {
				return known
			}
		}
	}
	return diag.NewSource(name, data)
}

// surround drops all pages where what they are judged by is not what it was.
func (m *Memory) surround(in *Input, judge *pageJudge) {
	if m == nil {
		return
	}
	intros := map[string]*diag.Source{}
	var shared []*diag.Source
	for _, t := range in.intros {
		if t.source == nil {
			continue
		}
		intros[t.source.Name] = t.source
		if judge.resolver.Shares(t.name) {
			shared = append(shared, t.source)
		}
	}
	if !slices.Equal(shared, m.shared) || judge.folder.spelling != m.folder.spelling || !maps.Equal(judge.folder.common, m.folder.common) {
		clear(m.pages)
	}
	m.intros, m.shared, m.folder = intros, shared, judge.folder
}

// recall returns what a page came to, and whether that is known.
func (m *Memory) recall(t text) (judgedPage, bool) {
	if m == nil || t.source == nil {
		return judgedPage{}, false
	}
	known, ok := m.pages[t.source.Name]
	return known.judged.clone(), ok && known.source == t.source
}

// remember keeps what the pages came to, and forgets those that are no more.
func (m *Memory) remember(pages []text, judged []judgedPage) {
	if m == nil {
		return
	}
	m.pages = make(map[string]remembered, len(pages))
	for i, t := range pages {
		if t.source != nil {
			m.pages[t.source.Name] = remembered{t.source, judged[i].clone()}
		}
	}
}

// clone copies what changes when the pages are brought together: of an outline
// that is nothing behind its pointers.
func (j judgedPage) clone() judgedPage {
	problems := make([]*catalog.Problem, len(j.problems))
	for i, p := range j.problems {
		outline := *p
		problems[i] = &outline
	}
	j.problems = problems
	return j
}

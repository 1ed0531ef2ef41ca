package page

import (
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A Reading is a page that was read, and what was found on the way.
type Reading struct {
	Page  *catalog.Page
	Found diag.List
}

// ReadAll returns a reading for each problem that a file documents: none where
// its front matter says so, several where each of its sections documents one.
// The rest is what the file has beside them; its page is nil where there is
// nothing beside.
// What is common to the pages of the folder is the text of none; it may be nil.
func ReadAll(path string, src *diag.Source, common Common) (readings []Reading, rest Reading) {
	r, body := read(path, src, common)
	if r.page.Front.NoProblem {
		return nil, Reading{r.page, r.found}
	}
	sections := splitPage(r.page, body)
	if len(sections) == 0 {
		return []Reading{{r.page, r.found}}, Reading{}
	}
	readings = make([]Reading, len(sections))
	for i, s := range sections {
		readings[i].Page = r.readSection(s, body)
	}
	for _, d := range r.found {
		i := slices.IndexFunc(sections, func(s section) bool { return s.holds(d.At.Start - body.base) })
		readings[max(i, 0)].Found.Add(d)
	}
	return readings, Reading{Page: r.outside(sections, body.base)}
}

// outside returns what stands outside of the sections: it leads elsewhere, and
// says nothing of a problem.
func (r *reader) outside(sections []section, base int) *catalog.Page {
	isInside := func(at diag.Span) bool {
		return slices.ContainsFunc(sections, func(s section) bool { return s.holds(at.Start - base) })
	}
	p := r.page
	return &catalog.Page{
		Source: p.Source, Path: p.Path, Partial: p.Partial, Front: p.Front, Printed: p.Printed, Headings: p.Headings,
		Links:   slices.DeleteFunc(slices.Clone(p.Links), func(l catalog.Link) bool { return isInside(l.Dest.At) }),
		Ignores: slices.DeleteFunc(slices.Clone(p.Ignores), func(i catalog.Ignore) bool { return isInside(i.Rule.At) }),
	}
}

// readSection reads a section as a page of its own.
func (r *reader) readSection(s section, body tree) *catalog.Page {
	page := &catalog.Page{Source: r.src, Path: r.page.Path, Section: &catalog.Section{
		Anchor: s.anchor, Name: s.name, At: s.at,
		Bounds: r.src.Span(body.base+s.start, body.base+s.end),
	}}
	own := &reader{src: r.src, page: page, common: r.common, foreign: r.foreign}
	body.first, body.behind = s.heading, s.behind
	own.readBy(body, anyForm)
	page.Headings = r.page.Headings // which links lead to
	return page
}

// A section is what stands below a heading, up to the next that is not below
// it.
type section struct {
	heading *ast.Heading
	// behind is the block behind the section; nil where it is the last.
	behind     ast.Node
	start, end int
	text       string
	anchor     string
	at         diag.Span
	// name is that of the problem type that the section documents.
	name string
}

func (s section) holds(offset int) bool { return s.start <= offset && offset < s.end }

// splitPage returns the sections of a catalogue: a page on which facts and
// examples name several problem types, none of them the page's own, each in a
// section of its own. It notes on the page that there are several types where
// they cannot be told apart.
func splitPage(page *catalog.Page, body tree) []section {
	if body.root == nil {
		return nil
	}
	types := typesOn(page)
	names := namesOf(types)
	sections := sectionsOf(page, body)
	if len(names) == 0 {
		return namedSections(page, body, sections)
	}
	if len(names) < 2 || slices.Contains(names, foldName(pageStem(page.Path))) || hasOpeningType(page, body, sections) {
		return nil
	}
	var chosen []section
	for _, name := range names {
		s, ok := sectionOf(name, types, sections, body)
		if !ok {
			page.Mixed = names
			return nil
		}
		chosen = append(chosen, s)
	}
	slices.SortFunc(chosen, func(a, b section) int { return a.start - b.start })
	return chosen
}

// A shownType is a type that a fact or an example gives.
type shownType struct {
	name  string
	at    int
	label bool
	title string
}

// typesOn returns the types that the page gives, in its order, placeholders
// left out.
func typesOn(page *catalog.Page) []shownType {
	var types []shownType
	for _, f := range page.Facts {
		if name := typeName(f.Value.Value); f.Label == catalog.TypeLabel && f.Form != catalog.FrontForm && name != "" {
			types = append(types, shownType{name: name, at: f.Value.At.Start, label: true})
		}
	}
	for _, s := range page.Samples {
		v := s.Body.Get(catalog.MemberType)
		if v == nil || v.Kind != catalog.StringValue || !strings.ContainsAny(v.Text, ":/#") {
			continue
		}
		if name := typeName(v.Text); name != "" {
			shown := shownType{name: name, at: v.At.Start}
			if title := s.Body.Get(catalog.MemberTitle); title != nil {
				shown.title = title.Text
			}
			types = append(types, shown)
		}
	}
	return types
}

// typeName returns the folded name that a type ends in, or "".
func typeName(uri string) string {
	uri = strings.TrimSuffix(strings.TrimRight(uri, "/#:=?"), ".md")
	name := uri[strings.LastIndexAny(uri, "/#:=?")+1:]
	if name == "" || strings.ContainsAny(uri, "<>{}…$*") || strings.Contains(uri, "...") || strings.HasPrefix(uri, "about:") {
		return ""
	}
	return foldName(name)
}

// foldName prepares names for comparison: only their letters and digits count.
func foldName(name string) string { return strings.Join(wordsOf(name), "") }

// pageStem returns what a page is called by its path.
func pageStem(file string) string {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if folder := path.Base(path.Dir(file)); strings.EqualFold(name, "index") && folder != "." {
		return folder
	}
	return name
}

func namesOf(types []shownType) []string {
	var names []string
	for _, t := range types {
		if !slices.Contains(names, t.name) {
			names = append(names, t.name)
		}
	}
	return names
}

// sectionsOf returns the page's sections in their order, those inside others
// behind these.
func sectionsOf(page *catalog.Page, body tree) []section {
	anchors := map[int]string{}
	for _, h := range page.Headings {
		anchors[h.At.Start-body.base] = h.Anchor
	}
	var sections []section
	for n := body.root.FirstChild(); n != nil && len(sections) < maxSections; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Lines().Len() == 0 {
			continue
		}
		start := h.Lines().At(0)
		s := section{heading: h, start: max(h.Pos(), 0), end: len(body.body) + 1, anchor: anchors[start.Start]}
		s.text = string(start.Value(body.body))
		s.at = page.Source.Span(body.base+start.Start, body.base+start.Stop)
		for next := h.NextSibling(); next != nil; next = next.NextSibling() {
			if other, ok := next.(*ast.Heading); ok && other.Level <= h.Level {
				s.behind, s.end = next, max(other.Pos(), 0)
				break
			}
		}
		sections = append(sections, s)
	}
	return sections
}

// hasOpeningType reports whether the page gives a labelled type before its
// first section: it is about one problem then.
func hasOpeningType(page *catalog.Page, body tree, sections []section) bool {
	first := len(body.body) + 1
	for i, s := range sections {
		if i > 0 || s.heading.Level > 1 {
			first = s.start
			break
		}
	}
	return slices.ContainsFunc(page.Facts, func(f catalog.Labelled) bool {
		return f.Label == catalog.TypeLabel && f.Form != catalog.FrontForm && f.Value.At.Start-body.base < first
	})
}

// sectionOf returns the largest section that has all of one type and no other,
// if its heading agrees with the type's name or title; else the largest that
// has a labelled type.
func sectionOf(name string, types []shownType, sections []section, body tree) (chosen section, ok bool) {
	for _, s := range sections {
		if !s.isOf(name, types, body) {
			continue
		}
		s.name = name
		heading, labelled := foldName(s.text), false
		for _, t := range types {
			if t.name != name {
				continue
			}
			if strings.Contains(heading, name) || t.title != "" && strings.Contains(heading, foldName(t.title)) {
				return s, true
			}
			labelled = labelled || t.label
		}
		if labelled && !ok {
			chosen, ok = s, true
		}
	}
	return chosen, ok
}

// isOf reports whether the section has all of one type, and no other.
func (s section) isOf(name string, types []shownType, body tree) bool {
	for _, t := range types {
		if (t.name == name) != s.holds(t.at-body.base) {
			return false
		}
	}
	return true
}

// namedSections returns the sections of a catalogue without types: those whose
// headings look like names, each with a labelled status. On a page that is called
// as a collection of problems is, titles do, where the status stands right below.
func namedSections(page *catalog.Page, body tree, sections []section) []section {
	var chosen []section
	collects := isCollection(page.Path)
	for i, s := range sections {
		name, until := strings.Trim(strings.TrimSpace(s.text), "`"), s.end
		isTitle := !looksLikeName(name, s.text)
		if isTitle {
			if !collects || s.heading.Level == 1 || foldName(s.text) == "" {
				continue
			}
			if i+1 < len(sections) {
				until = min(until, sections[i+1].start)
			}
		}
		labelled := slices.ContainsFunc(page.Facts, func(f catalog.Labelled) bool {
			at := f.Value.At.Start - body.base
			return f.Label == catalog.StatusLabel && f.Form != catalog.FrontForm && s.holds(at) && at < until
		})
		if labelled && (len(chosen) == 0 || s.start >= chosen[len(chosen)-1].end) {
			s.name = foldName(name)
			chosen = append(chosen, s)
		}
	}
	if len(chosen) < 2 || slices.ContainsFunc(chosen, func(s section) bool { return s.name == foldName(pageStem(page.Path)) }) {
		return nil
	}
	return chosen
}

// isCollection reports whether a page is called as what has several problems is:
// errors.md, problem-types.md.
func isCollection(file string) bool { return collection.MatchString(foldName(pageStem(file))) }

var collection = lazyregexp.New(`^(?:api|http|common|all|general)*(?:(?:errors|problems|faults|exceptions|fehler|erreurs|errores|problemtypes|errortypes)|(?:error|problem|fehler)(?:codes|types|catalogu?e?|list|reference|responses|messages|details|handling))$`)

// looksLikeName reports whether a heading is a name for programs.
func looksLikeName(name, heading string) bool {
	if name == "" || strings.ContainsAny(name, " \t`") || !isCode(written{text: name}) {
		return false
	}
	return strings.HasPrefix(strings.TrimSpace(heading), "`") || strings.ContainsAny(name, "_-") || len(name) > 3 && strings.ToUpper(name) == name
}

package resolve

import (
	"net/url"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// own returns the labelled values of that label that are the page's: those of
// its first run of facts that has a type or a status, of runs before it, of
// headings that are labels and of the front matter. A status elsewhere may be
// another answer's; a list of members is the problem's wherever it stands.
func (r *resolver) own(label catalog.Label) []*catalog.Labelled {
	run := r.ownRun()
	var own []*catalog.Labelled
	for i := range r.page.Facts {
		f := &r.page.Facts[i]
		if f.Label != label || len(f.Statuses) > 0 && r.isNotServed(f) {
			continue
		}
		isOwn := f.Run <= run || f.Form == catalog.FrontForm || f.Form == catalog.HeadForm
		isList := label == catalog.MembersLabel && len(own) == 0 && !isElsewhere(f.Section.Value)
		if isOwn || isList || f.Form == catalog.HeadingForm && len(own) == 0 && !isElsewhere(f.Section.Value) || label == catalog.TypeLabel && r.isSameType(f, own) {
			own = append(own, f)
		}
	}
	// What the front matter says goes behind what the page shows.
	slices.SortStableFunc(own, func(a, b *catalog.Labelled) int {
		return boolInt(a.Form == catalog.FrontForm) - boolInt(b.Form == catalog.FrontForm)
	})
	return own
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ownRun returns the number of the first run of facts that has a type or a
// status; 0 where there is none.
func (r *resolver) ownRun() int {
	for i := range r.page.Facts {
		f := &r.page.Facts[i]
		switch f.Form {
		case catalog.LineForm, catalog.SheetForm, catalog.HeadingForm:
			if f.Label == catalog.TypeLabel && r.isType(f) || f.Label == catalog.StatusLabel && !r.isNotServed(f) && !isElsewhere(f.Section.Value) {
				return f.Run
			}
		}
	}
	return 0
}

// elsewhere matches headings under which a status may be another answer's.
var elsewhere = lazyregexp.New(`(?i)\b(?:other|others|related|see|answers|responses|next|steps?|how|flow|compar\w*|history|changes|retry\w*)\b`)

func isElsewhere(section string) bool { return section != "" && elsewhere.MatchString(section) }

// told returns where the page's text labels what the problem's own facts are.
func (r *resolver) told() []diag.Span {
	var told []diag.Span
	for _, label := range []catalog.Label{catalog.TypeLabel, catalog.TitleLabel, catalog.StatusLabel, catalog.CodeLabel} {
		for _, f := range r.own(label) {
			if f.Form != catalog.FrontForm && (label != catalog.CodeLabel || r.isCode(f.Value.Value)) {
				told = append(told, f.Value.At)
			}
		}
	}
	return told
}

// isNotServed reports whether none of a fact's statuses can be an error's.
func (r *resolver) isNotServed(f *catalog.Labelled) bool {
	return !slices.ContainsFunc(f.Statuses, func(s catalog.WholeNumber) bool { return s.Value >= 400 })
}

// isType reports whether a labelled type can be the page's: a name in a code
// span only where it is this page's.
func (r *resolver) isType(f *catalog.Labelled) bool {
	text := f.Value.Value
	if isNoValue(text) || isPlaceholder(text) {
		return false
	}
	return !isBareName(text) || r.isOwnName(text, r.key().Value) || r.isCode(text)
}

// isSameType reports whether a labelled type away from the page's own facts
// can be the page's nevertheless: there is no other, and it has its name.
func (r *resolver) isSameType(f *catalog.Labelled, own []*catalog.Labelled) bool {
	return len(own) == 0 && r.isType(f) && r.isOwnName(lastPart(f.Value.Value), r.key().Value)
}

// code returns the labelled code that is the page's name, as it is spelled, or
// "": it folds to the name of the file or of the type.
func (r *resolver) code() string {
	for i := range r.page.Facts {
		f := &r.page.Facts[i]
		if f.Label == catalog.CodeLabel && r.isCode(f.Value.Value) {
			return f.Value.Value
		}
	}
	return ""
}

// isCode reports whether a text is a labelled code that agrees with the name
// of the file or of the page's type.
func (r *resolver) isCode(text string) bool {
	labelled := slices.ContainsFunc(r.page.Facts, func(f catalog.Labelled) bool {
		return f.Label == catalog.CodeLabel && f.Value.Value == text
	})
	if !labelled || !isNameLike(text) {
		return false
	}
	if r.isOwnName(text, r.key().Value) {
		return true
	}
	return slices.ContainsFunc(r.page.Facts, func(f catalog.Labelled) bool {
		return f.Label == catalog.TypeLabel && !isBareName(f.Value.Value) && r.agrees(lastPart(f.Value.Value), text)
	})
}

// labelledTypes returns the types that the page's facts give. A reference says
// no more than an absolute URI that ends in it.
func (r *resolver) labelledTypes(before []catalog.Fact[string]) []catalog.Fact[string] {
	var facts, references []catalog.Fact[string]
	for _, f := range r.own(catalog.TypeLabel) {
		if !r.isType(f) {
			continue
		}
		found := catalog.Fact[string]{Value: f.Value.Value, At: f.Value.At}
		if u, err := url.Parse(found.Value); err == nil && u.IsAbs() {
			facts = append(facts, found)
		} else {
			references = append(references, found)
		}
	}
	all := slices.Concat(before, facts)
	for _, ref := range references {
		if !slices.ContainsFunc(all, func(f catalog.Fact[string]) bool { return endsInReference(f.Value, ref.Value) }) {
			facts = append(facts, ref)
		}
	}
	return facts
}

// endsInReference reports whether a URI ends in a relative reference; slashes
// around it and the extension of a page do not count.
func endsInReference(uri, reference string) bool {
	clean := func(text string) string {
		text = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(text, "/"), ".md"), "/")
		return strings.TrimLeft(text, "./")
	}
	uri, reference = clean(uri), clean(reference)
	if fold(lastPart(uri)) == fold(reference) {
		return true
	}
	before, ok := strings.CutSuffix(uri, reference)
	return ok && (before == "" || strings.HasSuffix(before, "/") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "#"))
}

// addListedMembers adds the members that a fact lists: "Members | `a`, `b`".
func (r *resolver) addListedMembers(root *node) {
	for _, f := range r.own(catalog.MembersLabel) {
		for _, code := range f.Codes {
			name := strings.TrimSpace(code.Text)
			if steps := parsePath(name); steps != nil && !isStandardInAnyCase(name) && !strings.ContainsAny(name, " \t:") {
				root.walk(steps, code.At).listed = true
			}
		}
	}
}

// tabledTypes returns the names of the types that rows of tables give, one a row.
func (r *resolver) tabledTypes() []string {
	var names []string
	for _, table := range r.page.Tables {
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				uri := strings.Trim(cell.Text, "`<> ")
				if u, err := url.Parse(uri); err == nil && u.IsAbs() && nameOfType(uri) != "" {
					names = append(names, nameOfType(uri))
					break
				}
			}
			if name := rowName(row); name != "" {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// checkFacts reports a page that nothing tells to be about a problem.
func (r *resolver) checkFacts(p *catalog.Problem) {
	settings := r.page.Front.Problem
	_, said := r.saidStatus()
	switch {
	case !settings.At.IsZero(), len(r.page.Samples) > 0, len(r.page.Facts) > 0, said, r.page.Partial:
		return
	case slices.ContainsFunc(r.page.Tables, func(t catalog.Table) bool {
		return isOfProblem(t) || t.Kind == catalog.AttributeTable && r.namesItself(p)
	}):
		return
	}
	if names := r.tabledTypes(); len(names) > 1 {
		r.add(diag.At(r.front(), ruleNoFacts, "the page lists %d problem types in a table, and documents none of them in a section", len(names)).
			WithHelp("if they have pages of their own, say that this one documents none with `problem: false` in its front matter, or leave it out with `exclude:` in problemgen.yaml").
			WithHelp("else give each a section with a heading that is its name or its title, as in \"## %s\", and below it its type, status and example", names[0]).
			About(p.Name))
		return
	}
	if names := r.namedSections(); len(names) > 1 {
		r.add(diag.At(names[0].At, ruleNoFacts, "%d sections of the page are called as problems are, `%s` first, and nothing in them gives a status or a type", len(names), strings.Trim(names[0].Text, "`")).
			WithHelp("one section, one problem: write below each heading a line such as `**HTTP status:** 404`; the type is made of the `base` in problemgen.yaml, or is a line of its own, `**Type:** https://…`").
			WithHelp("if they are no problems, say so with `problem: false` in the front matter, or leave the page out with `exclude:` in problemgen.yaml").
			About(p.Name))
		return
	}
	r.add(diag.At(r.front(), ruleNoFacts, "nothing on the page says which problem it documents: neither type nor status nor example").
		WithHelp("if it documents none, say so with `problem: false` in its front matter, or leave it out with `exclude:` in problemgen.yaml; if it documents `%s`, give its type and status, as in `**Type:** https://…` and `**HTTP status:** 404`", p.Name).
		About(p.Name))
}

// namesItself reports whether the text has the page's own name in a code span, as
// pages about a problem do.
func (r *resolver) namesItself(p *catalog.Problem) bool {
	return p.Name != "" && slices.ContainsFunc(r.page.Codes, func(code catalog.Mention) bool { return fold(code.Text) == fold(p.Name) })
}

// isOfProblem reports whether a table is one that problem pages have: of facts, of
// headers, or of members with some of the RFC's among them.
func isOfProblem(t catalog.Table) bool {
	const some = 2
	if t.Kind != catalog.AttributeTable {
		return t.Kind != catalog.ProseTable
	}
	standard := 0
	for _, row := range t.Rows {
		if cell, ok := t.Cell(row, catalog.NameColumn); ok && isStandardInAnyCase(strings.Trim(cell.Text, "` ")) {
			standard++
		}
	}
	return standard >= some
}

// rowName returns the name that a row begins with which has a status, too; "" for
// any other row.
func rowName(row catalog.Row) string {
	hasStatus := func(cell catalog.Cell) bool { return statusCell.MatchString(strings.Trim(cell.Text, "` ")) }
	if !slices.ContainsFunc(row.Cells, hasStatus) {
		return ""
	}
	for _, cell := range row.Cells {
		if name := strings.Trim(cell.Text, "` "); namedSection.MatchString(name) {
			return fold(name)
		}
	}
	return ""
}

var statusCell = lazyregexp.New(`^(?:HTTP )?[1-5][0-9]{2}(?: [A-Z].*)?$`)

// namedSections returns the headings that look like the names of problems, at
// the level that has most of them.
func (r *resolver) namedSections() []catalog.Heading {
	levels := map[int][]catalog.Heading{}
	var most []catalog.Heading
	for _, h := range r.page.Headings {
		if h.Level > 0 && namedSection.MatchString(strings.TrimSpace(h.Text)) {
			levels[h.Level] = append(levels[h.Level], h)
			if len(levels[h.Level]) > len(most) {
				most = levels[h.Level]
			}
		}
	}
	return most
}

// namedSection matches what is written as programs write names: seat_taken,
// SEAT-TAKEN, SEAT.
var namedSection = lazyregexp.New(`^(?:[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+|[A-Z][A-Z0-9]{3,}(?:[_-][A-Z0-9]+)*)$`)

package lint

import (
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/unified"
)

// A Fixed is a page with repairs made.
type Fixed struct {
	Source *diag.Source
	// Data is the whole file, byte for byte the same around the repairs.
	Data []byte
	// Findings are those that the repairs answer.
	Findings diag.List
}

// Apply makes the fixes of the findings, each wholly or not at all, and
// returns the pages that they change, in the order of the findings. A fix
// that touches the same bytes as one before it is left out: only when the
// page has been read and judged again do its edits mean anything, so callers
// go on until nothing is left to fix.
func Apply(found diag.List) []Fixed {
	var pages []*repair
	for _, d := range found {
		if d.Fix == nil || len(d.Fix.Edits) == 0 {
			continue
		}
		src := d.Fix.Edits[0].At.Source
		i := slices.IndexFunc(pages, func(r *repair) bool { return r.source == src })
		if i < 0 {
			i, pages = len(pages), append(pages, &repair{source: src})
		}
		pages[i].add(d)
	}
	fixed := make([]Fixed, 0, len(pages))
	for _, r := range pages {
		data, _ := r.source.Apply(r.edits) // none is skipped: none overlaps
		if string(data) != string(r.source.Original()) {
			fixed = append(fixed, Fixed{r.source, data, r.findings})
		}
	}
	return fixed
}

// Diff returns what the repairs change, as a unified diff.
func (f Fixed) Diff() string {
	return unified.Diff("a/"+f.Source.Name, f.Source.Original(), "b/"+f.Source.Name, f.Data)
}

// A repair gathers the edits of one page that go together.
type repair struct {
	source   *diag.Source
	findings diag.List
	edits    []diag.Edit
	// rules are the rules whose fixes the edits belong to.
	rules []string
}

// add takes a finding's fix in, unless it is in the way of an earlier one or
// of itself.
func (r *repair) add(d diag.Diagnostic) {
	for i, e := range d.Fix.Edits {
		if e.At.Source != r.source || r.collides(d.Rule, e) || slices.ContainsFunc(d.Fix.Edits[:i], overlaps(e)) {
			return
		}
	}
	r.findings.Add(d)
	for _, e := range d.Fix.Edits {
		r.edits = append(r.edits, e)
		r.rules = append(r.rules, d.Rule)
	}
}

// collides reports whether an edit touches one that is there. Two insertions
// at one place go together where one rule makes both, as rows of a table do;
// of two rules, each may count on being alone there.
func (r *repair) collides(rule string, e diag.Edit) bool {
	for i, other := range r.edits {
		together := r.rules[i] == rule && e.At == other.At && e.At.Start == e.At.End && e.New != other.New
		if touches(e.At, other.At) && !together {
			return true
		}
	}
	return false
}

func touches(a, b diag.Span) bool { return a.Start <= b.End && b.Start <= a.End }

func overlaps(e diag.Edit) func(diag.Edit) bool {
	return func(other diag.Edit) bool {
		return e.At.Start < other.At.End && other.At.Start < e.At.End || e.At == other.At
	}
}

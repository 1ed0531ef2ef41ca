package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A misspelling is a member that table and examples spell almost the same,
// with all the places where it is spelt so.
type misspelling struct {
	catalog.Misspelling
	// places are the spans of Name, in page order.
	places []diag.Span
}

// misspellings brings those of one member together. What a foreign example
// has is not the page's.
func misspellings(e *catalog.Evidence) []*misspelling {
	var all []*misspelling
	for _, m := range e.Misspelt {
		if isInside(m.At, e.Foreign) || isCapitalised(m) {
			continue
		}
		same := slices.IndexFunc(all, func(o *misspelling) bool {
			return o.Name == m.Name && o.Path == m.Path && o.InTable == m.InTable
		})
		if same < 0 {
			all = append(all, &misspelling{m, []diag.Span{m.At}})
			continue
		}
		all[same].places = append(all[same].places, m.At)
	}
	return all
}

func isInside(at diag.Span, samples []*catalog.Sample) bool {
	return slices.ContainsFunc(samples, func(s *catalog.Sample) bool { return encloses(s.At, at) })
}

// isCapitalised reports whether it is one of the RFC's members that an
// example has with capitals, which is a rule of its own.
func isCapitalised(m catalog.Misspelling) bool {
	return !m.InTable && catalog.IsStandardMember(m.Path) && strings.EqualFold(m.Name, m.Want)
}

// checkMisspeltMember reports members that table and examples spell almost
// the same. The table decides what is generated; what is to be mended is the
// side that has less behind it.
func checkMisspeltMember(c *PageCheck) {
	for _, m := range misspellings(c.Evidence) {
		switch {
		case m.InTable:
			c.Report(c.misspeltRow(m))
		case c.tableIsOutvoted(m):
			c.Report(c.outvotedRow(m))
		default:
			c.Report(c.misspeltInExample(m))
		}
	}
}

// misspeltInExample reports the examples' spelling.
func (c *PageCheck) misspeltInExample(m *misspelling) diag.Diagnostic {
	subject := "the example has"
	if len(m.places) > 1 {
		subject = fmt.Sprintf("%d examples have", len(m.places))
	}
	other, documented := "RFC 9457 calls the member", c.documented(m)
	if !documented.IsZero() {
		other = "the table documents"
	}
	d := c.At(m.places[0], "%s `%s`, %s `%s`", subject, m.Name, other, m.Want).WithLabel("did you mean %q?", m.Want)
	for _, at := range m.places[1:] {
		d = d.WithNote(at, "it is spelt so here too")
	}
	if !documented.IsZero() {
		d = d.WithNote(documented, "the table has it here")
	}
	fix := &diag.Fix{Title: fmt.Sprintf("replace %q by %q", m.Name, m.Want)}
	for _, at := range m.places {
		fix.Edits = append(fix.Edits, renameInJSON(at, m.Want))
	}
	fix.Edits = append(fix.Edits, c.renameInProse(m.Path, m.Name, m.Want)...)
	if forTable, forExamples := c.votes(m); !documented.IsZero() && !catalog.IsStandardMember(m.Path) && forTable <= forExamples {
		return d.WithHelp("rename it in the example, or in the table if that is wrong; until then it counts as `%s`", m.Path).About(m.Path)
	}
	return d.WithHelp("rename it in the example; until then it counts as `%s`", m.Path).About(m.Path).WithFix(fix)
}

// documented returns where a table has the member; zero where none has it.
func (c *PageCheck) documented(m *misspelling) diag.Span {
	for _, s := range c.Evidence.Standard {
		if s.Path == m.Path {
			return s.At
		}
	}
	return m.Documented
}

// misspeltRow reports a row that has one of the RFC's members misspelt.
func (c *PageCheck) misspeltRow(m *misspelling) diag.Diagnostic {
	d := c.At(m.At, "write `%s` in the table, as RFC 9457 and the example do: it has `%s`", m.Want, m.Name).
		WithLabel("did you mean %q?", likeCase(m.Want, m.Name)).
		WithNote(m.Documented, "the example has it here").
		WithHelp("rename it in the table; until then it counts as `%s`", m.Want).About(m.Want)
	return d.WithFix(c.renameRow(m, m.At, m.Name, m.Want))
}

// outvotedRow reports a row whose spelling everything else is against.
func (c *PageCheck) outvotedRow(m *misspelling) diag.Diagnostic {
	d := c.At(m.Documented, "write `%s` in the table, as the rest of the page does: it has `%s`", m.Name, m.Want).
		WithLabel("did you mean %q?", m.Name)
	for _, at := range m.places {
		d = d.WithNote(at, "an example has it here")
	}
	d = d.WithHelp("rename it in the table, or in the examples if the table is right; until then the table's name counts").About(m.Path)
	if c.documents(m.Path) > 1 {
		return d // rows inside the object have the name, too
	}
	return d.WithFix(c.renameRow(m, m.Documented, m.Want, m.Name))
}

// renameRow returns the fix that renames a member in its row, and where the
// text points at it.
func (c *PageCheck) renameRow(m *misspelling, at diag.Span, old, name string) *diag.Fix {
	edit, ok := renameInText(at, old, likeCase(name, old))
	if !ok {
		return nil
	}
	edits := append([]diag.Edit{edit}, c.renameInProse(m.Path, old, name)...)
	return &diag.Fix{Title: fmt.Sprintf("replace %q by %q", old, edit.New), Edits: edits}
}

// likeCase gives a name of the RFC a capital where the one before had one.
func likeCase(name, before string) string {
	if catalog.IsStandardMember(name) && before == capitalised(before) {
		return capitalised(name)
	}
	return name
}

// tableIsOutvoted reports whether more of the page has the examples' spelling
// than the table's. The RFC's own names are not put to the vote.
func (c *PageCheck) tableIsOutvoted(m *misspelling) bool {
	if m.Documented.IsZero() || catalog.IsStandardMember(m.Path) {
		return false
	}
	forTable, forExamples := c.votes(m)
	return forExamples > forTable
}

// votes counts what on the page has the table's spelling of a member, and what
// has that of examples.
func (c *PageCheck) votes(m *misspelling) (forTable, forExamples int) {
	forTable = 1 + len(c.mentions(m.Path, m.Want))
	forExamples = len(c.mentions(m.Path, m.Name))
	for _, s := range c.Evidence.Native {
		switch members := membersAt(s.Body, m.Path); {
		case slices.ContainsFunc(members, func(v catalog.ValueMember) bool { return slices.Contains(m.places, v.NameAt) }):
			forExamples++
		case len(members) > 0:
			forTable++
		}
	}
	return forTable, forExamples
}

// membersAt returns the object's members of that path, wherever it has them.
func membersAt(object *catalog.Value, path string) []catalog.ValueMember {
	name, rest, inside := strings.Cut(path, ".")
	name, _, _ = strings.Cut(name, "[")
	var found []catalog.ValueMember
	for _, m := range object.Members {
		if m.Name != name {
			continue
		}
		if !inside {
			return append(found, m)
		}
		for _, o := range objectsIn(m.Value) {
			found = append(found, membersAt(o, rest)...)
		}
	}
	return found
}

// objectsIn returns the object that the value is, or those in the array.
func objectsIn(v *catalog.Value) []*catalog.Value {
	switch v.Kind {
	case catalog.ObjectValue:
		return []*catalog.Value{v}
	case catalog.ArrayValue:
		var objects []*catalog.Value
		for _, e := range v.Elems {
			objects = append(objects, objectsIn(e)...)
		}
		return objects
	}
	return nil
}

// documents counts the rows for the member and for what is inside it.
func (c *PageCheck) documents(path string) int {
	n := 0
	for _, m := range documentedMembers(c.Problem) {
		if m.Path == path || strings.HasPrefix(m.Path, path+".") || strings.HasPrefix(m.Path, path+"[") {
			n++
		}
	}
	return n
}

// mentions returns where the text points at the member by that name, alone or
// at the end of its path.
func (c *PageCheck) mentions(path, name string) []catalog.Mention {
	full := path[:strings.LastIndexByte(path, '.')+1] + name
	short := strings.ReplaceAll(full, "[]", "")
	var found []catalog.Mention
	for _, code := range c.Page.Codes {
		if (code.Text == name || code.Text == full || code.Text == short) && pointsAtMember(code) {
			found = append(found, code)
		}
	}
	return found
}

func (c *PageCheck) renameInProse(path, old, name string) []diag.Edit {
	var edits []diag.Edit
	for _, code := range c.mentions(path, old) {
		if edit, ok := renameInText(code.At, old, name); ok {
			edits = append(edits, edit)
		}
	}
	return edits
}

// checkCapitalisedMember reports examples that have the RFC's members as
// tables like to show them.
func checkCapitalisedMember(c *PageCheck) {
	for _, s := range c.Shown() {
		var names []catalog.Misspelling
		for _, m := range c.Evidence.Misspelt {
			if isCapitalised(m) && isInside(m.At, []*catalog.Sample{s}) {
				names = append(names, m)
			}
		}
		if len(names) > 0 {
			c.Report(c.capitalised(names))
		}
	}
}

func (c *PageCheck) capitalised(names []catalog.Misspelling) diag.Diagnostic {
	fix := &diag.Fix{Title: "write " + count(len(names), "member") + " in small letters"}
	written, wanted := make([]string, len(names)), make([]string, len(names))
	for i, m := range names {
		written[i], wanted[i] = m.Name, m.Want
		fix.Edits = append(fix.Edits, renameInJSON(m.At, m.Want))
	}
	return c.At(names[0].At, "write %s, as RFC 9457 does: the example has %s", codeList(wanted), codeList(written)).
		WithLabel("did you mean %q?", names[0].Want).
		WithHelp("write them in small letters: a client that looks for `%s` does not find `%s`", names[0].Want, names[0].Name).
		About(strings.Join(wanted, " ")).WithFix(fix)
}

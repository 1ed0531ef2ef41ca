package lint

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// isNotShown reports whether a member that the page documents, and does not
// call optional, is in no example although its object is.
func isNotShown(m *catalog.Member, nulls nulls) bool {
	isOptional := m.Settled && !m.Demanded
	return m.Row != nil && !isOptional && len(m.Seen) == 0 && len(m.Missing) > 0 && nulls[m.Path] == nil
}

// nulls are the members that examples show as null, by their paths. That is a
// finding by itself, and such members are no others'.
type nulls map[string][]diag.Span

func nullsOf(page *catalog.Page) nulls {
	var found nulls
	for _, s := range page.Samples {
		if s.Body == nil || !hasNull(s.Body) {
			continue
		}
		if found == nil {
			found = nulls{}
		}
		found.add("", s.Body)
	}
	return found
}

// hasNull reports whether a member in a value is null.
func hasNull(v *catalog.Value) bool {
	return slices.ContainsFunc(v.Members, func(m catalog.ValueMember) bool {
		return m.Value.Kind == catalog.NullValue || hasNull(m.Value)
	}) || slices.ContainsFunc(v.Elems, hasNull)
}

func (n nulls) add(path string, v *catalog.Value) {
	for _, m := range v.Members {
		inner := strings.TrimPrefix(path+"."+m.Name, ".")
		if m.Value.Kind == catalog.NullValue {
			n[inner] = append(n[inner], m.NameAt)
		}
		n.add(inner, m.Value)
	}
	for _, e := range v.Elems {
		n.add(path+"[]", e)
	}
}

// inside reports whether an object has the member as null.
func (n nulls) inside(object *catalog.Value, path string) bool {
	return slices.ContainsFunc(n[path], func(at diag.Span) bool { return encloses(object.At, at) })
}

// encloses reports whether one span lies inside another.
func encloses(outer, inner diag.Span) bool {
	return outer.Source == inner.Source && outer.Start <= inner.Start && inner.End <= outer.End
}

// checkMemberNotShown reports members that the page documents and no example
// has: each that it does not call optional, and, in one note, those that may be
// absent.
func checkMemberNotShown(c *PageCheck) {
	if len(c.Evidence.Native) == 0 {
		return
	}
	nulls := nullsOf(c.Page)
	optional := c.standardNotShown()
	for m := range allMembers(c.Problem.Members) {
		switch {
		case m.Row == nil || len(m.Seen) > 0 || len(m.Missing) == 0 || nulls[m.Path] != nil || c.isOverfull(m):
		case m.Type.Kind == catalog.Any && m.Type.Word == "" && !isNotShown(m, nulls):
			// That nothing tells its type is a finding by itself.
		case isNotShown(m, nulls):
			c.Report(c.At(m.At, "show `%s` in an example: %s documents it, none has it", m.Path, c.bearer(m)).
				WithNote(m.Missing[0].At, "the first object that lacks it").
				WithHelp("or say that it is optional: write “if available” into its description, or list it under `problem: {optional: […]}`").
				About(m.Path))
		default:
			optional = append(optional, m)
		}
	}
	if len(optional) > 0 {
		c.Report(c.optionalNotShown(optional))
	}
}

func (c *PageCheck) optionalNotShown(members []*catalog.Member) diag.Diagnostic {
	paths := make([]string, len(members))
	for i, m := range members {
		paths[i] = m.Path
	}
	d := c.At(members[0].At, "show %s in an example: the table documents %s, none has %s", codeList(paths), itOrThem(paths), itOrThem(paths)).
		WithHelp("one example with everything in it tells readers more than a table").About(strings.Join(paths, " "))
	for _, m := range members[1:min(len(members), maxNotes)] {
		d = d.WithNote(m.At, "`%s` is documented here", m.Path)
	}
	d.Severity = diag.Note
	return d
}

// standardNotShown returns the RFC's optional members that the table documents
// and no example has.
func (c *PageCheck) standardNotShown() []*catalog.Member {
	return slices.DeleteFunc(slices.Clone(c.Evidence.Standard), func(m *catalog.Member) bool {
		return m.Row == nil || m.Name != catalog.MemberDetail && m.Name != catalog.MemberInstance ||
			slices.ContainsFunc(c.Shown(), func(s *catalog.Sample) bool { return s.Body.Get(m.Name) != nil }) ||
			slices.ContainsFunc(c.Evidence.Misspelt, func(o catalog.Misspelling) bool { return o.Path == m.Name })
	})
}

// bearer names what documents a member.
func (c *PageCheck) bearer(m *catalog.Member) string {
	if table := tableOf(c.Page, m.Row); table != nil && table.List {
		return "the list"
	}
	return "the table"
}

// checkRequiredAbsent reports the objects of examples that lack what the page
// calls required, each once.
func checkRequiredAbsent(c *PageCheck) {
	var objects []*catalog.Value
	lacking := map[*catalog.Value][]*catalog.Member{}
	nulls := nullsOf(c.Page)
	for m := range allMembers(c.Problem.Members) {
		if !m.Demanded || len(m.Seen) == 0 {
			continue
		}
		for _, o := range m.Missing {
			if nulls.inside(o, m.Path) {
				continue
			}
			if lacking[o] == nil {
				objects = append(objects, o)
			}
			lacking[o] = append(lacking[o], m)
		}
	}
	for _, o := range objects {
		c.Report(c.requiredAbsent(o, lacking[o]))
	}
}

func (c *PageCheck) requiredAbsent(object *catalog.Value, members []*catalog.Member) diag.Diagnostic {
	paths := make([]string, len(members))
	for i, m := range members {
		paths[i] = m.Path
	}
	brace := object.At.Source.Span(object.At.Start, object.At.Start+1)
	d := c.At(brace, "add %s here: the page calls %s required, this object lacks %[2]s", codeList(paths), itOrThem(paths)).
		WithHelp("add %s to the example, or say that an occurrence may lack %s", itOrThem(paths), itOrThem(paths)).
		About(strings.Join(paths, " "))
	for _, m := range members {
		if m.Row != nil {
			d = d.WithNote(m.At, "`%s` is documented here", m.Path)
		}
	}
	return d
}

func itOrThem(names []string) string {
	if len(names) == 1 {
		return "it"
	}
	return "them"
}

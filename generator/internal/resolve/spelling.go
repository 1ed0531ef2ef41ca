package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// standardNames are the RFC's members that a misspelt name may have meant.
var standardNames = []string{catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus, catalog.MemberDetail, catalog.MemberInstance}

// adoptStandardRows puts right a table row whose name is one of the RFC's
// misspelt, where the examples have the RFC's spelling.
func (r *resolver) adoptStandardRows(e *catalog.Evidence, d *documented, samples []*catalog.Sample) {
	d.root.children = slices.DeleteFunc(d.root.children, func(n *node) bool {
		if n.row == nil || shown(samples, n.name) {
			return false
		}
		want := diag.Nearest(n.name, standardNames)
		if want == "" || hasStandard(d.standard, want) || !shown(samples, want) {
			return false
		}
		e.Misspelt = append(e.Misspelt, catalog.Misspelling{At: n.at, Name: n.name, Want: want, Path: want, InTable: true, Documented: firstShown(samples, want)})
		d.standard = append(d.standard, &catalog.Member{Name: want, Path: want, Type: n.word.typ, Doc: n.doc, At: n.at, InTable: true, Row: n.row})
		return true
	})
}

func hasStandard(members []*catalog.Member, name string) bool {
	return slices.ContainsFunc(members, func(m *catalog.Member) bool { return m.Name == name })
}

func shown(samples []*catalog.Sample, name string) bool {
	return !firstShown(samples, name).IsZero()
}

// firstShown returns where the examples first have the member at their top.
func firstShown(samples []*catalog.Sample, name string) diag.Span {
	for _, s := range samples {
		for _, m := range s.Body.Members {
			if m.Name == name {
				return m.NameAt
			}
		}
	}
	return diag.Span{}
}

// maxComparisons bounds how many pairs of names are compared on one page; five
// hundred unknown names and five hundred documented ones stay below it.
const maxComparisons = 1 << 18

// A corrector puts the names in examples right.
type corrector struct {
	*resolver
	evidence *catalog.Evidence
	// comparisons are those that may still be made.
	comparisons int
}

// correct returns the samples with misspelt names put right and members that
// are null left out, so that nothing behind it has to look at either.
func (r *resolver) correct(e *catalog.Evidence, root *node, samples []*catalog.Sample) []*catalog.Sample {
	c := &corrector{r, e, maxComparisons}
	corrected := make([]*catalog.Sample, len(samples))
	for i, s := range samples {
		fixed := *s
		fixed.Body = c.object(s.Body, root)
		corrected[i] = &fixed
	}
	return corrected
}

func (c *corrector) object(v *catalog.Value, n *node) *catalog.Value {
	if n.isMap() {
		return c.mapValue(v, n)
	}
	fixed := *v
	fixed.Members = make([]catalog.ValueMember, 0, len(v.Members))
	taken := make(map[string]bool, len(v.Members))
	for _, m := range v.Members {
		taken[m.Name] = true
	}
	for _, m := range v.Members {
		if child := n.child(m.Name); m.Value.Kind == catalog.NullValue && (child == nil || !child.nullable) {
			c.noteNull(m.Value, joinPath(n.path, m.Name))
			continue
		}
		m.Name = c.spelling(taken, m, n)
		taken[m.Name] = true
		if m.Value.Kind == catalog.ObjectValue || m.Value.Kind == catalog.ArrayValue {
			m.Value = c.value(m.Value, n.childOrNew(m.Name))
		}
		fixed.Members = append(fixed.Members, m)
	}
	return &fixed
}

// mapValue returns the map without the values that are null, unless they may be.
func (c *corrector) mapValue(v *catalog.Value, n *node) *catalog.Value {
	elem := &node{path: n.path + n.inside(), word: typeWord{typ: n.word.typ.Elem}}
	fixed := *v
	fixed.Members = make([]catalog.ValueMember, 0, len(v.Members))
	for _, m := range v.Members {
		if m.Value.Kind == catalog.NullValue && !holdsNull(elem.word.typ) {
			c.noteNull(m.Value, elem.path)
			continue
		}
		m.Value = c.value(m.Value, elem)
		fixed.Members = append(fixed.Members, m)
	}
	return &fixed
}

// holdsNull reports whether values of the type, those of a map or an array,
// may be null by the words of the page.
func holdsNull(t *catalog.Type) bool {
	return t != nil && t.Kind == catalog.Any && nullInType.MatchString(t.Word)
}

func (c *corrector) value(v *catalog.Value, n *node) *catalog.Value {
	switch v.Kind {
	case catalog.ObjectValue:
		return c.object(v, n)
	case catalog.ArrayValue:
		return c.array(v, n)
	}
	return v
}

func (c *corrector) array(v *catalog.Value, n *node) *catalog.Value {
	elem := n.elem
	if elem == nil {
		elem = &node{path: n.path + "[]", children: n.children}
	}
	fixed := *v
	fixed.Elems = make([]*catalog.Value, 0, len(v.Elems))
	for _, e := range v.Elems {
		if e.Kind == catalog.NullValue && !(n.word.typ != nil && holdsNull(n.word.typ.Elem)) {
			c.noteNull(e, elem.path)
			continue
		}
		fixed.Elems = append(fixed.Elems, c.value(e, elem))
	}
	return &fixed
}

func (c *corrector) noteNull(v *catalog.Value, path string) {
	c.add(diag.At(v.At, ruleNullMember, "leave `%s` out, or show a value: null counts as absent", path).
		WithHelp("leave the member out of the example, show a value, or give it a type such as “String or null”").About(path))
}

// spelling returns the documented name that the member's name stands for;
// taken are the names that its object has.
func (c *corrector) spelling(taken map[string]bool, m catalog.ValueMember, n *node) string {
	if n.child(m.Name) != nil || n.path == "" && catalog.IsStandardMember(m.Name) {
		return m.Name
	}
	want := diag.Nearest(m.Name, c.candidates(taken, m, n))
	if want == "" {
		return m.Name
	}
	miss := catalog.Misspelling{At: m.NameAt, Name: m.Name, Want: want, Path: joinPath(n.path, want)}
	if child := n.child(want); child != nil {
		miss.Documented = child.at
	}
	c.evidence.Misspelt = append(c.evidence.Misspelt, miss)
	return want
}

// candidates are the documented names that the object lacks and whose type
// the value has.
func (c *corrector) candidates(taken map[string]bool, m catalog.ValueMember, n *node) []string {
	var names []string
	if c.comparisons -= len(n.children); c.comparisons < 0 {
		return nil
	}
	for _, child := range n.children {
		if child.row != nil && !taken[child.name] && fits(child, m.Value) {
			names = append(names, child.name)
		}
	}
	if n.path != "" {
		return names
	}
	for _, name := range standardNames {
		if !taken[name] && standardFits(name, m.Value) {
			names = append(names, name)
		}
	}
	return names
}

func fits(n *node, v *catalog.Value) bool {
	return n.word.typ == nil || n.word.typ.Kind.Holds(v.Kind)
}

// standardFits reports whether a value can be that of the RFC's member; a
// status is often shown as a string by mistake.
func standardFits(name string, v *catalog.Value) bool {
	if name == catalog.MemberStatus {
		return v.Kind == catalog.NumberValue || v.Kind == catalog.StringValue && len(strings.TrimSpace(v.Text)) == 3
	}
	return v.Kind == catalog.StringValue
}

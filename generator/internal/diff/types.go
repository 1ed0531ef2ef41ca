package diff

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// memberType compares what a member holds.
func (c *comparer) memberType(parent string, old, m *catalog.Member) {
	c.types(typed{m, m.Path, old.Path != m.Path}, old.Type, m.Type)
}

// typed is a type of a member, or of what is inside it.
type typed struct {
	*catalog.Member
	// path is the member's, with "[]" behind arrays and ".*" behind maps.
	path string
	// renamed tells that another change speaks of every Go name below.
	renamed bool
}

// types compares two types, and what is inside them.
func (c *comparer) types(at typed, old, t *catalog.Type) {
	switch {
	case old.Kind == catalog.String && t.Kind == catalog.Enum:
		c.enumMade(at, old, t)
	case old.Kind == catalog.Enum && t.Kind == catalog.String:
		c.enumOpened(at, old, t)
	case old.Kind != t.Kind:
		c.typeChanged(at, old, t)
	case t.Kind == catalog.Array:
		at.path += "[]"
		c.limits(at, old, t)
		c.types(at, old.Elem, t.Elem)
	case t.Kind == catalog.Map:
		at.path += ".*"
		c.types(at, old.Elem, t.Elem)
	case t.Kind == catalog.Object && isStruct(old) != isStruct(t):
		c.typeChanged(at, old, t)
	case t.Kind == catalog.Object:
		c.members(at.path, old.Members, t.Members)
	case t.Kind == catalog.Enum:
		c.values(at, old, t)
	default:
		c.format(at, old, t)
		c.limits(at, old, t)
	}
}

// typeChanged tells that a member holds values of another kind.
func (c *comparer) typeChanged(at typed, old, t *catalog.Type) {
	effects := everywhere(Breaks)
	if sameGoType(old, t) {
		effects[Go] = Shows
	}
	if readsInTypeScript(old, t) {
		effects[TypeScript] = Means
	}
	c.add(ruleMemberTypeChanged, at.At, effects, "the member `%s` of `%s` was %s and is %s now", at.path, c.after.Name, typeText(old), typeText(t)).
		of(at.path).from(typeText(old), typeText(t)).
		help("document a member of another name with the new type beside it, and remove this one a release later")
}

func (c *comparer) format(at typed, old, t *catalog.Type) {
	if old.Format == t.Format {
		return
	}
	c.add(ruleMemberFormatChanged, at.At, Effects{Wire: Shows, Go: Shows, TypeScript: Shows, OpenAPI: Breaks},
		"the member `%s` of `%s` was %s and is %s now", at.path, c.after.Name, typeText(old), typeText(t)).
		of(at.path).from(typeText(old), typeText(t)).
		help("code made of an OpenAPI document may have another type for each format")
}

func (c *comparer) limits(at typed, old, t *catalog.Type) {
	b, a := limitsText(old.Limits), limitsText(t.Limits)
	if b == a {
		return
	}
	effects := Effects{Wire: Shows, OpenAPI: Shows, Docs: Shows}
	if !within(t.Limits, old.Limits) {
		effects[OpenAPI] = Breaks
	}
	c.add(ruleMemberLimitsChanged, at.At, effects, "the bounds of the member `%s` of `%s` are others: %s", at.path, c.after.Name, a).
		of(at.path).from(b, a).
		help("code made of an OpenAPI document refuses what is beyond the bounds that it knows")
}

func (c *comparer) enumMade(at typed, old, t *catalog.Type) {
	change := c.add(ruleEnumMade, at.At, Effects{Wire: Shows, Go: inGo(t, Breaks), TypeScript: Shows, OpenAPI: Breaks},
		"the member `%s` of `%s` has a set of values now", at.path, c.after.Name).
		of(at.path).from(typeText(old), typeText(t))
	if t.GoName != "" {
		change.help("in Go its type is another one: who passes a variable has to convert it")
	}
}

func (c *comparer) enumOpened(at typed, old, t *catalog.Type) {
	change := c.add(ruleEnumOpened, at.At, Effects{Wire: Shows, Go: inGo(old, Breaks), TypeScript: Means, OpenAPI: Breaks},
		"the member `%s` of `%s` has no set of values any more", at.path, c.after.Name).
		of(at.path).from(typeText(old), typeText(t))
	if old.GoName != "" {
		change.help("in Go its type and constants are gone: a value more in the set breaks less")
	}
}

// values compares the values of an enumeration.
func (c *comparer) values(at typed, old, t *catalog.Type) {
	was, is := valuesOf(old), valuesOf(t)
	if isNamed := t.GoName != ""; isNamed != (old.GoName != "") {
		c.add(ruleGoNameChanged, at.At, Effects{Go: Breaks}, "the member `%s` of `%s` was %s in Go and is %s now", at.path, c.after.Name, goTypeText(old), goTypeText(t)).
			of(at.path).from(goTypeText(old), goTypeText(t))
	}
	for _, v := range t.Values {
		before, there := was[v.Value]
		switch {
		case !there:
			c.add(ruleEnumValueAdded, v.At, Effects{Wire: Shows, Go: inGo(t, Shows), TypeScript: Means, OpenAPI: Breaks},
				"the member `%s` of `%s` may be %q now", at.path, c.after.Name, v.Value).of(at.path).from("", v.Value).
				help("code made of an OpenAPI document may refuse a value that it does not know, and what was made of the former page in TypeScript takes it for none")
		case before.GoName != v.GoName && c.before.GoName == c.after.GoName && !at.renamed && old.GoName == t.GoName:
			c.add(ruleGoNameChanged, v.At, Effects{Go: Breaks}, "the Go constant %s is called %s now", before.GoName, v.GoName).
				of(at.path).from(before.GoName, v.GoName)
		}
	}
	for _, v := range old.Values {
		if _, there := is[v.Value]; !there {
			c.addFormer(ruleEnumValueRemoved, v.At, Effects{Wire: Shows, Go: inGo(old, Breaks), TypeScript: Breaks, OpenAPI: Breaks},
				"the member `%s` of `%s` is never %q any more", at.path, c.after.Name, v.Value).of(at.path).from(v.Value, "").
				help("a value that is documented and never sent breaks nobody")
		}
	}
}

// goTypeText names an enumeration as Go has it: a string, where its values get no
// constants.
func goTypeText(t *catalog.Type) string { return cmp.Or(t.GoName, "a string") }

// inGo returns the effect of a change of an enumeration in Go: nobody sees it
// there, where it is a plain string.
func inGo(t *catalog.Type, effect Effect) Effect {
	if t.GoName == "" {
		return Unseen
	}
	return effect
}

func valuesOf(t *catalog.Type) map[string]catalog.EnumValue {
	all := make(map[string]catalog.EnumValue, len(t.Values))
	for _, v := range t.Values {
		all[v.Value] = v
	}
	return all
}

// typeText names a type as pages do.
func typeText(t *catalog.Type) string {
	switch t.Kind {
	case catalog.String:
		if t.Format != "" {
			return "a string (" + t.Format + ")"
		}
		return "a string"
	case catalog.Array:
		return "an array of: " + typeText(t.Elem)
	case catalog.Map:
		return "a map to: " + typeText(t.Elem)
	case catalog.Enum:
		return "one of " + valuesText(t)
	}
	return catalog.FormOf(t.Kind).Name
}

// maxValues is how many values of a set a message names.
const maxValues = 8

func valuesText(t *catalog.Type) string {
	var values []string
	for i, v := range t.Values {
		if i == maxValues {
			values = append(values, fmt.Sprintf("… (%d values)", len(t.Values)))
			break
		}
		values = append(values, v.Value)
	}
	return strings.Join(values, ", ")
}

// isStruct reports whether the type becomes a struct of its own.
func isStruct(t *catalog.Type) bool { return t.Kind == catalog.Object && len(t.Members) > 0 }

// isPointer reports whether a member's field is a pointer in Go: it can be
// absent, or null, and its type has no nil itself.
func isPointer(m *catalog.Member) bool {
	if m.Required && !m.Nullable {
		return false
	}
	switch m.Type.Kind {
	case catalog.Any, catalog.Array, catalog.Map:
		return false
	case catalog.Object:
		return isStruct(m.Type)
	}
	return true
}

// sameGoType reports whether code that is written for one type compiles with
// the other, as far as what is inside of them is told by itself.
func sameGoType(a, b *catalog.Type) bool {
	switch {
	case a.Kind == catalog.Map && b.Kind == catalog.Object:
		return !isStruct(b) && a.Elem.Kind == catalog.Any
	case a.Kind == catalog.Object && b.Kind == catalog.Map:
		return sameGoType(b, a)
	case a.Kind == catalog.Array && b.Kind == catalog.Array, a.Kind == catalog.Map && b.Kind == catalog.Map:
		return sameGoType(a.Elem, b.Elem)
	}
	return a.Kind == b.Kind && isStruct(a) == isStruct(b)
}

// readsInTypeScript reports whether code that is written for one type in
// TypeScript compiles with another one: texts are one type there, and so are
// numbers.
func readsInTypeScript(old, t *catalog.Type) bool {
	isRecord := func(t *catalog.Type) bool { return t.Kind == catalog.Map || t.Kind == catalog.Object && !isStruct(t) }
	switch {
	case old == nil || old.Kind == catalog.Any: // unknown, as what is in an object without members
		return true
	case isRecord(old) && isRecord(t):
		return t.Elem != nil && readsInTypeScript(old.Elem, t.Elem) || old.Elem == nil
	}
	return old.Kind.IsText() && t.Kind.IsText() || old.Kind.IsNumber() && t.Kind.IsNumber()
}

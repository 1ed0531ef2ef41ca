package resolve

import (
	"iter"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A node is a member while its facts are gathered: what tables say of it and
// what the examples show. The root node is the problem details object.
type node struct {
	name string
	path string
	at   diag.Span

	// row is the table row that documents the member; nil where none does.
	row *catalog.Row
	// word is what the Type column says.
	word            typeWord
	typeCell        catalog.Cell
	description     catalog.Cell
	doc             []catalog.Inline
	example, preset string
	// listed tells that a fact of the page lists the member.
	listed bool
	// fixed is the value that a labelled code gives it; it may be absent.
	fixed    catalog.Text
	required bool
	settled  bool // the page says whether the member is required
	// nullable tells that the page says that the member may be null, and
	// onlyNullable that it does not say that it may be absent, too.
	nullable, onlyNullable bool
	values                 []enumWord

	// shared tells that the page that introduces the folder has brought the member
	// in, and documented that that page describes it, at the place said.
	shared, documented bool
	said               diag.Span

	// children are an object's members; elem stands for an array's elements.
	children []*node
	elem     *node

	seen    []*catalog.Value // the member's values in the examples, without null
	nulls   []*catalog.Value // what they show as null, where the page allows it
	places  []*catalog.Value // what holds its place in a template
	missing []*catalog.Value // objects there that could have the member
}

// child returns the object's member of that name, or nil.
func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// childOrNew returns the object's member of that name, or else a node that the
// object does not get.
func (n *node) childOrNew(name string) *node {
	if c := n.child(name); c != nil {
		return c
	}
	return &node{path: joinPath(n.path, name)}
}

// ensure returns the object's member of that name, added where it is new.
func (n *node) ensure(name string, at diag.Span) *node {
	if c := n.child(name); c != nil {
		return c
	}
	c := &node{name: name, path: joinPath(n.path, name), at: at}
	n.children = append(n.children, c)
	return c
}

// elements returns the node that stands for the array's elements.
func (n *node) elements() *node {
	if n.elem == nil {
		n.elem = &node{name: n.name, path: n.path + n.inside(), at: n.at}
	}
	return n.elem
}

// inside returns what a path has behind the node's for what it holds: the
// elements of an array, or the values of a map.
func (n *node) inside() string {
	if n.word.typ != nil && n.word.typ.Kind == catalog.Map {
		return ".*"
	}
	return "[]"
}

// walk leads along a path, adding what is not there, and returns its end.
func (n *node) walk(steps []pathStep, at diag.Span) *node {
	for _, s := range steps {
		n = n.ensure(s.name, at)
		if s.array || s.keyed {
			n = n.elements()
		}
	}
	return n
}

// find leads along a path without adding anything; an array's elements are
// entered with and without "[]".
func (n *node) find(steps []pathStep) *node {
	for _, s := range steps {
		next := n.child(s.name)
		if next == nil && n.elem != nil {
			next = n.elem.child(s.name)
		}
		if next != nil && s.keyed {
			next = next.elem
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

// named returns the member that a setting names: by its path or, since names
// may hold periods and brackets too, by its name as it is.
func (n *node) named(path string) *node {
	if c := n.child(path); c != nil {
		return c
	}
	if steps := parsePath(path); steps != nil {
		return n.find(steps)
	}
	return nil
}

// below yields the nodes inside this one, each before those inside it.
func (n *node) below() iter.Seq[*node] {
	return func(yield func(*node) bool) { n.visit(yield) }
}

func (n *node) visit(yield func(*node) bool) bool {
	for _, c := range n.children {
		if !yield(c) || !c.visit(yield) {
			return false
		}
	}
	return n.elem == nil || n.elem.visit(yield)
}

func joinPath(parent, name string) string {
	if parent == "" {
		return name
	}
	return parent + "." + name
}

// observe notes what the objects show: each member's values, in the order in
// which the members first appear, and which objects lack it.
func (n *node) observe(objects []*catalog.Value) {
	for _, object := range objects {
		for _, m := range object.Members {
			if n.path == "" && catalog.IsStandardMember(m.Name) {
				continue
			}
			c := n.ensure(m.Name, m.NameAt)
			if m.Value.Placeholder {
				c.holdPlace(m.Value)
				continue
			}
			if m.Value.Kind == catalog.NullValue {
				c.nulls = append(c.nulls, m.Value)
				continue
			}
			c.seen = append(c.seen, m.Value)
		}
	}
	for _, c := range n.children {
		for _, object := range objects {
			if !object.Open && object.Get(c.name) == nil {
				c.missing = append(c.missing, object)
			}
		}
		c.descend()
	}
}

// descend observes the objects and arrays among the node's values.
func (n *node) descend() {
	if n.isMap() {
		n.descendMap()
		return
	}
	var objects, elems []*catalog.Value
	for _, v := range n.seen {
		switch v.Kind {
		case catalog.ObjectValue:
			objects = append(objects, v)
		case catalog.ArrayValue:
			elems = append(elems, n.elemValues(v)...)
		}
	}
	if elems != nil || n.elem != nil || n.word.typ != nil && n.word.typ.Kind == catalog.Array {
		n.elements().seen = elems
		n.adoptChildren()
		n.elem.descend()
	}
	if objects != nil || n.children != nil {
		n.observe(objects)
	}
}

// holdPlace notes what a template has in the place of the member's value, which
// may say that it is optional.
func (n *node) holdPlace(v *catalog.Value) {
	n.places = append(n.places, v)
	if !n.settled && optionalPlace.MatchString(v.Text) {
		n.settled = true
	}
}

var optionalPlace = lazyregexp.New(`(?i)\boptional\b`)

// elemValues returns the elements of an array that are values.
func (n *node) elemValues(array *catalog.Value) []*catalog.Value {
	if !slices.ContainsFunc(array.Elems, func(e *catalog.Value) bool { return e.Placeholder }) {
		return array.Elems
	}
	var elems []*catalog.Value
	for _, e := range array.Elems {
		if e.Placeholder {
			n.elements().holdPlace(e)
		} else {
			elems = append(elems, e)
		}
	}
	return elems
}

// isMap reports whether the page has the member as a map, without a row for
// what is inside: its names are data then, and no members.
func (n *node) isMap() bool {
	return n.word.typ != nil && n.word.typ.Kind == catalog.Map && len(n.children) == 0
}

// descendMap observes the values of a map.
func (n *node) descendMap() {
	elem := n.elements()
	for _, v := range n.seen {
		for _, m := range v.Members {
			if m.Value.Kind != catalog.NullValue && !m.Value.Placeholder {
				elem.seen = append(elem.seen, m.Value)
			}
		}
	}
	if elem.word.typ == nil {
		elem.word.typ = n.word.typ.Elem
	}
	elem.descend()
}

// isAlwaysShown reports whether the page says no more of a member's presence
// than that it may be null, and its examples always have it, null among them.
func (n *node) isAlwaysShown() bool {
	return n.onlyNullable && len(n.nulls) > 0 && len(n.missing) == 0
}

// adoptChildren gives the elements of an array the members that a table
// documents for the array itself: "errors.pointer" for "errors[].pointer".
func (n *node) adoptChildren() {
	for _, c := range n.children {
		if n.elem.child(c.name) == nil {
			c.path = joinPath(n.elem.path, c.name)
			n.elem.children = append(n.elem.children, c)
		}
	}
	n.children = nil
}

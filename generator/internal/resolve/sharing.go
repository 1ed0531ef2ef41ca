package resolve

import (
	"cmp"
	"maps"
	"path"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A sharing is what the page that introduces the folder says of members: it
// holds for every page that has them and says nothing of them itself.
type sharing struct {
	root  *node
	found diag.List
}

// share reads the members that the page that introduces the folder documents.
func (rs *Resolver) share(intro *catalog.Page) sharing {
	own := *intro
	own.Tables = slices.DeleteFunc(slices.Clone(intro.Tables), func(t catalog.Table) bool {
		return t.Kind != catalog.AttributeTable || otherSection.MatchString(t.Section.Value)
	})
	r := &resolver{Resolver: rs, page: &own}
	root := r.readTables(nil).root
	r.found = nil // a table of an overview may list other things, too
	for n := range root.below() {
		if n.row != nil {
			r.checkTypeWord(n)
		}
	}
	return sharing{root, r.found}
}

// Intro returns what is wrong with the members that the pages document which
// introduce folders.
func (rs *Resolver) Intro() diag.List {
	var found diag.List
	for _, folder := range slices.Sorted(maps.Keys(rs.shared)) {
		found = append(found, rs.shared[folder].found...)
	}
	return found
}

// Shares reports whether the page of that path, which introduces its folder, says
// something of members.
func (rs *Resolver) Shares(intro string) bool {
	shared := rs.shared[path.Dir(intro)]
	return shared.root != nil && len(shared.root.children) > 0
}

// adoptShared gives the page's members what its folder says of them, else one
// that the folder is in.
func (r *resolver) adoptShared(root *node, samples []*catalog.Sample) {
	for folder := path.Dir(r.page.Path); ; folder = path.Dir(folder) {
		if shared := r.shared[folder]; shared.root != nil && len(shared.root.children) > 0 {
			for _, s := range samples {
				adoptShown(root, shared.root, s.Body)
			}
			adoptListed(root, shared.root)
		}
		if folder == path.Dir(folder) {
			return
		}
	}
}

// adoptShown takes over what from says of the members that an object shows.
func adoptShown(n, from *node, object *catalog.Value) {
	for _, m := range object.Members {
		said := from.child(m.Name)
		if said == nil || n.path == "" && catalog.IsStandardMember(m.Name) {
			continue
		}
		c := n.child(m.Name)
		if c == nil {
			c = n.ensure(m.Name, m.NameAt)
			c.shared = true
		}
		c.adopt(said)
		adoptInside(c, said, m.Value)
	}
}

func adoptInside(n, from *node, v *catalog.Value) {
	switch {
	case n.isMap():
	case v.Kind == catalog.ObjectValue:
		adoptShown(n, from, v)
	case v.Kind == catalog.ArrayValue:
		if from.elem != nil && len(from.elem.children) > 0 {
			from = from.elem
		}
		for _, e := range v.Elems {
			if e.Kind == catalog.ObjectValue && len(from.children) > 0 {
				adoptShown(n.elements(), from, e)
			}
		}
	}
}

// adoptListed takes over what from says of members that the page names and
// does not describe.
func adoptListed(n, from *node) {
	for _, c := range n.children {
		if said := from.child(c.name); said != nil {
			c.adopt(said)
			adoptListed(c, said)
		}
	}
}

// adopt takes over what another node says of the member, where no row of the
// page does.
func (n *node) adopt(from *node) {
	if n.row != nil || n.documented || from.row == nil {
		return
	}
	n.documented, n.said = true, from.at
	n.word, n.typeCell, n.description, n.doc, n.example, n.preset = from.word, from.typeCell, from.description, from.doc, from.example, from.preset
	n.required, n.settled, n.nullable, n.onlyNullable, n.values = from.required, from.settled, from.nullable, from.onlyNullable, from.values
}

// settleShared removes the shared members that no example of this problem
// shows, and puts the others where the examples first have them.
func (n *node) settleShared(objects []*catalog.Value) {
	if slices.ContainsFunc(n.children, func(c *node) bool { return c.shared }) {
		n.children = slices.DeleteFunc(n.children, func(c *node) bool {
			return c.shared && len(c.seen) == 0 && len(c.nulls) == 0
		})
		order := map[string]int{}
		for _, o := range objects {
			for _, m := range o.Members {
				if _, known := order[m.Name]; !known {
					order[m.Name] = len(order) + 1
				}
			}
		}
		slices.SortStableFunc(n.children, func(a, b *node) int { return cmp.Compare(a.rank(order), b.rank(order)) })
	}
	for _, c := range n.children {
		c.settleShared(slices.DeleteFunc(slices.Clone(c.seen), func(v *catalog.Value) bool { return v.Kind != catalog.ObjectValue }))
		if c.elem != nil {
			c.elem.settleShared(slices.DeleteFunc(slices.Clone(c.elem.seen), func(v *catalog.Value) bool { return v.Kind != catalog.ObjectValue }))
		}
	}
}

// rank is 0 for members that rows of the page name, which keep their order.
func (n *node) rank(order map[string]int) int {
	if n.row != nil || n.listed {
		return 0
	}
	return order[n.name]
}

// origin returns where the member is documented.
func (n *node) origin() diag.Span {
	if n.documented {
		return n.said
	}
	return n.at
}

package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// adoptCodes gives members the values that the page's labelled codes have: a
// code such as `400-02`, which is no name, documents the member that is called
// as its label is. One that is the page's name does, too, where the examples
// send it.
func (r *resolver) adoptCodes(root *node) {
	for _, f := range r.own(catalog.CodeLabel) {
		value := strings.TrimSpace(f.Value.Value)
		n := codeMember(root, f)
		if n == nil || isNoValue(value) || isPlaceholder(value) || strings.ContainsAny(value, " \t") {
			continue
		}
		if r.isCode(f.Value.Value) && !n.shows(value) {
			continue
		}
		n.listed = true
		n.fixed = catalog.Text{Value: value, At: f.Value.At}
		if n.example == "" && !r.page.Model {
			n.example = value
		}
	}
}

// codeMember returns the member at the top that is called as the fact's label
// is, or else the only one called a code that has the fact's value; nil where
// there is none, or where a row describes it.
func codeMember(root *node, f *catalog.Labelled) *node {
	var found *node
	for _, n := range root.children {
		name := joinWords(n.name, "")
		switch {
		case name == joinWords(f.Name, ""):
			found = n
		case found == nil && strings.HasSuffix(name, "code") && n.shows(strings.TrimSpace(f.Value.Value)):
			found = n
		}
	}
	if found == nil || found.row != nil || found.documented || len(found.children) > 0 {
		return nil
	}
	return found
}

// shows reports whether the examples have the value for the member, and no
// other.
func (n *node) shows(value string) bool {
	isOther := func(v *catalog.Value) bool { return v.Text != value }
	return len(n.seen) > 0 && !slices.ContainsFunc(n.seen, isOther)
}

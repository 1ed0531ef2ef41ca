package resolve

import (
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A pathStep is one name of a path; array tells that "[]" follows it, keyed
// that ".*" does, which may be said of an array's elements and of a map's
// values.
type pathStep struct {
	name         string
	array, keyed bool
}

// parsePath splits "errors[].source.pointer" into its steps. It returns nil
// for what is no path.
func parsePath(path string) []pathStep {
	path = dotted(path)
	if !isPath(path) {
		return nil
	}
	steps := make([]pathStep, 0, strings.Count(path, ".")+1)
	for part := range strings.SplitSeq(path, ".") {
		if last := len(steps) - 1; part == "*" && last >= 0 {
			steps[last].keyed = true
			continue
		}
		steps = append(steps, parseStep(part))
	}
	return steps
}

// dotted returns a path that is written as a JSONPath, a JSON Pointer or with
// arrows as one with full stops: "$.errors[*].pointer", "/errors/0/pointer",
// "errors → pointer".
func dotted(path string) string {
	path = strings.TrimPrefix(path, "$.")
	if pointer, ok := strings.CutPrefix(strings.TrimPrefix(path, "#"), "/"); ok && pointer != "" {
		return pointerPath(pointer)
	}
	if strings.ContainsAny(path, ">→›") {
		return arrows.Replace(path)
	}
	return path
}

var arrows = strings.NewReplacer(" → ", ".", "→", ".", " › ", ".", " > ", ".", " -> ", ".", "->", ".")

// pointerPath makes a path of a JSON Pointer (RFC 6901) without the slash that
// begins it.
func pointerPath(pointer string) string {
	var path strings.Builder
	for part := range strings.SplitSeq(pointer, "/") {
		switch {
		case path.Len() > 0 && (part == "-" || part != "" && strings.Trim(part, "0123456789") == ""):
			path.WriteString("[]")
			continue
		case path.Len() > 0:
			path.WriteByte('.')
		}
		path.WriteString(strings.NewReplacer("~1", "/", "~0", "~").Replace(part))
	}
	return path.String()
}

// isPath reports whether all names of a path are there, and all its brackets
// closed.
func isPath(path string) bool {
	for part := range strings.SplitSeq(path, ".") {
		name, index, array := strings.Cut(part, "[")
		if name == "" || array && !strings.HasSuffix(index, "]") {
			return false
		}
	}
	return true
}

// parseStep reads one step of a path.
func parseStep(part string) pathStep {
	name, _, array := strings.Cut(part, "[")
	return pathStep{name: name, array: array}
}

// asMaps makes maps of the objects along a path whose values all its steps are
// said of, where examples show objects there.
func (t *tableReader) asMaps(steps []pathStep) {
	n := t.root
	for i, s := range steps {
		if n = n.child(s.name); n == nil {
			return
		}
		if s.keyed && (n.word.typ == nil || n.word.typ.Kind == catalog.Object) && t.objects.areObjects(steps[:i+1]) {
			n.word.typ = &catalog.Type{Kind: catalog.Map, Word: n.typeCell.Text}
		}
		if s.array || s.keyed {
			n = n.elements()
		}
	}
}

// areObjects reports whether examples show an object at the path, and no array.
func (o *objects) areObjects(steps []pathStep) bool {
	o.index()
	path := ""
	for _, s := range steps {
		path = joinPath(path, s.name)
	}
	known := o.byPath[path]
	return known != nil && !known.steps[len(known.steps)-1].array
}

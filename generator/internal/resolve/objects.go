package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// An object is an object inside the examples, or all those of an array.
type object struct {
	steps []pathStep
	names map[string]bool // of its members
}

// objects are those that examples show, the problem details object apart.
type objects struct {
	samples []*catalog.Sample
	// top is the problem details object. It and what follows is nil until it is
	// asked for: see index.
	top *object
	// byPath has every object by its path, byName by the last name of its path
	// in small letters, and byMember by each member that it has.
	byPath           map[string]*object
	byName, byMember map[string][]*object
	// comparisons are those that may still be made.
	comparisons int
}

func objectsOf(samples []*catalog.Sample) *objects {
	return &objects{samples: samples, comparisons: maxComparisons}
}

// index finds the objects. Most pages have one table, which lists the RFC's own
// members too: what it describes is plain without them.
func (o *objects) index() {
	if o.top != nil {
		return
	}
	o.top = &object{names: map[string]bool{}}
	o.byPath, o.byName, o.byMember = map[string]*object{}, map[string][]*object{}, map[string][]*object{}
	for _, s := range o.samples {
		o.members(o.top, "", s.Body)
	}
}

// members takes in what an object of the examples has.
func (o *objects) members(in *object, path string, v *catalog.Value) {
	for _, m := range v.Members {
		if !in.names[m.Name] {
			in.names[m.Name] = true
			o.byMember[m.Name] = append(o.byMember[m.Name], in)
		}
		if m.Value.Kind == catalog.ObjectValue || m.Value.Kind == catalog.ArrayValue {
			o.value(in, joinPath(path, m.Name), pathStep{name: m.Name}, m.Value)
		}
	}
}

// value takes in an object or array of the examples, a member of an object.
func (o *objects) value(in *object, path string, last pathStep, v *catalog.Value) {
	switch v.Kind {
	case catalog.ObjectValue:
		o.members(o.at(in, path, last), path, v)
	case catalog.ArrayValue:
		last.array = true
		for _, e := range v.Elems {
			if e.Kind == catalog.ObjectValue {
				o.members(o.at(in, path, last), path, e)
			}
		}
	}
}

// at returns the object of that path, which is inside another.
func (o *objects) at(in *object, path string, last pathStep) *object {
	if known := o.byPath[path]; known != nil {
		return known
	}
	inner := &object{steps: append(slices.Clone(in.steps), last), names: map[string]bool{}}
	o.byPath[path] = inner
	name := strings.ToLower(last.name)
	o.byName[name] = append(o.byName[name], inner)
	return inner
}

// areElsewhere reports whether the names in a table are none of the problem's:
// no example has one of them, and the heading says that they are a request's
// or a setting's, or the table, which has no types, may as well list values.
func (o *objects) areElsewhere(table *catalog.Table, names []string, first bool) bool {
	if slices.ContainsFunc(names, isStandardInAnyCase) {
		return false
	}
	o.index()
	shown := func(name string) bool { return o.byMember[name] != nil }
	if len(o.byMember) == 0 || slices.ContainsFunc(names, shown) {
		return false
	}
	if otherSection.MatchString(table.Section.Value) || table.List && !sectionOfMembers.MatchString(table.Section.Value) {
		return true
	}
	return !first && !table.Has(catalog.TypeColumn) && !table.Has(catalog.RequiredColumn) && isCalledName(table)
}

// sectionOfMembers matches a heading that speaks of the problem's own members:
// fields and attributes may be anything's, and so may extensions.
var sectionOfMembers = lazyregexp.New(`(?i)\bmembers?\b|\bextension\s+(?:fields?|properties|attributes)\b`)

var otherSection = lazyregexp.New(`(?i)\b(?:requests?|parameters?|configuration|settings?|options|environment|variables?)\b`)

// isCalledName reports whether the names' column is called "Name" and no more.
func isCalledName(table *catalog.Table) bool {
	i := slices.Index(table.Roles, catalog.NameColumn)
	return i >= 0 && strings.EqualFold(strings.TrimSpace(table.Header[i].Text), "name")
}

// has reports whether the object of that path has the member.
func (o *objects) has(steps []pathStep, name string) bool {
	if len(steps) == 0 {
		return shown(o.samples, name)
	}
	o.index()
	path := ""
	for _, s := range steps {
		path = joinPath(path, s.name)
	}
	known := o.byPath[path]
	return known != nil && known.names[name]
}

// describedBy returns the path of the object whose members a table describes,
// or nil for the problem details object itself. What the text above the table
// names counts where the examples do not speak against it; without such a
// text, it is the one object that has most of the table's names, where none of
// them is at the top.
func (o *objects) describedBy(table *catalog.Table, names []string, first bool, root *node) []pathStep {
	if first && slices.ContainsFunc(names, isStandardInAnyCase) {
		return nil
	}
	o.index()
	own := slices.DeleteFunc(slices.Clone(names), isStandardInAnyCase)
	atTop := o.top.count(own)
	led, score := o.led(table, names)
	switch best := o.withMost(own); {
	case score > 0 && score >= atTop:
		return led
	case atTop > 0:
		return nil
	case best != nil:
		return best
	case led != nil:
		return led
	}
	return o.documented(table, names, root)
}

// count returns how many of the names the object has.
func (o *object) count(names []string) int {
	n := 0
	for _, name := range names {
		if o.names[name] {
			n++
		}
	}
	return n
}

// led returns the path of the object that the text above a table names, and
// how many of the table's names it has; of several it is the one with most.
func (o *objects) led(table *catalog.Table, names []string) (steps []pathStep, score int) {
	for _, candidate := range leadCandidates(table) {
		path := parsePath(candidate)
		if path == nil || slices.Contains(names, candidate) || isStandardInAnyCase(candidate) {
			continue
		}
		for _, object := range o.byName[strings.ToLower(path[len(path)-1].name)] {
			if o.comparisons -= len(names); o.comparisons < 0 {
				return steps, score
			}
			if n := object.count(names); object.endsIn(path) && (n > score || steps == nil) {
				steps, score = object.steps, n
			}
		}
	}
	return steps, score
}

// endsIn reports whether the object's path ends in those names.
func (o *object) endsIn(path []pathStep) bool {
	from := len(o.steps) - len(path)
	return from >= 0 && slices.EqualFunc(o.steps[from:], path, func(a, b pathStep) bool { return strings.EqualFold(a.name, b.name) })
}

// withMost returns the path of the object inside the examples that has most of
// the names; nil where none has any, or two have as many.
func (o *objects) withMost(names []string) []pathStep {
	counts := map[*object]int{}
	var best *object
	tied := false
	for _, name := range names {
		if o.comparisons -= len(o.byMember[name]); o.comparisons < 0 {
			return nil
		}
		for _, object := range o.byMember[name] {
			if object != o.top {
				counts[object]++
			}
		}
	}
	for object, n := range counts {
		switch {
		case best == nil || n > counts[best]:
			best, tied = object, false
		case n == counts[best]:
			tied = true
		}
	}
	if best == nil || tied {
		return nil
	}
	return best.steps
}

// documented returns the path of the object that the text above a table names,
// where tables alone know it: the first that is one by its type word.
func (o *objects) documented(table *catalog.Table, names []string, root *node) []pathStep {
	for _, candidate := range leadCandidates(table) {
		path := parsePath(candidate)
		if path == nil || slices.Contains(names, candidate) || isStandardInAnyCase(candidate) {
			continue
		}
		if steps := o.inTables(root, nil, path); steps != nil {
			return steps
		}
	}
	return nil
}

// inTables looks below a node for an object whose path ends in those names;
// before is the node's own.
func (o *objects) inTables(n *node, before, path []pathStep) []pathStep {
	for _, c := range n.children {
		if o.comparisons--; o.comparisons < 0 {
			return nil
		}
		inner, isArray := c, c.word.typ != nil && c.word.typ.Kind == catalog.Array
		if c.elem != nil {
			inner, isArray = c.elem, true
		}
		here := &object{steps: append(slices.Clip(before), pathStep{name: c.name, array: isArray})}
		if here.endsIn(path) && canHaveMembers(c) {
			return here.steps
		}
		if found := o.inTables(inner, here.steps, path); found != nil {
			return found
		}
	}
	return nil
}

// canHaveMembers reports whether a table documents the member as an object, an
// array or Any.
func canHaveMembers(n *node) bool {
	if n.word.typ == nil {
		return false
	}
	kind := n.word.typ.Kind
	return kind == catalog.Object || kind == catalog.Array || kind == catalog.Any
}

// tableNames returns the first names of the paths that a table documents.
func tableNames(table *catalog.Table) []string {
	names := make([]string, 0, len(table.Rows))
	for _, row := range table.Rows {
		cell, _ := table.Cell(row, catalog.NameColumn)
		if path := dotted(memberName(cell)); isPath(path) {
			first, _, _ := strings.Cut(path, ".")
			names = append(names, parseStep(first).name)
		}
	}
	return names
}

func isStandardInAnyCase(name string) bool {
	return catalog.IsStandardMember(strings.ToLower(name))
}

var speaksOfObject = lazyregexp.New(`(?i)\b(?:field|attribute|member|property|properties|object|array|list|entr(?:y|ies)|element|item|contains?|has|have|inside|within|under|of|in)\b`)

// leadCandidates are the names by which the text above a table may call an
// object: code spans of the paragraph, then the heading and its words.
func leadCandidates(table *catalog.Table) []string {
	var names []string
	if len(table.Lead.Codes) > 0 && speaksOfObject.MatchString(table.Lead.Value) {
		for _, code := range table.Lead.Codes {
			names = append(names, strings.TrimSpace(code.Text))
		}
	}
	section := strings.Trim(table.Section.Value, "`*:. ")
	names = append(names, section)
	for word := range strings.FieldsSeq(section) {
		names = append(names, strings.Trim(word, "`*:.,()“”\"' "))
	}
	return names
}

package resolve

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// documented is what a page's attribute tables say.
type documented struct {
	root *node
	// standard are the RFC's own members, in page order.
	standard []*problem.Member
}

// readTables builds the tree of documented members.
func (r *resolver) readTables(samples []*problem.Sample) documented {
	d := documented{root: &node{}}
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind != problem.AttributeTable {
			continue
		}
		prefix := r.objectOf(table, i, d.root, samples)
		for j := range table.Rows {
			r.readRow(&d, table, &table.Rows[j], prefix, samples)
		}
	}
	return d
}

func (r *resolver) readRow(d *documented, table *problem.Table, row *problem.Row, prefix []pathStep, samples []*problem.Sample) {
	cell, _ := table.Cell(*row, problem.NameColumn)
	name := memberName(cell)
	if name == "" {
		return
	}
	at := nameSpan(cell)
	if len(prefix) == 0 && problem.IsStandardMember(strings.ToLower(name)) {
		d.standard = append(d.standard, r.standardMember(table, row, strings.ToLower(name), at))
		return
	}
	steps := parsePath(name)
	switch {
	case slices.ContainsFunc(samples, func(s *problem.Sample) bool { return s.Body.Get(name) != nil }):
		steps = []pathStep{{name: name}}
	case steps == nil:
		r.add(diag.At(at, ruleBadMember, "`%s` is no path to a member", name).
			WithHelp("put one full stop between names, and [] behind the name of an array: errors[].pointer").About(name))
		return
	}
	n := d.root.walk(append(slices.Clone(prefix), steps[:len(steps)-1]...), at)
	last := steps[len(steps)-1]
	n = n.ensure(last.name, at)
	if n.row != nil {
		r.add(diag.At(at, ruleDuplicateRow, "`%s` is documented twice", n.path).
			WithNote(n.at, "it is documented here first").
			WithHelp("keep one of the two rows").About(n.path))
		return
	}
	r.fill(n, table, row, at)
	if last.array {
		n.elements()
	}
}

// fill takes a row's facts over into the node.
func (r *resolver) fill(n *node, table *problem.Table, row *problem.Row, at diag.Span) {
	description, _ := table.Cell(*row, problem.DescriptionColumn)
	typeCell, _ := table.Cell(*row, problem.TypeColumn)
	n.at, n.row, n.doc = at, row, description.Inlines
	n.word = parseTypeWord(typeCell.Text, description.Text)
	n.example, n.preset = cellText(table, row, problem.ExampleColumn), cellText(table, row, problem.DefaultColumn)
	n.values = enumWords(table, row, description)
	n.typeCell = typeCell

	required, known := parseRequired(cellText(table, row, problem.RequiredColumn))
	switch {
	case known:
		n.required, n.settled = required, true
	case n.word.optional, saysOptional(description.Text):
		n.settled = true
	case n.word.required:
		n.required, n.settled = true, true
	}
}

// checkTypeWord reports a type word that is none.
func (r *resolver) checkTypeWord(n *node) {
	if n.word.unknown == "" || isNoValue(n.typeCell.Text) {
		return
	}
	d := diag.At(n.typeCell.At, ruleUnknownType, "`%s` has the type “%s”, which is no type word", n.path, n.word.unknown).
		WithHelp("write String, Number, Integer, Boolean, Array of …, Object, Date-time, URL, UUID, Base64 or Any; until then the examples settle the type").
		About(n.path)
	near := diag.Nearest(n.word.unknown, KnownTypeWords())
	d = d.Suggest(n.word.unknown, likeCase(near, n.word.unknown))
	if !fitsAll(typeWords[near], n.seen) {
		d.Fix = nil // an example contradicts what would be meant
	}
	r.add(d)
}

// likeCase gives a word a capital where the one before had one.
func likeCase(word, before string) string {
	if word != "" && before != "" && isUpper(before[0]) {
		return strings.ToUpper(word[:1]) + word[1:]
	}
	return word
}

// fitsAll reports whether a type of that kind holds all the values.
func fitsAll(kind problem.Kind, values []*problem.Value) bool {
	return !slices.ContainsFunc(values, func(v *problem.Value) bool {
		return !holds(kind, v.Kind) || v.Kind == problem.NumberValue && !isExact(kind, v.Text) || kind == problem.Time && !survivesTime(v.Text)
	})
}

func (r *resolver) standardMember(table *problem.Table, row *problem.Row, name string, at diag.Span) *problem.Member {
	description, _ := table.Cell(*row, problem.DescriptionColumn)
	typeCell, _ := table.Cell(*row, problem.TypeColumn)
	return &problem.Member{
		Name:    name,
		Path:    name,
		Type:    parseTypeWord(typeCell.Text, description.Text).typ,
		Doc:     description.Inlines,
		Example: cellText(table, row, problem.ExampleColumn),
		Default: cellText(table, row, problem.DefaultColumn),
		At:      at,
		InTable: true,
		Row:     row,
	}
}

func cellText(table *problem.Table, row *problem.Row, role problem.Role) string {
	cell, _ := table.Cell(*row, role)
	return cell.Text
}

// memberName returns the name that a cell documents: its only code span, or
// its text without marks.
func memberName(cell problem.Cell) string {
	if len(cell.Codes) == 1 {
		return strings.TrimSpace(cell.Codes[0].Text)
	}
	return strings.Trim(strings.TrimSpace(cell.Text), "*`")
}

// nameSpan returns where a name stands, with its marks where it has the cell
// for itself.
func nameSpan(cell problem.Cell) diag.Span {
	if len(cell.Codes) == 1 && cell.Codes[0].Text != cell.Text {
		return cell.Codes[0].At
	}
	return cell.At
}

var speaksOfObject = regexp.MustCompile(`(?i)\b(?:field|attribute|member|property|object|array|list|entr(?:y|ies)|element|item|contains?|has|have|inside|within|under|of|in)\b`)

// objectOf returns the path of the object whose members the table describes,
// or nil for the problem details object itself.
func (r *resolver) objectOf(table *problem.Table, index int, root *node, samples []*problem.Sample) []pathStep {
	names := tableNames(table)
	if anyAtTop(names, samples) || index == 0 && slices.ContainsFunc(names, isStandardInAnyCase) {
		return nil
	}
	for _, candidate := range leadCandidates(table) {
		if steps := r.objectPath(candidate, names, root, samples); steps != nil {
			return steps
		}
	}
	return onlyObjectWith(names, samples)
}

func tableNames(table *problem.Table) []string {
	var names []string
	for _, row := range table.Rows {
		cell, _ := table.Cell(row, problem.NameColumn)
		if name := memberName(cell); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func isStandardInAnyCase(name string) bool {
	return problem.IsStandardMember(strings.ToLower(name))
}

// anyAtTop reports whether a name that is not the RFC's stands at the top of
// an example: then the table describes the top.
func anyAtTop(names []string, samples []*problem.Sample) bool {
	for _, name := range names {
		steps := parsePath(name)
		if steps == nil || isStandardInAnyCase(name) {
			continue
		}
		for _, s := range samples {
			if s.Body.Get(steps[0].name) != nil {
				return true
			}
		}
	}
	return false
}

// leadCandidates are the names by which the text above a table may call an
// object: code spans of the paragraph, then the heading.
func leadCandidates(table *problem.Table) []string {
	var names []string
	if speaksOfObject.MatchString(table.Lead.Value) {
		for _, code := range table.Lead.Codes {
			names = append(names, code.Text)
		}
	}
	section := strings.TrimSpace(table.Section.Value)
	names = append(names, section)
	for word := range strings.FieldsSeq(section) {
		names = append(names, word)
	}
	return names
}

// objectPath returns the path for a name that tables or examples know as an
// object or an array of objects. A name that neither knows counts where it is
// a plain name and no example contradicts it.
func (r *resolver) objectPath(name string, names []string, root *node, samples []*problem.Sample) []pathStep {
	steps := parsePath(strings.Trim(name, "`*:. "))
	if steps == nil {
		return nil
	}
	if isStandardInAnyCase(steps[0].name) || slices.Contains(names, name) {
		return nil
	}
	for _, s := range samples {
		if v := lookup(s.Body, steps); v != nil {
			return asObjectPath(steps, v)
		}
	}
	n := root.find(steps)
	if n == nil || n.word.typ == nil {
		return nil
	}
	switch n.word.typ.Kind {
	case problem.Array:
		steps[len(steps)-1].array = true
		return steps
	case problem.Object, problem.Any:
		return steps
	}
	return nil
}

// asObjectPath returns the path of the object that the value is or holds.
func asObjectPath(steps []pathStep, v *problem.Value) []pathStep {
	switch v.Kind {
	case problem.ObjectValue:
		return steps
	case problem.ArrayValue:
		steps[len(steps)-1].array = true
		return steps
	}
	return nil
}

// lookup follows a path through a value, entering arrays at their first element.
func lookup(v *problem.Value, steps []pathStep) *problem.Value {
	for _, s := range steps {
		if v != nil && v.Kind == problem.ArrayValue && len(v.Elems) > 0 {
			v = v.Elems[0]
		}
		v = v.Get(s.name)
	}
	return v
}

// onlyObjectWith returns the path of the one object of the examples that has
// all the names that are not the RFC's.
func onlyObjectWith(names []string, samples []*problem.Sample) []pathStep {
	var found []pathStep
	for _, s := range samples {
		for _, m := range s.Body.Members {
			steps := asObjectPath([]pathStep{{name: m.Name}}, m.Value)
			if steps == nil || !hasSome(m.Value, names) {
				continue
			}
			if found != nil && !slices.Equal(found, steps) {
				return nil
			}
			found = steps
		}
	}
	return found
}

// hasSome reports whether an object, or an array's first one, has one of the
// names and the table has no name that only the top could have.
func hasSome(v *problem.Value, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		steps := parsePath(name)
		return steps != nil && lookup(v, steps[:1]) != nil
	})
}

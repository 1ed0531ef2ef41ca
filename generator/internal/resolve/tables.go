package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// documented is what a page's attribute tables say.
type documented struct {
	root *node
	// standard are the RFC's own members, in page order.
	standard []*catalog.Member
}

// readTables builds the tree of documented members.
func (r *resolver) readTables(samples []*catalog.Sample) documented {
	d := documented{root: &node{}}
	objects := objectsOf(samples)
	first := true
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind != catalog.AttributeTable {
			continue
		}
		names := tableNames(table)
		if objects.areElsewhere(table, names, first) {
			continue
		}
		t := tableReader{r, &d, table, objects, objects.describedBy(table, names, first, d.root), marksRequired(table), hasCircles(table)}
		first = false
		for j := range table.Rows {
			t.row(&table.Rows[j])
		}
	}
	return d
}

// A tableReader reads the rows of one attribute table.
type tableReader struct {
	*resolver
	*documented
	table   *catalog.Table
	objects *objects
	// prefix is the path of the object whose members the table describes.
	prefix []pathStep
	// marks tells that an empty Required cell says no, circles that a cross does,
	// which stands beside circles: elsewhere it may mean yes.
	marks, circles bool
}

func isCross(text string) bool { return text == "×" || text == "✕" || text == "✖" }

// hasCircles reports whether a table marks required members by circles.
func hasCircles(table *catalog.Table) bool {
	return slices.ContainsFunc(table.Rows, func(row catalog.Row) bool {
		cell, _ := table.Cell(row, catalog.RequiredColumn)
		return slices.Contains([]string{"○", "◯", "〇", "◎", "●", "✓", "✔"}, cell.Text)
	})
}

func (t *tableReader) row(row *catalog.Row) {
	cell, _ := t.table.Cell(*row, catalog.NameColumn)
	name := memberName(cell)
	if name == "" {
		return
	}
	at := nameSpan(cell)
	if len(t.prefix) == 0 && isStandardInAnyCase(name) {
		t.standard = append(t.standard, t.standardMember(row, strings.ToLower(name), at))
		return
	}
	steps := t.steps(name)
	if steps == nil {
		t.add(diag.At(at, ruleBadMember, "`%s` is no path to a member", name).
			WithHelp("put one full stop between names, and [] behind the name of an array: errors[].pointer").About(name))
		return
	}
	last := steps[len(steps)-1]
	if len(t.prefix) == 0 {
		t.asMaps(steps)
	}
	n := t.root.walk(t.prefix, at).walk(steps[:len(steps)-1], at)
	n = n.ensure(last.name, at)
	holds := last.array || last.keyed
	if holds && n.row != nil && n.elements().row == nil {
		n, holds = n.elem, false // "errors[]" below "errors" is about one of them
	}
	if n.row != nil {
		t.add(diag.At(at, ruleDuplicateRow, "document `%s` once: it has a row already", n.path).
			WithNote(n.at, "it is documented here first").
			WithHelp("keep one of the two rows").About(n.path))
		return
	}
	t.fill(n, row, at)
	if holds {
		n.elements()
	}
}

// steps returns a name's steps from the object that the table describes. A
// name with periods that an example has as it stands is no path.
func (t *tableReader) steps(name string) []pathStep {
	if t.objects.has(t.prefix, name) {
		return []pathStep{{name: name}}
	}
	return parsePath(name)
}

// fill takes a row's facts over into the node.
func (t *tableReader) fill(n *node, row *catalog.Row, at diag.Span) {
	description, _ := t.table.Cell(*row, catalog.DescriptionColumn)
	typeCell, _ := t.table.Cell(*row, catalog.TypeColumn)
	n.at, n.row, n.doc = at, row, description.Inlines
	n.word = parseTypeWord(typeCell.Text, description.Text)
	n.example, n.preset = t.text(row, catalog.ExampleColumn), t.text(row, catalog.DefaultColumn)
	n.values = enumWords(t.table, row, description)
	n.typeCell, n.description = typeCell, description
	n.nullable = n.word.nullable || saysNullable(description.Text) || t.says(row, catalog.NullableColumn)
	if t.table.IsOverfull(*row) {
		n.word = typeWord{typ: n.word.typ} // what it is not stands in another column
	}
	required, known := t.required(row)
	n.onlyNullable = n.nullable && !saysAbsent(t.text(row, catalog.NameColumn), typeCell.Text, description.Text) &&
		!(known && (t.table.Has(catalog.RequiredColumn) || t.table.Has(catalog.OptionalColumn)))
	switch name := t.text(row, catalog.NameColumn); {
	case known:
		n.required, n.settled = required, true
	case n.word.optional, saysOptional(description.Text), hasNote(name) && optionalName.MatchString(name):
		n.settled = true
	case n.word.required, hasNote(name) && requiredName.MatchString(name):
		n.required, n.settled = true, true
	}
}

// The ways in which a name's cell says whether the member may be absent.
var (
	optionalName = lazyregexp.New(`(?i)\b(?:optional|nullable)\b`)
	requiredName = lazyregexp.New(`(?i)\S[\s,(]+required\b`)
)

// hasNote reports whether a name's cell can say more than a name: most do not,
// and need no expression to tell.
func hasNote(name string) bool {
	for start, end := nextRun(name, 0); start < end; start, end = nextRun(name, end) {
		switch strings.ToLower(name[start:end]) {
		case "optional", "nullable", "required":
			return true
		}
	}
	return false
}

// required returns what the row's Required or Optional cell says.
func (t *tableReader) required(row *catalog.Row) (required, known bool) {
	if cell, ok := t.table.Cell(*row, catalog.RequiredColumn); ok {
		required, known = catalog.Presence(cell.Text)
		if isCross(cell.Text) && !known {
			return false, t.circles
		}
		return required, known || t.marks && isNoValue(cell.Text)
	}
	for _, role := range []catalog.Role{catalog.OptionalColumn, catalog.NullableColumn} {
		if t.table.Has(role) {
			optional, known := catalog.Presence(t.text(row, role))
			return !optional, known
		}
	}
	return false, false
}

// says reports whether the row's cell of that role is a yes.
func (t *tableReader) says(row *catalog.Row, role catalog.Role) bool {
	yes, known := catalog.Presence(t.text(row, role))
	return yes && known
}

// marksRequired reports whether a table's Required column marks the required
// members alone, so that an empty cell means that a member is optional.
func marksRequired(table *catalog.Table) bool {
	marked := false
	for _, row := range table.Rows {
		cell, _ := table.Cell(row, catalog.RequiredColumn)
		required, known := catalog.Presence(cell.Text)
		if known && !required {
			return false
		}
		marked = marked || known
	}
	return marked
}

// checkTypeWord reports a type word that is none.
func (r *resolver) checkTypeWord(n *node) {
	if n.word.unknown == "" || isNoValue(n.typeCell.Text) {
		return
	}
	d := diag.At(n.typeCell.At, ruleUnknownType, "write a type word for `%s`: “%s” is none", n.path, n.word.unknown).
		WithHelp("write String, Number, Integer, Boolean, Array of …, Object, Date-time, URL, UUID, Base64 or Any; until then the examples settle the type").
		About(n.path)
	near := diag.Nearest(n.word.unknown, KnownTypeWords())
	d = d.Suggest(n.word.unknown, likeCase(near, n.word.unknown))
	if !fitsAll(typeWords()[near].kind, n.seen) {
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
func fitsAll(kind catalog.Kind, values []*catalog.Value) bool {
	return !slices.ContainsFunc(values, func(v *catalog.Value) bool {
		return !kind.Holds(v.Kind) || v.Kind == catalog.NumberValue && !isExact(kind, v.Text) || kind == catalog.Time && !survivesTime(v.Text)
	})
}

func (t *tableReader) standardMember(row *catalog.Row, name string, at diag.Span) *catalog.Member {
	description, _ := t.table.Cell(*row, catalog.DescriptionColumn)
	return &catalog.Member{
		Name:    name,
		Path:    name,
		Type:    parseTypeWord(t.text(row, catalog.TypeColumn), description.Text).typ,
		Doc:     description.Inlines,
		Example: t.text(row, catalog.ExampleColumn),
		Default: t.text(row, catalog.DefaultColumn),
		At:      at,
		InTable: true,
		Row:     row,
	}
}

func (t *tableReader) text(row *catalog.Row, role catalog.Role) string {
	return cellText(t.table, row, role)
}

func cellText(table *catalog.Table, row *catalog.Row, role catalog.Role) string {
	cell, _ := table.Cell(*row, role)
	return cell.Text
}

// memberName returns the name that a cell documents: its only code span, or
// its text without marks and without a note such as "(optional)".
func memberName(cell catalog.Cell) string {
	if len(cell.Codes) == 1 {
		return strings.TrimSpace(cell.Codes[0].Text)
	}
	name := strings.Trim(strings.TrimSpace(cell.Text), "*`")
	if !strings.ContainsAny(name, " ,\t\n\f\r") {
		return name
	}
	if note := noteInName.FindStringIndex(name); note != nil {
		name = strings.TrimRight(name[:note[0]], "*` ")
	}
	return name
}

var noteInName = lazyregexp.New(`(?i)[\s,]+\(?(?:optional|required|deprecated|nullable|new)\b[^()]*\)?$`)

// nameSpan returns where a name stands, with its marks where it has the cell
// for itself.
func nameSpan(cell catalog.Cell) diag.Span {
	if len(cell.Codes) == 1 && cell.Codes[0].Text != cell.Text {
		return cell.Codes[0].At
	}
	if name := memberName(cell); len(name) < len(strings.Trim(cell.Text, "*` ")) {
		if i := strings.Index(cell.At.Text(), name); i >= 0 {
			return cell.At.Source.Span(cell.At.Start+i, cell.At.Start+i+len(name))
		}
	}
	return cell.At
}

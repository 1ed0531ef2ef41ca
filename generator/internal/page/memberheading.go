package page

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// memberHeading reads a heading below one about members that is a member's
// name: what follows it is said of that member. Where a table or list has the
// members, it names the object that the next one describes. The heading is the
// phrase that was read last.
func (w *walker) memberHeading(n *ast.Heading, p phrase) bool {
	w.members.described, w.members.lines = 0, false
	name, ok := w.memberName()
	text := string(w.draft.plain.text)
	if !ok && headingName.MatchString(text) {
		name, ok = bounds{0, len(text)}, true
	}
	w.listsMembers = w.listsMembers || ok
	if !ok || w.quoted > 0 || !w.expectsMember(n.Level, lastName(text[name.start:name.stop])) {
		return false
	}
	said := w.saidOfMember(text, name.stop)
	if strings.TrimSpace(text[said.text.start:]) != "" {
		return false
	}
	at := w.span(w.draft.plain, name.start, name.stop)
	row := catalog.Row{At: w.contentSpan(n), Cells: make([]catalog.Cell, listColumns)}
	path := strings.TrimSuffix(text[name.start:name.stop], "?")
	row.Cells[listName] = catalog.Cell{Text: path, Codes: []catalog.Mention{{Text: path, Section: w.section, At: at}}, At: at}
	w.fillMember(&row, p, text, said)
	if path != text[name.start:name.stop] && row.Cells[listRequired].Text == "" {
		row.Cells[listRequired].Text = "optional"
	}
	if w.members.rows++; w.members.rows > maxPageRows {
		w.tooManyMembers(n)
		return true
	}
	t := w.newMemberList(row.At)
	t.Section, t.Rows = w.members.title, []catalog.Row{row}
	w.checkNames(&t)
	w.page.Tables = append(w.page.Tables, t)
	w.members.described = len(w.page.Tables)
	return true
}

// expectsMember reports whether a heading can be a member's: below one about
// members where no list has them, or where the page shows a member of that name
// that nothing documents.
func (w *walker) expectsMember(level int, name string) bool {
	if w.members.level > 0 && level > w.members.level && !w.members.listed {
		return true
	}
	return level > 1 && w.shown != nil && w.shown.open[name] && !isElsewhere(w.section.Value)
}

// endMembers takes note of a table or list of members, which describes the
// object that the heading above it names: that heading is no member's.
func (w *walker) endMembers() {
	if last := w.members.described - 1; last >= 0 && last == len(w.page.Tables)-1 && !w.members.lines {
		w.page.Tables = w.page.Tables[:last]
	}
	w.members.described, w.members.lines, w.members.listed = 0, false, true
}

// headingName matches a heading that is a name in small letters, or of several
// words written as one.
var headingName = lazyregexp.New(`^(?:[a-z][a-zA-Z0-9]*|[A-Za-z]+(?:[_.][A-Za-z0-9]+)+)\??$`)

// describedMember returns the row of the member whose heading or line was read
// last; nil where none was.
func (w *walker) describedMember() *catalog.Row {
	if w.members.described == 0 {
		return nil
	}
	rows := w.page.Tables[w.members.described-1].Rows
	return &rows[len(rows)-1]
}

// memberText reads a paragraph, the phrase that was read last, below the heading
// or line of a member: lines such as "Type: integer", and then its description.
func (w *walker) memberText(p phrase) bool {
	row := w.describedMember()
	if row == nil || w.quoted > 0 {
		return row != nil && w.signature(row, p)
	}
	text := string(w.draft.plain.text)
	start := len(text) - len(strings.TrimLeft(text, ": "))
	for _, end := range append(w.draft.breaks, len(text)) {
		if !w.memberLabel(row, p, text, bounds{start, end}) {
			break
		}
		start = end
	}
	if strings.TrimSpace(text[start:]) == "" {
		return true
	}
	return w.describe(row, p, text, start)
}

// signature reads a quote below the heading of a member as what generators of
// references write there: "> `optional` **days**: `number`".
func (w *walker) signature(row *catalog.Row, p phrase) bool {
	text := string(w.draft.plain.text)
	m := signature.FindStringSubmatchIndex(text)
	if m == nil || text[m[4]:m[5]] != row.Cells[listName].Text || row.Cells[listType].Text != "" {
		return false
	}
	if m[2] >= 0 || m[6] >= 0 {
		row.Cells[listRequired].Text = "optional"
	}
	cell := w.cellFrom(p, bounds{m[1], len(text)})
	if cell.Text = strings.Trim(cell.Text, "`; "); !strings.ContainsAny(cell.Text, "\"'") {
		row.Cells[listType] = cell
	}
	return true
}

var signature = lazyregexp.New(`^\s*(?:readonly\s+)?(optional)?\s*([\w$]+)(\?)?\s*:\s*`)

// describe takes in what the phrase that was read last says of a member from the
// offset on: its type and presence, where nothing has said them, and its
// description. It reports false where the member has one.
func (w *walker) describe(row *catalog.Row, p phrase, text string, start int) bool {
	if row.Cells[listDescription].Text != "" {
		return false
	}
	said := w.saidOfMember(text, start)
	if row.Cells[listType].Text != "" || row.Cells[listRequired].Text != "" {
		said = saidOfMember{text: bounds{start, len(text)}}
	}
	if said.typ.stop > said.typ.start {
		row.Cells[listType] = w.cellFrom(p, said.typ)
	}
	if said.presence != "" {
		row.Cells[listRequired].Text = said.presence
	}
	row.Cells[listDescription] = w.cellFrom(p, said.text)
	return true
}

// memberLabels reads a list below the heading of a member, each of whose items
// is a labelled value.
func (w *walker) memberLabels(n *ast.List) bool {
	row := w.describedMember()
	if row == nil || w.quoted > 0 {
		return false
	}
	before := *row
	row.Cells = append([]catalog.Cell(nil), row.Cells...)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || !isTextBlock(first) || first.NextSibling() != nil {
			*row = before
			return false
		}
		p := w.phrase(first, false)
		if !w.memberLabel(row, p, string(w.draft.plain.text), bounds{0, len(w.draft.plain.text)}) {
			*row = before
			return false
		}
	}
	return true
}

// listInside reads a list below the heading of a member: its values, or the
// members of the object that it is.
func (w *walker) listInside(n *ast.List) bool {
	t := &w.page.Tables[w.members.described-1]
	row := &t.Rows[len(t.Rows)-1]
	switch {
	case w.quoted > 0:
		return false
	case w.areValues(row, n):
		row.Cells[listValues] = w.listedValues(n)
	case holdsMembers(row.Cells[listType].Text) && w.isMemberList(n), row.Cells[listType].Text == "" && w.shown.agrees(w.listItems(n).names):
		t.At = t.At.Source.Span(t.At.Start, max(t.At.End, w.blockSpan(n).End))
		w.memberItems(t, n, row.Cells[listName].Text)
	default:
		return false
	}
	return true
}

// holdsMembers reports whether a type is an object, or has some.
func holdsMembers(word string) bool {
	return hasWord(word, func(word string) bool {
		return slices.Contains([]string{"object", "objects", "array", "list", "struct"}, word)
	})
}

var memberLabelled = lazyregexp.New(`(?i)^\s*(type|required|mandatory|presence|optional|description|meaning|values?|enum)\s*[:=]\s*`)

// memberLabel reads one labelled value of a member.
func (w *walker) memberLabel(row *catalog.Row, p phrase, text string, line bounds) bool {
	m := memberLabelled.FindStringSubmatchIndex(text[line.start:line.stop])
	if presence := presenceIn(text[line.start:line.stop]); m == nil && presence != "" && len(wordsOf(text[line.start:line.stop])) == 1 {
		row.Cells[listRequired].Text = presence
		return true
	}
	if m == nil {
		return false
	}
	label := strings.ToLower(text[line.start+m[2] : line.start+m[3]])
	cell := w.cellFrom(p, bounds{line.start + m[1], line.stop})
	switch label {
	case "type":
		row.Cells[listType] = cell
	case "required", "mandatory", "presence":
		row.Cells[listRequired] = cell
	case "optional":
		cell.Text = opposite(cell.Text)
		row.Cells[listRequired] = cell
	case "value", "values", "enum":
		row.Cells[listValues] = cell
	default:
		row.Cells[listDescription] = cell
	}
	return true
}

// opposite returns what "Optional: yes" says of being required.
func opposite(text string) string {
	switch strings.ToLower(strings.Trim(text, " .`")) {
	case "yes", "true":
		return "no"
	case "no", "false":
		return "yes"
	}
	return text
}

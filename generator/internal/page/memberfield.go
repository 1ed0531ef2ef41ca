package page

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/container"
)

// An attribute is one of a component's tag: its value stands there at the
// offsets of the body.
type attribute struct {
	value string
	bounds
}

// tagAttributes returns the attributes of the tag that begins at an offset of
// the body. One without a value has an empty one.
func (w *walker) tagAttributes(start int) map[string]attribute {
	end, _ := componentEnd(w.body, start)
	raw := w.src.Text[w.base+start : w.base+max(end, start)]
	attributes := map[string]attribute{}
	for at := len(raw) - len(bytes.TrimLeftFunc(raw, func(r rune) bool { return r == '<' || container.IsNameRune(r) })); at < len(raw) && len(attributes) < maxColumns; {
		name := raw[at : len(raw)-len(bytes.TrimLeftFunc(raw[at:], container.IsNameRune))]
		if len(name) == 0 {
			at++
			continue
		}
		at += len(name)
		value := bounds{at, at}
		if at+1 < len(raw) && raw[at] == '=' {
			value = attributeValue(raw, at+1)
			at = value.stop
		}
		attributes[string(name)] = attribute{string(raw[value.start:value.stop]), bounds{start + value.start, start + value.stop}}
	}
	return attributes
}

// attributeValue returns where the value stands that begins at an offset,
// without the marks around it.
func attributeValue(raw []byte, at int) bounds {
	marks := map[byte]string{'"': `"`, '\'': `'`, '{': "}"}
	end, quoted := marks[raw[at]]
	if !quoted {
		end = " \t\n>"
	} else {
		at++
	}
	stop := bytes.IndexAny(raw[at:], end)
	if stop < 0 {
		stop = len(raw) - at
	}
	v := bounds{at, at + stop}
	for len(end) == 1 && end == "}" && v.stop-v.start > 1 && strings.IndexByte("\"'`", raw[v.start]) >= 0 && raw[v.stop-1] == raw[v.start] {
		v = bounds{v.start + 1, v.stop - 1}
	}
	return v
}

// isField reports whether a component's name says that it documents one field.
func isField(component string) bool {
	for _, word := range []string{"Field", "Property", "Attribute", "Member", "Param"} {
		if strings.HasSuffix(component, word) {
			return true
		}
	}
	return false
}

// memberField reads a component that documents a member, with what is inside:
// `<ResponseField name="days" type="integer" required>For how long.</ResponseField>`.
func (w *walker) memberField(n ast.Node, component string, start int) (row int, ok bool) {
	if !isField(component) || w.quoted > 0 || isElsewhere(w.section.Value) {
		return 0, false
	}
	attributes := w.tagAttributes(start)
	name := attributes["name"]
	if !memberPath.MatchString(name.value) || attributes["type"].value == "" && !w.shown.shows(name.value) {
		return 0, false
	}
	if w.members.rows++; w.members.rows > maxPageRows {
		w.tooManyMembers(n)
		return 0, false
	}
	path := strings.TrimSuffix(name.value, "?")
	if w.members.inside != "" {
		path = w.members.inside + "." + path
	}
	at := w.at(name.start, name.stop)
	r := catalog.Row{At: w.blockSpan(n), Cells: make([]catalog.Cell, listColumns)}
	for i := range r.Cells {
		r.Cells[i].At = at
	}
	r.Cells[listName] = catalog.Cell{Text: path, Codes: []catalog.Mention{{Text: path, Section: w.section, At: at}}, At: at}
	if typ, ok := attributes["type"]; ok {
		r.Cells[listType] = catalog.Cell{Text: typ.value, At: w.at(typ.start, typ.stop)}
	}
	r.Cells[listRequired].Text = fieldPresence(attributes)
	w.addLine(r)
	return len(w.page.Tables[w.members.described-1].Rows) - 1, true
}

// fieldPresence returns what a component's attributes say of a member's
// presence.
func fieldPresence(attributes map[string]attribute) string {
	for _, presence := range []string{"required", "optional"} {
		a, ok := attributes[presence]
		switch {
		case ok && strings.EqualFold(a.value, "false"):
			return opposite(presence)
		case ok:
			return presence
		}
	}
	return ""
}

// fieldContent reads what is inside a component that documents a member: its
// description, and the members of the object that it is.
func (w *walker) fieldContent(c *container.Block, row int) {
	table, outer := w.members.described-1, w.members.inside
	w.members.inside = w.page.Tables[table].Rows[row].Cells[listName].Text
	for n := c.FirstChild(); n != nil; n = n.NextSibling() {
		described := &w.page.Tables[table].Rows[row]
		if isTextBlock(n) && described.Cells[listDescription].Text == "" {
			w.describeMember(described, n)
			continue
		}
		w.blockNode(n)
	}
	w.members.inside = outer
}

// inlineField reads a paragraph that is a component on one line which documents
// a member.
func (w *walker) inlineField(n ast.Node, p phrase) bool {
	first, ok := n.FirstChild().(*ast.RawHTML)
	if !ok || !w.isComponent(n) || first.Segments.Len() == 0 {
		return false
	}
	start := first.Segments.At(0).Start
	name := w.body[start+1:]
	name = name[:len(name)-len(bytes.TrimLeftFunc(name, container.IsNameRune))]
	row, ok := w.memberField(n, string(name), start)
	if !ok {
		return false
	}
	r := &w.page.Tables[w.members.described-1].Rows[row]
	r.Cells[listDescription] = w.cellFrom(p, bounds{0, len(w.draft.plain.text)})
	return true
}

// addLine adds a row to the table of the members whose lines or components are
// read, or begins one.
func (w *walker) addLine(row catalog.Row) {
	if !w.members.lines {
		t := w.newMemberList(row.At)
		t.Section = w.section
		w.page.Tables = append(w.page.Tables, t)
	}
	last := len(w.page.Tables) - 1
	t := &w.page.Tables[last]
	t.At = diag.Span{Source: t.At.Source, Start: t.At.Start, End: max(t.At.End, row.At.End)}
	t.Rows = append(t.Rows, row)
	w.members.lines, w.members.described = true, last+1
	w.checkNames(&catalog.Table{Roles: t.Roles, Rows: t.Rows[len(t.Rows)-1:]})
}

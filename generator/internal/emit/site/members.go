package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/render"
)

// maxDepth is how deep nested members are indented.
const maxDepth = 4

// A memberRow is a line of a table of members or headers.
type memberRow struct {
	// Within is the path to the member, Name its own name.
	Within, Name             string
	Depth                    int
	Type                     string
	Required, Optional       bool
	Doc                      template.HTML
	Values                   []string
	Limits, Default, Example string
}

// tables are the page's tables of members and headers, which are shown as the
// catalog understands them.
type tables struct {
	page    *pageView
	problem *catalog.Problem
	// shown are the members and headers that a table of the page has.
	shown map[any]bool
}

// replace returns what is shown in place of a table: false for one that is
// about something else.
func (t *tables) replace(table *render.Table) (template.HTML, bool) {
	at := func(s diag.Span) bool {
		return s.Source == t.problem.Source && slices.ContainsFunc(table.Rows, func(r render.Row) bool {
			return r.Start <= s.Start && s.Start < max(r.End, r.Start+1)
		})
	}
	what := "Member"
	rows := append(standardRows(table, at, t.problem), t.members(t.problem.Members, at, 0)...)
	if headers := t.headers(at); len(headers) > 0 {
		what, rows = "Header", asWritten(headers, table)
	}
	if len(rows) == 0 || len(rows) < len(table.Rows) {
		return "", false // rows that the catalog does not know have to be shown, too
	}
	return writeRows(what, rows), true
}

// asWritten gives headers the spelling of the page.
func asWritten(headers []memberRow, table *render.Table) []memberRow {
	for i := range headers {
		for _, r := range table.Rows {
			if len(r.Cells) > 0 && strings.EqualFold(r.Cells[0].Text(), headers[i].Name) {
				headers[i].Name = visible(r.Cells[0].Text())
			}
		}
	}
	return headers
}

// show notes that a member or header is documented by a table of the page.
func (t *tables) show(what any) {
	if t.shown == nil {
		t.shown = map[any]bool{}
	}
	t.shown[what] = true
}

// members returns the rows of the members of which at tells that they are
// wanted, each below the object that it is in.
func (t *tables) members(members []*catalog.Member, at func(diag.Span) bool, depth int) []memberRow {
	var rows []memberRow
	for _, m := range members {
		inside := t.members(membersOf(m.Type), at, depth+1)
		if !at(m.At) && len(inside) == 0 {
			continue
		}
		t.show(m)
		rows = append(append(rows, t.member(m, depth)), inside...)
	}
	return rows
}

// membersOf returns the members of the objects that a type holds.
func membersOf(t *catalog.Type) []*catalog.Member {
	for t.Elem != nil {
		t = t.Elem
	}
	return t.Members
}

func (t *tables) member(m *catalog.Member, depth int) memberRow {
	row := memberRow{
		Name: visible(m.Name), Depth: min(depth, maxDepth), Type: typeWords(m.Type), Required: m.Required, Optional: !m.Required,
		Doc: t.page.links.inlines(m.Doc), Default: visible(m.Default), Example: visible(m.Example),
		Limits: limitWords(m.Type),
	}
	if depth > 0 {
		row.Within = visible(strings.TrimSuffix(m.Path, m.Name))
	}
	if m.Nullable {
		row.Type += " or null"
	}
	row.Values = unsaid(m)
	return row
}

// unsaid returns the values of an enumeration that the description does not
// name all.
func unsaid(m *catalog.Member) []string {
	t := m.Type
	for t.Elem != nil {
		t = t.Elem
	}
	text := catalog.PlainText(m.Doc)
	if !slices.ContainsFunc(t.Values, func(v catalog.EnumValue) bool { return !strings.Contains(text, v.Value) }) {
		return nil
	}
	var values []string
	for _, v := range t.Values {
		values = append(values, visible(v.Value))
	}
	return values
}

// headers returns the rows of the response headers that are wanted.
func (t *tables) headers(at func(diag.Span) bool) []memberRow {
	var rows []memberRow
	for _, h := range t.problem.Headers {
		if at(h.At) {
			t.show(h)
			rows = append(rows, memberRow{
				Name: visible(h.Name), Type: headerWords(h.Kind), Required: h.Required, Optional: !h.Required,
				Doc: t.page.links.inlines(h.Doc),
			})
		}
	}
	return rows
}

// further returns what is known about members and headers beyond the tables of
// the page: from the examples, or from what all pages have in common.
func (t *tables) further() []further {
	var parts []further
	here := func(diag.Span) bool { return false }
	text := "Members"
	if len(t.shown) > 0 {
		text = "Further members"
	}
	left := slices.DeleteFunc(slices.Clone(t.problem.Members), func(m *catalog.Member) bool { return t.shown[m] || t.inText(m.At) })
	if rows := t.members(left, anywhere, 0); len(rows) > 0 {
		parts = append(parts, further{ID: "pg-members", Text: text, Table: writeRows("Member", rows)})
	}
	if !slices.ContainsFunc(t.problem.Headers, func(h *catalog.Header) bool { return t.shown[h] }) {
		here = anywhere
	}
	if rows := t.headers(here); len(rows) > 0 {
		parts = append(parts, further{ID: "pg-headers", Text: "Response headers", Table: writeRows("Header", rows)})
	}
	return parts
}

// inText reports whether a member is documented by the page's text, where it is
// shown as it is written: neither by an example nor by another page.
func (t *tables) inText(at diag.Span) bool {
	return at.Source == t.problem.Source && !slices.ContainsFunc(t.problem.Examples, func(e *catalog.Example) bool {
		return e.At.Source == at.Source && e.At.Start <= at.Start && at.Start < e.At.End
	})
}

func anywhere(diag.Span) bool { return true }

// standardRows returns the rows of a table that are about the RFC's own
// members, as far as they stand among members.
func standardRows(table *render.Table, at func(diag.Span) bool, p *catalog.Problem) []memberRow {
	if len(table.Header) == 0 {
		return nil
	}
	var rows []memberRow
	about := descriptionColumn(table.Header)
	for _, r := range table.Rows {
		if len(r.Cells) < 2 || about < 0 {
			return nil
		}
		name := strings.ToLower(r.Cells[0].Text())
		if !catalog.IsStandardMember(name) {
			continue
		}
		rows = append(rows, memberRow{Name: name, Type: standardWords(name), Doc: r.Cells[about].HTML()})
	}
	if len(rows) > 0 && !slices.ContainsFunc(p.Members, func(m *catalog.Member) bool { return at(m.At) }) && len(rows) < len(table.Rows) {
		return nil
	}
	return rows
}

// descriptionColumn returns which column has the descriptions, or -1.
func descriptionColumn(header []render.Cell) int {
	return slices.IndexFunc(header, func(c render.Cell) bool {
		switch word := strings.ToLower(c.Text()); word {
		case "meaning", "notes", "explanation", "details", "purpose":
			return true
		default:
			return strings.HasPrefix(word, "description")
		}
	})
}

// standardWords returns what one of the RFC's own members holds (RFC 9457,
// section 3.1).
func standardWords(name string) string {
	switch name {
	case catalog.MemberType, catalog.MemberInstance:
		return "string, URI"
	case catalog.MemberStatus:
		return "integer"
	}
	return "string"
}

// typeWords returns what a member holds, in words.
func typeWords(t *catalog.Type) string {
	switch t.Kind {
	case catalog.Any:
		return "anything"
	case catalog.Array:
		return "array of " + plural(typeWords(t.Elem))
	case catalog.Map:
		return "object of " + plural(typeWords(t.Elem))
	case catalog.Object:
		return "object"
	}
	return scalarWords(t, catalog.FormOf(t.Kind))
}

// scalarWords returns what a member without parts holds.
func scalarWords(t *catalog.Type, form catalog.KindForm) string {
	switch {
	case form.Whole && form.Min == "0":
		return "integer, not negative"
	case t.Kind.IsText():
		return formatWords(cmp.Or(t.Format, form.Format))
	}
	return form.Scalar()
}

// formatWords returns what a string holds.
func formatWords(format string) string {
	switch format {
	case "":
		return "string"
	case "byte":
		return "string, base64"
	case "decimal":
		return "string, decimal number"
	case "date-time":
		return "string, date and time"
	case "json-pointer":
		return "string, JSON pointer"
	case "uri", "uuid", "ip", "ipv4", "ipv6", "uri-reference":
		return "string, " + strings.ReplaceAll(strings.Replace(strings.ToUpper(format), "IPV", "IPv", 1), "-REFERENCE", " reference")
	}
	return "string, " + strings.ReplaceAll(format, "-", " ")
}

// plural puts the first word into the plural: "string, base64" has no other
// noun.
func plural(words string) string {
	noun, rest, more := strings.Cut(words, " ")
	noun, comma := strings.CutSuffix(noun, ",")
	if noun != "anything" {
		noun += "s"
	}
	if comma {
		noun += ","
	}
	if more {
		noun += " " + rest
	}
	return noun
}

// headerWords returns what a header field holds.
func headerWords(k catalog.Kind) string {
	switch k {
	case catalog.Integer:
		return "integer"
	case catalog.Number:
		return "number"
	case catalog.Boolean:
		return "boolean"
	case catalog.Time:
		return "HTTP date"
	case catalog.Array:
		return "list, with commas"
	}
	return "string"
}

// limitWords returns the bounds of a type, as a sentence without a period.
func limitWords(t *catalog.Type) string {
	l := t.Limits
	if l == nil {
		return ""
	}
	unit := " characters"
	if t.Kind == catalog.Array {
		unit = " elements"
	}
	switch {
	case l.Min != "" && l.Max != "":
		return "From " + l.Min + " to " + l.Max
	case l.Min != "":
		return "At least " + l.Min
	case l.Max != "":
		return "At most " + l.Max
	case l.MinLength > 0 && l.MaxLength > 0:
		return "From " + strconv.Itoa(l.MinLength) + " to " + strconv.Itoa(l.MaxLength) + unit
	case l.MinLength > 0:
		return "At least " + strconv.Itoa(l.MinLength) + unit
	case l.MaxLength > 0:
		return "At most " + strconv.Itoa(l.MaxLength) + unit
	}
	return ""
}

// inlines returns a description as HTML.
func (l *links) inlines(inlines []catalog.Inline) template.HTML {
	var b strings.Builder
	for _, in := range inlines {
		text := template.HTMLEscapeString(visible(in.Text))
		if in.Code {
			text = "<code>" + text + "</code>"
		}
		b.WriteString(l.around(in, text))
	}
	return template.HTML(b.String())
}

func (l *links) around(in catalog.Inline, text string) string {
	dest := in.URL
	if in.Page != "" {
		if there := l.plan.onPage(in.Page, ""); there != nil {
			return `<a href="` + template.HTMLEscapeString(relative(l.file, there.file)) + `">` + text + "</a>"
		}
		return text
	}
	if dest == "" {
		return text
	}
	target := l.link(dest)
	if target.Href == "" {
		return text
	}
	return `<a href="` + template.HTMLEscapeString(target.Href) + `" rel="external noopener noreferrer">` + text + "</a>"
}

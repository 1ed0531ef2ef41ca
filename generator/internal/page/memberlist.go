package page

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A memberSection knows whether the page documents members at the moment.
type memberSection struct {
	// level is that of the heading that says so; 0 outside.
	level int
	// presence is "required" or "optional" where the nearest heading says that
	// of its members.
	presence string
	// title is the heading that says so.
	title catalog.Text
	// described is one more than the number of the table whose only row is the
	// member that the nearest heading names; 0 where it names none.
	described int
	// listed tells that a table or list there has members.
	listed bool
	// lines tells that the table was made of lines of paragraphs, its last row
	// the member that is read.
	lines bool
	// inside is the path of the member whose component is open.
	inside string
	// rows counts those of all lists of the page.
	rows int
}

// heading takes note of a heading or caption.
func (s *memberSection) heading(level int, text catalog.Text) {
	title := text.Value
	switch {
	case isMembersTitle(title):
		if s.level == 0 || level <= s.level {
			s.level, s.title, s.listed = level, text, false
		}
	case s.level == 0 || level <= s.level:
		*s = memberSection{rows: s.rows}
	}
	s.presence = presenceIn(title)
}

// isMembersTitle reports whether a title says that members follow, and not
// those of a request, or their values.
func isMembersTitle(title string) bool {
	isMember := hasWord(title, func(word string) bool {
		switch word {
		case "member", "members", "field", "fields", "property", "properties", "attribute", "attributes", "extension", "extensions",
			"felder", "eigenschaften", "erweiterungen", "champs", "attributs", "propriétés", "membres", "campos", "propiedades", "atributos", "miembros":
			return true
		}
		return strings.Contains(word, "項目") || strings.Contains(word, "フィールド") || strings.Contains(word, "プロパティ") || strings.Contains(word, "字段")
	})
	return isMember && !hasWord(title, func(word string) bool {
		switch word {
		case "anfrage", "kopfzeilen", "requête", "solicitud", "request", "requests", "header", "headers", "parameter", "parameters", "query", "configuration", "settings", "option", "options",
			"value", "values", "code", "codes", "enum", "enumeration", "werte", "valeurs", "valores":
			return true
		}
		return strings.Contains(word, "リクエスト") || strings.Contains(word, "パラメ") || strings.Contains(word, "请求")
	})
}

// presenceIn returns what a title says of all members below it.
func presenceIn(title string) string {
	presence := ""
	for _, word := range wordsOf(title) {
		switch word {
		case "required", "mandatory", "always", "pflicht", "erforderlich", "obligatoire", "requis", "obligatorio", "requerido", "必須":
			presence += "required"
		case "optional", "conditional", "sometimes", "facultatif", "opcional", "任意", "省略可":
			presence += "optional"
		}
	}
	if presence == "required" || presence == "optional" {
		return presence
	}
	return ""
}

// The columns of a list of members.
const (
	listName = iota
	listType
	listRequired
	listDescription
	listValues
	listColumns
)

// newMemberList returns a table for members that are written in a list.
func (w *walker) newMemberList(at diag.Span) catalog.Table {
	t := catalog.Table{
		Kind: catalog.AttributeTable, List: true, At: at, Section: w.section,
		Roles: []catalog.Role{catalog.NameColumn, catalog.TypeColumn, catalog.RequiredColumn, catalog.DescriptionColumn, catalog.ValuesColumn},
	}
	for _, title := range []string{"Member", "Type", "Required", "Description", "Values"} {
		t.Header = append(t.Header, catalog.Cell{Text: title, At: at.Source.Span(at.Start, at.Start)})
	}
	return t
}

// memberList reads a list below a heading about members as the table that it
// could be. It reports false where the list is none of members.
func (w *walker) memberList(n *ast.List) bool {
	if w.members.described > 0 {
		return w.listInside(n)
	}
	if w.quoted > 0 || !w.isMemberList(n) {
		return false
	}
	w.block = w.blockSpan(n)
	t := w.newMemberList(w.block)
	t.Lead = w.leadOf(n)
	w.memberItems(&t, n, "")
	w.leaveDocumented(&t)
	if len(t.Rows) == 0 {
		return false
	}
	w.dropLead(n)
	if w.endText(); w.shown == nil {
		w.prose = w.intro
	}
	w.endMembers()
	w.checkNames(&t)
	w.page.Tables = append(w.page.Tables, t)
	return true
}

// dropLead takes the sentence that leads to a list of members out of the
// documentation text: "It carries:".
func (w *walker) dropLead(n ast.Node) {
	doc := &w.page.Doc
	if w.form == anyForm {
		doc = &w.texts.opening
	}
	lead := strings.TrimSpace(w.leadOf(n).Value)
	last := len(*doc) - 1
	if w.intro || !w.prose || last < 0 || !strings.HasSuffix(lead, ":") || strings.TrimSpace(catalog.PlainText((*doc)[last].Inlines)) != lead {
		return
	}
	before := max(strings.LastIndex(lead, ". "), strings.LastIndex(lead, "! "), strings.LastIndex(lead, "? ")) + 1
	(*doc)[last].Inlines = withoutEnd((*doc)[last].Inlines, before)
	if len((*doc)[last].Inlines) == 0 {
		*doc = (*doc)[:last]
	}
}

// withoutEnd returns inlines up to an offset of their text.
func withoutEnd(inlines []catalog.Inline, stop int) []catalog.Inline {
	var kept []catalog.Inline
	for _, in := range inlines {
		if stop <= 0 {
			break
		}
		in.Text = in.Text[:min(len(in.Text), stop)]
		stop -= len(in.Text)
		kept = append(kept, in)
	}
	return trimInlines(kept)
}

// leaveDocumented removes the rows of a list that say more of what a table
// below the same heading documents.
func (w *walker) leaveDocumented(list *catalog.Table) {
	for i := range w.page.Tables {
		table := &w.page.Tables[i]
		if table.Kind != catalog.AttributeTable || table.List || table.Section.At != w.section.At {
			continue
		}
		list.Rows = slices.DeleteFunc(list.Rows, func(row catalog.Row) bool {
			return slices.ContainsFunc(table.Rows, func(other catalog.Row) bool {
				cell, _ := table.Cell(other, catalog.NameColumn)
				return strings.EqualFold(strings.Trim(cell.Text, "*` "), row.Cells[listName].Text)
			})
		})
	}
}

// isMemberList reports whether members are expected, or the page shows them,
// and each item begins with a name.
func (w *walker) isMemberList(n *ast.List) bool {
	expected := w.members.level > 0 || w.leadsToMembers(n)
	items := w.listItems(n)
	if !expected && w.shown == nil {
		w.listsMembers = w.listsMembers || items.named && len(items.names) > 0
		return false
	}
	if expected || !items.named {
		return items.named && items.facts == 0
	}
	isBare := w.shown.bare && items.coded && w.section.Value == "" && !strings.HasSuffix(w.leadOf(n).Value, ":") && !w.isElsewhere(n)
	return w.shown.agrees(items.names) && w.describes(n, items.typed) || items.typed && (isBare || w.carries(n))
}

// describes reports whether names of members that begin the parts of a block
// are described there: what has no type may as well be advice, unless the block
// stands by the title or an example, or its lead says that members follow.
func (w *walker) describes(n ast.Node, typed bool) bool {
	if w.isElsewhere(n) {
		return false
	}
	before := n.PreviousSibling()
	isBelowExample := before != nil && (before.Kind() == ast.KindFencedCodeBlock || before.Kind() == ast.KindCodeBlock)
	return typed || w.section.Value == "" || w.members.level > 0 || isBelowExample || w.carries(n)
}

// memberItems are what the items of a list begin with.
type memberItems struct {
	// named tells that each begins with a name, typed that each that is no fact
	// has a type or says whether it is always there, and coded that its name is a
	// code span.
	named, typed, coded bool
	names               []string
	facts               int
}

func (w *walker) listItems(n *ast.List) memberItems {
	items := memberItems{named: true, typed: true, coded: true}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || !isTextBlock(first) || w.beginsSentence(first) {
			return memberItems{}
		}
		w.phrase(first, false)
		text := string(w.draft.plain.text)
		name, ok := w.memberName()
		switch {
		case !ok:
			return memberItems{}
		case isFactOf(text, name):
			items.facts++
		default:
			said := w.saidOfMember(text, name.stop)
			said.takeLast(text)
			items.typed = items.typed && (said.typ.stop > said.typ.start || said.presence != "")
			items.coded = items.coded && w.isCodeAt(name.start)
			items.names = append(items.names, text[name.start:name.stop])
		}
	}
	items.named = items.facts+len(items.names) > 0
	items.typed = items.typed && len(items.names) > 0
	return items
}

// beginsSentence reports whether the source of a block begins with two words, and
// so with no member's name, whatever marks may follow.
func (w *walker) beginsSentence(n ast.Node) bool {
	if n.Lines().Len() == 0 {
		return false
	}
	line := w.body[n.Lines().At(0).Start:n.Lines().At(0).Stop]
	word := bytes.IndexFunc(line, func(r rune) bool { return r > unicode.MaxASCII || !isLetterOrDigit(byte(r)) })
	return word > 0 && word+1 < len(line) && line[word] == ' ' && isLetterOrDigit(line[word+1])
}

// isElsewhere reports whether the heading or the lead of a block says that what
// it lists is not what an occurrence has.
func (w *walker) isElsewhere(n ast.Node) bool {
	return isElsewhere(w.section.Value) || isElsewhere(w.leadOf(n).Value)
}

// carries reports whether the paragraph above a list says that an occurrence
// has what follows: "It carries:".
func (w *walker) carries(n ast.Node) bool {
	lead := strings.TrimSpace(w.leadOf(n).Value)
	if !strings.HasSuffix(lead, ":") && !strings.HasSuffix(lead, "：") || len(lead) >= 200 || w.isElsewhere(n) {
		return false
	}
	return isMembersTitle(lead) || hasWord(lead, func(word string) bool {
		switch word {
		case "carries", "carry", "contains", "contain", "has", "where", "includes", "include", "adds", "extends", "body", "response", "object",
			"enthält", "contient", "contiene":
			return true
		}
		return false
	})
}

// isFactOf reports whether a text is a fact of the problem, its name among the
// RFC's members: "type: https://…", "**Status:** 404".
func isFactOf(text string, name bounds) bool {
	switch labelOf(text[name.start:name.stop]) {
	case catalog.TypeLabel, catalog.StatusLabel:
		return factValue.MatchString(text[name.stop:])
	}
	return false
}

var factValue = lazyregexp.New(`^[\s:=–—-]*(?:[a-z][a-z0-9+.-]*://\S+|urn:\S+|[1-5][0-9]{2}\b.*)$`)

// leadsToMembers reports whether the paragraph above a list says that members
// follow. Where the page's text may go on, a list is a part of it.
func (w *walker) leadsToMembers(n ast.Node) bool {
	if w.prose || w.intro {
		return false
	}
	lead := strings.TrimSpace(w.leadOf(n).Value)
	return strings.HasSuffix(lead, ":") && len(lead) < 200 && isMembersTitle(lead)
}

func isTextBlock(n ast.Node) bool {
	return n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph
}

// memberItems adds a row for each item of the list; below is the path of the
// member that the list is about.
func (w *walker) memberItems(t *catalog.Table, n *ast.List, below string) {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || !isTextBlock(first) {
			continue
		}
		if w.members.rows++; w.members.rows > maxPageRows {
			w.tooManyMembers(first)
			return
		}
		row, ok := w.memberRow(first, below)
		if !ok {
			continue
		}
		row.At = w.blockSpan(item)
		t.Rows = append(t.Rows, row)
		at := len(t.Rows) - 1
		for more := first.NextSibling(); more != nil; more = more.NextSibling() {
			w.belowMember(t, at, more)
		}
	}
}

// tooManyMembers reports the first member that passes the limit.
func (w *walker) tooManyMembers(n ast.Node) {
	if w.members.rows == maxPageRows+1 {
		w.fail(diag.At(w.blockSpan(n), ruleLimit, "the page's lists have more than %d members", maxPageRows).
			WithHelp("split the page"))
	}
}

// belowMember reads what stands in an item behind its first paragraph: more
// text, the values of the member, or the members of an object.
func (w *walker) belowMember(t *catalog.Table, at int, n ast.Node) {
	row := &t.Rows[at]
	switch list, isList := n.(*ast.List); {
	case isTextBlock(n):
		w.describeMember(row, n)
	case !isList:
	case w.areValues(row, list):
		row.Cells[listValues] = w.listedValues(list)
	default:
		w.memberItems(t, list, row.Cells[listName].Codes[0].Text)
	}
}

// areValues reports whether a list below a member has its values: the member is
// a string, and no item has a type.
func (w *walker) areValues(row *catalog.Row, list *ast.List) bool {
	word := strings.ToLower(row.Cells[listType].Text)
	if !strings.Contains(word, "string") && !strings.Contains(word, "enum") || strings.ContainsAny(word, "[<") || strings.Contains(word, " of ") {
		return false
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if first == nil || !isTextBlock(first) {
			return false
		}
		if p := w.phrase(first, false); len(p.codes) == 0 || len(p.inlines) == 0 || !p.inlines[0].Code {
			return false
		}
	}
	return true
}

// listedValues returns the values that a list explains, as a cell.
func (w *walker) listedValues(list *ast.List) catalog.Cell {
	cell := catalog.Cell{At: w.blockSpan(list)}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		code := w.phrase(item.FirstChild(), false).codes[0]
		if len(cell.Codes) > 0 {
			cell.Text += ", "
			cell.Inlines = append(cell.Inlines, catalog.Inline{Text: ", "})
		}
		cell.Text += code.Text
		cell.Codes = append(cell.Codes, code)
		cell.Inlines = append(cell.Inlines, catalog.Inline{Text: code.Text, Code: true})
	}
	return cell
}

// memberName returns where the name stands that the phrase begins with which
// was read last: a code span, bold text, or a word that looks like a name and
// is followed by what is said of it.
func (w *walker) memberName() (bounds, bool) {
	return w.memberNameIn(bounds{0, len(w.draft.plain.text)})
}

// memberNameIn is memberName for a stretch of the phrase.
func (w *walker) memberNameIn(at bounds) (bounds, bool) {
	d := &w.draft
	text := d.plain.text
	if len(d.inlines) == 0 || at.start >= at.stop {
		return bounds{}, false
	}
	name := bounds{at.start, at.start}
	i, begins := slices.BinarySearch(d.begins, at.start)
	strong := w.strongFrom(at)
	switch {
	case begins && d.inlines[i].Code:
		name.stop = len(text)
		if i+1 < len(d.begins) {
			name.stop = d.begins[i+1]
		}
	case strong > at.start:
		name.stop = strong
	default:
		head := text[at.start:min(at.stop, at.start+maxPath)]
		if !mayBePlain(head) {
			return bounds{}, false
		}
		m := plainName.FindStringSubmatchIndex(string(head))
		if m == nil {
			return bounds{}, false
		}
		name.stop = at.start + m[3]
	}
	trimmed := trimBounds(text, name.start, name.stop)
	for trimmed.stop > trimmed.start && text[trimmed.stop-1] == ':' {
		trimmed.stop--
	}
	return trimmed, memberPath.Match(text[trimmed.start:trimmed.stop])
}

// mayBePlain spares sentences the look at what [plainName] matches: behind their
// first word stands another one.
func mayBePlain(text []byte) bool {
	i := 0
	for i < len(text) && (isLetterOrDigit(text[i]) || bytes.IndexByte([]byte("_.$[]-"), text[i]) >= 0) {
		i++
	}
	behind := bytes.TrimLeft(text[i:], " \t\n")
	return i > 0 && len(behind) > 0 && !isLetterOrDigit(behind[0])
}

func isLetterOrDigit(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

var (
	// plainName matches a name in small letters, or of several words written as
	// one, before a colon, a dash or a type.
	plainName  = lazyregexp.New(`^([a-z][\w.$\[\]-]*|[A-Za-z]+_\w+)(?:\s*[:(]|\s+[–—-]\s)`)
	memberPath = lazyregexp.New(`^[\pL_$@][\pL\d_.$@\[\]*-]*\??$`)
)

// memberRow reads the paragraph of an item; it reports false where that does
// not begin with a name.
func (w *walker) memberRow(n ast.Node, below string) (catalog.Row, bool) {
	p := w.phrase(n, false)
	name, ok := w.memberName()
	text := string(w.draft.plain.text)
	if !ok || below == "" && isFactOf(text, name) {
		return catalog.Row{}, false
	}
	w.page.Links = append(w.page.Links, p.links...)
	said := w.saidOfMember(text, name.stop)
	said.takeLast(text)
	row := w.rowOf(p, text, name, said, below)
	row.At = w.blockSpan(n)
	return row, true
}

// rowOf returns the row of a member whose name stands in the phrase that was
// read last; below is the path of the object that it is in.
func (w *walker) rowOf(p phrase, text string, name bounds, said saidOfMember, below string) catalog.Row {
	row := catalog.Row{Cells: make([]catalog.Cell, listColumns)}
	at := w.span(w.draft.plain, name.start, name.stop)
	path := strings.TrimSuffix(text[name.start:name.stop], "?")
	if below != "" {
		path = below + "." + path
	}
	row.Cells[listName] = catalog.Cell{Text: path, Codes: []catalog.Mention{{Text: path, Section: w.section, At: at}}, At: at}
	w.fillMember(&row, p, text, said)
	if strings.HasSuffix(text[name.start:name.stop], "?") && row.Cells[listRequired].Text == "" {
		row.Cells[listRequired] = catalog.Cell{Text: "optional", At: at}
	}
	return row
}

// fillMember sets the cells of what is said of a member.
func (w *walker) fillMember(row *catalog.Row, p phrase, text string, said saidOfMember) {
	empty := w.span(w.draft.plain, said.text.start, said.text.start)
	for i := listType; i < listColumns; i++ {
		row.Cells[i].At = empty
	}
	if said.typ.stop > said.typ.start {
		row.Cells[listType] = catalog.Cell{Text: text[said.typ.start:said.typ.stop], At: w.span(w.draft.plain, said.typ.start, said.typ.stop)}
	}
	presence := said.presence
	if presence == "" {
		presence = w.members.presence
	}
	row.Cells[listRequired].Text = presence
	row.Cells[listDescription] = w.cellFrom(p, said.text)
}

// cellFrom returns a stretch of the phrase that was read last as a cell.
func (w *walker) cellFrom(p phrase, at bounds) catalog.Cell {
	text := w.draft.plain.text
	at = trimBounds(text, at.start, at.stop)
	cell := catalog.Cell{Text: string(text[at.start:at.stop]), At: w.span(w.draft.plain, at.start, at.stop)}
	for i, in := range p.inlines {
		from, to := w.draft.begins[i], len(text)
		if i+1 < len(w.draft.begins) {
			to = w.draft.begins[i+1]
		}
		if from, to = max(from, at.start), min(to, at.stop); from < to {
			in.Text = string(text[from:to])
			cell.Inlines = append(cell.Inlines, in)
		}
	}
	for _, code := range p.codes {
		if cell.At.Start <= code.At.Start && code.At.End <= cell.At.End {
			cell.Codes = append(cell.Codes, code)
		}
	}
	return cell
}

// describeMember adds a paragraph to the description.
func (w *walker) describeMember(row *catalog.Row, n ast.Node) {
	p := w.phrase(n, false)
	w.page.Links = append(w.page.Links, p.links...)
	more := w.cellFrom(p, bounds{0, len(w.draft.plain.text)})
	cell := &row.Cells[listDescription]
	if cell.Text == "" {
		*cell = more
		return
	}
	cell.Text += " " + more.Text
	cell.Inlines = append(append(slices.Clip(cell.Inlines), catalog.Inline{Text: " "}), more.Inlines...)
	cell.Codes = append(slices.Clip(cell.Codes), more.Codes...)
}

// saidOfMember is what stands behind a member's name.
type saidOfMember struct {
	typ      bounds
	presence string
	text     bounds
}

// saidOfMember reads what stands behind a member's name: "(integer, optional):
// text", "— integer — text", ": text".
func (w *walker) saidOfMember(text string, at int) saidOfMember {
	said := saidOfMember{text: bounds{at, len(text)}}
	rest := func() string { return text[said.text.start:] }
	said.text.start += len(rest()) - len(strings.TrimLeft(rest(), " :–—-"))
	if m := inParentheses.FindStringSubmatchIndex(rest()); m != nil && said.qualify(text, said.text.start+m[2], said.text.start+m[3]) {
		said.text.start += m[1]
	} else if end := typeEnd(rest()); end > 0 && isTypeText(rest()[:end]) {
		said.qualify(text, said.text.start, said.text.start+end)
		said.text.start += end
	} else if end := w.markedType(text, said.text.start); end > 0 {
		said.typ = bounds{said.text.start, end}
		said.text.start = end
	}
	for {
		said.text.start += len(rest()) - len(strings.TrimLeft(rest(), " ,;:.–—-|"))
		m := leadingPresence.FindStringSubmatchIndex(rest())
		if m == nil {
			m = presenceWord.FindStringSubmatchIndex(rest())
			if m == nil || !w.isEdge(said.text.start+m[3]) {
				return said
			}
		}
		said.presence = presenceIn(rest()[m[2]:m[3]])
		said.text.start += m[3]
		said.text.start += len(rest()) - len(strings.TrimLeft(rest(), ")"))
	}
}

// takeLast takes the type from the end of what is said of a member, where it has
// none yet: "when it opens (date-time)".
func (s *saidOfMember) takeLast(text string) {
	m := lastParentheses.FindStringSubmatchIndex(text[s.text.start:s.text.stop])
	if s.typ.stop > s.typ.start || m == nil || !isTypeText(text[s.text.start+m[2]:s.text.start+m[3]]) {
		return
	}
	s.typ = bounds{s.text.start + m[2], s.text.start + m[3]}
	s.text.stop = s.text.start + m[0]
}

var lastParentheses = lazyregexp.New(`\s*\(([^()]{1,40})\)\.?\s*$`)

// longestType is how many words a type has, at most: "array of strings".
const longestType = 4

// markedType returns where a type ends that begins at the offset: markup parts
// it from what is said of the member, or a word on presence follows. It returns
// 0 where there is none.
func (w *walker) markedType(text string, at int) int {
	end := at
	for range longestType {
		end += len(text[end:]) - len(strings.TrimLeft(text[end:], " "))
		next := strings.IndexByte(text[end:], ' ')
		if next < 0 {
			next = len(text) - end
		}
		if end += next; end == at {
			return 0
		}
		follows := strings.TrimLeft(text[end:], " ")
		if (w.isEdge(end) || presenceWord.MatchString(follows) || strings.HasPrefix(follows, "(")) && isTypeText(text[at:end]) {
			return end
		}
	}
	return 0
}

// isEdge reports whether markup, a line or the text of the phrase that was read
// last ends or begins at the offset, white space aside.
func (w *walker) isEdge(at int) bool {
	d := &w.draft
	text := d.plain.text
	next := at
	for next < len(text) && text[next] == ' ' {
		next++
	}
	isHere := func(offset int) bool { return offset == at || offset == next }
	if next == len(text) || slices.ContainsFunc(d.strong, func(b bounds) bool { return isHere(b.start) || isHere(b.stop) }) {
		return true
	}
	for _, offsets := range [][]int{d.begins, d.breaks} {
		i, ok := slices.BinarySearch(offsets, at)
		if ok || i < len(offsets) && isHere(offsets[i]) {
			return true
		}
	}
	return false
}

// presenceWords are those that say of a member whether it is always there.
const presenceWords = `required|optional|mandatory|always|conditional|pflicht|erforderlich|obligatoire|requis|facultatif|obligatorio|requerido|opcional`

// typeEnd returns where a type would end that a text begins with.
func typeEnd(text string) int {
	end := strings.IndexAny(text, ",;:.–—")
	if hyphen := strings.Index(text, " - "); hyphen > 0 && (end < 0 || hyphen < end) {
		return hyphen
	}
	if end < 0 && len(text) < shortType {
		return len(text)
	}
	return end
}

// shortType is how long a type behind a member's name is, in bytes, where
// nothing follows it.
const shortType = 40

var (
	inParentheses = lazyregexp.New(`^[\[(]([^()\[\]]*(?:\[\])?(?:\([^()]*\)[^()]*)?)[\])]`)
	// leadingPresence matches a word on a member's presence before its
	// description.
	leadingPresence = lazyregexp.New(`(?i)^\(?(` + presenceWords + `)\)?(?:[,;:.–—]|\s+[–—-]|$)`)
	presenceWord    = lazyregexp.New(`(?i)^[(\[]?(` + presenceWords + `)[)\]]?(?:\s|$)`)
)

// qualify takes in a list such as "integer, optional". It reports false where
// there is neither a type nor a word on presence in it.
func (s *saidOfMember) qualify(text string, start, stop int) bool {
	known := false
	for from := start; from < stop; {
		end := from + len(text[from:stop])
		if i := strings.IndexAny(text[from:stop], ",;"); i >= 0 && strings.Count(text[from:from+i], "<") == strings.Count(text[from:from+i], ">") {
			end = from + i
		}
		part := trimBounds([]byte(text), from, end)
		word := text[part.start:part.stop]
		switch presence := presenceIn(word); {
		case presence != "" && len(word) < 20:
			s.presence, known = presence, true
		case hasTypeWord(word):
			known = true
			fallthrough
		default:
			if s.typ.stop == 0 {
				s.typ.start = part.start
			}
			s.typ.stop = part.stop
		}
		from = end + 1
	}
	if !known {
		s.typ, s.presence = bounds{}, ""
	}
	return known
}

// knownTypes are the words of types, without spaces and hyphens.
var knownTypes = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{"null": true, "nullable": true}
	for _, form := range catalog.Kinds() {
		for _, word := range form.Words {
			known[word] = true
		}
	}
	for _, format := range catalog.Formats() {
		for _, word := range format.Words {
			known[word] = true
		}
	}
	return known
})

func isTypeWord(word string) bool {
	word = strings.ToLower(strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_`?", r) {
			return -1
		}
		return r
	}, word))
	return knownTypes()[word] || knownTypes()[strings.TrimSuffix(word, "s")]
}

// hasTypeWord reports whether one of the words names a type, or all of them
// together do.
func hasTypeWord(text string) bool {
	return isTypeWord(text) || slices.ContainsFunc(strings.FieldsFunc(text, func(r rune) bool {
		return strings.ContainsRune(" []<>()|/,", r)
	}), isTypeWord)
}

// isTypeText reports whether a text is a type and no more, as descriptions
// that begin with the word are not: "Value that was refused".
func isTypeText(text string) bool {
	if isTypeWord(text) {
		return !strings.EqualFold(text, "value") && !strings.EqualFold(text, "id")
	}
	m := typeOfTypes.FindStringSubmatch(text)
	return m != nil && isTypeWord(m[1])
}

var typeOfTypes = lazyregexp.New(`(?i)^(?:(?:array|list|map)\s+of\s+|\[\])?([\w-]+)(?:\[\])?(?:\s+or\s+null)?$`)

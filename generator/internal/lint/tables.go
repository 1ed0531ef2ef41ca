package lint

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// tablesOf returns the page's tables of a kind.
func tablesOf(page *catalog.Page, kind catalog.TableKind) iter.Seq[*catalog.Table] {
	return func(yield func(*catalog.Table) bool) {
		for i := range page.Tables {
			if table := &page.Tables[i]; table.Kind == kind && !yield(table) {
				return
			}
		}
	}
}

// tableOf returns the table that the row is in, or nil.
func tableOf(page *catalog.Page, row *catalog.Row) *catalog.Table {
	if row == nil {
		return nil
	}
	i, _ := slices.BinarySearchFunc(page.Tables, row.At.Start, func(t catalog.Table, at int) int {
		return cmp.Compare(t.At.End, at)
	})
	if i == len(page.Tables) || !encloses(page.Tables[i].At, row.At) {
		return nil
	}
	return &page.Tables[i]
}

// allMembers goes through members and whatever is inside them, in page order.
func allMembers(members []*catalog.Member) iter.Seq[*catalog.Member] {
	return func(yield func(*catalog.Member) bool) {
		visitMembers(members, yield)
	}
}

func visitMembers(members []*catalog.Member, yield func(*catalog.Member) bool) bool {
	for _, m := range members {
		if !yield(m) || !visitMembers(inside(m), yield) {
			return false
		}
	}
	return true
}

// inside returns the members of the object that the member is, or of the
// objects that its array or map has.
func inside(m *catalog.Member) []*catalog.Member {
	t := m.Type
	for t != nil && t.Elem != nil {
		t = t.Elem
	}
	if t == nil {
		return nil
	}
	return t.Members
}

// documentedMembers returns the members that tables document: the RFC's and
// the page's own.
func documentedMembers(p *catalog.Problem) []*catalog.Member {
	members := slices.Clone(p.Evidence.Standard)
	for m := range allMembers(p.Members) {
		if m.Row != nil {
			members = append(members, m)
		}
	}
	return members
}

// checkCellCount reports rows that do not fit their header. Tables that are
// prose may look as they like.
func checkCellCount(c *PageCheck) {
	for i := range c.Page.Tables {
		if table := &c.Page.Tables[i]; table.Kind != catalog.ProseTable {
			checkRowLengths(c, table)
		}
	}
}

func checkRowLengths(c *PageCheck, table *catalog.Table) {
	for _, row := range table.Rows {
		if len(row.Cells) == len(table.Header) {
			continue
		}
		name, _ := table.Cell(row, catalog.NameColumn)
		d := c.At(row.At, "give the row %s, as the header has: it has %d", count(len(table.Header), "cell"), len(row.Cells)).
			WithNote(table.Header[0].At, "the header is here").About(name.Text)
		if len(row.Cells) < len(table.Header) {
			d = d.WithHelp("write the missing cells; an empty one is a pipe and spaces")
		} else {
			d = d.WithHelp("take the last cells out, or write a pipe inside a cell as \\|; what is beyond the header is not shown to readers")
		}
		c.Report(d)
	}
}

// count returns a number with its noun: "1 cell", "3 cells".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// checkEmptyDescription reports members of which the table says nothing.
func checkEmptyDescription(c *PageCheck) {
	for _, m := range documentedMembers(c.Problem) {
		table := tableOf(c.Page, m.Row)
		if table == nil {
			continue
		}
		cell, ok := table.Cell(*m.Row, catalog.DescriptionColumn)
		// What is below it describes it; and a list in another form than that of
		// the model may leave the RFC's members to the RFC.
		isListed := table.List && (anyDocumented(inside(m)) || !c.Page.Model && slices.Contains(c.Evidence.Standard, m))
		if ok && saysNothing(cell.Text) && !table.IsOverfull(*m.Row) && !isListed {
			c.Report(c.At(m.At, "describe `%s`: %s says nothing about it", m.Path, c.bearer(m)).
				WithHelp("write into its description what the value means and when it helps its reader").About(m.Path))
		}
	}
}

// saysNothing reports whether a description is left open.
func saysNothing(text string) bool {
	text = strings.Trim(text, " .-–—…?")
	return text == "" || strings.EqualFold(text, "todo") || strings.EqualFold(text, "tbd")
}

// checkUntypedMember reports members of which neither table nor examples tell
// the type. A required one without an example is reported for that.
func checkUntypedMember(c *PageCheck) {
	if len(c.Evidence.Native) == 0 && len(c.Evidence.Foreign) > 0 {
		return // the example that would tell is another problem's
	}
	nulls := nullsOf(c.Page)
	for m := range allMembers(c.Problem.Members) {
		if m.Row == nil || m.Type.Kind != catalog.Any || m.Type.Word != "" || len(m.Seen) > 0 || isNotShown(m, nulls) {
			continue
		}
		if word := typeCell(c.Page, m); !isBlank(word.Text) || c.isOverfull(m) {
			continue // that is another finding
		}
		c.Report(c.At(m.At, "give `%s` a type: neither the table nor an example tells it, and Go programs get raw JSON", m.Path).
			WithHelp("write its type into the table: String, Number, Integer, Boolean, Array of …, Object, Date-time, or Any where it can be anything").
			About(m.Path))
	}
}

// isOverfull reports whether the member's row has more cells than its table,
// so that what the row says of it is uncertain.
func (c *PageCheck) isOverfull(m *catalog.Member) bool {
	table := tableOf(c.Page, m.Row)
	return table != nil && table.IsOverfull(*m.Row)
}

// typeCell returns the cell that says what a documented member's type is.
func typeCell(page *catalog.Page, m *catalog.Member) catalog.Cell {
	table := tableOf(page, m.Row)
	if table == nil {
		return catalog.Cell{}
	}
	cell, _ := table.Cell(*m.Row, catalog.TypeColumn)
	return cell
}

// isBlank reports whether a cell is empty or has a dash alone.
func isBlank(text string) bool { return strings.Trim(text, " -–—`") == "" }

// A standardMember is one of the RFC's members as RFC 9457 has it.
type standardMember struct {
	name string
	// word is its type as tables have it.
	word string
	// required tells that a table of the RFC's members should not leave it out.
	required bool
}

// standardMembers are in the order in which the RFC lists them.
func standardMembers() []standardMember {
	return []standardMember{
		{catalog.MemberType, "URL", true},
		{catalog.MemberTitle, "String", true},
		{catalog.MemberStatus, "Number", true},
		{catalog.MemberDetail, "String", false},
		{catalog.MemberInstance, "URI reference", false},
	}
}

// checkRFCMemberType reports the RFC's members with types they cannot have.
func checkRFCMemberType(c *PageCheck) {
	for _, m := range c.Evidence.Standard {
		cell := typeCell(c.Page, m)
		if m.Type == nil || fitsStandard(m.Name, m.Type.Kind) || cell.At.IsZero() {
			continue
		}
		i := slices.IndexFunc(standardMembers(), func(s standardMember) bool { return s.name == m.Name })
		word := standardMembers()[i].word
		d := c.At(cell.At, "write %s for `%s`, as RFC 9457 has it: the table says “%s”", word, m.Name, m.Type.Word).
			WithLabel("should be %s", word).
			WithHelp("write %s; the value on the wire is always one", word).About(m.Name)
		c.Report(d.WithFix(replaceCell(cell, word)))
	}
}

// replaceCell returns the fix that gives a cell another text; a code span
// stays one.
func replaceCell(cell catalog.Cell, text string) *diag.Fix {
	at, old := cell.At, cell.At.Text()
	if bare := strings.Trim(old, "`"); bare != old {
		at = at.Source.Span(at.Start+strings.Index(old, bare), at.Start+strings.Index(old, bare)+len(bare))
	}
	return diag.Replace(at, text, fmt.Sprintf("replace %q by %q", at.Text(), text))
}

func fitsStandard(name string, kind catalog.Kind) bool {
	if kind == catalog.Any {
		return true
	}
	if name == catalog.MemberStatus {
		return kind.IsNumber()
	}
	return kind == catalog.String || kind == catalog.Enum
}

// checkRFCMemberMissing reports a table that lists some of the RFC's members
// and leaves others out. One that lists none of them is complete.
func checkRFCMemberMissing(c *PageCheck) {
	e := c.Evidence
	missing := missingStandard(e)
	if len(e.Standard) == 0 || len(missing) == 0 {
		return
	}
	table := tableOf(c.Page, e.Standard[0].Row)
	if table == nil || table.List && !c.Page.Model {
		return
	}
	names := make([]string, len(missing))
	for i, s := range missing {
		names[i] = s.name
	}
	var fix *diag.Fix
	if !table.List {
		fix = addStandardRows(e, table, missing)
	}
	c.Report(c.At(table.Header[0].At, "add %s to the table: it lists others of RFC 9457's members", codeList(names)).
		WithHelp("add a row for each, so that a reader finds the whole object in one table").
		About(strings.Join(names, " ")).
		WithFix(fix))
}

// missingStandard returns the RFC's members that the tables should have: those
// of every problem details object, and those that an example shows.
func missingStandard(e *catalog.Evidence) []standardMember {
	return slices.DeleteFunc(standardMembers(), func(s standardMember) bool {
		documented := slices.ContainsFunc(e.Standard, func(m *catalog.Member) bool { return m.Name == s.name })
		shown := slices.ContainsFunc(e.Native, func(n *catalog.Sample) bool { return n.Body.Get(s.name) != nil })
		return documented || !s.required && !shown
	})
}

// addStandardRows returns the fix that adds rows for the RFC's members, each
// behind the one that the RFC lists before it.
func addStandardRows(e *catalog.Evidence, table *catalog.Table, missing []standardMember) *diag.Fix {
	fix := &diag.Fix{Title: "add " + count(len(missing), "row")}
	var above *catalog.Row
	var rows []newRow
	flush := func() {
		if len(rows) > 0 {
			fix.Edits = append(fix.Edits, insertRows(table, above, rows))
			rows = nil
		}
	}
	for _, s := range standardMembers() {
		if i := slices.IndexFunc(e.Standard, func(m *catalog.Member) bool { return m.Name == s.name }); i >= 0 {
			if tableOf(e.Page, e.Standard[i].Row) == table {
				flush()
				above = e.Standard[i].Row
			}
			continue
		}
		if slices.Contains(missing, s) {
			rows = append(rows, standardRow(e, s))
		}
	}
	flush()
	return fix
}

func standardRow(e *catalog.Evidence, s standardMember) newRow {
	name := s.name
	if first := strings.Trim(e.Standard[0].At.Text(), "`* "); first != "" && first == capitalised(first) {
		name = capitalised(name)
	}
	return newRow{catalog.NameColumn: name, catalog.TypeColumn: s.word, catalog.RequiredColumn: yesNo(s.required), catalog.DescriptionColumn: standardMeaning(s.name)}
}

// standardMeaning returns what a member of the RFC's means on every page
// (RFC 9457, section 3.1).
func standardMeaning(name string) string {
	switch name {
	case catalog.MemberType:
		return "Names the problem type."
	case catalog.MemberTitle:
		return "The problem type in a few words."
	case catalog.MemberStatus:
		return "The HTTP status code."
	case catalog.MemberDetail:
		return "What happened this time."
	case catalog.MemberInstance:
		return "Names this occurrence."
	}
	return ""
}

func capitalised(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// codeList returns names as a sentence lists them: "`a`, `b` and `c`".
func codeList(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = "`" + name + "`"
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " and " + quoted[last]
}

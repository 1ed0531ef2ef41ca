package lint

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

var (
	// uriInText matches a URI that ends where the sentence goes on.
	uriInText = lazyregexp.New(`(?:https?://|urn:|tag:|about:)[^\s` + "`" + `"'<>|()\[\]]*[^\s` + "`" + `"'<>|()\[\].,;:!?]`)
	// quoted matches what a description gives word for word.
	quoted = lazyregexp.New("`([^`]+)`|“([^”]+)”|\"([^\"]+)\"")
	// fixing matches the words by which a description gives the one value.
	fixing = lazyregexp.New(`(?i)^(?:always|the\s+(?:string|text|value|constant|literal)|fixed|constant(?:ly)?|set\s+to|is|equals|must\s+be|value|here)?:?\s*$|\b(?:always|set\s+to|fixed\s+to|constant|literal(?:ly)?|is|equals?|must\s+be|has\s+the\s+value|value|here|namely)\s*:?\s*$`)
	// conditionalRow matches what makes a value of the table one of several.
	conditionalRow = lazyregexp.New(`(?i)\b(?:or|unless|except|otherwise|if|when|default(?:s)?|absent|missing|instead|may|might|can|usually|not|never|rather\s+than|begins?|starts?|prefix|see|resolves?|opens?|under|relative|e\.\s?g\.|for example|for instance|such as|like|rfc|section|example)\b`)
)

// checkTableValue compares what an attribute table says of type and title with
// the problem's own.
func checkTableValue(c *PageCheck) {
	for _, m := range c.Evidence.Standard {
		if m.Row == nil {
			continue
		}
		switch m.Name {
		case catalog.MemberType:
			c.checkRow(m, c.Problem.Type, typeInCell, isSameType)
		case catalog.MemberTitle:
			c.checkRow(m, c.Problem.Title, titleInCell, func(a, b string) bool { return wordsOf(a) == wordsOf(b) })
		}
	}
	c.checkFixedValues()
}

// checkFixedValues compares the values that the table calls the only ones with
// those of examples.
func (c *PageCheck) checkFixedValues() {
	for m := range allMembers(c.Problem.Members) {
		table := tableOf(c.Page, m.Row)
		if table == nil || len(m.Seen) == 0 {
			continue
		}
		cell, _ := table.Cell(*m.Row, catalog.DescriptionColumn)
		text := cell.At.Text()
		start, end := valueInCell(text)
		if start == end {
			continue
		}
		i := slices.IndexFunc(m.Seen, func(v *catalog.Value) bool {
			return v.Text != text[start:end] && (v.Kind == catalog.StringValue || v.Kind == catalog.NumberValue) && !isPlaceholder(v.Text)
		})
		if i >= 0 {
			c.Report(c.At(m.Seen[i].At, "write %s here, as the table has it, or mend the table: this `%s` is %s", text[start:end], m.Path, m.Seen[i].Text).
				WithNote(spanOf(cell, start, end), "the table gives the one value here").
				WithHelp("a row that only gives an example says so: “such as …”").About(m.Path))
		}
	}
}

// always matches the words by which a description gives the one value.
var always = lazyregexp.New("(?i)\\b(?:always|constant(?:ly)?|fixed(?:\\s+to)?|is\\s+set\\s+to)\\s*:?\\s*[`“\"]?$")

// valueInCell returns where a cell says which value a member always has.
func valueInCell(text string) (start, end int) {
	found := quoted.FindAllStringSubmatchIndex(text, -1)
	if len(found) != 1 || !always.MatchString(text[:found[0][0]]) || conditionalRow.MatchString(text) {
		return 0, 0
	}
	return firstGroup(found[0])
}

// checkRow compares the values in a row's cells with the one of the page.
func (c *PageCheck) checkRow(m *catalog.Member, want catalog.Fact[string], valueIn func(string) (int, int), isSame func(a, b string) bool) {
	table := tableOf(c.Page, m.Row)
	if table == nil || want.Value == "" || within(want.At, m.Row.At) {
		return
	}
	for i, cell := range m.Row.Cells {
		if i >= len(table.Roles) || table.Roles[i] == catalog.NameColumn || table.Roles[i] == catalog.TypeColumn {
			continue
		}
		text := cell.At.Text()
		start, end := valueIn(text)
		if start == end || isSame(text[start:end], want.Value) || isPlaceholder(text[start:end]) {
			continue
		}
		at := spanOf(cell, start, end)
		c.Report(c.At(at, "write one %s: the table has %s, %s has %s", m.Name, text[start:end], c.source(want.At), want.Value).
			WithNote(want.At, "%s has it here", c.source(want.At)).
			WithHelp("clients get %s; a row that only gives an example says so: “such as …”", want.Value).About(m.Name))
		return
	}
}

// typeInCell returns where a cell gives the type as one URI.
func typeInCell(text string) (start, end int) {
	found := uriInText.FindAllStringSubmatchIndex(text, -1)
	if len(found) != 1 || conditionalRow.MatchString(text[:found[0][0]]+" "+text[found[0][1]:]) {
		return 0, 0
	}
	if before := strings.Trim(text[:found[0][0]], "`<\"“ "); !fixing.MatchString(before) {
		return 0, 0 // it may say where to read on
	}
	return found[0][0], found[0][1]
}

// titleInCell returns where a cell gives the title word for word.
func titleInCell(text string) (start, end int) {
	found := quoted.FindAllStringSubmatchIndex(text, -1)
	if len(found) != 1 || conditionalRow.MatchString(text) || !fixing.MatchString(text[:found[0][0]]) {
		return 0, 0
	}
	return firstGroup(found[0])
}

// isSameType compares two type URIs; one that ends where a name would follow
// stands for all that begin with it.
func isSameType(said, want string) bool {
	said, want = withoutScheme(said), withoutScheme(want)
	if strings.TrimRight(said, "/") == strings.TrimRight(want, "/") {
		return true
	}
	return strings.ContainsAny(said[len(said)-1:], "/#:=") && strings.HasPrefix(want, said)
}

// spanOf is the place of a text inside a cell.
func spanOf(cell catalog.Cell, start, end int) diag.Span {
	return cell.At.Source.Span(cell.At.Start+start, cell.At.Start+end)
}

package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func TestHeadings(t *testing.T) {
	page, want := readMarked(t, front+`
## «The `+"`extras`"+` member»

# «Words: é & Ö_x-1!» #

## «Same»
## «Same»

«Setext
heading»
---

### «Same-1»
### «Same»

«**Bold caption**»

«**With a colon**:»

«**With a colon:**»

«__Code__»

«Examples:»

**A sentence that is bold.**

**Bold** and more.

> ## «Quoted»

- ## «In a list»
`)
	var got []string
	var spans []diag.Span
	for _, h := range page.Headings {
		got = append(got, fmt.Sprintf("%d %s #%s", h.Level, h.Text, h.Anchor))
		spans = append(spans, h.At)
	}
	equal(t, "places", places(spans...), want)
	equal(t, "headings", got, []string{
		"2 The extras member #the-extras-member",
		"1 Words: é & Ö_x-1! #words-é--ö_x-1",
		"2 Same #same", "2 Same #same-1", "2 Setext heading #setext-heading",
		"3 Same-1 #same-1-1", "3 Same #same-2",
		"0 Bold caption #", "0 With a colon #", "0 With a colon #", "0 Code #", "0 Examples #",
		"2 Quoted #quoted", "2 In a list #in-a-list",
	})
}

func TestDoc(t *testing.T) {
	text := func(s string) catalog.Inline { return catalog.Inline{Text: s} }
	paragraph := func(inlines ...catalog.Inline) catalog.Block { return catalog.Block{Inlines: inlines} }
	for name, test := range map[string]struct {
		body string
		want []catalog.Block
	}{
		"printed title":   {"# Title\n\nText.\n\n## More\n\nNot this.\n", []catalog.Block{paragraph(text("Text."))}},
		"until a caption": {"Text.\n\n**Caption**\n\nNot this.\n", []catalog.Block{paragraph(text("Text."))}},
		"until a table":   {"Text.\n\n|a|\n|-|\n\nNot this.\n", []catalog.Block{paragraph(text("Text."))}},
		"until an example": {"Text.\n\n```\n{\"type\": \"a:b\"}\n```\n\nNot this.\n",
			[]catalog.Block{paragraph(text("Text."))}},
		"an example in prose": {"One. For example:\n\nFor example:\n\n- two\n", []catalog.Block{
			paragraph(text("One. For example:")), paragraph(text("For example:")), {Kind: catalog.ListBlock, Items: [][]catalog.Inline{{text("two")}}}}},
		"no block quotes": {"One.\n\n> Not this.\n\nTwo.\n", []catalog.Block{paragraph(text("One.")), paragraph(text("Two."))}},
		"code":            {"    a\n\n\tb\n", []catalog.Block{{Kind: catalog.CodeBlock, Text: "a\n\nb\n"}}},
		"inline markup": {"*a* **b** `c  d`\n[`e` f](http://g.h/?i=1&amp;j) ![k](l.png) <b>m</b><br>n  \no \\* &lt; <https://p.q>", []catalog.Block{paragraph(
			text("a b "), catalog.Inline{Text: "c  d", Code: true}, text(" "),
			catalog.Inline{Text: "e", Code: true, URL: "http://g.h/?i=1&j"}, catalog.Inline{Text: " f", URL: "http://g.h/?i=1&j"},
			text(" k m n o * < "), catalog.Inline{Text: "https://p.q", URL: "https://p.q"})}},
		"links": {"[a](b.md) [c](../d.md#e) [f](../../g.md) [h](/i.md) [j](#k) [l](javascript:m) [n](o) [p](mailto:q@r) [s](//t/u.md) [v][w]\n\n[w]: ./x/../y%20z.md 'title'\n", []catalog.Block{paragraph(
			catalog.Inline{Text: "a", Page: "folder/b.md"}, text(" "), catalog.Inline{Text: "c", Page: "d.md"},
			text(" f h j l n "), catalog.Inline{Text: "p", URL: "mailto:q@r"}, text(" s "), catalog.Inline{Text: "v", Page: "folder/y z.md"})}},
		"no references":         {"&copyright; &#52 &semi; &lt x; &;", []catalog.Block{paragraph(text("&copyright; &#52 ; &lt x; &;"))}},
		"controls by reference": {"a&#10;b&#x202e;c&#0;d&nbsp;e&unknown;f&", []catalog.Block{paragraph(text("a b&#x202e;c\ufffdd e&unknown;f&"))}},
		"lists": {"1. a\n\n   b\n2. c\n   - d\n     - e\n\n   f\n3. g\n\n       code\n4. h\n", []catalog.Block{
			{Kind: catalog.ListBlock, Ordered: true, Items: [][]catalog.Inline{
				{text("a"), text(" "), text("b")}, {text("c")}, {text("d")}, {text("e")}, {text("f")}, {text("g")}}},
			{Kind: catalog.CodeBlock, Text: "code\n"},
			{Kind: catalog.ListBlock, Ordered: true, Items: [][]catalog.Inline{{text("h")}}},
		}},
		"tight list": {"- a\n  b\n- c\n", []catalog.Block{{Kind: catalog.ListBlock, Items: [][]catalog.Inline{{text("a b")}, {text("c")}}}}},
		"html":       {"<div>\na\n</div>\n\nb <!-- c -->\n", []catalog.Block{paragraph(text("b"))}},
	} {
		t.Run(name, func(t *testing.T) {
			page, _ := readMarked(t, front+test.body)
			equal(t, "doc", page.Doc, test.want)
		})
	}
}

func TestTables(t *testing.T) {
	page, want := readMarked(t, front+`
## Members

Given in the `+"`extras`"+` field:

| Attribute | Type | Description |
|:--|--|:-:|
|  «`+"`a`"+`»  |  «String»  | «One \| two, `+"`b\\|c`"+` & [d](e.md) é» |
| «`+"`f`"+`» | «»|
«g» | «h» | «» | «extra \| cell» |
| «i \|» | «» |«»|
`)
	table := page.Tables[0]
	var spans []diag.Span
	for _, row := range table.Rows {
		for _, cell := range row.Cells {
			spans = append(spans, cell.At)
		}
	}
	equal(t, "cells", places(spans...), want)
	equal(t, "text", table.Rows[0].Cells[2].Text, "One | two, b|c & d é")
	equal(t, "codes", table.Rows[0].Cells[2].Codes[0].Text, "b|c")
	equal(t, "inlines", table.Rows[0].Cells[2].Inlines, []catalog.Inline{
		{Text: "One | two, "}, {Text: "b|c", Code: true}, {Text: " & "}, {Text: "d", Page: "folder/e.md"}, {Text: " é"}})
	equal(t, "extra", table.Rows[2].Cells[3].Text, "extra | cell")
	equal(t, "row", place(table.Rows[2].At), `13:1 "g | h |  | extra \\| cell |"`)
	equal(t, "section", table.Section.Value, "Members")
	equal(t, "lead", table.Lead.Value, "Given in the extras field:")
	equal(t, "lead's codes", place(table.Lead.Codes[0].At), `7:15 "extras"`)
	equal(t, "prose codes", len(page.Codes), 1)
	equal(t, "links", len(page.Links), 1)
}

func TestTableLead(t *testing.T) {
	for name, test := range map[string]struct{ above, lead, section string }{
		"directly above":   {"The lead:\n", "The lead:", "S"},
		"comment between":  {"The lead:\n\n<!-- problemgen:ignore x -->\n\n", "The lead:", "S"},
		"caption":          {"**The lead:**\n\n", "The lead:", "The lead"},
		"list between":     {"The lead:\n\n- a\n\n", "", "S"},
		"nothing above":    {"", "", "S"},
		"heading in quote": {"> ## Quoted\n\n", "", "S"},
	} {
		t.Run(name, func(t *testing.T) {
			page, _ := readMarked(t, front+"# T\n## S\n"+test.above+"| Field |\n| - |\n| a |\n")
			equal(t, "lead", page.Tables[0].Lead.Value, test.lead)
			equal(t, "section", page.Tables[0].Section.Value, test.section)
		})
	}
}

func TestTableKinds(t *testing.T) {
	const (
		none        = catalog.NoRole
		name        = catalog.NameColumn
		typ         = catalog.TypeColumn
		description = catalog.DescriptionColumn
		required    = catalog.RequiredColumn
		uri         = catalog.TypeURIColumn
		title       = catalog.TitleColumn
		status      = catalog.StatusColumn
		reference   = catalog.ReferenceColumn
	)
	for _, test := range []struct {
		header string
		kind   catalog.TableKind
		roles  []catalog.Role
	}{
		{"Attribute | Type | Description", catalog.AttributeTable, []catalog.Role{name, typ, description}},
		{"`MEMBER` | data type | Required? | meaning", catalog.AttributeTable, []catalog.Role{name, typ, required, description}},
		{"Description of the field | Field name (JSON) | Field type", catalog.AttributeTable, []catalog.Role{description, name, typ}},
		{"Type | Description | Property", catalog.AttributeTable, []catalog.Role{typ, description, name}},
		{"Name | Default value | Allowed values | Example value", catalog.AttributeTable,
			[]catalog.Role{name, catalog.DefaultColumn, catalog.ValuesColumn, catalog.ExampleColumn}},
		{"Member | Member type | Type", catalog.AttributeTable, []catalog.Role{name, typ, none}},
		{"Field", catalog.AttributeTable, []catalog.Role{name}},
		{"Property | Required / optional | Details", catalog.AttributeTable, []catalog.Role{name, required, description}},
		{"Property | Optional? | Comment | Note", catalog.AttributeTable, []catalog.Role{name, catalog.OptionalColumn, description, none}},
		{"Field | Nullable | Cardinality | Remarks", catalog.AttributeTable, []catalog.Role{name, catalog.NullableColumn, required, description}},
		{"Type URI | Title | Recommended HTTP Status Code | Reference", catalog.SummaryTable, []catalog.Role{uri, title, status, reference}},
		{"Title | Status", catalog.SummaryTable, []catalog.Role{title, status}},
		{"Name | Type URI | Title", catalog.SummaryTable, []catalog.Role{none, uri, title}},
		{"Header | Type | Description", catalog.HeaderTable, []catalog.Role{name, typ, description}},
		{"Header field | Description | Required", catalog.HeaderTable, []catalog.Role{name, description, required}},
		{"Response header | Field | Type", catalog.HeaderTable, []catalog.Role{name, none, typ}},
		{"Name | Email", catalog.ProseTable, []catalog.Role{none, none}},
		{"Code | Meaning", catalog.ProseTable, []catalog.Role{none, none}},
		{"Plan | Limit", catalog.ProseTable, []catalog.Role{none, none}},
	} {
		t.Run(test.header, func(t *testing.T) {
			columns := strings.Count(test.header, "|") + 1
			page, _ := readMarked(t, front+test.header+"\n"+strings.Repeat("|-", columns)+"|\n"+strings.Repeat("|x", columns)+"|\n")
			equal(t, "kind", page.Tables[0].Kind, test.kind)
			equal(t, "roles", page.Tables[0].Roles, test.roles)
		})
	}
}

// A table of names below a heading that announces header fields has them.
func TestHeaderTableBySection(t *testing.T) {
	for section, want := range map[string]catalog.TableKind{
		"Response headers":        catalog.HeaderTable,
		"Headers":                 catalog.HeaderTable,
		"The `header` member":     catalog.AttributeTable,
		"Headers of the document": catalog.AttributeTable,
		"Members":                 catalog.AttributeTable,
	} {
		page, _ := readMarked(t, front+"## "+section+"\n\nName | Type | Description\n-|-|-\na | b | c\n")
		equal(t, section, page.Tables[0].Kind, want)
		equal(t, section, page.Tables[0].Roles, []catalog.Role{catalog.NameColumn, catalog.TypeColumn, catalog.DescriptionColumn})
	}
}

func TestSummaryTableHasOneRow(t *testing.T) {
	page, _ := readMarked(t, front+"Type URI | Title\n-|-\na | b\nc | d\n")
	equal(t, "kind", page.Tables[0].Kind, catalog.ProseTable)
}

func TestLinks(t *testing.T) {
	page, want := readMarked(t, front+`
[a `+"`b`"+`](«./c.md#d» "title") and ![alt](<«e f.png»>)
<«https://g.h/i»> <«j@k.l»>

## Related

- [m](  «n.md»
  'title')
- [o][p], [p][], [p]

| [q](«r.md») |
|-|
| `+"`[no](s.md)`"+` [t](«u\|v.md») |

[P]: «w.md#x»

> [é y](«z.md»)
`)
	var spans []diag.Span
	var sections []string
	for _, l := range page.Links {
		spans = append(spans, l.Dest.At)
		sections = append(sections, l.Section.Value)
	}
	// One definition serves three links.
	equal(t, "places", slices.Compact(places(spans...)), want)
	equal(t, "text", page.Links[0].Text, "a b")
	equal(t, "alternative text", page.Links[1].Text, "alt")
	equal(t, "mail", page.Links[3].Dest.Value, "mailto:j@k.l")
	equal(t, "sections", sections, []string{"", "", "", "", "Related", "Related", "Related", "Related", "Related", "Related", "Related"})
}

func TestCodes(t *testing.T) {
	page, want := readMarked(t, front+"Text `«a»` and ``«b`c»`` [`«d»`](e) `` «` f g\nh `» `` é `«i»`\n\n- item `«j»`\n\n> quote `«k»`\n\n## No `heading`\n\n**No `caption`**\n\n|`no`|\n|-|\n|`table`|\n\n    no `code`\n\nUnder `«l»`\n")
	var spans []diag.Span
	for _, c := range page.Codes {
		spans = append(spans, c.At)
	}
	equal(t, "places", places(spans...), want)
	equal(t, "section", page.Codes[len(page.Codes)-1].Section.Value, "No caption")
	equal(t, "two lines", page.Codes[3].Text, "` f g h `")
}

func TestStatuses(t *testing.T) {
	for name, text := range map[string]string{
		"HTTP":                   "It is an HTTP «501» Error.",
		"over a line":            "It is an HTTP\n«501» Error.",
		"over lines and a list":  "- It is an HTTP\n  «501»\n  Error.",
		"link text":              "It is an [HTTP «400» Error](https://example.com/Web/HTTP/Response_codes).",
		"code span":              "It is `HTTP «400»` or `«404» Not Found`.",
		"open reference":         "It is &#52 and HTTP «503» &lt; that.",
		"indented code span":     "A `code\n  span\nof HTTP «404»\n  lines` here, HTTP «410».",
		"reason":                 "It answers «501» Not Implemented here.",
		"reason, any case":       "It answers «404» not found, or «404» (Not Found).",
		"reason, bold":           "It answers **«404»** *Not Found*.",
		"one-word reason":        "It answers «409» Conflict. The first 409 conflict with others.",
		"old and new reasons":    "«422» Unprocessable Content, «422» Unprocessable Entity, «413» Payload Too Large",
		"status code":            "The status code is «429»; HTTP status code: «429», HTTP status «429», HTTP error «429»",
		"version":                "HTTP/1.1 «404»",
		"status page":            "[that](https://example.com/docs/Web/HTTP/Status/«404»)",
		"status page, slash":     "[that](https://httpstatuses.com/«404»/) [this](https://http.cat/«418»?x#y)",
		"status page, fragment":  "[that](https://en.example.org/wiki/List_of_HTTP_status_codes#«429»)",
		"said and linked":        "[HTTP «404»](https://example.com/Status/404)",
		"said otherwise":         "[HTTP «400»](https://example.com/Status/«404»)",
		"four digits":            "At most 3600 requests; HTTP 4040; the year 2026; 1404 Not Found",
		"ports":                  "HTTP port 443, localhost:404 Not Found",
		"amounts":                "It costs $404 or 404.50, HTTP 404.5, 1,404 Not Found",
		"other numbers":          "After 500 requests, 404 things were 404 Not Foundation. 100 continue.",
		"no such status":         "HTTP 099, HTTP 600, HTTP 42",
		"reason of another":      "404 Bad Request",
		"page number":            "[that](https://example.com/page/404) [this](https://example.com/Status/4040)",
		"not in tables or code":  "| HTTP 404 |\n|-|\n| HTTP 404 |\n\n    HTTP 404\n\n## HTTP 404\n",
		"requests over HTTP":     "We allow 100 requests over HTTP per second.",
		"status":                 "Served with status «404», or with the status «409», the status: «410».",
		"one of that status":     "You get a «404» error, an «500» response or a «503» (error). A 404 page, a 409 erroneous reader.",
		"another status":         "The order has status 300. Orders of status 400 are shipped; a 500 errors.",
		"words between too many": "HTTP is what we use for 404 things",
	} {
		t.Run(name, func(t *testing.T) {
			page, want := readMarked(t, front+text+"\n")
			var spans []diag.Span
			for _, m := range page.Statuses {
				if m.At.Text() != fmt.Sprint(m.Code) {
					t.Errorf("code %d at %s", m.Code, place(m.At))
				}
				spans = append(spans, m.At)
			}
			equal(t, "places", places(spans...), want)
		})
	}
}

func TestIgnores(t *testing.T) {
	page, want := readMarked(t, front+`
<!-- problemgen:ignore «rule-a», «rule-b» -->

«A paragraph
of two lines.»

<!-- problemgen:ignore
  «rule-c»
-->
<!-- other -->
<!-- problemgen:ignore: «rule-d» -->
`+"«```json\n{}\n```»"+`

«Inline <!-- problemgen:ignore «rule-e» --> comment.»

- item

  <!-- problemgen:ignore «rule-f» -->

  «- inner
    - most»

<!-- problemgen:ignore «rule-g» -->
`)
	var spans []diag.Span
	var scopes []string
	for _, i := range page.Ignores {
		spans = append(spans, i.Rule.At)
		scopes = append(scopes, i.Scope.Text())
		if !i.Scope.IsZero() && !slices.Contains(spans, i.Scope) {
			spans = append(spans, i.Scope)
		}
	}
	equal(t, "places", places(spans...), want)
	equal(t, "scopes", scopes, []string{
		"A paragraph\nof two lines.", "A paragraph\nof two lines.", "```json\n{}\n```", "```json\n{}\n```",
		"Inline <!-- problemgen:ignore rule-e --> comment.", "- inner\n    - most", "",
	})
}

package generator_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// pageHead begins an ordinary page, pageTail ends it.
const (
	pageHead = "---\ntitle: Ordinary\n---\n\nText.\n\n"
	pageTail = "\n## Examples\n\n```json\n{\"type\": \"https://example.com/problems/ordinary\", \"title\": \"Ordinary\", \"status\": 400}\n```\n"
)

// A byteRow is a page that cannot stand in an archive: because of its bytes, or
// its size.
type byteRow struct {
	row  int
	name string
	page string
	// want are the errors; without any, the page is the ordinary one.
	want []string
}

func byteRows() []byteRow {
	rows := []byteRow{
		{7, "NUL", pageHead + "a\x00b\n" + pageTail, []string{`7:2: error: forbidden-character "\x00"`}},
		{7, "escape", pageHead + "\x1b[31mred\n" + pageTail, []string{`7:1: error: forbidden-character "\x1b"`}},
		{7, "delete", pageHead + "a\x7f\n" + pageTail, []string{`7:2: error: forbidden-character "\x7f"`}},
		{7, "C1", pageHead + "é\u0085\n" + pageTail, []string{`7:2: error: forbidden-character "\u0085"`}},
		{7, "bidi override", pageHead + "a \u202eb\u202c\n" + pageTail,
			[]string{`7:3: error: forbidden-character "\u202e"`, `7:5: error: forbidden-character "\u202c"`}},
		{7, "bidi isolate", pageHead + "a \u2066b\n" + pageTail, []string{`7:3: error: forbidden-character "\u2066"`}},
		{7, "in front matter", "---\ntitle: Ord\x01inary\n---\n" + pageTail, []string{`2:11: error: forbidden-character "\x01"`}},
		{7, "in an example", strings.Replace(pageHead+pageTail, "problems/", "problems/\x00", 1), []string{`11:40: error: forbidden-character "\x00"`}},
		{7, "by reference", pageHead + "a &#x202e; &#0; b\n" + pageTail, nil},
		{8, "invalid UTF-8", pageHead + "a\xff\xfeb\n" + pageTail, []string{`7:2: error: not-utf-8 "\xff\xfe"`}},
		{8, "overlong", pageHead + "\xc0\xaf\n" + pageTail, []string{`7:1: error: not-utf-8 "\xc0\xaf"`}},
		{8, "surrogate", pageHead + "\xed\xa0\x80\n" + pageTail, []string{`7:1: error: not-utf-8 "\xed\xa0\x80"`}},
		{8, "UTF-16, big", utf16Page("\ufeff"+pageHead+pageTail, true), []string{`1:1: error: not-utf-8`}},
		{8, "UTF-16, little", utf16Page("\ufeff"+pageHead+pageTail, false), []string{`1:1: error: not-utf-8`}},
		{8, "UTF-16 without a mark", utf16Page(pageHead+pageTail, false), []string{`1:1: error: not-utf-8`}},
		{9, "mark at the start", "\ufeff" + pageHead + pageTail, nil},
		{9, "mark elsewhere", pageHead + "a\ufeff\n" + pageTail, []string{`7:2: error: forbidden-character "\ufeff"`}},
		{9, "two marks", "\ufeff\ufeff" + pageHead + pageTail, []string{`1:1: error: forbidden-character "\ufeff"`}},
		{10, "CRLF", strings.ReplaceAll(pageHead+pageTail, "\n", "\r\n"), nil},
		{10, "lone CR", pageHead + "a\rb\n" + pageTail, []string{`7:2: error: forbidden-character "\r"`}},
		{10, "CR before CRLF", pageHead + "a\r\r\nb\n" + pageTail, []string{`7:2: error: forbidden-character "\r"`}},
		{31, "page at the limit", fill(pageHead+pageTail, "text\n\n", 1<<20, 20_000), nil},
		{31, "page over the limit", strings.Repeat("a", 1<<20) + "b", []string{`1:1048577: error: limit-exceeded`}},
		{31, "huge page", strings.Repeat("a", 64<<20), []string{`1:1048577: error: limit-exceeded`}},
		{31, "front matter over the limit", "---\ntitle: Ordinary\n" + strings.Repeat("#\n", 32<<10) + "---\n" + pageTail,
			[]string{`32763:1: error: limit-exceeded`}},
		{32, "64 columns", pageHead + wideTable(64) + pageTail, nil},
		{32, "65 columns", pageHead + wideTable(65) + pageTail, []string{`8:130: error: limit-exceeded`}},
		{32, "10,000 columns", pageHead + wideTable(10_000) + pageTail, []string{`7:16385: error: limit-exceeded`, `8:130: error: limit-exceeded`}},
	}
	for name, unit := range bombs() {
		rows = append(rows, byteRow{33, name, pageHead + strings.Repeat(unit, (1<<20-len(pageHead+pageTail)-2)/len(unit)) + "\n\n" + pageTail, nil})
	}
	return rows
}

// bombs are what costs a Markdown parser most, to be repeated.
func bombs() map[string]string {
	return map[string]string{
		"emphasis": "*a_ ", "links": "[a](", "nested links": "[a]((((", "images": "![a](", "quotes": "> ", "lists": "- ", "code spans": "`a` ",
		"backquotes": "`", "autolinks": "<a@b.c> ", "HTML": "<a b='", "comments": "<!--", "references": "[a]: b \"\n", "tables": "|a\n|-\n",
		"entities": "&amp;", "headings": "#\n", "paragraphs": "a\n\n", "one line": "text ",
	}
}

// fill puts units between the parts of a page until it has a size, or so many of them.
func fill(text, unit string, size, most int) string {
	head, tail, _ := strings.Cut(text, "\n## ")
	n := min((size-len(text))/len(unit), most/2)
	text = head + strings.Repeat(unit, n) + "\n## " + tail
	return text + strings.Repeat("\n", size-len(text))
}

func wideTable(columns int) string {
	return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns) + "|\n|b|\n"
}

func utf16Page(text string, bigEndian bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		if bigEndian {
			b.Write([]byte{byte(unit >> 8), byte(unit)})
		} else {
			b.Write([]byte{byte(unit), byte(unit >> 8)})
		}
	}
	return b.String()
}

// TestHostileBytes holds of pages with bytes or sizes that no archive can have
// what [TestHostilePages] holds of the others. A page with which nothing is
// wrong gives the files of the ordinary page, but for its text.
func TestHostileBytes(t *testing.T) {
	ordinary := generated(t, pageHead+pageTail)
	for _, row := range byteRows() {
		t.Run(fmt.Sprintf("%d/%s", row.row, row.name), func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			writeFile(t, filepath.Join(root, "pages", "ordinary.md"), row.page)
			report := generate(t, root)
			var got []string
			for _, line := range findings(root, report.Findings, nil) {
				got = append(got, strings.TrimSuffix(strings.TrimPrefix(line, "ordinary.md:"), "\n"))
			}
			if row.row == 33 {
				return // what a bomb is read as does not matter, but that it is
			}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
			if row.row == 9 && row.want == nil || row.name == "CRLF" {
				if diff := cmp.Diff(ordinary, tree(t, filepath.Join(root, "problems"))); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// generated returns the package of one page.
func generated(t *testing.T, text string) map[string]string {
	t.Helper()
	root := t.TempDir()
	writeFile(t, filepath.Join(root, "pages", "ordinary.md"), text)
	generate(t, root)
	return tree(t, filepath.Join(root, "problems"))
}

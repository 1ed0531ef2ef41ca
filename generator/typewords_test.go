package generator_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/page"
)

var (
	typeTable = regexp.MustCompile(`(?s)\| Word, in any case[^\n]*\n\|[^\n]*\n(.*?)\n\n`)
	// typeWord is a word of the table: in a code span, in quotation marks, or
	// what stands between commas.
	typeWord = regexp.MustCompile("`([^`]+)`|“([^”]+)”|([^,`“]+)")
	goTypes  = regexp.MustCompile("`([^`]+)`")
)

// Every type word in the documentation of the format is one, and becomes what
// stands beside it.
func TestDocumentedTypeWords(t *testing.T) {
	text, err := os.ReadFile("../docs/page-reference.md")
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for row := range strings.SplitSeq(typeTable.FindStringSubmatch(string(text))[1], "\n") {
		cells := strings.Split(strings.Trim(row, "|"), " | ")
		wanted := goTypes.FindAllStringSubmatch(cells[1], -1)
		for _, m := range typeWord.FindAllStringSubmatch(cells[0], -1) {
			word := strings.TrimSpace(m[2] + m[3])
			if m[1] != "" {
				word = m[0]
			}
			if word == "" || strings.HasPrefix(cells[0], " Array, List") {
				continue
			}
			words++
			got := documentedAs(t, word)
			isWanted := func(want []string) bool { return want[1] == got }
			if got == "" || len(wanted) > 0 && !slices.ContainsFunc(wanted, isWanted) {
				t.Errorf("%q becomes %q, documented is %s", word, got, cells[1])
			}
		}
	}
	if words < 40 {
		t.Errorf("only %d words", words)
	}
}

// documentedAs returns the Go type of a required member of a type, "" where the
// word is none.
func documentedAs(t *testing.T, word string) string {
	t.Helper()
	text := "---\ntitle: A\n---\n\n| Member | Type | Required |\n|---|---|---|\n| `m` | " + word + " | yes |\n"
	read, _ := page.Read("a.md", diag.NewSource("a.md", []byte(text)))
	p, found := newResolver().Page(read)
	for _, d := range found {
		if d.Rule == "unknown-type-word" {
			return ""
		}
	}
	return goType(p.Members[0].Type)
}

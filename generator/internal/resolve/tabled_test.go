package resolve

import (
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/page"
)

// A table that lists problem types is not nothing, nor are sections that are called as
// problems are: the finding says what to do
// with it.
func TestTypesInATable(t *testing.T) {
	const head = "# Problem types\n\n| Type | Meaning |\n|---|---|\n"
	for _, tt := range []struct{ name, rows, want string }{
		{"two types", "| `https://hall.example/p/gone` | Gone. |\n| <https://hall.example/p/not-found> | Not found. |\n", "lists 2 problem types in a table"},
		{"one type twice", "| `https://hall.example/p/gone` | Gone. |\n| `https://hall.example/p/gone` | Not found. |\n", "nothing on the page says"},
		{"names and statuses", "| `card-lost` | 404 |\n| `SEAT_TAKEN` | 409 Conflict |\n", "lists 2 problem types in a table"},
		{"sections", "\n## `card_lost`\n\nThe answer is 404.\n\n## `seat_taken`\n\nSomebody sits there.\n", "2 sections of the page are called as problems are, `card_lost` first"},
		{"no type", "| `string` | Text. |\n| `number` | A number. |\n", "nothing on the page says"},
	} {
		read, _ := page.Read("problems.md", diag.NewSource("problems.md", []byte(head+tt.rows)))
		_, found := New(Options{Reserved: func(string) string { return "" }}).Page(read)
		said := ""
		for _, d := range found {
			if d.Rule == ruleNoFacts {
				said += d.Message
			}
		}
		if !strings.Contains(said, tt.want) {
			t.Errorf("%s: found %q, want %q", tt.name, said, tt.want)
		}
	}
}

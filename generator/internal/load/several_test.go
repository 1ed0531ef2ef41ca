package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hcnet/problemgen/generator/internal/source"
)

// Names that clash in several folders are one finding a name, and the folder as
// a part of the name is the way out.
func TestNamesByPath(t *testing.T) {
	pages := fstest.MapFS{}
	for i, file := range []string{"seats/taken.md", "coats/taken.md", "bars/taken.md", "seats/closed.md", "bars/closed.md", "full.md"} {
		pages[file] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"# Title %c\n\n**Type:** https://hall.example/problems/%s\n**Status:** 409\n\nCase %d.\n", 'A'+rune(i), strings.TrimSuffix(file, ".md"), i)}
	}
	r, err := Load(t.Context(), source.FS(pages, "."), Options{})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range r.Findings {
		if d.Rule == "duplicate-name" {
			said = append(said, d.Message)
			if help := strings.Join(d.Help, " "); !strings.Contains(help, "names: path") || !strings.Contains(help, "name: ") {
				t.Errorf("%s: the way out is %q", d.Message, help)
			}
		}
	}
	if want := "3 problems are called `taken`, 2 problems are called `closed`"; strings.Join(said, ", ") != want {
		t.Errorf("found %q, want %s", said, want)
	}
	if r, err = Load(t.Context(), source.FS(pages, "."), Options{NamesByPath: true}); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, h := range r.Heads() {
		names = append(names, h.Name)
	}
	if want := "bars_closed bars_taken coats_taken full seats_closed seats_taken"; strings.Join(names, " ") != want {
		t.Errorf("the names are %q, want %s", names, want)
	}
	for _, d := range r.Findings {
		if d.Rule == "duplicate-name" || d.Rule == "file-name" || d.Rule == "foreign-example" {
			t.Errorf("%s [%s]", d.Message, d.Rule)
		}
	}
}

// Errors that follow from a missing fact do not hide each other: a folder shows
// all that is missing at once.
func TestAllThatIsMissing(t *testing.T) {
	facts := []string{
		"---\nproblem: {detail: No.}\n---\n\n# Case %s\n\nThe hall says no to %[1]s.\n",            // both are missing
		"# Case %s\n\n**Status:** 404\n\nThe hall says no to %[1]s.\n",                             // the type
		"# Case %s\n\n**Type:** https://hall.example/problems/%[1]s\n\nThe hall asks for %[1]s.\n", // the status
	}
	pages := fstest.MapFS{}
	for i := range 33 {
		name := fmt.Sprintf("%c%c", 'a'+rune(i/9), 'a'+rune(i%9))
		pages[name+".md"] = &fstest.MapFile{Data: fmt.Appendf(nil, facts[i%3], name)}
	}
	r, err := Load(t.Context(), source.FS(pages, "."), Options{})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for _, d := range r.Findings {
		counts[d.Rule]++
	}
	for _, rule := range []string{"no-type", "no-status"} {
		if counts[rule] != 22 {
			t.Errorf("%s is found %d times, want 22", rule, counts[rule])
		}
	}
}

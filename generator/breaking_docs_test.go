package generator_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
)

// TestTableOfChanges holds docs/changes.md to the table of rules.
func TestTableOfChanges(t *testing.T) {
	const file, begin, end = "../docs/changes.md", "<!-- begin of the table -->\n", "<!-- end of the table -->\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(text), begin)
	was, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no table between %q and %q", file, begin, end)
	}
	want := tableOfChanges()
	switch {
	case was == want:
	case *update:
		if err := os.WriteFile(file, []byte(head+begin+want+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is not what the table of rules says: go test ./generator -run TestTableOfChanges -update", file)
	}
}

func tableOfChanges() string {
	var b strings.Builder
	b.WriteString("\n| Edit | Go API | Wire | Breaks | Rule |\n| ---- | ------ | ---- | ------ | ---- |\n")
	for _, r := range generator.Rules() {
		if c := r.Change; c != nil {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | [%s](rules/%s.md) |\n", c.Edit, orDash(c.Go), orDash(c.Wire), breaksText(r), r.ID, r.ID)
		}
	}
	return b.String() + "\n"
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// breaksText lists the axes on which a change breaks something, those on which
// that depends in parentheses.
func breaksText(r generator.Rule) string {
	var axes []string
	for _, axis := range []string{"wire", "go", "typescript", "openapi"} {
		switch {
		case slices.Contains(r.Change.Breaks, axis):
			axes = append(axes, axis)
		case slices.Contains(r.Change.MayBreak, axis):
			axes = append(axes, "("+axis+")")
		}
	}
	return orDash(strings.Join(axes, ", "))
}

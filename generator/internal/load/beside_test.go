package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hcnet/problemgen/generator/internal/source"
)

// TestLinksBesideProblems follows the links of what documents no problem: the
// introductions of folders, and pages that say that they are none.
func TestLinksBesideProblems(t *testing.T) {
	r := loadFiles(t, map[string]string{
		"README.md":         "# Errors\n\nSee [here](gone.md).\n",
		"harbour/README.md": "# Harbour\n\n[gone](gone.md), [there](../full.md), [nowhere](../full.md#lanes)\n",
		"guide.md":          "---\nproblem: false\n---\n\n# Guide\n\n[gone](lost.md) and [itself](#guide) and [not](#other)\n",
		"full.md":           "# Full\n\n**Type:** `https://ferry.example/full`\n\n**Status:** 409\n\nNo room, see the [guide](guide.md#guide).\n",
		"harbour/shut.md":   "# Shut\n\n**Type:** `https://ferry.example/shut`\n\n**Status:** 503\n\nThe harbour is shut, see the [guide](../guide.md#missing).\n",
	})
	var got []string
	for _, d := range r.Findings {
		if strings.HasPrefix(d.Rule, "broken-") {
			got = append(got, fmt.Sprintf("%s %s", d.At.Position(), d.Rule))
		}
	}
	want := []string{
		"README.md:3:12 broken-link", "guide.md:7:8 broken-link", "guide.md:7:48 broken-anchor",
		"harbour/README.md:3:8 broken-link", "harbour/README.md:3:49 broken-anchor", "harbour/shut.md:7:38 broken-anchor",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
	if len(r.Heads()) != 2 || len(r.Others) != 1 {
		t.Errorf("%d problems and %d others", len(r.Heads()), len(r.Others))
	}
}

// TestSharedDescription leaves out a description in front matter that stands on
// three pages or more.
func TestSharedDescription(t *testing.T) {
	page := func(description, name string) string {
		return "---\ntitle: Full\n" + description + "\n---\n\n```json\n" +
			`{"type": "https://ferry.example/` + name + `", "title": "Full", "status": 409}` + "\n```\n"
	}
	for _, tt := range []struct {
		name         string
		descriptions [3]string
		want         string
	}{
		{"shared", [3]string{"description: Errors of the ferry.", "description: Errors of the ferry.", "description: Errors of the ferry."}, ""},
		{"quoted", [3]string{`description: "Errors of the ferry."`, `description: "Errors of the ferry."`, `description: "Errors of the ferry."`}, ""},
		{"two of three", [3]string{"description: Errors of the ferry.", "description: Errors of the ferry.", "description: Another."}, "Errors of the ferry."},
		{"folded", [3]string{"description: >-\n  The first.", "description: >-\n  The second.", "description: >-\n  The third."}, "The first."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := loadFiles(t, map[string]string{
				"a.md": page(tt.descriptions[0], "a"), "b.md": page(tt.descriptions[1], "b"), "c.md": page(tt.descriptions[2], "c"),
			})
			if got := r.Problem(0); got.Summary != tt.want {
				t.Errorf("summary %q, want %q", got.Summary, tt.want)
			}
		})
	}
}

func loadFiles(t *testing.T, files map[string]string) *Result {
	t.Helper()
	pages := fstest.MapFS{}
	for name, text := range files {
		pages[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := Load(t.Context(), source.FS(pages, ""), Options{Reserved: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

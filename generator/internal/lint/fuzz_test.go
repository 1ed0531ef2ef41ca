package lint_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/lint"
)

// FuzzReview holds what must be true of every finding about any page: it has a
// place in the page, one line that says what is wrong, and says what to do.
func FuzzReview(f *testing.F) {
	files, err := filepath.Glob("testdata/review/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, page := range archive.Files {
			f.Add(page.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pages := map[string][]byte{
			"page.md":  data,
			"other.md": teapot("", "See [page](page.md#example).\n\n"),
		}
		for _, d := range review(pages, lint.Options{}) {
			checkFinding(t, d)
		}
	})
}

func checkFinding(t *testing.T, d diag.Diagnostic) {
	t.Helper()
	spans := []diag.Span{d.At}
	for _, n := range d.Notes {
		spans = append(spans, n.At)
	}
	if d.Fix != nil {
		for _, e := range d.Fix.Edits {
			spans = append(spans, e.At)
		}
	}
	for _, s := range spans {
		if s.IsZero() || s.Start < 0 || s.Start > s.End || s.End > len(s.Source.Text) {
			t.Fatalf("a span from %d to %d is not in the page: %+v", s.Start, s.End, d)
		}
	}
	if d.Message == "" || len(d.Help) == 0 || d.Severity == diag.Off {
		t.Errorf("the finding lacks a message, a help or its severity: %s", show(d))
	}
	if strings.Contains(d.Message, "\n") {
		t.Errorf("the message has several lines: %q", d.Message)
	}
}

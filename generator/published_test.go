package generator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

// Lint says at the type URI's place which of them do not lead to their pages,
// where it is asked to look.
func TestLintResolves(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/p/fine", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><title>Fine</title>") })
	mux.HandleFunc("/p/other", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html><title>Home</title>") })
	mux.HandleFunc("/p/plain", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "# Plain") })
	server := httptest.NewServer(mux)
	defer server.Close()

	dir := t.TempDir()
	for name, title := range map[string]string{"fine": "Fine", "other": "Other", "plain": "Plain", "gone": "Gone"} {
		page := fmt.Sprintf("---\ntitle: %s\nproblem:\n  status: 404\n  type: %s/p/%s\n---\n\nIt is `%s`.\n", title, server.URL, name, name)
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := generator.Options{Catalog: config.Catalog{Pages: dir, Base: server.URL + "/p/"}, Resolve: true}
	report, err := generator.Lint(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range report.Findings {
		if at := d.At.Position(); strings.HasPrefix(d.Rule, "uri-") {
			got = append(got, fmt.Sprintf("%s:%d:%d: %s: %s [%s]", filepath.Base(at.File), at.Line, at.Column, d.Severity, strings.ReplaceAll(d.Message, server.URL, ""), d.Rule))
		}
	}
	want := []string{
		"gone.md:5:9: warning: /p/gone answers with 404 Not Found [uri-unanswered]",
		`other.md:5:9: warning: /p/other leads to another page, "Home" [uri-other-page]`,
		"plain.md:5:9: warning: /p/plain is served as plain text [uri-plain-text]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	o.Catalog.Base = ""
	if _, err := generator.Lint(t.Context(), o); err == nil || !strings.Contains(err.Error(), "give --base") {
		t.Errorf("without a base the error is %v", err)
	}
}

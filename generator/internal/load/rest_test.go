package load

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// findings loads pages and returns their errors and warnings as "file:line:col
// rule".
func findings(t *testing.T, pages map[string]string, o Options) []string {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range pages {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := Load(t.Context(), source.FS(files, "."), o)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, d := range r.Findings {
		if p := d.At.Position(); d.Severity >= diag.Warning {
			found = append(found, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Column, d.Rule))
		}
	}
	return found
}

const section = "\n## %s\n\n**Type:** https://hall.example/problems/%s\n**Status:** 404\n\n%s\n"

// What a file has beside its problems is judged, too: links outside of the
// sections of a catalogue, and the front matter of a page that is none.
func TestWhatIsNoProblem(t *testing.T) {
	catalogue := "# Errors\n\nRead [this](gone.md), [that](#nowhere) and [the first](#seat-unknown).\n" +
		fmt.Sprintf(section, "Seat unknown", "seat-unknown", "The hall has no such seat.") + "\nSee [this](lost.md).\n" +
		fmt.Sprintf(section, "Coat unknown", "coat-unknown", "Nobody gave a coat of that number.") + "\n# Notes\n\nAnd [there](left.md).\n"
	plain := "# Full\n\n**Type:** https://hall.example/problems/full\n**Status:** 409\n\nThe hall is full. The [notes](notes.md#late) say more.\n"
	for _, tt := range []struct {
		name  string
		pages map[string]string
		want  []string
	}{
		{"a catalogue", map[string]string{"errors.md": catalogue}, []string{
			"errors.md:3:13 broken-link", "errors.md:3:30 broken-anchor", "errors.md:12:12 broken-link", "errors.md:23:13 broken-link"}},
		{"no problem page", map[string]string{"full.md": plain, "notes.md": "---\ntitle: Notes\nproblem: false\n---\n\n## Late\n"}, nil},
		{"one with two titles", map[string]string{"full.md": plain, "notes.md": "---\ntitle: Notes\nproblem: false\ntitle: Late\n---\n\n## Late\n"},
			[]string{"notes.md:4:1 duplicate-key"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := findings(t, tt.pages, Options{}); !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

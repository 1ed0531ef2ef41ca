package generator_test

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// TestNoFixMakesNoise makes every fix of a corpus of pages by itself, and all
// of them together: a fix that does not leave fewer findings is none, and no fix
// changes what a problem is.
func TestNoFixMakesNoise(t *testing.T) {
	fixes := 0
	for name, pages := range fixCorpus(t) {
		before := foundIn(t, pages)
		for _, d := range before {
			if d.Fix == nil || keepsFromReading(d) {
				continue
			}
			fixes++
			fixed := fixedPages(pages, diag.List{d})
			if after := foundIn(t, fixed); len(after) >= len(before) {
				t.Errorf("%s: the fix of %s at %s turns %d findings into %d", name, d.Rule, d.At.Position(), len(before), len(after))
			}
			for _, said := range otherFacts(factsOf(t, pages), factsOf(t, fixed)) {
				t.Errorf("%s: the fix of %s at %s: %s", name, d.Rule, d.At.Position(), said)
			}
		}
		if slices.ContainsFunc(before, keepsFromReading) {
			continue
		}
		fixed := allFixed(t, name, pages)
		if after := foundIn(t, fixed); len(after) > len(before) {
			t.Errorf("%s: all fixes turn %d findings into %d", name, len(before), len(after))
		}
	}
	if fixes < 40 {
		t.Errorf("only %d fixes", fixes)
	}
}

// TestFixesLeaveTheRestAlone makes all fixes on pages as Windows writes them, and
// behind a byte order mark: what comes of them is the same but for that.
func TestFixesLeaveTheRestAlone(t *testing.T) {
	forms := map[string]func(string) string{
		"line ends":       func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"byte order mark": func(text string) string { return "\ufeff" + text },
		"no end":          func(text string) string { return strings.TrimRight(text, "\n") },
	}
	for name, pages := range fixCorpus(t) {
		if !strings.Contains(name, "/noise/") {
			continue
		}
		fixed := allFixed(t, name, pages)
		for form, in := range forms {
			others := fstest.MapFS{}
			for page, file := range pages {
				others[page] = &fstest.MapFile{Data: []byte(in(string(file.Data)))}
			}
			for page, file := range allFixed(t, name, others) {
				if want := in(string(fixed[page].Data)); string(file.Data) != want {
					t.Errorf("%s, %s, %s:\n%q, want\n%q", name, page, form, file.Data, want)
				}
			}
		}
	}
}

// TestFixesInHabits holds what comes of all fixes to what is written down.
func TestFixesInHabits(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/noise/habits.txtar")
	if err != nil {
		t.Fatal(err)
	}
	folders := fixCorpus(t)
	for line := range strings.Lines(string(archive.Files[0].Data)) {
		name, want, _ := strings.Cut(strings.TrimSpace(line), ": ")
		folder := "testdata/noise/habits.txtar/" + name
		for _, f := range factsOf(t, allFixed(t, folder, folders[folder])) {
			if got := fmt.Sprintf("%d %q", f.status, f.title); got != want {
				t.Errorf("%s: %s, want %s", name, got, want)
			}
		}
	}
}

// allFixed makes all fixes, round after round, until none is left.
func allFixed(t *testing.T, name string, pages fstest.MapFS) fstest.MapFS {
	t.Helper()
	for range 10 {
		fixed := fixedPages(pages, foundIn(t, pages))
		if maps.EqualFunc(fixed, pages, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
			return pages
		}
		pages = fixed
	}
	t.Errorf("%s: the fixes come to no end", name)
	return pages
}

// facts are what no fix may change, once a page says it.
type facts struct {
	typ, title string
	status     int
}

// factsOf returns the facts of a folder's problems by their pages.
func factsOf(t *testing.T, pages fstest.MapFS) map[string]facts {
	t.Helper()
	r, err := load.Load(t.Context(), source.FS(pages, ""), load.Options{Reserved: gopkg.Reserved(), MayBeEmpty: true})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]facts{}
	for _, h := range r.Heads() {
		all[h.Page+"#"+h.Name] = facts{h.Type, h.Title, h.Status}
	}
	return all
}

// otherFacts says which facts were there before, and are others after.
func otherFacts(before, after map[string]facts) []string {
	var said []string
	for page, was := range before {
		is, ok := after[page]
		if ok && (was.typ != "" && was.typ != is.typ || was.title != "" && was.title != is.title || was.status != 0 && was.status != is.status) {
			said = append(said, fmt.Sprintf("%s was %v and is %v", page, was, is))
		}
	}
	return said
}

// keepsFromReading reports whether a finding kept others from being found: its
// fix brings out what was there already.
func keepsFromReading(d diag.Diagnostic) bool {
	return d.Rule == "invalid-json" || d.Rule == "duplicate-member"
}

// fixCorpus returns folders of pages: those of the forms, those that teams
// write, and those with something wrong on purpose.
func fixCorpus(t *testing.T) map[string]fstest.MapFS {
	t.Helper()
	folders := map[string]fstest.MapFS{}
	for _, pattern := range []string{"testdata/forms/*.txtar", "testdata/pages/*.txtar", "internal/lint/testdata/review/*.txtar", "testdata/noise/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range archive.Files {
				folder, name := file, f.Name
				if group, page, ok := strings.Cut(f.Name, "/pages/"); ok {
					folder, name = file+"/"+group, page
				}
				if folders[folder] == nil {
					folders[folder] = fstest.MapFS{}
				}
				if path.Ext(name) != "" {
					folders[folder][name] = &fstest.MapFile{Data: f.Data}
				}
			}
		}
	}
	return folders
}

// foundIn returns what is found in a folder; nothing where it has no page.
func foundIn(t *testing.T, pages fstest.MapFS) diag.List {
	t.Helper()
	r, err := load.Load(t.Context(), source.FS(pages, ""), load.Options{Reserved: gopkg.Reserved(), MayBeEmpty: true})
	if err != nil {
		t.Fatal(err)
	}
	return r.Findings
}

func fixedPages(pages fstest.MapFS, found diag.List) fstest.MapFS {
	fixed := maps.Clone(pages)
	for _, f := range lint.Apply(found) {
		fixed[f.Source.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fixed
}

package generator_test

import (
	"bytes"
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
// of them together: a fix that leaves more findings than it removes is none.
func TestNoFixMakesNoise(t *testing.T) {
	fixes := 0
	for name, pages := range fixCorpus(t) {
		before := foundIn(t, pages)
		for _, d := range before {
			if d.Fix == nil || keepsFromReading(d) {
				continue
			}
			fixes++
			if after := foundIn(t, fixedPages(pages, diag.List{d})); len(after) > len(before) {
				t.Errorf("%s: the fix of %s at %s turns %d findings into %d", name, d.Rule, d.At.Position(), len(before), len(after))
			}
		}
		if slices.ContainsFunc(before, keepsFromReading) {
			continue
		}
		for range 10 {
			fixed := fixedPages(pages, foundIn(t, pages))
			if maps.EqualFunc(fixed, pages, func(a, b *fstest.MapFile) bool { return bytes.Equal(a.Data, b.Data) }) {
				break
			}
			pages = fixed
		}
		if after := foundIn(t, pages); len(after) > len(before) {
			t.Errorf("%s: all fixes turn %d findings into %d", name, len(before), len(after))
		}
	}
	if fixes < 50 {
		t.Errorf("only %d fixes", fixes)
	}
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

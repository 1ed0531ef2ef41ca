package lint_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/lint"
)

// corpus reads the folders of clean pages, by the names of their archives; those
// of singles.txtar, and of the archives whose names begin so, have a folder each.
func corpus(t *testing.T) map[string]map[string][]byte {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string]map[string][]byte{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages, _ := splitReview(archive)
		switch prefix, _, _ := strings.Cut(name, "_"); prefix {
		case "seeds":
		case "singles":
			for file, data := range pages {
				dir, base, _ := strings.Cut(file, "/")
				if folders[name+":"+dir] == nil {
					folders[name+":"+dir] = map[string][]byte{}
				}
				folders[name+":"+dir][base] = data
			}
		default:
			folders[name] = pages
		}
	}
	return folders
}

// TestPrecision holds that pages without a fault are left in peace, in
// whatever style they are written.
func TestPrecision(t *testing.T) {
	const least = 210
	pages := 0
	for name, folder := range corpus(t) {
		pages += len(folder)
		for _, d := range review(folder, lint.Options{}) {
			t.Errorf("%s: false alarm: %s", name, show(d))
		}
	}
	if pages < least {
		t.Errorf("the corpus has %d pages, which proves less than %d do", pages, least)
	}
}

// A seed is one fault that is put into a clean folder.
type seed struct {
	folder, page, rule string
	// reach is "page" where the fault is something missing that is told
	// elsewhere, "line" where it is told at the name of its row.
	reach    string
	old, new []byte
}

// seeds reads the faults: "-- folder/page.md rule --" or "rule@reach", what stands there, a line
// "====", and what is to stand there instead.
func seeds(t *testing.T) []seed {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/seeds*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all []seed
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, seedsOf(t, archive)...)
	}
	return all
}

func seedsOf(t *testing.T, archive *txtar.Archive) []seed {
	t.Helper()
	var all []seed
	for _, f := range archive.Files {
		place, rule, _ := strings.Cut(f.Name, " ")
		folder, page, _ := strings.Cut(place, "/")
		before, after, ok := bytes.Cut(f.Data, []byte("====\n"))
		if !ok {
			t.Fatalf("the seed %s has no line ====", f.Name)
		}
		trim := func(b []byte) []byte { return bytes.TrimRight(b, "\n") }
		rule, reach, _ := strings.Cut(rule, "@")
		all = append(all, seed{folder, page, rule, reach, trim(before), trim(after)})
	}
	return all
}

// TestRecall puts one fault at a time into the clean folders and counts how
// many are found, by their rule and where they are.
func TestRecall(t *testing.T) {
	const goal = 0.95
	folders := corpus(t)
	all := seeds(t)
	found := 0
	for _, s := range all {
		missed := s.missed(t, folders[s.folder])
		if missed == "" {
			found++
			continue
		}
		t.Logf("missed in %s/%s: %s: %q\n    found: %s", s.folder, s.page, s.rule, s.new, missed)
	}
	t.Logf("%d of %d faults found", found, len(all))
	if float64(found) < goal*float64(len(all)) {
		t.Errorf("%d of %d faults found, fewer than %.0f %%", found, len(all), 100*goal)
	}
}

// missed returns what is found instead of the fault, or "" where it is found.
func (s seed) missed(t *testing.T, clean map[string][]byte) string {
	t.Helper()
	folder := map[string][]byte{}
	for name, data := range clean {
		folder[name] = data
	}
	at := bytes.Index(folder[s.page], s.old)
	if at < 0 {
		t.Fatalf("%s/%s has no %q", s.folder, s.page, s.old)
	}
	folder[s.page] = bytes.Replace(folder[s.page], s.old, s.new, 1)
	var others []string
	for _, d := range review(folder, lint.Options{}) {
		if d.Rule == s.rule && s.isAt(d, at) {
			return ""
		}
		others = append(others, fmt.Sprintf("%v %s", d.At.Position(), d.Rule))
	}
	return strings.Join(append(others, "nothing more"), ", ")
}

// isAt reports whether a finding, or one of its notes, is at the text of the
// fault, which begins at the offset.
func (s seed) isAt(d diag.Diagnostic, offset int) bool {
	spans := []diag.Span{d.At}
	for _, n := range d.Notes {
		spans = append(spans, n.At)
	}
	for _, at := range spans {
		if at.Position().File == s.page && s.reaches(at, offset) {
			return true
		}
	}
	return false
}

func (s seed) reaches(at diag.Span, offset int) bool {
	switch s.reach {
	case "page":
		return true
	case "line":
		return at.Position().Line == at.Source.Span(offset, offset).Position().Line
	}
	return at.Start < offset+len(s.new) && offset < at.End
}

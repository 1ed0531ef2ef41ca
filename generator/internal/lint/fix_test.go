package lint_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/lint"
)

// archives reads the folders of pages that a pattern matches.
func archives(t *testing.T, pattern string) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	all := map[string]*txtar.Archive{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".txtar")] = archive
	}
	return all
}

// repaired returns the files with all fixes made, round after round.
func repaired(t *testing.T, files map[string][]byte) map[string][]byte {
	t.Helper()
	files = maps.Clone(files)
	for range 20 {
		fixed := lint.Apply(review(files, lint.Options{}))
		if len(fixed) == 0 {
			return files
		}
		for _, f := range fixed {
			files[f.Source.Name] = f.Data
		}
	}
	t.Error("the fixes do not come to an end")
	return files
}

// TestFix compares pages whose fixes are all made, byte for byte.
func TestFix(t *testing.T) {
	for name, archive := range archives(t, "testdata/fix/*.txtar") {
		t.Run(name, func(t *testing.T) {
			pages, want := map[string][]byte{}, map[string][]byte{}
			for _, f := range archive.Files {
				if page, isFixed := strings.CutPrefix(f.Name, "fixed/"); isFixed {
					want[page] = f.Data
				} else {
					pages[f.Name] = f.Data
				}
			}
			got := repaired(t, pages)
			for page, data := range want {
				if diff := cmp.Diff(string(data), string(got[page])); diff != "" {
					t.Errorf("%s (-want +got):\n%s", page, diff)
				}
			}
		})
	}
}

// TestFixKeepsLineEnds holds a fix to the bytes around it: a byte order mark,
// and lines that end as on Windows.
func TestFixKeepsLineEnds(t *testing.T) {
	for _, archive := range archives(t, "testdata/fix/*.txtar") {
		unix, dos := map[string][]byte{}, map[string][]byte{}
		for _, f := range archive.Files {
			unix[f.Name] = f.Data
			dos[f.Name] = []byte("\ufeff" + strings.ReplaceAll(string(f.Data), "\n", "\r\n"))
		}
		fixed := repaired(t, dos)
		for name, data := range repaired(t, unix) {
			want := "\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n")
			if diff := cmp.Diff(want, string(fixed[name])); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
}

// TestEachFix makes every fix of the reviews by itself: what it mends is gone
// then, and nothing is found that was not found before, but for descriptions
// that are left to write.
func TestEachFix(t *testing.T) {
	fixes := 0
	for name, archive := range archives(t, "testdata/review/*.txtar") {
		t.Run(name, func(t *testing.T) {
			pages, _ := splitReview(archive)
			before := review(pages, lint.Options{})
			for _, d := range before {
				if d.Fix == nil {
					continue
				}
				fixes++
				fixed := lint.Apply(diag.List{d})
				if len(fixed) != 1 {
					t.Errorf("the fix changes %d pages: %s", len(fixed), show(d))
					continue
				}
				mended := maps.Clone(pages)
				mended[fixed[0].Source.Name] = fixed[0].Data
				compareFindings(t, d, before, review(mended, lint.Options{}))
			}
		})
	}
	if fixes < 10 {
		t.Errorf("the reviews have %d fixes", fixes)
	}
}

// compareFindings compares what is found before and after the fix of one
// finding. Findings are told apart by what survives a change of lines.
func compareFindings(t *testing.T, mended diag.Diagnostic, before, after diag.List) {
	t.Helper()
	key := func(d diag.Diagnostic) string { return d.At.Source.Name + " " + d.Rule + " " + d.Subject }
	count := func(list diag.List, k string) int {
		n := 0
		for _, d := range list {
			if key(d) == k {
				n++
			}
		}
		return n
	}
	if k := key(mended); count(after, k) >= count(before, k) {
		t.Errorf("the fix does not mend %s", show(mended))
	}
	for _, d := range after {
		if k := key(d); d.Rule != "empty-description" && count(after, k) > count(before, k) {
			t.Errorf("%s\nis new after the fix of\n%s", show(d), show(mended))
		}
	}
}

// TestApply puts fixes together: each is made whole or not at all.
func TestApply(t *testing.T) {
	src := diag.NewSource("p.md", []byte("one two three four"))
	fix := func(rule string, edits ...diag.Edit) diag.Diagnostic {
		return diag.Diagnostic{Rule: rule, Fix: &diag.Fix{Edits: edits}}
	}
	edit := func(start, end int, text string) diag.Edit { return diag.Edit{At: src.Span(start, end), New: text} }
	for _, test := range []struct {
		name string
		list diag.List
		want string // empty where nothing changes
	}{
		{"two apart", diag.List{fix("a", edit(0, 3, "1")), fix("b", edit(8, 13, "3"))}, "1 two 3 four"},
		{"two edits in any order", diag.List{fix("a", edit(8, 13, "3"), edit(0, 3, "1"))}, "1 two 3 four"},
		{"half of one overlaps", diag.List{fix("a", edit(0, 3, "1")), fix("b", edit(1, 2, "x"), edit(8, 13, "3"))}, "1 two three four"},
		{"one overlaps itself", diag.List{fix("a", edit(0, 3, "1"), edit(2, 5, "x"))}, ""},
		{"one borders on another", diag.List{fix("a", edit(0, 3, "1")), fix("b", edit(3, 3, ","))}, "1 two three four"},
		{"two insertions of one rule", diag.List{fix("a", edit(3, 3, " 1a")), fix("a", edit(3, 3, " 1b"))}, "one 1a 1b two three four"},
		{"two insertions of two rules", diag.List{fix("a", edit(3, 3, " 1a")), fix("b", edit(3, 3, " 1b"))}, "one 1a two three four"},
		{"one insertion twice", diag.List{fix("a", edit(3, 3, ",")), fix("a", edit(3, 3, ","))}, "one, two three four"},
		{"what is there already", diag.List{fix("a", edit(0, 3, "one"))}, ""},
		{"none", diag.List{{Rule: "a"}, fix("b")}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			for _, f := range lint.Apply(test.list) {
				got += string(f.Data)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestDiff(t *testing.T) {
	src := diag.NewSource("p.md", []byte("one\ntwo\nthree\n"))
	found := diag.List{{Rule: "a", Fix: diag.Replace(src.Span(4, 7), "2", "write 2")}}
	fixed := lint.Apply(found)
	if len(fixed) != 1 {
		t.Fatalf("%d pages are fixed", len(fixed))
	}
	const want = "--- a/p.md\n+++ b/p.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"
	if got := fixed[0].Diff(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !slices.EqualFunc(fixed[0].Findings, found, func(a, b diag.Diagnostic) bool { return a.Rule == b.Rule }) {
		t.Errorf("the findings are %v", fixed[0].Findings)
	}
}

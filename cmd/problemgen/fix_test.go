package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
)

// A fix is made whole or left for the next pass, never in part.
func TestRepairs(t *testing.T) {
	src := diag.NewSource("p.md", []byte("one two three four"))
	edit := func(start, end int, text string) diag.Edit {
		return diag.Edit{At: src.Span(start, end), New: text}
	}
	finding := func(edits ...diag.Edit) diag.Diagnostic {
		return diag.Diagnostic{Fix: &diag.Fix{Edits: edits}}
	}
	for _, test := range []struct {
		name  string
		list  diag.List
		fixes int
		want  string
	}{
		{"two apart", diag.List{finding(edit(0, 3, "1")), finding(edit(8, 13, "3"))}, 2, "1 two 3 four"},
		{"one with two edits", diag.List{finding(edit(8, 13, "3"), edit(0, 3, "1"))}, 1, "1 two 3 four"},
		{"half of the second overlaps", diag.List{finding(edit(0, 3, "1")), finding(edit(1, 2, "x"), edit(8, 13, "3"))}, 1, "1 two three four"},
		{"the same insertion twice", diag.List{finding(edit(3, 3, ",")), finding(edit(3, 3, ","))}, 1, "one, two three four"},
		{"no fix", diag.List{{}, finding()}, 0, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, fixes := "", 0
			for _, r := range repairs(test.list) {
				fixed, _ := r.page.Apply(r.edits)
				got, fixes = string(fixed), fixes+r.fixes
			}
			if got != test.want || fixes != test.fixes {
				t.Errorf("%d fixes give %q, want %d and %q", fixes, got, test.fixes, test.want)
			}
		})
	}
}

// Only the page that was read is replaced, and only inside the pages folder.
func TestRepairWrite(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, "docs/p.md", "\ufeffone\r\ntwo\r\n")
	save(t, "other.md", "one two")
	if err := os.Chmod("docs/p.md", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("p.md", "docs/link.md"); err != nil {
		t.Skip(err)
	}
	mend := func(name, text string, start, end int) error {
		src := diag.NewSource(name, []byte(text))
		r := repair{page: src, edits: []diag.Edit{{At: src.Span(start, end), New: "2\n3"}}}
		return r.write("docs")
	}
	for _, page := range []string{"docs/link.md", "other.md", "docs/none.md"} {
		if err := mend(page, "one two", 4, 7); err == nil {
			t.Errorf("%s was repaired", page)
		}
	}
	if err := mend("docs/p.md", "one two", 4, 7); err == nil {
		t.Error("a page that has changed was repaired")
	}
	if err := mend("docs/p.md", "\ufeffone\r\ntwo\r\n", 4, 7); err != nil {
		t.Fatal(err)
	}
	wantFile(t, "docs/p.md", "\ufeffone\r\n2\r\n3\r\n")
	wantFile(t, "other.md", "one two")
	if info, err := os.Stat("docs/p.md"); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the page's mode is %v (%v)", info.Mode(), err)
	}
	if left, _ := filepath.Glob("docs/.*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func wantFile(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
	}
}

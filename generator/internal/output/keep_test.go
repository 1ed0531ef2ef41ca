package output

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestDigest(t *testing.T) {
	d := Digest{path: "testdata/a b.json", sum: sumOf([]byte("x"))}
	if got, ok := ParseDigest(d.String()); !ok || got != d {
		t.Errorf("%s is read as %v", d, got)
	}
	for _, text := range []string{"", "00 a", d.sum.String(), d.sum.String() + " ", "x" + d.String()} {
		if got, ok := ParseDigest(text); ok {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

// Files that are as an earlier run planned them are kept; where one of them
// is not, none is, and all can be added.
func TestKeep(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, dir string)
		kept   bool
	}{
		{"nothing", func(*testing.T, string) {}, true},
		{"a time stamp", func(t *testing.T, dir string) {
			if err := os.Chtimes(filepath.Join(dir, "a_problem.go"), time.Time{}, time.Unix(1, 0)); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"code", func(t *testing.T, dir string) { write(t, dir, "a_problem.go", "package p\n") }, false},
		{"one byte, and not the time stamp", func(t *testing.T, dir string) {
			name := filepath.Join(dir, "a_problem.go")
			info, err := os.Stat(name)
			if err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content[len(content)-2] ^= 1
			write(t, dir, "a_problem.go", string(content))
			if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a listed file", func(t *testing.T, dir string) { write(t, dir, "testdata/a.golden.json", "{}\n") }, false},
		{"a file that is gone", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, "testdata/a.golden.json")); err != nil {
				t.Fatal(err)
			}
		}, false},
		{"a link in its place", func(t *testing.T, dir string) {
			name := filepath.Join(dir, "a_problem.go")
			if err := os.Rename(name, filepath.Join(dir, "elsewhere")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("elsewhere", name); err != nil {
				t.Skip(err)
			}
		}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			made := keepable(t, dir)
			test.change(t, dir)
			w, err := Open(checked(dir))
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			if kept, err := w.Keep(made); kept != test.kept || err != nil {
				t.Fatalf("kept: %v (%v)", kept, err)
			}
			if !test.kept {
				if _, err := w.Add(pageFiles("a", "a")...); err != nil {
					t.Fatal(err)
				}
			}
			plan, _, err := w.Plan()
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range plan.Changes {
				if c.Kind == Stale {
					t.Errorf("%s is stale", c.Path)
				}
			}
		})
	}
}

// keepable generates a page's files and returns their digests.
func keepable(t *testing.T, dir string) []Digest {
	t.Helper()
	w, err := Open(in(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	made, err := w.Add(pageFiles("a", "a")...)
	if err != nil {
		t.Fatal(err)
	}
	plan, _, err := w.Plan()
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	return made
}

// What is not kept is stale, as what is not added.
func TestKeepOfFewer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	made := keepable(t, dir)
	generate(t, dir, pageFiles("a", "a"), pageFiles("b", "b"))
	w, err := Open(checked(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if kept, err := w.Keep(made); !kept || err != nil {
		t.Fatalf("kept: %v (%v)", kept, err)
	}
	plan, _, err := w.Plan()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range plan.Changes {
		if c.Kind != Stale || c.Page != "b.md" {
			t.Errorf("%s of %s is %s", c.Path, c.Page, c.Kind)
		}
	}
	if len(plan.Changes) != len(pageFiles("b", "b")) {
		t.Errorf("%d changes", len(plan.Changes))
	}
}

// Nothing is kept where there is no output folder, and nothing of nothing.
func TestKeepNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	made := keepable(t, dir)
	for _, test := range []struct {
		dir  string
		made []Digest
	}{{filepath.Join(t.TempDir(), "out"), made}, {dir, nil}} {
		w, err := Open(checked(test.dir))
		if err != nil {
			t.Fatal(err)
		}
		if kept, err := w.Keep(test.made); kept || err != nil {
			t.Errorf("kept: %v (%v)", kept, err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}

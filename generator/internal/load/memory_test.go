package load

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/manypages"
	"github.com/hcnet/problemgen/generator/internal/source"
)

const (
	closing = "\nIf nothing helps, write to the people who run the service.\n"
	sharing = "# Problems\n\n| Attribute | Type | Description |\n|---|---|---|\n| account_id | String | The account. |\n"
)

// A page is judged again where it, or what else it is judged by, is not what it
// was, and at no other time.
func TestMemory(t *testing.T) {
	const pages = 30
	dir := t.TempDir()
	if err := manypages.Write(dir, pages); err != nil {
		t.Fatal(err)
	}
	page := func(i int) string { return manypages.New(i).Path() }
	memory := &Memory{}
	for _, step := range []struct {
		what string
		edit map[string]string // what is put behind pages, or becomes of other files
		want int64
	}{
		{"the first time", nil, pages},
		{"nothing changed", nil, 0},
		{"one page changed", map[string]string{page(3): "\nMore.\n"}, 1},
		{"an introduction that says nothing of members", map[string]string{"README.md": "# Problems\n"}, 0},
		{"one that does", map[string]string{"README.md": sharing}, pages},
		{"the same once more", map[string]string{"README.md": sharing}, 0},
		{"one that says something else", map[string]string{"README.md": sharing + "| ledger | Integer | The ledger. |\n"}, pages},
		{"one that says nothing any more", map[string]string{"README.md": "# Problems\n"}, pages},
		{"a paragraph that two pages have", map[string]string{page(1): closing, page(2): closing}, 2},
		{"a paragraph that three pages have", map[string]string{page(3): closing}, pages},
	} {
		for name, text := range step.edit {
			write(t, filepath.Join(dir, name), text)
		}
		var judged atomic.Int64
		loadWith(t, dir, Options{Memory: memory, Judge: func(*catalog.Problem) diag.List { judged.Add(1); return nil }})
		if got := judged.Load(); got != step.want {
			t.Errorf("%s: %d pages were judged, want %d", step.what, got, step.want)
		}
	}
	if err := os.Remove(filepath.Join(dir, page(3))); err != nil {
		t.Fatal(err)
	}
	loadWith(t, dir, Options{Memory: memory})
	if got := len(memory.pages); got != pages-1 {
		t.Errorf("%d pages are remembered when one of %d is gone", got, pages)
	}
}

// What is remembered is enough to have the whole problem.
func TestMemoryWholeProblems(t *testing.T) {
	const dir = "../../../docs/problems"
	o := Options{Base: "https://hcnet.org/aurora-errors/"}
	want := loadWith(t, dir, o)
	o.Memory = &Memory{}
	for range 3 {
		got := loadWith(t, dir, o)
		if len(got.Heads()) == 0 || len(got.Heads()) != len(want.Heads()) {
			t.Fatalf("there are %d problems, want %d", len(got.Heads()), len(want.Heads()))
		}
		for i := range want.Heads() {
			if p := got.Problem(i); len(p.Doc) == 0 || !sameProblem(p, want.Problem(i)) {
				t.Errorf("%s: the problem is another one from memory", p.Page)
			}
		}
		if !maps.Equal(got.Asked(), want.Asked()) {
			t.Errorf("other files were asked for: %v, want %v", got.Asked(), want.Asked())
		}
	}
}

func loadWith(t *testing.T, dir string, o Options) *Result {
	t.Helper()
	from, err := source.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { from.Close() })
	r, err := Load(t.Context(), from, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// write puts a text behind a page; other files become it.
func write(t *testing.T, name, text string) {
	t.Helper()
	former, err := os.ReadFile(name)
	if err == nil && !strings.HasSuffix(name, "README.md") {
		text = string(slices.Concat(former, []byte(text)))
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Type URIs that are spelled as the folder's others are follow these.
func TestMemorySpelling(t *testing.T) {
	const untyped = "# Seat taken\n\n**Status:** 409\n\nThe hall says no.\n"
	dir := t.TempDir()
	write(t, filepath.Join(dir, "seat-taken.md"), untyped)
	o := Options{Base: "https://hall.example/problems/", Memory: &Memory{}}
	for _, want := range []string{"aisle-shut", "aisle-shut", "aisleShut", "aisle_shut"} {
		other := filepath.Join(dir, "aisle-shut.md")
		_ = os.Remove(other) // it is not there at first
		write(t, other, "# Aisle shut\n\n**Type:** "+o.Base+want+"\n**Status:** 409\n\nThe aisle is shut.\n")
		heads := loadWith(t, dir, o).Heads()
		spelled := map[string]string{"aisle-shut": "seat-taken", "aisleShut": "seatTaken", "aisle_shut": "seat_taken"}[want]
		if got := heads[len(heads)-1].Type; got != o.Base+spelled {
			t.Errorf("beside %s the type is %s, want %s", want, got, spelled)
		}
	}
}

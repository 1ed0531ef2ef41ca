package generator

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/manypages"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A problem of a former catalog is the same one, whichever batch of pages is
// held when it is asked for.
func TestFormerBatches(t *testing.T) {
	dir := t.TempDir()
	if err := manypages.Write(dir, 10); err != nil {
		t.Fatal(err)
	}
	from, err := source.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	f, err := readFormer(t.Context(), from, load.Options{}, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.heads) != 10 || len(f.batches) != 4 {
		t.Fatalf("%d heads in %d batches", len(f.heads), len(f.batches))
	}
	for _, i := range []int{9, 0, 4, 5, 1} {
		h := f.heads[i]
		p, err := f.problem(t.Context(), &h)
		if err != nil {
			t.Fatal(err)
		}
		if p.Name != h.Name || p.Page != h.Page || len(p.Doc) == 0 {
			t.Errorf("%s is %s of %s", h.Name, p.Name, p.Page)
		}
	}
}

package load

import (
	"reflect"
	"sync"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/manypages"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A problem that was read again is the one that was kept whole.
func TestWholeProblems(t *testing.T) {
	many := t.TempDir()
	if err := manypages.Write(many, 60); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"../../../docs/problems", many} {
		kept, heads := problemsOf(t, dir, maxWhole)
		again, outlined := problemsOf(t, dir, 0)
		if !reflect.DeepEqual(heads, outlined) {
			t.Errorf("%s: the heads are others where outlines are kept", dir)
		}
		if len(kept) < 15 || len(again) != len(kept) {
			t.Fatalf("%s: %d and %d problems", dir, len(kept), len(again))
		}
		for i, p := range again {
			if len(p.Doc) == 0 || !sameProblem(p, kept[i]) {
				t.Errorf("%s: the problem is another one when it is read again", p.Page)
			}
		}
	}
}

// problemsOf returns the problems of a folder, of which so many are kept whole,
// and their heads.
func problemsOf(t *testing.T, dir string, whole int) ([]*catalog.Problem, []catalog.Head) {
	t.Helper()
	from, err := source.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { from.Close() })
	in, err := Read(t.Context(), from, Options{Base: "https://hcnet.org/aurora-errors/"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := in.judge(t.Context(), whole)
	if err != nil {
		t.Fatal(err)
	}
	problems := make([]*catalog.Problem, len(r.Heads()))
	var mu sync.Mutex
	err = r.Each(t.Context(), "build", func(i int, p *catalog.Problem) error {
		mu.Lock()
		defer mu.Unlock()
		problems[i] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return problems, r.Heads()
}

// sameProblem compares problems but for what is let go of.
func sameProblem(a, b *catalog.Problem) bool {
	release := func(p *catalog.Problem) {
		eachMember(p.Members, func(m *catalog.Member) { m.Row, m.Seen, m.Missing = nil, nil, nil })
	}
	release(a)
	release(b)
	return reflect.DeepEqual(a, b)
}

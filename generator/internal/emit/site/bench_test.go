package site

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// BenchmarkProblem makes the pages of a hundred ordinary problem types.
func BenchmarkProblem(b *testing.B) {
	files := map[string][]byte{}
	for i := range 100 {
		s := manypages.New(i)
		files[s.Path()] = s.Markdown()
	}
	f := readFolder(manypages.Base, files)
	m, err := New(f.heads, f.intro, Options{Base: manypages.Base, Schema: schema, SchemaName: schemaName})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range f.problems {
			if _, err := m.Problem(p); err != nil {
				b.Fatal(err)
			}
		}
	}
}

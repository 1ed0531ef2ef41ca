// Package emittest has what the tests of outputs need: the pages of a folder as
// a catalog, problems that say everything that a page can say, and a stand-in
// for who puts the pieces of a file together.
package emittest

import (
	"bytes"
	"io"
	"sync"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// Base is what the type URIs of the running example begin with.
const Base = "https://hcnet.org/aurora-errors/"

// Aurora returns the running example; root is the path to the repository.
func Aurora(t testing.TB, root string) *catalog.Catalog {
	return Pages(t, root+"/docs/problems", Base)
}

// Pages returns the catalog of a folder of pages.
func Pages(t testing.TB, dir, base string) *catalog.Catalog {
	t.Helper()
	from, err := source.Folder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	r, err := load.Load(t.Context(), from, load.Options{Base: base})
	if err != nil {
		t.Fatal(err)
	}
	c := &catalog.Catalog{Intro: r.Intro, Problems: make([]*catalog.Problem, len(r.Heads()))}
	var mu sync.Mutex
	err = r.Each(t.Context(), "build", func(i int, p *catalog.Problem) error {
		mu.Lock()
		defer mu.Unlock()
		c.Problems[i] = p
		return nil
	})
	if err != nil || len(c.Problems) == 0 {
		t.Fatal(err, len(c.Problems))
	}
	return c
}

// Composed returns what a composer makes of the problems.
func Composed(t testing.TB, composer emit.Composer, problems []*catalog.Problem) []byte {
	t.Helper()
	var sections [][]byte
	for i, p := range problems {
		chunks, err := composer.Chunks(p)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			sections = make([][]byte, len(chunks))
		}
		for s := range sections {
			sections[s] = append(sections[s], chunks[s]...)
		}
	}
	var b bytes.Buffer
	err := composer.Compose(&b, func(w io.Writer, section int) error {
		_, err := w.Write(sections[section])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

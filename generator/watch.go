package generator

import (
	"reflect"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/load"
)

// A Watch remembers what pages came to from one [Lint] to the next, so that of
// a folder in which one page was saved that page alone is read and judged again.
// The zero Watch remembers nothing yet. Runs with one Watch follow one another.
type Watch struct{ folders []watchedFolder }

// A watchedFolder is remembered for exactly one catalog: every setting may
// change what a page comes to.
type watchedFolder struct {
	catalog config.Catalog
	memory  *load.Memory
}

// memory returns what is remembered for a catalog.
func (w *Watch) memory(c config.Catalog) *load.Memory {
	if w == nil {
		return nil
	}
	for _, f := range w.folders {
		if reflect.DeepEqual(f.catalog, c) {
			return f.memory
		}
	}
	f := watchedFolder{c, &load.Memory{}}
	w.folders = append(w.folders, f)
	return f.memory
}

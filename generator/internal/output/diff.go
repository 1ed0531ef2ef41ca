package output

import (
	"fmt"
	"path"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/unified"
)

// maxDiffs bounds what the differences of a check may take together.
const maxDiffs = 16 << 20

// devNull stands in diffs for a file that is not there, on any system.
const devNull = "/dev/null"

// describe makes the difference that a check shows.
func (w *Writer) describe(c *change, old, content []byte) {
	if c.LineEnds {
		return
	}
	from, to := w.label("a", c.Path), w.label("b", c.Path)
	switch c.Kind {
	case Missing:
		from = devNull
	case Stale:
		to = devNull
	}
	w.mu.Lock()
	full := w.diffs > maxDiffs
	w.mu.Unlock()
	if full {
		c.Diff = fmt.Sprintf("--- %s\n+++ %s\n# left out: all differences together are over %d MiB\n", from, to, maxDiffs>>20)
		return
	}
	c.Diff = unified.Diff(from, old, to, content)
	w.mu.Lock()
	w.diffs += len(c.Diff)
	w.mu.Unlock()
}

// label returns a file's name for a diff, such that tools that apply it from
// the folder of the run find the file.
func (w *Writer) label(side, name string) string {
	if filepath.IsLocal(w.opts.Dir) {
		name = w.shown(name)
	}
	return path.Join(side, name)
}

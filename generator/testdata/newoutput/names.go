// Package names makes a list of the problem types: a name and a status a line.
package names

import (
	"fmt"
	"io"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Maker makes the list.
type Maker struct{}

// Chunks returns the line of one problem.
func (Maker) Chunks(p *catalog.Problem) ([][]byte, error) {
	return [][]byte{fmt.Appendf(nil, "%s: %d\n", p.Name, p.Status.Value)}, nil
}

// Compose writes the lines one after the other.
func (Maker) Compose(w io.Writer, copy func(io.Writer, int) error) error { return copy(w, 0) }

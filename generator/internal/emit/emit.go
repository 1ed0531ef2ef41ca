// Package emit says what an output is: something made of a catalog, problem by
// problem, so that ten thousand of them need not be in memory at once.
package emit

import (
	"io"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A Maker makes the files of an output that is a folder.
type Maker interface {
	// Shared returns the files that say no more of the problems than their
	// heads do.
	Shared() ([]catalog.File, error)
	// Problem returns the files of one problem. It is called for several
	// problems at a time, and keeps nothing of them.
	Problem(p *catalog.Problem) ([]catalog.File, error)
}

// A Composer makes an output that is one file, out of chunks of its problems.
type Composer interface {
	// Chunks returns what the file says of one problem: one chunk for each of
	// the file's sections, always as many. It is called for several problems
	// at a time, and keeps nothing of them.
	Chunks(p *catalog.Problem) ([][]byte, error)
	// Compose writes the file without its mark. What copy writes are all
	// problems' chunks of a section, in the order of the problems' names; it
	// may be called more than once for a section.
	Compose(w io.Writer, copy func(w io.Writer, section int) error) error
}

// A Gatherer is a Maker one of whose files is composed of chunks of all
// problems.
type Gatherer interface {
	Maker
	// Gathered returns the path of that file, and what composes it.
	Gathered() (file string, c Composer)
	// Both returns what Problem returns, and the chunks of the gathered file,
	// so that what the two have in common is made once.
	Both(p *catalog.Problem) (files []catalog.File, chunks [][]byte, err error)
}

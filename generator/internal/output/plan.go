package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Kind tells the changes apart.
type Kind int

// The kinds of changes.
const (
	Missing   Kind = iota // planned, not there
	Different             // planned, there with other content
	Stale                 // ours, no longer planned
	Leftover              // left by a run that was killed; only a check says so
)

// String returns the kind as reports name it.
func (k Kind) String() string {
	return [...]string{"missing", "different", "stale", "leftover"}[k]
}

// A Change is a file that is not on disk as it is planned.
type Change struct {
	Kind Kind
	// Path is the path inside the output folder, with slashes.
	Path string
	// Page is the page that the file is made from, or was; empty for files
	// that all pages share.
	Page string
	// Pages are those pages of which a file that all share says what is not on
	// disk, as far as a check finds out; a few of them, where they are many.
	Pages []string
	// Edited tells that the file on disk is not as it was written.
	Edited bool
	// LineEnds tells that the file on disk differs in nothing but its line ends,
	// which are those of Windows.
	LineEnds bool
	// Diff is the change as a unified diff, in a check; empty where nothing but
	// line ends differ.
	Diff string
}

// A Plan is what has to be done to the output folder.
type Plan struct {
	// Changes are sorted by path.
	Changes []Change

	writer *Writer
}

// Apply makes the changes. It does not stop once the first file is renamed:
// what follows is quick, and stopping would leave more to repair.
func (p *Plan) Apply(ctx context.Context) error {
	w := p.writer
	switch {
	case w.opts.Check:
		return errors.New("output: a check writes nothing")
	case w.blocked:
		return fmt.Errorf("output: %s has files that are in the way", w.opts.Dir)
	case ctx.Err() != nil:
		return ctx.Err()
	case w.stage == nil:
		return errors.New("output: applied after Close")
	case w.stage.beside != nil && len(w.work) == 0:
		return nil
	case w.stage.beside != nil:
		return w.stage.beside.moveIn()
	}
	if err := w.replace(); err != nil {
		return fmt.Errorf("%s: %w", w.opts.Dir, err)
	}
	return nil
}

// Close is Close of the plan's writer.
func (p *Plan) Close() error { return p.writer.Close() }

// replace renames and removes, under the protection of a journal.
func (w *Writer) replace() error {
	if err := w.writeJournal(); err != nil {
		return err
	}
	for _, c := range w.work {
		if c.Kind == Stale {
			continue
		}
		if err := w.stage.rename(c.temporary, c.Path); err != nil {
			return err
		}
	}
	if err := w.removeStale(); err != nil {
		return err
	}
	return w.removeJournal()
}

// removeStale removes the stale files, and the folders that held nothing else.
func (w *Writer) removeStale() error {
	var emptied []string
	for _, c := range w.work {
		if c.Kind != Stale {
			continue
		}
		if err := w.dir.Remove(c.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if dir := path.Dir(c.Path); dir != "." && !slices.Contains(emptied, dir) {
			emptied = append(emptied, dir)
		}
	}
	for _, dir := range emptied {
		if rest, err := w.dir.List(dir); err != nil || len(rest) > 0 {
			continue
		}
		if err := w.dir.Remove(dir); err != nil {
			return err
		}
	}
	return nil
}

package output

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The journal lists, one a line with their sums, the listed files that a run
// replaces or removes: as they were and as they will be. A mark can vouch
// for them only before or after; in between the journal tells that they are
// ours and that nobody has edited them.

// readJournal takes over what a run has claimed that did not end well.
func (w *Writer) readJournal() error {
	there, _, err := w.tree.look(w.names.journal())
	if err != nil || there != file {
		return err
	}
	content, err := readFile(w.dir, w.names.journal())
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(content)) {
		text, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if s, ok := parseSum(text); ok && w.opts.listable(name) {
			w.journal = append(w.journal, listing{name, s})
		}
	}
	w.claim("", w.journal)
	return nil
}

// writeJournal writes the journal for the planned changes. What an earlier
// one claims is carried over.
func (w *Writer) writeJournal() error {
	before := len(w.journal)
	for _, c := range w.work {
		if c.listed && c.Kind != Missing {
			w.journal = append(w.journal, listing{c.Path, c.was})
		}
		if c.listed && c.Kind != Stale {
			w.journal = append(w.journal, listing{c.Path, c.will})
		}
	}
	if len(w.journal) == before {
		return nil
	}
	slices.SortFunc(w.journal, func(a, b listing) int {
		return cmp.Or(cmp.Compare(a.path, b.path), bytes.Compare(a.sum[:], b.sum[:]))
	})
	w.journal = slices.Compact(w.journal)
	var lines bytes.Buffer
	for _, l := range w.journal {
		fmt.Fprintf(&lines, "%s %s\n", l.sum, l.path)
	}
	temporary, err := w.stage.put(w.names.journal(), lines.Bytes())
	if err != nil {
		return err
	}
	return w.stage.rename(temporary, w.names.journal())
}

// removeJournal ends a run that ended well.
func (w *Writer) removeJournal() error {
	err := w.dir.Remove(w.names.journal())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

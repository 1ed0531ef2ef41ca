package output

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// claims are the listed files that are known to be ours, with all sums that
// they may have and the page that they come from.
type claims map[string][]claim

type claim struct {
	sum  sum
	page string
}

func (c claims) has(name string, s sum) bool {
	return slices.ContainsFunc(c[name], func(known claim) bool { return known.sum == s })
}

func (w *Writer) claim(page string, lists []listing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, l := range lists {
		w.claims[l.path] = append(w.claims[l.path], claim{l.sum, page})
	}
}

// judge tells, now that all marks are read, whose the planned files on disk
// are.
func (w *Writer) judge() {
	for _, c := range w.work {
		if c.Kind != Different {
			continue
		}
		if c.listed {
			c.owned = len(w.claims[c.Path]) > 0
			c.Edited = !w.claims.has(c.Path, c.was)
		}
		if !c.owned {
			w.block(foreignFile(w.shown(c.Path), w.excerpt(c.Path)))
		} else if c.Edited {
			w.note(editedFile(w.shown(c.Path), w.excerpt(c.Path)))
		}
	}
	w.work = slices.DeleteFunc(w.work, func(c *change) bool { return !c.owned })
}

// excerpt returns a file's content for a finding, as far as it can be had.
func (w *Writer) excerpt(name string) []byte {
	content, err := readFile(w.dir, name)
	if err != nil {
		return nil
	}
	return content
}

// findStale finds what is ours and no longer planned: first by its own mark,
// then by the listings of all marks. An output that is one file has nothing
// else.
func (w *Writer) findStale() error {
	if w.opts.File != "" {
		return w.findStaleFile(".", w.opts.File)
	}
	dirs, err := w.folders()
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		if err := w.findStaleIn(dir); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.claims)) {
		if err := w.judgeListed(name); err != nil {
			return err
		}
	}
	return nil
}

// folders returns the folders in which files of the output may be, sorted.
func (w *Writer) folders() ([]string, error) {
	dirs := map[string]bool{".": true}
	for _, dir := range w.opts.Folders {
		dirs[dir] = true
	}
	for _, name := range w.planned {
		dirs[path.Dir(name)] = true
	}
	if dirs["*"] {
		delete(dirs, "*")
		if err := w.below(".", dirs); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(dirs)), nil
}

// below adds all folders inside one. Hidden ones are somebody else's.
func (w *Writer) below(dir string, dirs map[string]bool) error {
	in, err := w.tree.list(dir)
	if err != nil || in.strange != "" {
		return err
	}
	for base, what := range in.entries {
		if what != directory || strings.HasPrefix(base, ".") {
			continue
		}
		name := path.Join(dir, base)
		dirs[name] = true
		if err := w.below(name, dirs); err != nil {
			return err
		}
	}
	return nil
}

// findStaleIn finds the stale files of one folder that have a mark.
func (w *Writer) findStaleIn(dir string) error {
	in, err := w.tree.list(dir)
	if err != nil || in.strange != "" {
		return err
	}
	for _, base := range slices.Sorted(maps.Keys(in.entries)) {
		if err := w.findStaleFile(dir, base); err != nil {
			return err
		}
	}
	return nil
}

// findStaleFile finds out whether a file is stale. A mark of another kind shows
// that the folder is another output's.
func (w *Writer) findStaleFile(dir, base string) error {
	name := path.Join(dir, base)
	there, _, err := w.tree.look(name)
	if err != nil || there != file || !syntaxOf(base).known() || w.isPlanned(name) {
		return err
	}
	content, err := readFile(w.dir, name)
	if err != nil {
		return err
	}
	m, ok := w.opts.parseMark(name, content)
	switch {
	case !ok:
		return nil
	case m.kind != w.opts.Kind:
		w.block(otherKind(w.shown(name), m.kind, w.opts.Kind))
		return nil
	}
	if m.intact { // what somebody has written into a mark lays claim to nothing
		w.claim(m.page, m.lists)
	}
	return w.stale(Change{Path: name, Page: m.page, Edited: !m.intact}, content)
}

// judgeListed looks whether a listed file is stale.
func (w *Writer) judgeListed(name string) error {
	there, _, err := w.tree.look(name)
	if err != nil || there != file || w.isPlanned(name) {
		return err
	}
	content, err := readFile(w.dir, name)
	if err != nil {
		return err
	}
	edited := !w.claims.has(name, sumOf(unixLines(content)))
	return w.stale(Change{Path: name, Page: w.claims[name][0].page, Edited: edited}, content)
}

// stale plans the removal of a file, unless somebody's work is in it.
func (w *Writer) stale(what Change, content []byte) error {
	if what.Edited {
		w.block(editedStaleFile(w.shown(what.Path), content))
	}
	what.Kind = Stale
	c := &change{Change: what, listed: w.opts.listable(what.Path), was: sumOf(unixLines(content))}
	return w.keep(c, content, nil)
}

// findLeftovers names, in a check, what a run that was killed has left, which
// the next run removes.
func (w *Writer) findLeftovers() error {
	if !w.opts.Check {
		return nil
	}
	left := slices.Clone(w.tree.left)
	for _, name := range []string{w.names.journal(), w.names.lock()} {
		there, _, err := w.tree.look(name)
		if err != nil {
			return err
		}
		if there == file {
			left = append(left, name)
		}
	}
	for _, name := range left {
		w.plan(&change{Change: Change{Kind: Leftover, Path: name}, owned: true})
	}
	return nil
}

func (w *Writer) isPlanned(name string) bool {
	return w.planned[strings.ToLower(name)] == name
}

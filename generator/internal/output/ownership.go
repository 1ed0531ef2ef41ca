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

// judge tells, now that all headers are read, whose the planned files on disk
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

// subfolders are those that the output has, or had in an earlier format.
func subfolders() []string { return []string{"problemstest", "testdata"} }

// findStale finds what is ours and no longer planned: first by its own
// header, then by the listings of all headers.
func (w *Writer) findStale() error {
	dirs := map[string]bool{".": true}
	for _, dir := range subfolders() {
		dirs[dir] = true
	}
	for _, name := range w.planned {
		dirs[path.Dir(name)] = true
	}
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
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

// findStaleIn finds the stale files of one folder that have a header.
func (w *Writer) findStaleIn(dir string) error {
	in, err := w.tree.list(dir)
	if err != nil || in.strange != "" {
		return err
	}
	for _, base := range slices.Sorted(maps.Keys(in.entries)) {
		name := path.Join(dir, base)
		if in.entries[base] != file || commentOf(base) == "" || w.isPlanned(name) {
			continue
		}
		content, err := readFile(w.dir, name)
		if err != nil {
			return err
		}
		if h, ok := parseHeader(name, content); ok {
			w.claim(h.page, h.lists)
			if err := w.stale(Change{Path: name, Page: h.page, Edited: !h.intact}, content); err != nil {
				return err
			}
		}
	}
	return nil
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
	c := &change{Change: what, listed: listable(what.Path), was: sumOf(unixLines(content))}
	return w.keep(c, content, nil)
}

func (w *Writer) isPlanned(name string) bool {
	return w.planned[strings.ToLower(name)] == name
}

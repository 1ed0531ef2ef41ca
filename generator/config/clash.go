package config

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
)

// A place is a file or folder that an output goes to.
type place struct {
	// id is the path by which places are compared; see identity.
	id     string
	shown  string
	folder bool
	// kind is the output's, at is where the file asks for it, and pages the
	// folder that it is made of.
	kind, pages string
	at          diag.Span
}

// clashes finds outputs that are in each other's way, or in that of pages. All
// outputs of the file are looked at, and those that flags ask for.
func (l *loader) clashes(f *file, chosen []entry) (diag.List, error) {
	var found diag.List
	var taken []place
	for _, e := range f.catalogs {
		for _, p := range l.places(e) {
			found = append(found, l.inPages(f, p)...)
			for _, other := range taken {
				found = append(found, overlap(p, other)...)
			}
			taken = append(taken, p)
		}
	}
	for _, e := range chosen {
		for _, p := range l.places(e) {
			if !p.at.IsZero() {
				continue
			}
			if err := l.flagged(p, e, taken); err != nil {
				return nil, err
			}
			taken = append(taken, p)
		}
	}
	return found, nil
}

// places returns where the outputs of an entry go.
func (l *loader) places(e entry) []place {
	var all []place
	for _, o := range e.outputs {
		if o.out.value == "" {
			continue
		}
		out := l.configured(o.out.value)
		at := o.out.at
		if o.at.IsZero() {
			at = diag.Span{}
		}
		all = append(all, place{
			id: identity(out), shown: l.shown(out), folder: l.language.kind(o.kind).IsFolder(),
			kind: o.kind, pages: l.shown(l.configured(e.pages.value)), at: at,
		})
	}
	return all
}

// inPages finds an output that is in the way of a pages folder.
func (l *loader) inPages(f *file, p place) (found diag.List) {
	for _, e := range f.catalogs {
		if e.pages.value == "" {
			continue
		}
		pages := l.configured(e.pages.value)
		if reason := p.nesting(identity(pages)); reason != "" {
			found.Add(badValue(p.at, "the output %s %s %s", p.shown, reason, l.shown(pages)).
				WithHelp("let it go to a place of its own outside the pages"))
		}
	}
	return found
}

// nesting says how an output is in the way of a pages folder.
func (p place) nesting(pages string) string {
	switch {
	case p.id == pages:
		return "is the pages folder"
	case isInside(p.id, pages):
		return "is inside the pages folder"
	case p.folder && isInside(pages, p.id):
		return "has inside it the pages folder"
	}
	return ""
}

// overlap finds two outputs that would remove each other's files.
func overlap(p, other place) diag.List {
	reason := p.overlaps(other)
	if reason == "" {
		return nil
	}
	return diag.List{badValue(p.at, "the %s output %s %s %s", p.kind, p.shown, reason, other.shown).
		WithNote(other.at, "that one is here").
		WithHelp("give each output a place of its own: one would remove what the other generates")}
}

// overlaps says how one output is in the way of another one.
func (p place) overlaps(other place) string {
	switch {
	case p.id == other.id:
		return "goes where another one goes,"
	case other.folder && isInside(p.id, other.id):
		return "is inside another one,"
	case p.folder && isInside(other.id, p.id):
		return "has inside it another one,"
	}
	return ""
}

// flagged returns an error where an output of the flags is in the way of
// another one, or of the pages.
func (l *loader) flagged(p place, e entry, taken []place) error {
	pages := l.configured(e.pages.value)
	if reason := p.nesting(identity(pages)); reason != "" {
		return fmt.Errorf("--%s: the output %s %s %s", l.language.kind(p.kind).Flag, p.shown, reason, l.shown(pages))
	}
	for _, other := range taken {
		own := !other.at.IsZero() && other.pages == p.pages && other.kind == p.kind
		if reason := p.overlaps(other); reason != "" && !own {
			return fmt.Errorf("--%s: the output %s %s %s, which is made of %s", l.language.kind(p.kind).Flag, p.shown, reason, other.shown, other.pages)
		}
	}
	return nil
}

// identity returns the path by which places are compared: without links, as far
// as they exist, and without capitals, which are others on some systems alone.
func identity(name string) string {
	rest := ""
	for at := name; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return strings.ToLower(filepath.Join(real, rest))
		}
		if at == filepath.Dir(at) {
			return strings.ToLower(name)
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

func isInside(inner, outer string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != "." && filepath.IsLocal(rel)
}

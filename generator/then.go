package generator

import (
	"context"
	"errors"
	"path"
	"path/filepath"
	"slices"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A then is what the configuration said of a catalog at a revision.
type then struct {
	catalog config.Catalog
	// was and is are what changes can be seen of, then and today.
	was, is surface
	// pages is where the pages were, by the path from the repository's top, and
	// shown how messages name that folder.
	pages, shown string
	notes        []string
}

// then reads the configuration of a revision. It is where today's is, or else
// in the pages folder or above it; where there was none, today's settings hold.
func (a Against) then(ctx context.Context, o Options, r *source.Repository, at source.Revision) (*then, error) {
	inside, err := r.Path(o.Catalog.Pages)
	if err != nil {
		return nil, err
	}
	t := &then{catalog: o.Catalog, pages: inside, shown: o.Catalog.Pages}
	place := func(out string) string { return insideOr(r, out) }
	t.is = surfaceOf(o.Catalog, place)
	for _, name := range a.configs(r, inside) {
		content, err := r.File(ctx, at, name, maxConfig)
		if errors.Is(err, source.ErrNotThere) {
			continue
		}
		if err != nil {
			return nil, err
		}
		was, notes := parsedThen(at.Short()+":"+name, content)
		t.notes = notes
		if c, ok := sameCatalog(was, path.Dir(name), inside, o.Catalog); ok {
			t.catalog, t.pages = c, path.Join(path.Dir(name), c.Pages)
			t.shown = moved(o.Catalog.Pages, inside, t.pages)
			place = func(out string) string { return path.Join(path.Dir(name), out) }
		}
		break
	}
	t.was = surfaceOf(t.catalog, place)
	return t, nil
}

// configs returns where a configuration may have been, by paths from the
// repository's top.
func (a Against) configs(r *source.Repository, pages string) (names []string) {
	if a.Config != "" {
		if name, err := r.Path(a.Config); err == nil {
			names = append(names, name)
		}
	}
	for folder := pages; ; folder = path.Dir(folder) {
		if name := path.Join(folder, config.FileName); !slices.Contains(names, name) {
			names = append(names, name)
		}
		if folder == "." {
			return names
		}
	}
}

// insideOr returns a path from the repository's top, or as it is where it leads
// out.
func insideOr(r *source.Repository, name string) string {
	if inside, err := r.Path(name); err == nil {
		return inside
	}
	return name
}

// parsedThen reads a configuration of another time. One that cannot be read any
// more is passed over with a note.
func parsedThen(name string, content []byte) ([]config.Catalog, []string) {
	catalogs, found := config.Parse(name, content, Language())
	if len(found) > 0 {
		first := found[0]
		return nil, []string{diag.Visible(name + " cannot be read, so the settings of today hold: " + first.Message)}
	}
	return catalogs, nil
}

// sameCatalog finds, among the catalogs of a former configuration in a folder,
// the one that is today's: by its pages, by its Go package, or because there was
// no other one.
func sameCatalog(then []config.Catalog, folder, pages string, today config.Catalog) (config.Catalog, bool) {
	same := func(is func(config.Catalog) bool) int { return slices.IndexFunc(then, is) }
	i := same(func(c config.Catalog) bool { return path.Join(folder, c.Pages) == pages })
	if pkg := goOutput(today).Get("package"); i < 0 && pkg != "" {
		i = same(func(c config.Catalog) bool { return goOutput(c).Get("package") == pkg })
	}
	if i < 0 && len(then) == 1 {
		i = 0
	}
	if i < 0 {
		return config.Catalog{}, false
	}
	return then[i], true
}

// goOutput returns the Go package of a catalog; one without a kind where there
// is none.
func goOutput(c config.Catalog) config.Output {
	i := slices.IndexFunc(c.Outputs, func(o config.Output) bool { return o.Kind == "go" })
	if i < 0 {
		return config.Output{}
	}
	return c.Outputs[i]
}

// surfaceOf returns what changes can be seen of; place makes the folder of the
// Go package comparable.
func surfaceOf(c config.Catalog, place func(out string) string) surface {
	s := surface{base: c.Base}
	if o := goOutput(c); o.Kind != "" {
		s.pkg, s.place = o.Get("package"), place(o.Out)
	}
	return s
}

// relativeTo returns the path from one folder to another, or the other as it is
// where none leads there.
func relativeTo(from, to string) string {
	if rel, err := filepath.Rel(filepath.FromSlash(from), filepath.FromSlash(to)); err == nil {
		return filepath.ToSlash(rel)
	}
	return to
}

// moved returns how a folder is shown that lies elsewhere in the repository than
// one whose name is known.
func moved(shown, inside, elsewhere string) string {
	return path.Join(filepath.ToSlash(shown), relativeTo(inside, elsewhere))
}

package site

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A place is where a problem type is in the site.
type place struct {
	head catalog.Head
	// path is that of the page's address below the root, file, source and schema
	// are the page's files; schema is empty where there is none.
	path, file, source, schema string
	// published tells that the type URI leads to the page itself, not to an
	// index or to somebody else's host.
	published bool
}

// An entry is a problem type in an index.
type entry struct {
	*place
	// anchors are the fragments that lead to the entry, query the one that does.
	anchors []string
	query   string
}

// A move leads from the page of a former type URI to that of today's.
type move struct {
	path, file string
	to         *place
}

// A plan says where everything is.
type plan struct {
	places map[string]*place // by the problems' names
	byType map[string]*place
	byPage map[string][]*place
	// indexes are the entries of index pages, by their files; indexFile has
	// all problem types.
	indexes   map[string][]*entry
	former    []move
	conflicts []Conflict

	options Options
	root    string // the address of the site's root, with a slash at its end
	index   string // the address of the main index; empty where it is the root
	taken   map[string]string
}

// A Conflict is a problem type that cannot have a page where its type URI leads.
type Conflict struct {
	Head          catalog.Head
	Message, Help string
}

// Conflicts returns which problem types cannot have pages where their type URIs
// lead, in the order of the heads.
func Conflicts(heads []catalog.Head, o Options) []Conflict { return newPlan(heads, o).conflicts }

func newPlan(heads []catalog.Head, o Options) *plan {
	p := &plan{
		places: map[string]*place{}, byType: map[string]*place{}, byPage: map[string][]*place{},
		indexes: map[string][]*entry{}, options: o, taken: map[string]string{},
	}
	p.root, p.index = rootOf(o.Base)
	for _, name := range []string{indexFile, "site.css", "site.js", "icon.svg", "problems.json", "routes.json", ".nojekyll"} {
		p.taken[name] = "the site itself"
	}
	entries := make([]*entry, len(heads))
	for i, h := range heads {
		entries[i] = p.problem(h)
	}
	for i, h := range heads {
		for _, alias := range h.Aliases {
			p.alias(entries[i], alias)
		}
	}
	p.indexes[indexFile] = entries
	for _, in := range p.indexes {
		slices.SortStableFunc(in, func(a, b *entry) int {
			return cmp.Or(cmp.Compare(a.head.Status, b.head.Status), cmp.Compare(a.head.Title, b.head.Title))
		})
	}
	return p
}

// Path returns the path of the address at which the site is served, with slashes
// at both ends; it is empty for a base that no web server serves.
func Path(base string) string {
	root, _ := rootOf(base)
	u, err := url.Parse(root)
	if err != nil || root == "" {
		return ""
	}
	return u.Path
}

// rootOf returns the address of the site's root, and that of its index where a
// base ends in "#" or "=". Both are empty for a base that no web server serves.
func rootOf(base string) (root, index string) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", ""
	}
	if i := strings.IndexAny(base, "?#"); i >= 0 {
		index = base[:i]
		return strings.TrimSuffix(index, "/") + "/", index
	}
	return base[:strings.LastIndexByte(base, '/')+1], ""
}

// problem finds a place for a problem type.
func (p *plan) problem(h catalog.Head) *entry {
	e := &entry{place: &place{head: h}}
	target, inside, err := p.locate(h.Type)
	switch {
	case err != nil:
		p.conflict(h, err.Error())
		inside = false
	case inside && target.fragment == "" && target.query == "":
		e.published = true
		e.setFiles(target.path, p.options)
	case inside:
		p.enter(e, target)
	}
	if !e.published {
		e.setFiles(h.Name, p.options)
	}
	for _, file := range []string{e.file, e.source, e.schema} {
		if file != "" {
			p.take(h, file)
		}
	}
	p.places[h.Name], p.byType[h.Type] = e.place, e.place
	p.byPage[h.Page] = append(p.byPage[h.Page], e.place)
	return e
}

// setFiles names the page's files by its path, which may end in a slash. The
// schema has the name by which it calls itself.
func (e *place) setFiles(at string, o Options) {
	name := strings.TrimSuffix(strings.TrimSuffix(at, "/"), ".html")
	e.path, e.file, e.source = at, pageFile(at, o.Files), name+".md"
	if o.Schema != nil {
		e.schema = o.SchemaName(e.head.Name)
	}
}

func pageFile(at string, files bool) string {
	switch {
	case strings.HasSuffix(at, ".html"):
		return at
	case files && !strings.HasSuffix(at, "/"):
		return at + ".html"
	}
	return path.Join(at, indexFile)
}

// enter has a type URI with a fragment or query lead to an index.
func (p *plan) enter(e *entry, t target) {
	if t.path == "" {
		e.mark(t)
		return
	}
	file := pageFile(t.path, p.options.Files)
	if p.indexes[file] == nil {
		p.take(e.head, file)
	}
	there := &entry{place: e.place}
	there.mark(t)
	p.indexes[file] = append(p.indexes[file], there)
}

func (e *entry) mark(t target) {
	e.query = t.query
	if t.fragment != "" {
		e.anchors = append(e.anchors, t.fragment)
	}
}

// alias has a former type URI lead to the page of today's.
func (p *plan) alias(e *entry, alias string) {
	target, inside, err := p.locate(alias)
	switch {
	case err != nil:
		p.conflict(e.head, err.Error())
	case !inside:
	case target.fragment == "" && target.query == "":
		file := pageFile(target.path, p.options.Files)
		if p.take(e.head, file) {
			p.former = append(p.former, move{target.path, file, e.place})
		}
	default:
		p.enter(e, target)
	}
}

// take notes that a problem type has a file.
func (p *plan) take(h catalog.Head, file string) bool {
	folded := strings.ToLower(file)
	owner := p.taken[folded]
	if owner == "" {
		p.taken[folded] = h.Page
		return true
	}
	p.conflict(h, fmt.Sprintf("the site would have two files of the name %s, the other one from %s", file, owner))
	return false
}

func (p *plan) conflict(h catalog.Head, message string) {
	p.conflicts = append(p.conflicts, Conflict{Head: h, Message: message,
		Help: "give the problem type a type URI whose path every file server can serve, or leave `site` out"})
}

// A target is where a type URI leads below the root.
type target struct{ path, fragment, query string }

// locate returns where below the root a type URI leads; inside is false where it
// leads elsewhere.
func (p *plan) locate(uri string) (t target, inside bool, err error) {
	if p.root == "" {
		return t, false, nil
	}
	address := uri
	if i := strings.IndexAny(uri, "?#"); i >= 0 {
		address = uri[:i]
		u, err := url.Parse(uri)
		if err != nil {
			return t, false, fmt.Errorf("the type URI %s cannot be taken apart", uri)
		}
		t.fragment, t.query = u.Fragment, u.RawQuery
	}
	rest, inside := strings.CutPrefix(address, p.root)
	if address+"/" == p.root || address == p.index {
		rest, inside = "", true
	}
	if !inside {
		return target{}, false, nil
	}
	if rest == "" && t.fragment == "" && t.query == "" {
		return t, false, fmt.Errorf("the type URI %s is the address of the index itself", uri)
	}
	t.path, err = decodePath(rest)
	return t, err == nil, err
}

// decodePath returns the path of files for that of an address, decoded once.
func decodePath(escaped string) (string, error) {
	if escaped == "" {
		return "", nil
	}
	lower := strings.ToLower(escaped)
	decoded, err := url.PathUnescape(escaped)
	name := strings.TrimSuffix(decoded, "/")
	switch {
	case err != nil:
		return "", fmt.Errorf("the path %s of the type URI cannot be decoded", escaped)
	case strings.Contains(lower, "%2f") || strings.Contains(lower, "%5c"):
		return "", fmt.Errorf("the path %s of the type URI hides a separator", escaped)
	case !isFile(name):
		return "", fmt.Errorf("the path %s of the type URI is none that files can have everywhere", escaped)
	case strings.EqualFold(name, "index"):
		return "", fmt.Errorf("the path %s of the type URI is that of the index", escaped)
	}
	return decoded, nil
}

// isFile reports whether a path is one that files can have on all systems, and
// that the Go compiler embeds.
func isFile(name string) bool {
	return module.CheckFilePath(name) == nil && !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.")
}

// escapePath returns the address of a path of files.
func escapePath(name string) string { return (&url.URL{Path: name}).EscapedPath() }

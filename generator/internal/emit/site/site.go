// Package site makes the pages behind the type URIs: a folder that any file
// server serves as it is, in which the path of a problem type's page is that of
// its type URI below the base.
//
// What a page says reaches HTML as text alone, see package render and
// html/template. Links name files, so that the folder works under any prefix
// and from a disk.
package site

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/templates"
)

// Format is the version of the output's form. It goes up when a new version of
// the tool makes other files of the same pages.
const Format = 1

// Policy is the content security policy that every page has. Scripts and styles
// are files of the site; nothing is asked of another host.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

// Options say what the site is like, beside what the pages say.
type Options struct {
	// Base is what the type URIs begin with. Type URIs that do not begin with it
	// have pages under the problem types' names.
	Base string
	// Title is the site's; empty for that of the page that introduces the
	// folder. Home is the address that it leads to; empty for the index.
	Title, Home string
	// Edit is where the pages' sources are, as an address that the path of a
	// page is put behind; empty where nobody is to know.
	Edit string
	// Files makes not_found.html of not_found, instead of not_found/index.html.
	Files bool
	// Served makes the files that package problemsite serves below a folder of
	// its own: there, type URIs lead to files by a table, and former ones need no
	// page. It implies Files.
	Served string
	// Image returns a picture of the pages folder, or nil where there is none of
	// that path.
	Image func(path string) ([]byte, error)
	// Schema returns the JSON Schema of a problem as a file; it may be nil.
	// SchemaName returns the name of that file by the problem's.
	Schema     func(p *catalog.Problem) (catalog.File, error)
	SchemaName func(name string) string
}

// indexFile is the index of all problem types.
const indexFile = "index.html"

// IsListed reports whether a file of that name is vouched for by the page that
// it belongs to: it has no room for a mark, or is there to be read as it is.
func IsListed(name string) bool {
	switch path.Ext(name) {
	case ".html", ".css", ".js":
		return false
	}
	return true
}

// A Maker makes the site's files.
type Maker struct {
	options   Options
	heads     []catalog.Head
	intro     catalog.Intro
	plan      *plan
	templates *template.Template
	around    map[int]*surroundings
}

// New returns what makes the site. The heads must be without conflicts (see
// [Conflicts]).
func New(heads []catalog.Head, intro catalog.Intro, o Options) (*Maker, error) {
	o.Files = o.Files || o.Served != ""
	plan := newPlan(heads, o)
	if len(plan.conflicts) > 0 {
		return nil, fmt.Errorf("%s: %s", plan.conflicts[0].Head.Page, plan.conflicts[0].Message)
	}
	t, err := template.New("site").ParseFS(templates.Site, "site/*.html")
	if err != nil {
		return nil, err
	}
	m := &Maker{options: o, heads: heads, intro: intro, plan: plan, templates: t}
	return m, m.surround()
}

// Shared returns the index, where former type URIs lead, and what all pages
// need.
func (m *Maker) Shared() ([]catalog.File, error) {
	files, err := m.assets()
	if err != nil {
		return nil, err
	}
	indexes, err := m.indexes()
	if err != nil {
		return nil, err
	}
	files = append(files, indexes...)
	if m.options.Served != "" {
		table, err := m.table()
		return m.placed(append(files, table)), err
	}
	// GitHub Pages leaves out files and folders of some names without it.
	files = append(files, catalog.File{Path: ".nojekyll", ListedIn: indexFile})
	for _, f := range m.plan.former {
		file, err := m.moved(f)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, nil
}

// assets returns the files that all pages need.
func (m *Maker) assets() ([]catalog.File, error) {
	var files []catalog.File
	for _, name := range []string{"site.css", "site.js", "icon.svg"} {
		data, err := templates.Site.ReadFile("site/" + name)
		if err != nil {
			return nil, err
		}
		f := catalog.File{Path: name, Data: data}
		if IsListed(name) {
			f.ListedIn = indexFile
		}
		files = append(files, f)
	}
	return files, nil
}

// placed puts files below the folder from which they are served.
func (m *Maker) placed(files []catalog.File) []catalog.File {
	if m.options.Served == "" {
		return files
	}
	for i := range files {
		f := &files[i]
		f.Path = path.Join(m.options.Served, f.Path)
		if f.ListedIn != "" {
			f.ListedIn = path.Join(m.options.Served, f.ListedIn)
		}
	}
	return files
}

// Problem returns a problem type's page, with its source, its schema and the
// pictures that it shows.
func (m *Maker) Problem(p *catalog.Problem) ([]catalog.File, error) {
	place, known := m.plan.places[p.Name]
	if !known {
		return nil, fmt.Errorf("%s: %q is not among the problem types", p.Page, p.Name)
	}
	v := m.newPage(p, place)
	document, err := v.render(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p.Page, err)
	}
	files := []catalog.File{{Path: place.source, Page: p.Page, Data: v.source(document.Markdown), ListedIn: place.file}}
	if m.options.Schema != nil {
		schema, err := m.options.Schema(p)
		if err != nil {
			return nil, err
		}
		schema.Path, schema.Page, schema.ListedIn = place.schema, p.Page, place.file
		files = append(files, schema)
	}
	page, err := m.execute("problem", place.file, v)
	if err != nil {
		return nil, err
	}
	page.Page = p.Page
	files = append(files, page)
	return m.placed(append(files, v.links.pictures(p.Page, place.file)...)), nil
}

// execute returns a page as a file.
func (m *Maker) execute(name, file string, data any) (catalog.File, error) {
	var out bytes.Buffer
	out.Grow(8 << 10) // which most pages take
	if err := m.templates.ExecuteTemplate(&out, name, data); err != nil {
		return catalog.File{}, err
	}
	return catalog.File{Path: file, Data: out.Bytes()}, nil
}

// A frame is what surrounds the text of every page.
type frame struct {
	*surroundings
	// Heading is the text of the browser's tab, Canonical the address that the
	// page is known by.
	Heading, Description, Canonical string
	file                            string
}

// surroundings are what all pages have around them that are so deep in folders.
type surroundings struct{ Start, Top, Bottom template.HTML }

// surround makes the surroundings of pages, for each depth that there is.
func (m *Maker) surround() error {
	files := slices.Collect(maps.Keys(m.plan.indexes))
	for _, p := range m.plan.places {
		files = append(files, p.file)
	}
	for _, f := range m.plan.former {
		files = append(files, f.file)
	}
	m.around = map[int]*surroundings{}
	for _, file := range files {
		depth := strings.Count(file, "/")
		if m.around[depth] != nil {
			continue
		}
		s := &surroundings{}
		data := map[string]string{"Policy": Policy, "Title": m.title(), "Home": m.options.Home, "Up": strings.Repeat("../", depth)}
		for name, part := range map[string]*template.HTML{"start": &s.Start, "top": &s.Top, "bottom": &s.Bottom} {
			var out strings.Builder
			if err := m.templates.ExecuteTemplate(&out, name, data); err != nil {
				return err
			}
			*part = template.HTML(out.String())
		}
		m.around[depth] = s
	}
	return nil
}

func (m *Maker) frame(file, heading string) frame {
	if title := m.title(); heading != title {
		heading += " · " + title
	}
	return frame{surroundings: m.around[strings.Count(file, "/")], Heading: heading, file: file}
}

func (m *Maker) title() string {
	switch {
	case m.options.Title != "":
		return m.options.Title
	case m.intro.Title != "":
		return m.intro.Title
	}
	return "Problem types"
}

// To returns the address of a file of the site, from the page.
func (f frame) To(file string) string { return relative(f.file, file) }

// relative returns the address of a file as seen from another one of the site.
func relative(from, to string) string {
	up := ""
	dir := path.Dir(from)
	for dir != "." && to != dir && !hasDir(to, dir) {
		up += "../"
		dir = path.Dir(dir)
	}
	if dir != "." {
		to = to[len(dir)+1:]
	}
	return up + escapePath(to)
}

func hasDir(file, dir string) bool {
	return len(file) > len(dir) && file[:len(dir)] == dir && file[len(dir)] == '/'
}

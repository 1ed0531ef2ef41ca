package site

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/render"
)

// An indexView is what the template of an index shows.
type indexView struct {
	frame
	Title      string
	Lead, Body template.HTML
	Problems   []line
}

// A line is a problem type in an index.
type line struct {
	Href, Title, Name, Summary string
	Statuses                   []status
	Deprecated, Retired        string
	// Anchor and Anchors are the fragments that lead here, Query the query.
	Anchor, Query string
	Anchors       []string
	// Words are further ones that the search looks at.
	Words string
}

// indexes returns the index, those of pages with several type URIs, and the list
// for machines.
func (m *Maker) indexes() ([]catalog.File, error) {
	var files []catalog.File
	for _, file := range slices.Sorted(maps.Keys(m.plan.indexes)) {
		made, err := m.index(file, m.plan.indexes[file])
		if err != nil {
			return nil, err
		}
		files = append(files, made...)
	}
	list, err := m.list()
	return append(files, list), err
}

func (m *Maker) index(file string, entries []*entry) ([]catalog.File, error) {
	v := &indexView{frame: m.frame(file, m.title()), Title: m.title()}
	v.Description = "All problem types, with their statuses, members and examples."
	for _, e := range entries {
		v.Problems = append(v.Problems, v.line(e))
	}
	l := m.links(m.intro.Page, file, "index")
	if m.intro.Source != nil && file == indexFile {
		document, err := render.Render(render.Page{Text: m.intro.Source.Text, Link: l.link, Image: l.image})
		if err != nil {
			return nil, err
		}
		if l.err != nil {
			return nil, l.err
		}
		v.Lead, v.Body = document.Lead, document.Body
	}
	made, err := m.execute("index", file, v)
	return append([]catalog.File{made}, l.pictures("", file)...), err
}

func (v *indexView) line(e *entry) line {
	h := e.head
	l := line{
		Href: v.To(e.file), Title: visible(h.Title), Name: h.Name, Summary: visible(h.Summary), Statuses: statusesOf(h),
		Deprecated: visible(h.Deprecated), Retired: visible(h.Retired), Query: e.query,
	}
	for _, a := range e.anchors {
		if strings.ContainsAny(a, " \t\n") {
			continue // no identifier of HTML
		}
		if l.Anchor == "" {
			l.Anchor = a
		} else {
			l.Anchors = append(l.Anchors, a)
		}
	}
	words := append([]string{strings.ReplaceAll(h.Name, "_", " "), h.Type}, h.Aliases...)
	for _, s := range l.Statuses {
		words = append(words, s.Phrase)
	}
	l.Words = visible(strings.Join(words, " "))
	return l
}

// A listed problem is one in the list for machines.
type listed struct {
	Type       string   `json:"type"`
	Name       string   `json:"name"`
	Title      string   `json:"title"`
	Status     int      `json:"status"`
	Statuses   []int    `json:"statuses,omitempty"` // where there are several
	Summary    string   `json:"summary"`
	Path       string   `json:"path"`
	Deprecated string   `json:"deprecated,omitempty"`
	Retired    string   `json:"retired,omitempty"`
	Aliases    []string `json:"aliases,omitempty"`
}

// list returns problems.json. Its JSON has no character that HTML gives a
// meaning.
func (m *Maker) list() (catalog.File, error) {
	all := make([]listed, 0, len(m.heads))
	for _, h := range m.heads {
		all = append(all, listed{
			Type: h.Type, Name: h.Name, Title: h.Title, Status: h.Status, Statuses: h.Statuses, Summary: h.Summary,
			Path: m.plan.places[h.Name].file, Deprecated: h.Deprecated, Retired: h.Retired, Aliases: h.Aliases,
		})
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetIndent("", "  ")
	err := e.Encode(all)
	return catalog.File{Path: "problems.json", Data: out.Bytes(), ListedIn: indexFile}, err
}

// A movedView leads from a former type URI on.
type movedView struct {
	frame
	Href, Title string
}

func (m *Maker) moved(f move) (catalog.File, error) {
	title := visible(f.to.head.Title)
	v := &movedView{frame: m.frame(f.file, title), Title: title}
	v.Href = v.To(f.to.file)
	if f.to.published {
		v.Canonical = f.to.head.Type
	}
	made, err := m.execute("moved", f.file, v)
	made.Page = f.to.head.Page
	return made, err
}

// A servedTable is what package problemsite has of routes.json.
type servedTable struct {
	Pages  []servedPage  `json:"pages"`
	Former []servedMoved `json:"former"`
}

// A servedPage is a path with its files, in the order in which they are
// preferred.
type servedPage struct {
	Path  string   `json:"path"`
	Files []string `json:"files"`
}

// A servedMoved is a former path and where it leads, relative to it.
type servedMoved struct {
	Path     string `json:"path"`
	Location string `json:"location"`
}

// table returns routes.json, which names problem types and says nothing else of
// them.
func (m *Maker) table() (catalog.File, error) {
	t := servedTable{Pages: []servedPage{}, Former: []servedMoved{}}
	for _, file := range slices.Sorted(maps.Keys(m.plan.indexes)) {
		t.Pages = append(t.Pages, servedPage{strings.TrimSuffix(strings.TrimSuffix(file, indexFile), ".html"), []string{file}})
	}
	for _, h := range m.heads {
		p := m.plan.places[h.Name]
		page := servedPage{p.path, []string{p.file, p.source}}
		if p.schema != "" {
			page.Files = slices.Insert(page.Files, 1, p.schema)
		}
		t.Pages = append(t.Pages, page)
	}
	for _, f := range m.plan.former {
		t.Former = append(t.Former, servedMoved{f.path, relative(f.path, f.to.path)})
	}
	data, err := json.MarshalIndent(t, "", "  ")
	return catalog.File{Path: "routes.json", Data: append(data, '\n'), ListedIn: indexFile}, err
}

package generator

import (
	"fmt"
	"strings"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/emit/jsonschema"
	"github.com/hcnet/problemgen/generator/internal/emit/site"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// ruleSitePath is about a problem type that cannot have a page where its type
// URI leads: error.
const ruleSitePath = "site-path"

const (
	// maxPicture is the size of a picture that a site shows, in bytes.
	maxPicture = 4 << 20
	// maxPictures is how many pictures of a pages folder are looked at, to find
	// out whether one has changed.
	maxPictures = 10_000
)

// siteKeys are the settings of a site.
func siteKeys() []config.Key {
	return []config.Key{
		{Name: "title", Doc: "What the site is called; else it is the title of the page that introduces the folder.", Example: "Problems of the shop API"},
		{Name: "home", Doc: "Where that title leads; else to the index.", Example: "https://example.com/docs/", Wrong: wrongAddress},
		{Name: "edit", Doc: "Where the pages' sources can be edited: what the path of a page is put behind.", Example: "https://github.com/acme/shop/edit/main/docs/problems/", Wrong: wrongAddress},
		{Name: "urls", Doc: "Whether not_found is the file not_found/index.html or not_found.html.", Example: "folder", Values: []string{"folder", "file"}},
	}
}

// wrongAddress says why a value is no address to link to.
func wrongAddress(value string) string {
	if strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://") || strings.HasPrefix(value, "/") && !strings.HasPrefix(value, "//") {
		return ""
	}
	return "it begins with https:// or with /"
}

// siteMaker makes a static site.
func siteMaker(m making) (emit.Maker, error) {
	o, err := m.siteOptions()
	if err != nil {
		return nil, err
	}
	return site.New(m.heads, m.intro, o)
}

// siteOptions returns what a site says beside the pages.
func (m making) siteOptions() (site.Options, error) {
	schemas, err := jsonschema.New(m.heads, m.intro, jsonschema.Options{Base: m.catalog.Base})
	return site.Options{
		Base: m.catalog.Base, Title: m.output.Get("title"), Home: m.output.Get("home"), Edit: m.output.Get("edit"),
		Files: m.output.Get("urls") == "file", SchemaName: jsonschema.FileName,
		Schema: func(p *catalog.Problem) (catalog.File, error) {
			files, err := schemas.Problem(p)
			if err != nil {
				return catalog.File{}, err
			}
			return files[0], nil // a problem has one schema
		},
		Image: m.picture,
	}, err
}

// picture reads a picture of the pages folder; one that is not there, or too
// large, is not shown.
func (m making) picture(name string) ([]byte, error) {
	if !m.pages.IsFile(name) {
		return nil, nil
	}
	data, err := m.pages.Read(name, maxPicture)
	if len(data) > maxPicture {
		return nil, err
	}
	return data, err
}

// pictures returns the sums of all that a site may show of the pages folder
// beside pages.
func pictures(from *source.Source) ([]string, error) {
	names, err := from.List(maxPictures, func(string) bool { return true }, site.IsPicture)
	if err != nil {
		return nil, fmt.Errorf("list the pictures: %w", err)
	}
	var all []string
	for _, name := range names {
		data, err := making{pages: from}.picture(name)
		if err != nil {
			return nil, err
		}
		all = append(all, name, memo.Of(string(data)).String())
	}
	return all, nil
}

// hasSite reports whether an output has the pages of the problem types.
func hasSite(o config.Output) bool {
	return o.Kind == "site" || o.Kind == "go" && o.Get("site") == "true"
}

// sitePaths finds problem types that cannot have pages where their type URIs
// lead, if any output has pages.
func sitePaths(c config.Catalog, loaded *load.Result) (found diag.List) {
	said := map[string]bool{}
	for _, out := range c.Outputs {
		if !hasSite(out) {
			continue
		}
		if out.Kind == "go" && site.Path(c.Base) == "" {
			found.Add(diag.At(out.At, ruleSitePath, "the package cannot serve pages where the type URIs lead: no web server has the base %q", c.Base).
				WithHelp("give the catalog a base that begins with https://, or leave `site` out"))
			continue
		}
		o := site.Options{Base: c.Base, Files: out.Get("urls") == "file" || out.Kind == "go", SchemaName: jsonschema.FileName}
		o.Schema = func(*catalog.Problem) (catalog.File, error) { return catalog.File{}, nil }
		for _, conflict := range site.Conflicts(loaded.Heads(), o) {
			if !said[conflict.Message] {
				found.Add(diag.At(loaded.TypeAt(conflict.Head.Name), ruleSitePath, "%s", conflict.Message).WithHelp("%s", conflict.Help))
			}
			said[conflict.Message] = true
		}
	}
	return found
}

// A packageWithSite makes a Go package with the pages that it serves.
type packageWithSite struct{ code, pages emit.Maker }

// withSite adds the pages to a Go package.
func (m making) withSite(code emit.Maker) (emit.Maker, error) {
	o, err := m.siteOptions()
	if err != nil {
		return nil, err
	}
	o.Served = gopkg.SiteFolder
	pages, err := site.New(m.heads, m.intro, o)
	return packageWithSite{code, pages}, err
}

// Shared implements [emit.Maker].
func (p packageWithSite) Shared() ([]catalog.File, error) {
	code, err := p.code.Shared()
	if err != nil {
		return nil, err
	}
	pages, err := p.pages.Shared()
	return append(code, pages...), err
}

// Problem implements [emit.Maker].
func (p packageWithSite) Problem(problem *catalog.Problem) ([]catalog.File, error) {
	code, err := p.code.Problem(problem)
	if err != nil {
		return nil, err
	}
	pages, err := p.pages.Problem(problem)
	return append(code, pages...), err
}

// isListedInGo reports whether a file of a Go package has no mark of its own.
func isListedInGo(name string) bool {
	return gopkg.IsGolden(name) || strings.HasPrefix(name, gopkg.SiteFolder+"/") && site.IsListed(name)
}

package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// GoNames returns the Go name of the problem on each page of the catalog.
func GoNames(c *catalog.Catalog) map[string]string {
	names := make(map[string]string, len(c.Problems))
	for _, p := range c.Problems {
		names[p.Page] = p.GoName
	}
	return names
}

// link gives the links between pages the Go names that they lead to.
func link(c *catalog.Catalog) {
	names := GoNames(c)
	linkBlocks(c.Intro.Doc, names)
	for _, p := range c.Problems {
		Link(p, names)
	}
}

// Link gives a problem's links to other pages the Go names that they lead to.
func Link(p *catalog.Problem, names map[string]string) {
	linkBlocks(p.Doc, names)
	linkMembers(p.Members, names)
	for _, h := range p.Headers {
		linkInlines(h.Doc, names)
	}
	p.Related = related(p, names)
}

func linkBlocks(blocks []catalog.Block, names map[string]string) {
	for _, b := range blocks {
		linkInlines(b.Inlines, names)
		for _, item := range b.Items {
			linkInlines(item, names)
		}
	}
}

func linkMembers(members []*catalog.Member, names map[string]string) {
	for _, m := range members {
		linkInlines(m.Doc, names)
		linkMembers(m.Type.Members, names)
		if m.Type.Elem != nil {
			linkMembers(m.Type.Elem.Members, names)
		}
	}
}

func linkInlines(inlines []catalog.Inline, names map[string]string) {
	for i := range inlines {
		if in := &inlines[i]; in.Page != "" {
			in.GoName = names[in.Page]
		}
	}
}

// related returns the problems on the pages that the page is related to.
func related(p *catalog.Problem, names map[string]string) []string {
	var found []string
	for _, page := range p.Evidence.Related {
		if name := names[page]; name != "" && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
}

// relatedPages returns the other pages that the page's "Related" section links
// to.
func relatedPages(page *catalog.Page) []string {
	var found []string
	for _, l := range page.Links {
		if !isRelatedSection(l.Section.Value) {
			continue
		}
		if target, _, ok := catalog.LinkTarget(page.Path, l.Dest.Value); ok && target != page.Path {
			found = append(found, target)
		}
	}
	return found
}

func isRelatedSection(title string) bool {
	title = strings.ToLower(title)
	return strings.HasPrefix(title, "related") || strings.HasPrefix(title, "see also")
}

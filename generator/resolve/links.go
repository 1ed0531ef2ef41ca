package resolve

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/problem"
)

// GoNames returns the Go name of the problem on each page of the catalog.
func GoNames(c *problem.Catalog) map[string]string {
	names := make(map[string]string, len(c.Problems))
	for _, p := range c.Problems {
		names[p.Page] = p.GoName
	}
	return names
}

// link gives the links between pages the Go names that they lead to.
func link(c *problem.Catalog) {
	names := GoNames(c)
	linkBlocks(c.Doc, names)
	for _, p := range c.Problems {
		Link(p, names)
	}
}

// Link gives a problem's links to other pages the Go names that they lead to.
func Link(p *problem.Problem, names map[string]string) {
	linkBlocks(p.Doc, names)
	linkMembers(p.Members, names)
	for _, h := range p.Headers {
		linkInlines(h.Doc, names)
	}
	p.Related = related(p, names)
}

func linkBlocks(blocks []problem.Block, names map[string]string) {
	for _, b := range blocks {
		linkInlines(b.Inlines, names)
		for _, item := range b.Items {
			linkInlines(item, names)
		}
	}
}

func linkMembers(members []*problem.Member, names map[string]string) {
	for _, m := range members {
		linkInlines(m.Doc, names)
		linkMembers(m.Type.Members, names)
		if m.Type.Elem != nil {
			linkMembers(m.Type.Elem.Members, names)
		}
	}
}

func linkInlines(inlines []problem.Inline, names map[string]string) {
	for i := range inlines {
		if in := &inlines[i]; in.Page != "" {
			in.GoName = names[in.Page]
		}
	}
}

// related returns the problems that the page's "Related" section links to.
func related(p *problem.Problem, names map[string]string) []string {
	var found []string
	for _, l := range p.Evidence.Page.Links {
		if !isRelatedSection(l.Section.Value) {
			continue
		}
		target, _, ok := problem.LinkTarget(p.Page, l.Dest.Value)
		if name := names[target]; ok && name != "" && target != p.Page && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
}

func isRelatedSection(title string) bool {
	title = strings.ToLower(title)
	return strings.HasPrefix(title, "related") || strings.HasPrefix(title, "see also")
}

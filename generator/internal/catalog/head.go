package catalog

import "github.com/hcnet/problemgen/generator/diag"

// A Head is what the outputs have to know of all problems at once. That it is
// a type of its own keeps anybody from taking it for a whole problem.
type Head struct {
	// Name, GoName, Type and Title are those of the Problem.
	Name, GoName, Type, Title string
	// TypeMade is that of the Problem.
	TypeMade bool
	// Status is the status that is served by default, Statuses the documented
	// set; nil where Status is the only one.
	Status   int
	Statuses []int
	// Page is the path of the page inside the pages folder, and Anchor the
	// fragment of the problem's section where the page documents several.
	Page, Anchor string
	// Aliases are further type URIs that stand for the problem type.
	Aliases []string
	// Summary is the first sentence of the page as plain text.
	Summary string
	// Deprecated and Retired say why, where the problem is.
	Deprecated, Retired string
	// Fallback marks the problem that is served for errors that are none.
	Fallback bool
	// Examples counts the occurrences that the page shows.
	Examples int
	// Headers are the response headers that the page documents.
	Headers []HeadHeader
}

// A HeadHeader is what a head has of a [Header].
type HeadHeader struct {
	Name     string
	Kind     Kind
	Required bool
}

// Head returns the problem's head.
func (p *Problem) Head() Head {
	h := Head{
		Name: p.Name, GoName: p.GoName, Type: p.Type.Value, TypeMade: p.TypeMade, Title: p.Title.Value, Status: p.Status.Value,
		Page: p.Page, Anchor: p.Anchor, Aliases: p.Aliases, Summary: p.Summary,
		Deprecated: p.Deprecated, Retired: p.Retired, Fallback: p.Fallback, Examples: len(p.Examples),
	}
	for _, header := range p.Headers {
		h.Headers = append(h.Headers, HeadHeader{header.Name, header.Kind, header.Required})
	}
	for _, s := range p.Statuses {
		h.Statuses = append(h.Statuses, s.Value)
	}
	return h
}

// An Intro is the page that introduces the folder: its README or index.
type Intro struct {
	// Page is its path inside the pages folder; empty where there is none.
	Page string
	// Title is its title, Doc its text without that, and Source all of it.
	Title  string
	Doc    []Block
	Source *diag.Source
}

// Heads returns the heads of all problems, in their order.
func (c *Catalog) Heads() []Head {
	heads := make([]Head, len(c.Problems))
	for i, p := range c.Problems {
		heads[i] = p.Head()
	}
	return heads
}

// A Clash tells that an output cannot have two things of one name, or needs a
// name itself that a problem has.
type Clash struct {
	// Head is the index of the problem's head, and Other that of the problem
	// which has the name already; negative where the output has it.
	Head, Other int
	// Why says it in words, as what follows the name of the page.
	Why string
}

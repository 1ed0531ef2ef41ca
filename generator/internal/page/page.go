// Package page reads problem pages: what a Markdown file says, in the order
// in which it says it, and where.
//
// It reads leniently and judges little. Facts are weighed against each other
// by the stages that follow; here a page is only told what keeps it from
// being read: broken front matter, examples that are not JSON, bytes that are
// not text, and structures that cost more than any page is worth.
package page

import (
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Read returns what the page says. The path is the file's path inside the
// pages folder, with slashes. The page is never nil; its Partial is set where
// the findings tell that something in it could not be read.
//
// A page in the model form is read in that form alone: whatever else comes to
// be read, it keeps its meaning. A page whose front matter says that it is none
// is read as one that introduces the folder: for where it leads.
func Read(path string, src *diag.Source) (*catalog.Page, diag.List) {
	r, _ := read(path, src, nil)
	return r.page, r.found
}

// read reads a page, and returns the tree that it was read from last; that has
// no root where nothing was read.
func read(path string, src *diag.Source, common Common) (*reader, tree) {
	r := &reader{src: src, page: &catalog.Page{Source: src, Path: path}, common: common}
	if !r.checkText() {
		return r, tree{}
	}
	base := r.readFront()
	if r.page.Front.NoProblem {
		r.readBody(r.parseAny(tree{body: src.Text[base:], base: base}), introForm)
		return r, tree{}
	}
	if r.isCommonDescription() {
		r.page.Front.Description = catalog.Text{}
	}
	body := tree{body: src.Text[base:], base: base}
	front, found := *r.page, r.found
	if r.mayBeModel(body.body) {
		body = r.parse(base)
		r.readBy(body, modelForm)
		if isModel(r.page) {
			r.page.Model = true
			return r, tree{}
		}
		*r.page, r.found = front, slices.Clip(found)
	}
	body = r.parseAny(body)
	r.readBy(body, anyForm)
	return r, body
}

// ReadIntro returns what the page says that introduces the folder (see
// [IsPage]): a README.md or index.md. Its Doc is all of its text, and its title
// may come from its first heading.
func ReadIntro(path string, src *diag.Source) (*catalog.Page, diag.List) {
	r := &reader{src: src, page: &catalog.Page{Source: src, Path: path}}
	if !r.checkText() {
		return r.page, r.found
	}
	r.readBody(r.parse(r.readFront()), introForm)
	if r.page.Front.Title.Value == "" {
		r.page.Front.Title.Value = r.page.Printed.Value
	}
	return r.page, r.found
}

// A reader reads one page.
type reader struct {
	src   *diag.Source
	page  *catalog.Page
	found diag.List
	// common are the paragraphs that are nobody's text.
	common Common
	// shown are the members that the page shows, once they are known.
	shown *shownMembers
	// foreign are the offsets of what is not text; see checkText.
	foreign []int
}

// spoilt reports whether the bytes hold what checkText has found. Nothing
// else is said about them then.
func (r *reader) spoilt(start, end int) bool {
	for _, at := range r.foreign {
		if start <= at && at < end {
			return true
		}
	}
	return false
}

// fail adds a finding about what could not be read.
func (r *reader) fail(d diag.Diagnostic) {
	r.page.Partial = true
	r.found.Add(d)
}

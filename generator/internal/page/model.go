package page

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// mayBeModel reports whether the page can be one in the model form, as its
// name and front matter tell, and whether a status is spoken of at all.
func (r *reader) mayBeModel(body []byte) bool {
	if r.page.Front.Title.Value == "" || path.Ext(r.page.Path) != ".md" {
		return false
	}
	return !r.page.Front.Problem.Status.At.IsZero() || bytes.Contains(body, []byte("tatus")) || bytes.Contains(body, []byte("TATUS")) ||
		bytes.Contains(body, []byte("HTTP/"))
}

// isModel reports whether a page is in the model form: its front matter gives
// the title, and its status and type, where it says any, stand in the front
// matter's "problem" mapping, in an example or in a summary. A page that shows
// examples of several types may document as many problems.
func isModel(page *catalog.Page) bool {
	if hasSeveralTypes(page) {
		return false
	}
	typed := page.Front.Problem.Type.Set() || hasSummary(page, catalog.TypeURIColumn) || shows(page, catalog.MemberType)
	labelled := slices.ContainsFunc(page.Facts, func(f catalog.Labelled) bool { return f.Label == catalog.TypeLabel })
	return (typed || !labelled) && (!page.Front.Problem.Status.At.IsZero() || hasSummary(page, catalog.StatusColumn) ||
		shows(page, catalog.MemberStatus) || hasStatusLine(page))
}

func hasSummary(page *catalog.Page, role catalog.Role) bool {
	return slices.ContainsFunc(page.Tables, func(t catalog.Table) bool { return t.Kind == catalog.SummaryTable && t.Has(role) })
}

// shows reports whether an example has the member, or may have it: one that
// could not be read.
func shows(page *catalog.Page, member string) bool {
	return slices.ContainsFunc(page.Samples, func(s catalog.Sample) bool { return s.Body == nil || s.Body.Get(member) != nil })
}

func hasStatusLine(page *catalog.Page) bool {
	return slices.ContainsFunc(page.Samples, func(s catalog.Sample) bool { return s.Response != nil && !s.Response.Status.At.IsZero() })
}

// hasSeveralTypes reports whether the examples have different types; a type
// without a path or scheme may be anything.
func hasSeveralTypes(page *catalog.Page) bool {
	first := ""
	for _, s := range page.Samples {
		v := s.Body.Get(catalog.MemberType)
		if v == nil || v.Kind != catalog.StringValue || !strings.ContainsAny(v.Text, ":/") || strings.HasPrefix(v.Text, "about:") {
			continue
		}
		if first != "" && v.Text != first {
			return true
		}
		first = v.Text
	}
	return false
}

package site

import (
	"html/template"
	"net/http"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/render"
)

// A pageView is what the template of a problem type's page shows.
type pageView struct {
	frame
	maker *Maker
	place *place
	links *links

	Title, Name, Type   string
	Statuses            []status
	Deprecated, Retired template.HTML
	Source, Schema      string
	Edit                string
	Lead, Body          template.HTML
	Contents            []render.Heading
	Further             []further
	Aliases             []string
}

// A further part is about what no table of the page documents.
type further struct {
	ID, Text string
	Table    template.HTML
}

// A status is one as it is shown.
type status struct {
	Code          int
	Phrase, Class string
}

func newStatus(code int) status {
	s := status{Code: code, Phrase: http.StatusText(code), Class: "informs"}
	switch {
	case code >= 500:
		s.Class = "fails"
	case code >= 400:
		s.Class = "refuses"
	}
	return s
}

func statusesOf(h catalog.Head) []status {
	codes := h.Statuses
	if len(codes) == 0 {
		codes = []int{h.Status}
	}
	shown := make([]status, len(codes))
	for i, code := range codes {
		shown[i] = newStatus(code)
	}
	return shown
}

func (m *Maker) newPage(p *catalog.Problem, at *place) *pageView {
	h := at.head
	title := visible(h.Title)
	v := &pageView{
		frame: m.frame(at.file, title), maker: m, place: at, links: m.links(p.Page, at.file, strings.TrimSuffix(at.source, ".md")),
		Title: title, Name: h.Name, Type: visible(h.Type), Statuses: statusesOf(h),
		Deprecated: sentence(h.Deprecated), Retired: sentence(h.Retired), Edit: m.plan.editLink(p.Page),
	}
	v.Source = v.To(at.source)
	if at.schema != "" {
		v.Schema = v.To(at.schema)
	}
	if len(v.Statuses) == 1 && v.Statuses[0].Phrase == title {
		v.Statuses[0].Phrase = "" // which the title says
	}
	if at.published {
		v.Canonical = h.Type
	}
	v.Description = visible(h.Summary)
	for _, alias := range h.Aliases {
		v.Aliases = append(v.Aliases, visible(alias))
	}
	return v
}

// sentence returns a reason as a sentence, what stands in backticks as code.
func sentence(reason string) template.HTML {
	parts := strings.Split(visible(reason), "`")
	if first, size := utf8.DecodeRuneInString(parts[0]); size > 0 {
		parts[0] = string(unicode.ToUpper(first)) + parts[0][size:]
	}
	var b strings.Builder
	for i, part := range parts {
		text := template.HTMLEscapeString(part)
		switch {
		case i%2 == 1 && i+1 < len(parts):
			text = "<code>" + text + "</code>"
		case i%2 == 1:
			text = "`" + text // which nothing closes
		}
		b.WriteString(text)
	}
	return template.HTML(b.String())
}

// render fills in what the page says.
func (v *pageView) render(p *catalog.Problem) (*render.Document, error) {
	tables := &tables{page: v, problem: p}
	document, err := render.Render(render.Page{
		Text: p.Source.Text, Anchor: p.Anchor, MDX: path.Ext(p.Page) == ".mdx", Link: v.links.link, Image: v.links.image, Table: tables.replace, Label: labelOf(p), Told: toldBy(p),
		Source: func(dest string) string { return v.links.fromSource(v.place.source, dest) },
	})
	if err == nil {
		err = v.links.err
	}
	if err != nil {
		return nil, err
	}
	v.Lead, v.Body, v.Contents = document.Lead, document.Body, document.Contents
	v.Further = tables.further()
	for _, f := range v.Further {
		v.Contents = append(v.Contents, render.Heading{ID: f.ID, Text: f.Text})
	}
	return document, nil
}

// toldBy returns what the page's text says that the top of the page shows.
func toldBy(p *catalog.Problem) []render.Span {
	var told []render.Span
	for _, s := range p.Told {
		if s.Source == p.Source {
			told = append(told, render.Span{Start: s.Start, End: s.End})
		}
	}
	return told
}

// labelOf returns what the page's code blocks are called that show the problem.
func labelOf(p *catalog.Problem) func(start, end int) string {
	return func(start, end int) string {
		for _, e := range p.Examples {
			if e.At.Source == p.Source && start <= e.At.Start && e.At.Start < end && strings.HasPrefix(e.At.Text(), "{") {
				return "application/problem+json"
			}
		}
		return ""
	}
}

// source returns the page's Markdown with its title, which front matter has.
func (v *pageView) source(markdown []byte) []byte {
	if strings.HasPrefix(string(markdown), "# ") {
		return markdown
	}
	return append([]byte("# "+escapeMarkdown(v.Title)+"\n\n"), markdown...)
}

// escapeMarkdown returns text as Markdown that says no more than it.
func escapeMarkdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("\\`*_[]<>&#!|~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// visible returns text of a page on one line, without what would show it as
// something else than it is.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case isInvisible(r):
			return -1
		}
		return r
	}, text)
}

// isInvisible tells control characters and those that turn the direction of a
// text.
func isInvisible(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\ufeff'
}

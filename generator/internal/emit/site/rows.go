package site

import (
	"html/template"
	"strconv"
	"strings"
)

// writeRows returns a table of members or headers. It is most of many pages, and
// written by hand: html/template would take as long for it as for all the rest.
// All that pages say is escaped, and stands between tags.
func writeRows(what string, rows []memberRow) template.HTML {
	var b strings.Builder
	b.WriteString(`<table class="members" role="table">
<colgroup><col class="name"><col class="type"><col></colgroup>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">` + what +
		`</th><th scope="col" role="columnheader">Type</th><th scope="col" role="columnheader">Description</th></tr></thead>
<tbody role="rowgroup">
`)
	for _, r := range rows {
		r.write(&b)
	}
	b.WriteString("</tbody>\n</table>\n")
	return template.HTML(b.String())
}

func (r *memberRow) write(b *strings.Builder) {
	b.WriteString(`<tr role="row" class="d` + strconv.Itoa(r.Depth) + `"><th scope="row" role="rowheader">`)
	between(b, `<span class="hidden">`, r.Within, "</span>")
	b.WriteString("<code>" + template.HTMLEscapeString(r.Name) + "</code>")
	switch {
	case r.Required:
		b.WriteString(` <span class="tag required">required</span>`)
	case r.Optional:
		b.WriteString(` <span class="tag">optional</span>`)
	}
	b.WriteString("</th>\n<td role=\"cell\" class=\"type\">" + template.HTMLEscapeString(r.Type) + "</td>\n<td role=\"cell\">" + string(r.Doc))
	for i, v := range r.Values {
		before := ", <code>"
		if i == 0 {
			before = `<p class="more-about">One of <code>`
		}
		b.WriteString(before + template.HTMLEscapeString(v) + "</code>")
	}
	if len(r.Values) > 0 {
		b.WriteString("</p>")
	}
	between(b, `<p class="more-about">`, r.Limits, "</p>")
	between(b, `<p class="more-about">Default: <code>`, r.Default, "</code></p>")
	between(b, `<p class="more-about">Example: <code>`, r.Example, "</code></p>")
	b.WriteString("</td></tr>\n")
}

// between writes a text and what is around it, if there is one.
func between(b *strings.Builder, before, text, after string) {
	if text != "" {
		b.WriteString(before + template.HTMLEscapeString(text) + after)
	}
}

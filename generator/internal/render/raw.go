package render

import (
	"html"
	"html/template"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A manner is what becomes of an element of raw HTML.
type manner int

const (
	// asText shows the tag as it is written.
	asText manner = iota
	// anew writes the tag again, without its attributes.
	anew
	// alone is anew for elements that hold nothing.
	alone
	// through leaves the tag out and shows what the element holds.
	through
	// special are links and pictures, which the page's policy is asked about.
	special
)

// mannerOf tells what becomes of an element. What is not named here is text.
func mannerOf(name string) manner {
	switch name {
	case "b", "strong", "i", "em", "u", "s", "del", "ins", "mark", "small", "sub", "sup",
		"kbd", "samp", "var", "code", "q", "cite", "dfn", "abbr",
		"details", "summary", "dl", "dt", "dd", "ul", "ol", "li", "blockquote", "pre",
		"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption":
		return anew
	case "br", "hr", "wbr":
		return alone
	case "div", "p", "span", "center", "section", "article", "font", "picture":
		return through
	case "a", "img":
		return special
	}
	return asText
}

// htmlBlock draws a block of raw HTML: as the elements that it has where all of
// them are harmless, else as text.
func (d *drawing) htmlBlock(w util.BufWriter, n ast.Node) error {
	block := n.(*ast.HTMLBlock)
	raw := d.extract(block.Lines())
	if block.HasClosure() {
		raw.add(d.body, block.ClosureLine)
	}
	tokens := tokensOf(string(raw.text))
	d.forgetComments(raw, tokens)
	if slices.ContainsFunc(tokens, func(t token) bool { return t.name != "" && mannerOf(t.name) == asText }) {
		_, _ = w.WriteString("<pre class=\"raw\" tabindex=\"0\"><code>" + template.HTMLEscapeString(withoutComments(tokens)) + "</code></pre>\n")
		return nil
	}
	for _, t := range tokens {
		d.token(w, t)
	}
	return nil
}

// An extract is text of the body with the offsets that it comes from: the lines
// of a block need not follow each other.
type extract struct {
	text []byte
	at   []int
}

func (d *drawing) extract(lines *text.Segments) extract {
	var e extract
	for i := range lines.Len() {
		e.add(d.body, lines.At(i))
	}
	return e
}

func (e *extract) add(body []byte, s text.Segment) {
	e.text = append(e.text, body[s.Start:s.Stop]...)
	for at := s.Start; at < s.Stop; at++ {
		e.at = append(e.at, at)
	}
}

func withoutComments(tokens []token) string {
	var b strings.Builder
	for _, t := range tokens {
		if !t.comment {
			b.WriteString(t.raw)
		}
	}
	return strings.TrimSpace(b.String())
}

// rawHTML draws a tag inside of a text.
func (d *drawing) rawHTML(w util.BufWriter, n ast.Node) error {
	raw := d.extract(n.(*ast.RawHTML).Segments)
	tokens := tokensOf(string(raw.text))
	d.forgetComments(raw, tokens)
	for _, t := range tokens {
		d.token(w, t)
	}
	return nil
}

// A token is a piece of raw HTML: a tag, a comment, or text between them.
type token struct {
	raw string
	// comment tells that it is left out: a comment, or the tag of a component,
	// which shows what is inside of it.
	comment bool
	// name is a tag's, in lower case; it is empty for text.
	name string
	ends bool
}

// tokensOf takes raw HTML apart. What is not certainly a tag is text.
func tokensOf(raw string) (tokens []token) {
	for raw != "" {
		t := tokenOf(raw)
		if last := len(tokens) - 1; last >= 0 && t.name == "" && !t.comment && tokens[last].name == "" && !tokens[last].comment {
			tokens[last].raw += t.raw
		} else {
			tokens = append(tokens, t)
		}
		raw = raw[len(t.raw):]
	}
	return tokens
}

func tokenOf(raw string) token {
	if raw[0] != '<' {
		if end := strings.IndexByte(raw, '<'); end > 0 {
			return token{raw: raw[:end]}
		}
		return token{raw: raw}
	}
	if strings.HasPrefix(raw, "<!--") {
		if end := strings.Index(raw[len("<!--"):], "-->"); end >= 0 {
			return token{raw: raw[:len("<!--")+end+len("-->")], comment: true}
		}
		return token{raw: raw, comment: true}
	}
	if components := componentEnd(raw); components > 0 {
		return token{raw: raw[:components], comment: true}
	}
	name, ends := strings.CutPrefix(raw[1:], "/")
	length := 0
	for length < len(name) && isNameByte(name[length]) {
		length++
	}
	end := tagEnd(raw)
	if length == 0 || end < 0 {
		return token{raw: raw[:1]}
	}
	return token{raw: raw[:end], name: strings.ToLower(name[:length]), ends: ends}
}

// componentEnd returns the length of a component's tag that raw begins with:
// <Tab>, whose name HTML does not know; else 0.
func componentEnd(raw string) int {
	name := strings.TrimPrefix(raw[1:], "/")
	if len(name) < 2 || name[0] < 'A' || name[0] > 'Z' || name[1] < 'a' || name[1] > 'z' {
		return 0
	}
	return max(tagEnd(raw), 0)
}

func isNameByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '-' || b == ':' || b == '.' || b == '_'
}

// tagEnd returns the offset behind the ">" that ends a tag, or -1.
func tagEnd(raw string) int {
	quote := byte(0)
	for i := range len(raw) {
		switch b := raw[i]; {
		case quote != 0 && b == quote:
			quote = 0
		case quote != 0:
		case b == '"' || b == '\'':
			quote = b
		case b == '>':
			return i + 1
		}
	}
	return -1
}

// token draws a piece of raw HTML.
func (d *drawing) token(w util.BufWriter, t token) {
	switch manner := mannerOf(t.name); {
	case t.comment, t.name != "" && manner == through:
	case t.name == "":
		_, _ = w.WriteString(template.HTMLEscapeString(html.UnescapeString(t.raw)))
	case manner == asText:
		_, _ = w.WriteString(template.HTMLEscapeString(t.raw))
	case manner == alone:
		_, _ = w.WriteString("<" + t.name + ">")
	case manner == special && t.name == "img":
		d.picture(w, attributeOf(t.raw, "src"), attributeOf(t.raw, "alt"))
	case t.ends:
		d.closeElement(w, t)
	case manner == special:
		d.openLink(w, t)
	default:
		d.open = append(d.open, t.name)
		_, _ = w.WriteString("<" + t.name + ">")
	}
}

// openLink draws the begin of a link that leads somewhere.
func (d *drawing) openLink(w util.BufWriter, t token) {
	target := d.page.Link(attributeOf(t.raw, "href"))
	if target.Href == "" {
		d.open = append(d.open, "") // whose end is left out as well
		return
	}
	d.open = append(d.open, "a")
	rel := ""
	if target.External {
		rel = ` rel="external noopener noreferrer"`
	}
	_, _ = w.WriteString(`<a href="` + attribute(target.Href) + `"` + rel + ">")
}

// closeElement draws the end of an element and of those inside that are open
// still. An end without a begin in the same block is left out.
func (d *drawing) closeElement(w util.BufWriter, t token) {
	floor := 0
	if len(d.floors) > 0 {
		floor = d.floors[len(d.floors)-1]
	}
	for i := len(d.open) - 1; i >= floor; i-- {
		if d.open[i] == t.name || d.open[i] == "" && t.name == "a" {
			d.closeTo(w, i)
			return
		}
	}
}

// closeTo ends the open elements but for so many of them.
func (d *drawing) closeTo(w util.BufWriter, n int) {
	for len(d.open) > n {
		if name := d.open[len(d.open)-1]; name != "" {
			_, _ = w.WriteString("</" + name + ">")
		}
		d.open = d.open[:len(d.open)-1]
	}
}

// attributeOf returns the value of a tag's attribute, or "".
func attributeOf(tag, name string) string {
	rest := strings.TrimRight(tag[1:], "/>")
	i := strings.IndexAny(rest, " \t\n")
	for i >= 0 {
		rest = strings.TrimLeft(rest[i:], " \t\n/")
		end := strings.IndexAny(rest, "= \t\n")
		if end < 0 {
			return ""
		}
		key := rest[:end]
		value, after := attributeValue(strings.TrimLeft(rest[end:], " \t\n"))
		if strings.EqualFold(key, name) {
			return html.UnescapeString(value)
		}
		rest, i = after, 0
		if rest == "" {
			return ""
		}
	}
	return ""
}

// attributeValue returns the value that stands behind an attribute's name, and
// the rest of the tag.
func attributeValue(text string) (value, rest string) {
	text, given := strings.CutPrefix(text, "=")
	if !given {
		return "", text
	}
	text = strings.TrimLeft(text, " \t\n")
	if text != "" && (text[0] == '"' || text[0] == '\'') {
		value, rest, _ = strings.Cut(text[1:], text[:1])
		return value, rest
	}
	end := strings.IndexAny(text, " \t\n")
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end:]
}

// forgetComments keeps the comments of raw HTML out of the source that is
// published.
func (d *drawing) forgetComments(raw extract, tokens []token) {
	at := 0
	for _, t := range tokens {
		end := at + len(t.raw)
		if strings.HasPrefix(t.raw, "<!--") {
			d.edits = append(d.edits, edit{raw.at[at], raw.at[end-1] + 1, ""})
		}
		at = end
	}
}

package page

import (
	"bytes"
	"errors"

	"github.com/adrg/frontmatter"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A matter is front matter that is being decoded.
type matter struct {
	src *diag.Source
	// start is the offset of its first byte behind the opening fence.
	start int
	// data is the text between the fences.
	data []byte
	root *value
}

// span leads from offsets in the front matter to the page.
func (m *matter) span(start, end int) diag.Span {
	return m.src.Span(m.start+start, m.start+end)
}

// readFront reads the front matter and returns the offset of the body.
func (r *reader) readFront() (body int) {
	text := r.src.Text
	fence, start, behind := openingFence(text)
	if fence == "" {
		return 0
	}
	m := &matter{src: r.src, start: behind}
	window := text[:min(len(text), behind+maxFront+len(fence)+1)]
	window = window[:frontEnd(window, fence, behind)] // the rest would be copied
	rest, err := frontmatter.MustParse(bytes.NewReader(window), m,
		frontmatter.NewFormat("---", "---", format(decodeYAML)),
		frontmatter.NewFormat("+++", "+++", format(decodeTOML)))
	if errors.Is(err, frontmatter.ErrNotFound) {
		return r.unclosed(fence, start, behind)
	}
	closing := behind + len(m.data)
	body = len(window) - len(rest)
	if err != nil {
		body = closing + lineLength(text[closing:])
	}
	r.page.Front = catalog.Front{
		At:   r.src.Span(start, closing+len(bytes.TrimRight(text[closing:body], "\n"))),
		End:  r.src.Span(closing, closing),
		TOML: fence == "+++",
	}
	if err != nil {
		r.invalidFront(m, err)
		return body
	}
	r.settings(m.root)
	return body
}

// format makes a decoder of ours one that the frontmatter package calls.
func format(decode func(*matter) error) frontmatter.UnmarshalFunc {
	return func(data []byte, v any) error {
		if len(data) > maxFront {
			return frontmatter.ErrNotFound
		}
		m := v.(*matter)
		m.data = data
		return decode(m)
	}
}

// openingFence returns the fence that opens front matter and the offsets of
// its line's begin and end. White space may stand before it, as the
// frontmatter package has it.
func openingFence(text []byte) (fence string, start, end int) {
	for start < len(text) {
		end = start + lineLength(text[start:])
		switch line := string(bytes.TrimSpace(text[start:min(end, start+80)])); line {
		case "":
			start = end
		case "---", "+++":
			return line, start, end
		default:
			return "", 0, 0
		}
	}
	return "", 0, 0
}

// frontEnd returns the offset behind the line that closes front matter, or the
// text's end.
func frontEnd(text []byte, fence string, start int) int {
	for start < len(text) {
		end := start + lineLength(text[start:])
		if string(bytes.TrimSpace(text[start:end])) == fence {
			return end
		}
		start = end
	}
	return len(text)
}

// lineLength returns the length of the first line, its end included.
func lineLength(text []byte) int {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return len(text)
}

// unclosed reports front matter without an end, at least without one inside
// the limit, and returns where the body can be taken to begin.
func (r *reader) unclosed(fence string, start, behind int) (body int) {
	text := r.src.Text
	if at := behind + maxFront; at < len(text) {
		r.fail(diag.At(r.src.Span(at, at), ruleLimit, "the front matter is longer than the limit of %d bytes", maxFront).
			WithHelp("close it with a line `%s`, or move what is long into the page", fence))
		return len(text)
	}
	r.fail(diag.At(r.line(start), ruleUnclosedFrontMatter, "the front matter that begins with `%s` is not closed", fence).
		WithHelp("write a line `%s` behind its last key", fence))
	return behind
}

// line returns the place of the line from the offset on.
func (r *reader) line(start int) diag.Span {
	line := r.src.Text[start:]
	return r.src.Span(start, start+len(bytes.TrimSpace(line[:lineLength(line)])))
}

// invalidFront reports why front matter does not decode, unless bytes that
// are no text are the reason.
func (r *reader) invalidFront(m *matter, err error) {
	r.page.Partial = true
	wrong, ok := errors.AsType[*syntaxError](err)
	if !ok || r.spoilt(m.start, m.start+len(m.data)) {
		return
	}
	r.fail(diag.At(m.span(wrong.start, wrong.end), wrong.rule, "%s", wrong.message).WithHelp("%s", wrong.help))
}

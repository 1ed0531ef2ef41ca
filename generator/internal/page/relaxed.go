package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A relaxed text is that of a code block with what JSON does not have made into
// JSON, each byte where it was: comments and commas before a bracket become
// white space, and what holds a value's place becomes a text.
type relaxed struct {
	text []byte
	// dropped are comments and commas that are white space now.
	dropped []bounds
	// places are the values that only hold a place, from their first byte to the
	// end, and template tells that there is one, or that something is left out.
	places   map[int]int
	template bool
	// place leads from offsets of the text to the page, back to the body, and
	// source is the text with what they lead to, where these are not the block's:
	// see requoter.
	place  func(start, end int) diag.Span
	back   func(offset int) int
	source string
}

// A relaxer makes a relaxed text.
type relaxer struct {
	relaxed
	at int
	// open are the brackets around the position, last the last byte before it
	// that is no white space, and comma where that is, if it is a comma.
	open  []byte
	last  byte
	comma int
}

// relax returns the text with the object that begins at the offset relaxed.
func relax(text []byte, start int) relaxed {
	r := relaxer{relaxed: relaxed{text: bytes.Clone(text), places: map[int]int{}}, at: start}
	for r.at < len(r.text) {
		r.step()
	}
	return r.relaxed
}

// step goes over one token.
func (r *relaxer) step() {
	rest := r.text[r.at:]
	switch c := rest[0]; {
	case isSpace(c):
		r.at++
	case c == '"':
		r.take(stringEnd(r.text, r.at)-r.at, '"')
	case c == '\'' && singleEnd(r.text, r.at) > 0:
		r.take(singleEnd(r.text, r.at)-r.at, '"')
	case isComment(rest):
		r.drop(commentLength(rest))
	case isEllipsis(rest) > 0:
		r.leaveOut(isEllipsis(rest))
	case c == '<' && placeLength(rest) > 0, c == '{' && r.last == ':' && isBraced(rest) > 0:
		r.place(max(isBraced(rest), placeLength(rest)))
	case r.awaitsValue() && typePlace(rest) > 0:
		r.hold(typePlace(rest))
	default:
		r.mark(c)
	}
}

// take goes over a token whose last byte is that.
func (r *relaxer) take(size int, last byte) {
	r.at += size
	r.last, r.comma = last, -1
}

// mark goes over a byte that stands for itself. A comma before a closing
// bracket is none of JSON's.
func (r *relaxer) mark(c byte) {
	switch c {
	case '{', '[':
		r.open = append(r.open, c)
	case '}', ']':
		if r.last == ',' && r.comma >= 0 {
			r.blank(r.comma, 1)
			r.dropped = append(r.dropped, bounds{r.comma, r.comma + 1})
		}
		r.open = r.open[:max(0, len(r.open)-1)]
	case ',':
		r.last, r.comma = ',', r.at
		r.at++
		return
	}
	r.take(1, c)
}

func (r *relaxer) blank(at, size int) {
	for i := range size {
		if r.text[at+i] != '\n' {
			r.text[at+i] = ' '
		}
	}
}

func (r *relaxer) drop(size int) {
	r.dropped = append(r.dropped, bounds{r.at, r.at + size})
	r.blank(r.at, size)
	r.at += size
}

// awaitsValue reports whether a value comes next.
func (r *relaxer) awaitsValue() bool {
	return r.last == ':' || r.isInArray() && (r.last == '[' || r.last == ',')
}

func (r *relaxer) isInArray() bool { return len(r.open) > 0 && r.open[len(r.open)-1] == '[' }

// leaveOut takes in dots: a value that is left open, or members or elements
// that are left out, with the comma behind them where one stands before.
func (r *relaxer) leaveOut(size int) {
	r.template = true
	if r.last == ':' {
		r.hold(size)
		return
	}
	r.blank(r.at, size)
	r.at += size
	if r.last == '{' || r.last == '[' || r.last == ',' {
		r.skipComma()
	}
}

// skipComma drops a comma that comes next.
func (r *relaxer) skipComma() {
	next := r.at + len(r.text[r.at:]) - len(bytes.TrimLeft(r.text[r.at:], " \t\n"))
	if next < len(r.text) && r.text[next] == ',' {
		r.blank(next, 1)
		r.at = next + 1
	}
}

// place takes in a placeholder: in the place of a value it is one, in that of a
// member it stands for some.
func (r *relaxer) place(size int) {
	r.template = true
	behind := bytes.TrimLeft(r.text[r.at+size:], " \t\n")
	switch isName := len(behind) > 0 && behind[0] == ':'; {
	case r.awaitsValue(), isName:
		r.hold(size)
	default:
		r.leaveOut(size)
	}
}

// hold makes a text of what holds a place. The text itself is of no account.
func (r *relaxer) hold(size int) {
	r.template = true
	r.places[r.at] = r.at + size
	for i := range size {
		r.text[r.at+i] = '.'
	}
	r.text[r.at], r.text[r.at+size-1] = '"', '"'
	r.take(size, '"')
}

// commentLength returns the length of the comment that the text begins with.
func commentLength(text []byte) int {
	if bytes.HasPrefix(text, []byte("/*")) {
		if end := bytes.Index(text, []byte("*/")); end > 0 {
			return end + len("*/")
		}
		return len(text)
	}
	if end := bytes.IndexByte(text, '\n'); end >= 0 {
		return end
	}
	return len(text)
}

// isEllipsis returns the length of the dots that the text begins with, 0 where
// it begins with none.
func isEllipsis(text []byte) int {
	if bytes.HasPrefix(text, []byte("…")) {
		return len("…")
	}
	if n := len(text) - len(bytes.TrimLeft(text, ".")); n >= 3 {
		return n
	}
	return 0
}

// maxPlace is how long a placeholder is, in bytes.
const maxPlace = 200

// placeLength returns the length of a placeholder such as <the day>, 0 where
// the text begins with none.
func placeLength(text []byte) int {
	end := bytes.IndexAny(text[:min(len(text), maxPlace)], ">\n")
	if end < 2 || text[0] != '<' || text[end] != '>' || bytes.IndexByte(text[1:end], '<') >= 0 {
		return 0
	}
	return end + 1
}

// isBraced returns the length of a placeholder such as {status}, 0 where the
// text begins with none.
func isBraced(text []byte) int {
	end := 1
	for end < min(len(text), maxPlace) && (isWordByte(text[end]) || text[end] == '-' || text[end] == '.') {
		end++
	}
	if text[0] != '{' || end == 1 || end == len(text) || text[end] != '}' {
		return 0
	}
	return end + 1
}

// typePlace returns the length of a bare type word such as "number", which
// stands for a value of the type; 0 where the text begins with none.
func typePlace(text []byte) int {
	end := 0
	for end < min(len(text), maxPlace) && isWordByte(text[end]) {
		end++
	}
	switch string(text[:end]) {
	case "string", "number", "integer", "int", "boolean", "bool":
		return end
	}
	return 0
}

// isPlace reports whether a text wholly holds a place: "<what happened>".
func isPlace(text string) bool {
	inside, ok := strings.CutPrefix(text, "<")
	if !ok || len(inside) < 2 || strings.IndexAny(inside, "<>") != len(inside)-1 {
		return false
	}
	return inside[0] != ' ' && inside[0] != '/' && !strings.ContainsAny(inside, "@\n") && !strings.Contains(inside, "://") && !strings.HasSuffix(inside, "/>")
}

// isDescribed reports whether a value in strict JSON says in several words what
// would stand there: "<what happened>". Of one word, as in "<token>", nobody
// knows whether it is meant so, and it stays a value.
func isDescribed(v *catalog.Value) bool {
	return v.Kind == catalog.StringValue && isPlace(v.Text) && strings.Contains(v.Text, " ") ||
		slices.ContainsFunc(v.Members, func(m catalog.ValueMember) bool { return isDescribed(m.Value) }) ||
		slices.ContainsFunc(v.Elems, isDescribed)
}

// asTemplate marks what holds the place of a value in a template, leaves out
// members whose names do, and notes that objects may have further members.
func asTemplate(v *catalog.Value) {
	v.Open = v.Kind == catalog.ObjectValue
	v.Placeholder = v.Placeholder || v.Kind == catalog.StringValue && isPlace(v.Text)
	v.Members = slices.DeleteFunc(v.Members, func(m catalog.ValueMember) bool { return isPlace(m.Name) || isDots(m.Name) })
	for _, m := range v.Members {
		asTemplate(m.Value)
	}
	for _, e := range v.Elems {
		asTemplate(e)
	}
}

func isDots(name string) bool { return name == "..." || name == "…" }

// isRelaxed reports whether the block's language has comments, and commas
// before closing brackets.
func (s *sampleReader) isRelaxed() bool {
	word, _, _ := strings.Cut(strings.Trim(strings.ToLower(s.info), " {}."), " ")
	return slices.Contains([]string{"jsonc", "json5", "js", "javascript"}, word)
}

// readRelaxed reads an object that is no JSON: one in a language that has
// comments, or a template. Where it is neither, the failure stays, with what
// would have to go.
func (s *sampleReader) readRelaxed(start, values int, failure *jsonFailure) (jsonObject, *jsonFailure) {
	if s.relaxedBytes += len(s.text); s.relaxedBytes > maxRelaxed {
		return jsonObject{}, failure
	}
	r := relax(s.text, start)
	if s.isRelaxed() {
		if made, ok := s.requote(r, start); ok {
			body, failure := s.readText(made, start, values)
			body.text, body.template = r.text, r.template
			return body, failure
		}
	}
	if len(r.dropped) == 0 && !r.template {
		return jsonObject{}, failure
	}
	body, again := s.readText(r, start, values)
	if again != nil && (r.template || s.isRelaxed()) {
		return jsonObject{}, again
	}
	if again == nil && (r.template || s.isRelaxed()) {
		body.template = r.template
		return body, nil
	}
	_, failure = s.readObject(start, values) // the reader has only one memory
	if again == nil {
		failure.dropped = r.dropped
	}
	return jsonObject{}, failure
}

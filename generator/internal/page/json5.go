package page

import (
	"bytes"

	"github.com/hcnet/problemgen/generator/diag"
)

// A requoter puts the names and texts of JSON5 into the quotation marks of
// JSON: `{name: 'text'}`. What it makes leads back to the text that it is made
// of.
type requoter struct {
	relaxed
	// original is the block's text, from which the texts of values are taken.
	original []byte
	// out is what is made, source the same with the texts of values.
	out    excerpt
	source []byte
	held   map[int]int
	// last is the last byte that is no white space, and changed tells that there
	// were other quotation marks, or none.
	last    byte
	changed bool
}

// requote returns a relaxed text with JSON's quotation marks, from the object
// that begins at the offset on; false where there is nothing to change.
func (s *sampleReader) requote(r relaxed, start int) (relaxed, bool) {
	q := requoter{relaxed: r, original: s.text, held: map[int]int{}}
	q.copy(0, start)
	for at := start; at < len(r.text); {
		at = q.step(at)
	}
	if !q.changed {
		return r, false
	}
	made := relaxed{text: q.out.text, source: string(q.source), places: q.held, template: r.template}
	made.back = q.out.source
	made.place = func(start, end int) diag.Span {
		from, to := q.out.bounds(start, end)
		return s.place(from, to)
	}
	return made, true
}

// copy takes bytes over as they are.
func (q *requoter) copy(start, stop int) {
	if start < stop {
		q.out.add(q.text[start:stop], start, stop)
		q.source = append(q.source, q.original[start:stop]...)
	}
}

// write adds a byte that stands for what is at an offset.
func (q *requoter) write(b byte, at int) {
	q.out.add([]byte{b}, at, at)
	q.source = append(q.source, b)
}

// step goes over one token and returns the offset behind it.
func (q *requoter) step(at int) int {
	c := q.text[at]
	end := at + 1
	switch {
	case c == '"':
		end = stringEnd(q.text, at)
		if stop, isPlace := q.places[at]; isPlace {
			q.held[len(q.out.text)] = len(q.out.text) + stop - at
		}
	case c == '\'' && singleEnd(q.text, at) > 0:
		end = singleEnd(q.text, at)
		q.single(at, end)
		q.last, q.changed = '"', true
		return end
	case isNameStart(c):
		for end < len(q.text) && (isNameStart(q.text[end]) || q.text[end] >= '0' && q.text[end] <= '9') {
			end++
		}
		if (q.last == '{' || q.last == ',') && bytes.HasPrefix(bytes.TrimLeft(q.text[end:], " \t\n"), []byte(":")) {
			q.write('"', at)
			q.copy(at, end)
			q.write('"', end-1)
			q.last, q.changed = '"', true
			return end
		}
	}
	q.copy(at, end)
	if !isSpace(c) {
		q.last = q.text[end-1]
	}
	return end
}

// single writes a text in single quotation marks that stands between the
// offsets.
func (q *requoter) single(start, end int) {
	q.write('"', start)
	from := start + 1
	for at := from; at < end-1; at++ {
		switch c := q.text[at]; {
		case c == '\\' && q.text[at+1] == '\'':
			q.copy(from, at)
			from = at + 1
		case c == '\\':
			at++
		case c == '"':
			q.copy(from, at)
			q.out.add([]byte(`\"`), at, at+1)
			q.source = append(q.source, `\"`...)
			from = at + 1
		}
	}
	q.copy(from, end-1)
	q.write('"', end-1)
}

// singleEnd returns the offset behind the text in single quotation marks that
// begins at an offset; 0 where it does not end on its line.
func singleEnd(text []byte, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '\n':
			return 0
		case '\'':
			return i + 1
		}
	}
	return 0
}

// isNameStart reports whether a name without quotation marks can begin with the
// byte.
func isNameStart(b byte) bool {
	return b == '$' || b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

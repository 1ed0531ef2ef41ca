package validate

import (
	"bytes"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// quick returns the schema of a document that is certainly as it should be, else
// nil. It gives up early: on escapes in names, on numbers that take a second
// look, on objects whose names it cannot tell apart without memory.
func (v *Validator) quick(data []byte) *schema {
	if !utf8.Valid(data) {
		return nil
	}
	q := quick{data: data}
	typ, ok := q.typeOf()
	if !ok {
		return nil
	}
	s := v.byType[string(typ)]
	if s == nil || s.large {
		return nil
	}
	q = quick{data: data}
	if !q.document(s) {
		return nil
	}
	q.space()
	if q.at != len(data) {
		return nil
	}
	return s
}

// quick reads a document in one pass. Its methods report whether what they have
// read is certainly right.
type quick struct {
	data []byte
	at   int
}

// typeOf returns the value of the member "type".
func (q *quick) typeOf() ([]byte, bool) {
	if !q.take('{') {
		return nil, false
	}
	for {
		name, ok := q.name()
		if !ok {
			return nil, false
		}
		if string(name) == catalog.MemberType {
			return q.plain()
		}
		if !q.any(0) || !q.take(',') {
			return nil, false
		}
	}
}

// The places of the RFC's members among the bits of what was seen.
const (
	seenType = 1 << iota
	seenTitle
	seenStatus
	seenDetail
	seenInstance
)

// document reads a document of a known type.
func (q *quick) document(s *schema) bool {
	var seen uint64
	standard, next := 0, 0
	if !q.take('{') {
		return false
	}
	for {
		name, ok := q.name()
		if !ok {
			return false
		}
		if bit := standardBit(name); bit != 0 {
			if standard&bit != 0 || !q.standard(bit, s) {
				return false
			}
			standard |= bit
		} else if next, ok = q.member(&s.object, name, next, &seen, 0); !ok {
			return false
		}
		if q.take(',') {
			continue
		}
		return q.take('}') && seen&s.required == s.required
	}
}

func standardBit(name []byte) int {
	switch string(name) {
	case catalog.MemberType:
		return seenType
	case catalog.MemberTitle:
		return seenTitle
	case catalog.MemberStatus:
		return seenStatus
	case catalog.MemberDetail:
		return seenDetail
	case catalog.MemberInstance:
		return seenInstance
	}
	return 0
}

// standard reads the value of one of the RFC's members.
func (q *quick) standard(bit int, s *schema) bool {
	switch bit {
	case seenTitle:
		title, ok := q.plain()
		return ok && string(title) == s.title
	case seenStatus:
		return q.status(s.statuses)
	}
	return q.text()
}

// status reads a whole number that is one of the statuses.
func (q *quick) status(statuses []int) bool {
	q.space()
	start := q.at
	if !q.number() || q.at-start != 3 {
		return false
	}
	n, err := strconv.Atoi(string(q.data[start:q.at]))
	if err != nil {
		return false
	}
	for _, status := range statuses {
		if n == status {
			return true
		}
	}
	return false
}

// member reads the value of a documented member. Members mostly come in the order
// of the page: next is where the search begins.
func (q *quick) member(o *object, name []byte, next int, seen *uint64, depth int) (int, bool) {
	for range o.members {
		if next >= len(o.members) {
			next = 0
		}
		m := &o.members[next]
		if string(name) != m.name {
			next++
			continue
		}
		bit := uint64(1) << next
		if *seen&bit != 0 {
			return 0, false
		}
		q.space()
		if q.at < len(q.data) && q.data[q.at] == 'n' {
			if m.nullable {
				*seen |= bit
			}
			return next + 1, (m.nullable || !m.required) && q.word("null")
		}
		*seen |= bit
		return next + 1, q.value(m.kind, depth)
	}
	return 0, false
}

// value reads a value of a kind.
func (q *quick) value(k *kind, depth int) bool {
	if depth++; depth >= maxDepth {
		return false
	}
	q.space()
	switch k.Kind {
	case catalog.String:
		return q.text()
	case catalog.Number:
		start := q.at
		return q.number() && q.at-start <= 15 && !bytes.ContainsAny(q.data[start:q.at], "eE")
	case catalog.Integer:
		return q.whole(false)
	case catalog.Unsigned:
		return q.whole(true)
	case catalog.Boolean:
		return q.word("true") || q.word("false")
	case catalog.Time:
		return q.time()
	case catalog.Enum:
		return q.oneOf(k.values)
	case catalog.Array:
		return q.array(k.elem, depth)
	case catalog.Map:
		return q.free(k.elem, depth)
	case catalog.Object:
		if len(k.members) == 0 {
			return q.free(nil, depth)
		}
		return q.object(&k.object, depth)
	case catalog.Any:
		return q.any(depth)
	}
	return false // the long way knows
}

// array reads an array; elem is nil where its elements may be anything.
func (q *quick) array(elem *kind, depth int) bool {
	if !q.take('[') {
		return false
	}
	if q.take(']') {
		return true
	}
	for {
		if !q.element(elem, depth) {
			return false
		}
		if !q.take(',') {
			return q.take(']')
		}
	}
}

// element reads an element of an array or a value of a map; null is none of a
// kind.
func (q *quick) element(elem *kind, depth int) bool {
	if elem == nil {
		return q.any(depth)
	}
	return q.value(elem, depth)
}

// object reads an object with documented members.
func (q *quick) object(o *object, depth int) bool {
	if o.large || !q.take('{') {
		return false
	}
	if q.take('}') {
		return o.required == 0
	}
	var seen uint64
	for next := 0; ; {
		name, ok := q.name()
		if !ok {
			return false
		}
		if next, ok = q.member(o, name, next, &seen, depth); !ok {
			return false
		}
		if !q.take(',') {
			return q.take('}') && seen&o.required == o.required
		}
	}
}

// maxNames is how many names of an object without documented members are told
// apart.
const maxNames = 16

// free reads an object whose names are not documented.
func (q *quick) free(elem *kind, depth int) bool {
	if !q.take('{') {
		return false
	}
	if q.take('}') {
		return true
	}
	var names [maxNames][]byte
	for n := range names {
		name, ok := q.name()
		if !ok || slices.ContainsFunc(names[:n], func(other []byte) bool { return bytes.Equal(other, name) }) || !q.element(elem, depth) {
			return false
		}
		names[n] = name
		if !q.take(',') {
			return q.take('}')
		}
	}
	return false
}

// any reads over a value of any kind.
func (q *quick) any(depth int) bool {
	if depth++; depth >= maxDepth {
		return false
	}
	q.space()
	if q.at == len(q.data) {
		return false
	}
	switch q.data[q.at] {
	case '"':
		return q.text()
	case '[':
		return q.array(nil, depth)
	case '{':
		return q.free(nil, depth)
	case 't':
		return q.word("true")
	case 'f':
		return q.word("false")
	case 'n':
		return q.word("null")
	}
	return q.number()
}

// space reads over white space.
func (q *quick) space() {
	for q.at < len(q.data) {
		switch q.data[q.at] {
		case ' ', '\t', '\n', '\r':
			q.at++
		default:
			return
		}
	}
}

// take reads over a byte behind white space.
func (q *quick) take(c byte) bool {
	q.space()
	if q.at < len(q.data) && q.data[q.at] == c {
		q.at++
		return true
	}
	return false
}

// word reads a literal.
func (q *quick) word(word string) bool {
	if rest := q.data[q.at:]; len(rest) >= len(word) && string(rest[:len(word)]) == word {
		q.at += len(word)
		return true
	}
	return false
}

// name reads a member's name and the colon.
func (q *quick) name() ([]byte, bool) {
	name, ok := q.plain()
	return name, ok && q.take(':')
}

// plain reads a string without escapes.
func (q *quick) plain() ([]byte, bool) {
	if !q.take('"') {
		return nil, false
	}
	start := q.at
	for ; q.at < len(q.data); q.at++ {
		switch c := q.data[q.at]; {
		case c == '"':
			q.at++
			return q.data[start : q.at-1], true
		case c == '\\' || c < ' ':
			return nil, false
		}
	}
	return nil, false
}

// text reads a string; it gives up on escapes of UTF-16.
func (q *quick) text() bool {
	if !q.take('"') {
		return false
	}
	for ; q.at < len(q.data); q.at++ {
		switch c := q.data[q.at]; {
		case c == '"':
			q.at++
			return true
		case c < ' ':
			return false
		case c == '\\':
			q.at++
			if q.at == len(q.data) || bytes.IndexByte([]byte(`"\/bfnrt`), q.data[q.at]) < 0 {
				return false
			}
		}
	}
	return false
}

// number reads a number (RFC 8259, section 6).
func (q *quick) number() bool {
	q.sign('-')
	if !q.digits(true) {
		return false
	}
	if q.at < len(q.data) && q.data[q.at] == '.' {
		q.at++
		if !q.digits(false) {
			return false
		}
	}
	if q.at < len(q.data) && (q.data[q.at] == 'e' || q.data[q.at] == 'E') {
		q.at++
		if !q.sign('-') {
			q.sign('+')
		}
		return q.digits(false)
	}
	return true
}

func (q *quick) sign(sign byte) bool {
	if q.at < len(q.data) && q.data[q.at] == sign {
		q.at++
		return true
	}
	return false
}

// digits reads one digit or more; a whole part has no further one behind a zero.
func (q *quick) digits(wholePart bool) bool {
	start := q.at
	for q.at < len(q.data) && '0' <= q.data[q.at] && q.data[q.at] <= '9' {
		q.at++
	}
	return q.at > start && (!wholePart || q.at == start+1 || q.data[start] != '0')
}

// whole reads a whole number of at most 18 digits.
func (q *quick) whole(unsigned bool) bool {
	start := q.at
	if q.sign('-') && unsigned {
		return false
	}
	if !q.digits(true) || q.at-start > 18 {
		return false
	}
	return q.at == len(q.data) || q.data[q.at] != '.' && q.data[q.at] != 'e' && q.data[q.at] != 'E'
}

// time reads a point in time (RFC 3339).
func (q *quick) time() bool {
	text, ok := q.plain()
	return ok && catalog.IsTimestamp(string(text))
}

// oneOf reads a string that is one of the values.
func (q *quick) oneOf(values []string) bool {
	text, ok := q.plain()
	if !ok {
		return false
	}
	for _, value := range values {
		if string(text) == value {
			return true
		}
	}
	return false
}

package problem

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep objects and arrays may be nested.
const maxDepth = 64

// A decoder reads a JSON document strictly, by RFC 8259, and its members
// leniently, by RFC 9457: a value of the wrong type is passed over. Of members
// with one name the last one that has the right type wins.
//
// Methods that read a value report whether it has their type; where it has
// not, they leave their argument as it was. Behind an error, nothing has.
type decoder struct {
	// s is the document and i the position in it. Up to there it is valid UTF-8.
	s string
	i int
	// valid tells that all of s is valid UTF-8. As long as it is ASCII, nobody
	// looks.
	valid bool
	// depth is the number of objects and arrays around the position.
	depth int
	// textual tells that the document was XML, which has no types: numbers and
	// truth values come as strings, and what is empty is anything that can be.
	textual bool
	// empty tells that the object or array that is entered came as such.
	empty bool
	// first tells that no member or element of the innermost object or array
	// was read.
	first bool
	// name is the name of the member whose value comes next; element where an
	// element of an array comes. done tells that the object had no further one,
	// name is noName then.
	name string
	done bool
	err  error
}

// fail notes that the document is not JSON and ends all reading.
func (d *decoder) fail(what string) {
	if d.err == nil {
		d.err = fmt.Errorf("invalid JSON: %s at offset %d", what, d.i)
	}
	d.i = len(d.s)
}

// peek returns the first byte behind white space; 0 at the end.
func (d *decoder) peek() byte {
	for ; d.i < len(d.s); d.i++ {
		if c := d.s[d.i]; c > ' ' || !isSpace(c) {
			return c
		}
	}
	return 0
}

// open enters an object or array, else it skips the value.
func (d *decoder) open(bracket byte) bool {
	if c := d.peek(); c != bracket {
		if d.textual && strings.HasPrefix(d.s[d.i:], `""`) && d.depth < maxDepth {
			d.i += len(`""`)
			d.depth++
			d.empty = true
			return true
		}
		d.skip()
		return false
	}
	if d.depth == maxDepth {
		d.fail("nested too deep")
		return false
	}
	d.depth++
	d.i++
	d.first = true
	return true
}

// next goes to the next member or element, or leaves at the closing bracket.
func (d *decoder) next(bracket byte) bool {
	if d.empty {
		d.empty = false
		d.depth--
		return false
	}
	first := d.first
	d.first = false
	switch c := d.peek(); {
	case c == bracket:
		d.i++
		d.depth--
		return false
	case first:
		return d.err == nil
	case c == ',':
		d.i++
		return true
	}
	d.fail("neither a comma nor an end")
	return false
}

// object enters an object, whose members [decoder.member] then tells.
func (d *decoder) object() bool { return d.open('{') }

// member goes to the next member's value and sets d.name, or leaves the object.
func (d *decoder) member() bool {
	if d.nextPlain() {
		return true
	}
	if !d.next('}') {
		return false
	}
	if d.peek() != '"' {
		d.fail("no name of a member")
		return false
	}
	d.name = d.text()
	if d.peek() != ':' {
		d.fail("no colon")
		return false
	}
	d.i++
	return true
}

// nextPlain is member for what most members begin with: a comma, a name without
// escapes and a colon, and no space between them.
func (d *decoder) nextPlain() bool {
	rest := d.s[d.i:]
	if d.first || len(rest) < 2 || rest[0] != ',' || rest[1] != '"' {
		return false
	}
	rest = rest[2:]
	n := plain(rest)
	if n+1 >= len(rest) || rest[n] != '"' || rest[n+1] != ':' {
		return false
	}
	d.name, d.i = rest[:n], d.i+n+len(`,"":`)
	return true
}

// noName is not the name of any member: it is no UTF-8.
const noName = "\xff"

// advance goes to the next member and notes where there is none.
func (d *decoder) advance() {
	if d.done = !d.member(); d.done {
		d.name = noName
	}
}

// array enters an array, whose elements [decoder.element] then tells.
func (d *decoder) array() bool { return d.open('[') }

// element goes to the next element, or leaves the array.
func (d *decoder) element() bool {
	d.name, d.done = element, false
	return d.next(']')
}

// skip reads over a value of any type.
func (d *decoder) skip() {
	switch c := d.peek(); {
	case c == '{':
		for ok := d.object(); ok && d.member(); {
			d.skip()
		}
	case c == '[':
		for ok := d.array(); ok && d.element(); {
			d.skip()
		}
	case c == '"':
		d.text()
	case c == '-' || isDigit(c):
		d.digits()
	default:
		d.literal()
	}
}

func (d *decoder) literal() {
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(d.s[d.i:], word) {
			d.i += len(word)
			return
		}
	}
	d.fail("no value")
}

func (d *decoder) string(v *string) bool {
	if d.peek() != '"' {
		d.skip()
		return false
	}
	s := d.text()
	if d.err != nil {
		return false
	}
	*v = s
	return true
}

func (d *decoder) bool(v *bool) bool {
	c := d.peek()
	if d.textual && c == '"' {
		text := strings.TrimSpace(d.text())
		*v = text == "true"
		return d.err == nil && (*v || text == "false")
	}
	d.skip()
	if c != 't' && c != 'f' || d.err != nil {
		return false
	}
	*v = c == 't'
	return true
}

func (d *decoder) integer(v *int64) bool {
	text := d.numeral()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		n, err = strconv.ParseInt(whole(text), 10, 64)
	}
	if err != nil {
		return false
	}
	*v = n
	return true
}

func (d *decoder) unsigned(v *uint64) bool {
	text := d.numeral()
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		n, err = strconv.ParseUint(whole(text), 10, 64)
	}
	if err != nil {
		return false
	}
	*v = n
	return true
}

// whole returns the digits of a whole number that is written with a fraction or
// an exponent, as "30.0" or "1e3" is; the empty text for one that is not whole or
// has more digits than an integer can.
func whole(text string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	shift := 0
	if exponent != "" {
		var err error
		if shift, err = strconv.Atoi(exponent); err != nil {
			return ""
		}
	}
	digits, negative := strings.CutPrefix(mantissa, "-")
	integer, fraction, _ := strings.Cut(digits, ".")
	fraction = strings.TrimRight(fraction, "0")
	digits = strings.TrimLeft(integer+fraction, "0")
	switch zeros := shift - len(fraction); {
	case integer == "": // no number at all
		return ""
	case digits == "":
		return "0"
	case zeros > maxDigits || len(digits)+zeros > maxDigits:
		return ""
	case zeros >= 0:
		digits += manyZeros[:zeros]
	default:
		cut := len(digits) + zeros
		if cut <= 0 || strings.Trim(digits[cut:], "0") != "" {
			return ""
		}
		digits = digits[:cut]
	}
	if negative {
		return "-" + digits
	}
	return digits
}

const (
	// maxDigits is how many digits an integer can have, and manyZeros are as many.
	maxDigits = len("18446744073709551615")
	manyZeros = "00000000000000000000"
)

func (d *decoder) number(v *float64) bool {
	n, err := strconv.ParseFloat(d.numeral(), 64)
	if err != nil {
		return false
	}
	*v = n
	return true
}

// numeral returns the text of a number; the empty text for any other value.
func (d *decoder) numeral() string {
	if c := d.peek(); c != '-' && !isDigit(c) {
		if d.textual && c == '"' {
			return numeralIn(d.text())
		}
		d.skip()
		return ""
	}
	start := d.i
	d.digits()
	if d.err != nil {
		return ""
	}
	return d.s[start:d.i]
}

// numeralIn returns the number that a text is, in the form of JSON; the empty
// text where it is none.
func numeralIn(text string) string {
	n := decoder{s: strings.TrimSpace(text)}
	number := n.numeral()
	if n.err != nil || n.i != len(n.s) {
		return ""
	}
	return number
}

// time reads a time as RFC 3339 has it.
func (d *decoder) time(v *time.Time) bool {
	var s string
	if !d.string(&s) {
		return false
	}
	if d.textual {
		s = strings.TrimSpace(s)
	}
	t, err := time.ParseInLocation(time.RFC3339, s, time.UTC)
	if err != nil {
		return false
	}
	*v = t
	return true
}

// raw reads a value of any type.
func (d *decoder) raw(v *json.RawMessage) bool {
	d.peek()
	start := d.i
	d.skip()
	if d.err != nil {
		return false
	}
	*v = json.RawMessage(d.s[start:d.i])
	return true
}

// mapping reads an object whose members are not documented.
func (d *decoder) mapping(v *map[string]json.RawMessage) bool {
	if !d.object() {
		return false
	}
	members := make(map[string]json.RawMessage)
	for d.member() {
		name := d.name
		var value json.RawMessage
		d.raw(&value)
		members[name] = value
	}
	*v = members
	return d.err == nil
}

// digits reads over a number.
func (d *decoder) digits() {
	i := d.i
	if d.s[i] == '-' {
		i++
	}
	whole := i
	i = d.run(i)
	if i == whole || d.s[whole] == '0' && i > whole+1 {
		d.fail("no number")
		return
	}
	if i < len(d.s) && d.s[i] == '.' {
		fraction := i + 1
		if i = d.run(fraction); i == fraction {
			d.fail("no number")
			return
		}
	}
	if i < len(d.s) && d.s[i]|0x20 == 'e' {
		exponent := i + 1
		if exponent < len(d.s) && (d.s[exponent] == '+' || d.s[exponent] == '-') {
			exponent++
		}
		if i = d.run(exponent); i == exponent {
			d.fail("no number")
			return
		}
	}
	d.i = i
}

// run returns the position behind the digits from i on.
func (d *decoder) run(i int) int {
	for i < len(d.s) && isDigit(d.s[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// text reads the string at the position. Without escapes it is a part of the
// document.
func (d *decoder) text() string {
	start := d.i + 1
	i := start + plain(d.s[start:])
	if i < len(d.s) && d.s[i] == '"' {
		d.i = i + 1
		return d.s[start:i]
	}
	return d.oddText(start, i)
}

// oddText reads a string that is plain up to i.
func (d *decoder) oddText(start, i int) string {
	d.validate(i)
	if i = unescaped(d.s, i); i < len(d.s) && d.s[i] == '"' {
		d.i = i + 1
		return d.s[start:i]
	}
	return d.escaped(start, i)
}

// validate replaces every byte that is not UTF-8, from i on: all before is.
func (d *decoder) validate(i int) {
	if !d.valid && !utf8.ValidString(d.s[i:]) {
		d.s = d.s[:i] + strings.ToValidUTF8(d.s[i:], "\uFFFD")
	}
	d.valid = true
}

// escaped reads a string without escapes up to i.
func (d *decoder) escaped(start, i int) string {
	b := append(make([]byte, 0, len(d.s[start:i])+32), d.s[start:i]...)
	for d.i = i; d.i < len(d.s); {
		switch c := d.s[d.i]; {
		case c == '"':
			d.i++
			return string(b)
		case c == '\\':
			b = d.escape(b)
		default:
			d.fail("a control character in a string")
			return ""
		}
		plain := d.i
		d.i = unescaped(d.s, plain)
		b = append(b, d.s[plain:d.i]...)
	}
	d.fail("a string without an end")
	return ""
}

// escape appends the character for which an escape stands.
func (d *decoder) escape(b []byte) []byte {
	if d.i+1 == len(d.s) {
		d.fail("a string without an end")
		return b
	}
	c := d.s[d.i+1]
	if c == 'u' {
		return utf8.AppendRune(b, d.unicode())
	}
	const names, values = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	at := strings.IndexByte(names, c)
	if at < 0 {
		d.fail("an unknown escape in a string")
		return b
	}
	d.i += 2
	return append(b, values[at])
}

// unicode reads an escape \uXXXX, or the two of a surrogate pair. A surrogate
// that is alone becomes U+FFFD.
func (d *decoder) unicode() rune {
	r := d.unit()
	if !utf16.IsSurrogate(r) || !strings.HasPrefix(d.s[d.i:], `\u`) {
		return r
	}
	second := d.i
	pair := utf16.DecodeRune(r, d.unit())
	if pair == utf8.RuneError && d.err == nil {
		d.i = second
	}
	return pair
}

// unit reads one escape \uXXXX.
func (d *decoder) unit() rune {
	end := d.i + len(`\uXXXX`)
	if end > len(d.s) {
		d.fail("a string without an end")
		return utf8.RuneError
	}
	unit, err := strconv.ParseUint(d.s[d.i+2:end], 16, 16)
	if err != nil {
		d.fail("an unknown escape in a string")
		return utf8.RuneError
	}
	d.i = end
	return rune(unit)
}

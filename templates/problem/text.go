package problem

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// appendString appends v as a JSON string. What needs no escape is copied in
// long runs, most strings in one.
func appendString(dst []byte, v string) []byte {
	if i := plain(v); i < len(v) {
		return appendEscaped(dst, v, i)
	}
	return append(append(append(dst, '"'), v...), '"')
}

// appendEscaped is appendString for a string that is plain up to i.
func appendEscaped(dst []byte, v string, i int) []byte {
	dst = append(dst, '"')
	start := 0
	for ; i < len(v); i += plain(v[i:]) {
		size := 1
		if v[i] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(v[i:])
			if (r != utf8.RuneError || size > 1) && r != '\u2028' && r != '\u2029' {
				i += size
				continue
			}
		}
		dst = append(dst, v[start:i]...)
		dst = appendEscape(dst, v[i:i+size])
		i += size
		start = i
	}
	dst = append(dst, v[start:]...)
	return append(dst, '"')
}

// appendEscape appends the escape for v: a character that a JSON string cannot
// have as it is, or a byte that is not UTF-8.
func appendEscape(dst []byte, v string) []byte {
	const hex = "0123456789abcdef"
	switch c := v[0]; {
	case c == '"' || c == '\\':
		return append(dst, '\\', c)
	case c == '\b':
		return append(dst, `\b`...)
	case c == '\f':
		return append(dst, `\f`...)
	case c == '\n':
		return append(dst, `\n`...)
	case c == '\r':
		return append(dst, `\r`...)
	case c == '\t':
		return append(dst, `\t`...)
	case c < ' ':
		return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
	case v == "\u2028":
		return append(dst, `\u2028`...)
	case v == "\u2029":
		return append(dst, `\u2029`...)
	}
	return append(dst, `\ufffd`...)
}

var errTooDeep = fmt.Errorf("more than %d objects and arrays inside each other", maxDepth)

// appendRaw appends a JSON value without insignificant space, in which so many
// objects and arrays may stand inside each other. As everywhere, bytes that are
// not UTF-8 become U+FFFD.
func appendRaw(dst []byte, v json.RawMessage, depth int) ([]byte, error) {
	if v == nil {
		return append(dst, "null"...), nil
	}
	if !json.Valid(v) {
		return dst, errors.New("the value is not JSON")
	}
	if !utf8.Valid(v) {
		v = bytes.ToValidUTF8(v, []byte("\uFFFD"))
	}
	start, quoted := 0, false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c <= ' ':
			dst = append(dst, v[start:i]...)
			start = i + 1
		case c == '{' || c == '[':
			if depth--; depth < 0 {
				return dst, errTooDeep
			}
		case c == '}' || c == ']':
			depth++
		}
	}
	return append(dst, v[start:]...), nil
}

// plain returns the position of the first byte that is not ASCII or that a JSON
// string cannot have as it is, else the length of s. It looks at many bytes at a
// time, at the end at some of them twice.
func plain(s string) int {
	rest := s
	for len(rest) > 16 && (odd(load(rest))|odd(load(rest[8:])))&highs == 0 {
		rest = rest[16:]
	}
	for len(rest) > 8 {
		if found := odd(load(rest)) & highs; found != 0 {
			return len(s) - len(rest) + bits.TrailingZeros64(found)/8
		}
		rest = rest[8:]
	}
	if n := len(s); n >= 8 && odd(load(s[n-8:]))&highs == 0 ||
		n >= 4 && n < 8 && odd(loadHalf(s)|loadHalf(s[n-4:])<<32)&highs == 0 {
		return n
	}
	for i := range len(rest) {
		if rest[i] >= utf8.RuneSelf || isSpecial(rest[i]) {
			return len(s) - len(rest) + i
		}
	}
	return len(s)
}

// unescaped returns the position, from i on, of the first byte that a JSON
// string cannot have as it is, else the length of s.
func unescaped(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		if found := special(load(s[i:])); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(s) && !isSpecial(s[i]) {
		i++
	}
	return i
}

// isSpecial reports whether a JSON string cannot have c as it is.
func isSpecial(c byte) bool { return c < ' ' || c == '"' || c == '\\' }

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// odd sets the high bit of the first byte of x that is not ASCII or for which
// isSpecial holds, and bits behind it at will; none where there is no such byte.
//
// Control characters and the quotation mark are found at once: with the second
// lowest bit turned over they are all the bytes up to ' '.
func odd(x uint64) uint64 {
	controlOrQuote := (x ^ ('"'-' ')*ones) - (' '+1)*ones
	backslash := (x ^ '\\'*ones) - ones
	return controlOrQuote | backslash | x
}

// special is odd for which all that is not ASCII is as good as any other byte.
func special(x uint64) uint64 { return odd(x) &^ x & highs }

// load returns the first eight bytes as one number, the first byte lowest.
func load(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// loadHalf is load of four bytes.
func loadHalf(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

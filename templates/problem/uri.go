package problem

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// isURIReference reports whether the text is a URI reference (RFC 3986, section
// 4.1).
func isURIReference(text string) bool {
	fragments, simple := 0, true
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '%':
			if len(text) < i+3 || !isHex(text[i+1]) || !isHex(text[i+2]) {
				return false
			}
		case '"', '<', '>', '\\', '^', '`', '{', '|', '}', 0x7f:
			return false
		case '#':
			fragments++
		case ':', '[', ']':
			simple = false
		default:
			if c <= ' ' || c >= utf8.RuneSelf {
				return false
			}
		}
	}
	return fragments <= 1 && (simple || canBeParsed(text))
}

// canBeParsed reports whether a scheme, a host and a port in the text are what
// they have to be, and brackets where they have to be.
func canBeParsed(text string) bool {
	uri, err := url.Parse(text)
	return err == nil && strings.Count(text, "[") == strings.Count(uri.Host, "[") &&
		strings.Count(text, "]") == strings.Count(uri.Host, "]")
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

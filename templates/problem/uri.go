package problem

import (
	"net/url"
	"strings"
)

// isURIReference reports whether the text is a URI reference (RFC 3986, section
// 4.1).
func isURIReference(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '%':
			if len(text) < i+3 || !isHex(text[i+1]) || !isHex(text[i+2]) {
				return false
			}
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			return false
		}
	}
	_, fragment, _ := strings.Cut(text, "#")
	return !strings.Contains(fragment, "#") && canBeParsed(text)
}

// canBeParsed reports whether a scheme, a host and a port in the text are what
// they have to be, and brackets where they have to be. Most references are plain paths and have none of them.
func canBeParsed(text string) bool {
	if !strings.ContainsAny(text, ":[]") {
		return true
	}
	uri, err := url.Parse(text)
	return err == nil && strings.Count(text, "[") == strings.Count(uri.Host, "[") &&
		strings.Count(text, "]") == strings.Count(uri.Host, "]")
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

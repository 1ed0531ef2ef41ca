package problem

import (
	"net/netip"
	"strings"
)

// isURIReference reports whether the text is a URI reference (RFC 3986, section
// 4.1).
func isURIReference(text string) bool {
	fragments, colon, brackets := 0, false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case plainInURI[c]:
		case c == ':':
			colon = true
		case c == '#':
			fragments++
		case c == '[' || c == ']':
			brackets = true
		case c != '%' || len(text) < i+3 || !isHex(text[i+1]) || !isHex(text[i+2]):
			return false
		}
	}
	return fragments <= 1 && (!colon && !brackets || hasParts(text, brackets))
}

// plainInURI are the characters that may stand anywhere in a URI reference but in
// its scheme and its port.
var plainInURI = setOf("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~/?@!$&'()*+,;=")

func setOf(characters string) (set [256]bool) {
	for _, c := range []byte(characters) {
		set[c] = true
	}
	return set
}

// hasParts reports whether a scheme, a host and a port in the text are what they
// have to be, and brackets, where it has some, are where they have to be.
func hasParts(text string, brackets bool) bool {
	if i := indexDelimiter(text); i < len(text) && text[i] == ':' {
		if !isScheme(text[:i]) {
			return false
		}
		text = text[i+1:]
	}
	if rest, ok := strings.CutPrefix(text, "//"); ok {
		end := len(rest)
		if i := strings.IndexAny(rest, "/?#"); i >= 0 {
			end = i
		}
		if !isAuthority(rest[:end]) {
			return false
		}
		text = rest[end:]
	}
	return !brackets || !strings.ContainsAny(text, "[]")
}

// indexDelimiter returns where a scheme would end: the position of the first
// delimiter, else the length of the text.
func indexDelimiter(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ':', '/', '?', '#':
			return i
		}
	}
	return len(text)
}

// isScheme reports whether the text is a scheme (section 3.1).
func isScheme(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return text != ""
}

// isAuthority reports whether the text is an authority (section 3.2).
func isAuthority(text string) bool {
	user, host, ok := strings.Cut(text, "@")
	if !ok {
		user, host = "", text
	}
	if strings.ContainsAny(user, "[]") || strings.Contains(host, "@") {
		return false
	}
	port := ""
	if address, ok := strings.CutPrefix(host, "["); ok {
		address, port, ok = strings.Cut(address, "]")
		if _, err := netip.ParseAddr(address); !ok || err != nil || !strings.Contains(address, ":") {
			return false
		}
		return port == "" || port[0] == ':' && isPort(port[1:])
	}
	host, port, _ = strings.Cut(host, ":")
	return !strings.ContainsAny(host, "[]") && isPort(port)
}

func isPort(text string) bool {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f'
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

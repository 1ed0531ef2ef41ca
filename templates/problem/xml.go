package problem

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendXML appends the problem details object in the form of RFC 9457,
// appendix B. What it is made from is the object as JSON.
func appendXML(dst []byte, json string) []byte {
	d := decoder{s: json}
	dst = append(dst, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"...)
	dst = append(dst, `<problem xmlns="urn:ietf:rfc:7807">`...)
	dst = appendXMLValue(dst, &d)
	return append(dst, `</problem>`...)
}

// appendXMLValue appends what stands inside the element of a value.
func appendXMLValue(dst []byte, d *decoder) []byte {
	switch d.peek() {
	case '{':
		for ok := d.object(); ok && d.member(); {
			dst = appendXMLElement(dst, xmlName(d.name), d)
		}
		return dst
	case '[':
		for ok := d.array(); ok && d.element(); {
			dst = appendXMLElement(dst, "i", d)
		}
		return dst
	case '"':
		return appendXMLText(dst, d.text())
	case 'n':
		d.skip()
		return dst
	}
	start := d.i
	d.skip()
	return append(dst, d.s[start:d.i]...)
}

func appendXMLElement(dst []byte, name string, d *decoder) []byte {
	dst = append(append(append(dst, '<'), name...), '>')
	dst = appendXMLValue(dst, d)
	return append(append(append(dst, '<', '/'), name...), '>')
}

// appendXMLText appends text. What XML has no characters for becomes U+FFFD.
func appendXMLText(dst []byte, text string) []byte {
	for _, r := range text {
		switch {
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '\r':
			dst = append(dst, "&#xD;"...)
		case !isXMLChar(r):
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// isXMLChar reports whether XML 1.0 has the character (section 2.2).
func isXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r != 0xFFFE && r != 0xFFFF
}

// xmlName returns the member's name as the name of an element. A character that
// cannot stand there is written by its number, as in "_x0020_", and so is an
// underscore that would be read as the beginning of such a number, or as the name
// that is empty.
func xmlName(name string) string {
	var b strings.Builder
	for i, r := range name {
		_, _, isEscape := cutEscape(name[i:])
		if isXMLNameChar(r, i == 0) && !isEscape && name != "_" {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "_x%04X_", r)
		}
	}
	if b.Len() == 0 {
		return "_"
	}
	return b.String()
}

// isXMLNameChar reports whether the character can stand in the name of an
// element, or at its beginning. XML itself takes a few more.
func isXMLNameChar(r rune, first bool) bool {
	switch {
	case r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0xC0 && unicode.IsLetter(r):
		return true
	case first:
		return false
	}
	return r == '-' || r == '.' || '0' <= r && r <= '9'
}

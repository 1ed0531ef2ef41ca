package page

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/diag"
)

// checkText finds what does not belong into a page's text and reports
// whether reading on makes sense.
func (r *reader) checkText() bool {
	text := r.src.Text
	switch {
	case isUTF16(text):
		r.fail(notUTF8(r.src.Span(0, 0), "the page is UTF-16, not UTF-8"))
		return false
	case len(r.src.Original()) > MaxSize:
		at := max(0, len(text)-(len(r.src.Original())-MaxSize))
		for at > 0 && !utf8.RuneStart(text[at]) {
			at--
		}
		r.fail(diag.At(r.src.Span(at, at), ruleLimit, "the page is longer than the limit of %d bytes", MaxSize).
			WithHelp("split the page: one page documents one problem type"))
		return false
	}
	for start := 0; len(r.foreign) < maxForeign; {
		at := nextForeign(text, start)
		if at < 0 {
			return true
		}
		start = r.foreignCharacter(at)
	}
	return false
}

// isUTF16 tells UTF-16 by its byte order mark or by the zero bytes that it
// has in Western text.
func isUTF16(text []byte) bool {
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		return true
	}
	head := text[:min(len(text), 64)]
	return len(head) >= 4 && bytes.Count(head, []byte{0})*3 > len(head)
}

// nextForeign returns the offset of the next character that is no text, or
// -1. Printable ASCII, nearly all of every page, is passed over quickly.
func nextForeign(text []byte, start int) int {
	for at := start; at < len(text); {
		b := text[at]
		if b >= ' ' && b < 0x7f || b == '\n' || b == '\t' {
			at++
			continue
		}
		char, size := utf8.DecodeRune(text[at:])
		if char == utf8.RuneError && size == 1 || isForeign(char) {
			return at
		}
		at += size
	}
	return -1
}

// isForeign reports whether a character must not be in a page: it is
// invisible and makes text read, or run, other than it looks.
func isForeign(char rune) bool {
	switch char {
	case '\n', '\t':
		return false
	case '\ufeff':
		return true
	}
	return unicode.IsControl(char) || unicode.Is(unicode.Bidi_Control, char)
}

// foreignCharacter reports the character at the offset and returns the
// offset behind it; a run of bytes that are not UTF-8 is reported once.
func (r *reader) foreignCharacter(at int) int {
	r.foreign = append(r.foreign, at)
	text := r.src.Text
	char, size := utf8.DecodeRune(text[at:])
	if char == utf8.RuneError {
		end := at
		for isInvalid(text[end:]) {
			end++
		}
		r.fail(notUTF8(r.src.Span(at, end), fmt.Sprintf("the byte 0x%02X is not UTF-8 text", text[at])))
		return end
	}
	span := r.src.Span(at, at+size)
	d := diag.At(span, ruleForbiddenCharacter, "the page has %s", foreignName(char))
	if char == '\r' {
		d = d.WithHelp("end lines with a line feed, or with a carriage return and a line feed").
			WithFix(diag.Replace(span, "\n", "replace the carriage return by a line feed"))
	} else {
		d = d.WithHelp("delete the character; it cannot be seen, and tools disagree about what it does").
			WithFix(diag.Replace(span, "", fmt.Sprintf("delete %U", char)))
	}
	r.fail(d)
	return at + size
}

func isInvalid(text []byte) bool {
	char, size := utf8.DecodeRune(text)
	return char == utf8.RuneError && size == 1
}

// foreignName names a character that must not be in a page.
func foreignName(char rune) string {
	switch {
	case char == 0:
		return "a NUL character (U+0000)"
	case char == '\r':
		return "a carriage return without a line feed"
	case char == '\ufeff':
		return "a byte order mark (U+FEFF) that is not at its start"
	case unicode.IsControl(char):
		return fmt.Sprintf("the control character %U", char)
	}
	return fmt.Sprintf("the bidirectional formatting character %U", char)
}

func notUTF8(span diag.Span, message string) diag.Diagnostic {
	return diag.At(span, ruleNotUTF8, "%s", message).WithHelp("save the page as UTF-8")
}

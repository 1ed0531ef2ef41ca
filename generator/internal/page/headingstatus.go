package page

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// headingStatuses notes the HTTP status codes that a heading or caption names.
// A heading says it in fewer words than a sentence: "409 Seat taken",
// "Response (409)".
func (w *walker) headingStatuses(e excerpt) {
	for at := 0; at < len(e.text); {
		start, end := nextNumber(e.text, at)
		if start < 0 {
			return
		}
		at = end
		code, ok := statusCode(e.text[start:end])
		if ok && (namesStatus(e.text, start, end, code) || headsStatus(e.text, start, end, code)) {
			w.headingStatus(e, start, end, code)
		}
	}
}

func (w *walker) headingStatus(e excerpt, start, end, code int) {
	w.page.HeadingStatuses = append(w.page.HeadingStatuses, catalog.StatusMention{
		Code: code, At: w.span(e, start, end), Section: w.section,
	})
}

// headsStatus reports whether a number can be nothing but a status by its
// place in a heading.
func headsStatus(text []byte, start, end, code int) bool {
	before, after := bytes.TrimSpace(text[:start]), bytes.TrimSpace(text[end:])
	isError := code >= 400
	switch {
	case bytes.HasSuffix(before, []byte("(")) && bytes.HasPrefix(after, []byte(")")):
		return isError
	case len(before) == 0 && len(after) == 0:
		return isError
	case len(before) == 0:
		return isError && (isDivider(after) || end < len(text) && text[end] == ' ' && startsUpper(after))
	case len(after) == 0 || isDivider(after):
		return endsInResponse(before)
	}
	return false
}

// isDivider reports whether a text begins with what divides a status from the
// rest of a heading: a dash or a colon.
func isDivider(text []byte) bool {
	char, _ := utf8.DecodeRune(text)
	return strings.ContainsRune("–—-:·", char)
}

func startsUpper(text []byte) bool {
	char, _ := utf8.DecodeRune(text)
	return unicode.IsUpper(char)
}

// endsInResponse reports whether the last word before a number is one for a
// response.
func endsInResponse(before []byte) bool {
	words := bytes.FieldsFunc(bytes.ToLower(before), isBetweenWords)
	if len(words) == 0 {
		return false
	}
	switch string(words[len(words)-1]) {
	case "response", "error", "status", "http", "code", "answer", "reply":
		return true
	}
	return false
}

// htmlStatuses notes the HTTP status codes that a block of HTML names.
func (w *walker) htmlStatuses(e excerpt) {
	if w.intro || !bytes.ContainsAny(e.text, "12345") {
		return
	}
	var plain excerpt
	for at := 0; at < len(e.text); {
		open := bytes.IndexByte(e.text[at:], '<')
		if open < 0 {
			open = len(e.text) - at
		}
		start, stop := e.bounds(at, at+open)
		if open > 0 {
			plain.add(e.text[at:at+open], start, stop)
		}
		at += open
		if end := tagEnd(e.text[at:]); end > 0 {
			start, _ = e.bounds(at, at+end)
			plain.add([]byte("\n"), start, start)
			at += end
			continue
		}
		break
	}
	for at := 0; at < len(plain.text); {
		end := at + lineLength(plain.text[at:])
		w.lineStatuses(plain, at, end)
		at = end
	}
}

// lineStatuses notes the status codes of one line, which is a text of its own.
func (w *walker) lineStatuses(e excerpt, from, to int) {
	line := bytes.TrimRight(e.text[from:to], "\n")
	for at := 0; at < len(line); {
		start, end := nextNumber(line, at)
		if start < 0 {
			return
		}
		at = end
		if code, ok := statusCode(line[start:end]); ok && (namesStatus(line, start, end, code) || headsStatus(line, start, end, code)) {
			w.headingStatus(e, from+start, from+end, code)
		}
	}
}

// tagEnd returns the length of the tag or comment that the text begins with.
func tagEnd(text []byte) int {
	if bytes.HasPrefix(text, []byte("<!--")) {
		if end := bytes.Index(text, []byte("-->")); end >= 0 {
			return end + len("-->")
		}
		return len(text)
	}
	return bytes.IndexByte(text, '>') + 1
}

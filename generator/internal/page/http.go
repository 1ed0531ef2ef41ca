package page

import (
	"bytes"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// response reads the head of the HTTP message whose body begins at the offset
// start: the last status line before it, with the header fields that follow.
// It returns nil where there is none, and where the head begins.
func (s *sampleReader) response(begin, start int) (*catalog.Response, int) {
	lines := messageLines(s.text, begin, start)
	first := -1
	for i, line := range lines {
		if isStatusLine(s.text[line.start:line.stop]) {
			first = i
		}
	}
	if first < 0 {
		return nil, 0
	}
	head := &catalog.Response{}
	s.statusLine(head, lines[first])
	for _, line := range lines[first+1:] {
		if line.start == line.stop {
			break
		}
		if field, ok := s.field(line); ok {
			head.Fields = append(head.Fields, field)
		}
	}
	return head, lines[first].start
}

// messageLines returns the lines of a stretch of text without the white space
// around them and the mark "<" that curl puts before what it receives.
func messageLines(text []byte, begin, end int) []bounds {
	var lines []bounds
	for at := begin; at < end; {
		next := min(at+lineLength(text[at:]), end)
		line := text[at:next]
		start := next - len(bytes.TrimLeft(line, "< \t\n"))
		stop := max(start, at+len(bytes.TrimRight(line, " \t\n")))
		lines = append(lines, bounds{start, stop})
		at = next
	}
	return lines
}

// isStatusLine reports whether a line is the first of a response.
func isStatusLine(line []byte) bool {
	version, rest, ok := strings.Cut(string(line[:min(len(line), 40)]), " ")
	if !ok || !strings.HasPrefix(version, "HTTP/") || len(version) == len("HTTP/") {
		return false
	}
	return isDigit(version[len("HTTP/")]) && strings.TrimSpace(rest) != ""
}

// statusLine reads the status code and the reason phrase.
func (s *sampleReader) statusLine(head *catalog.Response, line bounds) {
	text := s.text[line.start:line.stop]
	at := bytes.IndexByte(text, ' ') + 1
	for at < len(text) && text[at] == ' ' {
		at++
	}
	code, reason, _ := strings.Cut(string(text[at:]), " ")
	if n, ok := wholeNumber(code); ok {
		at += line.start
		head.Status = catalog.WholeNumber{Value: n, At: s.place(at, at+len(code))}
		head.Reason = strings.TrimSpace(reason)
	}
}

// field reads a header field.
func (s *sampleReader) field(line bounds) (catalog.Field, bool) {
	text := s.text[line.start:line.stop]
	colon := bytes.IndexByte(text, ':')
	if colon <= 0 || bytes.ContainsAny(text[:colon], " \t\"{}") {
		return catalog.Field{}, false
	}
	value := bytes.TrimSpace(text[colon+1:])
	from := line.stop - len(bytes.TrimLeft(text[colon+1:], " \t"))
	return catalog.Field{
		Name:  catalog.Text{Value: string(text[:colon]), At: s.place(line.start, line.start+colon)},
		Value: catalog.Text{Value: string(value), At: s.place(from, from+len(value))},
	}, true
}

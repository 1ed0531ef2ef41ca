package diag

import (
	"bytes"
	"slices"
	"sort"
	"sync"
	"unicode/utf8"
)

// A Source is one page as its author wrote it, together with the text that
// the stages read: without a byte order mark and with every line ended by a
// single "\n". Spans count bytes of that text; Position and Original lead
// back to the file as it is on disk.
type Source struct {
	// Name is the path to show, with slashes.
	Name string
	// Text is what the stages read.
	Text []byte

	// above counts the lines of the file before Text, where that is a part of it.
	above    int
	original []byte
	starts   []int // every line's first byte in original; nil where that agrees with Text

	// lines are the lines' first bytes in Text, and counts what tells columns.
	// They are there once a position was asked for: see index.
	lines   []int
	counts  []count
	indexed sync.Once
}

// A count tells how many characters there are before an offset of Text. There
// is one for every countEvery bytes, so that the columns of a long line cost no
// more than those of others.
type count struct{ offset, characters int }

const countEvery = 1 << 10

var byteOrderMark = []byte("\xef\xbb\xbf")

// NewSource prepares the bytes of a file for reading.
func NewSource(name string, original []byte) *Source {
	s := &Source{Name: name, original: original}
	s.Text = bytes.TrimPrefix(original, byteOrderMark)
	if len(s.Text) != len(original) || bytes.Contains(s.Text, []byte("\r\n")) {
		s.starts = lineStarts(original)
		s.starts[0] = len(original) - len(s.Text)
		s.Text = bytes.ReplaceAll(s.Text, []byte("\r\n"), []byte("\n"))
	}
	return s
}

// NewPart prepares a part of a file that has so many lines above it: one line of
// captured documents, say.
func NewPart(name string, text []byte, above int) *Source {
	s := NewSource(name, text)
	s.above = above
	return s
}

// index makes what leads from offsets to positions: most pages have no finding,
// and need none.
func (s *Source) index() {
	s.indexed.Do(func() {
		s.lines = lineStarts(s.Text)
		s.counts = countCharacters(s.Text)
	})
}

func countCharacters(text []byte) []count {
	counts := make([]count, 1, len(text)/countEvery+1)
	for at := countEvery; at < len(text); at += countEvery {
		last, offset := counts[len(counts)-1], characterStart(text, at)
		counts = append(counts, count{offset, last.characters + utf8.RuneCount(text[last.offset:offset])})
	}
	return counts
}

// characterStart returns where the character begins that the offset is in.
func characterStart(text []byte, offset int) int {
	for back := range utf8.UTFMax {
		if utf8.RuneStart(text[offset-back]) {
			return offset - back
		}
	}
	return offset // all of these bytes are no UTF-8, and count one each
}

// characters returns how many characters there are before an offset.
func (s *Source) characters(offset int) int {
	s.index()
	last := s.counts[min(offset/countEvery, len(s.counts)-1)]
	return last.characters + utf8.RuneCount(s.Text[last.offset:offset])
}

func lineStarts(text []byte) []int {
	starts := make([]int, 1, bytes.Count(text, []byte("\n"))+1)
	for i, b := range text {
		if b == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// Original returns the file's bytes as they were read.
func (s *Source) Original() []byte { return s.original }

// line returns the index in lines of the line that holds the offset.
func (s *Source) line(offset int) int {
	s.index()
	return sort.SearchInts(s.lines, offset+1) - 1
}

// Line returns the text of a line, counted from 1, without its end.
func (s *Source) Line(n int) string {
	s.index()
	n -= s.above
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.Text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return string(s.Text[s.lines[n-1]:end])
}

// Position returns the place of an offset in Text.
func (s *Source) Position(offset int) Position {
	offset = min(max(offset, 0), len(s.Text))
	line := s.line(offset)
	column := s.characters(offset) - s.characters(s.lines[line]) + 1
	return Position{File: s.Name, Line: s.above + line + 1, Column: column}
}

// originalOffset leads an offset in Text back to the same byte of the file.
func (s *Source) originalOffset(offset int) int {
	if s.starts == nil {
		return offset
	}
	line := s.line(offset)
	return s.starts[line] + offset - s.lines[line]
}

// newline returns how the file ends its lines, which is how a fix ends its own.
func (s *Source) newline() []byte {
	if i := bytes.IndexByte(s.original, '\n'); i > 0 && s.original[i-1] == '\r' {
		return []byte("\r\n")
	}
	return []byte("\n")
}

// Apply returns the file with the edits made, byte for byte the same around
// them. Edits that overlap an earlier one are left out and returned, so that
// a further run can make them.
func (s *Source) Apply(edits []Edit) (fixed []byte, skipped []Edit) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return a.At.Start - b.At.Start })
	at := 0
	for i, e := range edits {
		start, end := s.originalOffset(e.At.Start), s.originalOffset(e.At.End)
		if i > 0 && start < at {
			skipped = append(skipped, e)
			continue
		}
		fixed = append(fixed, s.original[at:start]...)
		fixed = append(fixed, bytes.ReplaceAll([]byte(e.New), []byte("\n"), s.newline())...)
		at = end
	}
	return append(fixed, s.original[at:]...), skipped
}

// Span returns the bytes of Text from start up to end.
func (s *Source) Span(start, end int) Span { return Span{Source: s, Start: start, End: end} }

// A Span is a stretch of a source's text. The zero Span is nowhere.
type Span struct {
	Source     *Source
	Start, End int
}

// IsZero reports whether the span is nowhere.
func (s Span) IsZero() bool { return s.Source == nil }

// Position returns where the span begins.
func (s Span) Position() Position {
	if s.Source == nil {
		return Position{}
	}
	return s.Source.Position(s.Start)
}

// Text returns what the span covers.
func (s Span) Text() string {
	if s.Source == nil {
		return ""
	}
	return string(s.Source.Text[s.Start:s.End])
}

// A Position is a place in a file: line and column count from 1, columns in
// characters.
type Position struct {
	File         string
	Line, Column int
}

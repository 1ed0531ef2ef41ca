package page

import (
	"bytes"
	"hash/fnv"

	"github.com/yuin/goldmark/ast"
)

// A Common knows the paragraphs that stand on several pages of a folder, by
// the sums of their text. Such a paragraph says nothing of one problem: it is
// nobody's documentation text.
type Common map[uint64]bool

// commonEnough is on how many pages a paragraph stands that is nobody's. The
// parts of a page between its headings count as pages: each may be a problem.
const commonEnough = 3

// CommonOf returns the paragraphs that texts of pages have in common; a text
// may be nil.
func CommonOf(texts func(yield func(text []byte) bool)) Common {
	counts := map[uint64]int{}
	for text := range texts {
		for part := range parts(text) {
			for sum := range part {
				counts[sum]++
			}
		}
	}
	common := Common{}
	for sum, n := range counts {
		if n >= commonEnough {
			common[sum] = true
		}
	}
	return common
}

// parts yields the sums of the paragraphs between one heading and the next.
func parts(text []byte) func(yield func(map[uint64]bool) bool) {
	return func(yield func(map[uint64]bool) bool) {
		part, lines := map[uint64]bool{}, [][]byte{}
		end := func() {
			if len(lines) > 0 {
				part[sumOf(lines)] = true
				lines = lines[:0]
			}
		}
		for line := range bytes.Lines(text) {
			line = bytes.TrimSpace(line)
			if isDescription(line) {
				part[sumOf([][]byte{line})] = true
			}
			switch {
			case bytes.HasPrefix(line, []byte("#")):
				end()
				if !yield(part) {
					return
				}
				clear(part)
			case len(line) == 0 || isMarkup(line):
				end()
			default:
				lines = append(lines, line)
			}
		}
		end()
		yield(part)
	}
}

// isDescription reports whether a line of front matter is the whole description
// of the page.
func isDescription(line []byte) bool {
	value, ok := bytes.CutPrefix(line, []byte("description"))
	value = bytes.TrimLeft(value, " ")
	return ok && len(value) > 2 && (value[0] == ':' || value[0] == '=') && !bytes.ContainsAny(bytes.TrimSpace(value[1:])[:1], ">|&*[{")
}

// isCommonDescription reports whether the description in the front matter
// stands on several pages.
func (r *reader) isCommonDescription() bool {
	at := r.page.Front.Description.At
	if at.IsZero() || len(r.common) == 0 || bytes.IndexByte(r.src.Text[at.Start:at.End], '\n') >= 0 {
		return false
	}
	start := bytes.LastIndexByte(r.src.Text[:at.Start], '\n') + 1
	line := bytes.TrimSpace(r.src.Text[start : start+lineLength(r.src.Text[start:])])
	return isDescription(line) && r.common[sumOf([][]byte{line})]
}

// isMarkup reports whether a line that is not empty belongs to no paragraph,
// but to a table, list, quote, fence or container.
func isMarkup(line []byte) bool {
	for _, mark := range []string{"|", ">", "```", "~~~", ":::", "!!!", "???", "- ", "* ", "+ ", "{{"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return line[0] == '<' && line[len(line)-1] == '>'
}

func sumOf(lines [][]byte) uint64 {
	sum := fnv.New64a()
	for _, line := range lines {
		sum.Write(line)
		sum.Write([]byte{'\n'})
	}
	return sum.Sum64()
}

// isCommon reports whether a paragraph, not one in a list, stands on several
// pages.
func (w *walker) isCommon(n ast.Node) bool {
	if len(w.common) == 0 || n.Kind() != ast.KindParagraph || n.Parent().Kind() == ast.KindListItem {
		return false
	}
	var lines [][]byte
	for i := range n.Lines().Len() {
		at := n.Lines().At(i)
		lines = append(lines, bytes.TrimSpace(w.src.Text[w.base+at.Start:w.base+at.Stop]))
	}
	return w.common[sumOf(lines)]
}

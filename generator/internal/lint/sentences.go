package lint

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// passageAt returns the passage that a place is in, or nil.
func passageAt(page *catalog.Page, at diag.Span) *catalog.Passage {
	p := last(page.Passages, func(p *catalog.Passage) bool { return p.At.Start <= at.Start })
	if p == nil || at.Start >= p.At.End {
		return nil
	}
	return p
}

// A sentence is one of a passage, and the place in it that is asked about.
type sentence struct {
	passage *catalog.Passage
	// start and end bound it in the passage's text, at is the place.
	start, end, at int
}

func (s sentence) text() string   { return s.passage.Text[s.start:s.end] }
func (s sentence) before() string { return s.passage.Text[s.start:s.at] }

// sentenceAt returns the sentence that a place of the page is in; ok is false
// where that is no running text.
func sentenceAt(page *catalog.Page, at diag.Span) (s sentence, ok bool) {
	p := passageAt(page, at)
	if p == nil {
		return sentence{}, false
	}
	piece := last(p.Pieces, func(piece *catalog.Piece) bool { return piece.Start <= at.Start })
	if piece == nil || at.Start >= max(piece.Stop, piece.Start+1) {
		return sentence{}, false
	}
	offset := min(piece.At+at.Start-piece.Start, len(p.Text))
	start, end := sentenceBounds(p.Text, offset)
	return sentence{p, start, end, offset}, true
}

// longestSentence is how far a sentence is followed from a place in it.
const longestSentence = 400

// sentenceBounds returns where the sentence begins and ends that has the byte
// at the offset.
func sentenceBounds(text string, at int) (start, end int) {
	from, to := max(0, at-longestSentence), min(len(text), at+longestSentence)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	start, end = boundsWithin(text[from:to], at-from)
	return from + start, from + end
}

func boundsWithin(text string, at int) (start, end int) {
	for next := range sentenceEnds(text) {
		if next > at {
			return min(start, at), next
		}
		start = next + len(" ")
	}
	return min(start, at), len(text)
}

// sentenceEnds yields the offsets behind the sentences of a text. "e.g. this"
// ends none: the next word begins with a small letter.
func sentenceEnds(text string) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for at := 0; at < len(text); at++ {
			if !strings.ContainsRune(".!?", rune(text[at])) || at+2 >= len(text) || text[at+1] != ' ' {
				continue
			}
			if next, _ := utf8.DecodeRuneInString(text[at+2:]); !unicode.IsLower(next) {
				if !yield(at + 1) {
					return
				}
			}
		}
	}
}

// isFirstPassage reports whether the passage is the first of the page.
func isFirstPassage(page *catalog.Page, p *catalog.Passage) bool {
	return len(page.Passages) > 0 && &page.Passages[0] == p
}

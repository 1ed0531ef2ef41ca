package lazyregexp

import (
	"bytes"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needs are words, in small letters, of which one is in every text that an
// expression matches. To search for words takes a small part of the time that an
// expression takes, and most texts have none of them. Where there are no words,
// nothing is known.
type needs [][]byte

// maxWords is how many words are worth searching for.
const maxWords = 64

// needsOf returns what a valid expression needs.
func needsOf(expression string) needs {
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	var n needs
	for _, word := range formOf(re).words() {
		n = append(n, []byte(word))
	}
	return n
}

// mayMatch reports whether a text has one of the words, in letters of any case.
func (n needs) mayMatch(text string) bool {
	if len(n) == 0 || foldsToASCII(text) {
		return true
	}
	var buffer [512]byte
	small := appendSmall(buffer[:0], text)
	for _, word := range n {
		if bytes.Contains(small, word) {
			return true
		}
	}
	return false
}

// foldsToASCII reports whether a text has one of the two letters that
// expressions take for "k" and "s" where case does not matter.
func foldsToASCII(text string) bool {
	return strings.Contains(text, "\u212a") || strings.Contains(text, "\u017f")
}

// appendSmall appends a text with its ASCII letters small.
func appendSmall(dst []byte, text string) []byte {
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

// A form is what is known of the texts that a part of an expression matches.
type form struct {
	// all are all of them; nil where they are too many.
	all []string
	// some are words of which one is in each of them; nil where there are none.
	some []string
}

// words returns the words that are worth searching for.
func (f form) words() []string {
	if isWorth(f.all) {
		return f.all
	}
	return f.some
}

// isWorth reports whether words are few enough, and rare in texts.
func isWorth(words []string) bool {
	return len(words) > 0 && len(words) <= maxWords && shortest(words) > 1
}

func shortest(words []string) int {
	least := len(words[0])
	for _, word := range words {
		least = min(least, len(word))
	}
	return least
}

// formOf returns the form of an expression.
func formOf(re *syntax.Regexp) form {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return form{all: []string{""}}
	case syntax.OpLiteral:
		return literal(re)
	case syntax.OpCapture:
		return formOf(re.Sub[0])
	case syntax.OpQuest:
		return optional(formOf(re.Sub[0]))
	case syntax.OpPlus:
		return form{some: formOf(re.Sub[0]).words()}
	case syntax.OpConcat:
		return concatenation(re.Sub)
	case syntax.OpAlternate:
		return alternation(re.Sub)
	}
	return form{}
}

func literal(re *syntax.Regexp) form {
	fold := re.Flags&syntax.FoldCase != 0
	var text strings.Builder
	for _, r := range re.Rune {
		if fold && r >= utf8.RuneSelf {
			return form{}
		}
		if r < utf8.RuneSelf {
			r = unicode.ToLower(r)
		}
		text.WriteRune(r)
	}
	return form{all: []string{text.String()}}
}

func optional(f form) form {
	if f.all == nil {
		return form{}
	}
	return form{all: append(slices.Clone(f.all), "")}
}

// alternation is the form of expressions of which one matches.
func alternation(parts []*syntax.Regexp) form {
	var all, some []string
	isAll, isSome := true, true
	for _, part := range parts {
		f := formOf(part)
		isAll = isAll && f.all != nil && len(all)+len(f.all) <= maxWords
		isSome = isSome && f.words() != nil && len(some)+len(f.words()) <= maxWords
		if isAll {
			all = append(all, f.all...)
		}
		if isSome {
			some = append(some, f.words()...)
		}
	}
	var f form
	if isAll {
		f.all = all
	}
	if isSome {
		f.some = some
	}
	return f
}

// concatenation is the form of expressions that match one behind the other: of
// the words that each stretch of them needs the best are taken.
func concatenation(parts []*syntax.Regexp) form {
	var best []string
	stretch, isAll := []string{""}, true
	for _, part := range parts {
		f := formOf(part)
		if f.all != nil && len(stretch)*len(f.all) <= maxWords {
			stretch = joined(stretch, f.all)
			continue
		}
		best = better(better(best, stretch), f.words())
		stretch, isAll = []string{""}, false
	}
	if isAll {
		return form{all: stretch}
	}
	return form{some: better(best, stretch)}
}

// joined returns each of the first words with each of the others behind it.
func joined(first, others []string) []string {
	var all []string
	for _, a := range first {
		for _, b := range others {
			all = append(all, a+b)
		}
	}
	return all
}

// better returns those words that fewer texts have: longer ones, or fewer.
func better(a, b []string) []string {
	switch {
	case !isWorth(b):
		return a
	case !isWorth(a), shortest(b) > shortest(a), shortest(b) == shortest(a) && len(b) < len(a):
		return b
	}
	return a
}

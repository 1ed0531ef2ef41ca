package lazyregexp

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// needs are what every text has that an expression matches. To search for it
// takes a small part of the time that an expression takes, and most texts have
// none of it. Where there is nothing, nothing is known.
type needs struct {
	// words are such, in small letters, that one of them is in the text. They
	// are in groups by their first byte.
	words [][]string
	// group is the group, counted from 1, of the words that begin with a byte.
	group [256]uint8
	// bytes tells, where there are no words, the bytes of which one is in the
	// text.
	bytes    [256]bool
	hasBytes bool
}

// maxWords is how many words are worth searching for.
const maxWords = 64

// needsOf returns what a valid expression needs.
func needsOf(expression string) *needs {
	n := &needs{}
	re, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return n
	}
	for _, word := range formOf(re).words() {
		n.add(word)
	}
	if n.words == nil {
		for _, c := range []byte(bytesOf(re)) {
			n.bytes[c], n.hasBytes = true, true
		}
	}
	return n
}

// add adds a word to the group of those that begin as it does.
func (n *needs) add(word string) {
	first := word[0]
	if n.group[first] == 0 {
		n.words = append(n.words, nil)
		n.group[first] = uint8(len(n.words)) //nolint:gosec // there are at most maxWords
		if 'a' <= first && first <= 'z' {
			n.group[first-'a'+'A'] = n.group[first]
		}
	}
	group := &n.words[n.group[first]-1]
	*group = append(*group, word)
}

// mayMatch reports whether a text has what is needed.
func mayMatch[T string | []byte](n *needs, text T) bool {
	if n.words == nil {
		return !n.hasBytes || hasByte(text, &n.bytes)
	}
	for i := range len(text) {
		if group := n.group[text[i]]; group > 0 && hasOne(text, i, n.words[group-1]) || foldsToASCII(text, i) {
			return true
		}
	}
	return false
}

// hasByte reports whether a text has one of some bytes.
func hasByte[T string | []byte](text T, bytes *[256]bool) bool {
	for i := range len(text) {
		if bytes[text[i]] {
			return true
		}
	}
	return false
}

// hasOne reports whether one of the words, in letters of any case, stands at an
// offset of a text.
func hasOne[T string | []byte](text T, at int, words []string) bool {
	for _, word := range words {
		if hasWord(text, at, word) {
			return true
		}
	}
	return false
}

func hasWord[T string | []byte](text T, at int, word string) bool {
	if len(text)-at < len(word) {
		return false
	}
	for i := range len(word) {
		if small(text[at+i]) != word[i] {
			return false
		}
	}
	return true
}

// small returns a byte, letters of ASCII small.
func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// foldsToASCII reports whether one of the two letters stands at an offset that
// expressions take for "k" and "s" where case does not matter.
func foldsToASCII[T string | []byte](text T, at int) bool {
	switch text[at] {
	case '\u212a'>>12 | 0xe0:
		return hasWord(text, at, "\u212a")
	case '\u017f'>>6 | 0xc0:
		return hasWord(text, at, "\u017f")
	}
	return false
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

// bytesOf returns bytes of which one is in whatever an expression matches; none
// where they would be in most texts.
func bytesOf(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		return rareByte(re.Rune)
	case syntax.OpCharClass:
		return classBytes(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return bytesOf(re.Sub[0])
	case syntax.OpConcat:
		return fewestBytes(re.Sub)
	case syntax.OpAlternate:
		return allBytes(re.Sub)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return bytesOf(re.Sub[0])
		}
	}
	return ""
}

// rareByte returns the first byte of a literal's first letter that is rare.
func rareByte(literal []rune) string {
	for _, r := range literal {
		if !isCommon(r) {
			return string(r)[:1]
		}
	}
	return ""
}

// classBytes returns the bytes with which the letters of a class begin, if they
// are few and rare.
func classBytes(ranges []rune) string {
	const most = 16
	var bytes []byte
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] >= most {
			return ""
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if isCommon(r) {
				return ""
			}
			bytes = append(bytes, string(r)[0])
		}
	}
	if len(bytes) > most {
		return ""
	}
	return string(bytes)
}

// isCommon reports whether a letter is in most texts.
func isCommon(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsSpace(r)) || r == utf8.RuneError
}

// fewestBytes returns the bytes of the part that needs the fewest.
func fewestBytes(parts []*syntax.Regexp) string {
	fewest := ""
	for _, part := range parts {
		if bytes := bytesOf(part); bytes != "" && (fewest == "" || len(bytes) < len(fewest)) {
			fewest = bytes
		}
	}
	return fewest
}

// allBytes returns the bytes of all parts, of which one matches.
func allBytes(parts []*syntax.Regexp) string {
	all := ""
	for _, part := range parts {
		bytes := bytesOf(part)
		if bytes == "" {
			return ""
		}
		all += bytes
	}
	return all
}

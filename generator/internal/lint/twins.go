package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// codeName matches the names of members that number problem types.
var codeName = lazyregexp.New(`(?i)^(?:(?:error|problem|err|app(?:lication)?|internal|service|business)[_-]?)?(?:code|number|no|key|slug)$|^(?:errno|reason[_-]?code|(?:error|problem)[_-]?id)$`)

// A problemCode is the one value that all examples of a page give to a member
// which numbers problem types.
type problemCode struct {
	member, value string
	at            diag.Span
}

// problemCodes returns the codes of a page. One that is the status, or of which
// the page documents several values, numbers nothing.
func problemCodes(p *catalog.Problem) []problemCode {
	var codes []problemCode
	for _, m := range p.Members {
		if len(m.Seen) == 0 || !codeName.MatchString(m.Name) || m.Type.Kind == catalog.Enum && len(m.Type.Values) > 1 {
			continue
		}
		v := m.Seen[0]
		differs := slices.ContainsFunc(m.Seen, func(o *catalog.Value) bool { return o.Text != v.Text })
		number, _ := parseSmall(v.Text)
		if v.Kind != catalog.StringValue && v.Kind != catalog.NumberValue || differs || v.Text == "" || isPlaceholder(v.Text) || number == p.Status.Value {
			continue
		}
		codes = append(codes, problemCode{m.Name, v.Text, v.At})
	}
	return codes
}

// parseSmall reads a whole number of a few digits.
func parseSmall(text string) (int, bool) {
	n := 0
	for _, r := range text {
		if r < '0' || r > '9' || n > 99999 {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, text != ""
}

// checkDuplicateCode reports problem types that have one code. Where half of
// the pages share theirs, the codes do not tell types apart.
func checkDuplicateCode(c *CatalogCheck) {
	type key struct{ member, value string }
	first := map[key]*pageSummary{}
	pages, shared := map[string]int{}, map[string]int{}
	count := map[key]int{}
	for _, s := range c.Pages {
		for _, code := range s.codes {
			k := key{fold(code.member), code.value}
			pages[k.member]++
			if count[k]++; count[k] == 2 {
				shared[k.member]++
			} else if count[k] > 2 {
				shared[k.member] += len(c.Pages)
			}
			if first[k] == nil {
				first[k] = s
			}
		}
	}
	for _, s := range c.Pages {
		for _, code := range s.codes {
			k := key{fold(code.member), code.value}
			other := first[k]
			if other == s || pages[k.member] > 2 && 3*shared[k.member] > pages[k.member] {
				continue
			}
			i := slices.IndexFunc(other.codes, func(o problemCode) bool { return fold(o.member) == k.member })
			c.Report(c.At(code.at, "give `%s` another `%s` than `%s` has: %s stands for both", s.name, code.member, other.name, code.value).
				WithNote(other.codes[i].at, "`%s` has it here", other.name).
				WithHelp("a client that looks at `%s` alone cannot tell the two problems apart", code.member).About(code.member))
		}
	}
}

// checkDuplicateTitle reports problem types with one title. Those of HTTP
// statuses may be many problems'.
func checkDuplicateTitle(c *CatalogCheck) {
	first := map[string]*pageSummary{}
	for _, s := range c.Pages {
		words := wordsOf(s.wireTitle.Value)
		other := first[words]
		if other == nil {
			first[words] = s
		}
		if words == "" || other == nil || isReason(s.wireTitle.Value) {
			continue
		}
		c.Report(c.At(s.wireTitle.At, "give `%s` a title of its own: `%s` is called %q, too", s.name, other.name, other.wireTitle.Value).
			WithNote(other.wireTitle.At, "`%s` has it here", other.name).
			WithHelp("a title sums up one problem type (RFC 9457, section 3.1.3): say what is particular to this one").About(catalog.MemberTitle))
	}
}

// A spelling is how a name puts its words together.
type nameSpelling int

const (
	oneWord nameSpelling = iota
	snakeSpelling
	kebabSpelling
	camelSpelling
)

func spellingOf(name string) nameSpelling {
	switch {
	case strings.Contains(name, "_"):
		return snakeSpelling
	case strings.Contains(name, "-"):
		return kebabSpelling
	case strings.ToLower(name) != name && strings.ToUpper(name) != name:
		return camelSpelling
	}
	return oneWord
}

// usualSpelling returns how at least two thirds of the type URIs whose names
// have several words put them together, and a page that does so; oneWord where
// there is no such way.
func (c *CatalogCheck) usualSpelling() (nameSpelling, *pageSummary) {
	if c.usual == nil {
		spelling, example := c.findSpelling()
		c.usual = &usualSpelling{spelling, example}
	}
	return c.usual.spelling, c.usual.example
}

// A usualSpelling is how most type URIs spell names, with a page that does so.
type usualSpelling struct {
	spelling nameSpelling
	example  *pageSummary
}

func (c *CatalogCheck) findSpelling() (nameSpelling, *pageSummary) {
	count := map[nameSpelling]int{}
	example := map[nameSpelling]*pageSummary{}
	typed := 0
	for _, s := range c.Pages {
		if spelling := spellingOf(lastPart(s.typ.Value)); spelling != oneWord {
			count[spelling]++
			typed++
			if example[spelling] == nil {
				example[spelling] = s
			}
		}
	}
	for spelling, n := range count {
		if n >= 2 && 3*n >= 2*typed {
			return spelling, example[spelling]
		}
	}
	return oneWord, nil
}

// checkTypeSpelling reports type URIs that put the words of a name together
// otherwise than the other pages' do.
func checkTypeSpelling(c *CatalogCheck) {
	usual, example := c.usualSpelling()
	if usual == oneWord {
		return
	}
	for _, s := range c.Pages {
		part := lastPart(s.typ.Value)
		if spelling := spellingOf(part); spelling == oneWord || spelling == usual || s.typeDisputed || isRegistry(s.typ.Value) {
			continue
		}
		c.Report(c.At(s.typ.At, "write %s in the type URI, as the other pages spell names: it has %s", respelt(part, usual), part).
			WithNote(example.typ.At, "most are spelt like this one").
			WithHelp("if clients know the URI as it is, keep it in the front matter: `problem: {aliases: [%s]}`", s.typ.Value).About(catalog.MemberType))
	}
}

// respelt returns a name with its words put together in another way.
func respelt(name string, spelling nameSpelling) string {
	var words []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '_' || r == '-' }) {
		words = append(words, strings.Fields(splitCamel(part))...)
	}
	for i := range words {
		if spelling == camelSpelling && i > 0 {
			words[i] = capitalised(strings.ToLower(words[i]))
		} else {
			words[i] = strings.ToLower(words[i])
		}
	}
	return strings.Join(words, map[nameSpelling]string{snakeSpelling: "_", kebabSpelling: "-"}[spelling])
}

// splitCamel puts a space before each capital that follows a small letter.
func splitCamel(word string) string {
	if !hasCamel(word) { // as most have not
		return word
	}
	var b strings.Builder
	lower := false
	for _, r := range word {
		if lower && 'A' <= r && r <= 'Z' {
			b.WriteByte(' ')
		}
		lower = 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
		b.WriteRune(r)
	}
	return b.String()
}

// hasCamel reports whether a capital stands behind a small letter or a digit.
func hasCamel(word string) bool {
	for i := 1; i < len(word); i++ {
		if c := word[i-1]; 'A' <= word[i] && word[i] <= 'Z' && ('a' <= c && c <= 'z' || '0' <= c && c <= '9') {
			return true
		}
	}
	return false
}

// An opening is the first sentence of a page's text.
type opening struct {
	// words are the sentence's, the problem's own name and title left out.
	words string
	at    diag.Span
}

// minOpening is how many words a sentence has at least of which two pages
// having it is no accident.
const minOpening = 6

// firstSentence returns the first sentence of the page's text.
func firstSentence(p *catalog.Problem, page *catalog.Page) opening {
	i := slices.IndexFunc(page.Passages, func(p catalog.Passage) bool { return !isQuoted(p.At) && !hasFact(page, p.At) })
	if i < 0 {
		return opening{}
	}
	passage := &page.Passages[i]
	start, end := sentenceBounds(passage.Text, 0)
	if text := passage.Text[start:end]; strings.Contains(text, "…") || strings.Contains(text, "...") {
		return opening{} // it is still to be written
	}
	words := " " + wordsOf(passage.Text[start:end]) + " "
	for _, own := range []string{p.Name, p.Title.Value, page.Front.Title.Value} {
		if own = wordsOf(own); own != "" {
			words = strings.ReplaceAll(words, " "+own+" ", " § ")
		}
	}
	words = strings.TrimSpace(words)
	if strings.Count(words, " ")+1 < minOpening {
		return opening{}
	}
	return opening{words, passage.Span(start, end)}
}

// hasFact reports whether a passage has labelled values, such as type and status:
// it is no sentence.
func hasFact(page *catalog.Page, passage diag.Span) bool {
	return slices.ContainsFunc(page.Facts, func(f catalog.Labelled) bool { return within(f.Value.At, passage) })
}

// isQuoted reports whether a passage is in a block quote, as notes are.
func isQuoted(at diag.Span) bool {
	text := at.Source.Text
	line := bytes.LastIndexByte(text[:at.Start], '\n') + 1
	return bytes.ContainsRune(text[line:at.Start], '>') || bytes.HasPrefix(text[at.Start:], []byte(">"))
}

// checkCopiedSentence reports pages that begin with the first sentence of
// another. What three pages have in common is a form of words.
func checkCopiedSentence(c *CatalogCheck) {
	const common = 3
	pages := map[string][]*pageSummary{}
	for _, s := range c.Pages {
		if s.opening.words != "" {
			pages[s.opening.words] = append(pages[s.opening.words], s)
		}
	}
	for _, s := range c.Pages {
		same := pages[s.opening.words]
		if len(same) < 2 || len(same) >= common || same[0] == s || s.opening.words == "" {
			continue
		}
		copied, original := s, same[0]
		if fits(s) > fits(original) {
			copied, original = original, s
		}
		c.Report(c.At(copied.opening.at, "write when `%s` occurs: the page begins with the very sentence of `%s`", copied.name, original.name).
			WithNote(original.opening.at, "the page of `%s` begins with it, too", original.name).
			WithHelp("say what tells the two apart, and look whether the rest of the text was copied as well").About(copied.name))
	}
}

// fits counts the words of a page's name that its first sentence has.
func fits(s *pageSummary) int {
	n := 0
	for word := range strings.SplitSeq(fold(s.name), "_") {
		if strings.Contains(s.opening.words, strings.TrimSuffix(word, "s")) {
			n++
		}
	}
	return n
}

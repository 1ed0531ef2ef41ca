package resolve

import (
	"strings"
	"unicode"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// detail returns the documented detail: the front matter's, else what the
// examples say of every occurrence: a text that all of several examples share, or
// one without anything particular in it. An example tells one occurrence:
// "Version 3 was expected, but it is 5." says nothing of the next one.
func (r *resolver) detail(p *catalog.Problem) catalog.Fact[string] {
	if d := r.page.Front.Problem.Detail; d.Set() {
		return textFact(d)
	}
	details := stringMembers(p.Evidence.Native, catalog.MemberDetail)
	if len(details) == 0 || isPlaceholder(details[0].Value) {
		return catalog.Fact[string]{}
	}
	for _, d := range details[1:] {
		if d.Value != details[0].Value {
			return catalog.Fact[string]{}
		}
	}
	shared := len(details) > 1 && len(details) == len(p.Evidence.Native)
	if !shared && isParticular(details[0].Value, p.Members) {
		return catalog.Fact[string]{}
	}
	return details[0]
}

// isParticular reports whether a text seems to speak of one occurrence: it has
// digits, something in quotation marks, or the name of a member.
func isParticular(text string, members []*catalog.Member) bool {
	if strings.ContainsFunc(text, isParticularRune) || hasQuote(text) {
		return true
	}
	words := map[string]bool{}
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isNameRune(r) }) {
		words[strings.ToLower(word)] = true
	}
	return namesMember(words, members)
}

func isParticularRune(r rune) bool {
	return unicode.IsDigit(r) || strings.ContainsRune("\"`“”„«»‹›‘‚", r)
}

// hasQuote reports whether an apostrophe is a quotation mark: it is one where it
// does not stand behind a letter.
func hasQuote(text string) bool {
	before := ' '
	for _, r := range text {
		if (r == '\'' || r == '’') && !unicode.IsLetter(before) {
			return true
		}
		before = r
	}
	return false
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '-'
}

// namesMember reports whether one of the words is the name of a member, at any
// depth.
func namesMember(words map[string]bool, members []*catalog.Member) bool {
	for _, m := range members {
		t := m.Type
		for t.Elem != nil {
			t = t.Elem
		}
		if words[strings.ToLower(m.Name)] || namesMember(words, t.Members) {
			return true
		}
	}
	return false
}

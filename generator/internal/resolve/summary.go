package resolve

import (
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// summary returns the first sentence of the page's text, or else the front
// matter's description.
func summary(page *catalog.Page) string {
	for _, b := range page.Doc {
		if b.Kind == catalog.ParagraphBlock {
			return firstSentence(markNames(b.Inlines))
		}
	}
	return firstSentence(page.Front.Description.Value)
}

// nameMark stands in a text where a code span begins, until its first sentence
// is known: a name begins a sentence in small letters, too.
const nameMark = "\x00"

func markNames(inlines []catalog.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		if in.Code {
			b.WriteString(nameMark)
		}
		b.WriteString(in.Text)
	}
	return b.String()
}

// firstSentence returns the text up to the first full stop that ends a
// sentence: one with a space and a capital behind it, or with nothing.
func firstSentence(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for i := 0; i+2 < len(text); i++ {
		if strings.IndexByte(".!?", text[i]) >= 0 && text[i+1] == ' ' && !isSmall(text[i+2]) && !endsAbbreviation(text[:i]) {
			text = text[:i+1]
			break
		}
	}
	return strings.ReplaceAll(text, nameMark, "")
}

func isSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// endsAbbreviation reports whether the word before a full stop is one like
// "e.g" or "etc", behind which a sentence goes on.
func endsAbbreviation(text string) bool {
	word := text[strings.LastIndexAny(text, " (")+1:]
	return strings.Contains(word, ".") || len(word) == 1 || word == "etc" || word == "cf" || word == "vs"
}

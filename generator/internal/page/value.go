package page

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A written value is what stands behind a label.
type written struct {
	text string
	// at leads a stretch of the text to the page.
	at func(start, end int) diag.Span
	// codes are the code spans, code tells that the value is one of them.
	codes []catalog.Mention
	code  bool
	// dest is the destination of the link that the value is, if it is one.
	dest string
}

// trim returns the value without white space and full stops around it.
func (v written) trim() written {
	inner := strings.TrimSpace(v.text)
	start := strings.Index(v.text, inner)
	at := v.at
	v.text = inner
	v.at = func(from, to int) diag.Span { return at(start+from, start+to) }
	v.code = len(v.codes) == 1 && strings.TrimSpace(v.codes[0].Text) == inner
	return v
}

// fact returns the fact that a label and a value make, where the value is one
// that the label can have: a sentence is none.
func fact(label catalog.Label, name string, v written) (catalog.Labelled, bool) {
	v = v.trim()
	f := catalog.Labelled{
		Label: label, Name: strings.TrimSpace(name), Code: v.code, Codes: v.codes,
		Value: catalog.Text{Value: v.text, At: v.at(0, len(v.text))},
	}
	switch label {
	case catalog.StatusLabel:
		f.Statuses = statusList(v)
		return f, len(f.Statuses) > 0
	case catalog.TypeLabel:
		value, end := typeValue(v)
		f.Value = catalog.Text{Value: value, At: v.at(0, end)}
		return f, value != ""
	case catalog.TitleLabel:
		return f, v.text != "" && len(v.text) <= maxTitle
	case catalog.CodeLabel:
		return f, isCode(v)
	case catalog.MembersLabel:
		return f, len(v.codes) > 0
	case catalog.DeprecatedLabel:
		return f, v.text != ""
	}
	return f, false
}

// isCode reports whether a value is one word such as a program compares.
func isCode(v written) bool {
	return v.text != "" && len(v.text) <= maxName && (v.code || len(v.codes) == 0) && strings.IndexFunc(v.text, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./", r)
	}) < 0
}

// typeValue returns the type that a value gives, as it is written, and where
// it ends; "" where it gives none. It is an absolute URI, a relative reference
// or, in a code span, a name; a note in parentheses may follow it.
func typeValue(v written) (string, int) {
	text := v.text
	if note := strings.Index(text, " ("); note > 0 && strings.HasSuffix(text, ")") {
		text = strings.TrimSpace(text[:note])
	}
	if len(v.codes) == 0 {
		text = strings.TrimRight(text, ".,;")
	}
	if len(v.codes) > 1 || strings.ContainsAny(text, " \t") || text == "" {
		return "", 0
	}
	inCode := len(v.codes) == 1 && strings.TrimSpace(v.codes[0].Text) == text
	bare := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	switch {
	case isAbsolute(bare):
		return bare, len(text)
	case isAbsolute(v.dest):
		return v.dest, len(text)
	case strings.HasPrefix(text, "/"), strings.HasPrefix(text, "./"), strings.HasPrefix(text, "../"):
		return text, len(text)
	case inCode && isReference(text):
		return text, len(text)
	}
	return "", 0
}

// isAbsolute reports whether a text is an absolute URI.
func isAbsolute(text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" || len(scheme) < 2 || strings.ContainsAny(text, " <>\"{}") {
		return false
	}
	u, err := url.Parse(text)
	return err == nil && u.IsAbs()
}

// isReference reports whether a text can be a name or a path of names.
func isReference(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_./#", r)
	}) < 0
}

// statusList returns the statuses of a value that is nothing else: "404",
// "404 Not Found", or a list of those with at most a note in parentheses.
func statusList(v written) []catalog.WholeNumber {
	text := v.text
	if note := strings.IndexByte(text, '('); note > 0 && strings.HasSuffix(text, ")") {
		if inside := text[note+1 : len(text)-1]; !strings.ContainsAny(inside, "()") {
			text = text[:note]
		}
	}
	var list []catalog.WholeNumber
	for at := 0; at < len(text); {
		start, end := nextNumber([]byte(text), at)
		if start < 0 {
			break
		}
		code, ok := statusCode([]byte(text[start:end]))
		if !ok || !isBetweenStatuses(text[at:start], len(list) == 0) {
			return nil
		}
		list = append(list, catalog.WholeNumber{Value: code, At: v.at(start, end)})
		at = end + phraseLength(text[end:], code)
	}
	if tail := text[lastEnd(text):]; len(list) > 0 && !isPhraseOf(list[len(list)-1].Value, tail) {
		return nil
	}
	return list
}

// lastEnd returns the offset behind the last run of digits.
func lastEnd(text string) int {
	return strings.LastIndexFunc(text, unicode.IsDigit) + 1
}

// isBetweenStatuses reports whether what stands before a status code in a list
// belongs to the list.
func isBetweenStatuses(text string, first bool) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/|:", r) })
	if first {
		return !slices.ContainsFunc(words, func(word string) bool { return word != "http" && word != "https" })
	}
	if strings.TrimSpace(text) == "" {
		return false
	}
	return !slices.ContainsFunc(words, func(word string) bool { return word != "or" && word != "and" && word != "http" })
}

// phraseLength returns the length of the reason phrase that follows a status
// code, with what stands before it.
func phraseLength(after string, code int) int {
	end := strings.IndexAny(after, ",;/|")
	if or := strings.Index(after, " or "); or >= 0 && (end < 0 || or < end) {
		end = or
	}
	if and := strings.Index(after, " and "); and >= 0 && (end < 0 || and < end) {
		end = and
	}
	if end < 0 || !isPhraseOf(code, after[:end]) {
		return 0
	}
	return end
}

// isPhraseOf reports whether a text is a status code's reason phrase, or reads
// like one: a few words with capitals.
func isPhraseOf(code int, text string) bool {
	text = strings.Trim(text, " \t-–—:.")
	if text == "" || slices.ContainsFunc(reasons(code), func(reason string) bool { return strings.EqualFold(reason, text) }) {
		return true
	}
	words := strings.Fields(text)
	return len(words) <= 5 && !slices.ContainsFunc(words, func(word string) bool {
		return word[0] < 'A' || word[0] > 'Z' || strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' })
	})
}

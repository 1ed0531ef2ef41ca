package page

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/diag"
)

// A mistake is what is wrong with an example, at offsets of the code block's
// text.
type mistake struct {
	rule       string
	start, end int
	message    string
	help       string
	// fix, where it is not empty, says that insert replaces the text from
	// fixStart up to fixEnd.
	fix              string
	fixStart, fixEnd int
	insert           string
	// dropped, where there are any, are deleted to repair it.
	dropped []bounds
	// note, where it is not empty, speaks of a second place.
	note   string
	noteAt diag.Span
}

// notJSON returns a mistake of JSON's grammar.
func notJSON(start, end int, message, help string) *mistake {
	return &mistake{rule: ruleInvalidJSON, start: start, end: end, message: "the example is not JSON: " + message, help: help}
}

// repair adds the one right repair.
func (m *mistake) repair(start, end int, insert, fix string) *mistake {
	m.fixStart, m.fixEnd, m.insert, m.fix = start, end, insert, fix
	return m
}

// trailing says what is wrong with text behind an object.
func trailing(text []byte, at int) *mistake {
	end := at + bytes.IndexByte(append(bytes.Clone(text[at:min(len(text), at+200)]), '\n'), '\n')
	switch text[at] {
	case '{':
		return notJSON(at, at+1, "a second object follows the first", "show each occurrence in a code block of its own")
	case '}', ']':
		return notJSON(at, at+1, fmt.Sprintf("one %q too many follows the object", text[at]), "delete the bracket, or open it where it belongs")
	case ',':
		return notJSON(at, at+1, "a comma follows the object", "delete the comma").
			repair(at, at+1, "", "delete the comma")
	}
	if isComment(text[at:]) {
		return comment(text, at)
	}
	return notJSON(at, end, "text follows the object", "move the text out of the code block")
}

// mistake tells what is wrong in the words of the page's author, while the
// decoder is where it stopped; the first that applies.
func (m *jsonFailure) mistake() *mistake {
	if limit, ok := errors.AsType[*limitError](m.err); ok {
		return &mistake{rule: ruleLimit, start: limit.at, end: limit.at + 1, message: limit.message, help: limit.help}
	}
	for _, find := range []func() *mistake{
		m.duplicate, m.insideString, m.ended, m.comma, m.quotes, m.comments, m.ellipsis,
		m.number, m.unquotedName, m.word, m.missingComma, m.missingColon, m.bracket,
	} {
		if found := find(); found != nil {
			found.dropped = m.dropped
			return found
		}
	}
	char, _ := utf8.DecodeRune(m.rest())
	return notJSON(m.at, m.charEnd(), fmt.Sprintf("%q cannot stand here", char),
		"JSON has texts in quotation marks, numbers, true, false, null, objects and arrays.")
}

// inBlock returns the mistake at offsets of the code block, whatever was made of
// its text.
func (m *jsonFailure) inBlock() *mistake {
	wrong := m.mistake()
	if m.back == nil {
		return wrong
	}
	at := func(start, end *int) {
		stop := m.back(max(*end-1, *start))
		if *end > *start {
			stop++
		}
		*start = m.back(*start)
		*end = max(stop, *start)
	}
	at(&wrong.start, &wrong.end)
	at(&wrong.fixStart, &wrong.fixEnd)
	return wrong
}

// rest returns the text from where the decoder stopped.
func (m *jsonFailure) rest() []byte { return m.text[m.at:] }

// charEnd returns the offset behind the character where the decoder stopped.
func (m *jsonFailure) charEnd() int {
	_, size := utf8.DecodeRune(m.rest())
	return m.at + size
}

// wants reports whether the decoder's own words contain those.
func (m *jsonFailure) wants(words string) bool { return strings.Contains(m.err.Error(), words) }

// inObject reports whether the innermost thing open is an object, and
// whether a name comes next there.
func (m *jsonFailure) inObject() (inside, nameNext bool) {
	kind, length := m.decoder.StackIndex(m.decoder.StackDepth())
	return kind == '{', kind == '{' && length%2 == 0
}

func (m *jsonFailure) duplicate() *mistake {
	if !errors.Is(m.err, jsontext.ErrDuplicateName) {
		return nil
	}
	start := m.at
	end := stringEnd(m.text, start)
	name := string(bytes.Trim(m.text[start:end], `"`))
	found := &mistake{
		rule: ruleDuplicateMember, start: start, end: end,
		message: fmt.Sprintf("the example has the member %q twice in one object", name),
		help:    "keep one of the two",
	}
	for _, first := range m.members[m.open:] {
		if first.Name == name {
			found.note, found.noteAt = fmt.Sprintf("%q stands here first", name), first.NameAt
		}
	}
	return found
}

// stringEnd returns the offset behind the JSON string that begins at start.
func stringEnd(text []byte, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// insideString tells what must not be in a string.
func (m *jsonFailure) insideString() *mistake {
	switch {
	case m.wants("surrogate"):
		return notJSON(m.at, min(m.at+6, len(m.text)), "half of a surrogate pair stands alone in a text",
			"write the character itself")
	case m.wants("escape sequence"):
		return notJSON(m.at, min(m.at+2, len(m.text)), "a text has a backslash that begins no escape",
			`write a backslash as \\; JSON's escapes are \" \\ \/ \b \f \n \r \t \u`)
	case m.wants("invalid character '\\n' in string"):
		return notJSON(m.at, m.at, "a text goes over the end of its line", `end it with a quotation mark, or write the line's end as \n`)
	case m.wants("invalid character '\\t' in string"):
		return notJSON(m.at, m.at+1, "a text has a tab in it", `write the tab as \t`).repair(m.at, m.at+1, `\t`, `replace the tab by \t`)
	}
	return nil
}

// ended tells what is missing at the end.
func (m *jsonFailure) ended() *mistake {
	if m.at < len(m.text) {
		return nil
	}
	end := len(bytes.TrimRight(m.text, " \t\n"))
	if next := m.next(); next < len(m.text) && m.text[next] == '"' {
		return notJSON(end, end, "the last text is not closed", "close it with a quotation mark")
	}
	closing := "}"
	if inside, _ := m.inObject(); !inside && m.decoder.StackDepth() > 0 {
		closing = "]"
	}
	return notJSON(end, end, fmt.Sprintf("it ends before its object does, a %s is missing", closing),
		fmt.Sprintf("close what is open with %s", closing))
}

// comma tells of commas with nothing before or behind them, where the decoder
// stops at the comma itself.
func (m *jsonFailure) comma() *mistake {
	if m.text[m.at] != ',' {
		return nil
	}
	behind := bytes.TrimLeft(m.text[m.at+1:], " \t\n")
	if len(behind) > 0 && (behind[0] == '}' || behind[0] == ']') {
		return notJSON(m.at, m.at+1, fmt.Sprintf("a comma stands before the closing %c", behind[0]), "delete the comma").
			repair(m.at, m.at+1, "", "delete the comma")
	}
	return notJSON(m.at, m.at+1, "a comma has nothing before it", "delete the comma, or write what is missing")
}

// quotes tells of quotation marks that JSON does not know.
func (m *jsonFailure) quotes() *mistake {
	char, _ := utf8.DecodeRune(m.rest())
	switch char {
	case '\'', '`':
		return notJSON(m.at, m.charEnd(), "a text stands in single quotes", `use double quotation marks: "…"; or call the block json5`)
	case '“', '”', '„', '‘', '’', '«', '»':
		return notJSON(m.at, m.charEnd(), "a text stands in typographic quotation marks", `use straight quotation marks: "…"`)
	}
	return nil
}

func (m *jsonFailure) comments() *mistake {
	if !isComment(m.rest()) {
		return nil
	}
	return comment(m.text, m.at)
}

func isComment(text []byte) bool {
	return bytes.HasPrefix(text, []byte("//")) || bytes.HasPrefix(text, []byte("/*")) || text[0] == '#'
}

func comment(text []byte, at int) *mistake {
	end := at + len(bytes.TrimRight(text[at:at+lineLength(text[at:])], " \n"))
	return notJSON(at, end, "JSON has no comments", "move the comment into the text around the example")
}

func (m *jsonFailure) ellipsis() *mistake {
	for _, dots := range []string{"...", "…"} {
		if bytes.HasPrefix(m.rest(), []byte(dots)) {
			return notJSON(m.at, m.at+len(dots), "dots stand for what is left out", "write the members out, or leave them out without a sign")
		}
	}
	return nil
}

// unquotedName tells of names without quotation marks.
func (m *jsonFailure) unquotedName() *mistake {
	start := m.wordStart()
	if _, nameNext := m.inObject(); !nameNext || !isNameByte(m.text[start]) || m.wants("after object value") {
		return nil
	}
	end := m.nameEnd(start)
	name := string(m.text[start:end])
	return notJSON(start, end, fmt.Sprintf("the name %s has no quotation marks", name), fmt.Sprintf("write %q; or call the block json5", name)).
		repair(start, end, `"`+name+`"`, fmt.Sprintf("write %q", name))
}

// wordStart returns where the word begins that the decoder stopped at, or
// inside, if it looks like true, false or null.
func (m *jsonFailure) wordStart() int {
	if m.wants("literal") {
		return m.next()
	}
	return m.at
}

func (m *jsonFailure) nameEnd(start int) int {
	end := start
	for end < len(m.text) && isNameByte(m.text[end]) {
		end++
	}
	return end
}

func isNameByte(b byte) bool { return isWordByte(b) || b == '$' || b >= utf8.RuneSelf }

// word tells of words that stand for values.
func (m *jsonFailure) word() *mistake {
	start := m.wordStart()
	if m.wants("after object") || m.wants("after array") || !isNameByte(m.text[start]) || isDigit(m.text[start]) {
		return nil
	}
	end := m.nameEnd(start)
	word := string(m.text[start:end])
	json := jsonWord(word)
	if json == "" {
		return notJSON(start, end, fmt.Sprintf("the value %s has no quotation marks", word), fmt.Sprintf("write %q if it is a text", word))
	}
	return notJSON(start, end, fmt.Sprintf("%s is no value", word), "write "+json+".").
		repair(start, end, json, fmt.Sprintf("replace %s by %s", word, json))
}

// jsonWord returns what JSON writes for a word of other languages.
func jsonWord(word string) string {
	switch word {
	case "True", "TRUE":
		return "true"
	case "False", "FALSE":
		return "false"
	case "None", "Null", "NULL", "nil", "undefined":
		return "null"
	}
	return ""
}

// number tells of numbers in forms that JSON does not have.
func (m *jsonFailure) number() *mistake {
	start := m.at
	if m.wants("in number") || m.goesOn() {
		for start > m.start && isNumberByte(m.text[start-1]) {
			start--
		}
	} else if strings.IndexByte("+-.", m.text[m.at]) < 0 || m.wants("after object") || m.wants("after array") {
		return nil
	}
	end := start
	for end < len(m.text) && isNumberByte(m.text[end]) {
		end++
	}
	return notJSON(start, end, fmt.Sprintf("%s is no number of JSON's", m.text[start:end]),
		"write it in decimal digits, without a plus sign, leading zeros or a bare point; or as a text in quotation marks")
}

// goesOn reports whether a number ended before its author meant it to, as
// 0777 and 0x1F do behind the zero.
func (m *jsonFailure) goesOn() bool {
	return m.wants("after") && m.at == m.offset() && isNumberByte(m.text[m.at]) && isDigit(m.text[m.at-1])
}

func isNumberByte(b byte) bool { return b == '+' || b == '-' || b == '.' || isWordByte(b) }

func (m *jsonFailure) missingComma() *mistake {
	if !m.wants("after object value") && !m.wants("after array element") || strings.IndexByte("\"{[-0123456789tfn", m.text[m.at]) < 0 {
		return nil
	}
	return notJSON(m.at, m.charEnd(), "a comma is missing before this", "write a comma behind the value before it").
		repair(m.offset(), m.offset(), ",", "write the missing comma")
}

func (m *jsonFailure) missingColon() *mistake {
	if !m.wants("after object name") {
		return nil
	}
	return notJSON(m.at, m.charEnd(), "a name is not followed by a colon and a value", `write "name": value`)
}

// bracket tells of brackets that close nothing, or too early.
func (m *jsonFailure) bracket() *mistake {
	if m.text[m.at] != '}' && m.text[m.at] != ']' {
		return nil
	}
	return notJSON(m.at, m.at+1, fmt.Sprintf("a %c closes nothing here", m.text[m.at]), "close what was opened last first")
}

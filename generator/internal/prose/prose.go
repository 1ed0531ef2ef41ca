// Package prose writes the documentation text of pages as CommonMark, for
// outputs whose readers render that: OpenAPI, JSON Schema, doc comments in
// TypeScript. What was text on the page is text in them: nothing of it becomes
// markup, and links lead to http, https and mailto alone.
package prose

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A Linker returns the URL of what a page of the folder documents, or "" where
// a link to it would lead nowhere.
type Linker func(page string) string

// Problems returns the linker to problem types whose URIs can be opened.
func Problems(heads []catalog.Head) Linker {
	byPage := make([]int32, len(heads)) // smaller than a map, of which each output has one
	for i := range byPage {
		byPage[i] = int32(i)
	}
	slices.SortFunc(byPage, func(a, b int32) int { return cmp.Compare(heads[a].Page, heads[b].Page) })
	return func(page string) string {
		at, found := slices.BinarySearchFunc(byPage, page, func(i int32, page string) int { return cmp.Compare(heads[i].Page, page) })
		if !found || at+1 < len(byPage) && heads[byPage[at+1]].Page == page {
			return "" // no problem, or one of several
		}
		return heads[byPage[at]].Type
	}
}

// Blocks returns the blocks, an empty line between them and none at the end.
func Blocks(blocks []catalog.Block, link Linker) string {
	w := writer{link: link}
	for _, b := range blocks {
		if text := w.block(b); text != "" {
			w.paragraph(text)
		}
	}
	return w.out.String()
}

// Line returns one line of inline text.
func Line(inlines []catalog.Inline, link Linker) string {
	w := writer{link: link}
	return w.line(inlines)
}

// Text returns a text that has no markup as a line of CommonMark.
func Text(text string) string { return Line([]catalog.Inline{{Text: text}}, nil) }

type writer struct {
	out  strings.Builder
	link Linker
}

func (w *writer) paragraph(text string) {
	if w.out.Len() > 0 {
		w.out.WriteString("\n\n")
	}
	w.out.WriteString(text)
}

func (w *writer) block(b catalog.Block) string {
	switch b.Kind {
	case catalog.HeadingBlock:
		if text := w.line(b.Inlines); text != "" {
			return "### " + text
		}
		return ""
	case catalog.ListBlock:
		return w.list(b)
	case catalog.CodeBlock:
		return fenced(b.Text)
	}
	return w.line(b.Inlines)
}

func (w *writer) list(b catalog.Block) string {
	var lines []string
	for _, item := range b.Items {
		marker := "- "
		if b.Ordered {
			marker = strconv.Itoa(len(lines)+1) + ". "
		}
		lines = append(lines, marker+w.line(item))
	}
	return strings.Join(lines, "\n")
}

// fenced returns literal text between fences that it does not hold itself.
func fenced(text string) string {
	fence := strings.Repeat("`", max(3, longestRun(text)+1))
	return fence + "\n" + strings.TrimSuffix(text, "\n") + "\n" + fence
}

// longestRun returns the length of the longest run of backquotes.
func longestRun(text string) int {
	longest, run := 0, 0
	for i := range len(text) {
		if text[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// line returns inline text on one line.
func (w *writer) line(inlines []catalog.Inline) string {
	var few [8]catalog.Inline
	line := make([]byte, 0, 256) // more than most take
	for _, in := range joined(few[:0], inlines) {
		text := w.inline(in)
		if strings.HasPrefix(text, "[") {
			line = noImage(line)
		}
		line = append(line, text...)
	}
	return guardStart(string(bytes.Trim(line, " ")))
}

// noImage escapes an exclamation mark at the end, which would make an image of
// a link behind it.
func noImage(line []byte) []byte {
	if text, ok := bytes.CutSuffix(line, []byte("!")); ok {
		return append(text, `\!`...)
	}
	return line
}

// joined appends the inlines with neighbours of one kind in one piece and runs
// of white space as one space.
func joined(all, inlines []catalog.Inline) []catalog.Inline {
	for _, in := range inlines {
		last := len(all) - 1
		if last >= 0 && in.Code == all[last].Code && in.URL == all[last].URL && in.Page == all[last].Page {
			all[last].Text += in.Text
			continue
		}
		all = append(all, in)
	}
	for i := range all {
		all[i].Text = oneLine(all[i].Text)
	}
	return all
}

// oneLine returns the text with each run of white space as one space.
func oneLine(text string) string {
	if isOneLine(text) {
		return text // as most are
	}
	words := strings.Fields(text)
	if len(words) == 0 {
		if text == "" {
			return ""
		}
		return " "
	}
	line := strings.Join(words, " ")
	if isSpace(text[0]) {
		line = " " + line
	}
	if isSpace(text[len(text)-1]) {
		line += " "
	}
	return line
}

// isOneLine reports whether a text has no white space but single spaces, which
// can be said of ASCII at once.
func isOneLine(text string) bool {
	for i := range len(text) {
		c := text[i]
		if c < ' ' || c >= 0x80 || c == ' ' && i > 0 && text[i-1] == ' ' {
			return false
		}
	}
	return true
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (w *writer) inline(in catalog.Inline) string {
	text := escape(in.Text)
	if in.Code {
		text = codeSpan(in.Text)
	}
	url := w.destination(in)
	if url == "" || strings.TrimSpace(in.Text) == "" {
		return text
	}
	return "[" + text + "](" + url + ")"
}

// destination returns where an inline leads, as it can stand in parentheses;
// "" where it leads nowhere.
func (w *writer) destination(in catalog.Inline) string {
	url := in.URL
	if url == "" && in.Page != "" && w.link != nil {
		url = w.link(in.Page)
	}
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(url, scheme) {
			return quoteURL(url)
		}
	}
	return ""
}

// quoteURL percent-encodes what would end a link's destination, or be read in
// it as something else.
func quoteURL(url string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(url) {
		c := url[i]
		if c <= ' ' || c == 0x7f || strings.IndexByte("()<>[]\\\"`*_|", c) >= 0 && c != '_' {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
			continue
		}
		b.WriteByte(c)
	}
	return strings.ReplaceAll(b.String(), "&", "&amp;")
}

// codeSpan returns text as a code span.
func codeSpan(text string) string {
	text = strings.TrimSpace(text)
	if text == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(text)+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// escape returns text in which CommonMark and GitHub's extensions of it find no
// markup.
func escape(text string) string {
	if !strings.ContainsAny(text, "\\`*_[]<&~") {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		switch {
		case !isMarkup(text, i):
			b.WriteByte(text[i])
		case text[i] == '<': // some readers know no backslash before it
			b.WriteString("&lt;")
		default:
			b.WriteByte('\\')
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// isMarkup reports whether the character at i would be read as markup.
func isMarkup(text string, i int) bool {
	switch text[i] {
	case '`', '*', '[', ']', '~', '\\':
		return true
	case '_':
		return !endsInWord(text[:i]) || !beginsWithWord(text[i+1:])
	case '<':
		c := at(text, i+1)
		return isAlphanumeric(c) || c == '/' || c == '!' || c == '?' || isAddress(text[i+1:])
	case '&':
		return strings.IndexByte(text[i:], ';') > 0
	}
	return false
}

// isAddress reports whether what stands behind a "<" could be the address of an
// e-mail, which most punctuation may begin.
func isAddress(text string) bool {
	local, _, isAddress := strings.Cut(text, "@")
	return isAddress && !strings.Contains(local, " ")
}

// at returns the byte at i, or 0 where there is none.
func at(text string, i int) byte {
	if i < 0 || i >= len(text) {
		return 0
	}
	return text[i]
}

func isAlphanumeric(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// beginsWithWord and endsInWord report whether an underscore beside the text
// stands inside a word, where it emphasizes nothing.
func beginsWithWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isWord(r)
}

func endsInWord(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return isWord(r)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// guardStart escapes what would begin a block at the start of a line.
func guardStart(line string) string {
	if n := BlockStart(line); n >= 0 {
		return line[:n] + "\\" + line[n:]
	}
	return line
}

// BlockStart returns where a line that begins with the text needs a backslash so
// that it begins no heading, list, quote, rule or table; -1 where it needs none.
func BlockStart(line string) int {
	if line == "" {
		return -1
	}
	if strings.IndexByte("#>+-=|:", line[0]) >= 0 {
		return 0
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	if digits > 0 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') && (digits+1 == len(line) || line[digits+1] == ' ') {
		return digits
	}
	return -1
}

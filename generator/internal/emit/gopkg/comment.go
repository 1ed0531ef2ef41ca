package gopkg

import (
	"fmt"
	"go/doc/comment"
	"go/token"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// The longest line of a comment's text, so that it ends at column 80.
const (
	textWidth = 80 - len("// ")
	itemWidth = textWidth - len("    ")
)

// docComment returns a sentence of our own and the blocks behind it as a
// comment in Go's doc syntax that gofmt leaves as it is and in which nothing
// that a page says is live: every line is a "//" comment with a space or a tab
// behind it, and no line begins with words that a Go tool obeys. What is
// deprecated ends with a paragraph that says so.
func docComment(sentence []catalog.Inline, blocks []catalog.Block, deprecated string) string {
	w := docWriter{urls: make(map[string]string)}
	w.defineLinks(blocks)
	w.paragraph(quoteLive(strings.Fields(w.text(sentence))), true)
	for i, b := range blocks {
		w.block(b, i+1 == len(blocks) && deprecated == "")
	}
	if words := strings.Fields(w.unlink(clean(deprecated))); len(words) > 0 {
		w.paragraph(slices.Insert(words, 0, "Deprecated:"), true)
	}
	return slashed(string(new(comment.Printer).Comment(&w.doc)))
}

// ownComment returns a comment of our own words and names that were checked.
func ownComment(format string, args ...any) string {
	return slashed(wrap(strings.Fields(fmt.Sprintf(format, args...)), textWidth) + "\n")
}

// lineComment returns inlines as a comment of one paragraph for a place whose
// links are not resolved: a field, a constant of a group.
func lineComment(inlines []catalog.Inline) string {
	var w docWriter
	text := noDefinition(wrap(quoteLive(strings.Fields(w.text(inlines))), textWidth))
	if text == "" {
		return ""
	}
	return slashed(text + "\n")
}

// slashed puts the comment marker before every line of text.
func slashed(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len("// ")*(1+strings.Count(text, "\n")))
	for line := range strings.Lines(text) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		line = strings.TrimSuffix(line, "\n")
		b.WriteString("//")
		if line != "" && line[0] != '\t' {
			b.WriteByte(' ')
		}
		b.WriteString(line)
	}
	return b.String()
}

// A docWriter builds one doc comment. Without urls it resolves no links.
type docWriter struct {
	doc  comment.Doc
	urls map[string]string // link definitions: text to URL
}

// defineLinks collects the definitions of all links first, because a bracket
// in the text before a definition would refer to it as well.
func (w *docWriter) defineLinks(blocks []catalog.Block) {
	for _, b := range blocks {
		if b.Kind == catalog.ParagraphBlock {
			w.define(b.Inlines)
		}
		for _, item := range b.Items {
			w.define(item)
		}
	}
}

func (w *docWriter) define(inlines []catalog.Inline) {
	for _, l := range links(inlines) {
		text := linkText(l.Text)
		if text == "" || text == l.URL || !definable(l.URL) || w.urls[text] != "" {
			continue
		}
		w.urls[text] = l.URL
		w.doc.Links = append(w.doc.Links, &comment.LinkDef{Text: text, URL: l.URL, Used: true})
	}
}

func (w *docWriter) block(b catalog.Block, last bool) {
	switch b.Kind {
	case catalog.ParagraphBlock:
		last = last && len(w.doc.Links) == 0
		w.paragraph(quoteLive(strings.Fields(w.text(b.Inlines))), last)
	case catalog.HeadingBlock:
		w.heading(b.Inlines)
	case catalog.ListBlock:
		w.list(b)
	case catalog.CodeBlock:
		w.code(b.Text)
	}
}

func (w *docWriter) add(b comment.Block) { w.doc.Content = append(w.doc.Content, b) }

// previous returns the block before the one that comes next, or nil.
func (w *docWriter) previous() comment.Block {
	if n := len(w.doc.Content); n > 0 {
		return w.doc.Content[n-1]
	}
	return nil
}

func (w *docWriter) paragraph(words []string, last bool) {
	if len(words) == 0 {
		return
	}
	text := noDefinition(wrap(words, textWidth))
	if !last && w.previous() != nil && looksLikeHeading(text) {
		text += "."
	}
	w.add(paragraph(text))
}

func (w *docWriter) heading(inlines []catalog.Inline) {
	text := strings.Join(strings.Fields(clean(catalog.PlainText(inlines))), " ")
	if text == "" || text == "#" {
		return
	}
	w.add(&comment.Heading{Text: []comment.Text{comment.Plain(text)}})
}

func (w *docWriter) list(b catalog.Block) {
	l := &comment.List{}
	for _, item := range b.Items {
		if text := noDefinition(wrap(strings.Fields(w.text(item)), itemWidth)); text != "" {
			number := ""
			if b.Ordered {
				number = strconv.Itoa(len(l.Items) + 1)
			}
			l.Items = append(l.Items, &comment.ListItem{Number: number, Content: []comment.Block{paragraph(text)}})
		}
	}
	if len(l.Items) == 0 {
		return
	}
	w.separate("Also:")
	_, afterParagraph := w.previous().(*comment.Paragraph)
	l.ForceBlankBefore = w.previous() != nil && !afterParagraph
	w.add(l)
}

func (w *docWriter) code(text string) {
	text = codeText(text)
	if text == "" {
		return
	}
	w.separate("For example:")
	w.add(&comment.Code{Text: text})
}

// separate keeps indented blocks apart: Go's doc syntax takes what is indented
// behind a list or code block for a part of it.
func (w *docWriter) separate(text string) {
	switch w.previous().(type) {
	case *comment.List, *comment.Code:
		w.add(paragraph(text))
	}
}

func paragraph(text string) *comment.Paragraph {
	return &comment.Paragraph{Text: []comment.Text{comment.Plain(text)}}
}

// text returns inlines as comment text on one line.
func (w *docWriter) text(inlines []catalog.Inline) string {
	var b, plain strings.Builder
	flush := func() {
		b.WriteString(w.unlink(clean(plain.String())))
		plain.Reset()
	}
	for _, in := range joinLinks(inlines) {
		if in.URL == "" && in.GoName == "" {
			plain.WriteString(in.Text)
			continue
		}
		link, plainToo := w.link(in)
		if plainToo {
			plain.WriteString(link)
			continue
		}
		flush()
		b.WriteString(link)
	}
	flush()
	return b.String()
}

// link returns a link as comment text, and whether that is text which could be
// taken for a link by accident.
func (w *docWriter) link(in catalog.Inline) (text string, plain bool) {
	text = linkText(in.Text)
	switch {
	case token.IsIdentifier(in.GoName):
		return docLink(in.GoName, w.urls), false
	case text == in.URL || !definable(in.URL):
		return in.Text, true
	case w.urls[text] == in.URL:
		return "[" + text + "]", false
	case text == "":
		return in.URL, true
	}
	return in.Text + " (" + in.URL + ")", true
}

// docLink returns the link to a declaration of the package, unless the comment
// defines another link of that name.
func docLink(name string, defined map[string]string) string {
	if defined == nil || defined[name] != "" {
		return name
	}
	return "[" + name + "]"
}

// links returns the links among inlines.
func links(inlines []catalog.Inline) []catalog.Inline {
	return slices.DeleteFunc(joinLinks(inlines), func(in catalog.Inline) bool {
		return in.URL == "" || in.GoName != ""
	})
}

// joinLinks returns inlines with the runs of one link, which differ in their
// style only, put together.
func joinLinks(inlines []catalog.Inline) []catalog.Inline {
	joined := make([]catalog.Inline, 0, len(inlines))
	for _, in := range inlines {
		n := len(joined)
		if n > 0 && in.URL+in.GoName != "" && in.URL == joined[n-1].URL && in.GoName == joined[n-1].GoName {
			joined[n-1].Text += in.Text
			continue
		}
		joined = append(joined, in)
	}
	return joined
}

// linkText returns the text of a link as it can stand between brackets.
func linkText(text string) string {
	text = strings.Join(strings.Fields(clean(text)), " ")
	return strings.ReplaceAll(strings.ReplaceAll(text, "[", "("), "]", ")")
}

// definable reports whether the URL can be the target of a link definition.
func definable(target string) bool {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" || strings.ContainsFunc(target, notInURL) {
		return false
	}
	return strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "http://")
}

func notInURL(r rune) bool { return unicode.IsSpace(r) || isUnsafe(r) || r == utf8.RuneError }

// clean returns text without what does not belong into a Go comment, and with
// quotation marks as gofmt writes them.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if isUnsafe(r) && !unicode.IsSpace(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return curlyQuotes(text)
}

// isUnsafe reports whether the rune is a control character or one that changes
// how its neighbours are shown. Compilers refuse some of them.
func isUnsafe(r rune) bool {
	return unicode.IsControl(r) || r >= utf8.RuneSelf && (r == '\uFEFF' || unicode.Is(unicode.Bidi_Control, r))
}

// curlyQuotes replaces the pairs of backquotes and apostrophes that Go's doc
// syntax reads as quotation marks, and takes longer runs of backquotes apart,
// which gofmt changes or not by where they stand.
func curlyQuotes(text string) string {
	text = strings.ReplaceAll(text, "''", "”")
	for strings.Contains(text, "```") {
		text = strings.ReplaceAll(text, "```", "` ` `")
	}
	return strings.ReplaceAll(text, "``", "“")
}

// unlink returns plain text in which no bracket makes a link: "[Type]" becomes
// "[ Type ]", and a bracket that nothing closes a parenthesis.
func (w *docWriter) unlink(text string) string {
	if !strings.Contains(text, "[") {
		return text
	}
	tail := strings.LastIndexByte(text, ']') + 1
	text = text[:tail] + strings.ReplaceAll(text[tail:], "[", "(")

	var b strings.Builder
	for {
		end := strings.IndexByte(text, ']')
		if end < 0 {
			break
		}
		start := strings.LastIndexByte(text[:end], '[')
		if start < 0 || !w.isLink(text[:start], text[start+1:end], text[end+1:]) {
			b.WriteString(text[:end+1])
		} else {
			b.WriteString(text[:start] + "[ " + text[start+1:end] + " ]")
		}
		text = text[end+1:]
	}
	return b.String() + text
}

// isLink reports whether text in brackets may be a link: it is one that the
// comment defines, or it stands free and reads like a Go name or import path.
func (w *docWriter) isLink(before, text, after string) bool {
	if w.urls[strings.Join(strings.Fields(text), " ")] != "" {
		return true
	}
	left, _ := utf8.DecodeLastRuneInString(before)
	right, _ := utf8.DecodeRuneInString(after)
	if before != "" && !isBoundary(left) || after != "" && !isBoundary(right) {
		return false
	}
	if !strings.ContainsFunc(text, func(r rune) bool { return r == '_' || unicode.IsLetter(r) }) {
		return strings.Contains(text, "/")
	}
	return !strings.ContainsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-.~_+/*", r)
	})
}

func isBoundary(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) }

// noDefinition returns the lines of a paragraph so that they are not taken for
// link definitions.
func noDefinition(text string) string {
	if !strings.HasPrefix(text, "[") || !strings.Contains(text, "://") {
		return text
	}
	return strings.ReplaceAll(text, "]:", "] :")
}

// looksLikeHeading reports whether gofmt may take a paragraph for a heading of
// the time before Go 1.19. It may say so of a few more than gofmt does.
func looksLikeHeading(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsUpper(first) &&
		(unicode.IsLetter(last) || unicode.IsDigit(last)) &&
		!strings.ContainsAny(text, "\n;:!?+*/=[]{}_^°&§~%#@<\">\\")
}

// wrap breaks words into lines of at most limit characters. A word that would be more than text at the
// start of a line stays on the line of the word before it.
func wrap(words []string, limit int) string {
	size := len(words)
	for _, word := range words {
		size += len(word)
	}
	var b strings.Builder
	b.Grow(size)
	column := 0
	for i, word := range words {
		width := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+width > limit && !isLive(words[i:]) && !isMarker(word):
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += width
	}
	return b.String()
}

// quoteLive returns the words of a paragraph, the first of them in quotation
// marks where a tool would obey it.
func quoteLive(words []string) []string {
	if !isLive(words) {
		return words
	}
	return slices.Concat([]string{`"` + words[0] + `"`}, words[1:])
}

// isLive reports whether Go tools see more than text in a line that starts
// with the words: a build constraint, a deprecation, the mark of generated
// files, a note such as "BUG(name)", a heading.
func isLive(words []string) bool {
	if len(words) == 0 {
		return false
	}
	switch words[0] {
	case "#":
		return true
	case "Code":
		return len(words) > 1 && words[1] == "generated"
	}
	return strings.HasPrefix(words[0], "Deprecated:") || isLiveIndented(words[0])
}

// isLiveIndented reports whether Go tools see more than text in a line of a
// code block that starts with the word.
func isLiveIndented(word string) bool {
	return word == "+build" || strings.HasPrefix(word, "BUG(")
}

// isMarker reports whether the word begins an item where a list goes on.
func isMarker(word string) bool {
	switch word {
	case "-", "*", "+", "•":
		return true
	}
	digits := strings.TrimLeft(word, "0123456789")
	return len(digits) < len(word) && (digits == "." || digits == ")")
}

// codeText returns literal text as Go's doc syntax keeps it: without blank
// lines around it, without common indentation, with no line that is live.
func codeText(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r", ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(codeLine(line), unicode.IsSpace)
	}
	lines = trimBlank(lines)
	if len(lines) == 0 {
		return ""
	}
	lines = unindent(lines)
	if startsList(lines[0]) {
		lines = slices.Insert(lines, 0, "…")
	}
	return strings.Join(lines, "\n") + "\n"
}

func codeLine(line string) string {
	line = strings.Map(func(r rune) rune {
		if r != '\t' && isUnsafe(r) {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(line, "\uFFFD"))
	if words := strings.Fields(line); len(words) > 0 && isLiveIndented(words[0]) {
		return strings.Replace(line, words[0], `"`+words[0]+`"`, 1)
	}
	return line
}

func trimBlank(lines []string) []string {
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// unindent removes the indentation that all lines have.
func unindent(lines []string) []string {
	prefix := lines[0][:len(lines[0])-len(strings.TrimLeft(lines[0], " \t"))]
	for _, line := range lines {
		for line != "" && !strings.HasPrefix(line, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, prefix)
	}
	return lines
}

// startsList reports whether an indented line makes a list of what was meant
// as code.
func startsList(line string) bool {
	words := strings.Fields(line)
	return len(words) > 1 && isMarker(words[0])
}

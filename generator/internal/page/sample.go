package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// code reads a code block: the examples that it shows, or else documentation.
func (w *walker) code(n ast.Node, info string) []catalog.Block {
	w.block = w.blockSpan(n)
	e := excerptOf(n.Lines(), w.body)
	if !w.intro {
		w.page.Listings = append(w.page.Listings, catalog.Listing{Info: info, At: w.block})
		w.requests(e, languageOf(info))
		s := sampleReader{walker: w, excerpt: e, info: info, language: languageOf(info)}
		if s.read() {
			w.prose = false
			w.facts.awaited, w.facts.open = catalog.NoLabel, false
			w.texts.end()
			return nil
		}
		if w.form == anyForm && (s.headOnly() || w.codeFact(e) || w.blockFacts(e, info)) {
			return nil
		}
	}
	w.facts.awaited, w.facts.open = catalog.NoLabel, false
	if len(bytes.TrimSpace(e.text)) == 0 || w.form == anyForm && languageOf(info) == message {
		return nil
	}
	code := string(e.text)
	if !strings.HasSuffix(code, "\n") {
		code += "\n"
	}
	return []catalog.Block{{Kind: catalog.CodeBlock, Text: code}}
}

// headOnly reads a message without a body: its head belongs to the example
// that follows.
func (s *sampleReader) headOnly() bool {
	if s.language != message {
		return false
	}
	head, at := s.response(0, len(s.text))
	if head == nil || len(bytes.TrimSpace(s.text[:at])) > 0 || head.Status.At.IsZero() {
		return false
	}
	s.facts.head = head
	return true
}

// codeFact reads a block of one line as the value of the heading above it.
func (w *walker) codeFact(e excerpt) bool {
	text := strings.TrimSpace(string(e.text))
	if text == "" || strings.Contains(text, "\n") || w.facts.awaited == catalog.NoLabel {
		return false
	}
	start := strings.Index(string(e.text), text)
	at := func(from, to int) diag.Span { return w.span(e, start+from, start+to) }
	return w.headingFact(written{text: text, at: at, codes: []catalog.Mention{{Text: text, At: at(0, len(text))}}})
}

// language tells apart what an info string says about a code block.
type language int

const (
	// otherLanguage may hold an example by chance, never a broken one.
	otherLanguage language = iota
	// plainText may hold anything.
	plainText
	// session is a terminal's content: commands, then what they print.
	session
	// jsonText is meant to be JSON.
	jsonText
	// message is an HTTP message.
	message
)

func languageOf(info string) language {
	word, _, _ := strings.Cut(strings.Trim(strings.ToLower(info), " {}."), " ")
	switch word {
	case "json", "jsonc", "json5", "javascript", "js", "problem+json", "application/json", "application/problem+json":
		return jsonText
	case "", "text", "txt", "plain", "plaintext", "none":
		return plainText
	case "shell", "sh", "bash", "zsh", "console", "terminal", "shell-session", "shellsession", "curl", "powershell", "cmd":
		return session
	case "http", "https", "http-message":
		return message
	}
	return otherLanguage
}

// A sampleReader reads the examples of one code block.
type sampleReader struct {
	*walker
	excerpt
	info     string
	language language
	// source is the block's text once an object of it was read: see jsonReader.
	source string
	// begin is where the head of the next message can begin: behind the last
	// example.
	begin int
	// announced tells that the text since then says that a problem details
	// object follows.
	announced bool
	// hasSample tells that the block has an example, be it a broken one.
	hasSample bool
	// tries counts the objects that did not read.
	tries int
	// names is what memberWords has found, once it was searched for.
	names    int
	searched bool
}

// place leads from offsets of the block's text to the page.
func (s *sampleReader) place(start, end int) diag.Span { return s.span(s.excerpt, start, end) }

// read reads the block's examples and reports whether there are any. An
// object begins where a line begins with a brace; what comes before it is a
// command or the head of a message.
func (s *sampleReader) read() bool {
	if s.spoilt(s.block.Start, s.block.End) {
		return false
	}
	for at := 0; at >= 0 && !s.isArray(); {
		at = s.readNext(at)
	}
	if !s.hasSample {
		s.noObject()
	}
	return s.hasSample
}

// isArray reports whether the block is an array, or a part of one, so that
// the objects in it are no examples.
func (s *sampleReader) isArray() bool {
	return (s.language == jsonText || s.language == plainText) && bytes.HasPrefix(bytes.TrimSpace(s.text), []byte("["))
}

// readNext reads the object that comes next behind the offset and returns the
// offset to go on from, or -1. Each byte is read once: what begins before a
// mistake is a part of the object that has it.
func (s *sampleReader) readNext(at int) int {
	start := nextObject(s.text, at)
	if start < 0 || s.language == otherLanguage && len(bytes.TrimSpace(s.text[:start])) > 0 {
		return -1
	}
	s.announced = announces(s.text[at:start], s.announced)
	body, failure := s.readObject(start, maxValues-s.values)
	if failure != nil && s.language != otherLanguage && s.isMeant(start) {
		body, failure = s.readRelaxed(start, maxValues-s.values, failure)
	}
	switch {
	case failure == nil && s.isProblem(body.value):
		return s.example(body)
	case failure == nil:
		if s.page.Payloads = append(s.page.Payloads, body.value); len(s.page.Payloads) > maxSamples {
			s.page.Payloads = s.page.Payloads[:maxSamples]
		}
		return body.end
	case s.language != otherLanguage && s.isMeant(start):
		s.reject(start, failure.inBlock())
		return -1
	}
	if s.tries++; s.tries == maxTries {
		return -1
	}
	return max(failure.at, start+1)
}

// announces reports whether text before an object says that it is a problem
// details object, as before tells of the text before that. What a request
// accepts is not what it has.
func announces(text []byte, before bool) bool {
	for at := 0; at < len(text); {
		next := at + lineLength(text[at:])
		line := bytes.TrimLeft(bytes.ToLower(text[at:next]), "<> \t")
		switch {
		case isStatusLine(bytes.ToUpper(line)), isRequestLine(bytes.TrimLeft(text[at:next], "<> \t")):
			before = false
		case bytes.Contains(line, []byte("application/problem+json")) && !bytes.Contains(line, []byte("accept")):
			before = true
		}
		at = next
	}
	return before
}

// example notes an example, if nothing stands behind it that it does not
// bear.
func (s *sampleReader) example(body jsonObject) int {
	end := body.end
	rest := s.text[end:]
	if s.isRelaxed() {
		rest = body.text[end:]
	}
	at := end + len(rest) - len(bytes.TrimLeft(rest, " \t\n"))
	switch {
	case at == len(s.text) || s.isFree(end, at):
		s.add(body)
		s.begin, s.announced = end, false
		return end
	case s.language != otherLanguage:
		s.reject(body.start, trailing(s.text, at))
	}
	return -1
}

// isFree reports whether the text at an offset, which follows an object that
// ends at another, is not meant as JSON: in a terminal the next prompt may
// follow, elsewhere the next message.
func (s *sampleReader) isFree(end, at int) bool {
	onNextLine := bytes.IndexByte(s.text[end:at], '\n') >= 0
	switch {
	case strings.IndexByte("}],\"", s.text[at]) >= 0:
		return false
	case s.language == session, s.language == message && onNextLine:
		return true
	}
	return s.language == plainText && onNextLine && isPromptOrHead(s.text[at:])
}

// nextObject returns the offset of the next brace that begins a line.
func nextObject(text []byte, at int) int {
	for at < len(text) {
		line := text[at : at+lineLength(text[at:])]
		atLineStart := at == 0 || text[at-1] == '\n'
		if trimmed := bytes.TrimLeft(line, " \t"); atLineStart && len(trimmed) > 0 && trimmed[0] == '{' {
			return at + len(line) - len(trimmed)
		}
		at += len(line)
	}
	return -1
}

// isProblem reports whether an object is an example. Where the page says that
// examples follow, or the message that it is a problem, less is asked.
func (s *sampleReader) isProblem(body *catalog.Value) bool {
	want := 3
	switch {
	case s.announced:
		want = 0
	case s.samples.level > 0:
		want = 2
	}
	return likeness(body) >= want
}

// isPromptOrHead reports whether a line begins a command or a message.
func isPromptOrHead(line []byte) bool {
	return bytes.HasPrefix(line, []byte("$ ")) || bytes.HasPrefix(line, []byte("> ")) ||
		bytes.HasPrefix(line, []byte("curl ")) || bytes.HasPrefix(line, []byte("HTTP/"))
}

// add notes an example with the head of its message, where it has one.
func (s *sampleReader) add(body jsonObject) {
	s.hasSample = true
	if len(s.page.Samples) == maxSamples {
		s.tooMany(body.start)
		return
	}
	s.values += body.values
	start := body.start
	sample := catalog.Sample{Caption: s.samples.name, Info: s.info, Body: body.value}
	if body.template || bytes.Contains(s.text[start:body.end], []byte(`"<`)) && isDescribed(body.value) {
		sample.Template = true
		asTemplate(body.value)
	}
	head, at := s.response(s.begin, start)
	if head != nil {
		sample.Response, start = head, at
	} else if s.facts.head != nil {
		sample.Response = s.facts.head
	}
	if sample.Response == nil && body.value.Get(catalog.MemberStatus) == nil {
		s.addFacts(catalog.HeadForm, s.facts.captioned...)
	}
	s.facts.head, s.facts.captioned = nil, nil
	sample.At = s.place(start, body.end)
	s.page.Samples = append(s.page.Samples, sample)
}

// tooMany reports the first example that passes the limit.
func (s *sampleReader) tooMany(start int) {
	if s.excessive {
		return
	}
	s.excessive = true
	s.fail(diag.At(s.place(start, start+1), ruleLimit, "the page has more than %d examples", maxSamples).
		WithHelp("keep those that show something new"))
}

// isMeant reports whether text that does not read is meant as an example: by
// the members of a problem details object that it seems to have. The text is
// searched once; a later object of the block has no more of them.
func (s *sampleReader) isMeant(start int) bool {
	if s.announced {
		return true
	}
	if !s.searched {
		s.searched, s.names = true, memberWords(s.text[start:])
	}
	return s.names >= 2 || s.names == 1 && s.samples.level > 0
}

// reject notes an example that cannot be read, and why.
func (s *sampleReader) reject(start int, wrong *mistake) {
	d := diag.At(s.place(wrong.start, wrong.end), wrong.rule, "%s", wrong.message).
		WithHelp("%s", wrong.help).
		About(s.samples.name.Value)
	switch {
	case len(wrong.dropped) > 0:
		d = d.WithFix(s.drop(wrong.dropped))
	case wrong.fix != "":
		d = d.WithFix(diag.Replace(s.place(wrong.fixStart, wrong.fixEnd), wrong.insert, wrong.fix))
	}
	if wrong.note != "" {
		d = d.WithNote(wrong.noteAt, "%s", wrong.note)
	}
	s.fail(d)
	s.hasSample = true
	s.page.Samples = append(s.page.Samples, catalog.Sample{
		Caption: s.samples.name, Info: s.info, At: s.place(start, len(bytes.TrimRight(s.text, " \t\n"))),
	})
}

// drop returns the fix that deletes comments and commas, with the blanks before
// a comment that ends its line.
func (s *sampleReader) drop(dropped []bounds) *diag.Fix {
	fix := &diag.Fix{Title: s.dropTitle(dropped)}
	for _, b := range dropped {
		if b.stop == len(s.text) || s.text[b.stop] == '\n' {
			b.start = len(bytes.TrimRight(s.text[:b.start], " \t"))
		}
		fix.Edits = append(fix.Edits, diag.Edit{At: s.place(b.start, b.stop)})
	}
	return fix
}

func (s *sampleReader) dropTitle(dropped []bounds) string {
	commas := 0
	for _, b := range dropped {
		if s.text[b.start] == ',' {
			commas++
		}
	}
	switch {
	case len(dropped) == 1 && commas == 1:
		return "delete the comma"
	case commas == len(dropped):
		return "delete the commas before closing brackets"
	case commas == 0:
		return "delete the comments"
	}
	return "delete the comments, and the commas before closing brackets"
}

// noObject reports a JSON block below "Examples" that has no object.
func (s *sampleReader) noObject() {
	if s.language != jsonText || s.samples.level == 0 {
		return
	}
	text := bytes.TrimSpace(s.text)
	switch {
	case len(text) == 0:
		s.notObject(s.block, "the example is empty")
	case string(text) == "{}":
		s.notObject(s.block, "the example is an object without members")
	case text[0] == '[' && memberWords(text) > 0:
		at := bytes.Index(s.text, text)
		s.notObject(s.place(at, at+len(text)), "the example is an array, a problem details object is an object")
	}
}

func (s *sampleReader) notObject(at diag.Span, message string) {
	s.fail(diag.At(at, ruleNotObject, "%s", message).
		WithHelp("show one occurrence of the problem: {\"type\": …, \"title\": …, \"status\": …}"))
	s.hasSample = true
}

// likeness weighs how much an object looks like a problem details object.
func likeness(v *catalog.Value) int {
	weight := 0
	for _, m := range v.Members {
		switch strings.ToLower(m.Name) {
		case "$schema", "properties":
			return 0
		case catalog.MemberType:
			weight += typeLikeness(m.Value)
		case catalog.MemberStatus:
			weight += statusLikeness(m.Value)
		case catalog.MemberTitle, catalog.MemberDetail, catalog.MemberInstance, "details":
			if m.Value.Kind == catalog.StringValue {
				weight++
			}
		}
	}
	return weight
}

// typeLikeness weighs a type: a URI says most.
func typeLikeness(v *catalog.Value) int {
	switch {
	case v.Kind != catalog.StringValue:
		return 0
	case strings.Contains(v.Text, ":"), strings.Contains(v.Text, "/"):
		return 3
	}
	return 1
}

// statusLikeness weighs a status: a number that can be one says most.
func statusLikeness(v *catalog.Value) int {
	if v.Placeholder {
		return 1
	}
	if _, ok := statusCode([]byte(v.Text)); ok {
		return 2
	}
	if v.Kind == catalog.NumberValue {
		return 1
	}
	return 0
}

// memberWords counts the RFC's members whose names seem to stand in text that
// is not JSON, with quotation marks of any kind or, before a colon, without.
func memberWords(text []byte) int {
	n := 0
	for _, name := range []string{
		catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus, catalog.MemberDetail, catalog.MemberInstance,
	} {
		if hasMemberWord(text, name) {
			n++
		}
	}
	return n
}

func hasMemberWord(text []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(text[at:], []byte(name))
		if i < 0 {
			return false
		}
		before, after := text[:at+i], text[at+i+len(name):]
		char, _ := utf8.DecodeLastRune(before)
		switch {
		case strings.ContainsRune("\"'“”‘’", char):
			return true
		case strings.ContainsRune(" \t\n{,", char) && len(after) > 0 && after[0] == ':':
			return true
		}
		at += i + len(name)
	}
}

package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A factReader knows where on the page labelled values stand.
type factReader struct {
	// run numbers the run that is read or was read last; open tells that
	// nothing has come behind it yet.
	run  int
	open bool
	// awaited is the label of the heading that was read last, whose value the
	// next block may be.
	awaited catalog.Label
	name    string
	// shaped tells that each line of the paragraph that was read last has a
	// label, be it one that says nothing here.
	shaped bool
	// head is that of a response without a body, which belongs to the next
	// example; captioned is the status that the caption above an example is.
	head      *catalog.Response
	captioned []catalog.Labelled
}

// addFacts notes facts, which continue the run where it is open.
func (w *walker) addFacts(form catalog.FactForm, facts ...catalog.Labelled) {
	if len(facts) == 0 {
		return
	}
	if !w.facts.open {
		w.facts.run++
		w.facts.open = true
	}
	for _, f := range facts {
		if len(w.page.Facts) == maxFacts {
			return
		}
		f.Form, f.Run, f.Section = form, w.facts.run, w.section
		w.page.Facts = append(w.page.Facts, f)
	}
}

// A segment is a part of a line that can be a labelled value, as bounds of the
// phrase's plain text.
type segment struct {
	bounds
	label catalog.Label
	// value is where the value stands; it is empty where nothing labels one.
	value bounds
	// shaped tells that the segment has a label, be it an unknown one, or is
	// nothing but a media type.
	shaped bool
}

// mayHoldFacts spares most paragraphs a closer look.
func mayHoldFacts(text string, strong []bounds) bool {
	return strings.ContainsAny(text, ":=：") || len(strong) > 0 || len(text) < 120 && strings.ContainsAny(text, "12345")
}

// lineFacts returns the facts of the phrase that was read last, and the parts
// of its plain text that are no lines of facts. Among facts, a line with
// another label is a fact about something else.
func (w *walker) lineFacts(p phrase) (facts []catalog.Labelled, rest []bounds) {
	if !mayHoldFacts(p.text, w.draft.strong) {
		return nil, []bounds{{0, len(w.draft.plain.text)}}
	}
	text := string(w.draft.plain.text)
	lines := splitAt(text, w.breaksOfTerms())
	for _, line := range lines {
		if strings.TrimSpace(text[line.start:line.stop]) == "" {
			continue
		}
		found, isShaped := w.lineFact(p, text, line, len(lines) == 1 || w.quoted > 0)
		facts = append(facts, found...)
		if !isShaped {
			rest = append(rest, line)
		}
	}
	return facts, rest
}

// splitAt returns the parts of a text between the offsets.
func splitAt(text string, at []int) []bounds {
	lines := make([]bounds, 0, len(at)+1)
	start := 0
	for _, end := range at {
		lines = append(lines, bounds{start, end})
		start = end
	}
	return append(lines, bounds{start, len(text)})
}

// lineFact returns the facts of one line. A line counts as one of facts where
// all of its segments are labelled; alone tells that a status may stand there
// without a label.
func (w *walker) lineFact(p phrase, text string, line bounds, alone bool) (facts []catalog.Labelled, shaped bool) {
	shaped = true
	for _, s := range w.segments(text, line) {
		switch {
		case s.label != catalog.NoLabel:
			name := text[s.start:s.value.start]
			if f, ok := fact(s.label, strings.Trim(name, " :=："), w.writtenAt(p, text, s.value)); ok {
				facts = append(facts, f)
			}
		case s.shaped, letters(text[s.start:s.stop]) == 0:
		case alone:
			f, ok := w.bareStatus(p, text, s.bounds)
			if ok {
				facts = append(facts, f)
			}
			shaped = shaped && (ok || isMediaType(text[s.start:s.stop]))
		default:
			shaped = false
		}
	}
	if !shaped && alone {
		facts = withLabels(facts)
	}
	return facts, shaped
}

// withLabels leaves out the statuses that nothing labels.
func withLabels(facts []catalog.Labelled) []catalog.Labelled {
	var labelled []catalog.Labelled
	for _, f := range facts {
		if f.Name != "" {
			labelled = append(labelled, f)
		}
	}
	return labelled
}

// writtenAt returns a stretch of the phrase as a value.
func (w *walker) writtenAt(p phrase, text string, at bounds) written {
	plain := excerpt{w.draft.plain.text, w.draft.plain.pieces}
	spanOf := func(start, end int) diag.Span { return w.span(plain, at.start+start, at.start+end) }
	whole := spanOf(0, at.stop-at.start)
	v := written{text: text[at.start:at.stop], at: spanOf}
	for _, c := range p.codes {
		if whole.Start <= c.At.Start && c.At.End <= whole.End {
			v.codes = append(v.codes, c)
		}
	}
	for _, l := range p.links {
		if strings.TrimSpace(l.Text) == strings.TrimSpace(v.text) {
			v.dest = l.Dest.Value
		}
	}
	return v
}

// bareStatus reads "HTTP 404" or "Status 404 Not Found" with nothing else.
func (w *walker) bareStatus(p phrase, text string, at bounds) (catalog.Labelled, bool) {
	words := text[at.start:at.stop]
	number := strings.IndexFunc(words, unicode.IsDigit)
	if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(words)), "HTTP/") {
		number = strings.IndexByte(strings.TrimSpace(words), ' ')
	}
	if number <= 0 || labelOf(httpWord(words[:number])) != catalog.StatusLabel {
		return catalog.Labelled{}, false
	}
	return fact(catalog.StatusLabel, "", w.writtenAt(p, text, bounds{at.start + number, at.stop}))
}

// opensSection reports whether a block is the first below the page's title, or
// below a heading that is a problem's: a name for programs, or any on a page that
// collects problems.
func (w *walker) opensSection(n ast.Node) bool {
	h, ok := n.PreviousSibling().(*ast.Heading)
	if !ok || w.quoted > 0 || h.Lines().Len() == 0 {
		return false
	}
	raw := h.Lines().At(0)
	text := string(raw.Value(w.body))
	return w.page.Printed.Set() && w.page.Printed.At.Start == w.base+raw.Start || isCollection(w.page.Path) || looksLikeName(strings.Trim(strings.TrimSpace(text), "`"), text)
}

// openingStatus reads a status that a section begins with, as a sentence of its
// own: "HTTP 404. There is no such seat." What stands in a sentence is none.
func (w *walker) openingStatus(p phrase) (facts []catalog.Labelled, rest []bounds) {
	text := string(w.draft.plain.text)
	all := []bounds{{0, len(text)}}
	m := statusSentence.FindStringIndex(text[:min(len(text), maxLabel)])
	if m == nil {
		return nil, all
	}
	f, ok := w.bareStatus(p, text, bounds{0, len(strings.TrimRight(text[:m[1]], " .:–—-"))})
	if !ok {
		return nil, all
	}
	return []catalog.Labelled{f}, []bounds{{m[1], len(text)}}
}

// statusSentence matches a status, with its reason phrase or without, up to what
// ends it.
var statusSentence = lazyregexp.New(`^\s*(?:HTTP|Status)(?:/[0-9.]+)?(?: status)?(?: code)?:? ?[1-5][0-9]{2}(?: [A-Z][a-zA-Z' -]*)?(?:\. |: | [–—-] )`)

// bareLine reads a phrase that has a status and says no more than a response's
// head does: "`409` | `Conflict` | `https://…`", "404 Not Found".
func (w *walker) bareLine(p phrase) ([]catalog.Labelled, bool) {
	text := string(w.draft.plain.text)
	end := len(text)
	if at := attributeList.FindStringIndex(text); at != nil {
		end = at[0]
	}
	var facts []catalog.Labelled
	parts, phrased, typed := 0, false, false
	for _, part := range partsOf(text[:end]) {
		words := strings.TrimSpace(text[part.start:part.stop])
		if words == "" {
			continue
		}
		parts++
		f, ok := w.bareStatus(p, text, part)
		if !ok && isDigitByte(words[0]) {
			f, ok = fact(catalog.StatusLabel, "", w.writtenAt(p, text, part))
		}
		switch {
		case ok && len(f.Statuses) == 1:
			facts = append(facts, f)
			phrased = phrased || isReason(f.Statuses[0].Value, words[lastEnd(words):])
		case isMediaType(words), isAnyReason(words):
		case isAbsolute(strings.Trim(words, "<>")):
			if uri, ok := fact(catalog.TypeLabel, "", w.writtenAt(p, text, part)); ok && w.isOwnName(typeName(uri.Value.Value)) {
				facts, typed = append(facts, uri), true
			}
		case w.isOwnName(foldName(words)) && isCode(written{text: words}):
		default:
			return nil, false
		}
	}
	return facts, typed || len(facts) == 1 && (parts > 1 || phrased)
}

// isOwnName reports whether a folded name is that of the page's file or section.
func (w *walker) isOwnName(name string) bool {
	return name != "" && (name == foldName(pageStem(w.page.Path)) || w.page.Section != nil && name == w.page.Section.Name)
}

// isLabelAlone reports whether a paragraph is a label with a colon, whose value
// the next block may be: "Type URI:".
func (w *walker) isLabelAlone(text string) bool {
	bare := strings.TrimRight(text, ":： ")
	if len(bare) == len(text) {
		return false
	}
	w.expect(bare)
	return w.facts.awaited != catalog.NoLabel
}

// isOwnURI reports whether the phrase that was read last is nothing but the
// page's type.
func (w *walker) isOwnURI(p phrase) bool {
	uri := strings.Trim(p.text, "<>")
	return len(p.inlines) == 1 && isAbsolute(uri) && w.isOwnName(typeName(uri))
}

// attributeList matches the attributes that some generators take behind a
// paragraph: "{ .status }".
var attributeList = lazyregexp.New(`\s*\{:?\s*[.#][^{}]*\}\s*$`)

// partsOf splits a line at bars, dots and dashes with space around them.
func partsOf(text string) []bounds {
	var parts []bounds
	start := 0
	for i, r := range text {
		isDash := (r == '—' || r == '–') && i > 0 && text[i-1] == ' '
		if isDash || strings.ContainsRune("·•|∙", r) {
			parts = append(parts, bounds{start, i})
			start = i + len(string(r))
		}
	}
	return append(parts, bounds{start, len(text)})
}

// isReason reports whether a text is the reason phrase of a status code.
func isReason(code int, text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && slices.ContainsFunc(reasons(code), func(reason string) bool { return strings.EqualFold(reason, text) })
}

func isAnyReason(text string) bool {
	for code := 400; code < 600; code++ {
		if isReason(code, text) {
			return true
		}
	}
	return false
}

func isDigitByte(b byte) bool { return b >= '0' && b <= '9' }

// httpWord returns the words before a status without a version.
func httpWord(words string) string {
	before, version, ok := strings.Cut(words, "/")
	if ok && strings.Trim(version, "0123456789. ") == "" {
		return before
	}
	return words
}

func isMediaType(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "application/") && !strings.ContainsAny(text, " ,")
}

// segments splits a line at the marks that divide labelled values.
func (w *walker) segments(text string, line bounds) []segment {
	var segments []segment
	for start := line.start; ; {
		end, next := w.segmentEnd(text, start, line.stop)
		if s := w.segment(text, bounds{start, end}); strings.TrimSpace(text[start:end]) != "" {
			segments = append(segments, s)
		}
		if next < 0 {
			return segments
		}
		start = next
	}
}

// segmentEnd returns where the segment that begins at the offset ends and the
// next one begins, -1 where none does. Dots in the middle and bars divide
// always, other marks before a known label alone.
func (w *walker) segmentEnd(text string, start, stop int) (end, next int) {
	for i, r := range text[start:stop] {
		at, behind := start+i, start+i+len(string(r))
		switch r {
		case '·', '•', '|', '∙':
			return at, behind
		case ',', ';', '—', '–', '/':
			if w.beginsLabel(text, behind, stop) {
				return at, behind
			}
		case '.':
			if behind < stop && text[behind] == ' ' && w.beginsLabel(text, behind, stop) {
				return at, behind
			}
		}
		if i > 0 && w.isStrongLabel(text, at) {
			return at, at
		}
	}
	return stop, -1
}

// beginsLabel reports whether a known label with a colon stands at the offset.
func (w *walker) beginsLabel(text string, at, stop int) bool {
	colon, _ := labelEnd(text[at:min(stop, at+maxLabel)])
	return colon > 0 && labelOf(text[at:at+colon]) != catalog.NoLabel
}

// labelEnd returns where the mark stands that ends a label, and its size; -1
// where none does.
func labelEnd(text string) (at, size int) {
	at = strings.IndexAny(text, ":=：")
	if at < 0 {
		return -1, 0
	}
	_, size = utf8.DecodeRuneInString(text[at:])
	return at, size
}

// isStrongLabel reports whether strong emphasis that is a known label begins
// at the offset.
func (w *walker) isStrongLabel(text string, at int) bool {
	for _, s := range w.draft.strong {
		if s.start == at {
			return labelOf(text[s.start:s.stop]) != catalog.NoLabel
		}
	}
	return false
}

// segment finds the label and the value of a segment.
func (w *walker) segment(text string, at bounds) segment {
	for at.start < at.stop && text[at.start] == ' ' {
		at.start++
	}
	s := segment{bounds: at}
	strong := w.strongFrom(at)
	i, size := labelEnd(text[at.start:min(at.stop, at.start+maxLabel+1)])
	switch {
	case i > 0 && labelOf(text[at.start:at.start+i]) != catalog.NoLabel:
		s.label, s.shaped = labelOf(text[at.start:at.start+i]), true
		s.value = bounds{at.start + i + size, at.stop}
	case strong > at.start && strong < at.stop && labelOf(text[at.start:strong]) != catalog.NoLabel:
		s.label, s.shaped = labelOf(text[at.start:strong]), true
		s.value = bounds{strong, at.stop}
		behind := text[s.value.start:s.value.stop]
		s.value.start += len(behind) - len(strings.TrimLeft(behind, " -–—→"))
	case i > 0:
		s.shaped = strong > at.start && strong >= at.start+i
	}
	return s
}

// strongFrom returns where the strong emphasis ends that begins the segment,
// or the segment's begin.
func (w *walker) strongFrom(at bounds) int {
	for _, s := range w.draft.strong {
		if s.start == at.start {
			return s.stop
		}
	}
	return at.start
}

// inlinesOf returns those parts of the phrase that was read last.
func (w *walker) inlinesOf(p phrase, parts []bounds) []catalog.Inline {
	var kept []catalog.Inline
	text := string(w.draft.plain.text)
	for _, part := range parts {
		for i, in := range p.inlines {
			from, to := w.draft.begins[i], len(text)
			if i+1 < len(w.draft.begins) {
				to = w.draft.begins[i+1]
			}
			if from, to = max(from, part.start), min(to, part.stop); from < to {
				in.Text = text[from:to]
				kept = append(kept, in)
			}
		}
	}
	return trimInlines(kept)
}

// expect takes note of a heading that is a label, so that the next block can
// be its value.
func (w *walker) expect(text string) {
	switch label := labelOf(text); label {
	case catalog.TypeLabel, catalog.StatusLabel, catalog.TitleLabel, catalog.CodeLabel:
		w.facts.awaited, w.facts.name = label, text
	}
}

// headingFact reads a block as the value of the heading above it.
func (w *walker) headingFact(v written) bool {
	label := w.facts.awaited
	w.facts.awaited = catalog.NoLabel
	if label == catalog.NoLabel {
		return false
	}
	if label == catalog.TitleLabel && len(v.text) > maxTitle {
		return false
	}
	f, ok := fact(label, w.facts.name, v)
	if ok {
		w.addFacts(catalog.HeadingForm, f)
	}
	return ok
}

// memberFacts reads the facts in a list of members: one of the RFC's may have
// its value there, "type: `https://…`".
func (w *walker) memberFacts(n *ast.List) {
	if w.form != anyForm {
		return
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if first := item.FirstChild(); first != nil && isTextBlock(first) {
			facts, _ := w.lineFacts(w.phrase(first, false))
			w.addFacts(catalog.LineForm, facts...)
		}
	}
	w.facts.open = false
}

package page

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A memberLine is a stretch of a paragraph that begins with a member's name and
// says something of it: "`days` **integer** — for how long".
type memberLine struct {
	bounds
	name bounds
	said saidOfMember
}

// memberLines reads a paragraph, the phrase that was read last, each of whose
// members begins a line. It reports false where the paragraph does not begin
// with one.
func (w *walker) memberLines(n ast.Node, p phrase) bool {
	if !w.mayBeLine() || w.quoted > 0 || isInItem(n) {
		return false
	}
	if w.shown == nil && !w.intro {
		w.listsMembers = w.listsMembers || w.beginsWithMember()
		return false
	}
	if memberLabelled.Match(w.draft.plain.text[:min(len(w.draft.plain.text), maxLabel)]) {
		return false
	}
	lines := w.linesOfMembers(n, p)
	if len(lines) == 0 {
		return false
	}
	for _, line := range lines {
		if w.members.rows++; w.members.rows > maxPageRows {
			w.tooManyMembers(n)
			break
		}
		w.lineRow(p, line)
	}
	w.endText()
	return true
}

// beginsWithMember reports whether the first line of the phrase that was read
// last can be about a member, should an example have it.
func (w *walker) beginsWithMember() bool {
	text := string(w.draft.plain.text)
	for _, at := range splitAt(text, w.breaksOfTerms()) {
		if at = trimBounds(w.draft.plain.text, at.start, at.stop); at.start < at.stop {
			line, ok := w.memberLine(text, at)
			return ok && (line.said.text.start == line.stop || w.isParted(text, line))
		}
	}
	return false
}

func isInItem(n ast.Node) bool { return n.Parent() != nil && n.Parent().Kind() == ast.KindListItem }

// mayBeLine spares most paragraphs a closer look: a member's name is marked,
// or followed by what ends it.
func (w *walker) mayBeLine() bool {
	d := &w.draft
	return len(d.inlines) > 0 && (d.inlines[0].Code || len(d.strong) > 0 && d.strong[0].start == 0 ||
		mayBePlain(d.plain.text[:min(len(d.plain.text), maxPath)]) && plainName.Match(d.plain.text[:min(len(d.plain.text), maxPath)]))
}

// linesOfMembers returns the members that begin lines of the phrase that was
// read last; none where it does not begin with one. What follows up to the next
// is said of the one before.
func (w *walker) linesOfMembers(n ast.Node, p phrase) []memberLine {
	text := string(w.draft.plain.text)
	var lines []memberLine
	for _, at := range splitAt(text, w.breaksOfTerms()) {
		at = trimBounds(w.draft.plain.text, at.start, at.stop)
		line, ok := w.memberLine(text, at)
		switch {
		case at.start == at.stop:
		case ok && w.isFactLine(p, text, line):
			return nil
		case ok && w.isOfMember(n, text, line):
			lines = append(lines, line)
		case len(lines) == 0:
			return nil
		default:
			lines[len(lines)-1].stop = at.stop
		}
	}
	for i := range lines {
		lines[i].said = w.saidOfMember(text[:lines[i].stop], lines[i].name.stop)
	}
	return lines
}

// breaksOfTerms returns where lines of the phrase that was read last end, those
// aside that a definition follows: ": the day".
func (w *walker) breaksOfTerms() []int {
	text := w.draft.plain.text
	return slices.DeleteFunc(slices.Clone(w.draft.breaks), func(at int) bool {
		return bytes.HasPrefix(bytes.TrimLeft(text[at:], " "), []byte(":"))
	})
}

// memberLine reads a line that begins with a name.
func (w *walker) memberLine(text string, at bounds) (memberLine, bool) {
	name, ok := w.memberNameIn(at)
	if !ok {
		return memberLine{}, false
	}
	return memberLine{at, name, w.saidOfMember(text[:at.stop], name.stop)}, true
}

// isFactLine reports whether a line is a fact of the problem rather than said
// of a member: "**Code:** `out-of-range`".
func (w *walker) isFactLine(p phrase, text string, line memberLine) bool {
	label := labelOf(text[line.name.start:line.name.stop])
	if label == catalog.NoLabel || line.said.typ.stop > line.said.typ.start {
		return false
	}
	from := line.name.stop
	for from < line.stop && strings.IndexByte(" :=-", text[from]) >= 0 {
		from++
	}
	_, ok := fact(label, text[line.name.start:line.name.stop], w.writtenAt(p, text, bounds{from, line.stop}))
	return ok
}

// isOfMember reports whether a line that begins with a name is about a member:
// examples have the name, or it is written as one where members are expected.
func (w *walker) isOfMember(n ast.Node, text string, line memberLine) bool {
	name, said := text[line.name.start:line.name.stop], line.said
	parted := said.text.start == line.stop || w.isParted(text, line)
	typed := said.typ.stop > said.typ.start || said.presence != ""
	if w.shown.shows(name) {
		return parted && (w.members.lines || w.describes(n, typed))
	}
	return w.members.level > 0 && parted && (typed || w.isCodeAt(line.name.start)) &&
		(w.intro || w.shown.bare || typed || w.members.described > 0)
}

// isParted reports whether what is said of a member is parted from its name:
// "`days` is empty when …" is a sentence.
func (w *walker) isParted(text string, line memberLine) bool {
	behind := strings.TrimLeft(text[line.name.stop:line.stop], " ")
	return line.said.typ.stop > 0 || line.said.presence != "" ||
		strings.HasPrefix(behind, ":") || strings.HasPrefix(behind, "–") || strings.HasPrefix(behind, "—") || strings.HasPrefix(behind, "- ") ||
		text[line.name.stop-1] == ':' || line.name.stop < len(text) && text[line.name.stop] == ':'
}

// isCodeAt reports whether a code span begins at an offset of the phrase that
// was read last.
func (w *walker) isCodeAt(at int) bool {
	i, ok := slices.BinarySearch(w.draft.begins, at)
	return ok && w.draft.inlines[i].Code
}

// lineRow adds a row for the member that a line begins with.
func (w *walker) lineRow(p phrase, line memberLine) {
	text := string(w.draft.plain.text)
	row := w.rowOf(p, text, line.name, line.said, "")
	row.At = w.span(w.draft.plain, line.start, line.stop)
	w.addLine(row)
}

// endLines takes note that what comes is not said of the member whose line was
// read last.
func (w *walker) endLines() {
	if w.members.lines {
		w.members.lines, w.members.described = false, 0
	}
}

// endText ends the documentation text, unless it has not begun.
func (w *walker) endText() {
	begun := len(w.page.Doc) > 0
	if w.form == anyForm {
		begun = len(w.texts.opening) > 0
	}
	if w.prose && begun {
		w.prose = w.intro
	}
}

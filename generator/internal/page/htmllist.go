package page

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// htmlBlockList reads a block that begins with a definition list of HTML, whose
// terms are members, up to the list's end, which may be in another block.
func (w *walker) htmlBlockList(n *ast.HTMLBlock) bool {
	start := n.Lines().At(0).Start
	open := bytes.Index(bytes.ToLower(w.body[start:w.lineEnd(start)]), []byte("<dl"))
	if open < 0 {
		return false
	}
	w.listsMembers = true
	stop, found := w.htmlEnd(start+open, "</dl")
	if found && w.form == anyForm && w.htmlFacts(start+open, stop) {
		w.passed = w.lineEnd(stop)
		return true
	}
	if !found || w.members.level == 0 && w.shown == nil && !w.intro {
		return false
	}
	t := w.newMemberList(w.at(start, w.lineEnd(stop)))
	names := w.htmlTerms(&t, n, start+open, stop)
	if len(names) == 0 || w.members.level == 0 && !w.shown.agrees(names) || isElsewhere(w.section.Value) {
		return false
	}
	w.passed, w.block, w.prose = w.lineEnd(stop), t.At, w.intro
	w.endMembers()
	w.checkNames(&t)
	w.page.Tables = append(w.page.Tables, t)
	return true
}

// htmlFacts reads the terms of a list between the offsets that are labels of facts,
// and reports whether one of them is.
func (w *walker) htmlFacts(start, stop int) bool {
	label, name, some := catalog.NoLabel, "", false
	for kind, at := range w.htmlItems(start, stop) {
		p := w.htmlPhrase(at.start, at.stop)
		text := string(w.draft.plain.text)
		if kind == "dt" {
			name = strings.TrimRight(strings.TrimSpace(text), ":： ")
			label = labelOf(name)
			continue
		}
		if f, ok := fact(label, name, w.writtenAt(p, text, bounds{0, len(text)})); ok && label != catalog.MembersLabel {
			w.addFacts(catalog.SheetForm, f)
			some = true
		}
	}
	return some
}

// htmlTerms adds a row for each term of a list between the offsets, and returns
// the names; none where a term is no member's name.
func (w *walker) htmlTerms(t *catalog.Table, n ast.Node, start, stop int) []string {
	var names []string
	for kind, at := range w.htmlItems(start, stop) {
		p := w.htmlPhrase(at.start, at.stop)
		text := string(w.draft.plain.text)
		if kind == "dd" {
			if last := len(t.Rows) - 1; last >= 0 {
				w.describe(&t.Rows[last], p, text, 0)
			}
			continue
		}
		name, ok := w.memberNameIn(bounds{0, len(text)})
		if !ok {
			name = bounds{0, len(text) - len(strings.TrimLeft(text, "$_-.[]*0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))}
			ok = memberPath.MatchString(text[:name.stop])
		}
		if w.members.rows++; !ok || w.members.rows > maxPageRows {
			w.tooManyMembers(n)
			return nil
		}
		row := w.rowOf(p, text, name, w.saidOfMember(text, name.stop), "")
		row.At = w.at(at.start, at.stop)
		t.Rows = append(t.Rows, row)
		names = append(names, row.Cells[listName].Text)
	}
	return names
}

// htmlItems yields the terms and descriptions of a definition list between the
// offsets.
func (w *walker) htmlItems(start, stop int) func(yield func(kind string, at bounds) bool) {
	return func(yield func(string, bounds) bool) {
		kind, from := "", 0
		for at := start; at < stop; {
			open := bytes.IndexByte(w.body[at:stop], '<')
			if open < 0 {
				break
			}
			tag := at + open
			length := bytes.IndexByte(w.body[tag:stop], '>')
			if length < 0 {
				break
			}
			at = tag + length + 1
			name := tagName(w.body[tag:at])
			if name != "dt" && name != "dd" && name != "/dt" && name != "/dd" {
				continue
			}
			if kind != "" && !yield(kind, bounds{from, tag}) {
				return
			}
			if kind, from = name, at; name[0] == '/' {
				kind = ""
			}
		}
		if kind != "" {
			yield(kind, bounds{from, stop})
		}
	}
}

// tagName returns the name of a tag in small letters, with the slash of an end.
func tagName(tag []byte) string {
	name := strings.ToLower(strings.Trim(string(tag), "<>"))
	if end := strings.IndexAny(name, " \t\n"); end >= 0 {
		name = name[:end]
	}
	if len(name) > 1 {
		name = strings.TrimSuffix(name, "/")
	}
	return name
}

// htmlPhrase reads HTML between the offsets as the inline content of a block.
func (w *walker) htmlPhrase(start, stop int) phrase {
	w.draft.reset()
	p := phraseReader{walker: w, at: start}
	code, strong := -1, -1
	for at := start; at < stop; {
		open := bytes.IndexByte(w.body[at:stop], '<')
		if open < 0 {
			open = stop - at
		}
		p.htmlText(at, at+open, code >= 0)
		at += open
		length := bytes.IndexByte(w.body[at:stop], '>')
		if length < 0 {
			break
		}
		here := len(w.draft.plain.text)
		switch tagName(w.body[at : at+length+1]) {
		case "code", "tt", "kbd", "var":
			p.endCode(&code)
			code = here
		case "/code", "/tt", "/kbd", "/var":
			p.endCode(&code)
		case "strong", "b", "em", "i":
			strong = here
		case "/strong", "/b", "/em", "/i":
			if strong >= 0 && strong < here {
				w.draft.strong = append(w.draft.strong, bounds{strong, here})
			}
			strong = -1
		case "br", "p":
			w.draft.breaks = append(w.draft.breaks, here)
			p.htmlText(at, at, code >= 0)
		}
		at += length + 1
	}
	p.endCode(&code)
	p.complete()
	return p.phrase
}

// endCode ends the code span that begins at an offset of the plain text.
func (p *phraseReader) endCode(from *int) {
	plain := &p.draft.plain
	if *from >= 0 && *from < len(plain.text) {
		start, stop := plain.bounds(*from, len(plain.text))
		p.show(*from, true)
		p.codes = append(p.codes, catalog.Mention{Section: p.section, At: p.walker.at(start, stop)})
	}
	*from = -1
}

// htmlText takes in text of HTML without tags, in which all white space is one
// space. What is empty is a space.
func (p *phraseReader) htmlText(start, stop int, isCode bool) {
	plain := &p.draft.plain
	add := func(text []byte, from, to int) {
		if isCode {
			plain.add(text, from, to)
		} else {
			p.write(text, from, to)
		}
	}
	space := func(at int) {
		if n := len(plain.text); n > 0 && plain.text[n-1] != ' ' && !isCode {
			add([]byte(" "), at, at)
		}
	}
	for at := start; at < stop; {
		if isSpace(p.body[at]) {
			space(at)
			at++
			continue
		}
		end := at
		for end < stop && !isSpace(p.body[end]) {
			end++
		}
		word := []byte(html.UnescapeString(string(p.body[at:end])))
		if nextForeign(word, 0) >= 0 {
			word = p.body[at:end]
		}
		add(word, at, end)
		at = end
	}
	if start == stop {
		space(start)
	}
}

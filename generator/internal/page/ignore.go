package page

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// ignoreWord begins the comments that suppress rules:
// <!-- problemgen:ignore RULE RULE -->.
const ignoreWord = "problemgen:ignore"

// html reads a block of HTML, of which only comments of ours matter. They
// are about the next block that is not HTML.
func (w *walker) html(n *ast.HTMLBlock) {
	if w.form == modelForm && w.shown == nil {
		first := bytes.ToLower(w.body[n.Lines().At(0).Start:n.Lines().At(0).Stop])
		w.listsMembers = w.listsMembers || bytes.Contains(first, []byte("<dl")) || bytes.Contains(first, []byte("<table"))
	} else if w.htmlBlockTable(n) || w.htmlBlockList(n) || w.preBlock(n) {
		return
	}
	lines := text.NewSegments()
	lines.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	if w.lastHTML == nil || w.lastHTML != n.PreviousSibling() {
		w.scope = w.behindHTML(n)
	}
	w.lastHTML = n
	e := excerptOf(lines, w.body)
	if w.form == anyForm {
		w.htmlLines(n)
	}
	w.comments(e, w.scope)
	w.htmlStatuses(e)
}

// htmlBlockTable reads a block that begins with a table of HTML, up to the
// table's end, which may be in another block.
func (w *walker) htmlBlockTable(n *ast.HTMLBlock) bool {
	start := n.Lines().At(0).Start
	line := w.body[start:w.lineEnd(start)]
	open := bytes.Index(bytes.ToLower(line), []byte("<table"))
	if open < 0 {
		return false
	}
	wasProse, wasOpen := w.prose, w.facts.open
	t, end, ok := w.htmlTable(start + open)
	if !ok || w.form == modelForm && !w.documentsShown(&t) {
		return false
	}
	w.passed, w.block, w.prose = end, t.At, w.intro
	w.addTable(t, wasProse, wasOpen)
	return true
}

// behindHTML returns the place of the next block that is not HTML.
func (w *walker) behindHTML(n ast.Node) diag.Span {
	for ; n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindHTMLBlock {
			return w.blockSpan(n)
		}
	}
	return diag.Span{}
}

// comments notes the comments of ours in a piece of HTML.
func (w *walker) comments(e excerpt, scope diag.Span) {
	at := 0
	for len(w.page.Ignores) <= maxIgnores {
		open := bytes.Index(e.text[at:], []byte("<!--"))
		if open < 0 {
			return
		}
		start := at + open + len("<!--")
		length := bytes.Index(e.text[start:], []byte("-->"))
		if length < 0 {
			return
		}
		w.comment(e, start, start+length, scope)
		at = start + length
	}
}

// comment reads the inside of one comment.
func (w *walker) comment(e excerpt, start, end int, scope diag.Span) {
	inside := string(e.text[start:end])
	rules, ours := strings.CutPrefix(strings.TrimSpace(inside), ignoreWord)
	if !ours || rules != "" && strings.TrimLeft(rules, " \t\n,:") == rules {
		return
	}
	inEnd := end
	at := start + strings.Index(inside, ignoreWord)
	end = at + len(ignoreWord) + len(rules)
	wordEnd := at + len(ignoreWord)
	found := false
	for rule := range strings.FieldsFuncSeq(rules, isRuleSeparator) {
		from := wordEnd + bytes.Index(e.text[wordEnd:end], []byte(rule))
		wordEnd = from + len(rule)
		w.page.Ignores = append(w.page.Ignores, catalog.Ignore{
			Rule:  catalog.Text{Value: rule, At: w.span(e, from, wordEnd)},
			Scope: scope,
		})
		found = true
		if len(w.page.Ignores) > maxIgnores {
			w.fail(diag.At(w.span(e, from, wordEnd), ruleLimit, "the comments of the page ignore more than %d rules", maxIgnores).
				WithHelp("mend what the rules find, or turn them off in the configuration"))
			return
		}
	}
	if !found {
		whole := w.span(e, start-len("<!--"), inEnd+len("-->"))
		w.found.Add(diag.At(w.span(e, at, end), ruleEmptyIgnore, "the comment names no rule to ignore").
			WithHelp("name the rules behind `%s`, or delete the comment", ignoreWord).
			WithFix(diag.Replace(whole, "", "delete the comment")))
	}
}

func isRuleSeparator(char rune) bool {
	return char == ' ' || char == ',' || char == ':' || char == '\n' || char == '\t'
}

package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A container is a part of a page that a site generator sets apart: a note or a
// tab. Its text is drawn in a note.
type container struct {
	ast.BaseBlock
	// name is its kind, title what it is called; both may be empty.
	name, title string
	// colons are those that begin a directive; an admonition has none, and its
	// text is indented.
	colons int
}

var containerKind = ast.NewNodeKind("Container")

// Kind implements [ast.Node].
func (*container) Kind() ast.NodeKind { return containerKind }

// Dump implements [ast.Node].
func (c *container) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// A containerParser finds directives (:::note … :::) and admonitions (!!! note,
// with indented text).
type containerParser struct{}

// Trigger implements [parser.BlockParser].
func (containerParser) Trigger() []byte { return []byte(":!?") }

// Open implements [parser.BlockParser].
func (containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) {
		return nil, parser.NoChildren
	}
	c := containerOf(string(bytes.TrimSpace(line[at:])))
	if c == nil || isDeep(parent) {
		return nil, parser.NoChildren
	}
	reader.Advance(len(line) - 1)
	return c, parser.HasChildren
}

// maxContainers is how deep containers nest: goldmark looks at every open one
// for each line.
const maxContainers = 16

func isDeep(parent ast.Node) bool {
	n := 0
	for ; parent != nil; parent = parent.Parent() {
		if parent.Kind() == containerKind {
			n++
		}
	}
	return n >= maxContainers
}

// containerOf reads the line that begins a container, or returns nil.
func containerOf(line string) *container {
	mark := line[:len(line)-len(strings.TrimLeft(line, line[:1]))]
	rest := strings.TrimSpace(strings.TrimLeft(line[len(mark):], "+"))
	name, title, _ := strings.Cut(rest, " ")
	c := &container{name: strings.Trim(name, "{}."), title: strings.Trim(strings.TrimSpace(title), `"[]`)}
	if at := strings.IndexByte(c.name, '['); at >= 0 { // :::note[Title]
		c.name, c.title = c.name[:at], strings.Trim(strings.TrimSpace(c.name[at:]+" "+title), "[]")
	}
	switch {
	case rest == "" || len(mark) < 3:
		return nil
	case mark[0] == ':':
		c.colons = len(mark)
		return c
	case mark == "!!!" || mark == "???":
		return c
	}
	return nil
}

// Continue implements [parser.BlockParser].
func (containerParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	c := node.(*container)
	line, _ := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	if c.colons > 0 {
		if len(trimmed) >= c.colons && len(bytes.Trim(trimmed, ":")) == 0 {
			reader.Advance(max(len(line)-1, 0))
			return parser.Close
		}
		return parser.Continue | parser.HasChildren
	}
	if len(trimmed) == 0 {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements [parser.BlockParser].
func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (containerParser) CanAcceptIndentedLine() bool { return false }

// container draws a container as a note.
func (d *drawing) container(w util.BufWriter, n ast.Node) error {
	c := n.(*container)
	inner, err := d.inner(n)
	title := c.title
	if title == "" {
		title = c.name
	}
	writeNote(w, c.name, title, inner)
	return err
}

// writeNote draws an aside of the page.
func writeNote(w util.BufWriter, kind, title string, inner template.HTML) {
	class := "note"
	switch strings.ToLower(kind) {
	case "warning", "caution", "danger", "important", "attention", "error":
		class = "note warning"
	}
	_, _ = fmt.Fprintf(w, "<div class=\"%s\" role=\"note\">\n", class)
	if title != "" {
		title = strings.ToUpper(title[:1]) + title[1:]
		_, _ = fmt.Fprintf(w, "<p class=\"note-title\">%s</p>\n", template.HTMLEscapeString(title))
	}
	_, _ = fmt.Fprintf(w, "%s</div>\n", inner)
}

package page

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A container is what a site generator draws around a part of a page: a note,
// a tab, a component. It is transparent: what is inside is read as if the
// container were not there, and the marks around it say nothing. A mark that
// stands for itself is a container without content.
type container struct {
	ast.BaseBlock
	kind containerKind
	// name is the component's or shortcode's.
	name string
	// colons are those that a directive begins with.
	colons int
	// indent is how far the first line inside is indented, or -1.
	indent int
	// opening tells that the mark at its head goes on on the next line, and
	// single that nothing ends the container.
	opening, single bool
}

// containerNode is the kind of containers among the blocks of a page.
var containerNode = ast.NewNodeKind("Container")

// Kind implements [ast.Node].
func (*container) Kind() ast.NodeKind { return containerNode }

// Dump implements [ast.Node].
func (c *container) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

type containerKind int

const (
	mark       containerKind = iota // stands for itself
	statement                       // import or export of MDX, up to an empty line
	remark                          // {/* a comment of MDX */}
	directive                       // :::note … :::
	admonition                      // !!! note, with its text indented
	element                         // <Tab> … </Tab>
	shortcode                       // {{< tab >}} … {{< /tab >}}, {% tab %} … {% endtab %}
)

// A containerParser finds the containers of the usual site generators.
type containerParser struct {
	// mdx tells that the page is MDX.
	mdx bool
}

// Trigger implements [parser.BlockParser].
func (p containerParser) Trigger() []byte {
	triggers := []byte(":!?=<{")
	if p.mdx {
		triggers = append(triggers, "ie"...)
	}
	return triggers
}

// Open implements [parser.BlockParser].
func (p containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos >= len(line) {
		return nil, parser.NoChildren
	}
	c := p.head(strings.TrimSpace(string(line[pos:min(len(line), pos+maxParagraph)])), parent)
	if c == nil {
		return nil, parser.NoChildren
	}
	if c.kind == element || c.kind == shortcode {
		if c.single = !guardOf(pc).closes(c, reader.Source(), segment.Stop); c.single && !c.opening {
			c.kind = mark
		}
	}
	if c.kind > remark && !c.opening && depth(parent) >= maxContainers {
		c.kind = mark // what is inside is read all the same
	}
	reader.Advance(len(line) - 1)
	if c.kind <= remark {
		return c, parser.NoChildren
	}
	return c, parser.HasChildren
}

// depth counts the containers around what the parent holds.
func depth(parent ast.Node) int {
	n := 0
	for ; parent != nil; parent = parent.Parent() {
		if parent.Kind() == containerNode {
			n++
		}
	}
	return n
}

// head reads the mark that a line begins a container with, or returns nil.
func (p containerParser) head(line string, parent ast.Node) *container {
	switch {
	case p.mdx && parent.Kind() == ast.KindDocument && (strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ")):
		return &container{kind: statement}
	case p.mdx && strings.HasPrefix(line, "{/*"):
		return &container{kind: remark, opening: !strings.Contains(line, "*/}")}
	case strings.HasPrefix(line, ":::"):
		return directiveHead(line)
	case strings.HasPrefix(line, "!!!"), strings.HasPrefix(line, "???"), strings.HasPrefix(line, "=== "):
		return admonitionHead(line)
	case strings.HasPrefix(line, "<"):
		return p.elementHead(line)
	case strings.HasPrefix(line, "{"):
		return shortcodeHead(line)
	}
	return nil
}

// directiveHead reads ":::note Title". Colons alone end one.
func directiveHead(line string) *container {
	name := strings.TrimLeft(line, ":")
	colons := len(line) - len(name)
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return &container{kind: mark}
	case isLetterByte(name[0]) || name[0] == '{':
		return &container{kind: directive, colons: colons, indent: -1}
	}
	return nil
}

// admonitionHead reads `!!! note "Title"`, `??? note` and `=== "Tab"`.
func admonitionHead(line string) *container {
	rest := strings.TrimLeft(strings.TrimLeft(line, "!?="), "+")
	if marks := len(line) - len(strings.TrimLeft(line, "!?=")); marks != 3 || !strings.HasPrefix(rest, " ") {
		return nil
	}
	rest = strings.TrimSpace(rest)
	if rest == "" || line[0] == '=' && rest[0] != '"' || line[0] != '=' && !isLetterByte(rest[0]) && rest[0] != '"' {
		return nil
	}
	return &container{kind: admonition}
}

// shortcodeHead reads "{{< tab >}}", "{{% note %}}", "{% hint %}" and the like,
// and the attributes that some generators take, "{: .note}".
func shortcodeHead(line string) *container {
	if strings.HasPrefix(line, "{:") && strings.HasSuffix(line, "}") {
		return &container{kind: mark}
	}
	inside, ok := between(line, "{{<", ">}}")
	if !ok {
		inside, ok = between(line, "{{%", "%}}")
	}
	isTag := false
	if !ok {
		inside, isTag = between(line, "{%", "%}")
	}
	inside = strings.Trim(inside, " -")
	name := inside[:len(inside)-len(strings.TrimLeftFunc(inside, isNameRune))]
	switch {
	case !ok && !isTag:
		return nil
	case name == "" || strings.HasSuffix(inside, "/"):
		return &container{kind: mark} // an end, or all of one
	case isTag:
		name = "%" + name
	}
	return &container{kind: shortcode, name: name, indent: -1}
}

func between(text, begin, end string) (string, bool) {
	inside, ok := strings.CutPrefix(text, begin)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(inside, end)
}

// elementHead reads a line that is the opening tag of a component, or of an
// element that only arranges what is inside, or such an element's end.
func (p containerParser) elementHead(line string) *container {
	rest := strings.TrimPrefix(line[1:], "/")
	name := rest[:len(rest)-len(strings.TrimLeftFunc(rest, isNameRune))]
	if !isComponent(name) && !isArrangement(name) && !(p.mdx && strings.HasPrefix(rest, ">")) {
		return nil
	}
	behind := rest[len(name):]
	end := strings.LastIndexByte(behind, '>')
	switch {
	case strings.HasPrefix(line, "</"):
		if strings.TrimLeft(behind, " ") == ">" {
			return &container{kind: mark}
		}
		return nil
	case name == "":
		return &container{kind: mark} // a fragment of JSX
	case strings.Contains(behind, "</"):
		return summaryHead(name, behind)
	case end < 0 && isComponent(name):
		return &container{kind: element, name: name, indent: -1, opening: true}
	case end != len(behind)-1:
		return nil
	case strings.HasSuffix(behind, "/>"):
		return &container{kind: mark}
	}
	return &container{kind: element, name: name, indent: -1}
}

// summaryHead reads "<details><summary>More</summary>".
func summaryHead(name, behind string) *container {
	_, summary, ok := strings.Cut(behind, ">")
	summary = strings.TrimSpace(summary)
	if ok && strings.EqualFold(name, "details") && strings.HasPrefix(summary, "<summary") && strings.HasSuffix(summary, "</summary>") {
		return &container{kind: element, name: name, indent: -1}
	}
	return nil
}

// isComponent reports whether an element's name is that of a component.
func isComponent(name string) bool { return name != "" && name[0] >= 'A' && name[0] <= 'Z' }

// isArrangement reports whether an element of HTML only arranges what is
// inside it.
func isArrangement(name string) bool {
	switch strings.ToLower(name) {
	case "details", "div", "section", "article", "aside", "center", "main", "figure":
		return true
	}
	return false
}

func isNameRune(r rune) bool {
	return r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func isLetterByte(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

// Continue implements [parser.BlockParser].
func (p containerParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*container)
	line, _ := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	switch c.kind {
	case mark:
		return parser.Close
	case statement:
		if len(trimmed) == 0 {
			return parser.Close
		}
		return skipLine(reader, line)
	case remark:
		if !c.opening {
			return parser.Close
		}
		c.opening = !bytes.Contains(trimmed, []byte("*/}"))
		return skipLine(reader, line)
	case admonition:
		return indented(reader, line, 4)
	}
	if c.opening {
		return c.openingLine(reader, line, trimmed)
	}
	if c.isEnd(trimmed) && !holdsOpen(c, pc) {
		return parser.Close
	}
	return c.unindent(reader, line, len(trimmed) == 0)
}

// skipLine passes over a line.
func skipLine(reader text.Reader, line []byte) parser.State {
	reader.Advance(max(len(line)-1, 0))
	return parser.Continue | parser.NoChildren
}

// openingLine passes over a line of a tag that takes several.
func (c *container) openingLine(reader text.Reader, line, trimmed []byte) parser.State {
	switch {
	case len(trimmed) == 0:
		return parser.Close
	case bytes.HasSuffix(trimmed, []byte("/>")), c.single && bytes.HasSuffix(trimmed, []byte(">")):
		c.kind, c.opening = mark, false
	case bytes.HasSuffix(trimmed, []byte(">")):
		c.opening = false
	}
	return skipLine(reader, line)
}

// isEnd reports whether a line ends the container.
func (c *container) isEnd(trimmed []byte) bool {
	if len(trimmed) == 0 || len(trimmed) > maxParagraph || strings.IndexByte(":<{", trimmed[0]) < 0 {
		return false
	}
	if c.kind == directive {
		return len(trimmed) >= c.colons && len(bytes.Trim(trimmed, ":")) == 0
	}
	line := string(trimmed)
	if c.kind == element {
		rest, ok := strings.CutPrefix(line, "</"+c.name)
		return ok && strings.HasPrefix(strings.TrimLeft(rest, " "), ">")
	}
	if name, isTag := strings.CutPrefix(c.name, "%"); isTag {
		inside, _ := between(line, "{%", "%}")
		return strings.Trim(inside, " -") == "end"+name
	}
	inside, ok := between(line, "{{<", ">}}")
	if !ok {
		inside, _ = between(line, "{{%", "%}}")
	}
	return strings.ReplaceAll(inside, " ", "") == "/"+c.name
}

// holdsOpen reports whether a container of the same kind and name is open
// inside this one: the end is that one's.
func holdsOpen(c *container, pc parser.Context) bool {
	behind := false
	for _, block := range pc.OpenedBlocks() {
		if block.Node == ast.Node(c) {
			behind = true
			continue
		}
		inner, ok := block.Node.(*container)
		if behind && ok && inner.kind == c.kind && inner.name == c.name {
			return true
		}
	}
	return false
}

// unindent takes from a line as much white space as the first one inside has.
func (c *container) unindent(reader text.Reader, line []byte, blank bool) parser.State {
	if blank {
		return parser.Continue | parser.HasChildren
	}
	width, _ := util.IndentWidth(line, reader.LineOffset())
	if c.indent < 0 {
		c.indent = width
	}
	if take := min(width, c.indent); take > 0 {
		pos, padding := util.IndentPosition(line, reader.LineOffset(), take)
		if pos >= 0 {
			reader.AdvanceAndSetPadding(pos, padding)
		}
	}
	return parser.Continue | parser.HasChildren
}

// indented takes the indentation from a line of a container that ends where
// that does.
func indented(reader text.Reader, line []byte, indent int) parser.State {
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	if width, _ := util.IndentWidth(line, reader.LineOffset()); width < indent {
		return parser.Close
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), indent)
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

// Close implements [parser.BlockParser].
func (containerParser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (containerParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (containerParser) CanAcceptIndentedLine() bool { return false }

// closes reports whether the end of a component or shortcode stands behind the
// offset.
func (g *guard) closes(c *container, source []byte, offset int) bool {
	last, known := g.ends[c.name]
	if !known {
		if len(g.ends) == maxContainerNames {
			return false
		}
		last = lastEndOf(c, source)
		if g.ends == nil {
			g.ends = map[string]int{}
		}
		g.ends[c.name] = last
	}
	return last >= offset
}

// lastEndOf returns the offset of the last end of a component or shortcode, or
// -1.
func lastEndOf(c *container, source []byte) int {
	if c.kind == element {
		return bytes.LastIndex(source, []byte("</"+c.name))
	}
	if name, isTag := strings.CutPrefix(c.name, "%"); isTag {
		return bytes.LastIndex(source, []byte("end"+name))
	}
	return bytes.LastIndex(source, []byte("/"+c.name))
}

// mayHoldContainers spares most pages a second look: without one of the marks
// that open containers there is none.
func mayHoldContainers(body []byte) bool {
	for _, m := range []string{":::", "!!! ", "??? ", "=== ", "{{<", "{{%", "{%", "{:", "<"} {
		if bytes.Contains(body, []byte(m)) {
			return true
		}
	}
	return false
}

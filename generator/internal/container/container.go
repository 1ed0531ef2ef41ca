// Package container finds what site generators draw around the parts of a page:
// notes, tabs, components, shortcodes. It is what reads pages and what draws them
// that know it, so that what is read as if it were not there is not drawn either.
package container

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A Block is what a site generator draws around a part of a page. It is
// transparent: what is inside is read as if the container were not there, and the
// marks around it say nothing. A mark that stands for itself is a container without
// content.
type Block struct {
	ast.BaseBlock
	Form Form
	// Name is what the mark calls the container: "note", "Tab". Title is what its
	// head has to be read.
	Name, Title string
	// Start is the offset of the mark.
	Start int
	// colons are those that a directive begins with.
	colons int
	// indent is how far the first line inside is indented, or -1.
	indent int
	// opening tells that the mark at its head goes on on the next line, and
	// single that nothing ends the container.
	opening, single bool
	// tag tells that a shortcode is a tag: {% tab %}.
	tag bool
}

// Kind is that of containers among the nodes of a page.
var Kind = ast.NewNodeKind("Container")

// Kind implements [ast.Node].
func (*Block) Kind() ast.NodeKind { return Kind }

// Dump implements [ast.Node].
func (c *Block) Dump(source []byte, level int) { ast.DumpHelper(c, source, level, nil, nil) }

// A Form is how a container is written.
type Form int

// The forms. Those up to a remark have nothing inside.
const (
	Mark       Form = iota // stands for itself
	Statement              // import or export of MDX, up to an empty line
	Remark                 // {/* a comment of MDX */}
	Directive              // :::note … :::
	Admonition             // !!! note, with its text indented
	Tab                    // === "Tab", with its text indented
	Element                // <Tab> … </Tab>
	Shortcode              // {{< tab >}} … {{< /tab >}}, {% tab %} … {% endtab %}
)

const (
	// maxDepth is how deep containers nest of which the ends are looked for; those
	// inside are transparent without. goldmark looks at every open block for each
	// line: six around 170,000 lines take 200 MB.
	maxDepth = 6
	// maxNames is how many names of components and shortcodes a page has whose
	// ends are looked for. Each is a search through the page.
	maxNames = 64
	// maxLine is how much of a line is looked at, in bytes.
	maxLine = 16 << 10
)

// A Parser finds the containers of the usual site generators. It keeps nothing of
// a page.
type Parser struct {
	// MDX tells that pages are MDX.
	MDX bool
	// Elements tells that components, and elements that only arrange what is
	// inside, are containers; where they are not, they are raw HTML.
	Elements bool
}

// Trigger implements [parser.BlockParser].
func (p Parser) Trigger() []byte {
	triggers := []byte(":!?={")
	if p.Elements {
		triggers = append(triggers, '<')
	}
	if p.MDX {
		triggers = append(triggers, "ie"...)
	}
	return triggers
}

// Open implements [parser.BlockParser].
func (p Parser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos >= len(line) {
		return nil, parser.NoChildren
	}
	c := p.head(strings.TrimSpace(string(line[pos:min(len(line), pos+maxLine)])), parent)
	if c == nil {
		return nil, parser.NoChildren
	}
	c.Start = max(0, segment.Start+pos-segment.Padding)
	if c.Form == Element || c.Form == Shortcode {
		if c.single = !closes(c, pc, reader.Source(), segment.Stop); c.single && !c.opening {
			c.Form = Mark
		}
	}
	if c.Form > Remark && !c.opening && depth(parent) >= maxDepth {
		c.Form = Mark // what is inside is read all the same
	}
	reader.Advance(len(line) - 1)
	if c.Form <= Remark {
		return c, parser.NoChildren
	}
	return c, parser.HasChildren
}

// depth counts the containers around what the parent holds.
func depth(parent ast.Node) int {
	n := 0
	for ; parent != nil; parent = parent.Parent() {
		if parent.Kind() == Kind {
			n++
		}
	}
	return n
}

// head reads the mark that a line begins a container with, or returns nil.
func (p Parser) head(line string, parent ast.Node) *Block {
	switch {
	case p.MDX && parent.Kind() == ast.KindDocument && (strings.HasPrefix(line, "import ") || strings.HasPrefix(line, "export ")):
		return &Block{Form: Statement}
	case p.MDX && strings.HasPrefix(line, "{/*"):
		return &Block{Form: Remark, opening: !strings.Contains(line, "*/}")}
	case strings.HasPrefix(line, ":::"):
		return directiveHead(line)
	case strings.HasPrefix(line, "!!!"), strings.HasPrefix(line, "???"), strings.HasPrefix(line, "=== "):
		return admonitionHead(line)
	case p.Elements && strings.HasPrefix(line, "<"):
		return p.elementHead(line)
	case strings.HasPrefix(line, "{"):
		return shortcodeHead(line)
	}
	return nil
}

// directiveHead reads ":::note Title". Colons alone end one.
func directiveHead(line string) *Block {
	rest := strings.TrimLeft(line, ":")
	colons := len(line) - len(rest)
	rest = strings.TrimSpace(rest)
	switch {
	case rest == "":
		return &Block{Form: Mark}
	case !isLetterByte(rest[0]) && rest[0] != '{':
		return nil
	}
	c := &Block{Form: Directive, colons: colons, indent: -1}
	end := strings.IndexAny(rest, " [")
	if rest[0] == '{' || end < 0 { // :::{.note}
		end = len(rest)
	}
	c.Name, c.Title = strings.Trim(rest[:end], "{}."), titleOf(rest[end:])
	return c
}

// admonitionHead reads `!!! note "Title"`, `??? note` and `=== "Tab"`.
func admonitionHead(line string) *Block {
	rest := strings.TrimLeft(strings.TrimLeft(line, "!?="), "+")
	if marks := len(line) - len(strings.TrimLeft(line, "!?=")); marks != 3 || !strings.HasPrefix(rest, " ") {
		return nil
	}
	rest = strings.TrimSpace(rest)
	if rest == "" || line[0] == '=' && rest[0] != '"' || line[0] != '=' && !isLetterByte(rest[0]) && rest[0] != '"' {
		return nil
	}
	if line[0] == '=' {
		return &Block{Form: Tab, Title: titleOf(rest)}
	}
	name, title, _ := strings.Cut(rest, " ")
	if rest[0] == '"' {
		name, title = "", rest
	}
	return &Block{Form: Admonition, Name: name, Title: titleOf(title)}
}

// shortcodeHead reads "{{< tab >}}", "{{% note %}}", "{% hint %}" and the like,
// and the attributes that some generators take, "{: .note}".
func shortcodeHead(line string) *Block {
	if strings.HasPrefix(line, "{:") && strings.HasSuffix(line, "}") {
		return &Block{Form: Mark}
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
	name := inside[:len(inside)-len(strings.TrimLeftFunc(inside, IsNameRune))]
	switch {
	case !ok && !isTag:
		return nil
	case name == "" || strings.HasSuffix(inside, "/"):
		return &Block{Form: Mark} // an end, or all of one
	}
	return &Block{Form: Shortcode, Name: name, Title: cmp.Or(attribute(inside, "title"), attribute(inside, "style")), tag: isTag, indent: -1}
}

// titleOf returns what a head has to be read, without what is drawn around it:
// [Title]{open}, "Title", Title {#id}.
func titleOf(text string) string {
	text = strings.TrimSpace(text)
	for _, around := range []string{"[]", `""`} {
		if inside, ok := strings.CutPrefix(text, around[:1]); ok {
			title, _, _ := strings.Cut(inside, around[1:])
			return title
		}
	}
	title, _, _ := strings.Cut(text, "{")
	return strings.TrimSpace(title)
}

// attribute returns the value in quotes that a name has among attributes, or "".
func attribute(text, name string) string {
	_, value, ok := strings.Cut(text, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ = strings.Cut(value, `"`)
	return value
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
func (p Parser) elementHead(line string) *Block {
	rest := strings.TrimPrefix(line[1:], "/")
	name := rest[:len(rest)-len(strings.TrimLeftFunc(rest, IsNameRune))]
	if !IsElement(name) && !(p.MDX && strings.HasPrefix(rest, ">")) {
		return nil
	}
	behind := rest[len(name):]
	end := strings.LastIndexByte(behind, '>')
	switch {
	case strings.HasPrefix(line, "</"):
		if strings.TrimLeft(behind, " ") == ">" {
			return &Block{Form: Mark}
		}
		return nil
	case name == "":
		return &Block{Form: Mark} // a fragment of JSX
	case strings.Contains(behind, "</"):
		return summaryHead(name, behind)
	case end < 0 && isComponent(name):
		return &Block{Form: Element, Name: name, indent: -1, opening: true}
	case end != len(behind)-1:
		return nil
	case strings.HasSuffix(behind, "/>"):
		return &Block{Form: Mark}
	}
	return &Block{Form: Element, Name: name, indent: -1}
}

// summaryHead reads "<details><summary>More</summary>".
func summaryHead(name, behind string) *Block {
	_, summary, ok := strings.Cut(behind, ">")
	summary = strings.TrimSpace(summary)
	if ok && strings.EqualFold(name, "details") && strings.HasPrefix(summary, "<summary") && strings.HasSuffix(summary, "</summary>") {
		return &Block{Form: Element, Name: name, indent: -1}
	}
	return nil
}

// IsElement reports whether an element of that name is a container: a component,
// or an element of HTML that only arranges what is inside it.
func IsElement(name string) bool { return isComponent(name) || isArrangement(name) }

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

// IsNameRune reports whether a rune may stand in the name of a component or
// shortcode.
func IsNameRune(r rune) bool {
	return r == '-' || r == '_' || r == '.' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func isLetterByte(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

// Continue implements [parser.BlockParser].
func (p Parser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*Block)
	line, _ := reader.PeekLine()
	trimmed := bytes.TrimSpace(line)
	switch c.Form {
	case Mark:
		return parser.Close
	case Statement:
		if len(trimmed) == 0 {
			return parser.Close
		}
		return skipLine(reader, line)
	case Remark:
		if !c.opening {
			return parser.Close
		}
		c.opening = !bytes.Contains(trimmed, []byte("*/}"))
		return skipLine(reader, line)
	case Admonition, Tab:
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
func (c *Block) openingLine(reader text.Reader, line, trimmed []byte) parser.State {
	switch {
	case len(trimmed) == 0:
		return parser.Close
	case bytes.HasSuffix(trimmed, []byte("/>")), c.single && bytes.HasSuffix(trimmed, []byte(">")):
		c.Form, c.opening = Mark, false
	case bytes.HasSuffix(trimmed, []byte(">")):
		c.opening = false
	}
	return skipLine(reader, line)
}

// isEnd reports whether a line ends the container.
func (c *Block) isEnd(trimmed []byte) bool {
	if len(trimmed) == 0 || len(trimmed) > maxLine || strings.IndexByte(":<{", trimmed[0]) < 0 {
		return false
	}
	if c.Form == Directive {
		return len(trimmed) >= c.colons && len(bytes.Trim(trimmed, ":")) == 0
	}
	line := string(trimmed)
	if c.Form == Element {
		rest, ok := strings.CutPrefix(line, "</"+c.Name)
		return ok && strings.HasPrefix(strings.TrimLeft(rest, " "), ">")
	}
	if c.tag {
		inside, _ := between(line, "{%", "%}")
		return strings.Trim(inside, " -") == "end"+c.Name
	}
	inside, ok := between(line, "{{<", ">}}")
	if !ok {
		inside, _ = between(line, "{{%", "%}}")
	}
	return strings.ReplaceAll(inside, " ", "") == "/"+c.Name
}

// holdsOpen reports whether a container of the same kind and name is open
// inside this one: the end is that one's.
func holdsOpen(c *Block, pc parser.Context) bool {
	behind := false
	for _, block := range pc.OpenedBlocks() {
		if block.Node == ast.Node(c) {
			behind = true
			continue
		}
		inner, ok := block.Node.(*Block)
		if behind && ok && inner.Form == c.Form && (c.Form == Directive || inner.Name == c.Name && inner.tag == c.tag) {
			return true
		}
	}
	return false
}

// unindent takes from a line as much white space as the first one inside has.
func (c *Block) unindent(reader text.Reader, line []byte, blank bool) parser.State {
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
func (Parser) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements [parser.BlockParser].
func (Parser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements [parser.BlockParser].
func (Parser) CanAcceptIndentedLine() bool { return false }

// endsKey is where the parser's context has the offsets of the last ends of
// components and shortcodes, by their texts.
var endsKey = parser.NewContextKey()

// closes reports whether the end of a component or shortcode stands behind the
// offset.
func closes(c *Block, pc parser.Context, source []byte, offset int) bool {
	ends, _ := pc.Get(endsKey).(map[string]int)
	end := c.end()
	last, known := ends[end]
	switch {
	case known:
	case len(ends) == maxNames:
		return false
	default:
		if ends == nil {
			ends = map[string]int{}
			pc.Set(endsKey, ends)
		}
		last = bytes.LastIndex(source, []byte(end))
		ends[end] = last
	}
	return last >= offset
}

// end returns what the end of a component or shortcode has in it.
func (c *Block) end() string {
	switch {
	case c.Form == Element:
		return "</" + c.Name
	case c.tag:
		return "end" + c.Name
	}
	return "/" + c.Name
}

// In reports whether a page may hold containers: without one of the marks that
// open them there is none, which spares most pages a second look.
func In(body []byte) bool {
	for _, m := range []string{":::", "!!! ", "??? ", "=== ", "{{<", "{{%", "{%", "{:", "<"} {
		if bytes.Contains(body, []byte(m)) {
			return true
		}
	}
	return false
}

package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// tooDeep is what the YAML loader is told at maxFrontDepth. It keeps no more
// of the error than the text.
const tooDeep = "deeper than the limit"

// yamlLimits bound what the YAML loader reads.
var yamlLimits = yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(checkDepth)))

// decodeYAML makes a tree of YAML front matter. Nothing is constructed from
// the nodes, so that no alias is followed and no tag obeyed.
func decodeYAML(m *matter) error {
	loader, err := yaml.NewLoader(bytes.NewReader(m.data), yamlLimits)
	if err != nil {
		return err
	}
	t := yamlTree{matter: m, lines: lineOffsets(m.data), last: new(linePlace)}
	var document, second yaml.Node
	if err := loader.Load(&document); err == io.EOF || err == nil && len(document.Content) == 0 {
		m.root = &value{kind: mapping}
		return nil
	} else if err != nil {
		return t.loadError(err)
	}
	if err := loader.Load(&second); err == nil {
		return t.refuse(&second, "the front matter has a second YAML document", "keep one document between the fences")
	} else if err != io.EOF {
		return t.loadError(err)
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Anchor == "" {
		m.root = &value{kind: mapping}
		return nil
	}
	if root.Kind != yaml.MappingNode {
		return t.refuse(root, "the front matter is not a mapping of keys to values", "write it as lines of the form key: value")
	}
	m.root, err = t.value(root, 0)
	return err
}

func checkDepth(depth int, _ *loaderlimits.DepthContext) error {
	if depth > maxFrontDepth {
		return errors.New(tooDeep)
	}
	return nil
}

// lineOffsets returns where each line begins.
func lineOffsets(data []byte) []int {
	offsets := []int{0}
	for i, b := range data {
		if b == '\n' {
			offsets = append(offsets, i+1)
		}
	}
	return offsets
}

// A yamlTree turns YAML nodes, which know where they begin, into values that
// know where they end too.
type yamlTree struct {
	*matter
	lines []int
	// last is the place that was looked up last. The next one is mostly behind
	// it, perhaps on a line that is very long.
	last *linePlace
}

// A linePlace is an offset with its line and column.
type linePlace struct{ line, column, offset int }

// offset leads from a line and a column, both counted from 1 and the column
// in characters, to an offset in the front matter.
func (t yamlTree) offset(line, column int) int {
	if line < 1 || line > len(t.lines) {
		return len(t.data)
	}
	p := linePlace{line, 1, t.lines[line-1]}
	if t.last.line == line && t.last.column <= column {
		p = *t.last
	}
	for p.column < column && p.offset < len(t.data) && t.data[p.offset] != '\n' {
		_, size := utf8.DecodeRune(t.data[p.offset:])
		p.offset += size
		p.column++
	}
	*t.last = p
	return p.offset
}

// loadError maps the parser's own position to the page.
func (t yamlTree) loadError(err error) error {
	wrong := &syntaxError{
		rule:    ruleInvalidFrontMatter,
		message: "the front matter is not valid YAML",
		help:    "mend the YAML; a value with \": \" or \" #\" in it, or one that begins with a special character, needs quotation marks",
	}
	load, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		wrong.message += ": " + err.Error()
		return wrong
	}
	wrong.message += ": " + load.Message
	wrong.start = t.offset(load.Mark.Line, load.Mark.Column)
	wrong.end = t.wordEnd(wrong.start)
	if load.Message == tooDeep {
		wrong.rule, wrong.end = ruleLimit, wrong.start
		wrong.message = fmt.Sprintf("the front matter nests deeper than the limit of %d", maxFrontDepth)
		wrong.help = "flatten it"
	}
	return wrong
}

// refuse reports a node that front matter must not have.
func (t yamlTree) refuse(n *yaml.Node, message, help string) error {
	start := t.offset(n.Line, n.Column)
	return &syntaxError{
		rule: ruleInvalidFrontMatter, message: message, help: help,
		start: start, end: t.wordEnd(start),
	}
}

// wordEnd returns the end of the word at the offset.
func (t yamlTree) wordEnd(at int) int {
	if i := bytes.IndexAny(t.data[at:], " \t\n"); i >= 0 {
		return at + i
	}
	return len(t.data)
}

// value converts a node. The offset after is where the node before it ended:
// an absent value is there.
func (t yamlTree) value(n *yaml.Node, after int) (*value, error) {
	const help = "write the value out; anchors, aliases and tags are not read in front matter"
	switch {
	case n.Kind == yaml.AliasNode:
		return nil, t.refuse(n, fmt.Sprintf("the front matter has the alias *%s", n.Value), help)
	case n.Anchor != "":
		return nil, t.refuse(n, fmt.Sprintf("the front matter has the anchor &%s", n.Anchor), help)
	case n.Style&yaml.TaggedStyle != 0:
		return nil, t.refuse(n, fmt.Sprintf("the front matter has the tag %s", n.Tag), help)
	case t.hasBareTag(n):
		return nil, t.refuse(n, "the front matter has the tag !", help)
	case n.Kind == yaml.MappingNode:
		return t.mapping(n)
	case n.Kind == yaml.SequenceNode:
		return t.sequence(n)
	}
	return t.scalar(n, after), nil
}

// hasBareTag reports whether a node has the tag "!", which leaves no trace in it
// but where it begins.
func (t yamlTree) hasBareTag(n *yaml.Node) bool {
	at := t.offset(n.Line, n.Column)
	return at < len(t.data) && t.data[at] == '!'
}

func (t yamlTree) mapping(n *yaml.Node) (*value, error) {
	v := &value{kind: mapping}
	start := t.offset(n.Line, n.Column)
	end := start
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, err := t.value(n.Content[i], end)
		if err != nil {
			return nil, err
		}
		val, err := t.value(n.Content[i+1], key.at.End-t.start)
		if err != nil {
			return nil, err
		}
		v.entries = append(v.entries, entry{catalog.Text{Value: key.text, At: key.at}, val})
		end = val.at.End - t.start
	}
	v.at = t.collection(n, start, end)
	if n.Style&yaml.FlowStyle == 0 {
		v.insert, v.indent = t.below(start, end)
	}
	return v, nil
}

func (t yamlTree) sequence(n *yaml.Node) (*value, error) {
	v := &value{kind: sequence}
	start := t.offset(n.Line, n.Column)
	end := start
	for _, c := range n.Content {
		item, err := t.value(c, end)
		if err != nil {
			return nil, err
		}
		v.items = append(v.items, item)
		end = item.at.End - t.start
	}
	v.at = t.collection(n, start, end)
	return v, nil
}

// collection returns the place of a collection whose last child ends at end:
// one in flow style ends with a bracket, if it begins with one.
func (t yamlTree) collection(n *yaml.Node, start, end int) diag.Span {
	if n.Style&yaml.FlowStyle != 0 && start < len(t.data) && (t.data[start] == '{' || t.data[start] == '[') {
		if i := bytes.IndexAny(t.data[end:], "}]"); i >= 0 {
			end += i + 1
		}
	}
	return t.span(start, end)
}

// below returns the place behind the line of the last entry of a mapping,
// and how far its first entry is indented.
func (t yamlTree) below(start, end int) (insert diag.Span, indent string) {
	line := bytes.LastIndexByte(t.data[:start], '\n') + 1
	next := end + lineLength(t.data[end:])
	return t.span(next, next), string(t.data[line:start])
}

func (t yamlTree) scalar(n *yaml.Node, after int) *value {
	v := &value{kind: scalar, text: n.Value}
	start := t.offset(n.Line, n.Column)
	if n.Value == "" && n.Tag == "!!null" {
		v.null = true
		v.at = t.span(after, after)
		if i := bytes.IndexByte(t.data[min(after, start):start], ':'); i >= 0 {
			v.at = t.span(after+i+1, after+i+1)
		}
		return v
	}
	v.null = n.Tag == "!!null"
	v.quoted = n.Style != 0
	v.at = t.span(start, t.scalarEnd(n, start))
	return v
}

// scalarEnd finds the end of a scalar, which the node does not tell.
func (t yamlTree) scalarEnd(n *yaml.Node, start int) int {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return t.quoteEnd(start, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return t.quoteEnd(start, '\'', '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return t.textEnd(start+lineLength(t.data[start:]), n.Value)
	}
	return t.textEnd(start, n.Value)
}

// quoteEnd returns the offset behind the closing quotation mark. An escape
// that is the mark itself escapes only another one.
func (t yamlTree) quoteEnd(start int, mark, escape byte) int {
	for i := start + 1; i < len(t.data); i++ {
		switch {
		case t.data[i] == escape && (escape != mark || i+1 < len(t.data) && t.data[i+1] == mark):
			i++
		case t.data[i] == mark:
			return i + 1
		}
	}
	return len(t.data)
}

// textEnd returns the offset behind a text that may be folded over lines:
// the characters that are not white space are the same ones.
func (t yamlTree) textEnd(at int, text string) int {
	end := at
	for i := range len(text) {
		if isSpace(text[i]) {
			continue
		}
		for at < len(t.data) && isSpace(t.data[at]) {
			at++
		}
		if at == len(t.data) || t.data[at] != text[i] {
			break
		}
		at++
		end = at
	}
	return end
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

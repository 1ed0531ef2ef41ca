package page

import (
	"errors"
	"fmt"

	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// decodeTOML makes a tree of TOML front matter. Only the syntax tree is
// read, in the order of the text, so that tables which open a table anew cost
// no more than others.
func decodeTOML(m *matter) error {
	t := tomlTree{matter: m, root: &value{kind: mapping}}
	t.table = t.root
	t.parser.Reset(m.data)
	for t.parser.NextExpression() {
		if err := t.expression(t.parser.Expression()); err != nil {
			return err
		}
	}
	if err := t.parser.Error(); err != nil {
		return t.parseError(err)
	}
	m.root = t.root
	return nil
}

type tomlTree struct {
	*matter
	parser unstable.Parser
	root   *value
	// table is the table that the last header opened.
	table *value
	// last is the page's offset behind the value that was read last.
	last int
}

func (t *tomlTree) expression(n *unstable.Node) error {
	switch n.Kind {
	case unstable.Table, unstable.ArrayTable:
		keys, err := t.keys(n.Key())
		if err != nil {
			return err
		}
		t.table = t.descend(t.root, keys)
		t.below(t.table, keys[len(keys)-1].At.End)
	case unstable.KeyValue:
		if err := t.keyValue(t.table, n, 0); err != nil {
			return err
		}
		if !t.table.insert.IsZero() {
			t.below(t.table, t.last)
		}
	}
	return nil
}

// below notes that a table takes a further key behind the line of the page's
// offset.
func (t *tomlTree) below(table *value, offset int) {
	at := offset - t.start
	at += lineLength(t.data[at:])
	table.insert = t.span(at, at)
}

// keys returns the parts of a dotted key.
func (t *tomlTree) keys(it unstable.Iterator) ([]catalog.Text, error) {
	var keys []catalog.Text
	for it.Next() {
		n := it.Node()
		keys = append(keys, catalog.Text{Value: string(n.Data), At: t.raw(n)})
		if len(keys) > maxFrontDepth {
			return nil, t.tooDeep(int(n.Raw.Offset))
		}
	}
	return keys, nil
}

// descend returns the table that the keys lead to, which is made where it is
// missing. Where something else stands in the way, the table stands beside
// it, as the second entry of one key.
func (t *tomlTree) descend(table *value, keys []catalog.Text) *value {
	for _, key := range keys {
		e := table.get(key.Value)
		if e == nil || e.value.kind != mapping {
			table.entries = append(table.entries, entry{key, &value{kind: mapping, at: key.At}})
			e = &table.entries[len(table.entries)-1]
		}
		table = e.value
	}
	return table
}

func (t *tomlTree) keyValue(table *value, n *unstable.Node, depth int) error {
	keys, err := t.keys(n.Key())
	if err != nil {
		return err
	}
	last := len(keys) - 1
	v, err := t.value(n.Value(), t.behindEquals(keys[last].At.End-t.start), depth)
	if err != nil {
		return err
	}
	table = t.descend(table, keys[:last])
	table.entries = append(table.entries, entry{keys[last], v})
	return nil
}

// behindEquals returns where the value of a key begins.
func (t *tomlTree) behindEquals(at int) int {
	for at < len(t.data) && (isSpace(t.data[at]) || t.data[at] == '=') {
		at++
	}
	return at
}

// value converts a value. Collections do not know where they are: they begin
// at the offset start, if it is known, and end behind their last child.
func (t *tomlTree) value(n *unstable.Node, start, depth int) (*value, error) {
	if depth > maxFrontDepth {
		return nil, t.tooDeep(start)
	}
	switch n.Kind {
	case unstable.Array:
		return t.collection(&value{kind: sequence}, n, start, depth+1)
	case unstable.InlineTable:
		return t.collection(&value{kind: mapping}, n, start, depth+1)
	}
	v := &value{kind: scalar, text: string(n.Data), quoted: n.Kind == unstable.String, at: t.raw(n)}
	t.last = v.at.End
	return v, nil
}

func (t *tomlTree) collection(v *value, n *unstable.Node, start, depth int) (*value, error) {
	t.last = t.start + start + 1
	for it := n.Children(); it.Next(); {
		switch child := it.Node(); child.Kind {
		case unstable.Comment:
		case unstable.KeyValue:
			if err := t.keyValue(v, child, depth); err != nil {
				return nil, err
			}
		default:
			item, err := t.value(child, t.last-t.start, depth)
			if err != nil {
				return nil, err
			}
			v.items = append(v.items, item)
		}
	}
	t.last += lengthToBracket(t.data[t.last-t.start:])
	v.at = t.span(start, t.last-t.start)
	return v, nil
}

// lengthToBracket returns the length of what ends a collection: white space,
// a comma and the bracket.
func lengthToBracket(data []byte) int {
	for i, b := range data {
		if b == ']' || b == '}' {
			return i + 1
		}
		if !isSpace(b) && b != ',' {
			break
		}
	}
	return 0
}

func (t *tomlTree) raw(n *unstable.Node) diag.Span {
	start := int(n.Raw.Offset)
	return t.span(start, start+int(n.Raw.Length))
}

func (t *tomlTree) tooDeep(at int) error {
	return &syntaxError{
		rule: ruleLimit, help: "flatten it",
		message: fmt.Sprintf("the front matter nests deeper than the limit of %d", maxFrontDepth),
		start:   at, end: at,
	}
}

// parseError maps the parser's own position to the page.
func (t *tomlTree) parseError(err error) error {
	wrong := &syntaxError{
		rule: ruleInvalidFrontMatter, help: "mend the TOML; texts stand in quotation marks there",
		message: "the front matter is not valid TOML: " + err.Error(),
	}
	if parse, ok := errors.AsType[*unstable.ParserError](err); ok {
		at := t.parser.Range(parse.Highlight)
		wrong.message = "the front matter is not valid TOML: " + parse.Message
		wrong.start, wrong.end = int(at.Offset), int(at.Offset+at.Length)
	}
	return wrong
}

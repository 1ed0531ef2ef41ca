package config

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/hcnet/problemgen/generator/diag"
)

// maxDepth bounds nesting; a configuration needs six levels.
const maxDepth = 16

// A reader goes through the nodes of a YAML document and collects what is
// wrong with them. Nothing is constructed from the nodes, so that no alias is
// followed and no tag obeyed.
type reader struct {
	src   *diag.Source
	lines []int // the offset of every line
	found diag.List
}

func newReader(src *diag.Source) *reader {
	r := &reader{src: src, lines: []int{0}}
	for i, b := range src.Text {
		if b == '\n' {
			r.lines = append(r.lines, i+1)
		}
	}
	return r
}

// document returns the mapping that the file is, or nil.
func (r *reader) document() *yaml.Node {
	if !utf8.Valid(r.src.Text) {
		r.invalid(r.badText(), "the file is not UTF-8", "save it as UTF-8")
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(r.src.Text), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		r.syntax(err)
		return nil
	}
	var first, second yaml.Node
	switch err := loader.Load(&first); {
	case errors.Is(err, io.EOF), err == nil && len(first.Content) == 0:
		r.invalid(r.src.Span(0, 0), "the file is empty", "begin with the line version: 1, or remove the file")
		return nil
	case err != nil:
		r.syntax(err)
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		r.invalid(r.start(&second), "the file has a second YAML document", "remove it: one document is read")
		return nil
	case !errors.Is(err, io.EOF):
		r.syntax(err)
		return nil
	}
	root := first.Content[0]
	if root.Kind != yaml.MappingNode {
		r.invalid(r.start(root), "the file is "+unexpected(root)+", not a mapping of keys to values", "begin with the line version: 1")
		return nil
	}
	return root
}

// badText returns the first byte that is not UTF-8.
func (r *reader) badText() diag.Span {
	at := 0
	for text := r.src.Text; ; {
		c, size := utf8.DecodeRune(text)
		if c == utf8.RuneError && size <= 1 {
			return r.src.Span(at, at+size)
		}
		at, text = at+size, text[size:]
	}
}

// syntax reports what the YAML parser says, where it says it.
func (r *reader) syntax(err error) {
	at, message := r.src.Span(0, 0), err.Error()
	if load, ok := errors.AsType[*yaml.LoadError](err); ok {
		start := r.offset(load.Mark.Line, load.Mark.Column)
		at, message = r.src.Span(start, r.wordEnd(start)), load.Message
	}
	r.invalid(at, "this is not valid YAML: "+message,
		"mend it; a value with \": \" or \" #\" in it, or one that begins with a special character, needs quotation marks")
}

func (r *reader) invalid(at diag.Span, message, help string) {
	r.found.Add(finding(at, ruleInvalid, "%s", message).WithHelp("%s", help))
}

// fields are the keys of a mapping with what reads their values.
type fields map[string]func(*yaml.Node)

// mapping reads a mapping of known keys, and reports whether it is one.
func (r *reader) mapping(n *yaml.Node, what string, known fields) bool {
	return r.entries(n, what, func(key text, value *yaml.Node) {
		if read, ok := known[key.value]; ok {
			read(value)
			return
		}
		names := make([]string, 0, len(known))
		for name := range known {
			names = append(names, name)
		}
		slices.Sort(names)
		d := finding(key.at, ruleUnknownKey, "%s has no key %q", what, key.value)
		r.found.Add(suggest(d, key, names).WithHelp("its keys are %s", strings.Join(names, ", ")))
	})
}

// entries goes through a mapping whose keys are names.
func (r *reader) entries(n *yaml.Node, what string, each func(key text, value *yaml.Node)) bool {
	if n.Kind != yaml.MappingNode || !r.plain(n) {
		r.wrongKind(n, what, "a mapping of keys to values")
		return false
	}
	seen := map[string]diag.Span{}
	for pair := range slices.Chunk(n.Content, 2) {
		key, ok := r.scalar(pair[0], "a key of "+what)
		if !ok {
			continue
		}
		if before, again := seen[key.value]; again {
			r.found.Add(finding(key.at, ruleInvalid, "%s has the key %q twice", what, key.value).
				WithNote(before, "the first one is here").WithHelp("keep one of the two"))
			continue
		}
		seen[key.value] = key.at
		each(key, pair[1])
	}
	return true
}

// sequence returns the items of a list.
func (r *reader) sequence(n *yaml.Node, what string) ([]*yaml.Node, bool) {
	if n.Kind != yaml.SequenceNode || !r.plain(n) {
		r.wrongKind(n, what, "a list")
		return nil, false
	}
	return n.Content, true
}

// scalar returns a single value.
func (r *reader) scalar(n *yaml.Node, what string) (text, bool) {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" || !r.plain(n) {
		r.wrongKind(n, what, "a single value")
		return text{}, false
	}
	return text{n.Value, r.span(n)}, true
}

// plain reports whether a node has neither an anchor nor a tag.
func (r *reader) plain(n *yaml.Node) bool {
	return n.Anchor == "" && n.Style&yaml.TaggedStyle == 0
}

func (r *reader) wrongKind(n *yaml.Node, what, want string) {
	is := unexpected(n)
	if !r.plain(n) {
		is = "marked with an anchor or a tag"
	}
	r.found.Add(badValue(r.span(n), "%s is %s; it has to be %s", what, is, want).
		WithHelp("write %s; anchors, aliases and tags are not read", want))
}

// suggest completes a finding with the known word that is meant, if any.
func suggest(d diag.Diagnostic, word text, known []string) diag.Diagnostic {
	if near := diag.Nearest(word.value, known); near != "" {
		d = d.WithLabel("did you mean %q?", near)
	}
	return d
}

// offset leads from a line and a column, both counted from 1 and the column
// in characters, to an offset in the text.
func (r *reader) offset(line, column int) int {
	if line < 1 || line > len(r.lines) {
		return len(r.src.Text)
	}
	at := r.lines[line-1]
	for ; column > 1 && at < len(r.src.Text) && r.src.Text[at] != '\n'; column-- {
		_, size := utf8.DecodeRune(r.src.Text[at:])
		at += size
	}
	return at
}

// start covers the first word of a node.
func (r *reader) start(n *yaml.Node) diag.Span {
	start := r.offset(n.Line, n.Column)
	return r.src.Span(start, r.wordEnd(start))
}

// wordEnd returns the end of the word at the offset, without a key's colon.
func (r *reader) wordEnd(at int) int {
	word := r.src.Text[at:]
	if i := bytes.IndexAny(word, " \t\n"); i >= 0 {
		word = word[:i]
	}
	return at + len(bytes.TrimSuffix(word, []byte(":")))
}

// span covers a scalar that stands on one line, as all of them should, and
// the first word of all else.
func (r *reader) span(n *yaml.Node) diag.Span {
	at := r.offset(n.Line, n.Column)
	line, _, _ := bytes.Cut(r.src.Text[at:], []byte("\n"))
	switch {
	case n.Kind != yaml.ScalarNode:
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return r.src.Span(at, at+quoted(line, '"', '\\'))
	case n.Style&yaml.SingleQuotedStyle != 0:
		return r.src.Span(at, at+quoted(line, '\'', 0))
	case n.Value != "" && bytes.HasPrefix(line, []byte(n.Value)):
		return r.src.Span(at, at+len(n.Value))
	}
	return r.start(n)
}

// quoted returns the length of a quoted scalar. A mark that is doubled, or
// behind the escape, does not end it.
func quoted(line []byte, mark, escape byte) int {
	for i := 1; i < len(line); i++ {
		switch {
		case line[i] == escape && escape != 0:
			i++
		case line[i] == mark && escape == 0 && i+1 < len(line) && line[i+1] == mark:
			i++
		case line[i] == mark:
			return i + 1
		}
	}
	return len(line)
}

// Package document holds JSON documents as trees that keep the order of their
// members, and writes pieces of them as JSON or YAML.
package document

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// An Object is a JSON object. Values are strings, [Number], bool, nil, Object
// and [List].
type Object []Member

// A Member is one member of an object.
type Member struct {
	Name  string
	Value any
}

// A List is a JSON array.
type List []any

// A Number is the exact text of a number.
type Number string

// Add adds a member.
func (o *Object) Add(name string, value any) { *o = append(*o, Member{name, value}) }

// AddText adds a text, unless it is empty.
func (o *Object) AddText(name, text string) {
	if text != "" {
		o.Add(name, text)
	}
}

// AddFlag adds the member, true, where it is set.
func (o *Object) AddFlag(name string, set bool) {
	if set {
		o.Add(name, true)
	}
}

// Get returns the value of a member, or nil.
func (o Object) Get(name string) any {
	for _, m := range o {
		if m.Name == name {
			return m.Value
		}
	}
	return nil
}

// Texts returns texts as a list.
func Texts(texts ...string) List {
	l := make(List, len(texts))
	for i, text := range texts {
		l[i] = text
	}
	return l
}

// A Format is how a document is written.
type Format int

// The formats.
const (
	JSON Format = iota
	YAML
)

// FormatOf returns the format that a file's name asks for.
func FormatOf(file string) (f Format, ok bool) {
	switch {
	case strings.HasSuffix(file, ".json"):
		return JSON, true
	case strings.HasSuffix(file, ".yaml"), strings.HasSuffix(file, ".yml"):
		return YAML, true
	}
	return 0, false
}

// usual is more than most pieces of a document take.
const usual = 4 << 10

// step is what one level is indented by.
const step = "  "

// Members returns the members of an object at some depth in a document, each on
// lines of its own and ended by a line end; in JSON, each has the comma before
// it that divides it from the member above, so there has to be one.
func (f Format) Members(o Object, depth int) ([]byte, error) {
	if f == YAML {
		return yamlMembers(o, depth)
	}
	dst := make([]byte, 0, usual)
	for _, m := range o {
		dst = append(dst, ",\n"...)
		dst = appendIndent(dst, depth)
		var err error
		if dst, err = appendMember(dst, m, depth); err != nil {
			return nil, err
		}
	}
	return dst, nil
}

// Item returns an item of a list at some depth in a JSON document, with the comma
// that divides it from the item above.
func Item(value any, depth int) ([]byte, error) {
	return appendJSON(appendIndent([]byte(",\n"), depth), value, depth)
}

// Document returns a whole document.
func (f Format) Document(o Object) ([]byte, error) {
	if f == YAML {
		return yamlMembers(o, 0)
	}
	b, err := appendJSON(make([]byte, 0, usual), o, 0)
	return append(b, '\n'), err
}

func appendIndent(dst []byte, depth int) []byte {
	for range depth {
		dst = append(dst, step...)
	}
	return dst
}

func appendMember(dst []byte, m Member, depth int) ([]byte, error) {
	dst, err := jsontext.AppendQuote(dst, m.Name)
	if err != nil {
		return nil, err
	}
	return appendJSON(append(dst, ": "...), m.Value, depth)
}

// appendJSON appends a value whose first line is indented already.
func appendJSON(dst []byte, value any, depth int) ([]byte, error) {
	switch v := value.(type) {
	case string:
		return jsontext.AppendQuote(dst, v)
	case Number:
		return append(dst, v...), nil
	case bool:
		if v {
			return append(dst, "true"...), nil
		}
		return append(dst, "false"...), nil
	case Object:
		return appendParts(dst, '{', '}', len(v), depth, func(dst []byte, i int) ([]byte, error) { return appendMember(dst, v[i], depth+1) })
	case List:
		if line, ok := appendLine(dst, v); ok {
			return line, nil
		}
		return appendParts(dst, '[', ']', len(v), depth, func(dst []byte, i int) ([]byte, error) { return appendJSON(dst, v[i], depth+1) })
	}
	return append(dst, "null"...), nil
}

// appendLine appends a list of a few values without parts as one line.
func appendLine(dst []byte, l List) (line []byte, ok bool) {
	line = append(dst, '[')
	for i, v := range l {
		switch v.(type) {
		case Object, List:
			return nil, false
		}
		if i > 0 {
			line = append(line, ", "...)
		}
		var err error
		if line, err = appendJSON(line, v, 0); err != nil || len(line)-len(dst) > longestLine {
			return nil, false
		}
	}
	return append(line, ']'), true
}

// longestLine is how long a list on one line may be.
const longestLine = 100

// appendParts appends the n parts of an object or array.
func appendParts(dst []byte, begin, end byte, n, depth int, part func(dst []byte, i int) ([]byte, error)) ([]byte, error) {
	dst = append(dst, begin)
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendIndent(append(dst, '\n'), depth+1)
		var err error
		if dst, err = part(dst, i); err != nil {
			return nil, err
		}
	}
	if n > 0 {
		dst = appendIndent(append(dst, '\n'), depth)
	}
	return append(dst, end), nil
}

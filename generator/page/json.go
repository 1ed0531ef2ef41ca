package page

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/problem"
)

// A jsonValue is a JSON value at offsets of a code block's text.
type jsonValue struct {
	kind       problem.ValueKind
	text       string
	members    []jsonMember
	elems      []*jsonValue
	start, end int
	// values counts the values of an object that was read whole, itself included.
	values int
}

// A jsonMember is a member; its offsets are the name's, quotation marks
// included.
type jsonMember struct {
	name       string
	start, end int
	value      *jsonValue
}

// readObject reads the JSON object that begins at the offset, and nothing
// behind it. The decoder is used anew. The object may have so many values.
func readObject(decoder *jsontext.Decoder, text []byte, start, values int) (*jsonValue, *jsonFailure) {
	// The decoder reads a buffer of that type in place and does not write.
	decoder.Reset(bytes.NewBuffer(text[start:len(text):len(text)]))
	j := &jsonReader{decoder: decoder, text: text, start: start, left: values}
	v, err := j.value(0)
	if err != nil {
		return nil, j.failure(err)
	}
	v.values = values - j.left
	return v, nil
}

// A jsonFailure is why text does not read as an object, and the offset where
// the reader stopped.
type jsonFailure struct {
	*jsonReader
	err error
	at  int
}

// A jsonReader reads one value. jsontext accepts what RFC 8259 has, without
// the names that stand twice and the surrogates that stand alone.
type jsonReader struct {
	decoder *jsontext.Decoder
	text    []byte
	start   int
	// left counts the values that may still be read.
	left int
	// path is how long the names of the members around the position are.
	path int
	// open is the object that is read, for what is said of names in it.
	open *jsonValue
}

// A limitError says that an example passes a limit.
type limitError struct {
	at            int
	message, help string
}

func (e *limitError) Error() string { return e.message }

func longPath() string {
	return fmt.Sprintf("the member's name, with those of the members around it, is longer than the limit of %d bytes", maxPath)
}

// offset returns where the last token ends.
func (j *jsonReader) offset() int { return j.start + int(j.decoder.InputOffset()) }

// next returns where the next token begins.
func (j *jsonReader) next() int {
	at := j.offset()
	for at < len(j.text) && (isSpace(j.text[at]) || j.text[at] == ',' || j.text[at] == ':') {
		at++
	}
	return at
}

func (j *jsonReader) value(depth int) (*jsonValue, error) {
	start := j.next()
	token, err := j.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	v := &jsonValue{start: start, end: j.offset()}
	if j.left--; j.left < 0 {
		return nil, &limitError{start, fmt.Sprintf("the page's examples have more than %d values", maxValues), "shorten the examples"}
	}
	if depth >= maxJSONDepth && (token.Kind() == '{' || token.Kind() == '[') {
		return nil, &limitError{start, fmt.Sprintf("the example nests deeper than the limit of %d", maxJSONDepth), "flatten the example"}
	}
	switch token.Kind() {
	case 'n':
		v.kind = problem.NullValue
	case 't', 'f':
		v.kind, v.text = problem.BoolValue, token.String()
	case '0':
		v.kind, v.text = problem.NumberValue, token.String()
	case '"':
		v.kind, v.text = problem.StringValue, token.String()
	case '[':
		v.kind = problem.ArrayValue
		err = j.elems(v, depth+1)
	case '{':
		v.kind = problem.ObjectValue
		err = j.members(v, depth+1)
	}
	return v, err
}

func (j *jsonReader) elems(v *jsonValue, depth int) error {
	for j.decoder.PeekKind() != ']' {
		elem, err := j.value(depth)
		if err != nil {
			return err
		}
		v.elems = append(v.elems, elem)
	}
	return j.close(v)
}

func (j *jsonReader) members(v *jsonValue, depth int) error {
	outer := j.open
	for j.decoder.PeekKind() != '}' {
		j.open = v
		start := j.next()
		token, err := j.decoder.ReadToken()
		if err != nil {
			return err
		}
		m := jsonMember{name: token.String(), start: start, end: j.offset()}
		if j.path += len(m.name); j.path > maxPath {
			return &limitError{start, longPath(), "give the members shorter names"}
		}
		if m.value, err = j.value(depth); err != nil {
			return err
		}
		j.path -= len(m.name)
		v.members = append(v.members, m)
	}
	j.open = outer
	return j.close(v)
}

// close reads the bracket that ends a value.
func (j *jsonReader) close(v *jsonValue) error {
	_, err := j.decoder.ReadToken()
	v.end = j.offset()
	return err
}

func (j *jsonReader) failure(err error) *jsonFailure {
	at := len(j.text)
	if limit, ok := errors.AsType[*limitError](err); ok {
		at = limit.at
	} else if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = min(at, j.start+int(syntax.ByteOffset))
	}
	return &jsonFailure{j, err, at}
}

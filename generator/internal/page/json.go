package page

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A jsonObject is a JSON object at offsets of a code block's text.
type jsonObject struct {
	value      *catalog.Value
	start, end int
	// values counts its values, itself included.
	values int
	// text is that of the block as it was read; template tells that the object
	// shows names and types, and no occurrence.
	text     []byte
	template bool
}

// readObject reads the JSON object that begins at the offset, and nothing
// behind it. The decoder is used anew. The object may have so many values.
func (s *sampleReader) readObject(start, values int) (jsonObject, *jsonFailure) {
	return s.readText(relaxed{text: s.text}, start, values)
}

// readText is readObject for a text that may be relaxed.
func (s *sampleReader) readText(r relaxed, start, values int) (jsonObject, *jsonFailure) {
	if s.source == "" {
		s.source = string(s.text)
	}
	// The decoder reads a buffer of that type in place and does not write.
	s.json.decoder.Reset(bytes.NewBuffer(r.text[start:len(r.text):len(r.text)]))
	j := &s.json
	*j = jsonReader{decoder: j.decoder, members: j.members[:0], elems: j.elems[:0],
		text: r.text, source: s.source, places: r.places, place: s.place, start: start, left: values}
	if r.place != nil {
		j.source, j.place = r.source, r.place
	}
	v, err := j.value(0)
	if err != nil {
		failure := j.failure(err)
		failure.back = r.back
		return jsonObject{}, failure
	}
	end := j.offset()
	if r.back != nil {
		end = r.back(end-1) + 1
	}
	return jsonObject{value: v, start: start, end: end, values: values - j.left, text: r.text}, nil
}

// A jsonFailure is why text does not read as an object, and the offset where
// the reader stopped.
type jsonFailure struct {
	*jsonReader
	err error
	at  int
	// dropped are the comments and commas without which the text would read.
	dropped []bounds
	// back leads from offsets of the text to those of the block; nil where they
	// are the same.
	back func(offset int) int
}

// A jsonReader reads one value, and then another. jsontext accepts what RFC 8259 has, without
// the names that stand twice and the surrogates that stand alone.
type jsonReader struct {
	decoder *jsontext.Decoder
	text    []byte
	// source is the same text, which the texts of values are parts of.
	source string
	// places are the texts that only hold a value's place: see relaxed.
	places map[int]int
	// place leads from offsets of the text to the page.
	place func(start, end int) diag.Span
	start int
	// left counts the values that may still be read.
	left int
	// path is how long the names of the members around the position are.
	path int
	// members and elems are those of all objects and arrays that are open, from
	// the outermost to the innermost; the innermost object's begin at open.
	members []catalog.ValueMember
	elems   []*catalog.Value
	open    int
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

func (j *jsonReader) value(depth int) (*catalog.Value, error) {
	start := j.next()
	token, err := j.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	v := &catalog.Value{}
	if j.left--; j.left < 0 {
		return nil, &limitError{start, fmt.Sprintf("the page's examples have more than %d values", maxValues), "shorten the examples"}
	}
	if depth >= maxJSONDepth && (token.Kind() == '{' || token.Kind() == '[') {
		return nil, &limitError{start, fmt.Sprintf("the example nests deeper than the limit of %d", maxJSONDepth), "flatten the example"}
	}
	switch token.Kind() {
	case 'n':
		v.Kind = catalog.NullValue
	case 't', 'f':
		v.Kind, v.Text = catalog.BoolValue, j.source[start:j.offset()]
	case '0':
		v.Kind, v.Text = catalog.NumberValue, j.source[start:j.offset()]
	case '"':
		v.Kind, v.Text = catalog.StringValue, j.stringOf(token, start)
		_, v.Placeholder = j.places[start]
	case '[':
		v.Kind = catalog.ArrayValue
		v.Elems, err = j.readElems(depth + 1)
	case '{':
		v.Kind = catalog.ObjectValue
		v.Members, err = j.readMembers(depth + 1)
	}
	v.At = j.place(start, j.offset())
	return v, err
}

// stringOf returns the text of a string that begins at the offset and was read
// just now. One without an escape reads as it stands.
func (j *jsonReader) stringOf(token jsontext.Token, start int) string {
	if end, isPlace := j.places[start]; isPlace {
		return j.source[start:end]
	}
	text := j.source[start+1 : j.offset()-1]
	if strings.IndexByte(text, '\\') >= 0 {
		return token.String()
	}
	return text
}

// readElems reads an array behind its opening bracket.
func (j *jsonReader) readElems(depth int) ([]*catalog.Value, error) {
	first := len(j.elems)
	for j.decoder.PeekKind() != ']' {
		elem, err := j.value(depth)
		if err != nil {
			return nil, err
		}
		j.elems = append(j.elems, elem)
	}
	elems := append([]*catalog.Value(nil), j.elems[first:]...)
	j.elems = j.elems[:first]
	_, err := j.decoder.ReadToken()
	return elems, err
}

// readMembers reads an object behind its opening bracket.
func (j *jsonReader) readMembers(depth int) ([]catalog.ValueMember, error) {
	outer := j.open
	j.open = len(j.members)
	for j.decoder.PeekKind() != '}' {
		m, err := j.member(depth)
		if err != nil {
			return nil, err
		}
		j.members = append(j.members, m)
	}
	members := append([]catalog.ValueMember(nil), j.members[j.open:]...)
	j.members, j.open = j.members[:j.open], outer
	_, err := j.decoder.ReadToken()
	return members, err
}

// member reads a member's name and value.
func (j *jsonReader) member(depth int) (m catalog.ValueMember, err error) {
	start := j.next()
	token, err := j.decoder.ReadToken()
	if err != nil {
		return m, err
	}
	m.Name, m.NameAt = j.stringOf(token, start), j.place(start, j.offset())
	if j.path += len(m.Name); j.path > maxPath {
		return m, &limitError{start, longPath(), "give the members shorter names"}
	}
	m.Value, err = j.value(depth)
	j.path -= len(m.Name)
	return m, err
}

func (j *jsonReader) failure(err error) *jsonFailure {
	at := len(j.text)
	if limit, ok := errors.AsType[*limitError](err); ok {
		at = limit.at
	} else if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = min(at, j.start+int(syntax.ByteOffset))
	}
	return &jsonFailure{jsonReader: j, err: err, at: at}
}

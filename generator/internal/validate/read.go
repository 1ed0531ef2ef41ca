package validate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A brokenError says why text is no document.
type brokenError struct {
	at            diag.Span
	message, help string
}

func (e *brokenError) Error() string { return e.message }

// A reader reads one document with its places. jsontext accepts what RFC 8259
// has, without the names that stand twice and the surrogates that stand alone.
type reader struct {
	source  *diag.Source
	decoder *jsontext.Decoder
	depth   int
}

// read returns the JSON object that the source holds.
func read(src *diag.Source) (*catalog.Value, error) {
	r := &reader{source: src, decoder: jsontext.NewDecoder(bytes.NewBuffer(src.Text[:len(src.Text):len(src.Text)]))}
	if len(bytes.TrimSpace(src.Text)) == 0 {
		return nil, r.broken(0, "the document is empty", "a problem document is one JSON object")
	}
	start := r.next()
	root, err := r.value()
	if err != nil {
		return nil, r.failure(err)
	}
	if root.Kind != catalog.ObjectValue {
		return nil, r.broken(start, fmt.Sprintf("the document is %s, and no object", root.Kind), "a problem document is one JSON object")
	}
	behind := r.next()
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, r.broken(behind, "the document does not end with its object", "validate one document a file, or one a line with --lines")
	}
	return root, nil
}

// broken returns the error of a document that breaks off at an offset.
func (r *reader) broken(at int, message, help string) error {
	at = min(at, len(r.source.Text))
	return &brokenError{r.source.Span(at, min(at+1, len(r.source.Text))), message, help}
}

// failure puts an error of the decoder into words.
func (r *reader) failure(err error) error {
	if _, ok := errors.AsType[*brokenError](err); ok {
		return err
	}
	at, reason := int(r.decoder.InputOffset()), err.Error()
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		at = int(syntax.ByteOffset)
		reason = syntax.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		at, reason = len(bytes.TrimRight(r.source.Text, " \t\r\n")), "it ends too early"
	}
	return r.broken(at, "the document is not JSON: "+strings.TrimPrefix(reason, "jsontext: "), "JSON is as RFC 8259 has it, with each name once in an object")
}

// next returns where the next token begins.
func (r *reader) next() int {
	at := int(r.decoder.InputOffset())
	for text := r.source.Text; at < len(text) && bytes.IndexByte([]byte(" \t\r\n,:"), text[at]) >= 0; {
		at++
	}
	return at
}

func (r *reader) value() (*catalog.Value, error) {
	start := r.next()
	token, err := r.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	v := &catalog.Value{}
	switch token.Kind() {
	case 't', 'f':
		v.Kind, v.Text = catalog.BoolValue, token.String()
	case '0':
		v.Kind, v.Text = catalog.NumberValue, token.String()
	case '"':
		v.Kind, v.Text = catalog.StringValue, token.String()
	case '[', '{':
		if err := r.inside(v, token.Kind(), start); err != nil {
			return nil, err
		}
	}
	v.At = r.source.Span(start, int(r.decoder.InputOffset()))
	return v, nil
}

// inside reads what an object or array holds.
func (r *reader) inside(v *catalog.Value, bracket jsontext.Kind, start int) error {
	if r.depth++; r.depth > maxDepth {
		return r.broken(start, fmt.Sprintf("the document nests deeper than %d", maxDepth), "flatten the document")
	}
	defer func() { r.depth-- }()
	if bracket == '{' {
		v.Kind = catalog.ObjectValue
		return r.members(v)
	}
	v.Kind = catalog.ArrayValue
	for r.decoder.PeekKind() != ']' {
		e, err := r.value()
		if err != nil {
			return err
		}
		v.Elems = append(v.Elems, e)
	}
	_, err := r.decoder.ReadToken()
	return err
}

func (r *reader) members(v *catalog.Value) error {
	for r.decoder.PeekKind() != '}' {
		name, err := r.value()
		if err != nil {
			return err
		}
		value, err := r.value()
		if err != nil {
			return err
		}
		v.Members = append(v.Members, catalog.ValueMember{Name: name.Text, NameAt: name.At, Value: value})
	}
	_, err := r.decoder.ReadToken()
	return err
}

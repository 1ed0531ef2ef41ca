package problem

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// readXML returns the JSON that a problem in the form of RFC 9457, appendix B,
// stands for. XML has no types: every value without parts is a string there.
func readXML(text string) (string, error) {
	r := xmlReader{Decoder: xml.NewDecoder(strings.NewReader(text))}
	for {
		token, err := r.Token()
		if errors.Is(err, io.EOF) {
			return "", errors.New("invalid XML: no element")
		}
		if err != nil {
			return "", fmt.Errorf("invalid XML: %w", err)
		}
		if start, ok := token.(xml.StartElement); ok {
			return r.document(start)
		}
	}
}

// An xmlReader writes the elements that it reads as JSON.
type xmlReader struct {
	*xml.Decoder
	buf   []byte
	depth int
}

// document reads the outermost element and what follows it.
func (r *xmlReader) document(root xml.StartElement) (string, error) {
	if root.Name.Local != "problem" {
		return "", fmt.Errorf("invalid XML: the element is %q, not a problem", clip(root.Name.Local))
	}
	if err := r.value(true); err != nil {
		return "", fmt.Errorf("invalid XML: %w", err)
	}
	for {
		switch token, err := r.Token(); {
		case errors.Is(err, io.EOF):
			return string(r.buf), nil
		case err != nil:
			return "", fmt.Errorf("invalid XML: %w", err)
		default:
			if _, ok := token.(xml.StartElement); ok {
				return "", errors.New("invalid XML: two elements")
			}
		}
	}
}

// value reads what stands inside an element, up to its end: elements called "i"
// are those of an array, others the members of an object, and text is a string.
// The outermost element is an object, whatever it has.
func (r *xmlReader) value(isObject bool) error {
	if r.depth++; r.depth > maxDepth {
		return errTooDeep
	}
	start := len(r.buf)
	var text strings.Builder
	r.buf = append(r.buf, '{')
	n, isArray := 0, !isObject
	for {
		token, err := r.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.CharData:
			text.Write(token)
		case xml.EndElement:
			r.depth--
			r.end(start, n, isObject, isArray, text.String())
			return nil
		case xml.StartElement:
			isArray = isArray && token.Name.Local == "i"
			if n++; n > 1 {
				r.buf = append(r.buf, ',')
			}
			r.buf = append(appendString(r.buf, memberName(token.Name.Local)), ':')
			if err := r.value(false); err != nil {
				return err
			}
		}
	}
}

// end ends a value that began at start and has n elements inside.
func (r *xmlReader) end(start, n int, isObject, isArray bool, text string) {
	switch {
	case n == 0 && !isObject:
		r.buf = appendString(r.buf[:start], text)
	case isArray:
		r.buf = append(r.buf, '}')
		r.toArray(start)
	default:
		r.buf = append(r.buf, '}')
	}
}

// toArray makes the object that began at start, all of whose members are called
// "i", an array.
func (r *xmlReader) toArray(start int) {
	d := decoder{s: string(r.buf[start:])}
	r.buf = append(r.buf[:start], '[')
	for ok := d.object(); ok && d.member(); {
		if r.buf[len(r.buf)-1] != '[' {
			r.buf = append(r.buf, ',')
		}
		from := d.i
		d.skip()
		r.buf = append(r.buf, d.s[from:d.i]...)
	}
	r.buf = append(r.buf, ']')
}

// memberName undoes what xmlName does to the name of a member.
func memberName(name string) string {
	if name == "_" {
		return ""
	}
	var b strings.Builder
	for name != "" {
		if r, rest, ok := cutEscape(name); ok {
			b.WriteRune(r)
			name = rest
			continue
		}
		_, size := utf8.DecodeRuneInString(name)
		b.WriteString(name[:size])
		name = name[size:]
	}
	return b.String()
}

// cutEscape cuts an escaped character, as in "_x0020_", from the front of a name.
func cutEscape(name string) (r rune, rest string, ok bool) {
	number, ok := strings.CutPrefix(name, "_x")
	if !ok {
		return 0, name, false
	}
	number, rest, ok = strings.Cut(number, "_")
	n, err := strconv.ParseUint(number, 16, 32)
	if !ok || err != nil || len(number) < 4 || !utf8.ValidRune(rune(n)) {
		return 0, name, false
	}
	return rune(n), rest, true
}

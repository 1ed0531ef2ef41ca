package problem

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// documentedHeaders is a problem whose page documents response headers.
type documentedHeaders interface {
	headers(h *headers)
}

// headers writes or reads the response headers that a page documents. Nil and
// empty values are absent; a required header whose value was not set has that of
// the zero value.
type headers struct {
	// fields are the headers; when writing, nil as long as there is none.
	fields http.Header
	mode   mode
	// ok tells that the value that was read last could be.
	ok bool
	// err is the first error of writing.
	err error
}

// write collects the headers that p's page documents.
func (h *headers) write(p Problem) error {
	*h = headers{mode: writing}
	if documented, ok := p.(documentedHeaders); ok {
		documented.headers(h)
	}
	return h.err
}

// responseHeader returns the headers that p's page documents.
func responseHeader(p Problem) (http.Header, error) {
	if OccurrenceOf(p) == nil {
		return nil, nil
	}
	var h headers
	err := h.write(p)
	return h.fields, err
}

// readHeaders sets the headers that p's page documents. What cannot be read is
// absent; [Received] has it as it came.
func readHeaders(p Problem, received http.Header) {
	if documented, ok := p.(documentedHeaders); ok {
		documented.headers(&headers{fields: received, mode: reading})
	}
}

func (h *headers) string(name string, v *string) {
	if h.mode == reading {
		*v = h.get(name)
	} else if *v != "" {
		h.set(name, *v)
	}
}

func (h *headers) integer(name string, v *int64) {
	header(h, name, v, func(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) },
		func(n int64) string { return strconv.FormatInt(n, 10) })
}

func (h *headers) number(name string, v *float64) {
	if h.mode == writing && !isFinite(*v) {
		h.fail(name, errors.New("not a number"))
	}
	header(h, name, v, parseNumber, func(n float64) string { return string(appendNumber(nil, n)) })
}

func (h *headers) bool(name string, v *bool) {
	header(h, name, v, strconv.ParseBool, strconv.FormatBool)
}

// time takes times as HTTP has them (RFC 9110, section 5.6.7).
func (h *headers) time(name string, v *time.Time) {
	header(h, name, v, http.ParseTime, func(t time.Time) string { return t.UTC().Format(http.TimeFormat) })
}

// list takes a list that is parted by commas (RFC 9110, section 5.6.1).
func (h *headers) list(name string, v *[]string) {
	switch {
	case h.mode == reading:
		*v = splitList(h.get(name))
	default:
		h.setList(name, *v)
	}
}

// setList sets a list without its empty elements, which mean nothing, and
// without the space around the others.
func (h *headers) setList(name string, list []string) {
	var elements []string
	for _, element := range list {
		if element = strings.Trim(element, " \t"); element != "" {
			elements = append(elements, element)
		}
	}
	if len(elements) == 0 {
		return
	}
	joined := strings.Join(elements, ", ")
	if !slices.Equal(splitList(joined), elements) {
		h.fail(name, errors.New("an element has a comma"))
	}
	h.set(name, joined)
}

// header takes a value that has a text.
func header[T any](h *headers, name string, v *T, parse func(string) (T, error), format func(T) string) {
	if h.mode == writing {
		h.set(name, format(*v))
		return
	}
	value, err := parse(strings.TrimSpace(h.get(name)))
	if h.ok = err == nil; !h.ok {
		value = *new(T)
	}
	*v = value
}

// optionalHeader takes a value that is absent where it is nil.
func optionalHeader[T any](h *headers, name string, v **T, take func(*headers, string, *T)) {
	if h.mode == writing {
		if *v != nil {
			take(h, name, *v)
		}
		return
	}
	value := new(T)
	if take(h, name, value); !h.ok {
		value = nil
	}
	*v = value
}

func parseNumber(text string) (float64, error) {
	n, err := strconv.ParseFloat(text, 64)
	if err == nil && !isFinite(n) {
		err = strconv.ErrRange
	}
	return n, err
}

// get returns the header's field lines as one (RFC 9110, section 5.3).
func (h *headers) get(name string) string { return strings.Join(h.fields.Values(name), ", ") }

func (h *headers) set(name, value string) {
	if strings.ContainsFunc(value, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		h.fail(name, errors.New("a control character"))
	}
	if h.fields == nil {
		h.fields = make(http.Header)
	}
	h.fields.Set(name, value)
}

func (h *headers) fail(name string, err error) {
	if h.err == nil {
		h.err = fmt.Errorf("header %s: %w", name, err)
	}
}

// splitList returns the elements of a list that is parted by commas, without
// empty ones; commas inside of quotation marks part nothing.
func splitList(text string) []string {
	var list []string
	for text != "" {
		var element string
		element, text = cutUnquoted(text, ',')
		if element = strings.Trim(element, " \t"); element != "" {
			list = append(list, element)
		}
	}
	return list
}

// cutUnquoted cuts text at the first separator that is not inside of quotation
// marks (RFC 9110, section 5.6.4).
func cutUnquoted(text string, separator byte) (before, after string) {
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case c == separator && !quoted:
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

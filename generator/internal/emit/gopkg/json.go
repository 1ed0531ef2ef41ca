package gopkg

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// A jsonWriter writes JSON as the generated encoder does: the bytes of
// [json.Encoder] without HTML escaping.
type jsonWriter struct{ buf []byte }

// begin opens an object or array.
func (w *jsonWriter) begin(bracket byte) { w.buf = append(w.buf, bracket) }

// end closes it.
func (w *jsonWriter) end(bracket byte) { w.buf = append(w.buf, bracket) }

// element goes before each value of an array.
func (w *jsonWriter) element() {
	if last := w.buf[len(w.buf)-1]; last != '{' && last != '[' {
		w.buf = append(w.buf, ',')
	}
}

// member goes before each value of an object.
func (w *jsonWriter) member(name string) {
	w.element()
	w.string(name)
	w.buf = append(w.buf, ':')
}

// raw writes what is JSON already.
func (w *jsonWriter) raw(text string) { w.buf = append(w.buf, text...) }

func (w *jsonWriter) integer(n int64) { w.buf = strconv.AppendInt(w.buf, n, 10) }

func (w *jsonWriter) number(f float64) error {
	text, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("encoding a number: %w", err)
	}
	w.buf = append(w.buf, text...)
	return nil
}

func (w *jsonWriter) string(s string) {
	if !strings.ContainsFunc(s, needsEscape) {
		w.buf = append(append(append(w.buf, '"'), s...), '"')
		return
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) == nil { // a string always encodes
		w.buf = append(w.buf, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
	}
}

// needsEscape may say so of a rune that needs none.
func needsEscape(r rune) bool { return r < ' ' || r >= 0x7f || r == '"' || r == '\\' }

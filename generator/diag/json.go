package diag

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

// The objects that JSON prints. Their keys are promised to readers.
type (
	jsonPlace struct {
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		EndLine   int    `json:"endLine"`
		EndColumn int    `json:"endColumn"`
	}
	jsonFinding struct {
		jsonPlace
		Severity string     `json:"severity"`
		Rule     string     `json:"rule"`
		Message  string     `json:"message"`
		Label    string     `json:"label,omitempty"`
		Subject  string     `json:"subject,omitempty"`
		Notes    []jsonNote `json:"notes,omitempty"`
		Help     []string   `json:"help,omitempty"`
		Fix      *jsonFix   `json:"fix,omitempty"`
	}
	jsonNote struct {
		*jsonPlace
		Message string `json:"message"`
	}
	jsonFix struct {
		Title string     `json:"title"`
		Edits []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		jsonPlace
		New string `json:"new"`
	}
)

// printJSON prints one object a line. Columns count characters from 1; the
// end is the place behind the last character.
func printJSON(b *bufio.Writer, list List) error {
	for _, d := range list {
		line, err := encodeJSON(newJSONFinding(d), "")
		if err != nil {
			return err
		}
		b.Write(line)
	}
	return nil
}

func newJSONFinding(d Diagnostic) jsonFinding {
	f := jsonFinding{
		jsonPlace: newJSONPlace(d.At),
		Severity:  d.Severity.String(),
		Rule:      d.Rule,
		Message:   d.Message,
		Label:     d.Label,
		Subject:   d.Subject,
		Help:      d.Help,
	}
	for _, n := range d.Notes {
		f.Notes = append(f.Notes, newJSONNote(n))
	}
	if d.Fix != nil {
		f.Fix = newJSONFix(*d.Fix)
	}
	return f
}

func newJSONPlace(at Span) jsonPlace {
	start, end := at.Position(), at.end()
	return jsonPlace{start.File, start.Line, start.Column, end.Line, end.Column}
}

func newJSONNote(r Related) jsonNote {
	note := jsonNote{Message: r.Message}
	if !r.At.IsZero() {
		place := newJSONPlace(r.At)
		note.jsonPlace = &place
	}
	return note
}

func newJSONFix(f Fix) *jsonFix {
	fix := &jsonFix{Title: f.Title, Edits: []jsonEdit{}}
	for _, e := range f.Edits {
		fix.Edits = append(fix.Edits, jsonEdit{newJSONPlace(e.At), e.New})
	}
	return fix
}

// JSONLine returns a value as one line of JSON that is safe to show.
func JSONLine(value any) ([]byte, error) { return encodeJSON(value, "") }

// encodeJSON returns the value and an end of line. Characters that could steer
// a terminal are escaped, which changes nothing for a reader of JSON.
func encodeJSON(value any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return escapeHidden(b.Bytes()), nil
}

// escapeHidden escapes the hidden characters in the strings of a JSON text.
// The control characters below U+0020 are escaped already: what is left of
// them is layout.
func escapeHidden(data []byte) []byte {
	hidden := func(r rune) bool { return r >= '\x7f' && isHidden(r) }
	if !bytes.ContainsFunc(data, hidden) {
		return data
	}
	escaped := make([]byte, 0, len(data)+64)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if hidden(r) {
			for _, unit := range utf16.Encode([]rune{r}) {
				escaped = fmt.Appendf(escaped, `\u%04x`, unit)
			}
		} else {
			escaped = append(escaped, data[:size]...)
		}
		data = data[size:]
	}
	return escaped
}

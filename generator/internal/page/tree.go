package page

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// kind tells the values of front matter apart.
type kind int

const (
	scalar kind = iota
	sequence
	mapping
)

// A value is a value in front matter, the same for YAML and TOML.
type value struct {
	kind kind
	// text is a scalar's text, without quotation marks; quoted tells that it
	// had some.
	text   string
	quoted bool
	// null marks a scalar that is absent or null.
	null bool
	// at covers the value as it is written, with quotation marks.
	at      diag.Span
	entries []entry
	items   []*value
	// insert is where a mapping written over several lines takes a further
	// entry, and indent the white space before it.
	insert diag.Span
	indent string
}

// An entry is one entry of a mapping.
type entry struct {
	key   catalog.Text
	value *value
}

// get returns the first entry of that name.
func (v *value) get(name string) *entry {
	for i := range v.entries {
		if v.entries[i].key.Value == name {
			return &v.entries[i]
		}
	}
	return nil
}

// A syntaxError is what is wrong with front matter, at offsets inside it.
type syntaxError struct {
	rule       string
	message    string
	help       string
	start, end int
}

func (e *syntaxError) Error() string { return e.message }

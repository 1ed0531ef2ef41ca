package resolve

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

func TestReadLimits(t *testing.T) {
	for _, test := range []struct {
		kind              catalog.Kind
		word, description string
		want              string
	}{
		{catalog.Integer, "Integer between 1 and 5", "", "from 1 to 5"},
		{catalog.Integer, "integer (1-12)", "", "from 1 to 12"},
		{catalog.Integer, "Integer, 1..5", "", "from 1 to 5"},
		{catalog.Integer, "integer >= 0", "", "at least 0"},
		{catalog.Integer, "integer (min 1, max 1,000)", "", "from 1 to 1000"},
		{catalog.Integer, "positive integer", "", "at least 1"},
		{catalog.Integer, "non-negative integer", "", "at least 0"},
		{catalog.Integer, "integer > 0", "", "at least 1"},
		{catalog.Integer, "Integer", "The row, between 1 and 40.", "from 1 to 40"},
		{catalog.Integer, "Integer", "The number of seats, at most 8.", "at most 8"},
		{catalog.Integer, "Integer", "The number of seats (at least 2, up to 8).", "from 2 to 8"},
		{catalog.Integer, "Integer", "A number less than 10.", "at most 9"},
		{catalog.Number, "Number", "A number less than 10.", ""},
		{catalog.Number, "Number", "How sure it is, from 0 to 1.", "from 0 to 1"},
		{catalog.Number, "Number between -1.5 and 2.25", "", "from -1.5 to 2.25"},
		{catalog.Integer, "Integer", "Seconds to wait; there are at most 30 requests a minute.", ""},
		{catalog.Integer, "Integer", "How many of the 12 seats are free.", ""},
		{catalog.Integer, "int64", "", ""},
		{catalog.String, "String, at most 20 characters", "", "at most 20 characters"},
		{catalog.String, "String", "The name, at most 80 characters.", "at most 80 characters"},
		{catalog.String, "String", "The name; between 2 and 80 characters.", "from 2 to 80 characters"},
		{catalog.String, "String", "Maximum length: 40.", "at most 40 characters"},
		{catalog.String, "String", "Up to 5 tries are allowed.", ""},
		{catalog.String, "string(36)", "", ""},
		{catalog.Array, "Array of strings", "At most 10 entries, each a name.", "at most 10 elements"},
		{catalog.Array, "Array", "The 3 seats.", ""},
		{catalog.Integer, "Integer", "A number from 9 to 5.", "from 9 to 5"},
	} {
		n := &node{typeCell: catalog.Cell{Text: test.word}, description: catalog.Cell{Text: test.description}}
		got := ""
		if limits := n.readLimits(test.kind); limits != nil {
			got = limitText(limits, test.kind)
		}
		if got != test.want {
			t.Errorf("%q, %q: %q, want %q", test.word, test.description, got, test.want)
		}
	}
}

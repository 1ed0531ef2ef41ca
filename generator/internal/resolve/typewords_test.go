package resolve

import (
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// shape spells a type in a few letters: "[]string", "object", "string:uuid", "?"
// for none.
func shape(t *catalog.Type) string {
	if t == nil {
		return "?"
	}
	switch {
	case t.Kind == catalog.Array:
		return "[]" + shape(t.Elem)
	case t.Kind == catalog.Map:
		return "map:" + shape(t.Elem)
	case t.Format != "":
		return "string:" + t.Format
	}
	return [...]string{
		catalog.Any: "any", catalog.String: "string", catalog.Number: "float64", catalog.Integer: "int64",
		catalog.Boolean: "bool", catalog.Time: "time", catalog.Object: "object", catalog.Enum: "enum", catalog.Unsigned: "uint64",
	}[t.Kind]
}

func TestParseTypeWord(t *testing.T) {
	for _, test := range []struct{ word, description, want string }{
		{"URL", "", "string:uri"},
		{"URI reference", "", "string:uri-reference"},
		{"string", "", "string"},
		{"`String`", "", "string"},
		{"Number", "", "float64"},
		{"Integer", "", "int64"},
		{"int", "", "int64"},
		{"Bool", "", "bool"},
		{"Date-time", "", "time"},
		{"RFC 3339", "", "time"},
		{"Timestamp", "", "time"},
		{"Date", "", "string:date"},
		{"UUID", "", "string:uuid"},
		{"Base64", "", "string:byte"},
		{"Any", "", "any"},
		{"Object", "", "object"},
		{"Map<String, Integer>", "", "map:int64"},
		{"Array of strings", "", "[]string"},
		{"Array of integers", "", "[]int64"},
		{"String[]", "", "[]string"},
		{"string [ ]", "", "[]string"},
		{"[]string", "", "[]string"},
		{"Array<String>", "", "[]string"},
		{"List of objects", "", "[]object"},
		{"Array of arrays of numbers", "", "[][]float64"},
		{"Array", "An array of strings, one for each.", "[]string"},
		{"Array", "A list of the objects that failed.", "[]object"},
		{"Array", "Whatever came up.", "[]?"},
		{"String (UUID)", "", "string:uuid"},
		{"String, optional", "", "string optional"},
		{"string or null", "", "string optional nullable"},
		{"integer?", "", "int64 optional nullable"},
		{"Integer (required)", "", "int64 required"},
		{"Array of violation objects", "", "[]object"},
		{"list of non-empty strings", "", "[]string"},
		{"array[string]", "", "[]string"},
		{"array (integer)", "", "[]int64"},
		{"string(36)", "", "string"},
		{"string (date-time)", "", "time"},
		{"String, RFC 3339", "", "time"},
		{"array of string (date-time)", "", "[]time"},
		{"string<uuid>", "", "string:uuid"},
		{"String, at most 20 characters", "", "string"},
		{"String with 2 letters", "", "string"},
		{"Integer between 1 and 5", "", "int64"},
		{"integer >= 0", "", "int64"},
		{"UUID v4", "", "string:uuid"},
		{"ISO 8601 date", "", "string:date"},
		{"ISO 8601 date-time", "", "time"},
		{"JSON Pointer", "", "string:json-pointer"},
		{"JSON object", "", "object"},
		{"positive integer", "", "int64"},
		{"String / URL", "", "string"},
		{"String or Number", "", "any"},
		{"integer | number", "", "float64"},
		{"object or array", "", "any"},
		{"String or Sting", "", "? unknown String or Sting"},
		{"Sting, optional", "", "? optional unknown Sting"},
		{"Violation", "", "? unknown Violation"},
		{"Map of strings", "", "map:string"},
		{"Map", "", "object"},
		{"Map of string to integer", "", "map:int64"},
		{"Map of order lines", "", "map:?"},
		{"map[string]string", "", "map:string"},
		{"map[string][]string", "", "map:[]string"},
		{"Record<string, number>", "", "map:float64"},
		{"Record<string, string[]>", "", "map:[]string"},
		{"dict[str, list[int]]", "", "map:[]int64"},
		{"{ [name: string]: UUID }", "", "map:string:uuid"},
		{"Object mapping names to arrays of strings", "", "map:[]string"},
		{"Object mapping field names to arrays of messages", "", "map:[]?"},
		{"Map of strings, keyed by field", "", "map:string"},
		{"Strings keyed by field", "", "map:string"},
		{"object keyed by field name", "", "map:?"},
		{"object with string values", "", "map:string"},
		{"Map of strings or null", "", "map:string optional nullable"},
		{"Record<string, string | null>", "", "map:any"},
		{"Array<string?>", "", "[]any"},
		{"Map of maps of booleans", "", "map:map:bool"},
		{"Array of maps of strings", "", "[]map:string"},
		{"Object", "Object mapping field names to arrays of messages.", "map:[]?"},
		{"Object", "A map from field names to strings.", "map:string"},
		{"Object", "The messages, keyed by field.", "map:?"},
		{"Object", "The object that the request tried to change.", "object"},
		{"Object with two strings", "", "object"},
		{"object (see below)", "", "object"},
		{"uint64", "", "uint64"},
		{"Email", "", "string:email"},
		{"IPv6 address", "", "string:ipv6"},
		{"IP", "", "string:ip"},
		{"Duration", "", "string:duration"},
		{"Decimal", "", "string:decimal"},
		{"string (format: email)", "", "string:email"},
		{"String, nullable", "", "string optional nullable"},
		{"null | string", "", "string optional nullable"},
		{"Sting", "", "? unknown Sting"},
		{"Array of things", "", "? unknown things"},
		{"", "", "?"},
	} {
		w := parseTypeWord(test.word, test.description)
		got := shape(w.typ)
		for _, note := range []struct {
			holds bool
			text  string
		}{{w.optional, " optional"}, {w.nullable, " nullable"}, {w.required, " required"}, {w.unknown != "", " unknown " + w.unknown}} {
			if note.holds {
				got += note.text
			}
		}
		if got != test.want {
			t.Errorf("%q with %q: %s, want %s", test.word, test.description, got, test.want)
		}
	}
}

func TestSaysOptional(t *testing.T) {
	for text, want := range map[string]bool{
		"The codes, if available.":                 true,
		"Optional. The account.":                   true,
		"May be absent.":                           true,
		"It can be omitted by old servers.":        true,
		"Only present for payments.":               true,
		"Omitted when the ledger is closed.":       true,
		"Set when known.":                          true,
		"Who waived it. May be null.":              true,
		"A number or null.":                        true,
		"It might not be set.":                     true,
		"The fee, if there is one.":                true,
		"Included when the reader is a child.":     true,
		"It is never null.":                        false,
		"Sent when the lock was lost.":             false,
		"The time set when it was ordered.":        false,
		"Not always present.":                      true,
		"The account that pays.":                   false,
		"This is not optional.":                    false,
		"It is never omitted.":                     false,
		"The number of seconds until it is tried.": false,
	} {
		if got := saysOptional(text); got != want {
			t.Errorf("saysOptional(%q) = %t", text, got)
		}
	}
}

func TestParseRequired(t *testing.T) {
	for text, want := range map[string]string{
		"yes": "required", "Yes (always)": "required", "**✓**": "required", "✔️": "required", "M": "required",
		"1": "required", "1..1": "required", "1..n": "required", "Mandatory": "required", "`true`": "required",
		"no": "optional", "No, only for payments": "optional", "O": "optional", "0..1": "optional", "0..*": "optional",
		"Conditional": "optional", "conditional: see below": "optional", "✗": "optional",
		"": "", "-": "", "see below": "",
	} {
		got := ""
		if required, known := catalog.Presence(text); known {
			got = "optional"
			if required {
				got = "required"
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestIsExact(t *testing.T) {
	for _, test := range []struct {
		kind catalog.Kind
		text string
		want bool
	}{
		{catalog.Number, "0.1", true},
		{catalog.Number, "1.0", true},
		{catalog.Number, "1e3", true},
		{catalog.Number, "-0", true},
		{catalog.Number, "9007199254740992", true},
		{catalog.Number, "9007199254740993", false},
		{catalog.Number, "1e400", false},
		{catalog.Number, "1e-400", false},
		{catalog.Number, "0e-999999999", true},
		{catalog.Number, "0." + strings.Repeat("1", 500), false},
		{catalog.Integer, "9007199254740993", true},
		{catalog.Integer, "9223372036854775808", false},
		{catalog.Integer, "1.5", false},
		{catalog.Integer, "-0", false},
	} {
		if got := isExact(test.kind, test.text); got != test.want {
			t.Errorf("isExact(%v, %.40s) = %t", test.kind, test.text, got)
		}
	}
}

// The look at the words lets pass whatever the expression would find.
func TestMayTellAbsence(t *testing.T) {
	words := strings.Fields("optional optionally if when where for unless available known set there is are one any may can might also be not " +
		"always only or null absent omitted missing left out present included sent returned the")
	for _, a := range words {
		for _, b := range words {
			for _, c := range words {
				if text := a + " " + b + "  " + c; optionalInProse.MatchString(text) && !mayTellAbsence(text) {
					t.Errorf("nothing is seen in %q", text)
				}
			}
		}
	}
}

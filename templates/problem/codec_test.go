package problem

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

type color string

const (
	red  color = "red"
	blue color = "blue"
)

// kinds has a member of each kind that no other test has.
type kinds struct {
	InternalError
	Color   *color
	Colors  []color
	Matrix  [][]string
	Maps    []map[string]json.RawMessage
	Raws    []json.RawMessage
	Times   []time.Time
	Points  []point
	Grid    [][]point
	Origin  *point
	Map     map[string]json.RawMessage
	Integer int64
	Number  float64
	Bool    bool
	Big     uint64
	Named   map[string]point
	Lists   map[string][]color
	Note    *string
	Spans   []int64
}

type point struct{ X, Y int64 }

func (x *point) members(c *codec) {
	c.integer("x", &x.X)
	c.integer("y", &x.Y)
}

func takeColor(c *codec, name string, v *color) { enum(c, name, v, red, blue) }

func (k *kinds) members(c *codec) {
	optionalEnum(c, "color", &k.Color, red, blue)
	array(c, "colors", &k.Colors, takeColor)
	array(c, "matrix", &k.Matrix, func(c *codec, name string, v *[]string) { array(c, name, v, (*codec).string) })
	array(c, "maps", &k.Maps, (*codec).mapping)
	array(c, "raws", &k.Raws, (*codec).any)
	array(c, "times", &k.Times, (*codec).time)
	c.optionalObjects("points", &k.Points)
	array(c, "grid", &k.Grid, func(c *codec, name string, v *[]point) { c.objects(name, v) })
	c.optionalObject("origin", &k.Origin)
	c.mapping("map", &k.Map)
	c.integer("integer", &k.Integer)
	c.number("number", &k.Number)
	c.bool("bool", &k.Bool)
	c.unsigned("big", &k.Big)
	named(c, "named", &k.Named, func(c *codec, name string, v *point) { c.object(name, v) })
	optionalNamed(c, "lists", &k.Lists, func(c *codec, name string, v *[]color) { array(c, name, v, takeColor) })
	if !c.null("note", &k.Note) {
		optional(c, "note", &k.Note, (*codec).string)
	}
	if !c.null("spans", &k.Spans) {
		array(c, "spans", &k.Spans, (*codec).integer)
	}
}

// decodeKinds reads members of kinds.
func decodeKinds(t *testing.T, members string) *kinds {
	t.Helper()
	k := new(kinds)
	if _, err := decode(k, Received{Body: `{"type":"x",` + members + `}`}, 0); err != nil {
		t.Fatalf("%v: %s", err, members)
	}
	return k
}

func TestKinds(t *testing.T) {
	const members = `"color":"blue","colors":["red","blue"],"matrix":[["a"],[],["b","c"]],"maps":[{},{"a":[1]}],` +
		`"raws":[null,{"a":1e400},"x"],"times":["2026-01-02T03:04:05.6-07:00"],"points":[{"x":1,"y":2},{"x":3,"y":4}],"grid":[[],[{"x":5,"y":6}]],"origin":{"x":0,"y":0},` +
		`"map":{"":1},"integer":-9223372036854775808,"number":1e-9,"bool":true,` +
		`"big":18446744073709551615,"named":{"":{"x":7,"y":8},"a\u2028":{"x":0,"y":0}},"lists":{"a":["red"],"b":[]},"note":null,"spans":[1]`
	k := decodeKinds(t, members)
	want := &kinds{
		Color: new(blue), Colors: []color{red, blue}, Matrix: [][]string{{"a"}, {}, {"b", "c"}},
		Maps:   []map[string]json.RawMessage{{}, {"a": json.RawMessage(`[1]`)}},
		Raws:   []json.RawMessage{json.RawMessage(`null`), json.RawMessage(`{"a":1e400}`), json.RawMessage(`"x"`)},
		Times:  []time.Time{time.Date(2026, 1, 2, 3, 4, 5, 6e8, time.FixedZone("", -7*3600))},
		Points: []point{{1, 2}, {3, 4}}, Grid: [][]point{{}, {{5, 6}}}, Origin: new(point), Map: map[string]json.RawMessage{"": json.RawMessage(`1`)},
		Integer: -9223372036854775808, Number: 1e-9, Bool: true,
		Big: 18446744073709551615, Named: map[string]point{"": {7, 8}, "a\u2028": {}}, Lists: map[string][]color{"a": {red}, "b": {}}, Spans: []int64{1},
	}
	want.Occurrence = k.Occurrence
	if !reflect.DeepEqual(k, want) {
		t.Errorf("read as %+v\nwant    %+v", k, want)
	}
	got, err := appendJSON(k, nil)
	const head = `{"type":"https://api.example.com/problems/internal_error","title":"Internal Error","status":500,`
	if err != nil || string(got) != head+members+"}" {
		t.Errorf("written as %s, %v", got, err)
	}
}

func TestForeignValueInAnArray(t *testing.T) {
	for _, k := range []*kinds{{Colors: []color{red, "moon"}}, {Color: new(color(""))}} {
		if _, err := appendJSON(k, nil); err == nil {
			t.Errorf("%+v is encoded", k)
		}
	}
}

// A member of the wrong type is ignored, whatever stands there, and those
// around it are read.
func TestWrongTypes(t *testing.T) {
	values := []string{`null`, `true`, `5`, `1.5`, `1e400`, `"x"`, `[]`, `[5]`, `["x"]`, `[[5]]`, `[{}]`, `[null]`, `{}`, `{"x":"y"}`}
	right := map[string]string{
		"color": `"x"`, "colors": `[] ["x"]`, "matrix": `[]`, "maps": `[] [{}]`,
		"raws": `[] [5] ["x"] [[5]] [{}] [null]`, "times": `[]`, "points": `[] [{}] [{"x":"y"}]`, "grid": `[]`, "origin": `{} {"x":"y"}`, "map": `{} {"x":"y"}`,
		"integer": `5`, "number": `5 1.5`, "bool": `true`, "big": `5`, "named": `{}`, "lists": `{}`,
		"note": `null "x"`, "spans": `null [] [5]`,
	}
	for name, fits := range right {
		for _, value := range values {
			if slices.Contains(strings.Fields(fits), value) {
				continue
			}
			k := decodeKinds(t, `"before":1,"`+name+`":`+value+`,"detail":"kept"`)
			if k.Detail != "kept" || len(k.Extensions) != 1 {
				t.Errorf("%s %s spoils the members around it: %+v", name, value, k)
			}
			k.Occurrence = Occurrence{}
			if !reflect.ValueOf(*k).IsZero() {
				t.Errorf("%s is read from %s: %+v", name, value, k)
			}
		}
	}
}

// What may be null is read as nothing, and of values with one name the last one
// counts, null too.
func TestNull(t *testing.T) {
	if k := decodeKinds(t, `"note":"x","spans":[1],"note":null,"spans":null`); k.Note != nil || k.Spans != nil || k.Extensions != nil {
		t.Errorf("read as %+v", k)
	}
	if k := decodeKinds(t, `"note":null,"note":"x"`); k.Note == nil || *k.Note != "x" {
		t.Errorf("read as %+v", k)
	}
	if got, err := appendJSON(new(kinds), nil); err != nil || !strings.HasSuffix(string(got), `"named":{},"note":null,"spans":null}`) {
		t.Errorf("written as %s, %v", got, err)
	}
}

// Of a map with two values of one name the last one counts; a value of the wrong
// type is kept apart.
func TestNamed(t *testing.T) {
	k := decodeKinds(t, `"named":{"a":{"x":1},"a":{"y":2}},"lists":{"a":["red"],"b":[5]},"big":7`)
	if len(k.Named) != 1 || k.Named["a"] != (point{0, 2}) || len(k.Lists) != 1 || k.Lists["a"][0] != red || k.Big != 7 {
		t.Errorf("read as %+v", k)
	}
}

// The members of an object may come in any order.
func TestOrder(t *testing.T) {
	k := decodeKinds(t, `"bool":true,"x":{"bool":1},"points":[{"y":2,"z":[],"x":1}],"number":2,"integer":1,"color":"red"`)
	if !k.Bool || k.Integer != 1 || k.Number != 2 || *k.Color != red || k.Points[0] != (point{1, 2}) || len(k.Extensions) != 1 {
		t.Errorf("read as %+v", k)
	}
}

// oddNames has members whose names need escapes.
type oddNames struct {
	InternalError
	Quote, Line string
}

func (o *oddNames) members(c *codec) {
	c.string("a\"b", &o.Quote)
	c.string("\u2028", &o.Line)
}

func TestNamesThatNeedEscapes(t *testing.T) {
	standIn := aboutInternalError
	defer func() { aboutInternalError = standIn }()
	aboutInternalError.escapes = true
	got, err := appendJSON(&oddNames{Quote: "q", Line: "l"}, nil)
	if err != nil || !strings.HasSuffix(string(got), `,"a\"b":"q","\u2028":"l"}`) {
		t.Fatalf("written as %s, %v", got, err)
	}
	var back oddNames
	if _, err := decode(&back, Received{Body: string(got)}, 0); err != nil || back.Quote != "q" || back.Line != "l" {
		t.Errorf("read as %+v, %v", back, err)
	}
}

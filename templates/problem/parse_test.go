package problem

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const (
	quotaURI  = `"https://api.example.com/problems/quota_exceeded"`
	importURI = `"https://api.example.com/problems/import_rejected"`
)

// parsed is what Parse returns, without the body as it came.
func parsed(data []byte) (Problem, error) {
	p, err := Parse(data)
	if err == nil {
		OccurrenceOf(p).Received.Body = ""
	}
	return p, err
}

func TestParse(t *testing.T) {
	data, err := fullImport().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := parsed(data)
	if err != nil {
		t.Fatal(err)
	}
	want := fullImport()
	want.Received = &Received{Type: TypeImportRejected, Title: TitleImportRejected, BodyStatus: StatusImportRejected}
	want.Payload, want.Labels["build"] = json.RawMessage(`{"amount":12.50}`), json.RawMessage(`[7,8]`)
	if !reflect.DeepEqual(p, want) {
		t.Errorf("Parse = %+v\nwant    %+v", p, want)
	}
}

func TestParseTypes(t *testing.T) {
	tests := []struct{ name, data, want, uri string }{
		{"first", `{"type":` + quotaURI + `}`, "*problem.QuotaExceeded", TypeQuotaExceeded.Error()},
		{"last", `{"a":{"type":"x"},"unit":"u","type":` + quotaURI + `}`, "*problem.QuotaExceeded", TypeQuotaExceeded.Error()},
		{"escaped", `{"\u0074ype":"https:\/\/api.example.com\/problems\/quota_exceeded"}`, "*problem.QuotaExceeded", TypeQuotaExceeded.Error()},
		{"alias", `{"type":"import_failed"}`, "*problem.ImportRejected", TypeImportRejected.Error()},
		{"unknown", `{"type":"https://example.org/x"}`, "*problem.Unknown", "https://example.org/x"},
		{"absent", `{"unit":"u"}`, "*problem.Unknown", "about:blank"},
		{"no string", `{"type":5}`, "*problem.Unknown", "about:blank"},
		{"empty", `{"type":""}`, "*problem.Unknown", "about:blank"},
		{"case matters", `{"Type":` + quotaURI + `}`, "*problem.Unknown", "about:blank"},
		{"twice", `{"type":` + quotaURI + `,"type":` + importURI + `}`, "*problem.ImportRejected", TypeImportRejected.Error()},
		{"twice, then no string", `{"type":` + quotaURI + `,"type":[]}`, "*problem.QuotaExceeded", TypeQuotaExceeded.Error()},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := Parse([]byte(test.data))
			if err != nil {
				t.Fatal(err)
			}
			if got := reflect.TypeOf(p).String(); got != test.want || p.TypeURI() != test.uri {
				t.Errorf("Parse = %s of type %s, want %s of %s", got, p.TypeURI(), test.want, test.uri)
			}
		})
	}
}

func TestParseUnknownKeepsEveryMember(t *testing.T) {
	const data = `{"type":"https://example.org/x","title":"X","status":418,"detail":"d","instance":"/i",` +
		`"balance":9007199254740993.10,"list":[ 1,null ],"":"empty"}`
	p, err := parsed([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	want := &Unknown{Occurrence: Occurrence{
		Detail: "d", Instance: "/i",
		Extensions: map[string]json.RawMessage{
			"balance": json.RawMessage(`9007199254740993.10`), "list": json.RawMessage(`[ 1,null ]`), "": json.RawMessage(`"empty"`),
		},
		Received: &Received{Type: "https://example.org/x", Title: "X", BodyStatus: 418},
	}}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("Parse = %+v\nwant    %+v", p, want)
	}
	if p.Title() != "X" || p.Status() != 418 {
		t.Errorf("the title is %q, the status %d", p.Title(), p.Status())
	}
}

func TestParseIgnoresWrongTypes(t *testing.T) {
	p, err := parsed([]byte(`{"type":5,"title":{},"status":"500","detail":"x","instance":null,"a":[]}`))
	want := &Unknown{Occurrence: Occurrence{Detail: "x", Extensions: map[string]json.RawMessage{"a": json.RawMessage(`[]`)}, Received: &Received{
		Type: TypeAboutBlank,
		Kept: map[string]json.RawMessage{"/type": json.RawMessage(`5`), "/title": json.RawMessage(`{}`), "/status": json.RawMessage(`"500"`)},
	}}}
	if err != nil || !reflect.DeepEqual(p, want) {
		t.Errorf("Parse = %+v, %v", p, err)
	}
}

// Of members with one name the last one of the right type wins.
func TestParseDuplicates(t *testing.T) {
	p, err := Parse([]byte(`{"type":` + quotaURI + `,"detail":"1","unit":"1","x":1,"detail":"2","unit":"2","x":2,"detail":3,"unit":3,` +
		`"usage":{"storage":["a"]},"usage":{"storage":["b"],"storage":7},"usage":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	q := p.(*QuotaExceeded)
	if q.Detail != "2" || q.Unit != "2" || string(q.Extensions["x"]) != "2" || !reflect.DeepEqual(q.Usage.Storage, []string{"b"}) {
		t.Errorf("Parse = %+v", q)
	}
}

// Members that the page does not document may stand anywhere inside others.
func TestParseUnknownInside(t *testing.T) {
	for _, usage := range []string{`{"x":1}`, `{"storage":["a"],"x":["b",{}]}`, `{"x":{"storage":[]},"storage":["a"]}`} {
		p, err := Parse([]byte(`{"type":` + quotaURI + `,"usage":` + usage + `,"unit":"u"}`))
		if q, ok := p.(*QuotaExceeded); err != nil || !ok || q.Unit != "u" || len(q.Extensions) > 0 ||
			strings.Contains(usage, `"a"`) != (len(q.Usage.Storage) == 1) {
			t.Errorf("%s is read as %+v, %v", usage, p, err)
		}
	}
}

// What stands inside of a documented object has no bearing on what follows it.
func TestParseBehindObjects(t *testing.T) {
	for _, usage := range []string{`{}`, `{"z":1}`, `{"storage":["a"],"z":{"limit":1}}`, `{"z":[],"storage":[]}`, `5`, `[{}]`} {
		for _, rest := range []string{``, `,"x":2`, `,"limit":3`, `,"x":2,"limit":3`, `,"detail":"d","x":2`} {
			p, err := Parse([]byte(`{"type":` + quotaURI + `,"usage":` + usage + rest + `}`))
			if err != nil {
				t.Fatal(err)
			}
			q := p.(*QuotaExceeded)
			if strings.Contains(rest, "x") != (string(q.Extensions["x"]) == "2") || len(q.Extensions) > 1 ||
				strings.Contains(rest, "limit") != (q.Limit == 3) || strings.Contains(rest, "detail") != (q.Detail == "d") {
				t.Errorf("%s%s is read as %+v", usage, rest, q)
			}
		}
	}
}

// So it is with objects: nothing is left of the first.
func TestParseDuplicateObjects(t *testing.T) {
	p, err := Parse([]byte(`{"type":` + quotaURI + `,"usage":{"storage":["a"]},"usage":{}}`))
	if err != nil || p.(*QuotaExceeded).Usage.Storage != nil {
		t.Errorf("Parse = %+v, %v", p, err)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ data, want string }{
		{``, "no object at offset 0"},
		{`null`, "no object"},
		{`[]`, "no object"},
		{`"x"`, "no object"},
		{`<html>`, "no object"},
		{`{`, "no name of a member at offset 1"},
		{`{"a"`, "no colon"},
		{`{"a":`, "no value"},
		{`{"a":1`, "neither a comma nor an end"},
		{`{"a":1,}`, "no name of a member at offset 7"},
		{`{"a":[1,]}`, "no value at offset 8"},
		{`{"a":1 "b":2}`, "neither a comma nor an end"},
		{`{"a":01}`, "no number"},
		{`{"a":-}`, "no number"},
		{`{"a":1.}`, "no number"},
		{`{"a":1e}`, "no number"},
		{`{"a":+1}`, "no value"},
		{`{"a":nul}`, "no value"},
		{`{"a":"`, "a string without an end"},
		{`{"a":"\`, "a string without an end"},
		{`{"a":"\u12`, "a string without an end"},
		{`{"a":"\u12g4"}`, "an unknown escape"},
		{`{"a":"\x"}`, "an unknown escape"},
		{"{\"a\":\"\n\"}", "a control character"},
		{`{} x`, "something behind the object at offset 3"},
		{"{}\x00", "something behind the object"},
		{`{"a":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`, "nested too deep"},
		{`{"a":` + strings.Repeat("[", 1<<20), "nested too deep"},
	}
	for _, test := range tests {
		p, err := Parse([]byte(test.data))
		if p != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Parse(%.40q) = %v, %v, want %q", test.data, p, err, test.want)
		}
	}
}

// A document cut off anywhere is an error.
func TestParseTruncated(t *testing.T) {
	data, err := fullImport().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if p, err := Parse(data[:n]); err == nil {
			t.Errorf("%s is read as %v", data[:n], p)
		}
	}
}

func TestParseStrings(t *testing.T) {
	tests := []struct{ json, want string }{
		{`plain`, "plain"},
		{`\"\\\/\b\f\n\r\t`, "\"\\/\b\f\n\r\t"},
		{`\u00e9\u20AC`, "é€"},
		{`\ud83d\ude00`, "😀"},
		{`\ud83d`, "\uFFFD"},
		{`\ude00\ud83d x`, "\uFFFD\uFFFD x"},
		{`\ud83d\u0041`, "\uFFFDA"},
		{"a\xffb", "a\uFFFDb"},
		{"long enough for more than eight at a time: é, \xe2\x82", "long enough for more than eight at a time: é, \uFFFD"},
	}
	for _, test := range tests {
		p, err := Parse([]byte(`{"detail":"` + test.json + `"}`))
		if err != nil || OccurrenceOf(p).Detail != test.want {
			t.Errorf("%q is read as %v, %v", test.json, p, err)
		}
	}
}

// Whether a document is UTF-8 is looked at from the first byte on that is not
// ASCII, wherever that is.
func TestParseReplacesWhatIsNotUTF8(t *testing.T) {
	for _, members := range []string{
		"\"unit\":\"\xff\"", "\"unit\":\"a\\n\xff\"", "\"unit\":\"é\xff\xfe\"", "\"x\":{\"\xff\":\"\xe2\x82\"}", "\"x\":[\"a\",\"\xc3\"]",
		"\"\xff\":1", "\"detail\":\"\xff\",\"x\":\"\xfe\"", "\"usage\":{\"storage\":[\"\xff\",1]}", "\"limit\":\"\xff\"",
	} {
		data := []byte(`{"type":` + quotaURI + `,` + members + `,"unit":"` + "\xed\xa0" + `"}`)
		got, gotErr := parsed(data)
		want, wantErr := parsed(bytes.ToValidUTF8(data, []byte("\uFFFD")))
		if gotErr != nil || wantErr != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is read as\n%+v, %v\nwant %+v, %v", members, got, gotErr, want, wantErr)
		}
	}
}

// The problem does not change with the bytes that it was read from.
func TestParseCopies(t *testing.T) {
	data := []byte(`{"type":` + quotaURI + `,"unit":"calls","x":"y"}`)
	p, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	clear(data)
	q := p.(*QuotaExceeded)
	if q.Unit != "calls" || string(q.Extensions["x"]) != `"y"` {
		t.Errorf("Parse = %+v", q)
	}
}

func TestUnmarshalJSON(t *testing.T) {
	q := &QuotaExceeded{Occurrence: Occurrence{Detail: "old", Cause: TypeAboutBlank}, Unit: "old"}
	if err := json.Unmarshal([]byte(`{"type":`+quotaURI+`,"limit":7}`), q); err != nil {
		t.Fatal(err)
	}
	want := &QuotaExceeded{Occurrence: Occurrence{Received: &Received{Type: TypeQuotaExceeded}}, Unit: "old", Limit: 7}
	want.Received.Body = q.Received.Body
	if !reflect.DeepEqual(q, want) {
		t.Errorf("read as %+v", q)
	}
	if err := q.UnmarshalJSON([]byte(` null `)); err != nil || q.Limit != 7 {
		t.Errorf("null: %+v, %v", q, err)
	}
	for _, data := range []string{`{}`, `{"type":` + importURI + `}`, `[]`} {
		if err := q.UnmarshalJSON([]byte(data)); err == nil {
			t.Errorf("%s is read as %+v", data, q)
		}
	}
	if err := (*QuotaExceeded)(nil).UnmarshalJSON([]byte(`{"type":` + quotaURI + `}`)); err == nil {
		t.Error("a nil pointer is read into")
	}
	var u Unknown
	if err := json.Unmarshal([]byte(`{"type":"x","a":1}`), &u); err != nil || u.TypeURI() != "x" || len(u.Extensions) != 1 {
		t.Errorf("Unknown is read as %+v, %v", u, err)
	}
}

func TestParseAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("pools forget at random")
	}
	data, err := fullQuota().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := testing.AllocsPerRun(100, func() {
		if _, err := Parse(data); err != nil {
			t.Error(err)
		}
	})
	if n > 4 { // the text, the problem, Received, the array
		t.Errorf("%v allocations", n)
	}
}

// Nothing is accepted that json.Valid rejects; of what is not, only what has
// good reason: it is no object, or nested too deep.
func FuzzParse(f *testing.F) {
	for _, p := range []Problem{fullImport(), fullQuota(), &Unknown{}} {
		data, err := p.AppendJSON(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		for _, more := range []string{`"type":"about:blank"`, `"type":5,"title":"x"`, `"status":500,"status":"x"`, ``} {
			f.Add(append(bytes.TrimSuffix(data, []byte("}")), ","+more+"}"...))
		}
	}
	goldens, err := filepath.Glob("../../gen/problems/testdata/*.golden.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range goldens {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(`{"type":` + importURI + `,"errors":[{"pointer":1},2],"source":{"file":"\ud800\u0000","lines":1e3},"score":1E400,"tags":[null]}`))
	f.Add([]byte(" {\"a\":\t[true,false,null,-0.0e+1,{\"b\":[[]]}]\r\n} "))
	f.Add([]byte("{\"\xff\":\"\xff\"}"))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parsed(data)
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if !json.Valid(data) {
			if err == nil {
				t.Fatalf("%q is read as %v", data, p)
			}
			return
		}
		if err != nil {
			if isObject := bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")); isObject && !strings.Contains(err.Error(), "nested too deep") {
				t.Fatalf("%q: %v", data, err)
			}
			return
		}
		// White space in front keeps the head from being recognised.
		if read, err := parsed(append([]byte(" "), data...)); err != nil || !reflect.DeepEqual(p, read) {
			t.Fatalf("%q is read as %#v, and behind a blank as %#v, %v", data, p, read, err)
		}
		encoded, err := p.AppendJSON(nil)
		if err != nil {
			return // a status that is none
		}
		if !json.Valid(encoded) {
			t.Fatalf("%q encodes as %q", data, encoded)
		}
		roundTrip(t, encoded)
	})
}

// What begins as this package writes it is read like any other document.
func TestParseOwnHead(t *testing.T) {
	head := aboutQuotaExceeded.head
	spaced := strings.Replace(head, ":", ": ", 1)
	for _, rest := range []string{
		``, `}`, ` }`, `,}`, `,"unit":"u"}`, `,"unit":"u"`, `,"unit":"u"} x`, `0,"unit":"u"}`, `.5,"unit":"u"}`, ` ,"unit":"u"}`,
		`,"status":400,"title":"T","unit":"u"}`, `,"type":"about:blank","unit":"u"}`, `,"type":"` + string(TypeInternalError) + `"}`,
		`,"type":7}`, `,"detail":"` + "\xff\xc3" + `","x` + "\xff" + `":[1, {"y":2}]}`, `,"unit":"u"}}`, `]`,
		`,"a":` + strings.Repeat("[", 63) + strings.Repeat("]", 63) + `}`, `,"a":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + `}`,
	} {
		got, gotErr := parsed([]byte(head + rest))
		want, wantErr := parsed([]byte(spaced + rest))
		if !reflect.DeepEqual(got, want) || (gotErr == nil) != (wantErr == nil) {
			t.Errorf("%s\n got %+v, %v\nwant %+v, %v", rest, got, gotErr, want, wantErr)
		}
	}
}

package problem

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// kept returns what a received problem has that could not be typed, a line each.
func kept(p Problem) string {
	var lines []string
	r := OccurrenceOf(p).Received
	for _, pointer := range slices.Sorted(maps.Keys(r.Kept)) {
		lines = append(lines, pointer+" "+string(r.Kept[pointer]))
	}
	return strings.Join(lines, "\n")
}

// Whatever has no place in a problem's fields is kept, and written again where it
// was at the top.
func TestNothingReceivedIsLost(t *testing.T) {
	tests := []struct{ name, members, kept, again string }{
		{"wrong type", `"limit":"abc","unit":5,"usage":[]`, "/limit \"abc\"\n/unit 5\n/usage []", `"limit":"abc","unit":5,"usage":[]`},
		{"bad elements", `"limit":1,"unit":"u","usage":{"storage":["a",7,"b",null]}`, "/usage/storage/1 7\n/usage/storage/3 null", `"limit":1,"unit":"u","usage":{"storage":["a","b"]}`},
		{"bad elements only", `"limit":1,"unit":"u","usage":{"storage":[7,8]}`, "/usage/storage [7,8]", `"limit":1,"unit":"u","usage":{"storage":[]}`},
		{"inside of an object", `"limit":1,"unit":"u","usage":{"storage":[],"a/b~c":{"x":1},"":2}`, "/usage/ 2\n/usage/a~1b~0c {\"x\":1}", `"limit":1,"unit":"u","usage":{"storage":[]}`},
		{"null", `"limit":null,"unit":"u","usage":{"storage":null}`, "", `"unit":"u","usage":{}`},
		{"absent", `"unit":"u"`, "", `"unit":"u"`},
		{"absent, empty elsewhere", `"unit":"","usage":{}`, "", `"unit":"","usage":{}`},
		{"too large", `"limit":1e400,"unit":"u"`, "/limit 1e400", `"limit":1e400,"unit":"u"`},
		{"RFC members", `"detail":7,"instance":{},"limit":1,"unit":"u","usage":{"storage":[]}`, "/detail 7\n/instance {}", `"limit":1,"unit":"u","usage":{"storage":[]}`},
		{"twice", `"limit":1,"unit":"u","usage":{"x":1,"storage":[5]},"usage":{"storage":["a"]}`, "", `"limit":1,"unit":"u","usage":{"storage":["a"]}`},
		{"twice, then bad", `"limit":1,"unit":"u","usage":{"storage":["a"]},"usage":5`, "/usage 5", `"limit":1,"unit":"u","usage":{"storage":["a"]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, blank := range []string{"", " "} { // own and foreign
				p, err := Parse([]byte(blank + aboutQuotaExceeded.head + "," + test.members + "}"))
				if err != nil {
					t.Fatal(err)
				}
				if got := kept(p); got != test.kept {
					t.Errorf("kept\n%s\nwant\n%s", got, test.kept)
				}
				want := aboutQuotaExceeded.head + "," + test.again + "}"
				if got, err := p.AppendJSON(nil); err != nil || string(got) != want {
					t.Errorf("written as %s, %v\nwant %s", got, err, want)
				}
			}
		})
	}
}

// What is set later is written in place of what was received.
func TestKeptGivesWay(t *testing.T) {
	p, err := Parse([]byte(aboutQuotaExceeded.head + `,"limit":"abc","unit":"u"}`))
	if err != nil {
		t.Fatal(err)
	}
	q := p.(*QuotaExceeded)
	q.Limit, q.Usage.Storage = 7, []string{"a"}
	if got, err := p.AppendJSON(nil); err != nil || string(got) != aboutQuotaExceeded.head+`,"limit":7,"unit":"u","usage":{"storage":["a"]}}` {
		t.Errorf("written as %s, %v", got, err)
	}
	if q.Received = nil; q.Status() != 429 {
		t.Errorf("it is %v", q)
	}
	if w := serve(&quiet, q); w.Code != 429 {
		t.Errorf("re-issued it is %d %s", w.Code, w.Body)
	}
}

// What is kept is bounded, and so is its path.
func TestKeptIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&b, `,"x%d":%d`, i, i)
	}
	p, err := Parse([]byte(aboutQuotaExceeded.head + `,"usage":{"storage":[]` + b.String() + `}}`))
	if err != nil || len(OccurrenceOf(p).Received.Kept) != maxKept {
		t.Errorf("%d values are kept, %v", len(OccurrenceOf(p).Received.Kept), err)
	}
}

func TestKeptOfEveryKind(t *testing.T) {
	k := decodeKinds(t, `"points":[{"x":1,"z":2},5,{"x":"a"}],"grid":[[{"x":1}],7,[8,{"y":9}]],"named":{"a":{"x":1,"q":1},"b":5},"lists":{"a":["red",1]},`+
		`"origin":{"x":1.5},"maps":[{"a":1},2],"raws":[null,1],"note":5,"spans":[1,"x"],"color":7`)
	want := `/color 7
/grid/1 7
/grid/2/0 8
/lists/a/1 1
/maps/1 2
/named/a/q 1
/named/b 5
/note 5
/origin/x 1.5
/points/0/z 2
/points/1 5
/points/2/x "a"
/spans/1 "x"`
	if got := kept(k); got != want {
		t.Errorf("kept\n%s\nwant\n%s", got, want)
	}
	if len(k.Points) != 2 || len(k.Grid) != 2 || len(k.Grid[1]) != 1 || len(k.Named) != 1 || len(k.Maps) != 1 || len(k.Raws) != 2 || k.Color != nil {
		t.Errorf("read as %+v", k)
	}
}

func TestMissing(t *testing.T) {
	tests := []struct {
		body string
		want []string
	}{
		{aboutQuotaExceeded.head + `,"limit":0,"unit":"","usage":{"storage":[]}}`, nil},
		{aboutQuotaExceeded.head + `,"unit":null,"usage":{}}`, []string{"/usage/storage", "/limit", "/unit"}},
		{aboutQuotaExceeded.head + `,"limit":"wrong"}`, []string{"/unit", "/usage"}},
		{`{"type":` + importURI + `,"import":"x","errors":[{"pointer":""},{}],"source":{"checksum":{"value":""},"proxy":{}},"started_at":"x"}`,
			[]string{"/errors/1/pointer", "/source/checksum/algorithm", "/source/proxy/host", "/source/file", "/reason"}},
		{`{"type":"https://x.example/y"}`, nil},
		{`{"type":"` + string(TypeInternalError) + `"}`, nil},
	}
	for _, test := range tests {
		p, err := Parse([]byte(test.body))
		if err != nil {
			t.Fatal(err)
		}
		if got := Missing(p); !sameSet(got, test.want) {
			t.Errorf("%s lacks %q, want %q", test.body, got, test.want)
		}
	}
	for _, p := range []Problem{nil, fullQuota(), (*QuotaExceeded)(nil), new(QuotaExceeded), &Unknown{}, struct{ Problem }{}} {
		if got := Missing(p); got != nil {
			t.Errorf("%T lacks %q", p, got)
		}
	}
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func TestWholeNumbers(t *testing.T) {
	for text, want := range map[string]any{
		"30.0": int64(30), "1e3": int64(1000), "1.5E1": int64(15), "-0.0": int64(0), "0e99999999": int64(0), "12300e-2": int64(123), "1.20e1": int64(12),
		"9223372036854775807.0": int64(math.MaxInt64), "-9.223372036854775808e18": int64(math.MinInt64),
		"1.5": nil, "1e-1": nil, "1e19": nil, "1e999999999999999999999": nil, "123e-4": nil, "0.5e0": nil, "1e20": nil,
	} {
		q := new(QuotaExceeded)
		if err := q.UnmarshalJSON([]byte(aboutQuotaExceeded.head + `,"limit":` + text + `}`)); err != nil {
			t.Fatal(err)
		}
		if _, isKept := q.Received.Kept["/limit"]; want == nil && (q.Limit != 0 || !isKept) || want != nil && (q.Limit != want || isKept) {
			t.Errorf("%s is read as %d, kept %t", text, q.Limit, isKept)
		}
	}
	if k := decodeKinds(t, `"big":1.8446744073709551615e19`); k.Big != math.MaxUint64 {
		t.Errorf("read as %d", k.Big)
	}
	p, err := Parse([]byte(`{"status":404.0}`))
	if err != nil || p.Status() != 404 {
		t.Errorf("the status is %v, %v", p, err)
	}
}

// What is written as XML is read from it, but for the types that XML has not.
func TestXMLRoundTrip(t *testing.T) {
	imported := fullImport()
	imported.Tags = []string{"a", "<b>", "", " c "}
	imported.Labels = map[string]json.RawMessage{"a b": json.RawMessage(`"x"`), "": json.RawMessage(`"y"`), "_x0020_": json.RawMessage(`"z"`), "i": json.RawMessage(`"i"`)}
	imported.Payload = json.RawMessage(`["i",{"a":"b"}]`)
	imported.Source.File = ""
	empty := fullImport()
	empty.Errors, empty.Tags, empty.Labels, empty.Payload = []ImportRejectedErrorsItem{}, nil, nil, nil
	for _, p := range []Problem{imported, empty, fullQuota(), NewInternalError(), NewLoginRequired([]string{"a"}, 5, "Bearer", WithStatus(403))} {
		server := httptest.NewServer(Handler(func(http.ResponseWriter, *http.Request) error { return p }))
		r := request(t, server.URL)
		r.Header.Set("Accept", "application/problem+xml")
		_, err := Do(r)
		server.Close()
		got, ok := err.(Problem)
		if !ok {
			t.Fatal(err)
		}
		if received := OccurrenceOf(got).Received; received.Kept != nil || received.BodyStatus != p.Status() || !strings.HasPrefix(received.Body, "<?xml") {
			t.Errorf("received as %+v", received)
		}
		if missing := Missing(got); missing != nil {
			t.Errorf("it lacks %q", missing)
		}
		if OccurrenceOf(got).Received = nil; !reflect.DeepEqual(got, p) {
			t.Errorf("received\n%+v\nwant\n%+v", got, p)
		}
	}
}

func TestReadXML(t *testing.T) {
	tests := []struct{ text, want string }{
		{`<problem/>`, `{}`},
		{"<?xml version=\"1.0\"?>\n<!-- c --><problem xmlns=\"urn:ietf:rfc:7807\">\n <a> x </a>\n <b><i>1</i><i/></b>\n <c><i>1</i><j>2</j></c></problem>\n", `{"a":" x ","b":["1",""],"c":{"i":"1","j":"2"}}`},
		{`<problem><i>1</i></problem>`, `{"i":"1"}`},
		{`<problem>text</problem>`, `{}`},
		{`<p:problem xmlns:p="urn:ietf:rfc:7807"><p:_x0031_>&lt;&#xD;</p:_x0031_><_/></p:problem>`, `{"1":"<\r","":""}`},
		{`<problem><_x00></_x00><_xD800_/></problem>`, `{"_x00":"","_xD800_":""}`},
		{`<other/>`, ""}, {``, ""}, {`{}`, ""}, {`<problem>`, ""}, {`<problem/><problem/>`, ""}, {`<problem/>&`, ""}, {`<problem>&x;</problem>`, ""},
		{strings.Repeat("<problem>", 100), ""},
		{"<problem>" + strings.Repeat("<a>", 63) + strings.Repeat("</a>", 63) + "</problem>", "{" + strings.Repeat(`"a":{`, 62) + `"a":""` + strings.Repeat("}", 63)},
		{"<problem>" + strings.Repeat("<a>", 64) + strings.Repeat("</a>", 64) + "</problem>", ""},
	}
	for _, test := range tests {
		got, err := readXML(test.text)
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s is read as %s, %v", test.text, got, err)
		}
	}
}

func FuzzReadXML(f *testing.F) {
	for _, p := range []Problem{fullImport(), fullQuota()} {
		data, err := p.AppendJSON(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(appendXML(nil, string(data))))
	}
	f.Add("<problem><i/><a><i>&#x20;</i></a></problem>")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := readXML(text)
		if err == nil && !json.Valid([]byte(got)) {
			t.Errorf("%q is read as %q", text, got)
		}
		if p, err := parseXML([]byte(text), nil); err == nil {
			if _, err := p.AppendJSON(nil); err != nil && validStatus(p.Status()) {
				t.Errorf("%q cannot be written: %v", text, err)
			}
		}
	})
}

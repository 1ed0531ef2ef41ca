package validate

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// shop is a validator of one problem type with a member of every kind, and of one
// without members.
func shop() *Validator {
	member := func(name string, required bool, t catalog.Type) *catalog.Member {
		return &catalog.Member{Name: name, Path: name, Required: required, Type: &t}
	}
	text := &catalog.Type{Kind: catalog.String}
	reason := &catalog.Type{Kind: catalog.Object, Members: []*catalog.Member{
		{Name: "pointer", Path: "reasons[].pointer", Required: true, Type: text},
		{Name: "hint", Path: "reasons[].hint", Type: text},
	}}
	rejected := &catalog.Problem{
		Name: "order_rejected", Page: "order-rejected.md", Aliases: []string{"https://shop.example/problems/rejected"},
		Type: catalog.Fact[string]{Value: "https://shop.example/problems/order_rejected"}, Title: catalog.Fact[string]{Value: "Order Rejected"},
		Status: catalog.Fact[int]{Value: 422}, Statuses: []catalog.Fact[int]{{Value: 422}, {Value: 400}},
		Members: []*catalog.Member{
			member("order", true, *text),
			member("count", true, catalog.Type{Kind: catalog.Integer}),
			member("price", false, catalog.Type{Kind: catalog.Number}),
			member("size", false, catalog.Type{Kind: catalog.Unsigned}),
			member("final", false, catalog.Type{Kind: catalog.Boolean}),
			member("at", false, catalog.Type{Kind: catalog.Time}),
			member("plan", false, catalog.Type{Kind: catalog.Enum, Values: []catalog.EnumValue{{Value: "free"}, {Value: "business"}}}),
			member("reasons", false, catalog.Type{Kind: catalog.Array, Elem: reason}),
			member("prices", false, catalog.Type{Kind: catalog.Map, Elem: &catalog.Type{Kind: catalog.Number}}),
			member("more", false, catalog.Type{Kind: catalog.Any}),
			{Name: "gone", Path: "gone", Required: true, Nullable: true, Type: text},
		},
	}
	v := New()
	v.Add(rejected)
	v.Add(&catalog.Problem{
		Name: "not_found", Type: catalog.Fact[string]{Value: "https://shop.example/problems/not_found"},
		Title: catalog.Fact[string]{Value: "Not Found"}, Status: catalog.Fact[int]{Value: 404},
	})
	return v
}

// judge returns the findings on a document, a line each.
func judge(v *Validator, document string) string {
	var b strings.Builder
	for _, d := range v.Document([]byte(document), func() *diag.Source { return diag.NewSource("d.json", []byte(document)) }).Findings {
		fmt.Fprintf(&b, "%d:%d %s: %s", d.At.Position().Line, d.At.Position().Column, strings.TrimPrefix(d.Rule, "document-"), d.Message)
		if d.Label != "" {
			b.WriteString("; " + d.Label)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// full has every member.
const full = `{"type":"https://shop.example/problems/order_rejected","title":"Order Rejected","status":422,"detail":"a\tb","instance":"/17",
 "order":"17","count":3,"price":1.5,"size":7,"final":true,"at":"2026-01-02T03:04:05Z","plan":"free",
 "reasons":[{"pointer":"/a","hint":"x"},{"pointer":"/b"}],"prices":{"a":1,"b":2},"more":{"x":[1,null,{"y":{}}]},"gone":null}`

func TestDocument(t *testing.T) {
	v := shop()
	minimal := func(more string) string {
		return `{"type":"https://shop.example/problems/order_rejected","order":"17","count":3,"gone":"x"` + more + `}`
	}
	for _, test := range []struct{ name, document, want string }{
		{"all members", full, ""},
		{"the least", minimal(""), ""},
		{"an alias", strings.Replace(minimal(""), "order_rejected", "rejected", 1), ""},
		{"the type last", `{"order":"17","count":3,"gone":"x","more":{},"type":"https://shop.example/problems/order_rejected"}`, ""},
		{"another documented status", minimal(`,"status":400`), ""},
		{"a whole number in another form", minimal(`,"status":4.22e2,"size":3e1`), ""},
		{"optional members that are null", minimal(`,"plan":null,"reasons":null,"title":null,"status":null`), ""},
		{"escapes", minimal(`,"title":"Order\u0020Rejected"`), ""},
		{"a byte order mark", "\ufeff" + minimal(""), ""},

		{"unknown type", `{"type":"https://shop.example/problems/not_fuond"}`,
			"1:9 type: no page has the type https://shop.example/problems/not_fuond; did you mean \"https://shop.example/problems/not_found\"?\n"},
		{"unheard type", `{"type":"urn:x"}`, "1:9 type: no page has the type urn:x\n"},
		{"relative type", `{"type":"not_found"}`,
			"1:9 type: no page has the type not_found; did you mean \"https://shop.example/problems/not_found\"?\n"},
		{"no type", ` {"title":"x"}`, "1:2 blank: the type is about:blank: the document says no more than its status does\n"},
		{"about:blank", `{"type":"about:blank","status":404}`, "1:9 blank: the type is about:blank: the document says no more than its status does\n"},
		{"type of another kind", `{"type":5}`, "1:9 member-type: `type` is a number, and stands for a URI in a string\n"},
		{"another status", minimal(`,"status":404`), "1:99 status: the status is 404, and that of `order_rejected` is 422 or 400\n"},
		{"status in a string", minimal(`,"status":"422"`), "1:99 member-type: `status` is the string \"422\", and stands for a whole number\n"},
		{"another title", minimal(`,"title":"Abgelehnt"`), "1:98 title: the title is \"Abgelehnt\", and that of `order_rejected` is \"Order Rejected\"\n"},
		{"absent", "{\n \"type\":\"https://shop.example/problems/order_rejected\",\n \"order\":null,\"gone\":null}",
			"1:1 member-absent: the required member `count` of `order_rejected` is absent\n3:10 member-absent: the required member `order` of `order_rejected` is absent\n"},
		{"wrong types", minimal(`,"price":"1","final":0,"at":"today","size":-1,"reasons":{},"prices":{"a":"x"},"plan":3`),
			"1:98 member-type: `price` is the string \"1\", and stands for a number\n" +
				"1:110 member-type: `final` is the number 0, and stands for true or false\n" +
				"1:117 member-type: `at` is the string \"today\", and stands for a point in time as RFC 3339 has it\n" +
				"1:132 member-type: `size` is the number -1, and stands for a whole number of 64 bits that is not negative\n" +
				"1:145 member-type: `reasons` is an object, and stands for an array\n" +
				"1:162 member-type: `prices.a` is the string \"x\", and stands for a number\n" +
				"1:174 member-type: `plan` is the number 3, and stands for a string\n"},
		{"a number that no int64 holds", minimal(`,"size":1.5,"more":1e999`), "1:97 member-type: `size` is the number 1.5, and stands for a whole number of 64 bits that is not negative\n"},
		{"inside an array", minimal(`,"reasons":[{"hint":"x"},{"pointer":7,"pionter":"y"},null]`),
			"1:101 member-absent: the required member `reasons[].pointer` of `order_rejected` is absent\n" +
				"1:125 member-type: `reasons[].pointer` is the number 7, and stands for a string\n" +
				"1:127 member-unknown: `pionter` is not documented; did you mean \"pointer\"?\n" +
				"1:142 member-type: `reasons[2]` is null, and stands for an object\n"},
		{"an unknown value", minimal(`,"plan":"bussiness"`), "1:97 enum-value: \"bussiness\" is not one of the values of `plan`; did you mean \"business\"?\n"},
		{"undocumented", minimal(`,"trace":"x"`), "1:90 member-unknown: `trace` is not documented\n"},

		{"empty", " \n", "1:1 broken: the document is empty\n"},
		{"no object", "[]", "1:1 broken: the document is an array, and no object\n"},
		{"two documents", "{\"type\":\"about:blank\"}\n{}", "2:1 broken: the document does not end with its object\n"},
		{"cut off", `{"type":"about:bl`, "1:18 broken: the document is not JSON: it ends too early\n"},
		{"a comma too many", `{"type":"about:blank",}`, "1:22 broken: the document is not JSON: invalid character ',' at start of value\n"},
		{"a name twice", `{"type":"a","type":"b"}`, "1:13 broken: the document is not JSON: duplicate object member name\n"},
		{"no UTF-8", "{\"type\":\"\xff\"}", "1:10 broken: the document is not JSON: invalid UTF-8\n"},
		{"a half of a pair", `{"type":"\ud800"}`, "1:10 broken: the document is not JSON: invalid surrogate pair `\\ud800\"}` in string\n"},
		{"too deep", `{"type":"https://shop.example/problems/not_found","x":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + "}",
			"1:118 broken: the document nests deeper than 64\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := judge(v, test.document); got != test.want {
				t.Errorf("got:\n%swant:\n%s", got, test.want)
			}
		})
	}
}

// What is as it should be takes the quick way, without memory.
func TestQuick(t *testing.T) {
	v := shop()
	document := []byte(full)
	if v.quick(document) == nil {
		t.Fatal("the document takes the long way")
	}
	if n := testing.AllocsPerRun(100, func() { v.quick(document) }); n > 0 {
		t.Errorf("%g allocations", n)
	}
}

// Broken lines are reported with their place and passed over.
func TestLines(t *testing.T) {
	found := `{"type":"https://shop.example/problems/not_found"}`
	input := "\ufeff" + found + "\r\n\n" + `{"type":` + "\n" + strings.Repeat("x", MaxSize+1) + "\n" +
		`{"type":"https://shop.example/problems/not_found","status":500}` + "\n" + found
	var got []string
	err := shop().Lines(t.Context(), "in", strings.NewReader(input), func(v Verdict) error {
		line := v.Problem
		for _, d := range v.Findings {
			line += " " + d.At.Position().String() + " " + d.Rule
		}
		got = append(got, line)
		return nil
	})
	want := []string{"not_found", " in:3:9 document-broken", " in:4:1 document-broken", "not_found in:5:60 document-status", "not_found"}
	if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v: got %q, want %q", err, got, want)
	}
}

// failing is a reader whose device fails after a first line.
type failing struct{ left io.Reader }

func (f *failing) Read(p []byte) (int, error) {
	if n, err := f.left.Read(p); err == nil {
		return n, nil
	}
	return 0, os.ErrClosed
}

func TestLinesOfAFailingReader(t *testing.T) {
	n := 0
	err := shop().Lines(t.Context(), "in", &failing{strings.NewReader("{}\n{}")}, func(Verdict) error { n++; return nil })
	if err == nil || !strings.Contains(err.Error(), "read in") || n != 1 {
		t.Errorf("%d lines, %v", n, err)
	}
}

// endless gives the same lines again and again, up to a number of bytes.
type endless struct {
	lines      []byte
	at         int
	given, all int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.given >= e.all {
		return 0, io.EOF
	}
	n := copy(p, e.lines[e.at:])
	e.at = (e.at + n) % len(e.lines)
	e.given += n
	return n, nil
}

// A gigabyte takes no more memory than a few lines: right ones, broken ones, and
// one that never ends.
func TestLinesTakeBoundedMemory(t *testing.T) {
	size := 1 << 30
	if testing.Short() || raceDetector {
		size = 1 << 26
	}
	line := bytes.ReplaceAll([]byte(full), []byte("\n"), nil)
	for _, test := range []struct {
		name  string
		lines []byte
		size  int
	}{
		{"right", append(line, '\n'), size},
		{"broken", []byte("{\"type\":\"x\"}\n{\n"), size >> 6},
		{"one line", bytes.Repeat([]byte("x"), 1<<16), size},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			n, peak := 0, uint64(0)
			err := shop().Lines(t.Context(), "in", &endless{lines: test.lines, all: test.size}, func(Verdict) error {
				if n++; n%(1<<18) == 0 {
					runtime.GC() // which comes late where others keep the processors busy
					runtime.ReadMemStats(&after)
					peak = max(peak, after.HeapAlloc)
				}
				return nil
			})
			runtime.GC()
			runtime.ReadMemStats(&after)
			if peak = max(peak, after.HeapAlloc); err != nil || peak > before.HeapAlloc+16<<20 {
				t.Errorf("%d lines, %d MiB of heap, %v", n, (peak-before.HeapAlloc)>>20, err)
			}
		})
	}
}

// FuzzDocument holds that no document makes the validator panic, and that the
// quick way takes none for right in which the long one finds anything.
func FuzzDocument(f *testing.F) {
	for _, seed := range []string{full, `{"type":"https://shop.example/problems/not_found"}`, `{"type":"about:blank"}`, `[[1],]`, `{"a":{"b":[`} {
		f.Add([]byte(seed))
	}
	v := shop()
	f.Fuzz(func(t *testing.T, data []byte) {
		c := checker{Validator: v}
		verdict := c.document(diag.NewSource("d.json", data))
		for _, d := range verdict.Findings {
			if d.At.IsZero() || d.At.End > len(d.At.Source.Text) || d.Message == "" {
				t.Errorf("%+v", d)
			}
		}
		if s := v.quick(data); s != nil && (len(verdict.Findings) > 0 || verdict.Problem != s.name) {
			t.Errorf("the quick way takes it for a right %s, and the long one says %v", s.name, verdict.Findings)
		}
	})
}

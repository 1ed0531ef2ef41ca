package problem

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// reference encodes a value as encoding/json does, without HTML escaping.
func reference(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// plainImport is an ImportRejected as encoding/json sees it: without methods.
type plainImport struct {
	Type   Type   `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	plainImportMembers
}

type plainImportMembers ImportRejected

func plain422(p *ImportRejected) plainImport {
	return plainImport{p.Type(), p.Title(), p.Status(), plainImportMembers(*p)}
}

// fullImport is a problem with a value in every member.
func fullImport() *ImportRejected {
	p := NewImportRejected(ImportRejectedParams{
		Errors: []ImportRejectedErrorsItem{{Pointer: "/3/amount", Message: new("no number")}, {Pointer: "/9"}},
		Import: "42",
		Reason: ImportRejectedReasonDuplicate,
		Source: ImportRejectedSource{
			File:     "a.csv",
			Lines:    new(int64(0)),
			Checksum: ImportRejectedSourceChecksum{Algorithm: "sha256", Value: "9f86d081"},
			Proxy:    &ImportRejectedSourceProxy{Host: "edge-1"},
		},
		StartedAt: time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC),
	}, WithInstance("/imports/42"))
	p.FinishedAt = new(time.Date(2026, 3, 1, 9, 30, 4, 250, time.FixedZone("", 3600)))
	p.Tags = []string{}
	p.Retryable = new(false)
	p.Score = new(0.5)
	p.Labels = map[string]json.RawMessage{"team": json.RawMessage(`"ledger"`), "build": json.RawMessage(` [7, 8] `)}
	p.Payload = json.RawMessage("{ \"amount\" : 12.50 }")
	return p
}

func TestAppendJSONIsThatOfEncodingJSON(t *testing.T) {
	p := fullImport()
	want, err := reference(plain422(p))
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.AppendJSON([]byte("before"))
	if err != nil || string(got) != "before"+string(want) {
		t.Errorf("AppendJSON = %s, %v\nwant %s", got, err, want)
	}
}

func FuzzAppendJSON(f *testing.F) {
	f.Add("detail", "a\"b\\c</script>\u2028\x00\x7f\xff😀\b\f\n\r\t", int64(-1), 1e21, int64(0), []byte(`{"a": [1, 2 ]}`))
	f.Add("", "é\xed\xa0\x80", int64(math.MinInt64), 1e-7, int64(1<<40), []byte(`"\ud800 < "`))
	f.Add("long enough for eight at a time\x1f and more", "", int64(7), math.Copysign(0, -1), int64(-1<<60), []byte(`1 2`))
	f.Add("", "", int64(0), 0.0, int64(0), []byte(`{"a":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)+`}`))
	f.Add("", "", int64(0), 0.0, int64(0), []byte(strings.Repeat("[", 63)+strings.Repeat("]", 63)))
	f.Fuzz(func(t *testing.T, detail, text string, integer int64, number float64, unix int64, raw []byte) {
		p := fullImport()
		p.Detail, p.Instance, p.Import, p.Source.File = detail, text, text, text+detail
		p.Source.Lines, p.Score = &integer, &number
		p.StartedAt = time.Unix(unix, integer).UTC()
		p.Tags = []string{text, detail}
		if raw = bytes.ToValidUTF8(raw, nil); len(raw) > 0 {
			p.Payload = raw
		}
		if strings.ToValidUTF8(text, "") == text {
			p.Labels[text] = json.RawMessage("[ ]")
		}
		want, wantErr := reference(plain422(p))
		got, err := p.AppendJSON(nil)
		if errors.Is(err, errTooDeep) {
			return // which encoding/json writes and Parse refuses
		}
		if (err != nil) != (wantErr != nil) {
			t.Fatalf("AppendJSON: %v; encoding/json: %v", err, wantErr)
		}
		if err == nil && !bytes.Equal(got, want) {
			t.Errorf("AppendJSON    %s\nencoding/json %s", got, want)
		}
		if err == nil {
			roundTrip(t, got)
		}
	})
}

// roundTrip reads and writes an object and compares the bytes. What stood for a
// byte that is not UTF-8 is a character then.
func roundTrip(t *testing.T, data []byte) {
	t.Helper()
	p, err := Parse(data)
	if err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	again, err := p.AppendJSON(nil)
	data = bytes.ReplaceAll(data, []byte(`\ufffd`), []byte("\uFFFD"))
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("%s\nreads and encodes as\n%s, %v", data, again, err)
	}
}

func TestWhatCannotBeEncoded(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(p *ImportRejected)
		want  string
	}{
		{"foreign value", func(p *ImportRejected) { p.Reason = "moon" }, `member "reason": "moon" is not a documented value`},
		{"no value", func(p *ImportRejected) { p.Reason = "" }, `member "reason"`},
		{"not a number", func(p *ImportRejected) { p.Score = new(math.NaN()) }, `member "score"`},
		{"infinity", func(p *ImportRejected) { p.Score = new(math.Inf(-1)) }, `member "score"`},
		{"year 10000", func(p *ImportRejected) { p.StartedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, `member "started_at"`},
		{"no JSON", func(p *ImportRejected) { p.Payload = json.RawMessage(`{`) }, `member "payload"`},
		{"two values", func(p *ImportRejected) { p.Labels["x"] = json.RawMessage(`1 2`) }, `member "x"`},
		{"empty JSON", func(p *ImportRejected) { p.Labels["x"] = json.RawMessage{} }, `member "x"`},
		{"bad extension", func(p *ImportRejected) { p.Extensions = map[string]json.RawMessage{"x": json.RawMessage(`'`)} }, `member "x"`},
		{"extension that is documented", func(p *ImportRejected) {
			p.Extensions = map[string]json.RawMessage{"source": json.RawMessage(`1`)}
		}, `member "source": an extension has the name of a documented member`},
		{"extension of the RFC's", func(p *ImportRejected) {
			p.Extensions = map[string]json.RawMessage{"status": json.RawMessage(`1`)}
		}, `member "status"`},
		{"status 600", func(p *ImportRejected) { p.Received = &Received{Status: 600} }, `600 is no HTTP status`},
		{"status 99", func(p *ImportRejected) { p.Received = &Received{Status: 99} }, `99 is no HTTP status`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := fullImport()
			test.spoil(p)
			got, err := p.AppendJSON([]byte("before"))
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "import_rejected") {
				t.Errorf("the error is %v, want %q", err, test.want)
			}
			if string(got) != "before" {
				t.Errorf("behind the error the buffer is %q", got)
			}
			if _, err := json.Marshal(p); err == nil {
				t.Error("json.Marshal has no error")
			}
		})
	}
}

// A received problem keeps a value that is not documented, also as it is passed
// on.
func TestForeignValueOfReceivedProblem(t *testing.T) {
	p, err := Parse([]byte(`{"type":"https://api.example.com/problems/import_rejected","reason":"moon"}`))
	if err != nil {
		t.Fatal(err)
	}
	data, err := p.AppendJSON(nil)
	if err != nil || !bytes.Contains(data, []byte(`"reason":"moon"`)) {
		t.Errorf("AppendJSON = %s, %v", data, err)
	}
}

func TestExtensions(t *testing.T) {
	p := NewInternalError()
	p.Extensions = map[string]json.RawMessage{
		"zeta": json.RawMessage(` [ 1 , "a b\" c" ] `), "": json.RawMessage(`1`), "a\"b": nil, "\xff": json.RawMessage("\"\xfe\""),
	}
	got, err := p.AppendJSON(nil)
	want := `{"type":"https://api.example.com/problems/internal_error","title":"Internal Error","status":500,` +
		`"":1,"a\"b":null,"zeta":[1,"a b\" c"],"\ufffd":"` + "\uFFFD" + `"}`
	if err != nil || string(got) != want {
		t.Errorf("AppendJSON = %s, %v\nwant %s", got, err, want)
	}
	if !utf8.Valid(got) || !json.Valid(got) {
		t.Error("the object is not JSON")
	}
}

// A required array that is nil is an empty one, an optional one is absent.
func TestNilArrays(t *testing.T) {
	p := NewImportRejected(ImportRejectedParams{Reason: ImportRejectedReasonMalformed})
	got, err := p.AppendJSON(nil)
	if err != nil || !bytes.Contains(got, []byte(`"errors":[]`)) || bytes.Contains(got, []byte(`"tags"`)) {
		t.Errorf("AppendJSON = %s, %v", got, err)
	}
}

func TestMarshalInsideOfOthers(t *testing.T) {
	value := *NewInternalError(WithDetail("x<y"))
	got, err := json.Marshal(map[string]any{"pointer": &value, "nil": (*InternalError)(nil)})
	want := `{"nil":null,"pointer":{"type":"https://api.example.com/problems/internal_error","title":"Internal Error","status":500,"detail":"x\u003cy"}}`
	if err != nil || string(got) != want {
		t.Errorf("json.Marshal = %s, %v", got, err)
	}
	var back struct{ Pointer *InternalError }
	if err := json.Unmarshal(got, &back); err != nil || back.Pointer.Detail != "x<y" || back.Pointer.Received == nil {
		t.Errorf("json.Unmarshal gives %+v, %v", back.Pointer, err)
	}
}

func TestAppendJSONAllocatesNothing(t *testing.T) {
	if raceEnabled {
		t.Skip("pools forget at random")
	}
	for _, p := range []Problem{fullQuota(), NewInternalError(WithDetail("x"))} {
		buf := make([]byte, 0, 4096)
		n := testing.AllocsPerRun(100, func() { buf, _ = p.AppendJSON(buf[:0]) })
		if n > 0 {
			t.Errorf("%T: %v allocations", p, n)
		}
	}
}

// fullQuota is a problem with all its headers.
func fullQuota() *QuotaExceeded {
	p := NewQuotaExceeded(4096, "calls", QuotaExceededUsage{Storage: []string{"disk", "tape"}}, WithDetail("Too many <calls>."))
	p.Headers = QuotaExceededHeaders{
		RetryAfter:      new(int64(120)),
		XQuotaReset:     new(time.Date(1994, 11, 6, 8, 49, 37, 0, time.UTC)),
		XQuotaShare:     new(0.75),
		XQuotaHard:      new(false),
		WWWAuthenticate: `Bearer realm="x, y"`,
		Allow:           []string{"GET", "HEAD"},
	}
	return p
}

// What is written is read again, however deep it is, in either form; what would
// not be is refused.
func TestDepth(t *testing.T) {
	nested := func(depth int) json.RawMessage {
		return json.RawMessage(strings.Repeat(`{"a":[`, depth/2) + strings.Repeat("[", depth%2) + strings.Repeat("]", depth%2) + strings.Repeat(`]}`, depth/2))
	}
	for _, depth := range []int{2, 62, 63, 64, 100} {
		for name, p := range map[string]Problem{
			"a member":     &ImportRejected{Reason: ImportRejectedReasonMalformed, Payload: nested(depth)},
			"a mapping":    &ImportRejected{Reason: ImportRejectedReasonMalformed, Labels: map[string]json.RawMessage{"x": nested(depth - 1)}},
			"an extension": NewInternalError(func(o *Occurrence) { o.Extensions = map[string]json.RawMessage{"x": nested(depth)} }),
		} {
			data, err := p.AppendJSON(nil)
			if (err == nil) != (depth < maxDepth) {
				t.Errorf("%s of depth %d: %v", name, depth, err)
			}
			if err == nil {
				roundTrip(t, data)
			}
		}
	}
}

package problem

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

func TestIs(t *testing.T) {
	received, err := Parse([]byte(`{"type":"import_failed"}`))
	if err != nil {
		t.Fatal(err)
	}
	unknown, err := Parse([]byte(`{"type":"https://example.org/x"}`))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		err    error
		target error
		want   bool
	}{
		{NewInternalError(), TypeInternalError, true},
		{NewInternalError(), TypeQuotaExceeded, false},
		{NewInternalError(), NewInternalError(), false},
		{fmt.Errorf("x: %w", NewInternalError()), TypeInternalError, true},
		{errors.Join(nil, errors.New("x"), fullQuota()), TypeQuotaExceeded, true},
		{fullImport(), Type("import_failed"), true},
		{received, TypeImportRejected, true},
		{received, Type("import_failed"), true},
		{TypeImportRejected, Type("import_failed"), true},
		{Type("import_failed"), TypeImportRejected, true},
		{Type("import_failed"), Type("https://old.example.com/import_rejected"), true},
		{TypeImportRejected, TypeInternalError, false},
		{Type("x"), Type("x"), true},
		{TypeInternalError, errors.New("x"), false},
		{unknown, Type("https://example.org/x"), true},
		{unknown, TypeAboutBlank, false},
		{&Unknown{}, TypeAboutBlank, true},
		{NewInternalError(WithCause(fullQuota())), TypeQuotaExceeded, true},
		{NewInternalError(WithCause(uncomparable{})), TypeQuotaExceeded, false},
		{NewInternalError(), uncomparable{}, false},
	}
	for _, test := range tests {
		if got := errors.Is(test.err, test.target); got != test.want {
			t.Errorf("errors.Is(%v, %v) = %v", test.err, test.target, got)
		}
	}
}

// uncomparable is an error that "==" panics on.
type uncomparable struct{ _ []int }

func (uncomparable) Error() string { return "uncomparable" }

func TestAsType(t *testing.T) {
	err := fmt.Errorf("calling: %w", fullQuota())
	if q, ok := errors.AsType[*QuotaExceeded](err); !ok || q.Limit != 4096 {
		t.Errorf("AsType = %v, %v", q, ok)
	}
	if p, ok := errors.AsType[Problem](err); !ok || p.Type() != TypeQuotaExceeded {
		t.Errorf("AsType = %v, %v", p, ok)
	}
	if _, ok := errors.AsType[*ImportRejected](err); ok {
		t.Error("AsType finds another problem")
	}
}

func TestError(t *testing.T) {
	secret := errors.New("secret")
	tests := []struct {
		err  error
		want string
	}{
		{NewInternalError(WithCause(secret)), "500 Internal Error"},
		{NewInternalError(WithDetailf("%d of %d", 1, 2), WithCause(secret)), "500 Internal Error: 1 of 2"},
		{&Unknown{Occurrence: Occurrence{Received: &Received{Status: 404}}}, "404 Not Found"},
		{&Unknown{}, "500 Internal Server Error"},
		{TypeInternalError, "https://api.example.com/problems/internal_error"},
	}
	for _, test := range tests {
		if got := test.err.Error(); got != test.want {
			t.Errorf("the text is %q, want %q", got, test.want)
		}
	}
}

func TestOptions(t *testing.T) {
	cause := errors.New("x")
	p := NewInternalError(nil, WithDetail("d"), WithInstance("/i"), WithCause(cause))
	if p.Detail != "d" || p.Instance != "/i" || errors.Unwrap(p) != cause || OccurrenceOf(p) != &p.Occurrence {
		t.Errorf("the occurrence is %+v", p.Occurrence)
	}
	if p := NewImportRejected(ImportRejectedParams{}); p.Detail != DetailImportRejected {
		t.Errorf("the default detail is %q", p.Detail)
	}
}

// No method of a nil pointer panics.
func TestNilProblems(t *testing.T) {
	for _, p := range append(slices.Clone(typed[:]), (*Unknown)(nil)) {
		if p.Title() == "" && p.TypeURI() != "about:blank" || p.Status() < 400 || p.Error() == "" || string(p.Type()) != p.TypeURI() {
			t.Errorf("%T: %v", p, p)
		}
		if p.Unwrap() != nil || p.Is(TypeQuotaExceeded) != (p.Type() == TypeQuotaExceeded) || OccurrenceOf(p) != nil {
			t.Errorf("%T has an occurrence", p)
		}
		if data, err := p.AppendJSON([]byte("x")); err != nil || string(data) != "xnull" {
			t.Errorf("%T: AppendJSON = %s, %v", p, data, err)
		}
		if data, err := json.Marshal(p); err != nil || string(data) != "null" {
			t.Errorf("%T marshals as %s, %v", p, data, err)
		}
		if v := p.LogValue(); v.Any() != nil {
			t.Errorf("%T: LogValue = %v", p, v)
		}
	}
	if OccurrenceOf(nil) != nil {
		t.Error("no problem has an occurrence")
	}
}

func TestTypedIsDocumented(t *testing.T) {
	for i, p := range typed {
		if aboutOf(p) != documented[i] {
			t.Errorf("%T stands at the place of %s", p, documented[i].Name)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, uri := range []Type{TypeImportRejected, "import_failed"} {
		info, ok := Lookup(uri)
		want := Info{TypeImportRejected, "import_rejected", TitleImportRejected, 422, "An import was read to its end and none of it was taken over.", "import-rejected.md", ""}
		if !ok || info != want {
			t.Errorf("Lookup(%s) = %+v, %v", uri, info, ok)
		}
	}
	if info, ok := Lookup(TypeAboutBlank); ok {
		t.Errorf("about:blank is documented: %+v", info)
	}
	var names []string
	for info := range All() {
		if names = append(names, info.Name); len(names) == 2 {
			break
		}
	}
	if strings.Join(names, " ") != "import_rejected internal_error" {
		t.Errorf("All yields %q", names)
	}
}

// logged returns what a logger makes of the problem.
func logged(p Problem) string {
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Info("", "problem", p)
	var line struct{ Problem json.RawMessage }
	if err := json.Unmarshal(b.Bytes(), &line); err != nil {
		return err.Error()
	}
	return string(line.Problem)
}

// panicking is an error that panics when it is asked for its text.
type panicking struct{}

func (panicking) Error() string { panic("no text") }

func TestLogValue(t *testing.T) {
	loop := NewInternalError()
	loop.Cause = fmt.Errorf("again: %w", loop)
	long := NewInternalError(WithCause(errors.New(strings.Repeat("é", 1<<20))), WithDetail(strings.Repeat("d", 1<<20)))
	head := `{"type":"https://api.example.com/problems/internal_error","status":500`
	tests := []struct {
		p    Problem
		want string
	}{
		{NewInternalError(), head + `}`},
		{NewInternalError(WithDetail("d"), WithInstance("/i"), WithCause(errors.New("c"))), head + `,"detail":"d","instance":"/i","cause":"c"}`},
		{loop, head + `,"cause":"again: 500 Internal Error"}`},
		{NewInternalError(WithCause(panicking{})), head + `,"cause":"problem.panicking, whose text cannot be had"}`},
		{NewInternalError(WithDetail("a\xffb")), head + `,"detail":"a` + "\uFFFD" + `b"}`},
		{long, head + `,"detail":"` + strings.Repeat("d", maxLogText) + `…","cause":"` + strings.Repeat("é", maxLogText/2) + `…"}`},
	}
	for _, test := range tests {
		got := logged(test.p)
		if got != test.want {
			t.Errorf("logged as %.200s\nwant %.200s", got, test.want)
		}
		if !utf8.ValidString(got) {
			t.Error("the log is not UTF-8")
		}
	}
}

// Several goroutines may read one problem.
func TestConcurrentReading(t *testing.T) {
	p := fullQuota()
	p.Extensions = map[string]json.RawMessage{"x": json.RawMessage(`1`)}
	server := Server{Served: func(_ *http.Request, _ Problem, o *Occurrence) { o.Extensions["trace"] = json.RawMessage(`2`) }}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			server.Write(httptest.NewRecorder(), nil, p)
			_ = p.Error() + p.LogValue().String()
			_ = errors.Is(p, TypeQuotaExceeded)
			if _, err := json.Marshal(p); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if len(p.Extensions) != 1 {
		t.Errorf("the problem has changed: %v", p.Extensions)
	}
}

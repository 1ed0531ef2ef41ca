package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/gen/problems"
)

// serve returns the response to a request for which err is written.
func serve(s *Server, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.Write(w, httptest.NewRequest(http.MethodGet, "/", nil), err)
	return w
}

func foreignProblem() *problems.RateLimitExceeded {
	p := problems.NewRateLimitExceeded(problems.WithDetail("foreign <detail>"), problems.WithInstance("/x/1"), problems.WithCause(errors.New("s3cret")))
	p.Extensions = map[string]json.RawMessage{"trace": json.RawMessage(`"t"`)}
	return p
}

// The problems of another generated package are served as that package would.
func TestForeignProblemsAreServedAsTheyAre(t *testing.T) {
	withMembers := problems.NewBeforeHistory([]string{"a"}, 7)
	tests := map[string]error{
		"problem": foreignProblem(), "wrapped": fmt.Errorf("x: %w", foreignProblem()), "with members": withMembers,
		"value of an interface": problems.Problem(withMembers), "bare type": problems.TypeNotFound,
		"bare type with required members": problems.TypeBeforeHistory, "in front of an own one": errors.Join(foreignProblem(), fullQuota()),
		"blank": problems.Blank(405), "embedded": struct{ problems.Problem }{withMembers},
	}
	for name, err := range tests {
		for _, accept := range []string{"", "application/problem+xml"} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Accept", accept)
			want, got := httptest.NewRecorder(), httptest.NewRecorder()
			(&problems.Server{Logger: slog.New(slog.DiscardHandler)}).Write(want, r, err)
			var l log
			(&Server{Logger: l.logger()}).Write(got, r, err)
			if got.Code != want.Code || got.Body.String() != want.Body.String() || fmt.Sprint(got.Header()) != fmt.Sprint(want.Header()) {
				t.Errorf("%s: served\n%d %v %s\nwant\n%d %v %s", name, got.Code, got.Header(), got.Body, want.Code, want.Header(), want.Body)
			}
			if l.Len() > 0 {
				t.Errorf("%s: logged %s", name, &l)
			}
		}
	}
}

// oddJSON is a problem of another package that writes something else than this one
// would.
type oddJSON struct {
	foreign
	json string
}

func (o oddJSON) AppendJSON(dst []byte) ([]byte, error) { return append(dst, o.json...), nil }

// The type, the title and the status that are served are those of the methods,
// however another package writes them; the rest is what it wrote.
func TestForeignHeads(t *testing.T) {
	of := problems.NewNotFound(problems.WithDetail(""))
	data, err := of.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	whole := string(data)
	head := whole[:len(whole)-1]
	title, uri := `"title":"`+of.Title()+`"`, `"type":"`+of.TypeURI()+`"`
	for _, json := range []string{
		head, strings.ReplaceAll(head, `":`, `": `), "{" + title + "," + uri + `,"status":404`, strings.Replace(head, "404", "418", 1),
		strings.Replace(head, "404", "404.0", 1), strings.Replace(head, uri, `"type":"about:blank"`, 1), strings.Replace(head, title, `"title":"x"`, 1),
		strings.Replace(head, uri, `"\u0074ype":"`+of.TypeURI()+`"`, 1), head + `,"status":500`, `{"detail":"d"`, `{`,
	} {
		want := head + `}`
		if strings.Contains(json, "detail") {
			want = head + `,"detail":"d"}`
		}
		if got := serve(&Server{}, oddJSON{of, json + "}"}).Body.String(); got != want {
			t.Errorf("%s}\nis served as %s\nwant         %s", json, got, want)
		}
	}
}

// What another package has received, and what is none of its problems, is not
// served.
func TestForeignErrorsThatAreNotServed(t *testing.T) {
	received, err := problems.Parse([]byte(`{"type":"https://x.example/y","detail":"s3cret"}`))
	if err != nil {
		t.Fatal(err)
	}
	unencodable := foreignProblem()
	unencodable.Extensions["x"] = json.RawMessage("{")
	badHeader := foreignProblem()
	for name, err := range map[string]error{
		"received": received, "nil": (*problems.NotFound)(nil), "undocumented type": problems.Type("https://x.example/s3cret"),
		"unencodable": unencodable, "embedded nil": struct{ problems.Problem }{}, "nil interface": fmt.Errorf("%w", (*problems.Unknown)(nil)),
		"no JSON": foreignText("x"), "no object": foreignText("[]"), "two objects": foreignText("{}{}"), "deep": foreignText(`{"a":` + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "}"),
		"status below 400": problems.Blank(204),
	} {
		if w := serve(&quiet, err); w.Code != 500 || !strings.Contains(w.Body.String(), "internal_error") || strings.Contains(w.Body.String(), "s3cret") {
			t.Errorf("%s: served %d %s", name, w.Code, w.Body)
		}
	}
	if w := serve(&quiet, errors.Join(received, badHeader)); w.Code != 429 {
		t.Errorf("behind one that was received: %d %s", w.Code, w.Body)
	}
}

// foreignText is a problem of somebody who writes anything.
type foreignText string

func (foreignText) Error() string                           { return "foreign" }
func (foreignText) TypeURI() string                         { return "https://x.example/z" }
func (foreignText) Title() string                           { return "Z" }
func (foreignText) Status() int                             { return 418 }
func (foreignText) IsReceived() bool                        { return false }
func (f foreignText) AppendJSON(dst []byte) ([]byte, error) { return append(dst, f...), nil }

// A foreign problem of any order of members is served with the RFC's in front,
// and completed like an own one.
func TestForeignProblemIsCompleted(t *testing.T) {
	var cause error
	s := Server{Logger: slog.New(slog.DiscardHandler), Served: func(_ *http.Request, p Problem, o *Occurrence) {
		cause = o.Cause
		if p.Type() != "https://x.example/z" || p.Status() != 418 || p.Title() != "Z" || o.Detail != "d" {
			t.Errorf("the hook sees %v with %+v", p, o)
		}
		o.Instance = "/log/1"
		o.Extensions = map[string]json.RawMessage{"own": json.RawMessage("1")}
	}}
	err := foreignText(`{ "b" : [1, {"x":"y"}], "status":418, "a":"\u0041" ,"detail":"d","type":"ignored"}`)
	w := serve(&s, err)
	want := `{"type":"https://x.example/z","title":"Z","status":418,"detail":"d","instance":"/log/1", "b" : [1, {"x":"y"}], "a":"\u0041","own":1}`
	var got, wanted any
	if errors.Join(json.Unmarshal(w.Body.Bytes(), &got), json.Unmarshal([]byte(want), &wanted)) != nil || fmt.Sprint(got) != fmt.Sprint(wanted) || w.Code != 418 {
		t.Errorf("served %d %s", w.Code, w.Body)
	}
	if cause != error(err) {
		t.Errorf("the cause is %v", cause)
	}
	s.Served = func(_ *http.Request, _ Problem, o *Occurrence) {
		o.Extensions = map[string]json.RawMessage{"b": json.RawMessage("1")}
	}
	if w := serve(&s, err); strings.Count(w.Body.String(), `"b"`) != 1 {
		t.Errorf("a member stands twice: %s", w.Body)
	}
}

// A client of one package reads the other's problems as its own.
func TestForeignMembersKeepTheirText(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"t"}`:                             `,"status":418}`,
		`{"a":1}`:                                  `,"status":418,"a":1}`,
		` { "a":1 , "b":2 } `:                      `,"status":418, "a":1 , "b":2}`,
		`{"type":"t" ,"a":1,"b":[{}]}`:             `,"status":418 ,"a":1,"b":[{}]}`,
		`{"a":1,"title":"T","b":2}`:                `,"status":418,"a":1,"b":2}`,
		`{"title":"T","b":2,"status":1, "c":null}`: `,"status":418,"b":2, "c":null}`,
	} {
		w := httptest.NewRecorder()
		Write(w, nil, foreignText(text))
		if got := w.Body.String(); !strings.HasSuffix(got, want) || !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s is served as %s, want it to end in %s", text, got, want)
		}
	}
}

func TestFromForeign(t *testing.T) {
	server := httptest.NewServer(Handler(func(http.ResponseWriter, *http.Request) error { return fullQuota() }))
	defer server.Close()
	req := request(t, server.URL)
	_, err := problems.Do(req)
	if !errors.Is(err, TypeQuotaExceeded) || errors.Is(err, TypeInternalError) || errors.Is(err, problems.TypeNotFound) {
		t.Errorf("%v is not what it is", err)
	}
	p, ok := From(fmt.Errorf("x: %w", err))
	quota, typed := p.(*QuotaExceeded)
	if !ok || !typed || quota.Limit != fullQuota().Limit || *quota.Headers.RetryAfter != 120 || quota.Received.Status != 429 || quota.Received.Header.Get("Date") == "" {
		t.Fatalf("read as %#v", p)
	}
	if foreign := new(problems.Unknown); !errors.As(p, &foreign) {
		t.Error("the cause is lost")
	}
	if w := serve(&quiet, p); w.Code != 500 {
		t.Errorf("a received problem is served: %s", w.Body)
	}
}

func TestFrom(t *testing.T) {
	own, received := fullQuota(), upstream(t)
	tests := []struct {
		name string
		err  error
		want Type
	}{
		{"own", fmt.Errorf("x: %w", own), TypeQuotaExceeded},
		{"received", received, TypeQuotaExceeded},
		{"bare type", TypeInternalError, TypeInternalError},
		{"foreign", foreignProblem(), Type(problems.TypeRateLimitExceeded)},
		{"foreign bare type", problems.TypeNotFound, Type(problems.TypeNotFound)},
		{"none", errors.New("x"), ""},
		{"nil", nil, ""},
		{"nil problem", (*problems.NotFound)(nil), ""},
	}
	for _, test := range tests {
		p, ok := From(test.err)
		if ok != (test.want != "") || ok && p.Type() != test.want {
			t.Errorf("%s: %v, %v", test.name, p, ok)
		}
	}
	if p, _ := From(own); p != Problem(own) {
		t.Error("an own problem is another one")
	}
}

// Bare types of packages that document one type are one, aliases included.
func TestTypesOfSeveralPackages(t *testing.T) {
	if !errors.Is(fullImport(), sentinelOf("import_failed")) || !errors.Is(TypeImportRejected, sentinelOf("import_failed")) {
		t.Error("an alias does not count")
	}
	if !TypeImportRejected.StandsFor("import_failed") || TypeImportRejected.StandsFor(string(TypeInternalError)) {
		t.Error("StandsFor knows no alias, or too many")
	}
	if errors.Is(TypeInternalError, problems.TypeNotFound) || !errors.Is(Type(problems.TypeNotFound), problems.TypeNotFound) {
		t.Error("the types of another package are mistaken")
	}
	unknown := Type("https://x.example/u")
	if unknown.Status() != 0 || unknown.Title() != "" || unknown.TypeURI() != string(unknown) || unknown.IsReceived() {
		t.Errorf("nothing is known of %s", unknown)
	}
	if _, err := unknown.AppendJSON(nil); err == nil {
		t.Error("an undocumented type is encoded")
	}
	if data, err := TypeQuotaExceeded.AppendJSON(nil); err != nil || string(data) != strings.TrimSuffix(aboutQuotaExceeded.head, "}")+"}" {
		t.Errorf("a bare type is %s, %v", data, err)
	}
}

type sentinelOf string

func (s sentinelOf) Error() string             { return string(s) }
func (s sentinelOf) StandsFor(uri string) bool { return uri == string(s) }

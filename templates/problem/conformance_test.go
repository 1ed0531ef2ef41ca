package problem

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// conformance has a test for each row of docs/conformance.md.
var conformance = map[string]func(t *testing.T){
	"media-type":         testMediaType,
	"any-status":         testAnyStatus,
	"negotiation":        testNegotiation,
	"one-problem":        testOneProblem,
	"wrong-types":        testWrongTypes,
	"type-identifies":    testTypeIdentifies,
	"relative-type":      testRelativeType,
	"absolute-types":     testAbsoluteTypes,
	"type-absent":        testTypeAbsent,
	"documentation":      testDocumentation,
	"no-dereferencing":   testNoDereferencing,
	"same-status":        testSameStatus,
	"status-advisory":    testStatusAdvisory,
	"title-constant":     testTitleConstant,
	"detail-opaque":      testDetailOpaque,
	"instance":           testInstance,
	"relative-instance":  testRelativeInstance,
	"extensions":         testExtensions,
	"unknown-extensions": testUnknownExtensions,
	"documented":         testDocumented,
	"retry-after":        testRetryAfter,
	"member-names":       testMemberNames,
	"about-blank-title":  testAboutBlankTitle,
	"nothing-exposed":    testNothingExposed,
	"status-differs":     testStatusAdvisory,
	"json-schema":        testJSONSchema,
	"xml":                testXML,
	"xml-arrays":         testXMLArrays,
}

// Every row of the table has its test and every test its row.
func TestConformance(t *testing.T) {
	table, err := os.ReadFile("../../docs/conformance.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, cells := range regexp.MustCompile("(?m)^\\|.*\\| `([a-z-]+)` \\|$").FindAllSubmatch(table, -1) {
		rows = append(rows, string(cells[1]))
	}
	if tests := slices.Sorted(maps.Keys(conformance)); !slices.Equal(slices.Sorted(slices.Values(rows)), tests) {
		t.Errorf("the table has the rows\n%q\nand there are the tests\n%q", rows, tests)
	}
	for _, row := range rows {
		t.Run(row, conformance[row])
	}
}

// quiet is a server that logs nothing.
var quiet = Server{Logger: slog.New(slog.DiscardHandler)}

// exchange serves err over HTTP and returns the response with its body.
func exchange(t *testing.T, err error, accept string) (*http.Response, []byte) {
	t.Helper()
	server := httptest.NewServer(quiet.Handler(func(http.ResponseWriter, *http.Request) error { return err }))
	defer server.Close()
	r := request(t, server.URL)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		t.Fatal(err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, body
}

// receive returns what a client makes of a response over HTTP.
func receive(t *testing.T, status int, header map[string]string, body string) Problem {
	t.Helper()
	return FromResponse(get(t, answer(t, status, header, []byte(body)).URL))
}

func testMediaType(t *testing.T) {
	resp, body := exchange(t, fullQuota(), "")
	if resp.Header.Get("Content-Type") != "application/problem+json" || !json.Valid(body) {
		t.Errorf("%s: %s", resp.Header, body)
	}
}

func testAnyStatus(t *testing.T) {
	for _, status := range []int{200, 203, 300, 400, 404, 451, 500, 599} {
		if p := receive(t, status, problemHeader, `{"type":`+quotaURI+`}`); p == nil || p.Status() != status || !errors.Is(p, TypeQuotaExceeded) {
			t.Errorf("%d is received as %v", status, p)
		}
	}
	if p := receive(t, 200, nil, `{"type":`+quotaURI+`}`); p != nil {
		t.Errorf("a plain response is %v", p)
	}
}

func testNegotiation(t *testing.T) {
	for accept, want := range map[string]mediaType{
		"application/problem+xml;q=0.5, */*;q=0.1": problemXML,
		"application/problem+xml, */*":             problemJSON,
		"application/json":                         plainJSON,
		"text/html":                                problemJSON,
	} {
		if resp, _ := exchange(t, fullQuota(), accept); resp.Header.Get("Content-Type") != string(want) || resp.Header.Get("Vary") != "Accept" {
			t.Errorf("Accept: %s is answered with %v", accept, resp.Header)
		}
	}
}

func testOneProblem(t *testing.T) {
	resp, body := exchange(t, errors.Join(fullQuota(), NewInternalError()), "")
	if p := FromResponse(resp); !errors.Is(p, TypeQuotaExceeded) || bytes.Contains(body, []byte(TypeInternalError)) {
		t.Errorf("served %s", body)
	}
}

func testWrongTypes(t *testing.T) {
	p := receive(t, 422, problemHeader, `{"type":`+importURI+`,"title":1,"status":"422","detail":["x"],"instance":{},`+
		`"import":7,"tags":[1],"source":{"file":null,"lines":3},"retryable":"yes","score":1.5}`)
	got, ok := p.(*ImportRejected)
	if !ok || got.Detail+got.Instance+got.Import+got.Source.File != "" || got.Tags != nil || got.Retryable != nil {
		t.Fatalf("received %+v", p)
	}
	if *got.Source.Lines != 3 || *got.Score != 1.5 {
		t.Errorf("the members around are %+v", got)
	}
}

func testTypeIdentifies(t *testing.T) {
	p := receive(t, 404, problemHeader, `{"title":"Internal Error","type":`+quotaURI+`}`)
	if _, ok := errors.AsType[*QuotaExceeded](p); !ok || !errors.Is(p, TypeQuotaExceeded) || errors.Is(p, TypeInternalError) {
		t.Errorf("received %#v", p)
	}
}

func testRelativeType(t *testing.T) {
	server := answer(t, 404, problemHeader, []byte(`{"type":"../problems/x"}`))
	if p := FromResponse(get(t, server.URL+"/a/b/c")); p.TypeURI() != server.URL+"/a/problems/x" {
		t.Errorf("the type is %s", p.TypeURI())
	}
}

func testAbsoluteTypes(t *testing.T) {
	for info := range All() {
		if uri, err := url.Parse(string(info.Type)); err != nil || !uri.IsAbs() {
			t.Errorf("%s: %v", info.Type, err)
		}
	}
}

func testTypeAbsent(t *testing.T) {
	p := receive(t, 404, problemHeader, `{"detail":"x"}`)
	if !errors.Is(p, TypeAboutBlank) || p.TypeURI() != "about:blank" {
		t.Errorf("received %v of type %s", p, p.TypeURI())
	}
}

func testDocumentation(t *testing.T) {
	for info := range All() {
		if info.Page == "" || info.Summary == "" {
			t.Errorf("no documentation of %+v", info)
		}
	}
}

func testNoDereferencing(t *testing.T) {
	asked := 0
	documentation := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer documentation.Close()
	server := answer(t, 404, problemHeader, fmt.Appendf(nil, `{"type":"%s/type","instance":"%[1]s/instance"}`, documentation.URL))
	if _, err := Do(request(t, server.URL)); err == nil || asked > 0 {
		t.Errorf("the problem is %v, its type was asked for %d times", err, asked)
	}
}

func testSameStatus(t *testing.T) {
	for _, err := range []error{fullQuota(), fullImport(), NewInternalError(), errors.New("x"), &Unknown{}} {
		resp, body := exchange(t, err, "")
		var object struct{ Status int }
		if err := json.Unmarshal(body, &object); err != nil || object.Status != resp.StatusCode {
			t.Errorf("a response of status %d has the body %s", resp.StatusCode, body)
		}
	}
}

func testStatusAdvisory(t *testing.T) {
	p := receive(t, 503, problemHeader, `{"type":`+quotaURI+`,"status":429}`)
	r := OccurrenceOf(p).Received
	if p.Status() != 503 || r.Status != 503 || r.BodyStatus != 429 || !errors.Is(p, TypeQuotaExceeded) {
		t.Errorf("the status is %d, received %+v", p.Status(), r)
	}
}

func testTitleConstant(t *testing.T) {
	_, one := exchange(t, NewInternalError(WithDetail("one")), "")
	_, two := exchange(t, NewInternalError(WithDetail("two"), WithInstance("/2")), "")
	const title = `"title":"Internal Error"`
	if !bytes.Contains(one, []byte(title)) || !bytes.Contains(two, []byte(title)) {
		t.Errorf("%s\n%s", one, two)
	}
}

func testDetailOpaque(t *testing.T) {
	resp, _ := exchange(t, fullQuota(), "")
	got, ok := FromResponse(resp).(*QuotaExceeded)
	if !ok || got.Limit != 4096 || !slices.Equal(got.Usage.Storage, []string{"disk", "tape"}) {
		t.Errorf("received %+v", got)
	}
}

func testInstance(t *testing.T) {
	for instance, want := range map[string]string{"/log/7": "/log/7", "https://example.com/é": "", "a b": ""} {
		resp, _ := exchange(t, NewInternalError(WithInstance(instance)), "")
		if got := OccurrenceOf(FromResponse(resp)).Instance; got != want {
			t.Errorf("the instance %q is received as %q", instance, got)
		}
	}
}

func testRelativeInstance(t *testing.T) {
	server := Server{Served: func(r *http.Request, _ Problem, o *Occurrence) { o.Instance = "https://" + r.Host + o.Instance }}
	w := httptest.NewRecorder()
	server.Write(w, httptest.NewRequest("GET", "https://api.example.com/x", nil), NewInternalError(WithInstance("/log/7")))
	if got := OccurrenceOf(FromResponse(w.Result())).Instance; got != "https://api.example.com/log/7" {
		t.Errorf("the instance is %q", got)
	}
}

func testMemberNames(t *testing.T) {
	names := map[string]json.RawMessage{"id": json.RawMessage(`1`), "2nd": json.RawMessage(`2`), "a b": json.RawMessage(`3`)}
	p := NewInternalError()
	p.Extensions = names
	resp, _ := exchange(t, p, "")
	if got := OccurrenceOf(FromResponse(resp)).Extensions; !reflect.DeepEqual(got, names) {
		t.Errorf("received %s", got)
	}
	_, body := exchange(t, p, "application/problem+xml")
	if err := xml.Unmarshal(body, new(struct{})); err != nil || !bytes.Contains(body, []byte("<id>1</id>")) {
		t.Errorf("served %s, %v", body, err)
	}
}

func testExtensions(t *testing.T) {
	_, body := exchange(t, fullImport(), "")
	var names []string
	d := decoder{s: string(body)}
	for ok := d.object(); ok && d.member(); d.skip() {
		names = append(names, d.name)
	}
	want := []string{"type", "title", "status", "detail", "instance", "import", "reason", "source", "errors",
		"started_at", "finished_at", "tags", "retryable", "score", "labels", "payload"}
	if !slices.Equal(names, want) {
		t.Errorf("the members are %q", names)
	}
}

func testUnknownExtensions(t *testing.T) {
	p := receive(t, 429, problemHeader, `{"x":{"type":1},"type":`+quotaURI+`,"y":12345678901234567890.5,"limit":7,"usage":{"z":1,"storage":["a"]}}`)
	got, ok := p.(*QuotaExceeded)
	if !ok || got.Limit != 7 || !slices.Equal(got.Usage.Storage, []string{"a"}) {
		t.Fatalf("received %+v", p)
	}
	want := map[string]json.RawMessage{"x": json.RawMessage(`{"type":1}`), "y": json.RawMessage(`12345678901234567890.5`)}
	if !reflect.DeepEqual(got.Extensions, want) {
		t.Errorf("the extensions are %s", got.Extensions)
	}
}

func testDocumented(t *testing.T) {
	for info := range All() {
		if info.Type == "" || info.Title == "" || !validStatus(info.Status) {
			t.Errorf("documented is %+v", info)
		}
		if found, ok := Lookup(info.Type); !ok || found != info {
			t.Errorf("Lookup(%s) = %+v", info.Type, found)
		}
	}
}

func testRetryAfter(t *testing.T) {
	resp, _ := exchange(t, fullQuota(), "")
	got, ok := FromResponse(resp).(*QuotaExceeded)
	if !ok || resp.Header.Get("Retry-After") != "120" || !reflect.DeepEqual(got.Headers, fullQuota().Headers) {
		t.Errorf("the header is %v", resp.Header)
	}
}

func testAboutBlankTitle(t *testing.T) {
	_, body := exchange(t, &Unknown{}, "")
	if string(body) != `{"type":"about:blank","title":"Internal Server Error","status":500}` {
		t.Errorf("served %s", body)
	}
	if p := receive(t, 404, problemHeader, `{}`); p.Title() != "Not Found" {
		t.Errorf("the title is %q", p.Title())
	}
}

func testNothingExposed(t *testing.T) {
	for _, err := range []error{errors.New("secret"), NewInternalError(WithCause(errors.New("secret")))} {
		resp, body := exchange(t, err, "")
		if text := fmt.Sprint(resp.Header) + string(body); strings.Contains(text, "secret") || resp.StatusCode != 500 {
			t.Errorf("served %s", text)
		}
	}
}

// schema is the JSON Schema of RFC 9457, appendix A.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	s, err := c.Compile("testdata/rfc9457.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func testJSONSchema(t *testing.T) {
	s := schema(t)
	served := []error{
		fullQuota(), fullImport(), NewInternalError(), TypeInternalError, errors.New("x"), &Unknown{},
		NewInternalError(WithDetail("\xff\x00"), WithInstance("not a reference")),
		NewImportRejected(ImportRejectedParams{Reason: "moon"}),
		&QuotaExceeded{Occurrence: Occurrence{Extensions: map[string]json.RawMessage{"status": json.RawMessage(`"5"`)}}},
		&QuotaExceeded{Headers: QuotaExceededHeaders{XQuotaShare: new(math.NaN())}},
	}
	for _, err := range served {
		resp, body := exchange(t, err, "")
		object, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%v: %s", err, body)
		}
		if err := s.Validate(object); err != nil || resp.StatusCode < 400 {
			t.Errorf("%d %s: %v", resp.StatusCode, body, err)
		}
	}
	for _, invalid := range []string{`{"status":"500"}`, `{"status":600}`, `{"instance":"https://h:x"}`, `{"detail":1}`} {
		object, err := jsonschema.UnmarshalJSON(strings.NewReader(invalid))
		if err != nil || s.Validate(object) == nil {
			t.Errorf("the schema takes %s", invalid)
		}
	}
}

func testXML(t *testing.T) {
	resp, body := exchange(t, NewInternalError(WithDetail("a<b")), "application/problem+xml")
	var object struct {
		XMLName xml.Name
		Type    string `xml:"type"`
		Title   string `xml:"title"`
		Status  int    `xml:"status"`
		Detail  string `xml:"detail"`
	}
	if err := xml.Unmarshal(body, &object); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	if resp.Header.Get("Content-Type") != "application/problem+xml" || object.XMLName.Space != "urn:ietf:rfc:7807" || object.XMLName.Local != "problem" {
		t.Errorf("%v: %s", resp.Header, body)
	}
	if object.Type != string(TypeInternalError) || object.Title != TitleInternalError || object.Status != 500 || object.Detail != "a<b" {
		t.Errorf("served %+v", object)
	}
}

func testXMLArrays(t *testing.T) {
	_, body := exchange(t, fullImport(), "application/problem+xml")
	var object struct {
		Errors struct {
			Items []struct {
				Pointer string `xml:"pointer"`
			} `xml:"i"`
		} `xml:"errors"`
		Algorithm string `xml:"source>checksum>algorithm"`
	}
	if err := xml.Unmarshal(body, &object); err != nil || len(object.Errors.Items) != 2 || object.Errors.Items[1].Pointer != "/9" || object.Algorithm != "sha256" {
		t.Errorf("served %s as %+v, %v", body, object, err)
	}
}

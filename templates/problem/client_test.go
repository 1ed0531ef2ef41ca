package problem

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// answer is a server that answers with the body.
func answer(t *testing.T, status int, header map[string]string, body []byte) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server
}

func get(t *testing.T, url string) *http.Response {
	t.Helper()
	resp, err := http.DefaultClient.Do(request(t, url))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

var problemHeader = map[string]string{"Content-Type": "application/problem+json"}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// Every problem crosses HTTP with nothing lost.
func TestRoundTripOverHTTP(t *testing.T) {
	withExtensions := fullImport()
	withExtensions.Labels = nil
	withExtensions.Payload = nil
	for _, p := range []Problem{fullQuota(), withExtensions, NewInternalError(WithDetail("d"))} {
		server := httptest.NewServer(Handler(func(http.ResponseWriter, *http.Request) error { return p }))
		resp, err := Do(request(t, server.URL))
		server.Close()
		got, ok := errors.AsType[Problem](err)
		if !ok || resp != nil {
			t.Fatalf("Do = %v, %v", resp, err)
		}
		r := OccurrenceOf(got).Received
		if r.Status != p.Status() || r.BodyStatus != p.Status() || r.Title != p.Title() || r.Type != p.Type() || r.Header.Get("Date") == "" {
			t.Errorf("received as %+v", r)
		}
		OccurrenceOf(got).Received = nil
		if !reflect.DeepEqual(got, p) {
			t.Errorf("received\n%+v\nwant\n%+v", got, p)
		}
	}
}

// Whatever comes, there is a problem with the status of the response.
func TestFromResponse(t *testing.T) {
	quota := `{"type":` + quotaURI + `,"status":400,"limit":7}`
	tests := []struct {
		name   string
		status int
		header map[string]string
		body   string
		want   string
		body2  int
		cause  string
	}{
		{"typed", 429, problemHeader, quota, "*problem.QuotaExceeded", 400, ""},
		{"any media type", 429, map[string]string{"Content-Type": "text/plain"}, quota, "*problem.QuotaExceeded", 400, ""},
		{"no media type", 429, map[string]string{"Content-Type": ""}, quota, "*problem.QuotaExceeded", 400, ""},
		{"unlike the documented status", 502, problemHeader, quota, "*problem.QuotaExceeded", 400, ""},
		{"below 400", 200, map[string]string{"Content-Type": "Application/Problem+JSON; charset"}, quota, "*problem.QuotaExceeded", 400, ""},
		{"no problem", 200, map[string]string{"Content-Type": "application/json"}, quota, "<nil>", 0, ""},
		{"bad media type", 200, map[string]string{"Content-Type": ";"}, quota, "<nil>", 0, ""},
		{"HTML", 502, map[string]string{"Content-Type": "text/html"}, "<html>", "*problem.Unknown", 0, `no object at offset 0 (the media type is "text/html")`},
		{"XML", 404, map[string]string{"Content-Type": "application/problem+xml"}, "<problem>", "*problem.Unknown", 0, "invalid XML"},
		{"empty", 404, problemHeader, "", "*problem.Unknown", 0, "no object"},
		{"truncated", 404, problemHeader, quota[:40], "*problem.Unknown", 0, "a string without an end"},
		{"null", 404, problemHeader, "null", "*problem.Unknown", 0, "no object"},
		{"array", 404, problemHeader, "[]", "*problem.Unknown", 0, "no object"},
		{"string", 404, problemHeader, `"x"`, "*problem.Unknown", 0, "no object"},
		{"wrong types", 404, problemHeader, `{"type":5,"status":"500","detail":"x"}`, "*problem.Unknown", 0, ""},
		{"no member", 404, problemHeader, `{}`, "*problem.Unknown", 0, ""},
		{"body status 0", 404, problemHeader, `{"status":0}`, "*problem.Unknown", 0, ""},
		{"body status 200", 404, problemHeader, `{"status":200}`, "*problem.Unknown", 200, ""},
		{"gzip", 429, map[string]string{"Content-Encoding": "gzip"}, string(gzipped([]byte(quota))), "*problem.QuotaExceeded", 400, ""},
		{"no gzip", 429, map[string]string{"Content-Encoding": "gzip"}, quota, "*problem.Unknown", 0, "gzip"},
		{"truncated gzip", 429, map[string]string{"Content-Encoding": "x-gzip"}, string(gzipped([]byte(quota))[:30]), "*problem.Unknown", 0, "unexpected EOF"},
		{"other coding", 429, map[string]string{"Content-Encoding": "br"}, quota, "*problem.Unknown", 0, `content coding "br" is unknown`},
		{"identity", 429, map[string]string{"Content-Encoding": "identity"}, quota, "*problem.QuotaExceeded", 400, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := FromResponse(get(t, answer(t, test.status, test.header, []byte(test.body)).URL))
			if got := fmt.Sprintf("%T", p); got != test.want || p == nil {
				if got != test.want {
					t.Errorf("FromResponse = %s", got)
				}
				return
			}
			r := OccurrenceOf(p).Received
			if p.Status() != test.status || r.Status != test.status || r.BodyStatus != test.body2 {
				t.Errorf("the status is %d, of the response %d, of the body %d", p.Status(), r.Status, r.BodyStatus)
			}
			cause := fmt.Sprint(p.Unwrap())
			if (test.cause == "") != (p.Unwrap() == nil) || !strings.Contains(cause, test.cause) {
				t.Errorf("the cause is %s", cause)
			}
		})
	}
}

// A caller that asks for gzip itself gets it from the transport as it is.
func TestCompressionLeft(t *testing.T) {
	body, err := fullQuota().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, coding := range []string{"gzip", "x-gzip", "GZIP"} {
		r := request(t, answer(t, 429, map[string]string{"Content-Encoding": coding}, gzipped(body)).URL)
		r.Header.Set("Accept-Encoding", "gzip")
		resp, err := Do(r)
		if got, ok := errors.AsType[*QuotaExceeded](err); !ok || got.Limit != 4096 {
			t.Errorf("%s is received as %v, %v", coding, resp, err)
		}
	}
}

// The transport's decompression and what it leaves are bounded alike.
func TestBodyBound(t *testing.T) {
	// What is beyond the bound is white space: the rest would be an object.
	object := func(n int) []byte {
		return fmt.Appendf(nil, `{"detail":"x"}%s`, strings.Repeat(" ", n-len(`{"detail":"x"}`)))
	}
	tests := []struct {
		name string
		max  int64
		size int
		fits bool
	}{
		{"at the default", 0, 1 << 20, true},
		{"over the default", 0, 1<<20 + 1, false},
		{"at a bound", 100, 100, true},
		{"over a bound", 100, 101, false},
		{"negative is the default", -1, 1<<20 + 1, false},
		{"no bound", math.MaxInt64, 1 << 21, true},
	}
	for _, test := range tests {
		for _, compressed := range []bool{false, true} {
			t.Run(fmt.Sprint(test.name, compressed), func(t *testing.T) {
				body, header := object(test.size), maps.Clone(problemHeader)
				if compressed {
					body, header["Content-Encoding"] = gzipped(body), "gzip"
				}
				c := Client{MaxBody: test.max}
				resp := get(t, answer(t, 500, header, body).URL)
				p := c.FromResponse(resp)
				if fits := OccurrenceOf(p).Detail != ""; fits != test.fits || p.Status() != 500 {
					t.Errorf("read: %v, %v", fits, p.Unwrap())
				}
			})
		}
	}
}

// An endless body, compressed or not, costs no more than a few times the bound.
func TestBodyBoundHeap(t *testing.T) {
	for _, coding := range []string{"", "gzip"} {
		body := io.Reader(&endless{})
		header := http.Header{}
		if coding != "" {
			header.Set("Content-Encoding", coding)
			body = io.MultiReader(bytes.NewReader(gzipped(bytes.Repeat([]byte(" "), 1<<23))), body)
		}
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		p := FromResponse(&http.Response{StatusCode: 500, Header: header, Body: io.NopCloser(body)})
		runtime.ReadMemStats(&after)
		if p.Status() != 500 || p.Unwrap() == nil {
			t.Errorf("received %v", p)
		}
		// What was allocated in all is more than what was ever in use.
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 8<<20 {
			t.Errorf("%d bytes were allocated", grown)
		}
	}
}

type endless struct{}

func (*endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// body is a body that notes how it is used.
type trackedBody struct {
	io.Reader
	read, closed bool
}

func (b *trackedBody) Read(p []byte) (int, error) { b.read = true; return b.Reader.Read(p) }
func (b *trackedBody) Close() error               { b.closed = true; return nil }

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestWhoClosesTheBody(t *testing.T) {
	for _, status := range []int{200, 404} {
		body := &trackedBody{Reader: strings.NewReader(`{}`)}
		resp := &http.Response{StatusCode: status, Header: http.Header{}, Body: body}
		p := FromResponse(resp)
		if body.closed || body.read != (p != nil) || (p != nil) != (status == 404) {
			t.Errorf("FromResponse of %d gives %v: %+v", status, p, body)
		}
		c := Client{HTTP: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) { return resp, nil })}}
		got, err := c.Do(request(t, "http://localhost"))
		if body.closed != (status == 404) || (got == nil) != (status == 404) || (err != nil) != (status == 404) {
			t.Errorf("Do of %d gives %v, %v: %+v", status, got, err, body)
		}
	}
}

func TestDoWithoutResponse(t *testing.T) {
	refused := errors.New("refused")
	c := Client{HTTP: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) { return nil, refused })}}
	if resp, err := c.Do(request(t, "http://localhost")); resp != nil || !errors.Is(err, refused) {
		t.Errorf("Do = %v, %v", resp, err)
	}
	if _, isProblem := errors.AsType[Problem](refused); isProblem {
		t.Error("an error of the transport is a problem")
	}
}

func TestFromOddResponses(t *testing.T) {
	if p := FromResponse(nil); p != nil {
		t.Errorf("no response is %v", p)
	}
	p := FromResponse(&http.Response{StatusCode: 999})
	if p.Status() != 999 || p.Error() != "999 " {
		t.Errorf("received %q", p)
	}
	failing := io.NopCloser(io.MultiReader(strings.NewReader(`{"detail":"x"`), &failingReader{}))
	p = FromResponse(&http.Response{StatusCode: 500, Body: failing})
	if p.Status() != 500 || !errors.Is(p, io.ErrUnexpectedEOF) {
		t.Errorf("a broken connection is %v: %v", p, p.Unwrap())
	}
}

type failingReader struct{}

func (*failingReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// A relative type is resolved against the URL of the request.
func TestRelativeTypes(t *testing.T) {
	base, err := url.Parse("https://api.example.com/v1/things?q")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ ref, want, typed string }{
		{"/problems/quota_exceeded", string(TypeQuotaExceeded), "*problem.QuotaExceeded"},
		{"../problems/quota_exceeded", string(TypeQuotaExceeded), "*problem.QuotaExceeded"},
		{"import_failed", string(TypeImportRejected), "*problem.ImportRejected"}, // an alias
		{"other", "https://api.example.com/v1/other", "*problem.Unknown"},
		{"about:blank", "about:blank", "*problem.Unknown"},
		{"http://[", "http://[", "*problem.Unknown"},
	}
	for _, test := range tests {
		p := FromResponse(&http.Response{
			StatusCode: 429, Request: &http.Request{URL: base},
			Body: io.NopCloser(strings.NewReader(`{"type":"` + test.ref + `"}`)),
		})
		if p.TypeURI() != test.want || fmt.Sprintf("%T", p) != test.typed {
			t.Errorf("%s is %T of type %s", test.ref, p, p.TypeURI())
		}
	}
}

// What is compressed is bounded before it is decompressed, too.
func TestEndlessGzipMembers(t *testing.T) {
	empty := gzipped(nil)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(http.StatusBadGateway)
		for r.Context().Err() == nil {
			if _, err := w.Write(bytes.Repeat(empty, 100)); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	for name, client := range map[string]*http.Client{
		"as it comes": nil, "without compression": {Transport: &http.Transport{DisableCompression: true}},
	} {
		_, err := (&Client{HTTP: client, MaxBody: 10_000}).Do(request(t, server.URL))
		p, ok := errors.AsType[Problem](err)
		if !ok || p.Status() != http.StatusBadGateway || !strings.Contains(fmt.Sprint(p.Unwrap()), "longer than 10000 bytes") {
			t.Errorf("%s: %v, %v", name, err, p)
		}
	}
}

// Do asks for a compression as the transport would, and undoes it likewise.
func TestDoDecompresses(t *testing.T) {
	var asked string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header.Get("Accept-Encoding")
		if w.Header().Set("Vary", "Accept-Encoding"); asked == "gzip" {
			w.Header().Set("Content-Encoding", "gzip")
		}
		if r.URL.Path == "/problem" {
			w.WriteHeader(http.StatusNotFound)
		}
		if body := []byte(`{"type":"about:blank","detail":"d"}`); asked == "gzip" {
			_, _ = w.Write(gzipped(body))
		} else {
			_, _ = w.Write(body)
		}
	}))
	defer server.Close()
	resp, err := Do(request(t, server.URL+"/fine"))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil || string(body) != `{"type":"about:blank","detail":"d"}` {
		t.Errorf("the body is %q, %v", body, err)
	}
	if asked != "gzip" || !resp.Uncompressed || resp.ContentLength != -1 || resp.Header.Get("Content-Encoding") != "" {
		t.Errorf("asked for %q; %t, %d, %v", asked, resp.Uncompressed, resp.ContentLength, resp.Header)
	}
	_, err = Do(request(t, server.URL+"/problem"))
	p, ok := errors.AsType[Problem](err)
	if !ok || OccurrenceOf(p).Detail != "d" || OccurrenceOf(p).Received.Header.Get("Content-Encoding") != "" {
		t.Errorf("the problem is %+v", p)
	}
	for name, value := range map[string]string{"Range": "bytes=0-1", "Accept-Encoding": "br"} {
		r := request(t, server.URL)
		r.Header.Set(name, value)
		resp, err := Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _ = resp.Body.Close(); asked == "gzip" || resp.Uncompressed {
			t.Errorf("with %s the server is asked for %q", name, asked)
		}
	}
	r := request(t, server.URL)
	if resp, err = Do(r); err != nil || resp.Body.Close() != nil || len(r.Header) > 0 {
		t.Errorf("the request has become %v, %v", r.Header, err)
	}
}

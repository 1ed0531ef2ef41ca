package problem

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
)

// handle returns a handler that writes a response.
func handle(status int, contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if contentType != "" {
			w.Header().Set("Content-Type", contentType)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestStandard(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("POST /only", handle(200, "", ""))
	tests := []struct {
		name   string
		h      http.Handler
		path   string
		status int
		header string // what stays
		logged string
	}{
		{"http.Error", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3")
			http.Error(w, "s3cret", http.StatusServiceUnavailable)
		}), "/", 503, "Retry-After", "level=ERROR"},
		{"no route", mux, "/none", 404, "", "level=INFO"},
		{"another method", mux, "/only", 405, "Allow", "Method Not Allowed"},
		{"no type", handle(418, "", "s3cret"), "/", 418, "", "s3cret"},
		{"no body", handle(401, "", ""), "/", 401, "", ""},
		{"text with a parameter", handle(400, "Text/Plain; charset=x", "{s3cret"), "/", 400, "", "s3cret"},
		{"range", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Range", "bytes */3")
			http.Error(w, "s3cret", http.StatusRequestedRangeNotSatisfiable)
		}), "/", 416, "Content-Range", ""},
		{"two statuses", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "s3cret", http.StatusForbidden)
			w.WriteHeader(200)
		}), "/", 403, "", ""},
		{"copied", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			_, _ = io.Copy(w, iotest.OneByteReader(strings.NewReader("s3cret")))
		}), "/", 403, "", "s3cret"},
		{"flushed", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(403)
			w.(http.Flusher).Flush()
		}), "/", 403, "", ""},
		{"long", handle(400, "text/plain", strings.Repeat("x", 1<<20)), "/", 400, "", ""},
		{"after a hint", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusEarlyHints)
			http.Error(w, "s3cret", http.StatusForbidden)
		}), "/", 403, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var l log
			s := Server{Logger: l.logger()}
			server := httptest.NewServer(s.Standard(test.h))
			defer server.Close()
			resp := get(t, server.URL+test.path)
			body, err := io.ReadAll(resp.Body)
			want := fmt.Sprintf(`{"type":"about:blank","title":%q,"status":%d}`, http.StatusText(test.status), test.status)
			if err != nil || resp.StatusCode != test.status || string(body) != want || resp.Header.Get("Content-Type") != string(problemJSON) {
				t.Errorf("the response is %d %v %s, %v", resp.StatusCode, resp.Header, body, err)
			}
			if test.header != "" && resp.Header.Get(test.header) == "" {
				t.Errorf("%s is lost: %v", test.header, resp.Header)
			}
			if !strings.Contains(l.String(), test.logged) || strings.Count(l.String(), "\n") != 1 || l.Len() > 1<<13 {
				t.Errorf("logged %s", &l)
			}
		})
	}
}

// Everything else goes through as it comes.
func TestStandardLeavesTheRest(t *testing.T) {
	date := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Date", "Sun, 06 Nov 1994 08:49:37 GMT")
		http.Error(w, "of another server", http.StatusBadGateway)
	}
	compressed := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.WriteHeader(500)
		_, _ = w.Write(gzipped([]byte("text")))
	}
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "upstream", http.StatusNotFound) }))
	defer upstream.Close()
	target, err := url.Parse(upstream.URL)
	if err != nil {
		t.Fatal(err)
	}
	events := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for range 3 {
			_, _ = io.WriteString(w, "data: x\n\n")
			w.(http.Flusher).Flush()
		}
	}
	file := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.Copy(w, struct{ io.Reader }{strings.NewReader(strings.Repeat("0123456789", 1000))})
	}
	handlers := map[string]http.Handler{
		"fine": handle(200, "text/plain", "fine"), "no status": http.HandlerFunc(file), "no content": handle(204, "", ""), "not modified": handle(304, "", ""),
		"JSON": handle(404, "", ` {"a":1}`[1:]), "array": handle(404, "", "[]"), "markup": handle(404, "", "<p>"), "typed JSON": handle(404, "application/json", "x"),
		"HTML": handle(500, "text/html", "x"), "problem": Handler(func(http.ResponseWriter, *http.Request) error { return fullQuota() }),
		"compressed": http.HandlerFunc(compressed), "dated": http.HandlerFunc(date), "proxy": httputil.NewSingleHostReverseProxy(target),
		"events": http.HandlerFunc(events), "nothing": http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), "odd": handle(999, "text/plain", "x"),
	}
	for name, h := range handlers {
		bare, standard := httptest.NewServer(h), httptest.NewServer(quiet.Standard(h))
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if want, got := exchangeRaw(t, method, bare.URL), exchangeRaw(t, method, standard.URL); got != want {
				t.Errorf("%s %s: the response is\n%s\nwant\n%s", method, name, got, want)
			}
		}
		bare.Close()
		standard.Close()
	}
	head := httptest.NewServer(Standard(handle(404, "text/plain", "x")))
	defer head.Close()
	if got := exchangeRaw(t, http.MethodHead, head.URL); !strings.Contains(got, "text/plain") {
		t.Errorf("the response to HEAD is %s", got)
	}
	keeping := Server{Keep: func(r *http.Request) bool { return r.URL.Path == "/metrics" }}
	w := httptest.NewRecorder()
	keeping.Standard(handle(404, "text/plain", "kept")).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if w.Body.String() != "kept" {
		t.Errorf("a route that is kept gives %s", w.Body)
	}
}

// exchangeRaw returns a whole response, but for its date.
func exchangeRaw(t *testing.T, method, url string) string {
	t.Helper()
	r := request(t, url)
	r.Method = method
	r.Header.Set("Accept-Encoding", "identity")
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if resp.Header.Del("Date"); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintln(resp.Status, resp.Header, resp.ContentLength, string(body))
}

// A middleware that compresses gets the problem, and compresses it.
func TestStandardInsideCompression(t *testing.T) {
	inner := quiet.Standard(handle(404, "text/plain", "x"))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		defer zip.Close()
		inner.ServeHTTP(&zipper{w, zip}, r)
	}))
	defer server.Close()
	_, err := Do(request(t, server.URL))
	if p, ok := errors.AsType[Problem](err); !ok || p.Status() != 404 || p.Title() != "Not Found" || p.Unwrap() != nil {
		t.Errorf("the response is %v", err)
	}
}

type zipper struct {
	http.ResponseWriter
	zip *gzip.Writer
}

func (z *zipper) Write(data []byte) (int, error) { return z.zip.Write(data) }

func TestStandardHijack(t *testing.T) {
	server := httptest.NewServer(Standard(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, buffer, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = buffer.WriteString("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nhello\n")
		if err := errors.Join(buffer.Flush(), conn.Close()); err != nil {
			t.Error(err)
		}
		if _, ok := w.(closeNotifier); !ok {
			t.Error("there is no CloseNotify")
		}
	})))
	defer server.Close()
	r := request(t, server.URL)
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "x")
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if line, err := bufio.NewReader(resp.Body).ReadString('\n'); line != "hello\n" {
		t.Errorf("the connection says %q, %v", line, err)
	}
}

// A handler that fails after it has written a text changes nothing, and what
// panics goes on.
func TestStandardAndHandler(t *testing.T) {
	failed := func(w http.ResponseWriter, _ *http.Request) error {
		http.Error(w, "text", http.StatusNotFound)
		return fullQuota()
	}
	for name, h := range map[string]http.Handler{
		"Handler": quiet.Handler(failed),
		"Write":   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { quiet.Write(w, r, failed(w, r)) }),
	} {
		w := httptest.NewRecorder()
		quiet.Standard(h).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Code != 404 || !strings.Contains(w.Body.String(), "about:blank") {
			t.Errorf("%s: the response is %d %s", name, w.Code, w.Body)
		}
	}
	w := httptest.NewRecorder()
	quiet.Recover(quiet.Standard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "text", http.StatusNotFound)
		panic("x")
	}))).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 500 || !strings.Contains(w.Body.String(), "internal_error") {
		t.Errorf("behind a panic the response is %d %s", w.Code, w.Body)
	}
}

func TestMap(t *testing.T) {
	var l log
	s := Server{Logger: l.logger(), Map: func(r *http.Request, err error) error {
		switch {
		case r == nil || err == nil:
			t.Errorf("Map is asked for %v, %v", r, err)
		case errors.Is(err, sql.ErrNoRows):
			return Blank(404)
		case errors.Is(err, io.EOF):
			return io.ErrUnexpectedEOF
		}
		if p := new(Unknown); errors.As(err, &p) && p.Status() == 429 && p.Unwrap().Error() == "slow down" {
			return fullQuota()
		}
		return nil
	}}
	tests := []struct {
		err    error
		status int
		logged string
	}{
		{fmt.Errorf("x: %w", sql.ErrNoRows), 404, ""},
		{errors.New("x"), 500, "no problem"},
		{io.EOF, 500, "no problem"},
		{nil, 500, "no problem"},
		{fullQuota(), 429, ""},
	}
	for _, test := range tests {
		l.Reset()
		if w := serve(&s, test.err); w.Code != test.status || (l.Len() > 0) != (test.logged != "") || !strings.Contains(l.String(), test.logged) {
			t.Errorf("%v: served %d %s, logged %s", test.err, w.Code, w.Body, &l)
		}
	}
	for text, want := range map[string]string{"slow down\n": "quota_exceeded", "s3cret": "about:blank"} {
		w := httptest.NewRecorder()
		s.Standard(handle(429, "", text)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Code != 429 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q becomes %d %s", text, w.Code, w.Body)
		}
	}
	for _, odd := range []error{io.EOF, Type("https://x.example/u"), (*QuotaExceeded)(nil)} {
		s.Map = func(*http.Request, error) error { return odd }
		w := httptest.NewRecorder()
		s.Standard(handle(404, "", "s3cret")).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Code != 404 || !strings.Contains(w.Body.String(), "about:blank") {
			t.Errorf("%v becomes %d %s", odd, w.Code, w.Body)
		}
	}
}

func TestBlank(t *testing.T) {
	p := Blank(405, WithDetail("d"), WithInstance("/i"))
	data, err := p.AppendJSON(nil)
	if err != nil || string(data) != `{"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"d","instance":"/i"}` {
		t.Errorf("it is %s, %v", data, err)
	}
	if p.Error() != "405 Method Not Allowed: d" || p.Type() != TypeAboutBlank || !errors.Is(p, TypeAboutBlank) || p.IsReceived() {
		t.Errorf("it is %v", p)
	}
	if data, err := Blank(499).AppendJSON(nil); err != nil || string(data) != `{"type":"about:blank","status":499}` {
		t.Errorf("a status without a phrase is %s, %v", data, err)
	}
}

func TestServedValue(t *testing.T) {
	var err error = Served(fmt.Errorf("x: %w", fullQuota()))
	served, ok := err.(interface {
		GetStatus() int
		StatusCode() int
		GetHeaders() http.Header
		ContentType(string) string
		MarshalJSON() ([]byte, error)
	})
	if !ok {
		t.Fatal("a framework misses a method")
	}
	body, failed := served.MarshalJSON()
	want := serve(&quiet, fullQuota())
	if failed != nil || !bytes.Equal(body, want.Body.Bytes()) || served.GetStatus() != 429 || served.StatusCode() != 429 {
		t.Errorf("it is %d %s, %v", served.GetStatus(), body, failed)
	}
	h := served.GetHeaders()
	if h.Get("Retry-After") != "120" || h.Get("Cache-Control") != "no-store" || h.Get("Content-Type") != "" || served.ContentType("application/json") != "application/problem+json" {
		t.Errorf("the header is %v, the type %s", h, served.ContentType("application/json"))
	}
	if h.Set("Retry-After", "9"); served.GetHeaders().Get("Retry-After") != "120" {
		t.Error("the header is shared")
	}
	if !errors.Is(err, TypeQuotaExceeded) || err.Error() != fullQuota().Error() {
		t.Errorf("the error is %v", err)
	}
	if w := serve(&quiet, err); w.Code != 429 {
		t.Errorf("it is served as %s", w.Body)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept", "application/problem+xml")
	s := Server{Logger: quiet.Logger, Served: func(_ *http.Request, _ Problem, o *Occurrence) { o.Instance = "/i" }}
	if body, _ := s.ServedFor(r, errors.New("x")).MarshalJSON(); !strings.HasPrefix(string(body), "{") || !strings.Contains(string(body), `"/i"`) {
		t.Errorf("for a request it is %s", body)
	}
}

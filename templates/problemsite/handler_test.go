package problemsite

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

func get(t *testing.T, h http.Handler, method, target string, header http.Header) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, "http://api.example.com/", nil)
	r.URL.Path = target
	for name, values := range header {
		r.Header[name] = values
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func fileOf(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile("site/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestVariants(t *testing.T) {
	const page = "/problems/quota_exceeded"
	tests := []struct{ path, accept, file, media string }{
		{page, "", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page, "*/*", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page, "image/png", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page, "application/schema+json", "quota_exceeded.schema.json", "application/schema+json"},
		{page, "application/*", "quota_exceeded.schema.json", "application/schema+json"},
		{page, "text/markdown", "quota_exceeded.md", "text/markdown; charset=utf-8"},
		{page, "Text/Markdown ;q=0.9, text/html;q=0.8", "quota_exceeded.md", "text/markdown; charset=utf-8"},
		{page, "text/*;q=0.5, text/markdown;q=0.4", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page, "text/html;q=0, */*;q=0.1", "quota_exceeded.schema.json", "application/schema+json"},
		{page, "text/markdown;q=2, text/html;q=0.1", "quota_exceeded.html", "text/html; charset=utf-8"},
		{page + ".md", "text/html", "quota_exceeded.md", "text/markdown; charset=utf-8"},
		{page + ".schema.json", "", "quota_exceeded.schema.json", "application/schema+json"},
		{page + ".html", "text/markdown", "quota_exceeded.html", "text/html; charset=utf-8"},
		{"/problems/", "", "index.html", "text/html; charset=utf-8"},
		{"/problems/site.css", "", "site.css", "text/css; charset=utf-8"},
	}
	for _, test := range tests {
		t.Run(test.path+" "+test.accept, func(t *testing.T) {
			header := http.Header{}
			if test.accept != "" {
				header["Accept"] = []string{test.accept}
			}
			r := get(t, Handler(), "GET", test.path, header)
			if body := bodyOf(t, r); r.StatusCode != 200 || body != fileOf(t, test.file) || r.Header.Get("Content-Type") != test.media {
				t.Errorf("%s, %v:\n%s", r.Status, r.Header, body)
			}
			if negotiated := r.Header.Get("Vary") == "Accept"; negotiated != (test.path == page) {
				t.Errorf("Vary is %q", r.Header.Get("Vary"))
			}
			if p := r.Header.Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'none'") || strings.Contains(p, "unsafe") {
				t.Errorf("the policy is %q", p)
			}
			if r.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Error("the type can be guessed")
			}
		})
	}
}

// A response that the client has is not sent again, whichever variant it is.
func TestETags(t *testing.T) {
	tags := map[string]bool{}
	for _, accept := range []string{"text/html", "text/markdown", "application/schema+json"} {
		first := get(t, Handler(), "GET", "/problems/quota_exceeded", http.Header{"Accept": {accept}})
		tag := first.Header.Get("ETag")
		if tag == "" || tags[tag] || strings.HasPrefix(tag, "W/") {
			t.Errorf("the ETag of %s is %s", accept, tag)
		}
		tags[tag] = true
		for _, known := range []string{tag, `"x", W/` + tag, "*"} {
			again := get(t, Handler(), "GET", "/problems/quota_exceeded", http.Header{"Accept": {accept}, "If-None-Match": {known}})
			if again.StatusCode != 304 || bodyOf(t, again) != "" || again.Header.Get("ETag") != tag || again.Header.Get("Vary") != "Accept" {
				t.Errorf("with %s: %s, %v", known, again.Status, again.Header)
			}
		}
		if other := get(t, Handler(), "GET", "/problems/quota_exceeded", http.Header{"Accept": {accept}, "If-None-Match": {`"x"`}}); other.StatusCode != 200 {
			t.Errorf("with another ETag: %s", other.Status)
		}
	}
}

func TestHead(t *testing.T) {
	r := get(t, Handler(), "HEAD", "/problems/quota_exceeded", nil)
	if want := len(fileOf(t, "quota_exceeded.html")); r.StatusCode != 200 || bodyOf(t, r) != "" || r.ContentLength != int64(want) {
		t.Errorf("%s, %v", r.Status, r.Header)
	}
}

// Redirects are relative: the handler may stand behind a prefix.
func TestRedirects(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/v1/", http.StripPrefix("/v1", Handler()))
	mux.Handle("/", Handler())
	server := httptest.NewServer(mux)
	defer server.Close()
	for from, to := range map[string]string{
		"/problems/plans/over":         "/problems/quota_exceeded",
		"/v1/problems/plans/over":      "/v1/problems/quota_exceeded",
		"/v1/problems/quota_exceeded/": "/v1/problems/quota_exceeded",
		"/v1/problems":                 "/v1/problems/",
		"/v1/problems/quota_exceeded":  "/v1/problems/quota_exceeded",
	} {
		r, err := http.Get(server.URL + from)
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Request.URL.Path; r.StatusCode != 200 || got != to {
			t.Errorf("%s leads to %s, %s; want %s", from, got, r.Status, to)
		}
		_ = r.Body.Close() // of which nothing is wanted
	}
	if r := get(t, Handler(), "GET", "/problems/plans/over", nil); r.StatusCode != 308 || r.Header.Get("Location") != "../quota_exceeded" {
		t.Errorf("%s, %v", r.Status, r.Header)
	}
}

// What is not there is a problem, and no path leads out of the pages.
func TestMissing(t *testing.T) {
	for _, path := range []string{
		"/problems/nothing", "/", "", "/problemsquota_exceeded", "/problems/../problemsite.go", "/problems/..", "/problems/%2e%2e/problemsite.go",
		"/problems/../../etc/passwd", "/problems//quota_exceeded", "/problems/routes.json", "/problems/site/index.html", "/problems/quota_exceeded/x", "/problems/QUOTA_EXCEEDED",
		"/problems/quota_exceeded\x00",
	} {
		r := get(t, Handler(), "GET", path, nil)
		if r.StatusCode != 404 || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%q: %s, %v", path, r.Status, r.Header)
		}
	}
	r := get(t, Handler(), "POST", "/problems/quota_exceeded", nil)
	if r.StatusCode != 405 || r.Header.Get("Allow") != "GET, HEAD" || !json.Valid([]byte(bodyOf(t, r))) {
		t.Errorf("POST: %s, %v", r.Status, r.Header)
	}
}

// A path that ends in a slash is served with it, and Vary of others stays.
func TestSlash(t *testing.T) {
	s := newSite(fstest.MapFS{
		"site/a/index.html": {Data: []byte("a")}, "site/a.md": {Data: []byte("b")},
		"site/routes.json": {Data: []byte(`{"pages": [{"path": "a/", "files": ["a/index.html", "a.md", "a.schema.json"]}]}`)},
	})
	if r := get(t, s, "GET", "/problems/a", nil); r.StatusCode != 308 || r.Header.Get("Location") != "a/" {
		t.Errorf("%s, %v", r.Status, r.Header)
	}
	w := httptest.NewRecorder()
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Content-Encoding", "gzip")
	s.ServeHTTP(w, httptest.NewRequest("GET", "/problems/a/", nil))
	if w.Code != 200 || strings.Join(w.Header()["Vary"], ",") != "Origin,Accept" || w.Header().Get("Content-Length") != "" {
		t.Errorf("%d, %v", w.Code, w.Header())
	}
}

// A nullWriter is a response that goes nowhere, with a header that is reused.
type nullWriter struct{ header http.Header }

func (w *nullWriter) Header() http.Header         { return w.header }
func (w *nullWriter) Write(b []byte) (int, error) { return len(b), nil }
func (w *nullWriter) WriteHeader(int)             {}

// Pages are served from memory: nothing is allocated for a response but what
// the header's own map takes.
func TestAllocations(t *testing.T) {
	w := &nullWriter{header: http.Header{}}
	for _, path := range []string{"/problems/quota_exceeded", "/problems/", "/problems/plans/over", "/problems/site.css"} {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
		r.Header.Set("If-None-Match", `"x"`)
		if n := testing.AllocsPerRun(100, func() {
			clear(w.header)
			Handler().ServeHTTP(w, r)
		}); n > 0 {
			t.Errorf("%s: %v allocations", path, n)
		}
	}
}

func BenchmarkHandler(b *testing.B) {
	w, h := &nullWriter{header: http.Header{}}, Handler()
	r := httptest.NewRequest("GET", "/problems/quota_exceeded", nil)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
	}
}

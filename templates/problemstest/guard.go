package problemstest

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	problem "github.com/hcnet/problemgen/templates/problem"
)

// RoundTripper returns a transport for the clients of a test, which sends requests
// by way of next, or of [http.DefaultTransport] where that is nil. It reports an
// error for each response of 400 and above that brings no documented problem, or
// one with another status than its own. When the test ends, it logs which of the
// documented problems were never met.
//
// A problem of type about:blank, which says no more than its status does, is
// logged alone, and of an answer to HEAD nothing is said. Bodies are read as a [problem.Client] reads them, and given on
// whole.
func RoundTripper(t testing.TB, next http.RoundTripper) http.RoundTripper {
	t.Helper()
	if next == nil {
		next = http.DefaultTransport
	}
	return &guardedTransport{newGuard(t), next}
}

// Handler returns h, watched: what [RoundTripper] says of the responses that a
// client gets, it says of those that h gives.
func Handler(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	g := newGuard(t)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watched := &guardedWriter{ResponseWriter: w}
		h.ServeHTTP(watched, r)
		if watched.status >= 400 && r.Method != http.MethodHead {
			g.judge(&http.Response{
				StatusCode: watched.status, Header: w.Header().Clone(), Request: r,
				Body: io.NopCloser(bytes.NewReader(watched.body.Bytes())),
			})
		}
	})
}

// maxGuarded is how much of a body is looked at, as much as a client reads.
const maxGuarded = 1 << 20

// A guard judges responses for one test.
type guard struct {
	t testing.TB

	mu  sync.Mutex
	met map[problem.Type]bool
	// over tells that the test has ended and takes no more errors.
	over bool
}

func newGuard(t testing.TB) *guard {
	g := &guard{t: t, met: map[problem.Type]bool{}}
	t.Cleanup(g.end)
	return g
}

// end logs which documented problems were never met.
func (g *guard) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.over = true
	var names []string
	for info := range problem.All() {
		if !g.met[info.Type] {
			names = append(names, info.Name)
		}
	}
	if len(names) > 0 {
		g.t.Logf("documented problems that this test never met: %s", strings.Join(names, ", "))
	}
}

// judge judges a response of 400 and above, whose body it may read.
func (g *guard) judge(resp *http.Response) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.over {
		return
	}
	request := "the request"
	if r := resp.Request; r != nil && r.URL != nil {
		request = r.Method + " " + r.URL.RequestURI()
	}
	p := problem.FromResponse(resp)
	info, documented := problem.Lookup(p.Type())
	switch {
	case documented:
		g.met[info.Type] = true
		if body := problem.OccurrenceOf(p).Received.BodyStatus; body != 0 && body != resp.StatusCode {
			g.t.Errorf("%s: the response has the status %d, and the problem %s in it says %d", request, resp.StatusCode, info.Name, body)
		}
	case p.Type() == problem.TypeAboutBlank && errors.Unwrap(p) == nil:
		g.t.Logf("%s: the problem says no more than its status, %d", request, resp.StatusCode)
	case p.Type() == problem.TypeAboutBlank:
		g.t.Errorf("%s: the response is no problem: %d: %v", request, resp.StatusCode, errors.Unwrap(p))
	default:
		g.t.Errorf("%s: no page documents the problem in the response: %d %s", request, resp.StatusCode, p.TypeURI())
	}
}

// A guardedTransport judges the responses that clients get.
type guardedTransport struct {
	*guard
	next http.RoundTripper
}

// RoundTrip sends the request and judges what comes back.
func (g *guardedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := g.next.RoundTrip(r)
	if err != nil || resp.StatusCode < 400 || r.Method == http.MethodHead {
		return resp, err
	}
	var read bytes.Buffer
	copied := *resp
	copied.Body = io.NopCloser(io.TeeReader(io.LimitReader(resp.Body, maxGuarded+1), &read))
	if copied.Request == nil {
		copied.Request = r
	}
	g.judge(&copied)
	resp.Body = &givenBack{io.MultiReader(&read, resp.Body), resp.Body}
	return resp, nil
}

// givenBack is a body with what was read of it before it again.
type givenBack struct {
	io.Reader
	io.Closer
}

// A guardedWriter notes what a handler writes, as far as it is looked at.
type guardedWriter struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader notes the status of the response proper.
func (w *guardedWriter) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write notes the body.
func (w *guardedWriter) Write(data []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if room := maxGuarded + 1 - w.body.Len(); w.status >= 400 && room > 0 {
		w.body.Write(data[:min(room, len(data))])
	}
	return w.ResponseWriter.Write(data)
}

// Unwrap is for [http.ResponseController].
func (w *guardedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush is for those who look for an [http.Flusher].
func (w *guardedWriter) Flush() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	_ = http.NewResponseController(w.ResponseWriter).Flush()
}

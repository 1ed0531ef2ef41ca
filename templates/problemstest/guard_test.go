package problemstest

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/templates/problem"
)

// A guardedTest is a recorder whose end comes when it is asked for.
type guardedTest struct {
	recorder
	logs []string
	ends []func()
}

func (g *guardedTest) Cleanup(end func()) { g.ends = append(g.ends, end) }

func (g *guardedTest) Logf(format string, args ...any) {
	g.logs = append(g.logs, fmt.Sprintf(format, args...))
}

func (g *guardedTest) end() {
	for _, end := range slices.Backward(g.ends) {
		end()
	}
}

// guarded are handlers with what a guard says of their responses.
var guarded = []struct {
	name    string
	handler http.HandlerFunc
	says    string // "" for nothing
	met     string
}{
	{"fine", func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "fine") }, "", ""},
	{"documented", serve(problem.NewInternalError()).ServeHTTP, "", "internal_error"},
	{"text", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "down", http.StatusServiceUnavailable) },
		`GET /orders?x=1: the response is no problem: 503: reading a problem: `, ""},
	{"nothing", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "GET /orders?x=1: the response is no problem: 404: ", ""},
	{"another type", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(409)
		_, _ = io.WriteString(w, `{"type":"https://api.example.com/problems/other","status":409}`)
	}, "GET /orders?x=1: no page documents the problem in the response: 409 https://api.example.com/problems/other", ""},
	{"another status", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(502)
		body, err := problem.NewInternalError().MarshalJSON()
		if err == nil {
			_, _ = w.Write(body)
		}
	}, "GET /orders?x=1: the response has the status 502, and the problem internal_error in it says 500", "internal_error"},
}

func TestGuards(t *testing.T) {
	for _, test := range guarded {
		for _, kind := range []string{"handler", "transport"} {
			t.Run(test.name+"/"+kind, func(t *testing.T) {
				g := &guardedTest{recorder: recorder{TB: t}}
				want := body(t, http.DefaultClient, test.handler)
				var got string
				if kind == "handler" {
					got = body(t, http.DefaultClient, Handler(g, test.handler))
				} else {
					got = body(t, &http.Client{Transport: RoundTripper(g, nil)}, test.handler)
				}
				if got != want {
					t.Errorf("the client gets %q, not %q", got, want)
				}
				g.end()
				said := strings.Join(g.failures, "\n")
				if test.says == "" && said != "" || !strings.HasPrefix(said, test.says) {
					t.Errorf("it says %q, not %q", said, test.says)
				}
				logs := strings.Join(g.logs, "\n")
				if met := test.met != "" && !strings.Contains(logs, test.met); met != (test.met != "") {
					t.Errorf("it logs %q", logs)
				}
				if !strings.Contains(logs, "documented problems that this test never met: ") || !strings.Contains(logs, "quota_exceeded") {
					t.Errorf("it logs %q", logs)
				}
			})
		}
	}
}

// body returns what a client gets of a handler.
func body(t *testing.T, client *http.Client, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	defer server.Close()
	resp, err := client.Get(server.URL + "/orders?x=1")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.Status + " " + string(data)
}

// A problem of type about:blank is told, and no failure.
func TestGuardOfBlankProblem(t *testing.T) {
	g := &guardedTest{recorder: recorder{TB: t}}
	h := Handler(g, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(405)
		_, _ = io.WriteString(w, `{"title":"Method Not Allowed","status":405}`)
	}))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("PUT", "/orders", nil))
	if len(g.failures) > 0 || len(g.logs) != 1 || g.logs[0] != "PUT /orders: the problem says no more than its status, 405" {
		t.Errorf("it says %q and logs %q", g.failures, g.logs)
	}
}

// A response that comes when the test has ended is nobody's failure.
func TestGuardAfterTheEnd(t *testing.T) {
	g := &guardedTest{recorder: recorder{TB: t}}
	h := Handler(g, http.NotFoundHandler())
	g.end()
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil))
	if len(g.failures) > 0 {
		t.Error(g.failures)
	}
}

// A body beyond what is looked at reaches the client whole.
func TestGuardOfLongBody(t *testing.T) {
	long := strings.Repeat("x", maxGuarded+1000)
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		_, _ = io.WriteString(w, long)
	})
	g := &guardedTest{recorder: recorder{TB: t}}
	if got := body(t, &http.Client{Transport: RoundTripper(g, nil)}, handler); got != "500 Internal Server Error "+long {
		t.Errorf("%d bytes", len(got))
	}
	if len(g.failures) != 1 {
		t.Errorf("it says %q", g.failures)
	}
}

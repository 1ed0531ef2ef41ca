package frameworks

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	ginframework "github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5/middleware"
	fiberframework "github.com/gofiber/fiber/v3"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/chi"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/echo"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/fiber"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/gin"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/huma"
	"github.com/hcnet/problemgen/generator/internal/acceptance/frameworks/nethttp"
)

// A journal is what a service logs.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// services starts every service and returns where it is.
func services(t *testing.T, logger *slog.Logger) map[string]string {
	t.Helper()
	ginframework.SetMode(ginframework.ReleaseMode)
	urls := map[string]string{"fiber": startFiber(t, logger)}
	for name, h := range map[string]http.Handler{
		"net/http": nethttp.New(logger), "chi": chi.New(logger), "echo": echo.New(logger), "gin": gin.New(logger), "huma": huma.New(logger),
	} {
		server := httptest.NewServer(h)
		t.Cleanup(server.Close)
		urls[name] = server.URL
	}
	return urls
}

func startFiber(t *testing.T, logger *slog.Logger) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	app := fiber.New(logger)
	done := make(chan error, 1)
	go func() { done <- app.Listener(listener, fiberframework.ListenConfig{DisableStartupMessage: true}) }()
	t.Cleanup(func() {
		if err := errors.Join(app.Shutdown(), <-done); err != nil {
			t.Error(err)
		}
	})
	return "http://" + listener.Addr().String()
}

// Every service answers alike: with problems, whoever notices that something is
// wrong, and without a word of what is nobody's business.
func TestServices(t *testing.T) {
	tests := []struct {
		name, method, path string
		status             int
		uri                problems.Type
		header             string // that has to be there
		logged             string
	}{
		{"a problem with a header", "GET", "/accounts/busy", 429, problems.TypeRateLimitExceeded, "Retry-After", "rate_limit_exceeded"},
		{"an error that Map knows", "GET", "/accounts/nobody", 404, problems.TypeNotFound, "", "not_found"},
		{"an error that nobody knows", "GET", "/accounts/broken", 500, problems.TypeServerError, "", "disk full"},
		{"a problem from upstream", "GET", "/accounts/upstream", 500, problems.TypeServerError, "", "s3cret"},
		{"a panic", "GET", "/accounts/panic", 500, problems.TypeServerError, "", "s3cret"},
		{"no route", "GET", "/nowhere", 404, problems.TypeAboutBlank, "", "about:blank"},
		{"another method", "DELETE", "/accounts/alice", 405, problems.TypeAboutBlank, "Allow", "about:blank"},
	}
	var log journal
	for framework, url := range services(t, slog.New(slog.NewTextHandler(&log, nil))) {
		for _, test := range tests {
			t.Run(framework+"/"+test.name, func(t *testing.T) {
				before := len(log.String())
				req, err := http.NewRequestWithContext(t.Context(), test.method, url+test.path, nil)
				if err != nil {
					t.Fatal(err)
				}
				resp, err := problems.Do(req)
				var p problems.Problem
				if !errors.As(err, &p) {
					t.Fatalf("the response is no problem: %v, %v", resp, err)
				}
				o := problems.OccurrenceOf(p)
				if p.Status() != test.status || p.Type() != test.uri || o.Received.BodyStatus != test.status || p.Unwrap() != nil {
					t.Errorf("the problem is %v, caused by %v: %s", p, p.Unwrap(), o.Received.Body)
				}
				h := o.Received.Header
				if test.header != "" && h.Get(test.header) == "" {
					t.Errorf("%s is missing in %v", test.header, h)
				}
				if id := h.Get("X-Request-Id"); id == "" || o.Instance != "/requests/"+id {
					t.Errorf("the instance is %q, the request %q", o.Instance, id)
				}
				if !strings.HasPrefix(h.Get("Content-Type"), "application/problem+json") || h.Get("Cache-Control") != "no-store" {
					t.Errorf("the header is %v", h)
				}
				if strings.Contains(o.Received.Body, "s3cret") {
					t.Errorf("the body has a secret: %s", o.Received.Body)
				}
				if !strings.Contains(log.String()[before:], test.logged) {
					t.Errorf("logged %s", log.String()[before:])
				}
			})
		}
	}
}

// The client reads what any of them says.
func TestClient(t *testing.T) {
	for framework, url := range services(t, slog.New(slog.DiscardHandler)) {
		t.Run(framework, func(t *testing.T) {
			for id, want := range map[string]int64{"alice": 7, "nobody": 0} {
				if got, err := nethttp.Balance(t.Context(), url, id); err != nil || got != want {
					t.Errorf("%s has %d, %v", id, got, err)
				}
			}
			if _, err := nethttp.Balance(t.Context(), url, "busy"); !errors.Is(err, nethttp.ErrLater) || !strings.Contains(err.Error(), "30 s") {
				t.Errorf("a busy service says %v", err)
			}
			if _, err := nethttp.Balance(t.Context(), url, "broken"); !errors.Is(err, problems.TypeServerError) {
				t.Errorf("a broken service says %v", err)
			}
		})
	}
}

// What a framework checks itself is told by the documented problem.
func TestHumaValidates(t *testing.T) {
	server := httptest.NewServer(huma.New(slog.New(slog.DiscardHandler)))
	defer server.Close()
	resp, err := http.Get(server.URL + "/accounts/" + strings.Repeat("x", 21))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var failed *problems.ValidationFailed
	if p := problems.FromResponse(resp); !errors.As(p, &failed) || len(failed.Errors) != 1 || failed.Errors[0].Pointer != "#/path/id" {
		body, _ := io.ReadAll(resp.Body)
		t.Errorf("the problem is %#v %s", p, body)
	}
}

// A response of which nothing but the status is out has begun all the same, as
// the writers of chi's middlewares tell.
func TestStatusOfChiHasBegun(t *testing.T) {
	for _, begun := range []bool{false, true} {
		w := httptest.NewRecorder()
		wrapped := middleware.NewWrapResponseWriter(w, 1)
		if begun {
			wrapped.WriteHeader(http.StatusAccepted)
		}
		server := problems.Server{Logger: slog.New(slog.DiscardHandler)}
		server.Write(wrapped, httptest.NewRequest(http.MethodGet, "/", nil), problems.NewNotFound())
		if (w.Body.Len() == 0) != begun {
			t.Errorf("begun: %v, the response is %d %s", begun, w.Code, w.Body)
		}
	}
}

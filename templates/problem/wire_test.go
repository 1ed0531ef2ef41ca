package problem

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// What handlers may have done before they fail, over both versions of HTTP: the
// problem arrives whole, and the connection can be used again.
func TestFailuresOverHTTP(t *testing.T) {
	before := map[string]func(w http.ResponseWriter, r *http.Request){
		"nothing":           func(http.ResponseWriter, *http.Request) {},
		"declared trailers": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Trailer", "Expires, Repr-Digest") },
		"set trailers": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set(http.TrailerPrefix+"Repr-Digest", "that of another body")
		},
		"chunked":        func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Transfer-Encoding", "chunked") },
		"shorter length": func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "5") },
		"longer length":  func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Length", "50000") },
		"early hints":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusEarlyHints) },
		"processing":     func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(102) },
		"read the body":  func(_ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) },
		"asked for more": func(w http.ResponseWriter, _ *http.Request) {
			if p, ok := w.(http.Pusher); ok {
				_ = p.Push("/x", nil)
			}
		},
	}
	want, err := fullQuota().AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, do := range before {
		for _, http2 := range []bool{false, true} {
			server := httptest.NewUnstartedServer(quiet.Recover(quiet.Handler(func(w http.ResponseWriter, r *http.Request) error {
				do(w, r)
				return fullQuota()
			})))
			server.EnableHTTP2 = http2
			server.StartTLS()
			for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions} {
				r, err := http.NewRequestWithContext(t.Context(), method, server.URL, strings.NewReader("sent"))
				if err != nil {
					t.Fatal(err)
				}
				resp, err := server.Client().Do(r)
				if err != nil {
					t.Fatalf("%s, %s: %v", name, method, err)
				}
				body, err := io.ReadAll(resp.Body)
				_ = resp.Body.Close()
				whole := string(body) == string(want)
				if method == http.MethodHead {
					whole = len(body) == 0
				}
				if err != nil || resp.StatusCode != 429 || (resp.ProtoMajor == 2) != http2 || !whole || len(resp.Trailer["Repr-Digest"]) > 0 {
					t.Errorf("%s, %s: %s %d %s, %v, trailers %v", name, method, resp.Proto, resp.StatusCode, body, err, resp.Trailer)
				}
			}
			server.Close()
		}
	}
}

// A client of HTTP/1.0 gets the problem, and its connection is closed.
func TestHTTP10(t *testing.T) {
	server := httptest.NewServer(Handler(func(http.ResponseWriter, *http.Request) error { return fullQuota() }))
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := fmt.Fprint(conn, "GET / HTTP/1.0\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if p := FromResponse(resp); !errors.Is(p, TypeQuotaExceeded) || !resp.Close {
		t.Errorf("the response is %v", p)
	}
	if rest, err := io.ReadAll(conn); len(rest) > 0 || err != nil {
		t.Errorf("behind it comes %q, %v", rest, err)
	}
}

// One problem may be served to many at once, whoever made it.
func TestConcurrentServing(t *testing.T) {
	own, foreign := fullQuota(), foreignProblem()
	server := httptest.NewServer(quiet.Recover(quiet.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		switch r.URL.Path {
		case "/own":
			return own
		case "/foreign":
			return foreign
		case "/type":
			return TypeInternalError
		}
		panic("no such path")
	})))
	defer server.Close()
	want := map[string]error{"/own": TypeQuotaExceeded, "/foreign": Type(foreign.TypeURI()), "/type": TypeInternalError, "/panic": TypeInternalError}
	var all sync.WaitGroup
	for range 4 {
		for path, problemType := range want {
			for _, accept := range []string{"*/*", "application/problem+xml"} {
				all.Go(func() {
					r := request(t, server.URL+path)
					r.Header.Set("Accept", accept)
					if _, err := Do(r); !errors.Is(err, problemType) {
						t.Errorf("%s is answered with %v", path, err)
					}
				})
			}
		}
	}
	all.Wait()
}

// The nil values of types that are errors without being pointers, and lists of
// errors that have nil among them.
type (
	nilMap   map[string]error
	nilSlice []error
	nilFunc  func() string
)

func (m nilMap) Error() string     { return m["x"].Error() }
func (s nilSlice) Error() string   { return s[0].Error() }
func (s nilSlice) Unwrap() []error { return s }
func (f nilFunc) Error() string    { return f() }
func (f nilFunc) Unwrap() error    { return errors.New(f()) }

func TestOddErrors(t *testing.T) {
	for name, err := range map[string]error{
		"map": nilMap(nil), "slice": nilSlice(nil), "func": nilFunc(nil), "nil among others": nilSlice{nil, nil},
		"empty type": Type(""), "wrapped": fmt.Errorf("x: %w", nilFunc(nil)), "nil foreign": (*oddJSON)(nil), "empty foreign": oddJSON{},
	} {
		for want, err := range map[string]error{"500": err, "429": nilSlice{nil, err, fullQuota()}} {
			if w := serve(&Server{Logger: quiet.Logger}, err); fmt.Sprint(w.Code) != want && name != "empty type" {
				t.Errorf("%s is answered with %d %s, want %s", name, w.Code, w.Body, want)
			}
		}
	}
}

// What one response had of its own does not come back with the buffer that the
// next one is written from.
func TestBuffersForget(t *testing.T) {
	ranged := Standard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Range", "bytes */7")
		http.Error(w, "x", http.StatusRequestedRangeNotSatisfiable)
	}))
	for range 20 {
		Served(fullQuota())
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		ranged.ServeHTTP(httptest.NewRecorder(), r)
		r.Header.Set("Accept", "application/problem+xml")
		w := httptest.NewRecorder()
		w.Header().Set("Content-Range", "bytes 1-2/7")
		Write(w, r, NewInternalError())
		if h := w.Header(); h.Get("Content-Type") != string(problemXML) || h["Content-Range"] != nil || h["Retry-After"] != nil {
			t.Fatalf("the header is %v", h)
		}
	}
}

// What is written is bounded by what is read, however it is nested.
func TestDepthOfMembers(t *testing.T) {
	e := encoder{buf: []byte("{"), depth: 1}
	for depth := 2; depth <= maxDepth+1; depth++ {
		if e.object("a"); (e.err != nil) != (depth > maxDepth) {
			t.Fatalf("%d objects inside each other: %v", depth, e.err)
		}
	}
	if !errors.Is(e.err, errTooDeep) {
		t.Errorf("the error is %v", e.err)
	}
}

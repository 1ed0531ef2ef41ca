package problem

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
)

// A log is a logger that notes the messages.
type log struct{ bytes.Buffer }

func (l *log) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// upstream is a problem that was received.
func upstream(t *testing.T) Problem {
	t.Helper()
	p, err := Parse([]byte(`{"type":` + quotaURI + `,"detail":"upstream secret"}`))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// selfish is an error that wraps itself.
type selfish struct{}

func (e selfish) Error() string   { return "selfish" }
func (e selfish) Unwrap() []error { return []error{e, e} }

// chain returns an error that n others wrap.
func chain(n int, err error) error {
	for range n {
		err = fmt.Errorf("wrapped: %w", err)
	}
	return err
}

func TestWriteChoice(t *testing.T) {
	internal, quota := string(TypeInternalError), string(TypeQuotaExceeded)
	received := upstream(t)
	loop := fullQuota()
	loop.Received, loop.Cause = &Received{}, loop
	tests := []struct {
		name   string
		err    error
		want   string
		logged string
	}{
		{"problem", fullQuota(), quota, ""},
		{"wrapped", fmt.Errorf("x: %w", fullQuota()), quota, ""},
		{"joined", errors.Join(errors.New("x"), fullQuota(), fullImport()), quota, ""},
		{"depth first", errors.Join(fmt.Errorf("x: %w", fullQuota()), fullImport()), quota, ""},
		{"outermost", NewInternalError(WithCause(fullQuota())), internal, ""},
		{"bare type", TypeInternalError, internal, ""},
		{"bare type, wrapped", fmt.Errorf("x: %w", TypeInternalError), internal, ""},
		{"bare type with required members", TypeQuotaExceeded, quota, "has members or headers that are required"},
		{"bare type with required members in front", errors.Join(TypeQuotaExceeded, fullImport()), quota, "has members or headers that are required"},
		{"bare type that is not documented", Type("https://example.org/x"), internal, "no page documents"},
		{"other error", errors.New("x"), internal, "no problem"},
		{"nil", nil, internal, "no problem"},
		{"nil problem", (*QuotaExceeded)(nil), internal, "no problem"},
		{"nil problem in front", errors.Join((*QuotaExceeded)(nil), fullQuota()), quota, ""},
		{"received", received, internal, "no problem"},
		{"received, wrapped", fmt.Errorf("x: %w", received), internal, "no problem"},
		{"received, re-issued", fmt.Errorf("%w: %w", TypeInternalError, received), internal, ""},
		{"received, re-issued behind", fmt.Errorf("%w: %w", received, fullQuota()), quota, ""},
		{"unknown", &Unknown{}, "about:blank", ""},
		{"uncomparable", uncomparable{}, internal, "no problem"},
		{"without a text", panicking{}, internal, "whose text cannot be had"},
		{"wraps itself", selfish{}, internal, "no problem"},
		{"received, its own cause", loop, internal, "no problem"},
		{"at the end of a long chain", chain(99, fullQuota()), quota, ""},
		{"at the end of a longer chain", chain(100, fullQuota()), internal, "no problem"},
		{"cannot be encoded", NewImportRejected(ImportRejectedParams{Reason: "moon"}), internal, "not a documented value"},
		{"header cannot be", &QuotaExceeded{Headers: QuotaExceededHeaders{WWWAuthenticate: "\n"}}, internal, "control character"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var l log
			s := Server{Logger: l.logger()}
			w := httptest.NewRecorder()
			s.Write(w, httptest.NewRequest(http.MethodGet, "/x", nil), test.err)
			var body struct {
				Type   string
				Status int
			}
			if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
				t.Fatal(err)
			}
			if body.Type != test.want || body.Status != w.Code || w.Code < 400 {
				t.Errorf("served %d with %s", w.Code, w.Body)
			}
			if got := l.String(); (got == "") != (test.logged == "") || !strings.Contains(got, test.logged) {
				t.Errorf("logged %q, want %q", got, test.logged)
			}
			if strings.Contains(w.Body.String(), "secret") {
				t.Errorf("the upstream problem is served: %s", w.Body)
			}
		})
	}
}

// Without a documented fallback it is about:blank.
func TestWriteWithoutFallback(t *testing.T) {
	documentedFallback := fallback
	defer func() { fallback = documentedFallback }()
	for _, fallback = range []Problem{nil, (*QuotaExceeded)(nil)} {
		w := httptest.NewRecorder()
		(&Server{Logger: slog.New(slog.DiscardHandler)}).Write(w, nil, errors.New("x"))
		if got := w.Body.String(); w.Code != 500 || got != `{"type":"about:blank","title":"Internal Server Error","status":500}` {
			t.Errorf("served %d with %s", w.Code, got)
		}
	}
}

func TestWriteHeaders(t *testing.T) {
	w := httptest.NewRecorder()
	for _, name := range []string{
		"Content-Length", "Content-Range", "ETag", "Last-Modified", "Content-Type", "Content-Disposition", "Content-Digest",
		"Content-MD5", "Content-Location", "Content-Language", "Repr-Digest", "Digest",
	} {
		w.Header().Set(name, "that of another body")
	}
	w.Header().Set("Set-Cookie", "kept")
	w.Header().Set("Vary", "Origin")
	w.Header().Set("Retry-After", "replaced")
	Write(w, httptest.NewRequest(http.MethodGet, "/", nil), fullQuota())
	want := http.Header{
		"Content-Type":           {"application/problem+json"},
		"Content-Length":         {fmt.Sprint(w.Body.Len())},
		"X-Content-Type-Options": {"nosniff"},
		"Cache-Control":          {"no-store"},
		"Vary":                   {"Origin", "Accept"},
		"Set-Cookie":             {"kept"},
		"Retry-After":            {"120"},
		"X-Quota-Reset":          {"Sun, 06 Nov 1994 08:49:37 GMT"},
		"X-Quota-Share":          {"0.75"},
		"X-Quota-Hard":           {"false"},
		"Www-Authenticate":       {`Bearer realm="x, y"`},
		"Allow":                  {"GET, HEAD"},
	}
	if got := w.Result().Header; !reflect.DeepEqual(got, want) {
		t.Errorf("the header is\n%v\nwant\n%v", got, want)
	}
}

// Fields that were set by another spelling of their names are the same fields.
func TestHeadersInOtherSpellings(t *testing.T) {
	server := httptest.NewServer(quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		for _, name := range []string{"content-length", "content-type", "content-encoding", "etag", "ETag", "last-modified", "Content-MD5"} {
			w.Header()[name] = []string{"3"}
		}
		w.Header()["cache-control"], w.Header()["vary"] = []string{"max-age=60"}, []string{"Origin, Accept"}
		return fullQuota()
	}))
	defer server.Close()
	_, err := Do(request(t, server.URL))
	p, ok := errors.AsType[*QuotaExceeded](err)
	if !ok {
		t.Fatalf("the response is %v", err)
	}
	h := p.Received.Header
	for _, name := range []string{"Content-Length", "Content-Type", "Cache-Control", "Vary"} {
		if len(h[name]) != 1 || h.Get(name) == "3" {
			t.Errorf("%s is %q", name, h[name])
		}
	}
	for _, name := range []string{"Content-Encoding", "Etag", "Last-Modified", "Content-Md5"} {
		if h[name] != nil {
			t.Errorf("%s is %q", name, h[name])
		}
	}
}

func TestWriteKeepsWhatTheHandlerSaid(t *testing.T) {
	for _, vary := range []string{"Origin, accept", "*"} {
		w := httptest.NewRecorder()
		w.Header().Set("Cache-Control", "max-age=60")
		w.Header().Set("Vary", vary)
		w.Header().Set("Content-Encoding", "gzip")
		Write(w, httptest.NewRequest(http.MethodGet, "/", nil), NewInternalError())
		h := w.Result().Header
		if h.Get("Cache-Control") != "max-age=60" || len(h["Vary"]) != 1 {
			t.Errorf("the header is %v", h)
		}
		if h.Get("Content-Encoding") != "gzip" || h.Get("Content-Length") != "" {
			t.Errorf("a writer that compresses gets %v", h)
		}
	}
	w := httptest.NewRecorder()
	Write(w, nil, NewInternalError())
	if h := w.Result().Header; h["Vary"] != nil {
		t.Errorf("without a request the header is %v", h)
	}
}

// Caching as the page documents it is not overruled.
func TestDocumentedCaching(t *testing.T) {
	w := httptest.NewRecorder()
	Write(w, nil, &cacheable{*NewInternalError()})
	if got := w.Header()["Cache-Control"]; !reflect.DeepEqual(got, []string{"max-age=5"}) {
		t.Errorf("Cache-Control is %q", got)
	}
}

type cacheable struct{ InternalError }

func (*cacheable) headers(h *headers) { h.string("Cache-Control", new("max-age=5")) }

// The values of one header may be appended to without harm to another.
func TestHeaderValuesAreApart(t *testing.T) {
	w := httptest.NewRecorder()
	Write(w, httptest.NewRequest(http.MethodGet, "/", nil), NewInternalError())
	for name := range w.Header() {
		w.Header().Add(name, "more")
	}
	for name, values := range w.Header() {
		if len(values) != 2 || values[0] == "more" {
			t.Errorf("%s is %q", name, values)
		}
	}
}

func TestHeadOverHTTP(t *testing.T) {
	server := httptest.NewServer(Handler(func(http.ResponseWriter, *http.Request) error { return fullQuota() }))
	defer server.Close()
	resp, err := http.Head(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	want, _ := fullQuota().AppendJSON(nil)
	if err != nil || len(body) > 0 || resp.ContentLength != int64(len(want)) || resp.StatusCode != 429 {
		t.Errorf("HEAD gets %d, %d bytes of %d, %v", resp.StatusCode, len(body), resp.ContentLength, err)
	}
}

// What stands before the writer of net/http gets no body either.
func TestHeadWritesNothing(t *testing.T) {
	w := httptest.NewRecorder()
	Write(w, httptest.NewRequest(http.MethodHead, "/", nil), fullQuota())
	if w.Code != 429 || w.Body.Len() > 0 || w.Header().Get("Content-Length") == "" {
		t.Errorf("the response is %d %v %s", w.Code, w.Header(), w.Body)
	}
}

func TestMediaTypes(t *testing.T) {
	for accept, want := range map[string]string{
		"":                         `application/problem+json {"type":`,
		"application/json":         `application/json {"type":`,
		"application/problem+xml":  `application/problem+xml <?xml version="1.0" encoding="UTF-8"?>`,
		"image/png":                `application/problem+json {"type":`,
		"application/problem+json": `application/problem+json {"type":`,
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		w := httptest.NewRecorder()
		Write(w, r, fullQuota())
		if got := w.Header().Get("Content-Type") + " " + w.Body.String(); !strings.HasPrefix(got, want) {
			t.Errorf("Accept: %s gets %.80s", accept, got)
		}
		if w.Header().Get("Content-Length") != fmt.Sprint(w.Body.Len()) {
			t.Errorf("Content-Length of %s is %s", accept, w.Header().Get("Content-Length"))
		}
	}
}

// Statuses that the response of an error cannot have.
func TestOddStatuses(t *testing.T) {
	standIn := aboutInternalError
	defer func() { aboutInternalError = standIn }()
	for _, status := range []int{0, -1, 99, 101, 200, 204, 304, 399, 600} {
		aboutInternalError.Status = status
		for _, err := range []error{NewInternalError(), Blank(status)} {
			var l log
			w := httptest.NewRecorder()
			(&Server{Logger: l.logger()}).Write(w, nil, err)
			if w.Code != 500 || w.Body.Len() == 0 || !strings.Contains(l.String(), "not the status of an error") {
				t.Errorf("a problem of status %d gets %d, %s and logs %s", status, w.Code, w.Body, &l)
			}
		}
	}
}

func TestServed(t *testing.T) {
	cause := errors.New("disk full")
	shared := NewInternalError(WithCause(cause))
	var l log
	var seen []string
	s := Server{Logger: l.logger(), Served: func(r *http.Request, p Problem, o *Occurrence) {
		seen = append(seen, fmt.Sprint(r.URL.Path, " ", p.Type() == TypeInternalError, " ", o.Cause))
		o.Instance = "/log/7"
		o.Extensions = map[string]json.RawMessage{"trace": json.RawMessage(`"t1"`)}
	}}
	for _, err := range []error{shared, fmt.Errorf("w: %w", TypeInternalError), cause} {
		if l.Len() > 0 {
			t.Errorf("what the hook sees is logged, too: %s", &l)
		}
		w := httptest.NewRecorder()
		s.Write(w, httptest.NewRequest(http.MethodGet, "/x", nil), err)
		want := `{"type":"https://api.example.com/problems/internal_error","title":"Internal Error","status":500,"instance":"/log/7","trace":"t1"}`
		if w.Body.String() != want {
			t.Errorf("served %s", w.Body)
		}
	}
	want := []string{"/x true disk full", "/x true w: " + string(TypeInternalError), "/x true disk full"}
	if !reflect.DeepEqual(seen, want) {
		t.Errorf("the hook saw %q", seen)
	}
	if shared.Instance != "" || shared.Extensions != nil {
		t.Errorf("the problem has changed: %+v", shared)
	}
	if !strings.Contains(l.String(), "no problem") {
		t.Errorf("an error that no page documents is not logged: %s", &l)
	}
}

// A hook sees what is served and nothing else; what it spoils is served as it
// was.
func TestServedSeesWhatIsServed(t *testing.T) {
	var l log
	var seen []Type
	s := Server{Logger: l.logger(), Served: func(_ *http.Request, p Problem, o *Occurrence) {
		seen = append(seen, p.Type())
		o.Extensions = map[string]json.RawMessage{"x": json.RawMessage(`{`)}
	}}
	tests := []struct {
		err    error
		want   Type
		logged string
	}{
		{fullQuota(), TypeQuotaExceeded, "as it was before Served"},
		{NewImportRejected(ImportRejectedParams{Reason: "moon"}), TypeInternalError, "not a documented value"},
		{errors.New("x"), TypeInternalError, "no problem"},
	}
	for _, test := range tests {
		seen = nil
		l.Reset()
		w := httptest.NewRecorder()
		s.Write(w, nil, test.err)
		if !reflect.DeepEqual(seen, []Type{test.want}) || !strings.Contains(w.Body.String(), string(test.want)) {
			t.Errorf("the hook saw %v, served %s", seen, w.Body)
		}
		if !strings.Contains(l.String(), test.logged) {
			t.Errorf("logged %s", &l)
		}
	}
}

func TestHandlerThatHasBegun(t *testing.T) {
	begin := map[string]func(w http.ResponseWriter) error{
		"Write":       func(w http.ResponseWriter) error { _, err := w.Write([]byte("begun")); return err },
		"WriteHeader": func(w http.ResponseWriter) error { w.WriteHeader(202); return nil },
		"upgrade":     func(w http.ResponseWriter) error { w.WriteHeader(http.StatusSwitchingProtocols); return nil },
		"ReadFrom":    func(w http.ResponseWriter) error { _, err := io.Copy(w, strings.NewReader("begun")); return err },
		"Flush":       func(w http.ResponseWriter) error { w.(http.Flusher).Flush(); return nil },
		"controller":  func(w http.ResponseWriter) error { return http.NewResponseController(w).Flush() },
		"wrapped": func(w http.ResponseWriter) error {
			_, err := struct{ http.ResponseWriter }{w}.Write([]byte("begun"))
			return err
		},
	}
	for name, begin := range begin {
		t.Run(name, func(t *testing.T) {
			var l log
			s := Server{Logger: l.logger(), Served: func(*http.Request, Problem, *Occurrence) { t.Error("the hook is called") }}
			w := httptest.NewRecorder()
			s.Handler(func(w http.ResponseWriter, r *http.Request) error {
				w.Header().Set("ETag", "kept")
				return errors.Join(begin(w), fullQuota())
			}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
			if w.Code >= 400 || strings.Contains(w.Body.String(), "quota") || w.Header().Get("ETag") == "" {
				t.Errorf("the response is %d %s %v", w.Code, w.Body, w.Header())
			}
			if !strings.Contains(l.String(), "has begun") || !strings.Contains(l.String(), "429 Quota Exceeded") {
				t.Errorf("logged %q", &l)
			}
		})
	}
}

func TestHandlerBehindInformationalResponse(t *testing.T) {
	server := httptest.NewServer(Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(http.StatusEarlyHints)
		return fullQuota()
	}))
	defer server.Close()
	if _, err := Do(request(t, server.URL)); !errors.Is(err, TypeQuotaExceeded) {
		t.Errorf("the response is %v", err)
	}
}

func request(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestHandlerWithoutError(t *testing.T) {
	w := httptest.NewRecorder()
	Handler(func(http.ResponseWriter, *http.Request) error { return nil }).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != 200 || len(w.Header()) > 0 {
		t.Errorf("the response is %d %v", w.Code, w.Header())
	}
}

func TestRecover(t *testing.T) {
	for _, reason := range []any{"secret", errors.New("secret"), fullQuota(), []int{1}} {
		var l log
		var causes []string
		s := Server{Logger: l.logger(), Served: func(_ *http.Request, _ Problem, o *Occurrence) {
			causes = append(causes, o.Cause.Error())
			if err, ok := reason.(error); ok && !errors.Is(o.Cause, err) {
				t.Errorf("the cause %v does not wrap %v", o.Cause, err)
			}
		}}
		w := httptest.NewRecorder()
		s.Recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(reason) })).
			ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/x", nil))
		if w.Code != 500 || !strings.Contains(w.Body.String(), "internal_error") || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("the response is %d %s", w.Code, w.Body)
		}
		for _, want := range []string{"TestRecover", "server_test.go", "path=/x"} {
			if !strings.Contains(l.String(), want) {
				t.Errorf("the log lacks %s: %s", want, &l)
			}
		}
		if want := fmt.Sprintf("panic: %v", reason); !reflect.DeepEqual(causes, []string{want}) {
			t.Errorf("the causes are %q", causes)
		}
	}
}

func TestRecoverAborts(t *testing.T) {
	handlers := map[string]http.HandlerFunc{
		"begun": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("begun")); panic("x") },
		"abort": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, h := range handlers {
		t.Run(name, func(t *testing.T) {
			var l log
			w := httptest.NewRecorder()
			reason := func() (reason any) {
				defer func() { reason = recover() }()
				s := Server{Logger: l.logger()}
				s.Recover(h).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
				return nil
			}()
			if reason != http.ErrAbortHandler || strings.Contains(w.Body.String(), "type") {
				t.Errorf("the panic is %v behind %s", reason, w.Body)
			}
			if (l.Len() > 0) != (name == "begun") {
				t.Errorf("logged %q", &l)
			}
		})
	}
}

// Both middlewares see what the other's writer has begun, also behind writers
// of others.
func TestNestedHandlers(t *testing.T) {
	quiet := Server{Logger: slog.New(slog.DiscardHandler)}
	inner := quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		_, err := w.Write([]byte("begun"))
		return errors.Join(err, fullQuota())
	})
	w := httptest.NewRecorder()
	quiet.Recover(inner).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Body.String() != "begun" {
		t.Errorf("the response is %s", w.Body)
	}
	w = httptest.NewRecorder()
	quiet.Handler(func(w http.ResponseWriter, r *http.Request) error {
		w = &unwrapper{w}
		_, err := w.Write([]byte("begun"))
		quiet.Write(w, r, fullQuota())
		return err
	}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Body.String() != "begun" {
		t.Errorf("the response is %s", w.Body)
	}
	if loop := new(unwrapper); begun(loop) {
		t.Error("a writer that unwraps to nothing has begun")
	}
}

type unwrapper struct{ http.ResponseWriter }

func (w *unwrapper) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// The writer gives what the one behind it can do.
func TestResponseController(t *testing.T) {
	hijacked := make(chan error, 1)
	quiet := Server{Logger: slog.New(slog.DiscardHandler)}
	server := httptest.NewServer(quiet.Recover(quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		controller := http.NewResponseController(w)
		if err := errors.Join(controller.EnableFullDuplex(), controller.Flush()); err != nil {
			return err
		}
		var conn net.Conn
		var buffer *bufio.ReadWriter
		w = watch(&unwrapper{w.(interface{ Unwrap() http.ResponseWriter }).Unwrap()}) // which has not seen the flush
		conn, buffer, err := http.NewResponseController(w).Hijack()
		if !begun(w) {
			t.Error("a response whose connection is gone has not begun")
		}
		if err == nil {
			_, _ = buffer.WriteString("x")
			err = errors.Join(buffer.Flush(), conn.Close())
		}
		hijacked <- err
		return NewInternalError()
	})))
	defer server.Close()
	resp, err := http.Get(server.URL)
	if err == nil {
		_ = resp.Body.Close()
	}
	if err := <-hijacked; err != nil {
		t.Error(err)
	}
	w := watch(httptest.NewRecorder())
	if _, _, err := http.NewResponseController(w).Hijack(); !errors.Is(err, http.ErrNotSupported) || begun(w) {
		t.Errorf("a writer that cannot be hijacked says %v", err)
	}
}

// A response of which the client sees nothing is no reason to fail.
func TestWriteToBrokenConnection(t *testing.T) {
	w := &broken{header: http.Header{}}
	Write(w, nil, fullQuota())
	if w.status != 429 {
		t.Errorf("the status is %d", w.status)
	}
}

type broken struct {
	header http.Header
	status int
}

func (w *broken) Header() http.Header       { return w.header }
func (w *broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
func (w *broken) WriteHeader(status int)    { w.status = status }

func TestLoggerGetsTheContext(t *testing.T) {
	type key struct{}
	h := &contextHandler{Handler: slog.DiscardHandler, key: key{}}
	r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(context.WithValue(t.Context(), key{}, "v"))
	(&Server{Logger: slog.New(h)}).Write(httptest.NewRecorder(), r, nil)
	if h.value != "v" {
		t.Errorf("the context has %v", h.value)
	}
	(&Server{Logger: slog.New(h)}).Write(httptest.NewRecorder(), new(http.Request), nil)
}

type contextHandler struct {
	slog.Handler
	key, value any
}

func (h *contextHandler) Enabled(context.Context, slog.Level) bool { return true }

func (h *contextHandler) Handle(ctx context.Context, _ slog.Record) error {
	h.value = ctx.Value(h.key)
	return nil
}

func TestWriteAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("pools forget at random")
	}
	w := &broken{header: http.Header{}}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept", "application/json, text/plain;q=0.5, */*")
	p := NewQuotaExceeded(1, strings.Repeat("x", 1000), QuotaExceededUsage{Storage: []string{"y"}})
	n := testing.AllocsPerRun(100, func() {
		clear(w.header)
		Write(w, r, p)
	})
	if n > 2 { // the values of the headers, the length
		t.Errorf("%v allocations", n)
	}
}

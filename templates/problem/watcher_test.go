package problem

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
)

// A copy that fails before a byte is out has not begun a response.
func TestCopyThatNeverBegan(t *testing.T) {
	fails := func(w http.ResponseWriter) error {
		_, err := io.Copy(w, iotest.ErrReader(fullQuota()))
		return err
	}
	handlers := map[string]http.Handler{
		"Handler": quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error { return fails(w) }),
		"Recover": quiet.Recover(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { panic(fails(w)) })),
		"nothing to copy": quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			n, err := w.(io.ReaderFrom).ReadFrom(struct{ io.Reader }{strings.NewReader("")})
			if n != 0 || err != nil {
				t.Errorf("an empty copy is %d, %v", n, err)
			}
			return fullQuota()
		}),
	}
	for name, h := range handlers {
		server := httptest.NewServer(h)
		_, err := Do(request(t, server.URL))
		server.Close()
		if p, ok := errors.AsType[Problem](err); !ok || p.Status() < 400 {
			t.Errorf("%s: the response is %v", name, err)
		}
	}
}

// What is copied arrives whole, by whatever reads it gives.
func TestCopy(t *testing.T) {
	text := strings.Repeat("0123456789", 500)
	readers := map[string]func(io.Reader) io.Reader{
		"whole": func(r io.Reader) io.Reader { return r }, "half": iotest.HalfReader, "byte": iotest.OneByteReader, "late error": iotest.DataErrReader,
	}
	for name, slow := range readers {
		for _, before := range []string{"", "before "} {
			server := httptest.NewServer(Handler(func(w http.ResponseWriter, _ *http.Request) error {
				_, _ = io.WriteString(w, before)
				n, err := w.(io.ReaderFrom).ReadFrom(slow(struct{ io.Reader }{strings.NewReader(text)}))
				if n != int64(len(text)) || err != nil {
					t.Errorf("%s: copied %d, %v", name, n, err)
				}
				return err
			}))
			resp := get(t, server.URL)
			got, err := io.ReadAll(resp.Body)
			server.Close()
			if err != nil || string(got) != before+text {
				t.Errorf("%s: %d bytes arrived, %v", name, len(got), err)
			}
		}
	}
	w := watch(&broken{header: http.Header{}})
	if n, err := w.(io.ReaderFrom).ReadFrom(strings.NewReader("x")); n != 0 || err == nil || !begun(w) {
		t.Errorf("a copy into a broken connection is %d, %v", n, err)
	}
}

// The writers of frameworks, as far as they say that they have begun.
type (
	ginWriter struct {
		http.ResponseWriter
		written bool
	}
	echoWriter struct {
		http.ResponseWriter
		Committed bool
	}
	chiWriter struct {
		http.ResponseWriter
		n, status int
	}
	embeddingWriter struct {
		*echoWriter
		unwrapper
	}
	outerWriter  struct{ *echoWriter }
	loopedWriter struct {
		*loopedWriter
		unwrapper
	}
	oddWriter struct {
		http.ResponseWriter
		Committed string
	}
)

func (w ginWriter) Written() bool                     { return w.written }
func (w *echoWriter) Unwrap() http.ResponseWriter     { return w.ResponseWriter }
func (w *chiWriter) BytesWritten() int                { return w.n }
func (w *chiWriter) Status() int                      { return w.status }
func (w *oddWriter) Unwrap() http.ResponseWriter      { return w.ResponseWriter }
func (w embeddingWriter) Unwrap() http.ResponseWriter { return w.unwrapper.ResponseWriter }
func (w embeddingWriter) Header() http.Header         { return w.unwrapper.Header() }
func (w embeddingWriter) Write(p []byte) (int, error) { return w.unwrapper.Write(p) }
func (w embeddingWriter) WriteHeader(status int)      { w.unwrapper.WriteHeader(status) }

func TestBegunUnderOtherWriters(t *testing.T) {
	inner := httptest.NewRecorder()
	looped := loopedWriter{unwrapper: unwrapper{inner}}
	looped.loopedWriter = &looped
	tests := []struct {
		name  string
		w     http.ResponseWriter
		begun bool
	}{
		{"gin", ginWriter{inner, true}, true},
		{"gin, not yet", ginWriter{inner, false}, false},
		{"echo", &echoWriter{inner, true}, true},
		{"echo, not yet", &echoWriter{inner, false}, false},
		{"chi", &chiWriter{inner, 5, 200}, true},
		{"chi, the status alone", &chiWriter{inner, 0, 202}, true},
		{"chi, not yet", &chiWriter{inner, 0, 0}, false},
		{"below another", &unwrapper{&unwrapper{&echoWriter{inner, true}}}, true},
		{"below ours", watch(&echoWriter{inner, true}), true},
		{"embedded", outerWriter{&echoWriter{inner, true}}, true},
		{"embedded, not yet", outerWriter{&echoWriter{inner, false}}, false},
		{"embedding itself", &looped, false},
		{"behind a nil pointer", embeddingWriter{nil, unwrapper{inner}}, false},
		{"another field of that name", &oddWriter{inner, "yes"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			*inner = *httptest.NewRecorder()
			var l log
			(&Server{Logger: l.logger()}).Write(test.w, nil, fullQuota())
			if got := inner.Body.Len() == 0; got != test.begun {
				t.Errorf("written %q", inner.Body)
			}
			if strings.Contains(l.String(), "has begun") != test.begun {
				t.Errorf("logged %q", &l)
			}
		})
	}
}

// Some frameworks insist on a CloseNotify that the writer of net/http has.
func TestCloseNotify(t *testing.T) {
	server := httptest.NewServer(quiet.Recover(quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		if w.(closeNotifier).CloseNotify() == nil {
			t.Error("there is no channel")
		}
		_, err := w.Write([]byte("begun"))
		return errors.Join(err, fullQuota())
	})))
	defer server.Close()
	if body, err := io.ReadAll(get(t, server.URL).Body); string(body) != "begun" {
		t.Errorf("the response is %q, %v", body, err)
	}
	if _, ok := watch(httptest.NewRecorder()).(closeNotifier); ok {
		t.Error("a writer has what the one behind it has not")
	}
}

// A Content-Encoding that the handler set for its own body goes; that of a
// middleware, which compresses the problem too, stays.
func TestContentEncoding(t *testing.T) {
	failing := quiet.Handler(func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Encoding", "gzip")
		return fullQuota()
	})
	panicking := quiet.Recover(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		panic("x")
	}))
	compressing := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		quiet.Handler(func(http.ResponseWriter, *http.Request) error { return fullQuota() }).ServeHTTP(&unwrapper{w}, r)
	})
	tests := []struct {
		name string
		h    http.Handler
		want string
	}{
		{"handler", failing, ""},
		{"handler below Recover", quiet.Recover(failing), ""},
		{"panic", panicking, ""},
		{"middleware", compressing, "gzip"},
		{"middleware below Recover", quiet.Recover(compressing), "gzip"},
	}
	for _, test := range tests {
		w := httptest.NewRecorder()
		test.h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		h := w.Result().Header
		if h.Get("Content-Encoding") != test.want || (h.Get("Content-Length") == "") != (test.want != "") {
			t.Errorf("%s: the header is %v", test.name, h)
		}
	}
}

// nilNamed has a method that needs a value.
type nilNamed struct{ err error }

func (n *nilNamed) Error() string { return n.err.Error() }
func (n *nilNamed) Unwrap() error { return n.err }

// failing is an error whose methods all panic.
type failing struct{}

func (failing) Error() string        { panic("Error") }
func (failing) Unwrap() []error      { panic("Unwrap") }
func (failing) Is(error) bool        { panic("Is") }
func (failing) As(any) bool          { panic("As") }
func (failing) LogValue() slog.Value { panic("LogValue") }

// No method of an error of others keeps a problem from being served, and what
// stands behind it is found.
func TestForeignErrorsThatPanic(t *testing.T) {
	foreign := map[string]error{
		"url": (*url.Error)(nil), "own": (*nilNamed)(nil), "all": failing{},
		"embedded": struct{ Problem }{}, "embedded pointer": struct{ *QuotaExceeded }{},
	}
	for name, err := range foreign {
		for path, test := range map[string]struct {
			err    error
			status int
		}{
			"bare": {err, 500}, "joined": {errors.Join(err, fullQuota()), 429}, "cause": {NewInternalError(WithCause(err)), 500},
			"wrapped": {wrapper{err}, 500}, "as the cause of a problem that cannot be served": {&QuotaExceeded{
				Occurrence: Occurrence{Cause: err}, Headers: QuotaExceededHeaders{WWWAuthenticate: "\n"}}, 500},
		} {
			var b bytes.Buffer
			s := Server{Logger: slog.New(slog.NewJSONHandler(&b, nil))}
			w := httptest.NewRecorder()
			s.Write(w, nil, test.err)
			if w.Code != test.status {
				t.Errorf("%s, %s: served %d %s", name, path, w.Code, w.Body)
			}
			w = httptest.NewRecorder()
			s.Recover(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(test.err) })).
				ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
			if w.Code != 500 {
				t.Errorf("%s, %s, panicked with: served %d %s", name, path, w.Code, w.Body)
			}
		}
	}
}

type wrapper struct{ err error }

func (wrapper) Error() string   { return "wrapped" }
func (w wrapper) Unwrap() error { return w.err }

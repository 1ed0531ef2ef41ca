package problem

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
)

// Handler returns a handler that serves the errors of h, see the function
// [Handler].
func (s *Server) Handler(h func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w = watch(w)
		if err := h(w, r); err != nil {
			s.Write(w, r, err)
		}
	})
}

// Recover returns a handler that serves the fallback where h panics, see the
// function [Recover].
func (s *Server) Recover(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w = watch(w)
		defer func() {
			if reason := recover(); reason != nil {
				s.recovered(w, r, reason)
			}
		}()
		h.ServeHTTP(w, r)
	})
}

// recovered answers a request whose handler has panicked.
func (s *Server) recovered(w http.ResponseWriter, r *http.Request, reason any) {
	if reason == http.ErrAbortHandler {
		panic(reason)
	}
	s.log(r, "a handler panicked", slog.String("panic", clip(fmt.Sprint(reason))), slog.String("stack", string(debug.Stack())))
	if begun(w) {
		panic(http.ErrAbortHandler) // else the client takes what it got for the whole
	}
	b := bodies.Get().(*body)
	defer b.free()
	s.encodeFallback(r, panicError(reason), b)
	b.write(w, r)
}

func panicError(reason any) error {
	if err, ok := reason.(error); ok {
		return fmt.Errorf("panic: %w", err)
	}
	return fmt.Errorf("panic: %v", reason)
}

// A watcher is a ResponseWriter that knows whether the response has begun.
type watcher struct {
	http.ResponseWriter
	begun bool
}

func watch(w http.ResponseWriter) http.ResponseWriter {
	if _, ok := w.(*watcher); ok {
		return w
	}
	return &watcher{ResponseWriter: w}
}

// begun reports whether a response is known to have begun: by a watcher, which
// other writers may wrap.
func begun(w http.ResponseWriter) bool {
	for range maxChain {
		switch writer := w.(type) {
		case *watcher:
			return writer.begun
		case interface{ Unwrap() http.ResponseWriter }:
			w = writer.Unwrap()
		default:
			return false
		}
	}
	return false
}

// Unwrap is for [http.ResponseController].
func (w *watcher) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watcher) WriteHeader(status int) {
	w.ResponseWriter.WriteHeader(status)
	// What comes before the response proper is informational.
	w.begun = w.begun || status >= 200 || status == http.StatusSwitchingProtocols
}

func (w *watcher) Write(data []byte) (int, error) {
	w.begun = true
	return w.ResponseWriter.Write(data)
}

// ReadFrom keeps what the writer behind does better than copying.
func (w *watcher) ReadFrom(r io.Reader) (int64, error) {
	w.begun = true
	return io.Copy(w.ResponseWriter, r)
}

// FlushError sends the header, if nothing else.
func (w *watcher) FlushError() error {
	err := http.NewResponseController(w.ResponseWriter).Flush()
	w.begun = w.begun || !errors.Is(err, http.ErrNotSupported)
	return err
}

// Flush is FlushError for those who look for an [http.Flusher].
func (w *watcher) Flush() { _ = w.FlushError() }

// Hijack takes the connection away, after which there is no response.
func (w *watcher) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffer, err := http.NewResponseController(w.ResponseWriter).Hijack()
	w.begun = w.begun || err == nil
	return conn, buffer, err
}

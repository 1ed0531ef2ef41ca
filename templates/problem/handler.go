package problem

import (
	"fmt"
	"log/slog"
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

package problem

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
)

// Standard returns a handler that serves a problem where next answers with the
// text of an error, as [http.Error], [http.ServeMux] and most frameworks do: a
// status of 400 and above with the media type text/plain, or with none and a body
// that is neither JSON nor markup, or without a body. It is [Blank] of the
// status, or what the server's Map makes of that. The text itself is logged and
// never served. All other headers stay, such as Allow and Retry-After.
//
// Everything else goes through as it comes: other responses, answers to HEAD,
// what is compressed already, and what another server has answered, which has a
// Date.
func Standard(next http.Handler) http.Handler { return new(Server).Standard(next) }

// Standard returns a handler that serves a problem where next answers with the
// text of an error, see the function [Standard].
func (s *Server) Standard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead || s.Keep != nil && s.Keep(r) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		held := &holder{ResponseWriter: w, encoded: len(h["Content-Encoding"]) > 0, dated: len(h["Date"]) > 0}
		if _, ok := w.(closeNotifier); ok {
			next.ServeHTTP(holdingNotifier{held}, r)
		} else {
			next.ServeHTTP(held, r)
		}
		if held.state == waiting || held.state == holding {
			s.writeText(w, r, held.status, string(held.text))
		}
	})
}

// writeText serves a problem in place of the text of an error.
func (s *Server) writeText(w http.ResponseWriter, r *http.Request, status int, text string) {
	text = clip(strings.TrimSpace(text))
	level := slog.LevelInfo
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.logAt(level, r, "serving a problem in place of a text", slog.Int("status", status), slog.String("text", text))
	blank := Blank(status)
	if text != "" {
		blank.Cause = errors.New(text)
	}
	b := bodies.Get().(*body)
	defer b.free()
	b.keepsRange = true
	s.encodeProblem(r, s.mapped(r, blank), blank, b)
	b.write(w, r)
}

// mapped returns the problem that Map makes of one that says no more than its
// status, else that one.
func (s *Server) mapped(r *http.Request, blank *Unknown) Problem {
	if s.Map == nil {
		return blank
	}
	err := s.Map(r, blank)
	if err == nil {
		return blank
	}
	p, reason := find(err)
	if reason != nil {
		s.log(r, "what Map makes of a text", errorAttr("reason", reason), errorAttr("error", err))
	}
	if p == nil {
		return blank
	}
	return p
}

// A holder is a ResponseWriter that holds the text of an error back.
type holder struct {
	http.ResponseWriter
	state  holderState
	status int
	// encoded and dated tell which headers were there before: they say nothing
	// of what the handler writes.
	encoded, dated bool
	// text is the beginning of what is held back.
	text []byte
}

type holderState int

const (
	undecided holderState = iota
	// passing lets everything through.
	passing
	// waiting has the status of an error and no type: the body tells.
	waiting
	// holding has the text of an error.
	holding
)

// A holdingNotifier is a holder for which the same holds as for a notifier.
type holdingNotifier struct{ *holder }

// CloseNotify returns a channel that receives a value when the client has gone.
func (n holdingNotifier) CloseNotify() <-chan bool {
	return n.ResponseWriter.(closeNotifier).CloseNotify()
}

// Written reports whether the response has begun, for [begun].
func (w *holder) Written() bool { return w.state != undecided }

// Unwrap is for [http.ResponseController].
func (w *holder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *holder) WriteHeader(status int) {
	switch {
	case w.state == waiting || w.state == holding:
		return // there is a status
	case w.state == undecided && status >= 400 && status <= 599:
		w.state, w.status = w.judge(), status
	case status >= 200 || status == http.StatusSwitchingProtocols:
		w.state = passing
	}
	if w.state != waiting && w.state != holding {
		w.ResponseWriter.WriteHeader(status)
	}
}

// judge tells by the header what to do with the response of an error.
func (w *holder) judge() holderState {
	switch h := w.Header(); {
	case !w.encoded && len(h["Content-Encoding"]) > 0 || !w.dated && len(h["Date"]) > 0:
		return passing
	case h.Get("Content-Type") == "":
		return waiting
	case mediaTypeOf(h) == "text/plain":
		return holding
	}
	return passing
}

func (w *holder) Write(data []byte) (int, error) {
	if w.state == undecided {
		w.WriteHeader(http.StatusOK)
	}
	if w.state == waiting && len(data) > 0 {
		w.decide(data[0])
	}
	if w.state == passing {
		return w.ResponseWriter.Write(data)
	}
	w.text = append(w.text, data[:min(len(data), maxLogText-len(w.text))]...)
	return len(data), nil
}

// decide tells a text from what has a form of its own by its first byte.
func (w *holder) decide(first byte) {
	w.state = holding
	switch first {
	case '{', '[', '<':
		w.state = passing
		w.ResponseWriter.WriteHeader(w.status)
	}
}

// ReadFrom keeps what the writer behind does better than copying.
func (w *holder) ReadFrom(r io.Reader) (int64, error) {
	if w.state == passing {
		return io.Copy(w.ResponseWriter, r)
	}
	first := make([]byte, sniffed)
	n, err := io.ReadAtLeast(r, first, 1)
	if n == 0 && errors.Is(err, io.EOF) {
		return 0, nil
	}
	if n == 0 {
		return 0, err
	}
	if n, err = w.Write(first[:n]); err != nil {
		return int64(n), err
	}
	behind := w.ResponseWriter
	if w.state != passing {
		behind = struct{ http.ResponseWriter }{w} // without this method
	}
	rest, err := io.Copy(behind, r)
	return int64(n) + rest, err
}

// FlushError sends what is not held back.
func (w *holder) FlushError() error {
	if w.state == waiting || w.state == holding {
		return nil
	}
	err := http.NewResponseController(w.ResponseWriter).Flush()
	if !errors.Is(err, http.ErrNotSupported) {
		w.state = passing
	}
	return err
}

// Flush is FlushError for those who look for an [http.Flusher].
func (w *holder) Flush() { _ = w.FlushError() }

// Hijack takes the connection away, after which there is no response.
func (w *holder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.state == waiting || w.state == holding {
		return nil, nil, fmt.Errorf("%w: the response has begun", http.ErrHijacked)
	}
	conn, buffer, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.state = passing
	}
	return conn, buffer, err
}

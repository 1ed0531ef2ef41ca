package problem

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Server serves problems. The zero value is ready to use, and it is that of
// the functions [Write], [Handler] and [Recover].
type Server struct {
	// Logger gets what would otherwise go unnoticed: panics, problems that
	// cannot be served, errors behind a response that has begun. Nil stands
	// for [slog.Default].
	Logger *slog.Logger
	// Served is called for each problem just before it is served, with a copy
	// of its occurrence. What it sets there is served, an Instance, say, unless
	// it cannot be: then the problem is served as it was, and a log tells. The
	// problem itself may be shared and is not to be changed. The request is nil
	// where [Write] got none.
	Served func(r *http.Request, p Problem, o *Occurrence)
}

// Write serves err as a problem.
//
// It serves the first problem in err's chain, in the order of [errors.Is], that
// was made here, or a bare [Type] there whose members are all optional. A
// problem that was received from elsewhere is passed over: wrap it with another
// one to answer with that. Where there is none, and where one cannot be encoded,
// Write serves the fallback: the problem whose page says so, else one of type
// about:blank with the status 500. No text of any other error is served.
//
// The form is application/problem+json, or what the request's Accept field
// prefers: application/problem+xml or, where the client takes neither,
// application/json. Headers that described another body go, all others stay.
// The response is not to be cached unless the Cache-Control field says so.
//
// r may be nil.
func Write(w http.ResponseWriter, r *http.Request, err error) {
	new(Server).Write(w, r, err)
}

// Handler returns a handler that calls h and serves the error that it returns,
// see [Write]. Where h has begun a response already, the error is logged.
func Handler(h func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return new(Server).Handler(h)
}

// Recover returns a handler that calls h and serves the fallback where h
// panics. The panic is logged with its stack. A response that has begun is
// aborted; [http.ErrAbortHandler] is passed on.
func Recover(h http.Handler) http.Handler {
	return new(Server).Recover(h)
}

// Write serves err as a problem, see the function [Write].
func (s *Server) Write(w http.ResponseWriter, r *http.Request, err error) {
	if begun(w) {
		s.log(r, "the response has begun, so the problem is not served", errorAttr("error", err))
		return
	}
	b := bodies.Get().(*body)
	defer b.free()
	s.encodeFor(r, err, b)
	b.write(w, r)
}

// encodeFor encodes the problem to serve for err.
func (s *Server) encodeFor(r *http.Request, err error, b *body) {
	p, reason := find(err)
	if p == nil {
		s.log(r, "serving the fallback", errorAttr("reason", reason), errorAttr("error", err))
	} else {
		reason := s.encode(r, p, b)
		if reason == nil {
			return
		}
		s.log(r, "a problem cannot be served, serving the fallback", errorAttr("reason", reason), slog.Any("problem", p))
	}
	s.encodeFallback(r, err, b)
}

// encodeFallback encodes the problem for errors that are none.
func (s *Server) encodeFallback(r *http.Request, cause error, b *body) {
	reason := s.encode(r, fallbackFor(cause), b)
	if reason == nil {
		return
	}
	s.log(r, "the fallback cannot be served", errorAttr("reason", reason))
	_ = s.encode(r, &Unknown{Occurrence{Cause: cause}}, b) // which always can be
}

// encode encodes p for the request, completed by the hook, which sees no problem
// that cannot be served.
func (s *Server) encode(r *http.Request, p Problem, b *body) error {
	o := OccurrenceOf(p)
	media := negotiate(r)
	if err := b.encode(p, o, media); err != nil {
		return err
	}
	if s.Served != nil {
		s.complete(r, p, o, b)
	}
	if b.left != "" {
		s.log(r, "an instance that is no URI reference is not served", slog.String("instance", clip(b.left)))
	}
	return nil
}

// complete calls the hook, and encodes the problem again where that has changed
// what is served of it.
func (s *Server) complete(r *http.Request, p Problem, o *Occurrence, b *body) {
	completed := *o
	completed.Extensions = maps.Clone(o.Extensions)
	s.Served(r, p, &completed)
	if completed.same(o) {
		return
	}
	if err := b.encode(p, &completed, b.media); err != nil {
		s.log(r, "a problem is served as it was before Served", errorAttr("reason", err), slog.Any("problem", p))
		_ = b.encode(p, o, b.media) // which was done before
	}
}

// log reports a mishap.
func (s *Server) log(r *http.Request, message string, attrs ...slog.Attr) {
	logger, ctx := s.Logger, context.Background()
	if logger == nil {
		logger = slog.Default()
	}
	if r != nil {
		ctx = r.Context()
		attrs = append(attrs, slog.String("method", r.Method))
	}
	if r != nil && r.URL != nil {
		attrs = append(attrs, slog.String("path", clip(r.URL.Path)))
	}
	logger.LogAttrs(ctx, slog.LevelError, message, attrs...)
}

// A body is a problem that is encoded and ready to be sent.
type body struct {
	data   []byte
	status int
	media  mediaType
	// headers are those that the problem's page documents.
	headers headers
	// left is an instance that is left out, because it is none: it is no reason
	// to keep the rest from the client.
	left  string
	codec codec
}

// bodies are reused, but for very long ones.
var bodies = sync.Pool{New: func() any { return new(body) }}

func (b *body) free() {
	if cap(b.data) > 64<<10 {
		return
	}
	*b = body{data: b.data[:0]}
	bodies.Put(b)
}

// encode makes b the response that serves p with the occurrence o, or returns
// why it cannot be.
func (b *body) encode(p Problem, o *Occurrence, media mediaType) error {
	a, _ := p.base()
	b.status, b.media, b.left = statusOf(a, o), media, ""
	if !isURIReference(o.Instance) {
		without := *o
		b.left, without.Instance = o.Instance, ""
		o = &without
	}
	if b.status < 200 || b.status > 599 {
		return fmt.Errorf("%d is not the status of a response that has a body", b.status)
	}
	if err := b.headers.write(p); err != nil {
		return err
	}
	var err error
	if b.data, err = b.codec.appendOccurrence(b.data[:0], p, a, o); err == nil && media == problemXML {
		b.data = appendXML(nil, string(b.data))
	}
	return err
}

// write sends the response.
func (b *body) write(w http.ResponseWriter, r *http.Request) {
	b.setHeader(w.Header(), r, keepsEncoding(w))
	w.WriteHeader(b.status)
	if bodyAllowed(b.status) && (r == nil || r.Method != http.MethodHead) {
		_, _ = w.Write(b.data) // an error tells that the client has gone
	}
}

// ofOtherBody are the headers that describe a body, and not the one that is
// served.
var ofOtherBody = [...]string{
	"Content-Disposition", "Content-Digest", "Content-Language", "Content-Length", "Content-Location", "Content-Md5",
	"Content-Range", "Digest", "Etag", "Last-Modified", "Repr-Digest",
}

// setHeader completes the header of the response. Its values share one array,
// each with no room to grow into the next.
func (b *body) setHeader(h http.Header, r *http.Request, keepEncoding bool) {
	var cached, encoded bool
	var vary []string
	if len(h) > 0 || len(b.headers.fields) > 0 { // else there is nothing to look for
		for _, name := range ofOtherBody {
			delete(h, name)
		}
		if !keepEncoding {
			delete(h, "Content-Encoding")
		}
		maps.Copy(h, b.headers.fields)
		cached, encoded, vary = len(h["Cache-Control"]) > 0, len(h["Content-Encoding"]) > 0, h["Vary"]
	}

	values := &[...]string{string(b.media), "nosniff", "no-store", "Accept", ""}
	h["Content-Type"] = values[0:1:1]
	h["X-Content-Type-Options"] = values[1:2:2]
	if !cached {
		h["Cache-Control"] = values[2:3:3]
	}
	switch {
	case r == nil || variesByAccept(vary):
	case len(vary) == 0:
		h["Vary"] = values[3:4:4]
	default:
		h["Vary"] = append(slices.Clip(vary), "Accept")
	}
	// Behind a Content-Encoding stands a writer that will change the length.
	if bodyAllowed(b.status) && !encoded {
		values[4] = strconv.Itoa(len(b.data))
		h["Content-Length"] = values[4:5:5]
	}
}

// bodyAllowed reports whether a response of that status has a body (RFC 9110,
// section 6.4.1).
func bodyAllowed(status int) bool {
	return status != http.StatusNoContent && status != http.StatusNotModified
}

func variesByAccept(vary []string) bool {
	for _, line := range vary {
		for _, name := range splitList(line) {
			if name == "*" || strings.EqualFold(name, "Accept") {
				return true
			}
		}
	}
	return false
}

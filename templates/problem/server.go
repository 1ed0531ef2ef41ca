package problem

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Server serves problems. The zero value is ready to use, and it is that of
// the functions [Write], [Handler], [Recover] and [Standard].
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
	// Map is asked what to serve for an error in whose chain there is no
	// problem, sql.ErrNoRows or the error of a framework, say. Where it returns
	// nil, or an error that is no problem either, the fallback is served, and a
	// log tells. [Server.Standard] asks it, too: with a problem of type
	// about:blank whose status is that of the text that it replaces, and whose
	// cause is that text; that problem is then in the fallback's place.
	Map func(r *http.Request, err error) error
	// Keep tells [Server.Standard] which requests to leave alone.
	Keep func(r *http.Request) bool
}

// Write serves err as a problem.
//
// It serves the first problem in err's chain, in the order of [errors.Is], that
// was made here or by another package of problems, or a bare [Type] there. A
// problem that was received from elsewhere is passed over: wrap it with another
// one to answer with that. Where there is none, and where one cannot be encoded,
// Write serves the fallback: the problem whose page says so, else one of type
// about:blank with the status 500. No text of any other error is served.
// A response that has begun is left as it is, and the error is logged.
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

// encodeFor encodes the problem to serve for err, and returns it.
func (s *Server) encodeFor(r *http.Request, err error, b *body) Problem {
	p, reason := find(err)
	if p == nil && s.Map != nil && err != nil && errors.Is(reason, errNoProblem) {
		p, reason = find(s.Map(r, err))
	}
	switch {
	case p == nil:
		s.log(r, "serving the fallback", errorAttr("reason", reason), errorAttr("error", err))
		return s.encodeFallback(r, err, b)
	case reason != nil:
		s.log(r, "a problem is served that lacks something", errorAttr("reason", reason), errorAttr("error", err))
	}
	return s.encodeProblem(r, p, err, b)
}

// encodeProblem encodes the problem for err, else the fallback, and returns
// which.
func (s *Server) encodeProblem(r *http.Request, p Problem, err error, b *body) Problem {
	reason := s.encode(r, p, b)
	if reason == nil {
		return p
	}
	s.log(r, "a problem cannot be served, serving the fallback", errorAttr("reason", reason), slog.Any("problem", p))
	return s.encodeFallback(r, err, b)
}

// encodeFallback encodes the problem for errors that are none, and returns it.
func (s *Server) encodeFallback(r *http.Request, cause error, b *body) Problem {
	p := fallbackFor(cause)
	reason := s.encode(r, p, b)
	if reason == nil {
		return p
	}
	s.log(r, "the fallback cannot be served", errorAttr("reason", reason))
	p = &Unknown{Occurrence: Occurrence{Cause: cause}}
	_ = s.encode(r, p, b) // which always can be
	return p
}

// encode encodes p for the request, completed by the hook, which sees no problem
// that cannot be served.
func (s *Server) encode(r *http.Request, p Problem, b *body) error {
	a, o := p.base()
	media := problemJSON
	if !b.jsonOnly {
		media = negotiate(r)
	}
	if err := b.encode(p, o, media); err != nil {
		return err
	}
	if s.Served != nil {
		s.complete(r, p, o, b)
	}
	if b.unlisted != 0 {
		s.log(r, "a status that the page does not list is not served", slog.Int("status", b.unlisted), slog.String("type", string(a.Type)))
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
	if isSame(&completed, o) {
		return
	}
	if err := b.encode(p, &completed, b.media); err != nil {
		s.log(r, "a problem is served as it was before Served", errorAttr("reason", err), slog.Any("problem", p))
		_ = b.encode(p, o, b.media) // which was done before
	}
}

// log reports a mishap.
func (s *Server) log(r *http.Request, message string, attrs ...any) {
	s.logAt(slog.LevelError, r, message, attrs...)
}

// logAt takes attributes as [slog.Logger.Log] does, which is in most programs
// already, where LogAttrs is not.
func (s *Server) logAt(level slog.Level, r *http.Request, message string, attrs ...any) {
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
	logger.Log(ctx, level, message, attrs...)
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
	left string
	// unlisted is a status that was asked for and that the page does not list.
	unlisted int
	// jsonOnly tells that the body is JSON whatever the client accepts, and
	// keepsRange that a Content-Range says why there is a problem.
	jsonOnly, keepsRange bool
	codec                codec
}

// bodies are reused, but for very long ones. What [body.encode] sets is left as it
// is until then.
var bodies = sync.Pool{New: func() any { return new(body) }}

func (b *body) free() {
	if cap(b.data) > 64<<10 {
		return
	}
	b.data, b.jsonOnly, b.keepsRange, b.headers.fields = b.data[:0], false, false, nil
	bodies.Put(b)
}

// encode makes b the response that serves p with the occurrence o, or returns
// why it cannot be.
func (b *body) encode(p Problem, o *Occurrence, media mediaType) error {
	a, _ := p.base()
	b.status, b.media, b.left, b.unlisted = statusOf(a, o), media, "", 0
	if o.status != 0 && o.status != b.status {
		b.unlisted = o.status
	}
	if !isURIReference(o.Instance) {
		without := *o
		b.left, without.Instance = o.Instance, ""
		o = &without
	}
	if b.status < 400 || b.status > 599 {
		return fmt.Errorf("%d is not the status of an error", b.status)
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
	if r == nil || r.Method != http.MethodHead {
		_, _ = w.Write(b.data) // an error tells that the client has gone
	}
}

// setHeader completes the header of the response. Its values share one array,
// each with no room to grow into the next.
func (b *body) setHeader(h http.Header, r *http.Request, keepEncoding bool) {
	there := b.clean(h, keepEncoding)
	if len(b.headers.fields) > 0 { // a walk over nothing costs something, too
		for name, values := range b.headers.fields {
			h[name] = values
			there.note(name, values)
		}
	}

	values := &[...]string{string(b.media), "nosniff", "no-store", "", "", "Accept"}
	h["Content-Type"] = values[0:1:1]
	h["X-Content-Type-Options"] = values[1:2:2]
	if !there.cached {
		h["Cache-Control"] = values[2:3:3]
	}
	switch {
	case r == nil || variesByAccept(there.vary):
	case len(there.vary) == 0:
		h["Vary"] = values[5:6:6]
	case len(there.vary) == 1:
		values[4] = there.vary[0]
		h["Vary"] = values[4:6:6]
	default:
		h["Vary"] = append(slices.Clip(there.vary), "Accept")
	}
	// Behind a Content-Encoding stands a writer that will change the length.
	if !there.encoded {
		values[3] = strconv.Itoa(len(b.data))
		h["Content-Length"] = values[3:4:4]
	}
}

// clean removes what described another body, in one walk, and returns what of
// the rest matters to the header of a problem.
func (b *body) clean(h http.Header, keepEncoding bool) (there standing) {
	for name, values := range h {
		if known := canonical(name); b.stays(known, keepEncoding) && (name == known || known != "Content-Type") {
			there.note(known, values)
		} else {
			delete(h, name)
		}
	}
	return there
}

// stays reports whether a field holds for the problem, too, or is set anyway.
func (b *body) stays(name string, keepEncoding bool) bool {
	switch name {
	case "Content-Range":
		return b.keepsRange
	case "Content-Encoding":
		return keepEncoding
	}
	return !describesBody(strings.TrimPrefix(name, http.TrailerPrefix))
}

// canonical returns the name of a field as net/http writes it. Some set fields by
// their names in small letters; those would be sent beside the ones of a problem.
func canonical(name string) string {
	if name != "" && 'a' <= name[0] && name[0] <= 'z' {
		return textproto.CanonicalMIMEHeaderKey(name)
	}
	return name
}

// standing is what a header says already of what a problem sets.
type standing struct {
	cached, encoded bool
	vary            []string
}

// note takes a field that stays.
func (s *standing) note(name string, values []string) {
	switch name {
	case "Cache-Control":
		s.cached = len(values) > 0
	case "Content-Encoding":
		s.encoded = len(values) > 0
	case "Vary":
		s.vary = values
	}
}

// describesBody reports whether a header describes a body, which is another one
// than that which is served. Some are often set as their definitions spell them.
func describesBody(name string) bool {
	switch name {
	case "Content-Disposition", "Content-Digest", "Content-Language", "Content-Length", "Content-Location", "Content-Md5", "Content-MD5",
		"Digest", "Etag", "ETag", "Last-Modified", "Repr-Digest":
		return true
	}
	return false
}

func variesByAccept(vary []string) bool {
	for _, line := range vary {
		for line != "" {
			var name string
			name, line, _ = strings.Cut(line, ",")
			if name = textproto.TrimString(name); name == "*" || strings.EqualFold(name, "Accept") {
				return true
			}
		}
	}
	return false
}

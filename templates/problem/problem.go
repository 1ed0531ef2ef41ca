package problem

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// A Problem is an occurrence of a problem type: a problem details object
// (RFC 9457, section 3) that is an error too. Each documented problem type has
// a struct of its own that implements Problem; [Unknown] stands for all others.
//
// A Problem may be read by several goroutines at once. Methods accept a nil
// receiver.
type Problem interface {
	// Error returns the status, the title and the detail, never the cause.
	error
	// Type returns the problem type's URI.
	Type() Type
	// TypeURI returns the same as a string, for code that is shared by several
	// packages of problems.
	TypeURI() string
	// Title returns the problem type's title.
	Title() string
	// Status returns the HTTP status: the one that a received problem came
	// with, else the documented one.
	Status() int
	// Unwrap returns the cause.
	Unwrap() error
	// Is reports whether target is the problem type's URI or an alias of it.
	Is(target error) bool
	// AppendJSON appends the problem details object to dst. On an error it
	// returns dst as it was.
	AppendJSON(dst []byte) ([]byte, error)
	json.Marshaler
	slog.LogValuer

	layout
	// base returns what is the same for all problems of the type, and what is
	// particular to this one, which is nil for a nil pointer.
	base() (*about, *Occurrence)
}

// An Occurrence is what is particular to one occurrence of a problem, whatever
// its type.
type Occurrence struct {
	// Detail explains this occurrence to people (RFC 9457, section 3.1.4).
	Detail string `json:"detail,omitzero"`
	// Instance is a URI reference that identifies this occurrence (section 3.1.5).
	Instance string `json:"instance,omitzero"`
	// Extensions are members that the problem type's page does not document,
	// exactly as they came or as they are to be served.
	Extensions map[string]json.RawMessage `json:"-"`
	// Cause is the error behind the problem, for [errors.Unwrap] and for logs.
	// It is never served.
	Cause error `json:"-"`
	// Received tells how the problem arrived. It is nil in a problem that was
	// made here, and only such a problem is served by [Write].
	Received *Received `json:"-"`
}

// Received is what a problem that came from elsewhere said, where the problem
// type's page may say otherwise.
type Received struct {
	// Type is the type URI as it came: perhaps an alias. It is about:blank
	// where there was none.
	Type Type
	// Title is the title as it came; empty where there was none.
	Title string
	// Status is the status of the HTTP response, which is the authority. It is
	// 0 where the problem did not come with a response.
	Status int
	// BodyStatus is the member "status", advisory only; 0 where there was none.
	BodyStatus int
	// Header is the header of the HTTP response; nil without a response.
	Header http.Header
}

// OccurrenceOf returns what is particular to the occurrence p, whatever its
// type. It is nil for a nil problem, and for a struct that embeds one that is
// nil.
func OccurrenceOf(p Problem) (o *Occurrence) {
	if p == nil {
		return nil
	}
	// The method of an embedded interface that is nil panics.
	defer func() { _ = recover() }()
	_, o = p.base()
	return o
}

// same reports whether both serve the same.
func (o *Occurrence) same(other *Occurrence) bool {
	return o.Detail == other.Detail && o.Instance == other.Instance &&
		maps.EqualFunc(o.Extensions, other.Extensions, slices.Equal)
}

// An Option sets a field of a new occurrence.
type Option func(*Occurrence)

// WithDetail sets the detail, which is served to the client.
func WithDetail(detail string) Option {
	return func(o *Occurrence) { o.Detail = detail }
}

// WithDetailf sets the detail as [fmt.Sprintf] formats it. It is served to the
// client: an error among the arguments would be, too.
func WithDetailf(format string, args ...any) Option {
	return WithDetail(fmt.Sprintf(format, args...))
}

// WithInstance sets the URI reference that identifies the occurrence.
func WithInstance(uri string) Option {
	return func(o *Occurrence) { o.Instance = uri }
}

// WithCause sets the error behind the problem. It can be unwrapped and is
// logged, but never served.
func WithCause(err error) Option {
	return func(o *Occurrence) { o.Cause = err }
}

func apply(o *Occurrence, opts []Option) {
	for _, opt := range opts {
		if opt != nil {
			opt(o)
		}
	}
}

// text is the text of the problem as an error.
func text(p Problem) string {
	s := strconv.Itoa(p.Status()) + " " + p.Title()
	if _, o := p.base(); o != nil && o.Detail != "" {
		s += ": " + o.Detail
	}
	return s
}

func cause(p Problem) error {
	if _, o := p.base(); o != nil {
		return o.Cause
	}
	return nil
}

func isType(p Problem, target error) bool {
	t, ok := target.(Type)
	return ok && aboutOf(p).is(t)
}

func status(p Problem) int { return statusOf(p.base()) }

// statusOf returns the status of the response that the problem came with, else
// the status that its body had, else the documented one.
func statusOf(a *about, o *Occurrence) int {
	switch {
	case o == nil || o.Received == nil:
		return a.Status
	case o.Received.Status != 0:
		return o.Received.Status
	case validStatus(o.Received.BodyStatus):
		return o.Received.BodyStatus
	}
	return a.Status
}

// validStatus reports whether a problem can have the status (RFC 9110, section 15).
func validStatus(status int) bool { return 100 <= status && status <= 599 }

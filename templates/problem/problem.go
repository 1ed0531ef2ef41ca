package problem

import (
	"cmp"
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
// receiver; a problem is marshalled as a value like as a pointer.
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
	// Is reports whether target is the problem type's URI or an alias of it, as
	// a [Type] of this package or of another one.
	Is(target error) bool
	// IsReceived reports whether the problem came from elsewhere. Such a
	// problem is not served again.
	IsReceived() bool
	// AppendJSON appends the problem details object to dst. On an error it
	// returns dst as it was.
	AppendJSON(dst []byte) ([]byte, error)
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

	// status is one of several that the page documents; 0 for the default.
	status int
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
	// Body is the body as it came, as far as it was read: that of a response
	// that could not be understood, too.
	Body string
	// Kept has what could not be typed, by its JSON Pointer (RFC 6901): members
	// of the wrong type, bad elements of an array whose others are good, members
	// that the page does not document inside of an object. There are 256 at
	// most. One at the top is encoded again where its field is not set.
	Kept map[string]json.RawMessage

	// json is the body as JSON, where it came in another form.
	json string
}

// text returns the body as JSON.
func (r *Received) text() string { return cmp.Or(r.json, r.Body) }

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

// isSame reports whether both serve the same. It is no method: each problem type
// would have it, too.
func isSame(o, other *Occurrence) bool {
	return o.status == other.status && o.Detail == other.Detail && o.Instance == other.Instance &&
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

// WithStatus sets the status of a problem whose page documents several. One that
// the page does not list, and one below 400, is not served: the default status
// is, and a log tells.
func WithStatus(status int) Option {
	return func(o *Occurrence) { o.status = status }
}

// apply is called by each constructor and is not inlined there: with a thousand
// problem types that would take the compiler longer than all the calls take.
//
//go:noinline
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

// cause is called by a method of each problem type, see apply.
//
//go:noinline
func cause(p Problem) error {
	if _, o := p.base(); o != nil {
		return o.Cause
	}
	return nil
}

func isType(p Problem, target error) bool {
	a := aboutOf(p)
	if t, ok := target.(Type); ok {
		return a.is(t)
	}
	return standsFor(target, a, string(a.Type))
}

func status(p Problem) int { return statusOf(p.base()) }

// statusOf returns the status of the response that the problem came with, else
// the status that its body had, else the one that it was made with, where the
// page documents that, else the documented one.
func statusOf(a *about, o *Occurrence) int {
	switch {
	case o == nil:
		return a.Status
	case o.Received != nil && o.Received.Status != 0:
		return o.Received.Status
	case o.Received != nil && validStatus(o.Received.BodyStatus):
		return o.Received.BodyStatus
	case o.status != 0 && a.further(o.status) != 0:
		return o.status
	}
	return a.Status
}

// validStatus reports whether a problem can have the status (RFC 9110, section 15).
func validStatus(status int) bool { return 100 <= status && status <= 599 }

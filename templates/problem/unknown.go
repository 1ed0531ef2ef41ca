package problem

import (
	"cmp"
	"log/slog"
	"net/http"
)

// Unknown is a problem of a type that no page of this package documents. A
// received one keeps all its members: those of the RFC in its fields, every
// other one in Extensions. The zero value is a problem of type about:blank with
// the status 500, [Blank] makes those of other statuses.
//
// An Unknown is also what [Write] serves where there is no more to say than a
// bare [Type] does, and for the problem of another package.
type Unknown struct {
	Occurrence
	// made is nil for a problem that was received, and for the zero value.
	made *made
}

// Blank returns a problem of type about:blank, which says no more than its
// status does: the title is the status's own phrase (RFC 9457, section 4.2.1).
// It is for statuses that no page documents. One below 400 cannot be served as a
// problem: the fallback is, and a log tells.
func Blank(status int, opts ...Option) *Unknown {
	p := &Unknown{made: &made{about: &about{
		Info: Info{Type: TypeAboutBlank, Name: aboutUnknown.Name, Title: http.StatusText(status), Status: status},
	}}}
	apply(&p.Occurrence, opts)
	return p
}

// aboutUnknown is what holds where a problem says nothing itself.
var aboutUnknown = about{
	Info: Info{
		Type:   TypeAboutBlank,
		Name:   "unknown",
		Title:  "Internal Server Error",
		Status: http.StatusInternalServerError,
	},
}

// Error returns the status, the title and the detail, never the cause.
func (p *Unknown) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *Unknown) Unwrap() error { return cause(p) }

// Is reports whether target is the problem's type URI: a [Type] of this package
// or of another one.
func (p *Unknown) Is(target error) bool {
	if t, ok := target.(Type); ok {
		return t == p.Type() || !isReceived(p) && aboutOf(p).is(t)
	}
	return standsFor(target, aboutOf(p), p.TypeURI())
}

// Type returns the type URI.
func (p *Unknown) Type() Type {
	if isReceived(p) {
		return cmp.Or(p.Received.Type, TypeAboutBlank)
	}
	return aboutOf(p).Type
}

// TypeURI returns the same as a string.
func (p *Unknown) TypeURI() string { return string(p.Type()) }

// Title returns the title; that of a problem that was received without one is
// the phrase of its status.
func (p *Unknown) Title() string {
	if isReceived(p) {
		return cmp.Or(p.Received.Title, http.StatusText(p.Status()))
	}
	return aboutOf(p).Title
}

// Status returns the status that was received or that the problem was made
// with, else 500.
func (p *Unknown) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *Unknown) IsReceived() bool { return isReceived(p) }

// ResponseHeader returns the header of the response that the problem came with,
// or the headers that another package documents for it.
func (p *Unknown) ResponseHeader() (http.Header, error) {
	switch {
	case isReceived(p):
		return p.Received.Header, nil
	case p != nil && p.made != nil:
		return p.made.header, nil
	}
	return nil, nil
}

// LogValue returns what a log should tell, with the cause.
func (p *Unknown) LogValue() slog.Value { return logValue(p) }

// MarshalJSON returns the problem details object.
func (p Unknown) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of any type.
func (p *Unknown) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

// AppendJSON appends the problem details object to dst.
func (p *Unknown) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

func (p *Unknown) base() (*about, *Occurrence) {
	switch {
	case p == nil:
		return &aboutUnknown, nil
	case p.made == nil || p.Received != nil:
		return &aboutUnknown, &p.Occurrence
	}
	return p.made.about, &p.Occurrence
}

// members writes those that another package has documented.
func (p *Unknown) members(c *codec) {
	if p.made == nil || p.made.rest == "" {
		return
	}
	switch c.mode {
	case writing:
		c.w.buf = append(c.w.buf, p.made.rest...)
	case finding:
		d := decoder{s: "{" + p.made.rest[1:] + "}"}
		for ok := d.object(); ok && d.member(); d.skip() {
			c.found = c.found || d.name == c.r.name
		}
	}
}

// headers writes those that another package has documented.
func (p *Unknown) headers(h *headers) {
	if h.mode == writing && p.made != nil {
		h.fields = p.made.header.Clone()
	}
}

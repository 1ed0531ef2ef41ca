package problem

import (
	"cmp"
	"log/slog"
	"net/http"
)

// Unknown is a problem of a type that no page of this package documents. A
// received one keeps all its members: those of the RFC in its fields, every
// other one in Extensions. The zero value is a problem of type about:blank with
// the status 500.
type Unknown struct {
	Occurrence
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

// Is reports whether target is the [Type] that was received.
func (p *Unknown) Is(target error) bool {
	t, ok := target.(Type)
	return ok && t == p.Type()
}

// Type returns the type URI that was received, else [TypeAboutBlank].
func (p *Unknown) Type() Type {
	if p == nil || p.Received == nil {
		return TypeAboutBlank
	}
	return cmp.Or(p.Received.Type, TypeAboutBlank)
}

// TypeURI returns the same as a string.
func (p *Unknown) TypeURI() string { return string(p.Type()) }

// Title returns the title that was received, else the phrase of the status.
func (p *Unknown) Title() string {
	if p != nil && p.Received != nil && p.Received.Title != "" {
		return p.Received.Title
	}
	return http.StatusText(p.Status())
}

// Status returns the status that was received, else 500.
func (p *Unknown) Status() int { return status(p) }

// LogValue returns what a log should tell, with the cause.
func (p *Unknown) LogValue() slog.Value { return logValue(p) }

// MarshalJSON returns the problem details object.
func (p *Unknown) MarshalJSON() ([]byte, error) { return appendJSON(p, nil) }

// UnmarshalJSON reads a problem details object of any type.
func (p *Unknown) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

// AppendJSON appends the problem details object to dst.
func (p *Unknown) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

func (p *Unknown) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutUnknown, nil
	}
	return &aboutUnknown, &p.Occurrence
}

func (p *Unknown) members(*codec) {}

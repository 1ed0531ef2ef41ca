package problem

import "log/slog"

// InternalError is the problem type "internal_error": 500 Internal Error.
//
// Something went wrong that is not the client's fault.
type InternalError struct {
	Occurrence
}

// The type URI, title and status of [InternalError], as its page documents
// them.
const (
	TypeInternalError   = Type("https://api.example.com/problems/internal_error")
	TitleInternalError  = "Internal Error"
	StatusInternalError = 500
)

// NewInternalError returns an occurrence of [InternalError].
func NewInternalError(opts ...Option) *InternalError {
	p := new(InternalError)
	apply(&p.Occurrence, opts)
	return p
}

var aboutInternalError = about{
	Info: Info{
		Type:    TypeInternalError,
		Name:    "internal_error",
		Title:   TitleInternalError,
		Status:  StatusInternalError,
		Summary: "Something went wrong that is not the client's fault.",
		Page:    "internal-error.md",
	},
	head: "{\"type\":\"https://api.example.com/problems/internal_error\",\"title\":\"Internal Error\",\"status\":500",
}

func (p *InternalError) members(*codec) {}

// LogValue returns what a log should tell, with the cause.
func (p *InternalError) LogValue() slog.Value { return logValue(p) }

// Error returns the status, the title and the detail, never the cause.
func (p *InternalError) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *InternalError) Unwrap() error { return cause(p) }

// Is reports whether target is [TypeInternalError] or an alias of it.
func (p *InternalError) Is(target error) bool { return isType(p, target) }

// Type returns [TypeInternalError].
func (p *InternalError) Type() Type { return TypeInternalError }

// TypeURI returns [TypeInternalError] as a string.
func (p *InternalError) TypeURI() string { return string(TypeInternalError) }

// Title returns [TitleInternalError].
func (p *InternalError) Title() string { return TitleInternalError }

// Status returns the status that was received, else [StatusInternalError].
func (p *InternalError) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *InternalError) IsReceived() bool { return isReceived(p) }

// AppendJSON appends the problem details object to dst.
func (p *InternalError) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

// MarshalJSON returns the problem details object.
func (p InternalError) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of this type.
func (p *InternalError) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

func (p *InternalError) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutInternalError, nil
	}
	return &aboutInternalError, &p.Occurrence
}

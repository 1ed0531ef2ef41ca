package problem

import (
	"log/slog"
	"net/http"
)

// LoginRequired is the problem type "login_required": 401 Login Required (or
// 403, 303).
//
// Nobody is logged in, or somebody else.
type LoginRequired struct {
	Occurrence

	// Realm lists the realms that will do.
	Realm []string `json:"realm"`
	// Headers are the response headers that the page documents.
	Headers LoginRequiredHeaders `json:"-"`
}

// LoginRequiredHeaders are the response headers of [LoginRequired]. A nil or
// empty one is absent.
type LoginRequiredHeaders struct {
	// WWWAuthenticate is the challenge.
	WWWAuthenticate string
	// RetryAfter is the number of seconds to wait.
	RetryAfter int64
	// XRealm names the realm (optional).
	XRealm string
}

// The type URI, title and status of [LoginRequired], as its page documents
// them.
const (
	TypeLoginRequired   = Type("https://api.example.com/problems/login_required")
	TitleLoginRequired  = "Login Required"
	StatusLoginRequired = 401
)

// NewLoginRequired returns an occurrence of [LoginRequired].
func NewLoginRequired(realm []string, retryAfter int64, wwwAuthenticate string, opts ...Option) *LoginRequired {
	p := &LoginRequired{Realm: realm, Headers: LoginRequiredHeaders{RetryAfter: retryAfter, WWWAuthenticate: wwwAuthenticate}}
	apply(&p.Occurrence, opts)
	return p
}

var aboutLoginRequired = about{
	Info: Info{
		Type:    TypeLoginRequired,
		Name:    "login_required",
		Title:   TitleLoginRequired,
		Status:  StatusLoginRequired,
		Summary: "Nobody is logged in, or somebody else.",
		Page:    "login-required.md",
	},
	head:     "{\"type\":\"https://api.example.com/problems/login_required\",\"title\":\"Login Required\",\"status\":401",
	statuses: []int{401, 403, 303},
	params:   true,
}

func (p *LoginRequired) members(c *codec) {
	array(c, "realm", &p.Realm, (*codec).string)
}

func (p *LoginRequired) headers(h *headers) {
	h.string("Www-Authenticate", &p.Headers.WWWAuthenticate)
	h.integer("Retry-After", &p.Headers.RetryAfter)
	h.string("X-Realm", &p.Headers.XRealm)
}

// ResponseHeader returns the response headers that the page documents.
func (p *LoginRequired) ResponseHeader() (http.Header, error) { return responseHeader(p) }

// LogValue returns what a log should tell, with the cause.
func (p *LoginRequired) LogValue() slog.Value { return logValue(p) }

// Error returns the status, the title and the detail, never the cause.
func (p *LoginRequired) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *LoginRequired) Unwrap() error { return cause(p) }

// Is reports whether target is [TypeLoginRequired] or an alias of it.
func (p *LoginRequired) Is(target error) bool { return isType(p, target) }

// Type returns [TypeLoginRequired].
func (p *LoginRequired) Type() Type { return TypeLoginRequired }

// TypeURI returns [TypeLoginRequired] as a string.
func (p *LoginRequired) TypeURI() string { return string(TypeLoginRequired) }

// Title returns [TitleLoginRequired].
func (p *LoginRequired) Title() string { return TitleLoginRequired }

// Status returns the status that was received, else [StatusLoginRequired].
func (p *LoginRequired) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *LoginRequired) IsReceived() bool { return isReceived(p) }

// AppendJSON appends the problem details object to dst.
func (p *LoginRequired) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

// MarshalJSON returns the problem details object.
func (p LoginRequired) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of this type.
func (p *LoginRequired) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

func (p *LoginRequired) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutLoginRequired, nil
	}
	return &aboutLoginRequired, &p.Occurrence
}

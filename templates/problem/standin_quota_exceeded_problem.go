package problem

import (
	"log/slog"
	"net/http"
	"time"
)

// QuotaExceeded is the problem type "quota_exceeded": 429 Quota Exceeded.
//
// The client has used up what its plan allows.
type QuotaExceeded struct {
	Occurrence

	// Limit is what the plan allows.
	Limit int64 `json:"limit"`
	// Unit is what is counted.
	Unit string `json:"unit"`
	// Usage has an entry for each service.
	Usage QuotaExceededUsage `json:"usage"`
	// Headers are the response headers that the page documents.
	Headers QuotaExceededHeaders `json:"-"`
}

// QuotaExceededUsage is the object in the member "usage".
type QuotaExceededUsage struct {
	// Storage is what is stored, by kind.
	Storage []string `json:"storage"`
}

// QuotaExceededHeaders are the response headers of [QuotaExceeded]. A nil or
// empty one is absent.
type QuotaExceededHeaders struct {
	// RetryAfter is the number of seconds to wait.
	RetryAfter *int64
	// XQuotaReset is when counting begins anew.
	XQuotaReset *time.Time
	// XQuotaShare is the share that is used.
	XQuotaShare *float64
	// XQuotaHard tells that the limit cannot be raised.
	XQuotaHard *bool
	// WWWAuthenticate is the challenge.
	WWWAuthenticate string
	// Allow lists the methods that still work.
	Allow []string
}

// The type URI, title and status of [QuotaExceeded], as its page documents
// them.
const (
	TypeQuotaExceeded   = Type("https://api.example.com/problems/quota_exceeded")
	TitleQuotaExceeded  = "Quota Exceeded"
	StatusQuotaExceeded = 429
)

// NewQuotaExceeded returns an occurrence of [QuotaExceeded].
func NewQuotaExceeded(limit int64, unit string, usage QuotaExceededUsage, opts ...Option) *QuotaExceeded {
	p := &QuotaExceeded{Limit: limit, Unit: unit, Usage: usage}
	apply(&p.Occurrence, opts)
	return p
}

var aboutQuotaExceeded = about{
	Info: Info{
		Type:    TypeQuotaExceeded,
		Name:    "quota_exceeded",
		Title:   TitleQuotaExceeded,
		Status:  StatusQuotaExceeded,
		Summary: "The client has used up what its plan allows.",
		Page:    "limits/quota-exceeded.md",
	},
	head:   "{\"type\":\"https://api.example.com/problems/quota_exceeded\",\"title\":\"Quota Exceeded\",\"status\":429",
	params: true,
}

func (p *QuotaExceeded) members(c *codec) {
	c.integer("limit", &p.Limit)
	c.string("unit", &p.Unit)
	c.object("usage", &p.Usage)
}

func (p *QuotaExceeded) headers(h *headers) {
	optionalHeader(h, "Retry-After", &p.Headers.RetryAfter, (*headers).integer)
	optionalHeader(h, "X-Quota-Reset", &p.Headers.XQuotaReset, (*headers).time)
	optionalHeader(h, "X-Quota-Share", &p.Headers.XQuotaShare, (*headers).number)
	optionalHeader(h, "X-Quota-Hard", &p.Headers.XQuotaHard, (*headers).bool)
	h.string("Www-Authenticate", &p.Headers.WWWAuthenticate)
	h.list("Allow", &p.Headers.Allow)
}

func (x *QuotaExceededUsage) members(c *codec) {
	array(c, "storage", &x.Storage, (*codec).string)
}

// ResponseHeader returns the response headers that the page documents.
func (p *QuotaExceeded) ResponseHeader() (http.Header, error) { return responseHeader(p) }

// LogValue returns what a log should tell, with the cause.
func (p *QuotaExceeded) LogValue() slog.Value { return logValue(p) }

// Error returns the status, the title and the detail, never the cause.
func (p *QuotaExceeded) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *QuotaExceeded) Unwrap() error { return cause(p) }

// Is reports whether target is [TypeQuotaExceeded] or an alias of it.
func (p *QuotaExceeded) Is(target error) bool { return isType(p, target) }

// Type returns [TypeQuotaExceeded].
func (p *QuotaExceeded) Type() Type { return TypeQuotaExceeded }

// TypeURI returns [TypeQuotaExceeded] as a string.
func (p *QuotaExceeded) TypeURI() string { return string(TypeQuotaExceeded) }

// Title returns [TitleQuotaExceeded].
func (p *QuotaExceeded) Title() string { return TitleQuotaExceeded }

// Status returns the status that was received, else [StatusQuotaExceeded].
func (p *QuotaExceeded) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *QuotaExceeded) IsReceived() bool { return isReceived(p) }

// AppendJSON appends the problem details object to dst.
func (p *QuotaExceeded) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

// MarshalJSON returns the problem details object.
func (p QuotaExceeded) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of this type.
func (p *QuotaExceeded) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

func (p *QuotaExceeded) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutQuotaExceeded, nil
	}
	return &aboutQuotaExceeded, &p.Occurrence
}

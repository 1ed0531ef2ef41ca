package problem

import "log/slog"

// PlanExpired is the problem type "plan_expired": 402 Plan Expired.
//
// The plan has expired.
//
// Deprecated: it is retired and not made any more: plans do not expire any
// more.
type PlanExpired struct {
	Occurrence

	// Plan is its name.
	Plan string `json:"plan"`
}

// The type URI, title and status of [PlanExpired], as its page documents them.
const (
	TypePlanExpired   = Type("https://api.example.com/problems/plan_expired")
	TitlePlanExpired  = "Plan Expired"
	StatusPlanExpired = 402
)

var aboutPlanExpired = about{
	Info: Info{
		Type:    TypePlanExpired,
		Name:    "plan_expired",
		Title:   TitlePlanExpired,
		Status:  StatusPlanExpired,
		Summary: "The plan has expired.",
		Page:    "plan-expired.md",
		Retired: "plans do not expire any more.",
	},
	head:   "{\"type\":\"https://api.example.com/problems/plan_expired\",\"title\":\"Plan Expired\",\"status\":402",
	params: true,
}

func (p *PlanExpired) members(c *codec) {
	c.string("plan", &p.Plan)
}

// LogValue returns what a log should tell, with the cause.
func (p *PlanExpired) LogValue() slog.Value { return logValue(p) }

// Error returns the status, the title and the detail, never the cause.
func (p *PlanExpired) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *PlanExpired) Unwrap() error { return cause(p) }

// Is reports whether target is [TypePlanExpired] or an alias of it.
func (p *PlanExpired) Is(target error) bool { return isType(p, target) }

// Type returns [TypePlanExpired].
func (p *PlanExpired) Type() Type { return TypePlanExpired }

// TypeURI returns [TypePlanExpired] as a string.
func (p *PlanExpired) TypeURI() string { return string(TypePlanExpired) }

// Title returns [TitlePlanExpired].
func (p *PlanExpired) Title() string { return TitlePlanExpired }

// Status returns the status that was received, else [StatusPlanExpired].
func (p *PlanExpired) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *PlanExpired) IsReceived() bool { return isReceived(p) }

// AppendJSON appends the problem details object to dst.
func (p *PlanExpired) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

// MarshalJSON returns the problem details object.
func (p PlanExpired) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of this type.
func (p *PlanExpired) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

func (p *PlanExpired) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutPlanExpired, nil
	}
	return &aboutPlanExpired, &p.Occurrence
}

package problem

import (
	"encoding/json"
	"log/slog"
	"time"
)

// ImportRejected is the problem type "import_rejected": 422 Import Rejected.
//
// An import was read to its end and none of it was taken over. Look at:
//   - the reason, which tells what to do next;
//   - the errors, which say where each record went wrong.
//
// A later try with the same file is rejected like the first, see
// [QuotaExceeded] and [the guide].
//
//	curl https://api.example.com/imports/42
//
// Deprecated: use batch_rejected.
//
// [the guide]: https://docs.example.com/imports
type ImportRejected struct {
	Occurrence

	// Import is the identifier of the import.
	Import string `json:"import"`
	// Reason is one of malformed, duplicate, too_large.
	Reason ImportRejectedReason `json:"reason"`
	// Source is the file that was imported.
	Source ImportRejectedSource `json:"source"`
	// Errors has one entry for each record that was not taken over.
	Errors []ImportRejectedErrorsItem `json:"errors"`
	// StartedAt is when the import began.
	StartedAt time.Time `json:"started_at"`
	// FinishedAt is when it ended, if available.
	FinishedAt *time.Time `json:"finished_at,omitzero"`
	// Tags are the tags that the import was made with, if any.
	Tags []string `json:"tags,omitzero"`
	// Retryable tells whether another try can succeed (optional).
	Retryable *bool `json:"retryable,omitzero"`
	// Score tells how sure the importer is (optional).
	Score *float64 `json:"score,omitzero"`
	// Labels are the client's own (optional).
	Labels map[string]json.RawMessage `json:"labels,omitzero"`
	// Payload is the first record that was rejected, as it came (optional).
	Payload json.RawMessage `json:"payload,omitzero"`
}

// ImportRejectedReason is a value of the member "reason".
type ImportRejectedReason string

// The values of [ImportRejectedReason].
const (
	ImportRejectedReasonMalformed ImportRejectedReason = "malformed"
	ImportRejectedReasonDuplicate ImportRejectedReason = "duplicate"
	ImportRejectedReasonTooLarge  ImportRejectedReason = "too_large"
)

// ImportRejectedSource is the object in the member "source".
type ImportRejectedSource struct {
	// File is the name of the file.
	File string `json:"file"`
	// Lines is the number of lines in it (optional).
	Lines *int64 `json:"lines,omitzero"`
	// Checksum is the checksum of the file.
	Checksum ImportRejectedSourceChecksum `json:"checksum"`
	// Proxy is the host that passed the file on (optional).
	Proxy *ImportRejectedSourceProxy `json:"proxy,omitzero"`
}

// ImportRejectedSourceChecksum is the object in the member "source.checksum".
type ImportRejectedSourceChecksum struct {
	// Algorithm is the name of the algorithm.
	Algorithm string `json:"algorithm"`
	// Value is the checksum in hexadecimal digits.
	Value string `json:"value"`
}

// ImportRejectedSourceProxy is the object in the member "source.proxy".
type ImportRejectedSourceProxy struct {
	// Host is its name.
	Host string `json:"host"`
}

// ImportRejectedErrorsItem is an element of the member "errors".
type ImportRejectedErrorsItem struct {
	// Pointer leads to the value, RFC 6901.
	Pointer string `json:"pointer"`
	// Message says what is wrong with it (optional).
	Message *string `json:"message,omitzero"`
}

// The type URI, title, status and detail of [ImportRejected], as its page
// documents them.
const (
	TypeImportRejected   = Type("https://api.example.com/problems/import_rejected")
	TitleImportRejected  = "Import Rejected"
	StatusImportRejected = 422
	DetailImportRejected = "The import was rejected."
)

// ImportRejectedParams are the required members of [ImportRejected]; its fields
// say what they mean.
type ImportRejectedParams struct {
	Errors    []ImportRejectedErrorsItem
	Import    string
	Reason    ImportRejectedReason
	Source    ImportRejectedSource
	StartedAt time.Time
}

// NewImportRejected returns an occurrence of [ImportRejected].
//
// Deprecated: use batch_rejected.
func NewImportRejected(params ImportRejectedParams, opts ...Option) *ImportRejected {
	p := &ImportRejected{
		Occurrence: Occurrence{Detail: DetailImportRejected},
		Errors:     params.Errors,
		Import:     params.Import,
		Reason:     params.Reason,
		Source:     params.Source,
		StartedAt:  params.StartedAt,
	}
	apply(&p.Occurrence, opts)
	return p
}

var aboutImportRejected = about{
	Info: Info{
		Type:    TypeImportRejected,
		Name:    "import_rejected",
		Title:   TitleImportRejected,
		Status:  StatusImportRejected,
		Summary: "An import was read to its end and none of it was taken over.",
		Page:    "import-rejected.md",
	},
	head:    "{\"type\":\"https://api.example.com/problems/import_rejected\",\"title\":\"Import Rejected\",\"status\":422",
	detail:  DetailImportRejected,
	aliases: []Type{"import_failed", "https://old.example.com/import_rejected"},
	params:  true,
}

func (p *ImportRejected) members(c *codec) {
	c.string("import", &p.Import)
	enum(c, "reason", &p.Reason, ImportRejectedReasonMalformed, ImportRejectedReasonDuplicate, ImportRejectedReasonTooLarge)
	c.object("source", &p.Source)
	c.objects("errors", &p.Errors)
	c.time("started_at", &p.StartedAt)
	optional(c, "finished_at", &p.FinishedAt, (*codec).time)
	optionalArray(c, "tags", &p.Tags, (*codec).string)
	optional(c, "retryable", &p.Retryable, (*codec).bool)
	optional(c, "score", &p.Score, (*codec).number)
	c.optionalMapping("labels", &p.Labels)
	c.optionalAny("payload", &p.Payload)
}

func (x *ImportRejectedSource) members(c *codec) {
	c.string("file", &x.File)
	optional(c, "lines", &x.Lines, (*codec).integer)
	c.object("checksum", &x.Checksum)
	c.optionalObject("proxy", &x.Proxy)
}

func (x *ImportRejectedSourceChecksum) members(c *codec) {
	c.string("algorithm", &x.Algorithm)
	c.string("value", &x.Value)
}

func (x *ImportRejectedSourceProxy) members(c *codec) {
	c.string("host", &x.Host)
}

func (x *ImportRejectedErrorsItem) members(c *codec) {
	c.string("pointer", &x.Pointer)
	optional(c, "message", &x.Message, (*codec).string)
}

// LogValue returns what a log should tell, with the cause.
func (p *ImportRejected) LogValue() slog.Value { return logValue(p) }

// Error returns the status, the title and the detail, never the cause.
func (p *ImportRejected) Error() string { return text(p) }

// Unwrap returns the cause.
func (p *ImportRejected) Unwrap() error { return cause(p) }

// Is reports whether target is [TypeImportRejected] or an alias of it.
func (p *ImportRejected) Is(target error) bool { return isType(p, target) }

// Type returns [TypeImportRejected].
func (p *ImportRejected) Type() Type { return TypeImportRejected }

// TypeURI returns [TypeImportRejected] as a string.
func (p *ImportRejected) TypeURI() string { return string(TypeImportRejected) }

// Title returns [TitleImportRejected].
func (p *ImportRejected) Title() string { return TitleImportRejected }

// Status returns the status that was received, else [StatusImportRejected].
func (p *ImportRejected) Status() int { return status(p) }

// IsReceived reports whether the problem came from elsewhere.
func (p *ImportRejected) IsReceived() bool { return isReceived(p) }

// AppendJSON appends the problem details object to dst.
func (p *ImportRejected) AppendJSON(dst []byte) ([]byte, error) { return appendJSON(p, dst) }

// MarshalJSON returns the problem details object.
func (p ImportRejected) MarshalJSON() ([]byte, error) { return appendJSON(&p, nil) }

// UnmarshalJSON reads a problem details object of this type.
func (p *ImportRejected) UnmarshalJSON(data []byte) error { return unmarshal(p, data) }

func (p *ImportRejected) base() (*about, *Occurrence) {
	if p == nil {
		return &aboutImportRejected, nil
	}
	return &aboutImportRejected, &p.Occurrence
}

// Package diag holds what the tool has to say about pages: findings with a
// place, a rule and a way out, and the ways in which they are printed.
//
// A Diagnostic is the page author's; what goes wrong with the machine is a Go
// error. The two never mix.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity tells how much a finding matters.
type Severity int

// The severities. Off is what a configuration gives a rule that it turns off.
const (
	Off Severity = iota
	Note
	Warning
	Error
)

// String returns the severity as configurations and reports write it.
func (s Severity) String() string {
	return [...]string{"off", "note", "warning", "error"}[s]
}

// ParseSeverity reads what String returns.
func ParseSeverity(text string) (Severity, bool) {
	for s := Off; s <= Error; s++ {
		if s.String() == text {
			return s, true
		}
	}
	return Off, false
}

// A Diagnostic is one finding about a page. Stages leave Severity at zero:
// the table of rules, and the configuration, decide it in one place.
type Diagnostic struct {
	// Rule is the identifier of the rule that is broken: "misspelt-member".
	Rule string
	// Severity is what the table of rules and the configuration say.
	Severity Severity
	// At is where the finding is; its bytes are underlined.
	At Span
	// Message is one line that says what is wrong and names both sides. Like all
	// texts of a finding it is safe to show, whatever it quotes; see [Visible].
	Message string
	// Label stands beside the underline: `did you mean "detail"?`.
	Label string
	// Notes are other places that belong to the finding.
	Notes []Related
	// Help says what to do next, a sentence each.
	Help []string
	// Subject names what the finding is about (a member's path, a key) in a
	// way that survives edits elsewhere in the page. It may be empty.
	Subject string
	// Fix is the repair, where there is exactly one right one.
	Fix *Fix
}

// Related is a second place that a finding speaks of. At may be zero.
type Related struct {
	At      Span
	Message string
}

// A Fix is a repair of a page.
type Fix struct {
	// Title says what it does, as an imperative: `replace "details" by "detail"`.
	Title string
	Edits []Edit
}

// An Edit replaces the bytes of a span. An empty span inserts.
type Edit struct {
	At  Span
	New string
}

// Replace returns the fix that puts text in the place of one span.
func Replace(at Span, text, title string) *Fix {
	return &Fix{Title: title, Edits: []Edit{{At: at, New: text}}}
}

// At starts a finding; the message is formatted as by [fmt.Sprintf].
func At(span Span, rule, format string, args ...any) Diagnostic {
	return Diagnostic{Rule: rule, At: span, Message: sprintf(format, args)}
}

// sprintf formats text that may quote a page.
func sprintf(format string, args []any) string { return Visible(fmt.Sprintf(format, args...)) }

// WithNote returns the finding with one more place that belongs to it.
func (d Diagnostic) WithNote(at Span, format string, args ...any) Diagnostic {
	d.Notes = append(slices.Clip(d.Notes), Related{At: at, Message: sprintf(format, args)})
	return d
}

// WithHelp returns the finding with a sentence more that says what to do.
func (d Diagnostic) WithHelp(format string, args ...any) Diagnostic {
	d.Help = append(slices.Clip(d.Help), sprintf(format, args))
	return d
}

// WithText returns the finding with a sentence more that says what to do, and
// the lines of text that it is about.
func (d Diagnostic) WithText(sentence, text string) Diagnostic {
	d.Help = append(slices.Clip(d.Help), Visible(sentence)+"\n"+VisibleLines(strings.TrimRight(text, "\n")))
	return d
}

// WithLabel returns the finding with the text that stands beside the underline.
func (d Diagnostic) WithLabel(format string, args ...any) Diagnostic {
	d.Label = sprintf(format, args)
	return d
}

// About returns the finding with its subject.
func (d Diagnostic) About(subject string) Diagnostic {
	d.Subject = subject
	return d
}

// WithFix returns the finding with its repair.
func (d Diagnostic) WithFix(fix *Fix) Diagnostic {
	d.Fix = fix
	return d
}

// A List collects findings.
type List []Diagnostic

// Add appends a finding.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Sort brings the findings into the order in which they are shown: by file,
// position, rule and message.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		return cmp.Or(
			compareSpans(a.At, b.At),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
}

// compareSpans compares where two spans begin. In one source the offsets tell.
func compareSpans(a, b Span) int {
	if a.Source == b.Source {
		return cmp.Compare(a.Start, b.Start)
	}
	p, q := a.Position(), b.Position()
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
	)
}

// Count returns how many findings have the severity.
func (l List) Count(severity Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == severity {
			n++
		}
	}
	return n
}

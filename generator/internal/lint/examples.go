package lint

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkNoExample reports a page without any example.
func checkNoExample(c *PageCheck) {
	if len(c.Shown()) > 0 || len(c.Evidence.Foreign) > 0 {
		return
	}
	d := c.At(titleSpan(c.Page), "show an example of `%s`: the page has none", c.Problem.Name).
		WithHelp("add a section “## Example” with a ```json block that shows the whole problem details object, `type`, `title` and `status` included")
	if c.states(catalog.StatusLabel) && (c.states(catalog.TypeLabel) || c.states(catalog.CodeLabel)) {
		d.Severity = diag.Note // the page says in another form what an example would
	}
	c.Report(d)
}

// states reports whether a labelled value of the page is about that.
func (c *PageCheck) states(label catalog.Label) bool {
	return slices.ContainsFunc(c.Page.Facts, func(f catalog.Labelled) bool { return f.Label == label })
}

// checkSameExampleName reports examples that cannot be told apart by what
// stands above them. Blocks below one heading are numbered, and fine.
func checkSameExampleName(c *PageCheck) {
	first := map[string]catalog.Text{}
	for _, s := range c.Shown() {
		words := wordsOf(s.Caption.Value)
		if words == "" {
			continue
		}
		before, seen := first[words]
		if !seen {
			first[words] = s.Caption
			before = s.Caption
		}
		if before.At == s.Caption.At {
			continue
		}
		c.Report(c.At(s.Caption.At, "call this example otherwise than “%s”: another one is called so already", before.Value).
			WithNote(before.At, "it is called so here").
			WithHelp("say what is particular to each example: its name becomes that of its golden file").About(s.Caption.Value))
		first[words] = s.Caption
	}
}

// checkStatusLine compares the status line of an http example with its object,
// and the reason phrase with the status.
func checkStatusLine(c *PageCheck) {
	for _, s := range c.Shown() {
		v := s.Body.Get(catalog.MemberStatus)
		if s.Response == nil || s.Response.Status.At.IsZero() || v == nil || v.Kind != catalog.NumberValue {
			continue
		}
		line := s.Response.Status
		code := strconv.Itoa(line.Value)
		if code == v.Text {
			c.checkReason(s.Response)
		} else {
			d := c.At(line.At, "write one status: the status line says %s, the object below it %s", code, v.Text).
				WithNote(v.At, "the object has its status here").About(catalog.MemberStatus)
			c.Report(c.mendStatusLine(d, line, v.Text))
		}
	}
}

// mendStatusLine says how status line and object can be made to agree: the
// line follows the object, where that has the page's status and the text does
// not stand by the line.
func (c *PageCheck) mendStatusLine(d diag.Diagnostic, line catalog.WholeNumber, status string) diag.Diagnostic {
	said := slices.IndexFunc(c.Page.Statuses, func(m catalog.StatusMention) bool { return m.Code == line.Value })
	if said >= 0 {
		return d.WithNote(c.Page.Statuses[said].At, "the text says %d, too", line.Value).
			WithHelp("a problem is served with the status that its object has: write %s in the status line and the text, or %d in the object", status, line.Value)
	}
	d = d.WithHelp("a problem is served with the status that its object has: write %s in the status line", status)
	if status != strconv.Itoa(c.Problem.Status.Value) || !c.isConfirmed(c.Problem.Status.Value, line.At) {
		return d
	}
	at, text := line.At, status
	if reason := reasonAt(line); reason.Text() == http.StatusText(line.Value) && reason.Text() != "" {
		at, text = line.At.Source.Span(line.At.Start, reason.End), status+" "+http.StatusText(c.Problem.Status.Value)
	}
	return d.WithFix(diag.Replace(at, text, "write "+text+" in the status line"))
}

// isConfirmed reports whether something beside the example at that place has the
// status: a fact, the text, or another example.
func (c *PageCheck) isConfirmed(status int, example diag.Span) bool {
	isElsewhere := func(f catalog.Fact[int]) bool {
		return f.Value == status && !slices.ContainsFunc(c.Shown(), func(s *catalog.Sample) bool { return encloses(s.At, f.At) && encloses(s.At, example) })
	}
	return slices.ContainsFunc(c.Evidence.Statuses, isElsewhere) ||
		slices.ContainsFunc(c.Page.Statuses, func(m catalog.StatusMention) bool { return m.Code == status })
}

// checkReason reports a reason phrase that is another status code's.
func (c *PageCheck) checkReason(head *catalog.Response) {
	want := http.StatusText(head.Status.Value)
	if head.Reason == "" || want == "" || strings.EqualFold(head.Reason, want) || !isReason(head.Reason) {
		return
	}
	c.Report(c.At(reasonAt(head.Status), "write %s behind %d: the status line has %s, which is the phrase of another status", want, head.Status.Value, head.Reason).
		WithLabel("should be %s", want).
		WithHelp("write %d %s, or mend the status", head.Status.Value, want).About(catalog.MemberStatus))
}

// reasonAt returns the place of the reason phrase behind a status code.
func reasonAt(code catalog.WholeNumber) diag.Span {
	line := firstLine(code.At.Source.Span(code.At.End, len(code.At.Source.Text)))
	text := line.Text()
	line.Start += len(text) - len(strings.TrimLeft(text, " \t"))
	line.End -= len(text) - len(strings.TrimRight(text, " \t"))
	line.End = max(line.Start, line.End)
	return line
}

// isReason reports whether a phrase is that of a registered status code.
func isReason(phrase string) bool {
	for code := 100; code < 600; code++ {
		if strings.EqualFold(http.StatusText(code), phrase) {
			return true
		}
	}
	return false
}

const (
	contentType = "Content-Type"
	problemJSON = "application/problem+json"
)

// checkContentType looks at the content type of http examples.
func checkContentType(c *PageCheck) {
	for _, s := range c.Shown() {
		if s.Response == nil {
			continue
		}
		field, shown := headerField(s, contentType)
		if !shown {
			c.Report(c.At(firstLine(s.At), "add `Content-Type: %s` to the example: it has no Content-Type", problemJSON).
				WithHelp("add the line `Content-Type: %s` below the status line", problemJSON).About(contentType))
			continue
		}
		if media, _, err := mime.ParseMediaType(field.Value); err == nil && media == problemJSON {
			continue
		}
		c.Report(c.At(field.At, "write %s here, as problems are served: the example's Content-Type is %s", problemJSON, field.Value).
			WithHelp("write `Content-Type: %s` (RFC 9457, section 3)", problemJSON).About(contentType).
			WithFix(diag.Replace(field.At, problemJSON, "write "+problemJSON)))
	}
}

// headerField returns the value of a header field that an example shows.
func headerField(s *catalog.Sample, name string) (catalog.Text, bool) {
	for _, f := range s.Response.Fields {
		if strings.EqualFold(f.Name.Value, name) {
			return f.Value, true
		}
	}
	return catalog.Text{}, false
}

// firstLine narrows a span to its first line.
func firstLine(at diag.Span) diag.Span {
	if n := bytes.IndexByte(at.Source.Text[at.Start:at.End], '\n'); n >= 0 {
		at.End = at.Start + n
	}
	return at
}

// placeholder matches what only holds a value's place, in whole or in part.
var placeholder = lazyregexp.New(`\.\.\.|…|<[^<>]*>|\{[^{}]*\}|^\s*$`)

func isPlaceholder(text string) bool {
	const blanks = "\t\n\f\r "
	mayBe := strings.ContainsAny(text, "<{") || strings.Contains(text, "...") || strings.Contains(text, "…") || strings.TrimLeft(text, blanks) == ""
	return mayBe && placeholder.MatchString(text)
}

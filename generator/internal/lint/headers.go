package lint

import (
	"bytes"
	"net/textproto"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// checkHeaderNotShown reports headers that the page documents and an http
// example lacks: required ones, and those that no example has.
func checkHeaderNotShown(c *PageCheck) {
	messages := slices.DeleteFunc(slices.Clone(c.Evidence.Native), func(s *catalog.Sample) bool { return s.Response == nil })
	for _, s := range messages {
		var lacking []*catalog.Header
		for _, h := range c.Problem.Headers {
			if _, shown := headerField(s, h.Name); h.Required && !shown {
				lacking = append(lacking, h)
			}
		}
		if len(lacking) > 0 {
			c.Report(c.headersLack(s, lacking))
		}
	}
	if len(messages) == 0 {
		c.headersUnseen()
		return
	}
	for _, h := range c.Problem.Headers {
		shown := slices.ContainsFunc(messages, func(s *catalog.Sample) bool { _, shown := headerField(s, h.Name); return shown })
		if !h.Required && !shown {
			c.Report(c.At(h.At, "show %s in an example: the table documents it, none has it", h.Name).
				WithNote(firstLine(messages[0].At), "an example that could have it").
				WithHelp("add the line `%s: …` below the status line", h.Name).About(h.Name))
		}
	}
}

// headersUnseen reports, once, the headers of a page whose examples have no head in
// which they could be seen.
func (c *PageCheck) headersUnseen() {
	var own []*catalog.Header
	for _, h := range c.Problem.Headers {
		if h.At.Source == c.Page.Source {
			own = append(own, h)
		}
	}
	if len(own) == 0 || len(c.Evidence.Native) == 0 {
		return
	}
	names := make([]string, len(own))
	for i, h := range own {
		names[i] = h.Name
	}
	c.Report(c.At(own[0].At, "show %s in an example: the page documents %s, and its examples have bodies alone", strings.Join(names, " and "), itOrThem(names)).
		WithNote(firstLine(c.Evidence.Native[0].At), "an example that could have a head").
		WithHelp("write the example as an ```http block: the line `HTTP/1.1 %d …`, then `%s: …` and `Content-Type: %s`, an empty line, the object", c.Problem.Status.Value, names[0], problemJSON).
		About(names[0]))
}

func (c *PageCheck) headersLack(s *catalog.Sample, lacking []*catalog.Header) diag.Diagnostic {
	names := make([]string, len(lacking))
	for i, h := range lacking {
		names[i] = h.Name
	}
	d := c.At(firstLine(s.At), "add %s to the example: the table requires %s", strings.Join(names, " and "), itOrThem(names)).
		WithHelp("add the line `%s: …` below the status line, or say in the table that the header is not required", names[0]).
		About(names[0])
	for _, h := range lacking {
		d = d.WithNote(h.At, "the table requires %s here", h.Name)
	}
	return d
}

// plumbing are the header fields that any response may have, and of which no
// problem page needs to speak.
var plumbing = []string{
	"Age", "Alt-Svc", "Cache-Control", "Cf-Ray", "Connection", "Content-Encoding", "Content-Language", "Content-Length", "Content-Security-Policy", "Content-Type",
	"Date", "Etag", "Expires", "Keep-Alive", "Last-Modified", "Pragma", "Referrer-Policy", "Server", "Server-Timing", "Strict-Transport-Security",
	"Trailer", "Transfer-Encoding", "Upgrade", "Vary", "Via", "X-Cache", "X-Content-Type-Options", "X-Frame-Options", "X-Powered-By", "X-Xss-Protection",
}

// IsPlumbing reports whether any response may have a header field.
func IsPlumbing(name string) bool {
	lower := strings.ToLower(name)
	return slices.Contains(plumbing, textproto.CanonicalMIMEHeaderKey(name)) || strings.HasPrefix(lower, "access-control-") || strings.HasPrefix(lower, "sec-") ||
		strings.HasSuffix(lower, "request-id") || strings.HasSuffix(lower, "correlation-id") || strings.HasSuffix(lower, "trace-id") || lower == "traceparent"
}

// checkUndocumentedHeader reports header fields that http examples show and of
// which the page says nothing, in no table and in no text.
func checkUndocumentedHeader(c *PageCheck) {
	said := sync.OnceValue(c.wordsOutside)
	seen := map[string]bool{}
	for _, s := range c.Shown() {
		if s.Response == nil {
			continue
		}
		var fields []catalog.Text
		for _, f := range s.Response.Fields {
			name := strings.ToLower(f.Name.Value)
			isDocumented := slices.ContainsFunc(c.Problem.Headers, func(h *catalog.Header) bool { return strings.EqualFold(h.Name, name) })
			if !seen[name] && !IsPlumbing(f.Name.Value) && !isDocumented && !said()[name] {
				seen[name] = true
				fields = append(fields, f.Name)
			}
		}
		if len(fields) > 0 {
			c.Report(c.undocumentedHeaders(fields))
		}
	}
}

func (c *PageCheck) undocumentedHeaders(fields []catalog.Text) diag.Diagnostic {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Value
	}
	shown := strings.Join(names[:min(len(names), maxNotes)], ", ")
	if more := len(names) - maxNotes; more > 0 {
		shown += " and " + count(more, "more header")
	}
	d := c.At(fields[0].At, "document %s: the example shows %s, the page says nothing of %s", shown, itOrThem(names), itOrThem(names)).
		WithHelp("add a table with the columns Header, Type and Description, so that clients know what the value means; or take the line out").
		About(names[0])
	for _, f := range fields[1:min(len(fields), maxNotes)] {
		d = d.WithNote(f.At, "%s is shown here", f.Value)
	}
	return d
}

// wordsOutside returns the words that stand outside of code blocks, in small
// letters; hyphens are parts of words.
func (c *PageCheck) wordsOutside() map[string]bool {
	said := map[string]bool{}
	add := func(text []byte) {
		for word := range bytes.FieldsFuncSeq(text, func(r rune) bool { return r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			said[strings.Trim(strings.ToLower(string(word)), "-_")] = true
		}
	}
	text, at := c.Page.Source.Text, 0
	for _, l := range c.Page.Listings {
		add(text[min(at, l.At.Start):l.At.Start])
		at = max(at, l.At.End)
	}
	add(text[at:])
	return said
}

package lint

import (
	"math/big"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// confusable are the groups of header fields that are easily taken for each other.
func confusable() [][]string {
	return [][]string{
		{"If-Match", "If-None-Match"}, {"If-Modified-Since", "If-Unmodified-Since"},
		{"Content-Language", "Accept-Language"}, {"Content-Type", "Accept"}, {"Content-Encoding", "Accept-Encoding"},
		{"Authorization", "WWW-Authenticate", "Proxy-Authorization", "Proxy-Authenticate"}, {"Range", "Content-Range", "Accept-Ranges"},
		{"Location", "Content-Location"}, {"Allow", "Access-Control-Allow-Methods"}, {"Expires", "Retry-After"},
		{"Deprecation", "Sunset"}, {"Last-Modified", "Date"}, {"Forwarded", "X-Forwarded-For"},
	}
}

// A namedField is a header field that the page's text or code names.
type namedField struct {
	name string
	at   diag.Span
}

// checkHeaderMismatch compares the header fields that the text names with those
// of the page's requests and responses, and those with the members of examples.
func checkHeaderMismatch(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		if s.Response != nil {
			c.compareFields(s)
		}
	}
	said := c.saidFields()
	if len(said) == 0 {
		return
	}
	shown := c.shownFields()
	for _, f := range said {
		if other := takenFor(f.name, said, shown); other.name != "" {
			c.Report(c.At(f.at, "write %s here, as the code below or above has it, or mend the code: the text says %s", other.name, f.name).
				WithNote(other.at, "%s is shown here", other.name).
				WithHelp("where the page is about both fields, name both in the text").About(f.name))
			return
		}
	}
}

// saidFields returns the header fields that code spans of the text name.
func (c *PageCheck) saidFields() []namedField {
	var said []namedField
	for _, code := range c.Page.Codes {
		name, _, _ := strings.Cut(code.Text, ":")
		if isHeaderName(name) && !slices.ContainsFunc(said, func(f namedField) bool { return strings.EqualFold(f.name, name) }) && !isRelatedSection(code.Section.Value) {
			said = append(said, namedField{name, withBackticks(code.At)})
		}
	}
	return said
}

// fieldLine matches a header field in a message, or in a command of curl.
var fieldLine = lazyregexp.New(`(?m)(?:^[<> \t]*|(?:-H|--header)[= ]+['"]?)([A-Z][A-Za-z]*(?:-[A-Za-z]+)*): ?\S`)

// shownFields returns the header fields that code blocks show.
func (c *PageCheck) shownFields() []namedField {
	var shown []namedField
	for _, l := range c.Page.Listings {
		for _, m := range fieldLine.FindAllStringSubmatchIndex(l.At.Text(), -1) {
			at := l.At.Source.Span(l.At.Start+m[2], l.At.Start+m[3])
			shown = append(shown, namedField{at.Text(), at})
		}
	}
	return shown
}

// takenFor returns the shown field that a said one was probably meant to be: one
// of its group, or of almost its name, of which the text says nothing, where the
// one that is said is not shown.
func takenFor(name string, said, shown []namedField) namedField {
	isSame := func(f namedField) bool { return strings.EqualFold(f.name, name) }
	if slices.ContainsFunc(shown, isSame) {
		return namedField{}
	}
	for _, f := range shown {
		isSaid := slices.ContainsFunc(said, func(s namedField) bool { return strings.EqualFold(s.name, f.name) })
		if !isSaid && areConfusable(name, f.name) {
			return f
		}
	}
	return namedField{}
}

// alwaysThere are the fields of messages that say nothing about which one the
// text means.
var alwaysThere = []string{"Content-Type", "Accept", "Authorization", "Date"}

func areConfusable(said, shown string) bool {
	if slices.Contains(alwaysThere, http.CanonicalHeaderKey(shown)) {
		return false
	}
	if bare, other := bareField(said), bareField(shown); bare == other || len(other) > 6 && diag.Near(bare, other) {
		return true
	}
	return slices.ContainsFunc(confusable(), func(group []string) bool {
		has := func(name string) bool {
			return slices.ContainsFunc(group, func(o string) bool { return strings.EqualFold(o, name) })
		}
		return has(said) && has(shown)
	})
}

// bareField returns a field's name without what vendors put before it.
func bareField(name string) string { return strings.TrimPrefix(strings.ToLower(name), "x-") }

// sameMeaning are the members that repeat a response header field, in snake case.
func sameMeaning() map[string][]string {
	return map[string][]string{
		"Allow":                 {"allow", "allowed", "allowed_methods", "methods", "supported_methods"},
		"RateLimit-Limit":       {"limit", "rate_limit"},
		"X-RateLimit-Limit":     {"limit", "rate_limit"},
		"RateLimit-Remaining":   {"remaining"},
		"X-RateLimit-Remaining": {"remaining"},
		"ETag":                  {"etag", "current_etag", "entity_tag"},
		"Retry-After":           {"retry_after", "retry_after_seconds"},
		"X-Request-Id":          {"request_id"},
		"X-Correlation-Id":      {"correlation_id"},
		"Location":              {"location"},
	}
}

// compareFields compares the header fields of an http example with the members
// that say the same, and with the times that they lead to.
func (c *PageCheck) compareFields(s *catalog.Sample) {
	meaning := sameMeaning()
	for _, f := range s.Response.Fields {
		for header, names := range meaning {
			if !strings.EqualFold(f.Name.Value, header) {
				continue
			}
			for _, m := range s.Body.Members {
				if slices.Contains(names, snakeOf(m.Name)) && isOtherField(f.Value.Value, m.Value) {
					c.Report(c.At(f.Value.At, "write one value for %s and `%s`: the header says %s, the member %s", f.Name.Value, m.Name, f.Value.Value, firstLine(m.Value.At).Text()).
						WithNote(m.Value.At, "`%s` is here", m.Name).
						WithHelp("clients read the one or the other").About(m.Name))
				}
			}
		}
	}
	c.compareWait(s)
}

// isOtherField reports whether a header field's value contradicts a member's.
func isOtherField(field string, v *catalog.Value) bool {
	if isPlaceholder(field) || isPlaceholder(v.Text) && v.Kind == catalog.StringValue {
		return false
	}
	switch v.Kind {
	case catalog.ArrayValue:
		var listed []string
		for part := range strings.SplitSeq(field, ",") {
			listed = append(listed, strings.ToLower(strings.TrimSpace(part)))
		}
		isListed := func(e *catalog.Value) bool { return slices.Contains(listed, strings.ToLower(e.Text)) }
		return len(v.Elems) != len(listed) || slices.ContainsFunc(v.Elems, func(e *catalog.Value) bool { return e.Kind == catalog.StringValue && !isListed(e) })
	case catalog.NumberValue:
		field, _, _ = strings.Cut(field, ",")
		return isDigits(strings.TrimSpace(field)) && isDigits(v.Text) && strings.TrimSpace(field) != v.Text
	case catalog.StringValue:
		return strings.Trim(field, `W/"`) != strings.Trim(v.Text, `W/"`) && !strings.HasSuffix(field, v.Text) && !strings.HasSuffix(v.Text, field) && !looksLikeDate(v)
	}
	return false
}

// untilName matches the names of members that say when a wait is over.
var untilName = lazyregexp.New(`^(?:opens|reopens|retry_at|available(?:_at|_from|_again)?|resets?(?:_at)?|reset_time|until|ends|ends_at|resumes(?:_at)?|next_attempt(?:_at)?|back(?:_at)?)$`)

// compareWait compares Date and Retry-After of a message with the member that
// says when the wait is over.
func (c *PageCheck) compareWait(s *catalog.Sample) {
	date, hasDate := headerField(s, "Date")
	after, hasAfter := headerField(s, "Retry-After")
	sent, err := http.ParseTime(date.Value)
	seconds, err2 := strconv.Atoi(after.Value)
	if !hasDate || !hasAfter || err != nil || err2 != nil {
		return
	}
	over := sent.Add(time.Duration(seconds) * time.Second)
	for _, m := range s.Body.Members {
		at, err := time.Parse(time.RFC3339Nano, m.Value.Text)
		if err != nil || !untilName.MatchString(snakeOf(m.Name)) {
			continue
		}
		const slack = time.Minute
		if off := at.Sub(over).Abs(); off > slack {
			c.Report(c.At(after.At, "write Retry-After: %d, or mend the times: from Date to `%s` it is that many seconds", int(at.Sub(sent).Seconds()), m.Name).
				WithNote(date.At, "Date is here").WithNote(m.Value.At, "`%s` is here", m.Name).
				WithHelp("clients wait for as long as Retry-After says").About(m.Name))
		}
	}
}

var (
	refusedName = lazyregexp.New(`^(?:received|given|requested|got|actual|provided|submitted|sent|rejected|refused|unsupported|offending|needed|missing)(?:_.+)?$`)
	askedName   = lazyregexp.New(`^(?:to|target|move|value|choice|wanted|destination|new|next|asked_for)(?:_.+)?$`)
	allowedName = lazyregexp.New(`^(?:supported|allowed|accepted|acceptable|permitted|legal|valid|known|expected|available|loaded|present|existing|installed)(?:_.+)?$`)
	// tooMuch and tooLittle match the titles and names of problems about a bound
	// that was passed.
	tooMuch   = lazyregexp.New(`(?i)\btoo\s+(?:large|long|many|big|high|heavy|wide|deep|often|far)\b|\bexceed(?:ed|s)?\b|\bover\s+(?:the\s+)?limit\b|\boversized?\b`)
	tooLittle = lazyregexp.New(`(?i)\btoo\s+(?:small|short|few|low|light|young)\b|\bbelow\s+(?:the\s+)?minimum\b`)
)

// checkRefusedValue reports examples that show no problem: what was refused is
// allowed, or keeps the bound that it is said to pass.
func checkRefusedValue(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		c.refusedIn(s.Body)
		c.checkBoundPassed(s)
		c.checkRefusedMethod(s)
		c.checkRefusedTag(s)
	}
}

func (c *PageCheck) refusedIn(v *catalog.Value) {
	for _, e := range v.Elems {
		c.refusedIn(e)
	}
	for _, list := range v.Members {
		c.refusedIn(list.Value)
		if list.Value.Kind != catalog.ArrayValue || !allowedName.MatchString(snakeOf(list.Name)) {
			continue
		}
		for _, m := range v.Members {
			isRefused := refusedName.MatchString(snakeOf(m.Name)) || askedName.MatchString(snakeOf(m.Name)) && c.deniesBy(list.Name)
			if m.Value.Kind != catalog.StringValue || !isRefused || catalog.IsStandardMember(m.Name) {
				continue
			}
			if same := elementOf(list.Value, m.Value.Text); same != nil {
				c.reportRefused(m, list, same)
			}
		}
	}
}

// deniesBy reports whether the problem's title says that something is not what the
// elements of a list are: "Illegal move" and "legal".
func (c *PageCheck) deniesBy(list string) bool {
	what, _, _ := strings.Cut(snakeOf(list), "_")
	title := " " + wordsOf(c.Problem.Title.Value) + " "
	return slices.ContainsFunc([]string{" un", " in", " il", " im", " not "}, func(no string) bool { return strings.Contains(title, no+what+" ") })
}

// elementOf returns the string of an array that is a text, or nil.
func elementOf(array *catalog.Value, text string) *catalog.Value {
	i := slices.IndexFunc(array.Elems, func(e *catalog.Value) bool { return e.Kind == catalog.StringValue && strings.EqualFold(e.Text, text) })
	if i < 0 {
		return nil
	}
	return array.Elems[i]
}

func (c *PageCheck) reportRefused(m, list catalog.ValueMember, same *catalog.Value) {
	c.Report(c.At(m.Value.At, "show a `%s` that `%s` does not have: %s is one of those", m.Name, list.Name, m.Value.Text).
		WithNote(same.At, "`%s` has it here", list.Name).
		WithHelp("as it stands, the example refuses what it allows").About(m.Name))
}

// checkRefusedMethod compares the methods that a 405 allows with that of the
// request before it.
func (c *PageCheck) checkRefusedMethod(s *catalog.Sample) {
	status, ok := statusOf(s)
	if !ok || status.Value != http.StatusMethodNotAllowed || s.Response == nil {
		return
	}
	allow, ok := headerField(s, "Allow")
	request := last(c.Page.Requests, func(r *catalog.Request) bool { return r.Method.At.Start < s.At.Start })
	if !ok || request == nil || c.sampleBetween(request.Method.At, s.At) != nil {
		return
	}
	for method := range strings.SplitSeq(allow.Value, ",") {
		if strings.TrimSpace(method) == request.Method.Value {
			c.Report(c.At(request.Method.At, "show a method that Allow does not have: %s is one of those", request.Method.Value).
				WithNote(allow.At, "Allow is here").
				WithHelp("as it stands, the example refuses what it allows").About(request.Method.Value))
		}
	}
}

// ifMatch matches the entity tag of a request.
var ifMatch = lazyregexp.New(`(?m)^[<> \t]*If-Match: ?(\S+)[ \t]*$`)

// checkRefusedTag compares the entity tag that a 412 has with the one that the
// request before it asked for.
func (c *PageCheck) checkRefusedTag(s *catalog.Sample) {
	status, ok := statusOf(s)
	if !ok || status.Value != http.StatusPreconditionFailed || s.Response == nil {
		return
	}
	tag, ok := headerField(s, "ETag")
	request := last(c.Page.Listings, func(l *catalog.Listing) bool { return l.At.Start < s.At.Start && !within(s.At, l.At) })
	if !ok || request == nil {
		return
	}
	if m := ifMatch.FindStringSubmatchIndex(request.At.Text()); m != nil && request.At.Text()[m[2]:m[3]] == tag.Value {
		c.Report(c.At(tag.At, "show another entity tag than the request's: both are %s, and so the precondition holds", tag.Value).
			WithNote(request.At.Source.Span(request.At.Start+m[2], request.At.Start+m[3]), "If-Match is here").
			WithHelp("as it stands, the example refuses what it allows").About(tag.Value))
	}
}

// checkBoundPassed compares what an example measures with the bound beside it that
// the problem says was passed: "max_size" and "size".
func (c *PageCheck) checkBoundPassed(s *catalog.Sample) {
	title := strings.ReplaceAll(c.Problem.Title.Value+" "+c.Problem.Name, "_", " ")
	above, below := tooMuch.MatchString(title), tooLittle.MatchString(title)
	if above == below {
		return
	}
	for _, bound := range s.Body.Members {
		limit, ok := ratOf(bound.Value)
		what := limitedBy(snakeOf(bound.Name), above)
		if !ok || what == "" {
			continue
		}
		for _, m := range s.Body.Members {
			n, ok := ratOf(m.Value)
			if ok && isMeasured(snakeOf(m.Name), what) && c.haveOneUnit(m.Name, bound.Name) && keeps(n, limit, above) && !c.isContradicted(m.Name) {
				c.Report(c.At(m.Value.At, "show a `%s` that passes `%s`, %s: %s does not", m.Name, bound.Name, bound.Value.Text, m.Value.Text).
					WithNote(bound.Value.At, "`%s` is here", bound.Name).
					WithHelp("as it stands, the example shows what is allowed").About(m.Name))
			}
		}
	}
}

// keeps reports whether a number does not even reach the bound.
func keeps(n, limit *big.Rat, above bool) bool {
	if above {
		return n.Cmp(limit) < 0
	}
	return n.Cmp(limit) > 0
}

var (
	upperLimit = lazyregexp.New(`^(?:max(?:imum)?|allowed|permitted)_(.+)$|^(.+)_(?:max(?:imum)?|limit|allowed)$`)
	lowerLimit = lazyregexp.New(`^(?:min(?:imum)?|required)_(.+)$|^(.+)_(?:min(?:imum)?|required)$`)
)

// limitedBy returns of what a member is the bound, "" where it is none.
func limitedBy(name string, above bool) string {
	form := lowerLimit
	if above {
		form = upperLimit
	}
	if g := form.FindStringSubmatch(name); g != nil {
		return g[1] + g[2]
	}
	return ""
}

// isMeasured reports whether a member has the size of what is bounded.
func isMeasured(name, what string) bool {
	for _, prefix := range []string{"", "actual_", "requested_", "planned_", "current_", "received_", "your_", "given_"} {
		if name == prefix+what {
			return true
		}
	}
	return false
}

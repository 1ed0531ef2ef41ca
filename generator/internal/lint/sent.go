package lint

import (
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// checkSentValue compares what the request before an example sends with what the
// example says of it: members of one name, and the segments of the target that are
// named after a member.
func checkSentValue(c *PageCheck) {
	for _, s := range c.Evidence.Native {
		values := simpleValues(s.Body)
		if request := c.requestOf(s); request != nil {
			c.compareSent(request, values)
		}
		r := last(c.Page.Requests, func(r *catalog.Request) bool { return r.Target.At.Start < s.At.Start })
		if r != nil && c.sampleBetween(r.Target.At, s.At) == nil {
			c.compareSegments(r.Target, values, "the request")
			c.compareQuery(r.Target, values)
		}
	}
	c.compareVersions()
}

// compareSent compares the identifiers that a request has under the name of a
// member.
func (c *PageCheck) compareSent(request *catalog.Value, values []catalog.ValueMember) {
	for _, v := range values {
		sent := request.Get(v.Name)
		if sent == nil || sent.Kind != v.Value.Kind || sent.Text == v.Value.Text || shapeless(sent.Text) == "" || shapeless(sent.Text) != shapeless(v.Value.Text) || sent.Kind != catalog.StringValue {
			continue
		}
		c.Report(c.At(sent.At, "write one value for `%s`: the request sends %s, the example answers with %s", v.Name, sent.Text, v.Value.Text).
			WithNote(v.Value.At, "the example has it here").
			WithHelp("who follows the example compares what is sent with what comes back").About(v.Name))
		return
	}
}

// compareSegments compares the segments of a path with the members that they are
// named after: "/permits/R-2231" and a member "permit".
func (c *PageCheck) compareSegments(target catalog.Text, values []catalog.ValueMember, whose string) {
	raw, _, _ := strings.Cut(target.Value, "?")
	segments := strings.Split(raw, "/")
	offset := 0
	for i := 0; i+1 < min(len(segments), mostValues); i++ {
		offset += len(segments[i]) + 1
		noun, id := fold(strings.TrimSuffix(segments[i], "s")), segments[i+1]
		for _, v := range values {
			name := strings.TrimSuffix(strings.TrimSuffix(fold(v.Name), "_id"), "_number")
			if noun == "" || name != noun || id == v.Value.Text || isPlaceholder(id) || !strings.ContainsAny(id, "0123456789") || shapeless(id) != shapeless(v.Value.Text) {
				continue
			}
			at := target.At.Source.Span(target.At.Start+offset, target.At.Start+offset+len(id))
			c.Report(c.At(at, "write one value for `%s`: %s leads to %s, the member says %s", v.Name, whose, id, v.Value.Text).
				WithNote(v.Value.At, "the member is here").
				WithHelp("who follows the example compares what is sent with what comes back").About(v.Name))
			return
		}
	}
}

// compareQuery compares the parameters of a query with the members of their names.
func (c *PageCheck) compareQuery(target catalog.Text, values []catalog.ValueMember) {
	_, query, ok := strings.Cut(target.Value, "?")
	offset := len(target.Value) - len(query)
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		at := offset + len(name) + len("=")
		offset += len(pair) + len("&")
		for _, v := range values {
			if !ok || v.Name != name || v.Value.Kind != catalog.StringValue || len(value) != len(v.Value.Text) || value == v.Value.Text || isPlaceholder(value) || strings.ContainsAny(value, "%+$") {
				continue
			}
			c.Report(c.At(target.At.Source.Span(target.At.Start+at, target.At.Start+at+len(value)), "write one value for `%s`: the request asks for %s, the example answers with %s", v.Name, value, v.Value.Text).
				WithNote(v.Value.At, "the example has it here").
				WithHelp("who follows the example compares what is sent with what comes back").About(v.Name))
			return
		}
	}
}

// versioned matches the version in a URL, with what follows it.
var versioned = lazyregexp.New(`^(?:https?://([^/\s]+))?/(?:api/)?(v\d{1,3})/([\w-]+)`)

// A versionMention is the version of an API that a URL has.
type versionMention struct {
	host, version, resource string
	at                      diag.Span
}

// compareVersions reports a page on which one resource has two versions of the API,
// in its requests and in the URLs of examples, and whose text speaks of neither.
func (c *PageCheck) compareVersions() {
	var found []versionMention
	for _, r := range c.Page.Requests {
		found = addVersion(found, r.Target.Value, r.Host.Value, r.Target.At)
	}
	for _, s := range c.Evidence.Native {
		for _, m := range s.Body.Members {
			if m.Value.Kind == catalog.StringValue && m.Name != catalog.MemberType {
				found = addVersion(found, m.Value.Text, "", m.Value.At)
			}
		}
	}
	for i, a := range found {
		for _, b := range found[:i] {
			isSame := a.resource == b.resource && (a.host == b.host || a.host == "" || b.host == "")
			if isSame && a.version != b.version && !c.speaksOf(a.version) && !c.speaksOf(b.version) {
				c.Report(c.At(b.at, "write one version of the API: this is %s, the other URL has %s", b.version, a.version).
					WithNote(a.at, "%s is here", a.version).
					WithHelp("where the page is about a move from one to the other, let the text say so").About(b.version))
				return
			}
		}
	}
}

func addVersion(found []versionMention, url, host string, at diag.Span) []versionMention {
	m := versioned.FindStringSubmatch(url)
	if m == nil {
		return found
	}
	if m[1] != "" {
		host = m[1]
	}
	return append(found, versionMention{host, m[2], m[3], at})
}

// speaksOf reports whether the text has a word.
func (c *PageCheck) speaksOf(word string) bool {
	return slices.ContainsFunc(c.Page.Passages, func(p catalog.Passage) bool { return wordIndex(p.Text, word) >= 0 })
}

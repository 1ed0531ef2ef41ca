package lint

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// saidMethod matches a method that the text names beyond doubt: with a path
// behind it, or called a request.
var saidMethod = lazyregexp.New(`\b(GET|HEAD|POST|PUT|PATCH|DELETE)\b(?:\s+((?:https?://[^\s/]+)?/[\w{}:<>./?=&%-]*)|\s+(?:requests?|calls?|methods?)\b|\s+(?:to|on|of)\s+(/[\w{}:<>./?=&%-]*))?`)

// A methodMention is a method that the text names.
type methodMention struct {
	method, path string
	at           diag.Span
}

// checkRequestMethod compares the methods of requests with those of the text.
func checkRequestMethod(c *PageCheck) {
	if len(c.Page.Requests) == 0 {
		return
	}
	said := c.saidMethods()
	if len(said) == 0 {
		return
	}
	for _, r := range c.Page.Requests {
		if m, ok := contradicts(said, r); ok {
			d := c.At(r.Method.At, "write %s here, as the text has it, or %s in the text: this request is a %s", m.method, r.Method.Value, r.Method.Value).
				WithNote(m.at, "the text says %s here", m.method).
				WithHelp("who copies the request should meet the problem that the text tells of").About(r.Method.Value)
			c.Report(d)
			return
		}
	}
}

// mostMethods is how many mentions of methods are compared with each request.
const mostMethods = 100

// saidMethods returns the methods that the text names, those of other answers
// and problems left out.
func (c *PageCheck) saidMethods() []methodMention {
	var said []methodMention
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if isRelatedSection(p.Section.Value) {
			continue
		}
		for _, m := range saidMethod.FindAllStringSubmatchIndex(p.Text, -1) {
			start, end := sentenceBounds(p.Text, m[0])
			if otherAnswer.MatchString((sentence{p, start, end, m[0]}).clauseAround()) {
				continue
			}
			mention := methodMention{method: p.Text[m[2]:m[3]], at: p.Span(m[2], m[3])}
			from, _ := firstGroup(append([]int{m[0], m[1]}, m[4:]...))
			if hasPath := m[4] >= 0 || m[6] >= 0; hasPath {
				mention.path = strings.TrimRight(p.Text[from:m[1]], ".,;:")
			} else if m[1] == m[3] && !p.IsCode(m[2]) {
				continue // "GET" alone may be a word
			}
			if said = append(said, mention); len(said) == mostMethods {
				return said
			}
		}
	}
	return said
}

// contradicts returns the mention that a request contradicts: one of the same
// path, where none of that path has the request's method; or the only method
// that the text names at all.
func contradicts(said []methodMention, r catalog.Request) (methodMention, bool) {
	var samePath []methodMention
	for _, m := range said {
		if m.method == r.Method.Value {
			return methodMention{}, false
		}
		if m.path != "" && isSamePath(m.path, r.Target.Value) {
			samePath = append(samePath, m)
		}
	}
	if len(samePath) > 0 {
		return samePath[0], true
	}
	for _, m := range said[1:] {
		if m.method != said[0].method {
			return methodMention{}, false
		}
	}
	return said[0], said[0].path == ""
}

// isSamePath compares a path as texts have it, "/orders/{id}", with a request's
// target.
func isSamePath(said, target string) bool {
	a, b := segmentsOf(said), segmentsOf(target)
	if len(a) == 0 || len(b) < len(a) {
		return false
	}
	b = b[len(b)-len(a):] // texts leave "/v1" out
	for i := range a {
		if a[i] != b[i] && !isVariable(a[i]) {
			return false
		}
	}
	return true
}

func segmentsOf(target string) []string {
	u, err := url.Parse(strings.NewReplacer("{", "_{", "<", "_{", ">", "}").Replace(target))
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
}

// isVariable reports whether a segment stands for an identifier, or is one.
func isVariable(segment string) bool {
	return strings.HasPrefix(segment, "_{") || strings.HasPrefix(segment, ":") || strings.ContainsAny(segment, "0123456789") || segment == "…"
}

// A requestHost is a host that a page's requests are made to.
type requestHost struct {
	name string
	at   diag.Span
}

// requestHosts returns the hosts of a page's requests that are no placeholder.
func requestHosts(page *catalog.Page) []requestHost {
	var hosts []requestHost
	for _, r := range page.Requests {
		if name := hostName(r.Host.Value); name != "" && !isAnyHost(name) {
			hosts = append(hosts, requestHost{name, r.Host.At})
		}
	}
	return hosts
}

// exampleHosts returns the hosts of a page's requests that are set aside for
// examples.
func exampleHosts(page *catalog.Page) []requestHost {
	var hosts []requestHost
	for _, r := range page.Requests {
		if name := hostName(r.Host.Value); strings.HasPrefix(domainOf(name), "example.") {
			hosts = append(hosts, requestHost{name, r.Host.At})
		}
	}
	return hosts
}

// hostName returns a host without its port.
func hostName(host string) string {
	host = strings.ToLower(host)
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	return host
}

// isAnyHost reports whether a host says nothing: a placeholder, the reader's
// own machine, an address.
func isAnyHost(name string) bool {
	if strings.ContainsAny(name, "<>{}$…") || strings.HasPrefix(name, "your") || strings.HasPrefix(name, "localhost") || isAddress(name) {
		return true
	}
	domain := domainOf(name)
	return strings.HasPrefix(domain, "example.") || !strings.Contains(domain, ".")
}

func isAddress(name string) bool {
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil
}

// domainOf returns the last two labels of a host, or three where the middle
// one is short as in "co.uk".
func domainOf(host string) string {
	labels := strings.Split(host, ".")
	n := 2
	if len(labels) > 2 && len(labels[len(labels)-1]) == 2 && len(labels[len(labels)-2]) <= 3 {
		n = 3
	}
	return strings.Join(labels[max(0, len(labels)-n):], ".")
}

// checkRequestHost compares the hosts of requests with those of type URIs and of
// the other pages' requests. Where a whole folder has its types at one place and
// its API at another, that is how it is.
func checkRequestHost(c *CatalogCheck) {
	pages := map[string]int{} // how many pages have requests to a domain
	for _, s := range c.Pages {
		seen := map[string]bool{}
		for _, h := range s.hosts {
			if domain := domainOf(h.name); !seen[domain] {
				seen[domain] = true
				pages[domain]++
			}
		}
	}
	for _, s := range c.Pages {
		u, err := url.Parse(s.typ.Value)
		if err == nil && c.checkExampleHost(s, hostName(u.Host)) {
			continue
		}
		if err != nil || u.Host == "" || isAnyHost(hostName(u.Host)) {
			continue
		}
		own := domainOf(hostName(u.Host))
		i := slices.IndexFunc(s.hosts, func(h requestHost) bool {
			domain := domainOf(h.name)
			return domain != own && (pages[domain] == 1 || diag.Near(domain, own))
		})
		if i < 0 {
			continue
		}
		h := s.hosts[i]
		c.Report(c.At(h.at, "write a host of %s here, as the type URI has it: the request goes to %s", own, h.name).
			WithNote(s.typ.At, "the type URI is at %s", u.Host).
			WithHelp("or mend the type URI; where the API really is at another place than its documentation, ignore this rule").About(h.name))
	}
}

// checkExampleHost reports a request that goes to the host of the type but for the
// top-level domain, as names for examples are mixed up, and whether it did.
func (c *CatalogCheck) checkExampleHost(s *pageSummary, own string) bool {
	labels := strings.Split(own, ".")
	if len(labels) < 3 {
		return false
	}
	stem := strings.Join(labels[:len(labels)-1], ".") + "."
	i := slices.IndexFunc(s.examples, func(h requestHost) bool {
		rest, ok := strings.CutPrefix(h.name, stem)
		return ok && h.name != own && !strings.Contains(rest, ".")
	})
	if i < 0 {
		return false
	}
	h := s.examples[i]
	c.Report(c.At(h.at, "write %s here, as the type URI has it: the request goes to %s", own, h.name).
		WithNote(s.typ.At, "the type URI is at %s", own).
		WithHelp("or mend the type URI; where the API really is at another place than its documentation, ignore this rule").About(h.name))
	return true
}

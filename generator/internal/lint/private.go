package lint

import (
	"slices"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A leak is a kind of thing that must not be in a public example.
type leak struct {
	// hints are texts of which one is in whatever the form matches: searching
	// for them spares most strings the expression.
	hints []string
	form  *lazyregexp.Regexp
	// says is what to write instead; the thing itself stands behind it.
	says string
	help string
	// isFine reports whether a match is no leak; it may be nil.
	isFine func(c *PageCheck, member, match string) bool
}

const (
	helpInside = "an example shows what a server answers, and real answers should not tell strangers how it is built"
	helpWhose  = "an example is public: what it shows should be nobody's (RFC 2606 and RFC 5737 keep names and addresses for that)"
)

var (
	stackTrace = lazyregexp.New(`Traceback \(most recent call last\)|\bgoroutine \d+ \[|\bpanic: |\bat [\w$.<>]+\([\w $.]*(?::\d+)?\)|\bat [\w$.<>]+ in \S+:line \d+` +
		`|\b[\w/$-][\w/$.-]*\.(?:java|kt|scala|py|rb|go|cs|php|jsx?|tsx?|rs|cpp|ex|exs):(?:line )?\d+` +
		`|\b(?:[a-z]\w*\.){2,}[A-Z]\w*(?:Exception|Error)\b|\bSystem\.(?:\w+\.)*\w*Exception\b|\bNull(?:Pointer|Reference)Exception\b` +
		`|File \\?"[^"]+", line \d+|\bSegmentation fault\b`)
	sqlText = lazyregexp.New(`\bSELECT\s+[\w*,.\s()` + "`" + `]+?\s+FROM\s+\w+|\bINSERT\s+INTO\s+\w+|\bUPDATE\s+\w+\s+SET\s+\w+|\bDELETE\s+FROM\s+\w+|\b(?:DROP|ALTER|TRUNCATE)\s+TABLE\s+\w+` +
		`|\bSQLSTATE\b|\bORA-\d{5}\b|syntax error at or near|violates (?:unique|foreign key|check|not-null|exclusion) constraint|Duplicate entry '[^']*' for key` +
		`|\b(?:PG|ActiveRecord|Mysql2|Sequel|Npgsql|psycopg2?|pymysql|sqlalchemy)(?:::|\.)\w+|\bselect\s+[\w*,.\s]+?\s+from\s+\w+\s+where\s+\w+`)
	serverPath = lazyregexp.New(`(?:^|[\s"'(=:,])(/(?:home|var|usr|etc|opt|srv|root|Users|mnt|proc|private)/[\w.@-]+(?:/[\w.@-]+)+|/(?:home|var|usr|etc|opt|srv|root|Users|mnt|proc|private|app|tmp|data|workspace|build)/(?:[\w@-]+/)*[\w@-]+\.[a-z]{1,5}\b)` +
		`|\b([A-Za-z]:\\{1,2}\w[\w .-]*\\{1,2}[\w.-]+)|(file:///\S+)`)
	privateAddress = lazyregexp.New(`(?:^|[^\d.])((?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254)\.\d{1,3}\.\d{1,3}(?::\d+)?)(?:$|[^\d./]|[.](?:$|\D))` +
		`|\b((?:f[cd][0-9a-f]{2}|fe80):(?:[0-9a-f]{0,4}:){1,7}[0-9a-f]{1,4})\b` +
		`|\b(localhost:\d+|127\.0\.0\.1(?::\d+)?)|://(localhost)\b` +
		`|(?:://|@)([\w-]+(?:\.[\w-]+)*\.(?:internal|local|lan|corp|intranet|localdomain|svc))\b` +
		`|\b([\w-]+(?:\.[\w-]+)*\.(?:internal|local|lan|corp|intranet|localdomain|svc)):\d+|\b([a-z][\w-]*\d[\w-]*(?:\.[\w-]+)*\.(?:internal|local|lan|corp|intranet|localdomain))\b`)
	mailAddress = lazyregexp.New(`\b[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b`)
	secretToken = lazyregexp.New(`\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{4,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\b[sr]k_live_\w{8,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\bAIza[\w-]{30,}|\bglpat-[\w-]{15,}` +
		`|-----BEGIN [A-Z ]*PRIVATE KEY-----|\b[a-z][a-z0-9+.-]*://[^\s:/@"'<>{}$]+:[^\s@/"'<>{}$]{3,}@[\w.-]+`)
	// bearer matches credentials behind the name of their scheme.
	bearer = lazyregexp.New(`\b(?:Bearer|Basic|Token|ApiKey)\s+([\w.~+/-]{16,}=*)`)
	// keyValue matches secrets behind their name.
	keyValue = lazyregexp.New(`(?i)["']?\b(?:x-)?(?:api[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|client[_-]?secret|password|passwd|pwd|secret(?:[_-]?key)?|private[_-]?key|session[_-]?(?:id|token))["']?\s*[:=]\s*["']?([^\s"',;&<>{}$()]{8,})["']?(?:$|[\s,;&}])`)
)

// The hints of the expressions for secrets.
var (
	tokenHints  = []string{"eyJ", "AKIA", "ASIA", "_live_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "AIza", "glpat-", "PRIVATE KEY", "@"}
	schemeHints = []string{"Bearer ", "Basic ", "Token ", "ApiKey "}
	keyHints    = []string{"ey", "EY", "oken", "OKEN", "ecret", "ECRET", "assw", "ASSW", "wd", "WD", "ession", "ESSION"}
)

// leaks are the kinds of things that are looked for in the strings of
// examples.
var leaks = sync.OnceValue(func() []leak {
	return []leak{
		{[]string{
			"Traceback", "goroutine ", "panic: ", "Exception", "Error", ", line ", "Segmentation", "(", ":line ", ".java:", ".kt:", ".scala:", ".py:", ".rb:",
			".go:", ".cs:", ".php:", ".js:", ".jsx:", ".ts:", ".tsx:", ".rs:", ".cpp:", ".ex:", ".exs:",
		}, stackTrace, "take the stack trace out of the example", helpInside, nil},
		{[]string{
			"SELECT", "INSERT", "UPDATE", "DELETE", "TABLE", "SQLSTATE", "ORA-", "syntax error", "violates ", "Duplicate entry", "PG::", "PG.",
			"ActiveRecord", "Mysql2", "Sequel", "Npgsql", "psycopg", "pymysql", "sqlalchemy", "select ",
		}, sqlText, "take the SQL out of the example", helpInside, isAboutQueries},
		{[]string{
			"/home/", "/var/", "/usr/", "/etc/", "/opt/", "/srv/", "/root/", "/Users/", "/mnt/", "/proc/", "/private/", "/app/", "/tmp/", "/data/",
			"/workspace/", "/build/", `:\`, "file:///",
		}, serverPath, "take the path of the server's file out of the example", helpInside, isLinkMember},
		{[]string{
			"10.", "192.168.", "172.", "169.254.", "::", "localhost", "127.0.0.1", ".internal", ".local", ".lan", ".corp", ".intranet", ".svc",
		}, privateAddress, "write an address such as 203.0.113.7 or api.example.com instead of one of a private network", helpWhose, isVersionMember},
		{[]string{"@"}, mailAddress, "write an address such as reader@example.com instead of one that can be somebody's", helpWhose, isPublicMail},
	}
})

// leakHints are the hints of all leaks: most strings have none of them.
var leakHints = sync.OnceValue(func() *hints {
	var all []string
	for _, kind := range leaks() {
		all = append(all, kind.hints...)
	}
	return hintsOf(all...)
})

// checkPrivateData reports what must not be public in examples: how the server
// is built, whose data it holds, and what opens it.
func checkPrivateData(c *PageCheck) {
	for i := range c.Page.Samples {
		s := &c.Page.Samples[i]
		if s.Body != nil {
			c.privateIn("", s.Body)
		}
		if s.Response == nil {
			continue
		}
		for _, f := range s.Response.Fields {
			c.privateText(f.Name.Value, f.Value.At)
		}
	}
	for _, l := range c.Page.Listings {
		c.secretsIn(l.At)
	}
}

// privateIn looks at the strings of a value.
func (c *PageCheck) privateIn(member string, v *catalog.Value) {
	for _, m := range v.Members {
		c.privateIn(m.Name, m.Value)
	}
	for _, e := range v.Elems {
		c.privateIn(member, e)
	}
	if v.Kind == catalog.StringValue && strings.ContainsAny(v.Text, ".:/@ \\") {
		c.privateText(member, v.At)
	}
}

// privateText looks at the text of a member or header field.
func (c *PageCheck) privateText(member string, at diag.Span) {
	raw := at.Text()
	if !leakHints().in(raw) {
		return
	}
	for _, kind := range leaks() {
		if !hasAny(raw, kind.hints) {
			continue
		}
		m := kind.form.FindAllStringSubmatchIndex(raw, 1)
		if m == nil {
			continue
		}
		start, end := firstGroup(m[0])
		if text := raw[start:end]; kind.isFine == nil || !kind.isFine(c, member, text) {
			c.Report(c.At(at.Source.Span(at.Start+start, at.Start+end), "%s: %s", kind.says, shortened(text)).WithHelp("%s", kind.help).About(member))
			return
		}
	}
}

// hasAny reports whether one of the words is in a text.
func hasAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// firstGroup returns the bounds of the first group that took part in a match,
// or of the whole match.
func firstGroup(m []int) (start, end int) {
	for i := 2; i+1 < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// shortened returns a text that fits on a line.
func shortened(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// secretsIn looks for tokens and keys in a code block, its commands and header
// fields included.
func (c *PageCheck) secretsIn(at diag.Span) {
	text := at.Text()
	if hasAny(text, tokenHints) {
		if m := secretToken.FindStringIndex(text); m != nil && !isPretended(text[m[0]:m[1]]) {
			c.reportSecret(at.Source.Span(at.Start+m[0], at.Start+m[1]))
			return
		}
	}
	for _, named := range []leak{{hints: schemeHints, form: bearer}, {hints: keyHints, form: keyValue}} {
		if !hasAny(text, named.hints) {
			continue
		}
		for _, m := range named.form.FindAllStringSubmatchIndex(text, -1) {
			if value := text[m[2]:m[3]]; isRandom(value) && !isPretended(value) {
				c.reportSecret(at.Source.Span(at.Start+m[2], at.Start+m[3]))
				return
			}
		}
	}
}

func (c *PageCheck) reportSecret(at diag.Span) {
	c.Report(c.At(at, "write a placeholder such as <token> here: this looks like a secret that opens something").
		WithHelp("if it ever was a real one, withdraw it: whatever was on a page is known").About("secret"))
}

// isRandom reports whether a value has letters and digits as secrets do, and
// words do not.
func isRandom(value string) bool {
	return strings.ContainsAny(value, "0123456789") && strings.ContainsFunc(value, func(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' })
}

// pretended are the parts of values that only stand for a secret.
var pretended = []string{
	"...", "…", "xxx", "***", "your", "example", "redacted", "dummy", "sample", "placeholder", "changeme", "token", "test", "abc123", "12345",
	"deadbeef", "abcdef", "eyjzdwiioiixmjm0nty3odkw", "user:pass", "password@", "pass@", "not-a-", "fake", "secret@",
}

func isPretended(value string) bool {
	value = strings.ToLower(value)
	for _, part := range pretended {
		if strings.Contains(value, part) {
			return true
		}
	}
	return false
}

// isAboutQueries reports whether the page is about queries, so that those in
// its examples are the clients' own.
func isAboutQueries(c *PageCheck, member, _ string) bool {
	about := " " + wordsOf(c.Problem.Name+" "+c.Problem.Title.Value) + " "
	for _, word := range []string{" query ", " sql ", " statement ", " queries "} {
		if strings.Contains(about, word) {
			return true
		}
	}
	return strings.EqualFold(member, "type")
}

// isLinkMember reports whether a member has paths that are no server's files.
func isLinkMember(_ *PageCheck, member, _ string) bool {
	switch strings.ToLower(member) {
	case "type", "instance", "pointer", "href", "url", "uri", "link", "links", "self", "endpoint", "route":
		return true
	}
	return false
}

func isVersionMember(_ *PageCheck, member, _ string) bool {
	return strings.Contains(strings.ToLower(member), "version")
}

// anybody are the names of domains that authors write where they mean any.
var anybody = []string{"example", "domain", "acme", "company", "foo", "bar", "test", "email", "corp", "contoso", "fabrikam", "somewhere", "organization", "organisation", "customer", "business"}

// isPublicMail reports whether a mail address is one for examples, or one that
// an organisation means to be known.
func isPublicMail(_ *PageCheck, _, address string) bool {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	labels := strings.Split(domain, ".")
	switch labels[len(labels)-1] {
	case "example", "test", "invalid", "localhost":
		return true
	}
	if second := labels[max(0, len(labels)-2)]; slices.Contains(anybody, second) || strings.HasPrefix(second, "your") || strings.HasPrefix(second, "my") {
		return true
	}
	switch local {
	case "support", "help", "info", "contact", "api", "noreply", "no-reply", "security", "sales", "billing", "abuse", "admin", "hello", "team",
		"helpdesk", "service", "office", "feedback", "developers", "developer", "dev", "status", "postmaster", "git":
		return true
	}
	return false
}

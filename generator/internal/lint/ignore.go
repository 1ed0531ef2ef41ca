package lint

import (
	"bytes"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

const (
	ruleUnknownRule   = "unknown-rule"   // warning: an ignore or the configuration names a rule that does not exist
	ruleUselessIgnore = "useless-ignore" // warning: an ignore that suppresses nothing
)

// An ignore is one rule that a page, or a block of it, breaks on purpose.
type ignore struct {
	rule catalog.Text
	// scope is the block; zero where the whole page is meant.
	scope diag.Span
	// comment tells that the ignore is an HTML comment.
	comment bool
	used    bool
}

func (i *ignore) covers(d diag.Diagnostic) bool {
	if i.rule.Value != d.Rule {
		return false
	}
	return !i.comment || i.scope.Start <= d.At.Start && d.At.Start < i.scope.End
}

// pageIgnores returns what the page ignores, in page order.
func pageIgnores(page *catalog.Page) []*ignore {
	var ignores []*ignore
	for _, rule := range page.Front.Problem.Ignore {
		ignores = append(ignores, &ignore{rule: rule})
	}
	for _, i := range page.Ignores {
		ignores = append(ignores, &ignore{rule: i.Rule, scope: i.Scope, comment: true})
	}
	return ignores
}

// isIgnored reports whether the page ignores the finding, and marks each
// ignore that does.
func (l *Linter) isIgnored(s *pageSummary, d diag.Diagnostic) bool {
	rule := l.byID[d.Rule]
	if rule == nil || !l.canGive(s, rule) {
		return false
	}
	ignored := false
	for _, i := range s.ignores {
		if i.covers(d) {
			i.used, ignored = true, true
		}
	}
	return ignored
}

// ignores finds the page's ignores that name no rule or suppress nothing.
func (l *Linter) ignores(s *pageSummary) diag.List {
	var found diag.List
	var useless []*ignore
	for _, i := range s.ignores {
		switch {
		case l.isUseless(s, i):
			useless = append(useless, i)
		case l.byID[i.rule.Value] == nil:
			found.Add(l.unknownRule(i.rule))
		}
	}
	for _, i := range useless {
		found.Add(l.uselessIgnore(i).About(i.rule.Value).WithFix(s.withoutIgnore(i, useless)))
	}
	return found
}

// isUseless reports whether an ignore of a rule that exists suppresses
// nothing. A page with errors is given the benefit of the doubt: they may hide
// what the ignore is for.
func (l *Linter) isUseless(s *pageSummary, i *ignore) bool {
	rule := l.byID[i.rule.Value]
	if i.used || rule == nil || rule.Late || rule.ID == ruleUselessIgnore {
		return false
	}
	return rule.Fatal || !s.failed && !s.partial
}

func (l *Linter) uselessIgnore(i *ignore) diag.Diagnostic {
	id := i.rule.Value
	if l.byID[id].Fatal {
		return diag.At(i.rule.At, ruleUselessIgnore, "%s cannot be ignored: nothing can be generated from what it finds", id).
			WithHelp("mend what the rule finds, and take %s out of the ignored rules", id)
	}
	where := "page"
	if i.comment {
		where = "block below"
	}
	return diag.At(i.rule.At, ruleUselessIgnore, "%s is ignored, but the %s does not break it", id, where).
		WithHelp("take %s out of the ignored rules, so that the rule is kept in future", id)
}

// unknownRule finds the name of a rule that does not exist.
func (l *Linter) unknownRule(id catalog.Text) diag.Diagnostic {
	d := diag.At(id.At, ruleUnknownRule, "there is no rule %s", id.Value).
		WithHelp("name a rule that `problemgen rules` lists, or take the name out").About(id.Value)
	if near := diag.Nearest(id.Value, l.ruleIDs()); near != "" {
		d = d.WithLabel("did you mean %s?", near)
	}
	return d
}

func (l *Linter) ruleIDs() []string {
	ids := make([]string, len(l.rules))
	for i, r := range l.rules {
		ids[i] = r.ID
	}
	return ids
}

// Configured reports what is wrong with a severity that a configuration gives
// a rule; at is where it names the rule.
func (l *Linter) Configured(id string, severity diag.Severity, at diag.Span) diag.List {
	var d diag.Diagnostic
	switch rule := l.byID[id]; {
	case rule == nil:
		d = l.unknownRule(catalog.Text{Value: id, At: at})
	case rule.Fatal && severity < rule.Severity:
		d = diag.At(at, ruleUselessIgnore, "%s cannot be lowered to %s: nothing can be generated from what it finds", id, severity).
			WithHelp("take %s out of the configuration", id).About(id)
	default:
		return nil
	}
	d.Severity = l.byID[d.Rule].Severity
	return diag.List{d}
}

// withoutIgnore returns the fix that takes out one of the page's useless
// ignores, or nil where more than the ignores would have to go.
func (s *pageSummary) withoutIgnore(i *ignore, useless []*ignore) *diag.Fix {
	entry := s.listEntry
	if i.comment {
		entry = s.commentEntry
	}
	span, ok := entry(i, useless)
	if !ok {
		return nil
	}
	return diag.Replace(span, "", "take "+i.rule.Value+" out of the ignored rules")
}

// listSeparator matches what stands between two entries of a YAML or TOML list.
var listSeparator = lazyregexp.New(`^\s*(?:,|\n\s*-)\s*$`)

// listEntry returns the span of an entry of the front matter's list with one
// of the separators beside it. Neighbours that go as well get spans that do
// not overlap.
func (s *pageSummary) listEntry(i *ignore, useless []*ignore) (diag.Span, bool) {
	entries := slices.DeleteFunc(slices.Clone(s.ignores), func(i *ignore) bool { return i.comment })
	n := slices.Index(entries, i)
	leads := !slices.ContainsFunc(entries[:n], func(i *ignore) bool { return !slices.Contains(useless, i) })
	at := i.rule.At
	switch {
	case !leads:
		between := s.source.Span(entries[n-1].rule.At.End, at.Start)
		return s.source.Span(between.Start, at.End), listSeparator.MatchString(between.Text())
	case n+1 < len(entries):
		between := s.source.Span(at.End, entries[n+1].rule.At.Start)
		return s.source.Span(at.Start, between.End), listSeparator.MatchString(between.Text()) && s.leavesList(entries, useless)
	}
	return at, s.leavesList(entries, useless)
}

// leavesList reports whether a list without its useless entries is one still:
// "[]" is, a hyphen with nothing behind it is not.
func (s *pageSummary) leavesList(entries, useless []*ignore) bool {
	first := entries[0].rule.At.Start
	isFlow := bytes.HasSuffix(bytes.TrimRight(s.source.Text[:first], " \t\n"), []byte("["))
	return isFlow || slices.ContainsFunc(entries, func(i *ignore) bool { return !slices.Contains(useless, i) })
}

// commentEntry returns the span of a rule in an ignore comment: its word
// where the comment ignores others that have an effect, else the comment.
func (s *pageSummary) commentEntry(i *ignore, useless []*ignore) (diag.Span, bool) {
	text, at := s.source.Text, i.rule.At
	start, length := bytes.LastIndex(text[:at.Start], []byte("<!--")), bytes.Index(text[at.End:], []byte("-->"))
	if start < 0 || length < 0 {
		return diag.Span{}, false
	}
	end := at.End + length + len("-->")
	for _, other := range s.ignores {
		if at := other.rule.At; start < at.Start && at.End < end && !slices.Contains(useless, other) {
			return s.source.Span(i.rule.At.Start-trailingSpaces(text[:i.rule.At.Start]), i.rule.At.End), true
		}
	}
	return s.wholeLine(start, end), true
}

// wholeLine widens a span to its line where nothing else is on it.
func (s *pageSummary) wholeLine(start, end int) diag.Span {
	text := s.source.Text
	lineStart := bytes.LastIndexByte(text[:start], '\n') + 1
	rest, _, more := bytes.Cut(text[end:], []byte("\n"))
	if len(bytes.TrimSpace(text[lineStart:start])) > 0 || len(bytes.TrimSpace(rest)) > 0 {
		return s.source.Span(start, end)
	}
	end += len(rest)
	if more {
		end++
	}
	return s.source.Span(lineStart, end)
}

func trailingSpaces(text []byte) int { return len(text) - len(bytes.TrimRight(text, " ")) }

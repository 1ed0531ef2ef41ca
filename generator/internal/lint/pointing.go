package lint

import (
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

var (
	// memberAfter and memberBefore are the words that make a code span the
	// name of a member.
	memberAfter  = lazyregexp.New(`(?i)^(?:field|attribute|member|property)s?\b`)
	memberBefore = lazyregexp.New(`(?i)\b(?:field|attribute|member|property)(?:\s+(?:called|named))?$`)
	// elsewhere are the words that make it something else: of a request, of
	// another document, of the server.
	elsewhere = lazyregexp.New(`(?i)^(?:(?:is|are)\s+(?:an?\s+|the\s+)?)?(?:(?:request|query|url|path|form|http|response|command|config\w*)\s+)?` +
		`(?:parameter|param|argument|header|endpoint|option|flag|variable|setting|command|function|method|operation|` +
		`error|problem|response|request|resource|status|code|table|column|page|result code|file|service|value)s?\b|` +
		`^\w+\s+(?:of|in|on|from)\s+(?:the|your|a|an|each)\s+(?:\w+\s+)?(?:request|query|form|url|body|header|transaction|submission|payload|configuration)\b`)
	// ofProblem follows a member of the problem details object beyond doubt.
	ofProblem = lazyregexp.New(`(?i)^\w+\s+(?:of|in|on)\s+(?:the|this)\s+(?:error|problem)(?:\s+(?:details?|object|response|document|body))*` +
		`(?:$|\s*[).,;:]|\s+(?:is|has|says|tells|may|can|will|which|that|for|to|and|or)\b)`)
)

// around returns the words before and behind a code span in its text.
func around(code catalog.Mention) (before, after string) {
	const reach = 80
	text := code.At.Source.Text
	before = string(text[max(0, code.At.Start-reach):code.At.Start])
	after = string(text[code.At.End:min(len(text), code.At.End+reach)])
	before, after = strings.TrimRight(before, "`"), strings.TrimLeft(after, "`")
	return strings.Join(strings.Fields(before), " "), strings.Join(strings.Fields(after), " ")
}

// pointsAtMember reports whether a code span can be meant as the name of a
// member: the text calls it one, or it is of several words and the text does
// not call it anything else.
func pointsAtMember(code catalog.Mention) bool {
	before, after := around(code)
	if isRelatedSection(code.Section.Value) || elsewhere.MatchString(after) {
		return false
	}
	return memberAfter.MatchString(after) || memberBefore.MatchString(before) || strings.ContainsAny(code.Text, "_.")
}

// maxPointed bounds how many pairs of code spans and members are compared on
// one page; five hundred of both stay below it.
const maxPointed = 1 << 18

// checkProseMember reports code spans that point at a member which is nowhere:
// those near to a member's name, and those that the text calls a member of
// the problem.
func checkProseMember(c *PageCheck) {
	known := sync.OnceValue(c.knownWords)
	candidates := memberWords(c.Problem)
	comparisons := maxPointed
	for _, code := range c.Page.Codes {
		// Many pages name no more than the problem and members of the RFC.
		word := strings.ToLower(code.Text)
		if word == c.Problem.Name || catalog.IsStandardMember(word) || known()[word] || !pointsAtMember(code) {
			continue
		}
		if comparisons -= len(candidates); comparisons < 0 {
			return
		}
		if near := diag.Nearest(code.Text, candidates); near != "" {
			c.Report(c.proseMember(code, near))
		} else if outer, name := c.leadsNowhere(code); outer != nil {
			c.Report(c.At(withBackticks(code.At), "the text points at `%s`, the page's `%s` has no `%s`", code.Text, outer.Path, name).
				WithNote(outer.At, "`%s` is here", outer.Path).
				WithHelp("name a member that it has (%s), or document this one", strings.Join(memberNames(inside(outer)), ", ")).About(code.Text))
		} else if c.isCertain(code) {
			c.Report(c.At(withBackticks(code.At), "the text points at `%s`, which no table and no example has", code.Text).
				WithHelp("document the member, or take its name out of the text").About(code.Text))
		}
	}
}

func (c *PageCheck) proseMember(code catalog.Mention, near string) diag.Diagnostic {
	d := c.At(withBackticks(code.At), "the text points at `%s`, the page's member is `%s`", code.Text, near).
		Suggest(code.Text, near).
		WithHelp("name the member as it is on the wire").About(code.Text)
	for m := range allMembers(c.Problem.Members) {
		if m.Path == near || strings.HasSuffix(m.Path, "."+near) {
			d = d.WithNote(m.At, "it is here")
			break
		}
	}
	return d
}

// leadsNowhere returns the member of the page with which a path begins that
// goes on with a name which that member does not have; nil for other texts.
func (c *PageCheck) leadsNowhere(code catalog.Mention) (outer *catalog.Member, name string) {
	path := strings.ReplaceAll(code.Text, "[]", "")
	for m := range allMembers(c.Problem.Members) {
		rest, ok := strings.CutPrefix(path, strings.ReplaceAll(m.Path, "[]", "")+".")
		if ok && rest != "length" && len(inside(m)) > 0 && !isMap(m.Type) && (outer == nil || len(m.Path) > len(outer.Path)) {
			outer, name = m, rest
		}
	}
	return outer, name
}

// isCertain reports whether the text calls the code span a member of this
// problem, on a page that documents its members.
func (c *PageCheck) isCertain(code catalog.Mention) bool {
	_, after := around(code)
	return hasTable(c.Page, catalog.AttributeTable) && len(c.Evidence.Native) > 0 &&
		memberAfter.MatchString(after) && ofProblem.MatchString(after)
}

// memberWords returns the ways to name the page's members: each path, and
// what is left of it when outer objects are left out.
func memberWords(p *catalog.Problem) []string {
	words := []string{catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus, catalog.MemberDetail, catalog.MemberInstance}
	seen := map[string]bool{}
	for m := range allMembers(p.Members) {
		for path, more := strings.ReplaceAll(m.Path, "[]", ""), true; more; _, path, more = strings.Cut(path, ".") {
			if !seen[path] && !catalog.IsStandardMember(path) {
				words = append(words, path)
			}
			seen[path] = true
		}
	}
	return words
}

// knownWords returns, in small letters, what a code span may name without
// being a misspelt member: everything that tables and examples have.
func (c *PageCheck) knownWords() map[string]bool {
	known := map[string]bool{c.Problem.Name: true}
	add := func(word string) { known[strings.ToLower(word)] = true }
	for _, word := range memberWords(c.Problem) {
		add(word)
	}
	for m := range allMembers(c.Problem.Members) {
		add(m.Path)
	}
	for _, m := range c.Evidence.Misspelt {
		add(m.Name)
	}
	for _, s := range c.Page.Samples {
		addValue(s.Body, add)
	}
	for _, t := range c.Page.Tables {
		for _, row := range t.Rows {
			for _, cell := range row.Cells {
				add(cell.Text)
				for _, code := range cell.Codes {
					add(code.Text)
				}
			}
		}
	}
	return known
}

// addValue adds the names and strings of a value; nil has none.
func addValue(v *catalog.Value, add func(string)) {
	if v == nil {
		return
	}
	if v.Kind == catalog.StringValue {
		add(v.Text)
	}
	for _, m := range v.Members {
		add(m.Name)
		addValue(m.Value, add)
	}
	for _, e := range v.Elems {
		addValue(e, add)
	}
}

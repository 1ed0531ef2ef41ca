package lint

import (
	"slices"
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
	c.checkSwappedMentions()
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
		near := c.meantMember(code, candidates)
		if near != "" {
			c.Report(c.proseMember(code, near))
		} else if outer, name := c.leadsNowhere(code); outer != nil {
			c.Report(c.At(withBackticks(code.At), "name a member that `%s` has, or document `%s`: nothing on the page has it", outer.Path, name).
				WithNote(outer.At, "`%s` is here", outer.Path).
				WithHelp("it has %s", codeList(memberNames(inside(outer)))).About(code.Text))
		} else if c.isCertain(code) {
			c.Report(c.At(withBackticks(code.At), "document `%s`, or take it out of the text: %s", code.Text, c.whereItIsNot()).
				WithHelp("a reader who looks for `%s` in the response does not find it", code.Text).About(code.Text))
		}
	}
}

// meantMember returns the member that a code span is probably meant to name, or
// "".
func (c *PageCheck) meantMember(code catalog.Mention, candidates []string) string {
	if near := diag.Nearest(code.Text, candidates); near != "" {
		return near
	}
	if near := sharesWords(code.Text, candidates); near != "" {
		return near
	}
	if c.isWhereToLook(code) {
		return longerBy(code.Text, candidates)
	}
	return ""
}

// whereToLook matches the words before the name of a member that tell to look
// there.
var whereToLook = lazyregexp.New("(?i)\\b(?:is|are|stands?|given|found|named|listed|told|read|check|see|look|says?)\\s+(?:in|at|by)?\\s*(?:the\\s+)?`*$")

// isWhereToLook reports whether a sentence about an answer sends its reader to
// the code span.
func (c *PageCheck) isWhereToLook(code catalog.Mention) bool {
	s, ok := sentenceAt(c.Page, code.At)
	before, _ := around(code)
	return ok && whereToLook.MatchString(before) && !ofRequest.MatchString(s.clauseAround())
}

// longerBy returns the one candidate that is a name without its last word:
// "policy" for "policy_id".
func longerBy(name string, candidates []string) string {
	end := strings.LastIndexByte(name, '_')
	if end <= 0 || !slices.Contains(candidates, name[:end]) {
		return ""
	}
	return name[:end]
}

// sharesWords returns the one candidate that has all words of a name but one;
// names of two words have too little in common then.
func sharesWords(name string, candidates []string) string {
	words := strings.Split(fold(name), "_")
	if len(words) < 3 {
		return ""
	}
	found := ""
	for _, candidate := range candidates {
		others := strings.Split(fold(candidate), "_")
		same := 0
		for i := range min(len(words), len(others)) {
			if words[i] == others[i] {
				same++
			}
		}
		if len(others) != len(words) || same != len(words)-1 {
			continue
		}
		if found != "" {
			return ""
		}
		found = candidate
	}
	return found
}

// whereItIsNot says where the page's members are.
func (c *PageCheck) whereItIsNot() string {
	switch hasRows := hasTable(c.Page, catalog.AttributeTable); {
	case !hasRows:
		return "no example has it"
	case len(c.Shown()) == 0:
		return "no table has it"
	}
	return "no table and no example has it"
}

func (c *PageCheck) proseMember(code catalog.Mention, near string) diag.Diagnostic {
	d := c.At(withBackticks(code.At), "write `%s` here, as the member is called: the text says `%s`", near, code.Text).About(code.Text)
	for m := range allMembers(c.Problem.Members) {
		if m.Path != near && !strings.HasSuffix(m.Path, "."+near) {
			continue
		}
		d = d.WithNote(m.At, "it is here")
		if m.Type != nil && m.Type.Kind == catalog.Object && len(m.Type.Members) > 0 {
			// One result is in the object; which one, only the author knows.
			return d.WithLabel("`%s` is an object", near).
				WithHelp("or name what is meant inside it: %s", codeList(pathsOf(near, m.Type.Members)))
		}
		break
	}
	return d.Suggest(code.Text, near).WithHelp("name the member as it is on the wire")
}

// pathsOf returns how the members of an object are called from outside.
func pathsOf(object string, members []*catalog.Member) []string {
	const most = 5
	var paths []string
	for _, m := range members[:min(len(members), most)] {
		paths = append(paths, object+"."+m.Name)
	}
	return paths
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

var (
	// telling matches what follows a member of a problem: it tells something.
	telling = lazyregexp.New(`(?i)^(?:field|attribute|member|property|extension(?:\s+member)?)s?\s+(?:\w+\s+)?(?:says|tells|names|lists|holds|contains|carries|shows|gives|identifies|indicates|reports|counts|points|explains|describes|has|repeats|states|is\s+(?:the|set|a|an|always)|will|of\s+the\s+(?:problem|error|response))\b`)
	// reading matches what sends a client to a member.
	reading = lazyregexp.New("(?i)\b(?:read|look\\s+(?:at|into|up)|check|inspect|consult|take|use|compare|log|see|show|according\\s+to|says|given\\s+(?:in|by)|found\\s+in|listed\\s+in|named\\s+(?:in|by)|told\\s+by)\\s+(?:the\\s+)?(?:\\w+\\s+)?(?:field|attribute|member|property|extension)?\\s*`*$")
	// answering matches a clause about what an answer tells.
	answering = lazyregexp.New(`(?i)\b(?:answers?|responses?|problems?|errors?|details|occurrences?|it|this)\s+(?:also\s+|always\s+)?(?:tells?|says?|names?|lists?|has|holds?|contains?|gives?|shows?|carries|repeats?|includes?|comes?\s+with)\b`)
	// ofRequest matches the words that make a clause one about what clients
	// send, or about another place.
	ofRequest = lazyregexp.New(`(?i)\b(?:request(?:s|ed|'s)?|query|form|payload|param(?:eter)?s?|header(?:s)?|you\s+sen[dt]|sen[dt]|sending|submit(?:ted|s)?|post(?:ed)?|upload(?:ed)?|input|config\w*|settings?|database|schema|column|your|body\s+of|valid\w*|invalid|fill|command|option|environment|token|cookie|claim|file|other|another|endpoint|resource|collection|document)\b`)
	// demanding matches what follows a member of a request.
	demanding = lazyregexp.New(`(?i)^(?:field|attribute|member|property)s?\s+(?:must|should|has\s+to|have\s+to|needs?|cannot|can't|may\s+not|is\s+(?:required|missing|mandatory|empty|invalid|too|not)|was|were|contained)\b`)
)

// clauseAround returns the part of a sentence that a place is in, between
// semicolons, colons and brackets.
func (s sentence) clauseAround() string {
	text := s.passage.Text
	start := s.start + strings.LastIndexAny(text[s.start:s.at], ";:()—–") + 1
	end := s.end
	if i := strings.IndexAny(text[s.at:s.end], ";:()—–"); i >= 0 {
		end = s.at + i
	}
	return text[start:end]
}

// isCertain reports whether the text calls the code span a member of this
// problem, on a page that says which members there are.
func (c *PageCheck) isCertain(code catalog.Mention) bool {
	_, after := around(code)
	if !hasTable(c.Page, catalog.AttributeTable) && len(c.Evidence.Native) == 0 || !identifierLike.MatchString(code.Text) || isHeaderName(code.Text) {
		return false
	}
	if memberAfter.MatchString(after) && ofProblem.MatchString(after) || inResponse.MatchString(after) {
		return true
	}
	return c.tellsOf(code, after)
}

// inResponse matches what follows a name that is said to be in the answer.
var inResponse = lazyregexp.New(`(?i)^(?:(?:field|attribute|member|property)\s+)?(?:from|in|of)\s+(?:the|this|its)\s+(?:error\s+|problem\s+)?(?:response|answer|problem|error|problem\s+details)(?:\s+(?:body|object|document))?(?:\s*[.,;:)]|\s+(?:and|or|to|tells|says|is|has)\b|$)`)

// identifierLike matches what can be a member's name or path.
var identifierLike = lazyregexp.New(`^[A-Za-z_$][\w$-]*(?:\[\])?(?:\.[A-Za-z_$][\w$-]*(?:\[\])?)*$`)

// isHeaderName reports whether a name is written as those of header fields are,
// which RFC 9110 calls fields, too.
func isHeaderName(name string) bool {
	if strings.ContainsAny(name, "_.") || name == "" || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	switch name {
	case "Accept", "Allow", "Authorization", "Cookie", "Date", "ETag", "Host", "Link", "Location", "Origin", "Prefer", "Range", "Referer", "Server", "Vary", "Via", "Warning":
		return true
	}
	return strings.Contains(name, "-")
}

// tellsOf reports whether the sentence is about what a response tells, and
// calls the code span a member.
func (c *PageCheck) tellsOf(code catalog.Mention, after string) bool {
	s, ok := sentenceAt(c.Page, code.At)
	if !ok || isOfRequest(code.Section.Value) || demanding.MatchString(after) {
		return false
	}
	clause := s.clauseAround()
	if ofRequest.MatchString(clause) {
		return false
	}
	before, _ := around(code)
	isCalled := memberAfter.MatchString(after) || memberBefore.MatchString(before)
	return isCalled && (telling.MatchString(after) || reading.MatchString(before) || strings.HasPrefix(strings.ToLower(after), "member") ||
		extensionBefore.MatchString(before) || answering.MatchString(clause))
}

// extensionBefore matches the words that are the RFC's for members.
var extensionBefore = lazyregexp.New("(?i)\\b(?:member|extension)(?:\\s+(?:called|named|member))?\\s*`*$")

// isOfRequest reports whether a heading is about what clients send.
func isOfRequest(section string) bool {
	words := " " + wordsOf(section) + " "
	return strings.Contains(words, " request ") || strings.Contains(words, " parameters ") || strings.Contains(words, " input ") || strings.Contains(words, " configuration ")
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

// mentioning matches what stands between words and the member that they point at:
// "the door is in `gate`", "the door (`gate`)".
var mentioning = lazyregexp.New("(?:\\(|\\bin\\s+|\\bas\\s+|\\bunder\\s+|:\\s*)`*$")

// checkSwappedMentions reports two members that a sentence names each where its
// words are about the other.
func (c *PageCheck) checkSwappedMentions() {
	for i := range c.Page.Passages {
		codes := c.Page.Passages[i].Codes
		for j := 1; j < len(codes); j++ {
			a, b := c.memberNamed(codes[j-1].Text), c.memberNamed(codes[j].Text)
			if a == nil || b == nil || a == b || a.Doc == nil || b.Doc == nil {
				continue
			}
			first, ok := c.wordsBefore(codes[j-1])
			second, ok2 := c.wordsBefore(codes[j])
			if ok && ok2 && areSwapped(first, second, stemsOfMember(a), stemsOfMember(b)) {
				c.Report(c.At(withBackticks(codes[j-1].At), "change `%s` and `%s` here: each stands where the words are about the other", a.Name, b.Name).
					WithNote(a.At, "`%s` is described here", a.Name).WithNote(b.At, "`%s` is described here", b.Name).
					WithHelp("or change their descriptions, if it is those that stand the wrong way round").About(a.Name))
			}
		}
	}
}

// stemsOfMember returns what a member's name and description are about; of a time
// that it is one.
func stemsOfMember(m *catalog.Member) map[string]bool {
	stems := stemsOf(m.Name + " " + catalog.PlainText(m.Doc))
	if m.Type != nil && (m.Type.Kind == catalog.Time || m.Type.Format == "date" || m.Type.Format == "time") {
		stems["time"] = true
	}
	return stems
}

// wordsBefore returns what the words before a code span are about, back to the last
// comma, where they point at it.
func (c *PageCheck) wordsBefore(code catalog.Mention) (map[string]bool, bool) {
	s, ok := sentenceAt(c.Page, code.At)
	if !ok || !mentioning.MatchString(s.before()) {
		return nil, false
	}
	before := strings.TrimRight(s.before(), "( ")
	if i := strings.LastIndexAny(before, ",;:)"); i >= 0 {
		before = before[i:]
	}
	if i := strings.LastIndex(before, " and "); i >= 0 {
		before = before[i:]
	}
	stems := stemsOf(before)
	if strings.Contains(" "+wordsOf(before)+" ", " time ") || strings.Contains(" "+wordsOf(before)+" ", " when ") {
		stems["time"] = true
	}
	return stems, len(stems) > 0
}

// areSwapped reports whether the words before two members fit each the other
// better.
func areSwapped(first, second, a, b map[string]bool) bool {
	straight, crossed := shared(first, a)+shared(second, b), shared(first, b)+shared(second, a)
	return crossed > straight && shared(first, b) >= shared(first, a) && shared(second, a) >= shared(second, b) && shared(first, b) > 0 && shared(second, a) > 0
}

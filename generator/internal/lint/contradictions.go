package lint

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

var (
	// neverRetry matches a text that rules out a retry, for whatever time.
	neverRetry = lazyregexp.New(`(?i)\b(?:never\s+(?:be\s+)?(?:retr(?:y|ied)|worth\s+a\s+retry|retryable)|(?:do|does|must|should|can)\s*(?:not|n['’]t)\s+(?:be\s+)?(?:retry|retried|repeated|retryable)|not\s+(?:worth\s+a\s+retry|retryable)|no\s+point\s+in\s+retrying|retr(?:y|ies|ying)\s+(?:never|won['’]t|will\s+not|does\s+not|doesn['’]t|cannot|is\s+(?:pointless|useless))\b)`)
	// onCondition matches what makes that a matter of when or how.
	onCondition = lazyregexp.New(`(?i)\b(?:before|until|unless|immediately|at\s+once|more\s+(?:than|often)|without|with\s+the\s+same|sooner|earlier|right\s+away|automatically|blindly|forever|if|when|while|where|in\s+a\s+loop|as\s+is|unchanged|same|yet|again\s+and\s+again|faster|except|only)\b`)
	retryFlag   = lazyregexp.New(`^(?:is_)?(?:retryable|retriable|can_retry|should_retry|transient|temporary)$`)
)

// checkRetryAdvice reports examples that call for a retry where the text rules it
// out.
func checkRetryAdvice(c *PageCheck) {
	at, ok := c.noRetry()
	if !ok {
		return
	}
	for _, s := range c.Evidence.Native {
		for _, m := range s.Body.Members {
			if m.Value.Kind == catalog.BoolValue && m.Value.Text == "true" && retryFlag.MatchString(snakeOf(m.Name)) {
				c.reportRetry(at, m.Value.At, "`"+m.Name+"`: true", "write false here, or mend the text")
				return
			}
		}
		if s.Response != nil {
			if field, ok := headerField(s, "Retry-After"); ok {
				c.reportRetry(at, field.At, "Retry-After", "take the line out, or mend the text")
				return
			}
		}
	}
}

func (c *PageCheck) reportRetry(said, shown diag.Span, what, todo string) {
	c.Report(c.At(shown, "%s: the text says that a retry never helps, the example has %s", todo, what).
		WithNote(said, "the text says so here").
		WithHelp("clients retry by what the response says; where it depends, say on what").About(what))
}

// noRetry returns where the text rules out a retry.
func (c *PageCheck) noRetry() (diag.Span, bool) {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.Contains(p.Text, "etr") && !strings.Contains(p.Text, "epeat") || isRelatedSection(p.Section.Value) {
			continue
		}
		for _, m := range neverRetry.FindAllStringSubmatchIndex(p.Text, -1) {
			start, end := sentenceBounds(p.Text, m[0])
			if !onCondition.MatchString(p.Text[start:end]) {
				return p.Span(m[0], m[1]), true
			}
		}
	}
	return diag.Span{}, false
}

var (
	// statusClass matches a text that gives the problem's status a class.
	statusClass = lazyregexp.New(`(?i)(?:\b(?:is|as|be|counts\s+as)\s+|,\s+)an?\s+(client|server)[- ]?(?:side\s+)?error\b|\b(?:is|as|with|of)\s+(?:the\s+class\s+|an?\s+)?([45])xx\b`)
	notClass    = lazyregexp.New(`(?i)\b(?:not|n['’]t|unlike|rather\s+than|instead\s+of|never|other|when|if|upstream)\b`)
)

// checkStatusPhrase reports status codes with the reason phrase of another, and a
// class of statuses that is not the problem's.
func checkStatusPhrase(c *PageCheck) {
	for _, f := range c.Page.Facts {
		for _, s := range f.Statuses {
			c.checkPhrase(s.Value, s.At)
		}
	}
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		for at := range p.Text {
			if code, ok := codeWithPhrase(p.Text, at); ok {
				c.checkPhrase(code, p.Span(at, at+3))
			}
		}
	}
	for _, m := range c.Page.HeadingStatuses {
		c.checkPhrase(m.Code, m.At)
	}
	c.checkClass()
}

// codeWithPhrase returns the status code at an offset of a text that has a
// capitalised word behind it.
func codeWithPhrase(text string, at int) (int, bool) {
	const digits = 3
	if text[at] < '1' || text[at] > '5' || len(text)-at <= digits || at > 0 && isInNumber(text[at-1]) {
		return 0, false
	}
	code, err := strconv.ParseUint(text[at:at+digits], 10, 0)
	return int(code), err == nil && beginsPhrase(behindDivider(text[at+digits:])) //nolint:gosec // three digits
}

// isInNumber reports whether a digit behind the byte is part of a word or number
// that began before it.
func isInNumber(c byte) bool {
	return isAlphanumeric(c) || 'A' <= c && c <= 'Z' || c == '.' || c == ','
}

// behindDivider returns what stands behind the blanks, colons and dashes between
// a code and its phrase; "" where they are none or many.
func behindDivider(text string) string {
	const most = 3
	behind := strings.TrimLeft(text, " :–-")
	if n := utf8.RuneCountInString(text[:len(text)-len(behind)]); n == 0 || n > most {
		return ""
	}
	return behind
}

// beginsPhrase reports whether a text begins with a capital and a small letter.
func beginsPhrase(text string) bool {
	return len(text) > 1 && 'A' <= text[0] && text[0] <= 'Z' && 'a' <= text[1] && text[1] <= 'z'
}

// phraseBehind matches the words behind a status code that may be its phrase.
var phraseBehind = lazyregexp.New("^[\\s`*_:()\u2013\u2014-]{0,4}([A-Z][A-Za-z'-]*(?: (?:[A-Z][A-Za-z'-]*|a|to))*)")

func (c *PageCheck) checkPhrase(code int, at diag.Span) {
	text, want := at.Source.Text, http.StatusText(code)
	number := strconv.Itoa(code)
	i := strings.Index(string(text[at.Start:min(len(text), at.Start+40)]), number)
	if i < 0 || want == "" {
		return
	}
	start := at.Start + i + len(number)
	m := phraseBehind.FindStringSubmatchIndex(string(text[start:min(len(text), start+60)]))
	if m == nil {
		return
	}
	phrase := at.Source.Span(start+m[2], start+m[3])
	if said := phraseIn(phrase.Text()); said != "" && said != want {
		phrase.End = phrase.Start + len(said)
		c.Report(c.At(phrase, "write %s here, which is the phrase of %d, or mend the number: %s is that of %d", want, code, said, phrases()[said]).
			WithHelp("RFC 9110, section 15 lists the codes with their phrases").About(said))
	}
}

// phrases are the registered reason phrases with their codes.
var phrases = sync.OnceValue(func() map[string]int {
	codes := map[string]int{}
	for code := 100; code < 600; code++ {
		if phrase := http.StatusText(code); phrase != "" {
			codes[phrase] = code
		}
	}
	return codes
})

// phraseIn returns the longest registered phrase that a text begins with, or "".
func phraseIn(text string) string {
	for end := len(text); end > 0; end = strings.LastIndexByte(text[:end], ' ') {
		if phrases()[text[:end]] != 0 {
			return text[:end]
		}
	}
	return ""
}

func (c *PageCheck) checkClass() {
	status := c.Problem.Status
	title := wordsOf(c.Problem.Title.Value + " " + strings.ReplaceAll(c.Problem.Name, "_", " "))
	if status.Value < 400 || len(c.Problem.Statuses) > 1 || strings.Contains(title, "server") || strings.Contains(title, "client") {
		return
	}
	own := "client"
	if status.Value >= 500 {
		own = "server"
	}
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.Contains(p.Text, "error") && !strings.Contains(p.Text, "xx") {
			continue
		}
		for _, m := range statusClass.FindAllStringSubmatchIndex(p.Text, -1) {
			start, end := sentenceBounds(p.Text, m[0])
			from, to := firstGroup(m)
			if said := classOf(p.Text[from:to]); said != own && !notClass.MatchString(p.Text[start:end]) && !isRelatedSection(p.Section.Value) {
				c.Report(c.At(p.Span(m[0], m[1]), "write a %s error here, or mend the status: %d is one, the text says %s", own, status.Value, said).
					WithNote(status.At, "%s has the status here", c.source(status.At)).
					WithHelp("codes from 400 are the client's fault, codes from 500 the server's (RFC 9110, sections 15.5 and 15.6)").About(catalog.MemberStatus))
				return
			}
		}
	}
}

func classOf(text string) string {
	switch strings.ToLower(text) {
	case "4":
		return "client"
	case "5":
		return "server"
	}
	return strings.ToLower(text)
}

var (
	// goneHere matches a text that begins by saying that the problem is on its way
	// out.
	goneHere = lazyregexp.New(`^(?:(?:Warning|Note|Caution|Important|Attention)\s*[:.!]?\s+)?(?:⚠️?\s*)?(?:Deprecated|DEPRECATED|Deprecation(?:\s+notice)?)(?:\s*$|\s*[.:!,;(—–-]|\s+(?:since|in|as\s+of|from|and|with)\b)`)
	// goneSaid matches a sentence that says so.
	goneSaid = lazyregexp.New("(?i)\\b(?:this|the)\\s+(?:problem(?:\\s+type)?|error(?:\\s+(?:type|code))?|page['’]s\\s+problem)\\s+(?:is|has\\s+been|was)\\s+(?:now\\s+)?(?:deprecated|retired|obsolete|no\\s+longer\\s+(?:returned|sent|used|served|raised))\\b")
)

// goneHints are texts of which one is in whatever calls a problem deprecated.
var goneHints = []string{"eprecat", "EPRECAT", "etired", "bsolete", "o longer"}

// checkUnmarkedDeprecation reports pages whose text says that the problem is
// deprecated, and whose front matter does not.
func checkUnmarkedDeprecation(c *PageCheck) {
	at, ok := saidGone(c.Problem, c.Page)
	if !ok {
		return
	}
	c.Report(c.At(at, "say so in the front matter, too: `problem: {deprecated: …}` with what to use instead; the text calls `%s` deprecated", c.Problem.Name).
		WithHelp("only then do the constructor's documentation, the outputs and the links of other pages know it").About("deprecated"))
}

// saidGone returns where the text, be it in a quote or a note, says that the
// problem is deprecated while no setting or label does.
func saidGone(p *catalog.Problem, page *catalog.Page) (diag.Span, bool) {
	if p.Deprecated != "" || p.Retired != "" {
		return diag.Span{}, false
	}
	for i := range page.Passages {
		passage := &page.Passages[i]
		if !hasAny(passage.Text, goneHints) || isRelatedSection(passage.Section.Value) || isOfMember(page, passage) {
			continue
		}
		if m := goneHere.FindStringIndex(passage.Text); m != nil && (i < 3 || isQuoted(passage.At)) {
			return passage.Span(m[0], m[1]), true
		}
		if m := goneSaid.FindStringIndex(passage.Text); m != nil {
			return passage.Span(m[0], m[1]), true
		}
		if m := ownGone(p, passage); m.End > m.Start {
			return m, true
		}
	}
	return diag.Span{}, false
}

// isOfMember reports whether a passage is inside a list or section of members, and
// so speaks of one.
func isOfMember(page *catalog.Page, p *catalog.Passage) bool {
	return slices.ContainsFunc(page.Tables, func(t catalog.Table) bool { return within(p.At, t.At) })
}

// ownGone returns where a passage says of the problem's own name that it is
// deprecated.
func ownGone(p *catalog.Problem, passage *catalog.Passage) diag.Span {
	for _, code := range passage.Codes {
		if fold(code.Text) != p.Name {
			continue
		}
		_, after := around(code)
		if nameGone.MatchString(after) {
			return withBackticks(code.At)
		}
	}
	return diag.Span{}
}

var nameGone = lazyregexp.New(`^(?i)(?:is|has\s+been|was)\s+(?:now\s+)?(?:deprecated|retired|obsolete|no\s+longer\s+(?:returned|sent|used|served|raised))\b`)

var (
	rfcInText = lazyregexp.New(`(?i)\bRFC\s?-?(\d{3,5})\b`)
	rfcInURL  = lazyregexp.New(`(?i)\brfc-?(\d{3,5})\b`)
	// problemRFC matches what calls a specification that of problem details.
	problemRFC = lazyregexp.New(`(?i)\bproblem\s+details(?:\s+for\s+HTTP\s+APIs)?[”"»]?\s*[,(]?\s*(?:\(|as\s+(?:in|of|by)\s+|of\s+|in\s+|by\s+|per\s+)?(?:the\s+)?RFC\s?-?(\d{3,5})\b|\bRFC\s?-?(\d{3,5})\s*[,(:–—-]?\s*[“"«]?(?:\(\s*)?problem\s+details\b`)
)

// checkWrongReference reports links whose text names another RFC, or another page,
// than they lead to, and another RFC than those of problem details.
func checkWrongReference(c *PageCheck) {
	for _, l := range c.Page.Links {
		said, leads := rfcInText.FindStringSubmatch(l.Text), rfcInURL.FindStringSubmatch(l.Dest.Value)
		if said != nil && leads != nil && strings.TrimLeft(said[1], "0") != strings.TrimLeft(leads[1], "0") {
			c.Report(c.At(l.Dest.At, "name one RFC: the link's text says RFC %s, the link leads to RFC %s", said[1], leads[1]).
				WithHelp("problem details are RFC 9457, which took the place of RFC 7807").About(l.Dest.Value))
		}
	}
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.Contains(p.Text, "RFC") || !strings.Contains(p.Text, "roblem") {
			continue
		}
		for _, m := range problemRFC.FindAllStringSubmatchIndex(p.Text, -1) {
			from, to := firstGroup(m)
			if n := p.Text[from:to]; n != "9457" && n != "7807" {
				c.Report(c.At(p.Span(from, to), "write 9457 here: RFC %s is not about problem details", n).
					WithHelp("problem details are RFC 9457, which took the place of RFC 7807").About(n))
			}
		}
	}
}

// checkWrongLink reports links whose text is another page's title or name.
func checkWrongLink(c *CatalogCheck) {
	titles := c.byTitle()
	c.eachLink(func(s *pageSummary, l pageLink) {
		named, target := titles[wordsOf(l.text)], c.page(l.target)
		if named == nil || target == nil || named.path == target.path || named == s || !strings.Contains(wordsOf(l.text), " ") && l.text != named.name && wordsOf(l.text) != wordsOf(named.wireTitle.Value) {
			return
		}
		c.Report(c.At(l.dest.At, "link to %s, as the text says, or name the page that it leads to: %s", relative(s.path, named.path), target.name).
			WithNote(named.titleAt, "“%s” is the title of this page", l.text).
			WithHelp("a link that was copied keeps where it led").About(l.dest.Value))
	})
}

// byTitle returns the pages by the words of their titles and names, as far as those
// are one page's alone.
func (c *CatalogCheck) byTitle() map[string]*pageSummary {
	titles := map[string]*pageSummary{}
	for _, s := range c.Pages {
		for _, text := range []string{s.wireTitle.Value, s.name} {
			words := wordsOf(text)
			if other, known := titles[words]; known && other != s {
				titles[words] = nil
			} else {
				titles[words] = s
			}
		}
	}
	delete(titles, "")
	return titles
}

var (
	alwaysDoc   = lazyregexp.New(`(?i)\b(?:always\s+(?:present|there|set|sent|included)|required(?:$|[.;]))`)
	optionalDoc = lazyregexp.New(`(?i)(?:^|[.,;(]\s*)optional(?:$|[.,;:)])|\b(?:may|can)\s+be\s+(?:absent|missing|omitted|left\s+out)\b|\bif\s+(?:available|present|known)\b|\bonly\s+present\b`)
	yesWord     = lazyregexp.New(`(?i)^(?:yes|y|true|required|always|mandatory|✓|✔|✅|x)$`)
	noWord      = lazyregexp.New(`(?i)^(?:no|n|false|optional|never|✗|✘|❌|-|–|)$`)
)

// checkPresence reports rows of which one cell calls a member required, and another
// optional.
func checkPresence(c *PageCheck) {
	for t := range tablesOf(c.Page, catalog.AttributeTable) {
		if t.List || !t.Has(catalog.RequiredColumn) {
			continue
		}
		for _, row := range t.Rows {
			required, ok := t.Cell(row, catalog.RequiredColumn)
			description, ok2 := t.Cell(row, catalog.DescriptionColumn)
			if !ok || !ok2 || t.IsOverfull(row) {
				continue
			}
			word := strings.Trim(required.Text, " `*")
			name, _ := t.Cell(row, catalog.NameColumn)
			switch {
			case yesWord.MatchString(word) && optionalDoc.MatchString(description.Text):
				c.reportPresence(name, required, description, "required", "optional")
			case noWord.MatchString(word) && alwaysDoc.MatchString(description.Text):
				c.reportPresence(name, required, description, "optional", "always there")
			}
		}
	}
}

func (c *PageCheck) reportPresence(name, required, description catalog.Cell, cell, text string) {
	c.Report(c.At(required.At, "say one thing of `%s`: this column calls it %s, its description %s", strings.Trim(name.Text, "`"), cell, text).
		WithNote(description.At, "the description is here").
		WithHelp("whether clients can rely on the member is what they look for in this table").About(name.Text))
}

// opposites are words of which one description should not have the other's.
func opposites() [][2]*lazyregexp.Regexp {
	return [][2]*lazyregexp.Regexp{{beginsDoc, endsDoc}, {lowestDoc, highestDoc}}
}

var (
	beginsDoc  = lazyregexp.New(`(?i)\b(?:start(?:s|ed)?|beg[iau]n(?:s|ning)?|open(?:s|ed)?|earliest|first)\b`)
	endsDoc    = lazyregexp.New(`(?i)\b(?:end(?:s|ed)?|clos(?:es|ed)|expire[sd]?|latest|last|over)\b`)
	lowestDoc  = lazyregexp.New(`(?i)\b(?:lowest|smallest|minimum|least|lower|shortest)\b`)
	highestDoc = lazyregexp.New(`(?i)\b(?:highest|largest|maximum|most|upper|longest)\b`)
	lowName    = lazyregexp.New(`^(?:min(?:imum)?|lower|lowest)(?:_.+)?$|_min(?:imum)?$`)
	highName   = lazyregexp.New(`^(?:max(?:imum)?|upper|highest)(?:_.+)?$|_max(?:imum)?$`)
)

// checkSwappedDescriptions reports two members whose descriptions stand the wrong
// way round: that of the begin speaks of the end alone, and that of the end of the
// begin.
func (c *PageCheck) checkSwappedDescriptions() {
	names := [][2]*lazyregexp.Regexp{{beginName, endName}, {lowName, highName}}
	for k, words := range opposites() {
		var first, second []*catalog.Member
		for _, m := range c.Problem.Members {
			if !m.InTable || m.Type == nil {
				continue
			}
			switch name := snakeOf(m.Name); {
			case names[k][0].MatchString(name):
				first = append(first, m)
			case names[k][1].MatchString(name):
				second = append(second, m)
			}
		}
		if len(first) != 1 || len(second) != 1 {
			continue
		}
		a, b := catalog.PlainText(first[0].Doc), catalog.PlainText(second[0].Doc)
		if words[1].MatchString(a) && !words[0].MatchString(a) && words[0].MatchString(b) && !words[1].MatchString(b) {
			c.reportSwapped(first[0], second[0])
		}
	}
	c.checkCrossedNames()
}

func (c *PageCheck) reportSwapped(a, b *catalog.Member) {
	c.Report(c.At(a.At, "change the descriptions of `%s` and `%s`: each says what the other is", a.Path, b.Path).
		WithNote(b.At, "`%s` is described here", b.Path).
		WithHelp("or the names, if it is those that stand the wrong way round").About(a.Path))
}

// checkCrossedNames reports two members of which each has the other's name in its
// description, and not its own.
func (c *PageCheck) checkCrossedNames() {
	members := c.Problem.Members[:min(len(c.Problem.Members), mostValues)]
	names, docs := make([]string, len(members)), make([]string, len(members))
	for i, m := range members {
		names[i], docs[i] = stemOf(lastWord(m.Name)), strings.ToLower(catalog.PlainText(m.Doc))
	}
	for i, a := range members {
		for j, b := range members[:i] {
			mayCross := strings.Contains(docs[i], names[j]) && strings.Contains(docs[j], names[i]) && strings.HasPrefix(docs[i], "the ")
			if mayCross && a.InTable && b.InTable && areCrossed(stemsOf(docs[i]), stemsOf(docs[j]), names[i], names[j]) {
				c.reportSwapped(b, a)
			}
		}
	}
}

// areCrossed reports whether each description has the other's name, and not its own.
func areCrossed(a, b map[string]bool, nameA, nameB string) bool {
	return a[nameB] && b[nameA] && !a[nameA] && !b[nameB]
}

// doubled matches the words that never stand twice in a row; RE2 has no back
// references, so each has a branch.
var doubled = lazyregexp.New(`(?i)\b(?:the\s+the|an?\s+an?|of\s+of|to\s+to|and\s+and|is\s+is|in\s+in|for\s+for|with\s+with|this\s+this|are\s+are|or\s+or|it\s+it|be\s+be|at\s+at|by\s+by|from\s+from)\b`)

// neverTwice are those of the doubled words that can be taken out unread: "what
// it is is", "without it it" and "log in in" can be meant so.
var neverTwice = []string{"the", "a", "an", "of", "and", "or"}

// checkDoubledWord reports words that stand twice.
func checkDoubledWord(c *PageCheck) {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !repeatsWord(p.Text) {
			continue
		}
		for _, m := range doubled.FindAllStringSubmatchIndex(p.Text, -1) {
			if text := p.Text[m[0]:m[1]]; strings.ContainsAny(text, "\n") || p.IsCode(m[0]) || p.IsCode(m[1]-1) || !isSameTwice(text) {
				continue
			}
			at := p.Span(m[0], m[1])
			word := strings.Fields(p.Text[m[0]:m[1]])[0]
			d := c.At(at, "write “%s” once: it stands twice here", word).WithHelp("one of the two is left over from a change").About(word)
			if strings.Join(strings.Fields(at.Text()), " ") == p.Text[m[0]:m[1]] && slices.Contains(neverTwice, strings.ToLower(word)) {
				d = d.WithFix(diag.Replace(at, word, "write “"+word+"” once"))
			}
			c.Report(d)
		}
	}
}

// repeatsWord reports whether a word follows itself, whatever is between.
func repeatsWord(text string) bool {
	before := ""
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if strings.EqualFold(word, before) {
			return true
		}
		before = word
	}
	return false
}

func isSameTwice(text string) bool {
	words := strings.Fields(text)
	return len(words) == 2 && strings.EqualFold(words[0], words[1])
}

var (
	pointsUp   = lazyregexp.New(`(?i)\b(?:the\s+)?(table|example)s?\s+above\b|\b(?:the\s+)?above\s+(table|example)\b`)
	pointsDown = lazyregexp.New(`(?i)\b(?:the\s+)?(table|example)s?\s+below\b|\b(?:the\s+)?following\s+(table|example)\b`)
)

// checkDirection reports texts that send their reader up or down the page to a
// table or an example where none stands.
func checkDirection(c *PageCheck) {
	for i := range c.Page.Passages {
		p := &c.Page.Passages[i]
		if !strings.Contains(p.Text, "above") && !strings.Contains(p.Text, "below") && !strings.Contains(p.Text, "following ") {
			continue
		}
		for _, way := range []struct {
			form        *lazyregexp.Regexp
			up          bool
			here, there string
		}{{pointsUp, true, "above", "below"}, {pointsDown, false, "below", "above"}} {
			for _, m := range way.form.FindAllStringSubmatchIndex(p.Text, -1) {
				from, to := firstGroup(m)
				what := strings.ToLower(p.Text[from:to])
				above, below := c.standing(what, p.At)
				if way.up && above || !way.up && below || !above && !below {
					continue
				}
				c.Report(c.At(p.Span(m[0], m[1]), "write “%s” here: no %s stands %s, one stands %s", way.there, what, way.here, way.there).
					WithHelp("or name the section that has it, with a link").About(p.Text[m[0]:m[1]]))
			}
		}
	}
}

// standing reports whether a table, or a code block, stands above and below a
// passage of the page.
func (c *PageCheck) standing(what string, at diag.Span) (above, below bool) {
	look := func(other diag.Span) {
		above = above || other.Start < at.Start
		below = below || other.Start > at.Start
	}
	if what == "table" {
		for _, t := range c.Page.Tables {
			look(t.At)
		}
		return above, below
	}
	for _, l := range c.Page.Listings {
		look(l.At)
	}
	return above, below
}

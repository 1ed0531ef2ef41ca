package resolve

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// reportNoStatus offers the front matter line where the text says of this
// problem which status it has. What it says of other answers is none.
func (r *resolver) reportNoStatus(p *catalog.Problem) {
	if r.has(ruleBadStatus, ruleForeign) {
		return
	}
	said, ok := r.saidStatus()
	if !ok {
		status := r.likelyStatus(p)
		r.add(diag.At(r.front(), ruleNoStatus, "give `%s` its HTTP status: nothing on the page has it", p.Name).
			WithHelp("write a line `**HTTP status:** %s` below the title, add `status: %s` to `problem:` in the front matter, or show an example that has a `status`", status, status).
			About(catalog.MemberStatus))
		return
	}
	var fix *diag.Fix
	if r.isSaidPlainly(said) {
		fix = r.setting("status: " + strconv.Itoa(said.Code))
	}
	r.add(diag.At(r.front(), ruleNoStatus, "write a line `**HTTP status:** %d` below the title, or add `status: %d` to `problem:` in the front matter: nothing else on the page has it", said.Code, said.Code).
		WithNote(said.At, "the text says %d here, but text alone is not relied upon", said.Code).
		WithHelp("or show an example that has a `status`").About(catalog.MemberStatus).WithFix(fix))
}

// likelyStatus returns what the status may be: the first that the text names,
// or that of which the page's name or title is the phrase; else dots.
func (r *resolver) likelyStatus(p *catalog.Problem) string {
	if len(r.page.Statuses) > 0 {
		return strconv.Itoa(r.page.Statuses[0].Code)
	}
	for code := 400; code < 600; code++ {
		if phrase := http.StatusText(code); phrase != "" && (r.agrees(phrase, p.Name) || r.agrees(phrase, r.page.Front.Title.Value)) {
			return strconv.Itoa(code)
		}
	}
	return "…"
}

// saidStatus returns where the text says of this problem that it has a
// status; ok is false where it does not, or says two.
func (r *resolver) saidStatus() (said catalog.StatusMention, ok bool) {
	for _, s := range r.page.Statuses {
		if !r.isAboutItself(s) {
			continue
		}
		if ok && s.Code != said.Code {
			return catalog.StatusMention{}, false
		}
		if !ok {
			said, ok = s, true
		}
	}
	return said, ok
}

var (
	// conditional matches what makes a sentence speak of another answer.
	conditional = lazyregexp.New(`(?i)\b(?:then|without|unless|if|when|once|until|after|before|instead|not|never|unlike|other|another|earlier|older|former(?:ly)?|previous(?:ly)?|except|upstream|else|otherwise|retry|again|success|next|first)\b`)
	// ofItself matches how a sentence about the problem of the page begins.
	ofItself = lazyregexp.New(`(?i)^[^\w]*(?:(?:it|this|the\s+(?:problem|error|server|service|api|http|status)|returned|sent|served|answered|corresponds|maps|http|status|code)\b|$)`)
)

// maxSentence is how many bytes before a mention are looked at.
const maxSentence = 200

// isAboutItself reports whether a status is said of the page's own problem: an
// error's status, in the text that opens the page, in a sentence that names the
// problem or speaks of nothing else.
func (r *resolver) isAboutItself(s catalog.StatusMention) bool {
	if s.Code < 400 || s.Section.Set() && !isDescribing(s.Section.Value) {
		return false
	}
	sentence := r.sentenceBefore(s.At)
	if conditional.MatchString(sentence) {
		return false
	}
	return ofItself.MatchString(sentence) || r.namesProblem(sentence)
}

var (
	// plainSubject matches a sentence that says nothing before a status but what
	// has it; the text between backticks is the problem's name.
	plainSubject = lazyregexp.New("(?i)^\\s*(?:(?:this|the)\\s+(?:problem|error)|it|`([^`]*)`)\\s+" +
		"(?:is|has|means|returns|(?:is\\s+(?:sent|served|answered|returned)|comes|goes)\\s+(?:with|as)|(?:corresponds|maps|belongs)\\s+to)\\s+" +
		"(?:an?\\s+|the\\s+)?(?:http\\s+)?(?:status\\s+)?(?:code\\s+)?[`*_(\\[]*$")
	// plainEnd matches what may follow: the status's phrase, and a half-sentence.
	plainEnd    = lazyregexp.New("(?i)^[`*_)\\]]*(?:\\s+error)?(?:\\s*(?:[.:!]|$|\\n\\s*\\n)|,([^.!?;]*))")
	threeDigits = lazyregexp.New(`\b[1-5]\d\d\b`)
)

// isSaidPlainly reports whether a sentence says that the page's problem has a
// status, and nothing that could be meant otherwise; and the text knows no other
// status of an error.
func (r *resolver) isSaidPlainly(s catalog.StatusMention) bool {
	for _, other := range r.page.Statuses {
		if other.Code != s.Code && other.Code >= 400 {
			return false
		}
	}
	subject := plainSubject.FindStringSubmatch(r.sentenceBefore(s.At))
	if subject == nil || subject[1] != "" && !r.agrees(subject[1], r.key().Value) {
		return false
	}
	text := s.At.Source.Text
	after := string(text[s.At.End:min(len(text), s.At.End+maxSentence)])
	after = strings.TrimPrefix(after, " "+http.StatusText(s.Code))
	end := plainEnd.FindStringSubmatch(after)
	return end != nil && !conditional.MatchString(end[1]) && !threeDigits.MatchString(end[1])
}

func isDescribing(title string) bool {
	title = strings.ToLower(title)
	return slices.ContainsFunc([]string{"description", "overview", "summary", "what ", "cause", "status"}, func(word string) bool {
		return strings.Contains(title, word)
	})
}

// sentenceBefore returns the sentence that a place stands in, up to the place.
func (r *resolver) sentenceBefore(at diag.Span) string {
	before := at.Source.Text[max(0, at.Start-maxSentence):at.Start]
	if i := bytes.LastIndex(before, []byte("\n\n")); i >= 0 {
		before = before[i+2:]
	}
	for _, end := range []string{". ", ".\n", "! ", "? ", "; "} {
		if i := bytes.LastIndex(before, []byte(end)); i >= 0 {
			before = before[i+len(end):]
		}
	}
	return string(before)
}

// namesProblem reports whether a sentence has the problem's name in a code
// span, or its title.
func (r *resolver) namesProblem(sentence string) bool {
	for i, part := range strings.Split(sentence, "`") {
		if i%2 == 1 && r.agrees(part, r.key().Value) {
			return true
		}
	}
	for _, title := range []string{r.page.Front.Title.Value, r.page.Printed.Value} {
		if title != "" && strings.Contains(strings.ToLower(sentence), strings.ToLower(title)) {
			return true
		}
	}
	return false
}

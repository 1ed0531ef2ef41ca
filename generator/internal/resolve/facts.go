package resolve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// facts settles what every problem type has: URI, title, status and detail.
func (r *resolver) facts(p *catalog.Problem) {
	e := p.Evidence
	e.Types = r.types(p)
	e.Titles = r.titles(p)
	e.Statuses = r.statuses(p)

	p.Type = firstFact(e.Types)
	if p.Type.Value == "" {
		r.reportNoType(p)
	}
	p.Title = firstFact(e.Titles)
	r.settleStatus(p)
	if p.Status.Value == 0 {
		r.reportNoStatus(p)
	}
	p.DefaultDetail = r.page.Front.Problem.Detail.Value
	p.Aliases = r.aliases()
}

func firstFact[T any](facts []catalog.Fact[T]) catalog.Fact[T] {
	if len(facts) == 0 {
		return catalog.Fact[T]{}
	}
	return facts[0]
}

// nothing are the words by which cells and members say that there is nothing.
var nothing = []string{"–", "—", "n/a", "na", "none", "null", "about:blank", "tbd"}

// isNoValue reports whether a cell or member says that there is nothing, or
// where it is: "See …".
func isNoValue(text string) bool {
	text = strings.Trim(strings.TrimSpace(text), "`'\"")
	if strings.Trim(text, "-－") == "" {
		return true
	}
	says := func(word string) bool { return strings.EqualFold(word, text) }
	return slices.ContainsFunc(nothing, says) || seeElsewhere.MatchString(text)
}

var seeElsewhere = lazyregexp.New(`(?i)^see\b.*$`)

// isPlaceholder reports whether an example's text only holds a place: "...",
// "<id>", or white space.
func isPlaceholder(text string) bool {
	if inside, ok := strings.CutPrefix(text, "<"); ok {
		return strings.IndexAny(inside, "<>") == len(inside)-1 && strings.HasSuffix(inside, ">")
	}
	return text == "..." || text == "…" || strings.Trim(text, " \t\n\f\r") == ""
}

func textFact(t catalog.Text) catalog.Fact[string] {
	return catalog.Fact[string]{Value: strings.TrimSpace(t.Value), At: t.At}
}

// strings returns the values of a member that are strings in the samples.
func stringMembers(samples []*catalog.Sample, name string) []catalog.Fact[string] {
	var facts []catalog.Fact[string]
	for _, s := range samples {
		if v := s.Body.Get(name); v != nil && v.Kind == catalog.StringValue && !v.Placeholder {
			facts = append(facts, catalog.Fact[string]{Value: v.Text, At: v.At})
		}
	}
	return facts
}

// summaryCells returns the cells that summary tables have in that role.
func (r *resolver) summaryCells(role catalog.Role) []catalog.Cell {
	var cells []catalog.Cell
	for i := range r.page.Tables {
		table := &r.page.Tables[i]
		if table.Kind != catalog.SummaryTable {
			continue
		}
		for _, row := range table.Rows {
			if cell, ok := table.Cell(row, role); ok && !isNoValue(cell.Text) {
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

// types returns the type URIs that the page gives, in the order of their
// sources, the configured base last. Each is absolute and usable.
func (r *resolver) types(p *catalog.Problem) []catalog.Fact[string] {
	var facts []catalog.Fact[string]
	if t := r.page.Front.Problem.Type; t.Set() {
		facts = append(facts, textFact(t))
	}
	facts = append(facts, stringMembers(p.Evidence.Native, catalog.MemberType)...)
	for _, cell := range r.summaryCells(catalog.TypeURIColumn) {
		facts = append(facts, catalog.Fact[string]{Value: strings.Trim(cell.Text, "`<> "), At: cell.At})
	}
	facts = append(facts, r.labelledTypes(facts)...)
	var usable []catalog.Fact[string]
	for _, f := range facts {
		if isNoValue(f.Value) || isPlaceholder(f.Value) {
			continue
		}
		if uri := r.absolute(f); uri != "" {
			usable = append(usable, catalog.Fact[string]{Value: uri, At: f.At})
		}
	}
	if len(facts) == 0 || len(usable) == 0 && !r.has(ruleBadType, ruleRelativeType) {
		usable = append(usable, r.typeFromBase(p)...)
	}
	return usable
}

func (r *resolver) has(rules ...string) bool {
	return slices.ContainsFunc(r.found, func(d diag.Diagnostic) bool { return slices.Contains(rules, d.Rule) })
}

func (r *resolver) typeFromBase(p *catalog.Problem) []catalog.Fact[string] {
	if r.options.Base == "" || p.Name == "" {
		return nil
	}
	name, isSaid := r.spelledName(p.Name)
	p.TypeMade = !isSaid && strings.Contains(p.Name, "_")
	return []catalog.Fact[string]{{Value: r.options.Base + name, At: p.Evidence.Key.At}}
}

// The spellings of names in type URIs that are made from the base.
const (
	SpellingKebab = "kebab"
	SpellingSnake = "snake"
	SpellingFile  = "file"
)

// spelledName returns a name as a type URI has it: as the configuration says,
// else as the page spells its code, else as the folder's other type URIs are
// spelled; isSaid tells that it is one of the first two.
func (r *resolver) spelledName(name string) (spelt string, isSaid bool) {
	switch r.options.Spelling {
	case SpellingKebab, SpellingSnake:
		return spelled(name, r.options.Spelling), true
	case SpellingFile:
		if file := stem(r.page.Path); r.isOwnName(file, name) {
			return file, true
		}
		return name, true
	}
	if code := r.code(); code != "" {
		return code, true
	}
	return spelled(name, r.options.Usual), false
}

// absolute returns the type as an absolute URI, or "" where it is none.
func (r *resolver) absolute(f catalog.Fact[string]) string {
	u, err := url.Parse(f.Value)
	switch {
	case err != nil || !isURIText(f.Value):
		r.reportBadType(f, "holds a character that a URI cannot have")
		return ""
	case u.IsAbs():
		if why := unusable(u); why != "" {
			r.reportBadType(f, why)
			return ""
		}
		return f.Value
	case r.options.Base == "":
		r.reportRelative(f)
		return ""
	case isBareName(f.Value):
		return r.options.Base + f.Value
	}
	base, err := url.Parse(r.options.Base)
	if err != nil || base.Opaque != "" {
		r.reportRelative(f)
		return ""
	}
	return base.ResolveReference(u).String()
}

func isBareName(text string) bool { return !strings.ContainsAny(text, "/?#:") }

// isURIText reports whether a text has only the characters of RFC 3986.
func isURIText(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune("\"<>\\^`{|}", r)
	}) < 0
}

// unusable says why an absolute URI cannot identify a problem type, or
// returns "".
func unusable(u *url.URL) string {
	switch u.Scheme {
	case "javascript", "data", "vbscript", "file", "blob":
		return "has the scheme " + u.Scheme + ", which does not identify anything to others"
	case "http", "https":
		if u.Host == "" {
			return "names no host"
		}
	}
	if u.User != nil {
		return "has user information in it"
	}
	return ""
}

func (r *resolver) reportBadType(f catalog.Fact[string], why string) {
	r.add(diag.At(f.At, ruleBadType, "the type URI %q %s", f.Value, why).
		WithHelp("give an absolute URI such as https://example.com/problems/out_of_credit").About(catalog.MemberType))
}

func (r *resolver) reportBadAlias(f catalog.Fact[string], why string) {
	r.add(diag.At(f.At, ruleBadType, "the alias %q %s", f.Value, why).
		WithHelp("give the former type as it was served, such as https://example.com/problems/out_of_credit").About(catalog.MemberType))
}

func (r *resolver) reportRelative(f catalog.Fact[string]) {
	r.add(diag.At(f.At, ruleRelativeType, "the type %q is no absolute URI, and no base is configured", f.Value).
		WithHelp("write the whole URI, or give the base that comes before it: --base https://example.com/problems/ (`base:` in problemgen.yaml)").About(catalog.MemberType))
}

func (r *resolver) reportNoType(p *catalog.Problem) {
	if r.has(ruleBadType, ruleRelativeType, ruleForeign) {
		return
	}
	name := p.Name
	if name == "" {
		name = "name"
	}
	r.add(diag.At(r.front(), ruleNoType, "give `%s` a type URI: nothing on the page has one", name).
		WithHelp("write a line `**Type:** https://example.com/problems/%s` below the title, add `type: …` to `problem:` in the front matter, or show an example that has a `type`", name).
		WithHelp("where all types begin alike, say it once: with --base https://example.com/problems/ (`base:` in problemgen.yaml), %s is put behind it", name).
		About(catalog.MemberType))
}

// front returns where what the front matter lacks is reported: its first line.
func (r *resolver) front() diag.Span {
	at := r.page.Front.At
	if r.page.Section != nil {
		return r.page.Section.At
	}
	if at.IsZero() {
		return r.page.Source.Span(0, 0)
	}
	if t := r.page.Front.Title; t.Set() {
		return t.At
	}
	return r.page.Source.Span(at.Start, min(at.Start+3, at.End))
}

// statuses returns the statuses that the page gives, in the order of their
// sources.
func (r *resolver) statuses(p *catalog.Problem) []catalog.Fact[int] {
	var facts []catalog.Fact[int]
	add := func(value int, at diag.Span) {
		if value < 100 || value > 599 {
			r.reportBadStatus(at, strconv.Itoa(value))
			return
		}
		facts = append(facts, catalog.Fact[int]{Value: value, At: at})
	}
	if s := r.page.Front.Problem.Status; !s.At.IsZero() {
		add(s.Value, s.At)
	}
	for _, s := range p.Evidence.Native {
		if v := s.Body.Get(catalog.MemberStatus); v != nil && !v.Placeholder {
			r.exampleStatus(p, v, add)
		}
	}
	for _, s := range p.Evidence.Native {
		if s.Response != nil && !s.Response.Status.At.IsZero() {
			add(s.Response.Status.Value, s.Response.Status.At)
		}
	}
	for _, cell := range r.summaryCells(catalog.StatusColumn) {
		if code := statusInCell.FindString(cell.Text); code != "" {
			n, _ := strconv.Atoi(code)
			add(n, cell.At)
		}
	}
	for _, f := range r.own(catalog.StatusLabel) {
		if len(f.Statuses) == 1 {
			add(f.Statuses[0].Value, f.Statuses[0].At)
		}
	}
	return facts
}

var (
	statusInCell  = lazyregexp.New(`\b[0-9]{3}\b`)
	plainStatus   = lazyregexp.New(`^(?:0|[1-9][0-9]{0,8})$`)
	statusMessage = "the status %s is no whole number from 100 to 599"
)

func (r *resolver) exampleStatus(p *catalog.Problem, v *catalog.Value, add func(int, diag.Span)) {
	n, _ := strconv.Atoi(v.Text)
	switch isPlain := plainStatus.MatchString(v.Text); {
	case v.Kind == catalog.NumberValue && isPlain:
		add(n, v.At)
	case v.Kind == catalog.StringValue && isPlain && r.isUndisputed(p, n):
		r.add(badStatus(v.At, v.At.Text()).WithFix(diag.Replace(v.At, v.Text, "take the status out of its quotation marks")))
	default:
		r.reportBadStatus(v.At, v.At.Text())
	}
}

// isUndisputed reports whether nothing on the page gives or names another
// status.
func (r *resolver) isUndisputed(p *catalog.Problem, status int) bool {
	text := strconv.Itoa(status)
	disputed := func(s *catalog.Sample) bool {
		v := s.Body.Get(catalog.MemberStatus)
		return v != nil && v.Text != text || s.Response != nil && !s.Response.Status.At.IsZero() && s.Response.Status.Value != status
	}
	given := r.page.Front.Problem.Status
	return status >= 100 && status <= 599 && (given.At.IsZero() || given.Value == status) &&
		(len(r.page.Statuses) == 0 || r.proseStatus() == status) && len(r.summaryCells(catalog.StatusColumn)) == 0 &&
		!slices.ContainsFunc(p.Evidence.Native, disputed)
}

func (r *resolver) reportBadStatus(at diag.Span, text string) { r.add(badStatus(at, text)) }

func badStatus(at diag.Span, text string) diag.Diagnostic {
	return diag.At(at, ruleBadStatus, statusMessage, text).
		WithHelp("write the HTTP status code as a JSON number without quotes, point or exponent, such as 404").About(catalog.MemberStatus)
}

// proseStatus returns the one status that the text names, or 0.
func (r *resolver) proseStatus() int {
	code := 0
	for _, s := range r.page.Statuses {
		if code != 0 && s.Code != code {
			return 0
		}
		code = s.Code
	}
	return code
}

// setting returns the fix that adds a line to the front matter's "problem"
// mapping, or nil where the page's form leaves no place for it.
func (r *resolver) setting(line string) *diag.Fix {
	front := r.page.Front
	title := "add `" + line + "` to the front matter"
	switch {
	case front.TOML || front.At.IsZero():
		return nil
	case !front.Problem.Insert.IsZero():
		return diag.Replace(front.Problem.Insert, front.Problem.Indent+line+"\n", title)
	case front.Problem.At.IsZero():
		return diag.Replace(front.End, "problem:\n  "+line+"\n", title)
	}
	return nil
}

// aliases returns the former types, each as it was served: a bare name stays
// one, because that is what old servers sent.
func (r *resolver) aliases() []string {
	var aliases []string
	for _, a := range r.page.Front.Problem.Aliases {
		f := textFact(a)
		u, err := url.Parse(f.Value)
		if err != nil || !isURIText(f.Value) {
			r.reportBadAlias(f, "holds a character that a URI cannot have")
			continue
		}
		if why := unusable(u); why != "" {
			r.reportBadAlias(f, why)
			continue
		}
		aliases = append(aliases, f.Value)
	}
	return aliases
}

package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// everywhere returns one effect on every axis but that of the pages' readers.
func everywhere(e Effect) Effects { return Effects{Wire: e, Go: e, TypeScript: e, OpenAPI: e} }

func (c *comparer) added() {
	c.add(ruleProblemAdded, c.after.Title.At, everywhere(Shows), "the problem type `%s` is new", c.after.Name).
		from("", c.after.Type.Value)
}

func (c *comparer) removed() {
	c.addFormer(ruleProblemRemoved, c.before.Title.At, everywhere(Breaks), "the problem type `%s` is gone", c.before.Name).
		from(c.before.Type.Value, "").
		help("keep the page with `problem: {retired: …}`: clients, `errors.Is` and the type URI's own page go on working").
		help("retiring takes the constructor away, so deprecate the problem type a release before")
}

// moved tells that a type URI stands for another problem, and compares the two
// as its readers do.
func (c *comparer) moved() {
	uri, gone := c.pair.Moved, Shows
	if c.pair.Gone {
		gone = Breaks
	}
	change := c.add(ruleURIMoved, c.after.Type.At, nil, "the type %s stood for `%s` and stands for `%s` now", uri, c.before.Name, c.after.Name).
		from(c.before.Name, c.after.Name).
		help("give the other problem type a URI of its own: what a client knows by a URI should stay what it was")
	change.Effects = Effects{Wire: Breaks, Go: gone, TypeScript: Breaks, OpenAPI: Breaks}
	if uri == c.before.Type.Value {
		c.status()
		c.members("", c.before.Members, c.after.Members)
		c.headers()
	}
	c.found = slices.DeleteFunc(c.found, func(found Change) bool { return found.Effects[Wire] == Unseen })
}

// identity compares what the problem is known by.
func (c *comparer) identity() {
	c.renamed()
	c.typeURI()
	c.aliases()
	if c.before.Page != c.after.Page || c.before.Anchor != c.after.Anchor {
		c.add(rulePageRenamed, diag.Span{}, Effects{Docs: Shows}, "`%s` stands in %s now", c.after.Name, pagePlace(c.after)).
			from(pagePlace(c.before), pagePlace(c.after))
	}
}

func pagePlace(p *catalog.Problem) string {
	if p.Anchor == "" {
		return p.Page
	}
	return p.Page + "#" + p.Anchor
}

func (c *comparer) renamed() {
	b, a := c.before, c.after
	if b.Name == a.Name && b.GoName == a.GoName {
		return
	}
	effect := Shows
	if b.GoName != a.GoName {
		effect = Breaks
	}
	c.add(ruleProblemRenamed, diag.Span{}, Effects{Go: effect, TypeScript: effect, OpenAPI: effect},
		"`%s` (%s) is called `%s` (%s) now", b.Name, b.GoName, a.Name, a.GoName).
		from(b.GoName, a.GoName).
		help("`problem: {name: %s, go: %s}` in the front matter keeps the names", b.Name, b.GoName)
}

func (c *comparer) typeURI() {
	b, a := c.before.Type.Value, c.after.Type.Value
	if b == a || b == "" || a == "" || c.pair.Taken {
		return
	}
	known := slices.Contains(c.before.Aliases, a)
	if known && slices.Contains(c.after.Aliases, b) {
		c.add(ruleTypePromoted, c.after.Type.At, Effects{Wire: Shows, Go: Shows, TypeScript: Breaks, OpenAPI: Breaks},
			"`%s` has the type %s now, which was its alias", c.after.Name, a).from(b, a)
		return
	}
	change := c.add(ruleTypeChanged, c.after.Type.At, nil, "the type of `%s` was %s and is %s now", c.after.Name, b, a).from(b, a)
	change.Effects = Effects{Wire: Breaks, Go: Shows, TypeScript: Breaks, OpenAPI: Breaks}
	if !known {
		change.help("release it first as an alias, `problem: {aliases: [%s]}`: today's clients do not know the new URI", a)
	}
	if !slices.Contains(c.after.Aliases, b) {
		change.help("keep the old one as an alias, `problem: {aliases: [%s]}`, for problems of servers that are not new yet", b)
	}
}

func (c *comparer) aliases() {
	for _, alias := range c.after.Aliases {
		if !slices.Contains(c.before.Aliases, alias) && alias != c.before.Type.Value {
			c.add(ruleAliasAdded, diag.Span{}, Effects{Wire: Shows, Go: Shows}, "`%s` is also known as %s", c.after.Name, alias).from("", alias)
		}
	}
	for _, alias := range c.before.Aliases {
		if !slices.Contains(c.after.Aliases, alias) && alias != c.after.Type.Value && !c.lives(alias) {
			c.add(ruleAliasRemoved, diag.Span{}, Effects{Wire: Breaks, Go: Shows},
				"`%s` is not known as %s any more", c.after.Name, alias).from(alias, "").
				help("an alias costs nothing: keep it as long as a server may send it")
		}
	}
}

// lives reports whether a former alias stands for another problem now.
func (c *comparer) lives(alias string) bool { return slices.Contains(c.pair.Inherited, alias) }

// facts compares what the page says of the problem type as a whole.
func (c *comparer) facts() {
	c.deprecated()
	c.retired()
	c.status()
	c.title()
	c.detail()
}

func (c *comparer) deprecated() {
	b, a := c.before.Deprecated, c.after.Deprecated
	if (b == "") == (a == "") {
		return
	}
	message := "`%s` is deprecated"
	if a == "" {
		message = "`%s` is not deprecated any more"
	}
	c.add(ruleProblemDeprecated, diag.Span{}, Effects{Go: Shows, TypeScript: Shows, OpenAPI: Shows, Docs: Shows}, message, c.after.Name).from(b, a)
}

func (c *comparer) retired() {
	b, a := c.before.Retired, c.after.Retired
	switch {
	case b == "" && a != "":
		change := c.add(ruleProblemRetired, diag.Span{}, Effects{Wire: Shows, Go: Breaks, TypeScript: Shows, OpenAPI: Breaks},
			"`%s` is retired: its constructor is gone", c.after.Name).from(b, a)
		if c.before.Deprecated == "" {
			change.help("deprecate it a release before, so that nobody is taken by surprise")
		}
	case b != "" && a == "":
		c.add(ruleProblemRestored, diag.Span{}, everywhere(Shows), "`%s` is served again", c.after.Name).from(b, a)
	}
}

// status compares the status that is served and the set that may be.
func (c *comparer) status() {
	b, a := c.before.Status.Value, c.after.Status.Value
	if b != a && b != 0 && a != 0 {
		c.add(ruleStatusChanged, c.after.Status.At, Effects{Wire: Breaks, Go: Shows, TypeScript: Breaks, OpenAPI: Breaks},
			"the status of `%s` was %d and is %d now", c.after.Name, b, a).from(b, a).
			help("clients and proxies go by the status: document a new problem type for the new one")
	}
	before, after := statuses(c.before), statuses(c.after)
	for _, s := range after {
		if s.Value != a && !hasStatus(before, s.Value) {
			c.add(ruleStatusAdded, s.At, everywhere(Shows), "`%s` may have the status %d too", c.after.Name, s.Value).from("", s.Value)
		}
	}
	for _, s := range before {
		if s.Value != b && !hasStatus(after, s.Value) {
			c.addFormer(ruleStatusRemoved, s.At, Effects{Wire: Breaks, Go: Means, TypeScript: Breaks, OpenAPI: Breaks},
				"`%s` has the status %d no more", c.after.Name, s.Value).from(s.Value, "")
		}
	}
}

func statuses(p *catalog.Problem) []catalog.Fact[int] {
	if p.Statuses == nil {
		return []catalog.Fact[int]{p.Status}
	}
	return p.Statuses
}

func hasStatus(all []catalog.Fact[int], status int) bool {
	return slices.ContainsFunc(all, func(s catalog.Fact[int]) bool { return s.Value == status })
}

func (c *comparer) title() {
	if b, a := c.before.Title.Value, c.after.Title.Value; b != a {
		c.add(ruleTitleChanged, c.after.Title.At, Effects{Wire: Shows, Go: Shows, TypeScript: Shows, OpenAPI: Shows, Docs: Shows},
			"the title of `%s` was %q and is %q now", c.after.Name, b, a).from(b, a)
	}
}

// detail compares the constant with the documented detail, and the detail of
// occurrences that are made without one.
func (c *comparer) detail() {
	b, a := c.before.Detail.Value, c.after.Detail.Value
	wire := Unseen
	if c.before.DefaultDetail != c.after.DefaultDetail {
		wire = Shows
	}
	switch {
	case b == a && wire == Unseen:
	case b != "" && a == "":
		c.add(ruleDetailRemoved, diag.Span{}, Effects{Wire: wire, Go: Breaks},
			"no detail is documented for `%s` any more: the constant Detail%s is gone", c.after.Name, c.after.GoName).from(b, a).
			help("`problem: {detail: …}` in the front matter keeps the constant")
	default:
		c.add(ruleDetailChanged, c.after.Detail.At, Effects{Wire: wire, Go: Shows, Docs: Shows},
			"the documented detail of `%s` is another one", c.after.Name).from(b, a)
	}
}

// fallback tells that errors that are no problem are served as another one.
func (c *comparer) fallback() {
	move := c.pair.Fallback
	if move == nil {
		return
	}
	name := func(s string) string {
		if s == "" {
			return "about:blank with the status " + strconv.Itoa(500)
		}
		return "`" + s + "`"
	}
	report := c.add
	if c.after == nil {
		report = c.addFormer
	}
	report(ruleFallbackMoved, diag.Span{}, nil, "errors that are no problem were served as %s, and are as %s now", name(move.Before), name(move.After)).
		from(move.Before, move.After).
		help("clients have learnt to expect the former one for whatever is unforeseen").Effects = Effects{Wire: Breaks, Go: Shows, OpenAPI: Shows}
}

// Intro compares the pages that introduce two catalogs.
func Intro(before, after catalog.Intro) []Change {
	if before.Title == after.Title && docText(before.Doc) == docText(after.Doc) {
		return nil
	}
	c := Change{Rule: ruleTextChanged, Effects: Effects{Docs: Shows}, Message: "the introduction is another one", Before: before.Title, After: after.Title}
	switch {
	case after.Source != nil:
		c.At = after.Source.Span(0, 0)
	case before.Source != nil:
		c.At, c.Former = before.Source.Span(0, 0), true
	}
	return []Change{c}
}

// documentation compares what only readers of the page see.
func (c *comparer) documentation() {
	if docText(c.before.Doc) != docText(c.after.Doc) {
		c.add(ruleTextChanged, diag.Span{}, Effects{Docs: Shows}, "the text about `%s` is another one", c.after.Name).
			from(c.before.Summary, c.after.Summary)
	}
	before := map[string]*catalog.Example{}
	for _, e := range c.before.Examples {
		before[e.Name] = e
	}
	for _, e := range c.after.Examples {
		was := before[e.Name]
		delete(before, e.Name)
		switch {
		case was == nil:
			c.add(ruleExampleChanged, e.At, Effects{Docs: Shows}, "`%s` has a new example%s", c.after.Name, named(e))
		case exampleText(was.Body) != exampleText(e.Body) || was.Title != e.Title || !slices.EqualFunc(was.Headers, e.Headers, sameField):
			c.add(ruleExampleChanged, e.At, Effects{Docs: Shows}, "the example%s of `%s` is another one", named(e), c.after.Name)
		}
	}
	for _, e := range c.before.Examples {
		if before[e.Name] != nil {
			c.addFormer(ruleExampleChanged, e.At, Effects{Docs: Shows}, "the example%s of `%s` is gone", named(e), c.after.Name)
		}
	}
}

func named(e *catalog.Example) string {
	if e.Name == "" {
		return ""
	}
	return " " + strconv.Quote(e.Name)
}

func sameField(a, b catalog.HeaderValue) bool {
	return a.Header.Name == b.Header.Name && a.Value == b.Value
}

// docText returns what a reader sees of a text, with its form and its links.
func docText(doc []catalog.Block) string {
	var b strings.Builder
	inlines := func(all []catalog.Inline) {
		for _, in := range all {
			b.WriteString(in.Text + "\x00" + in.URL + "\x00" + strconv.FormatBool(in.Code) + "\x00")
		}
	}
	for _, block := range doc {
		b.WriteString(strconv.Itoa(int(block.Kind)) + block.Text)
		inlines(block.Inlines)
		for _, item := range block.Items {
			b.WriteString("\n")
			inlines(item)
		}
	}
	return b.String()
}

// exampleText returns an example as text that is the same for the same one. What
// is the same for all occurrences of the problem type is told by itself.
func exampleText(body *catalog.Value) string {
	var b strings.Builder
	for _, m := range body.Members {
		switch m.Name {
		case catalog.MemberType, catalog.MemberTitle, catalog.MemberStatus:
		default:
			b.WriteString(strconv.Quote(m.Name) + ":")
			appendValue(&b, m.Value)
		}
	}
	return b.String()
}

func appendValue(b *strings.Builder, v *catalog.Value) {
	b.WriteString(strconv.Itoa(int(v.Kind)) + strconv.Quote(v.Text))
	for _, m := range v.Members {
		b.WriteString(strconv.Quote(m.Name) + ":")
		appendValue(b, m.Value)
	}
	for _, e := range v.Elems {
		b.WriteString(",")
		appendValue(b, e)
	}
}

package diff

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// members compares the members of one object; parent is its path, which is
// empty for the problem details object itself.
func (c *comparer) members(parent string, before, after []*catalog.Member) {
	was := byName(before)
	renamed := renames(before, after)
	former := map[*catalog.Member]bool{} // those that have another name
	for _, m := range renamed {
		former[m] = true
	}
	for _, m := range after {
		old, old2 := was[m.Name], renamed[m.Name]
		switch {
		case old != nil:
			c.member(parent, old, m)
		case old2 != nil:
			c.memberRenamed(old2, m)
			c.memberType(parent, old2, m)
		default:
			c.memberAdded(parent, m)
		}
	}
	is := byName(after)
	for _, m := range before {
		if is[m.Name] == nil && !former[m] {
			c.memberRemoved(m)
		}
	}
	c.reordered(parent, before, after)
}

func byName(members []*catalog.Member) map[string]*catalog.Member {
	all := make(map[string]*catalog.Member, len(members))
	for _, m := range members {
		all[m.Name] = m
	}
	return all
}

// renames returns, by their names of today, the members that only have another
// name: there is one that went and one that came of the same type, and nothing
// else that either may have been. Two that say the same about themselves go
// first.
func renames(before, after []*catalog.Member) map[string]*catalog.Member {
	was, is := byName(before), byName(after)
	went := slices.DeleteFunc(slices.Clone(before), func(m *catalog.Member) bool { return is[m.Name] != nil })
	came := slices.DeleteFunc(slices.Clone(after), func(m *catalog.Member) bool { return was[m.Name] != nil })
	found, taken := map[string]*catalog.Member{}, map[*catalog.Member]bool{}
	for _, likeness := range []func(*catalog.Member) string{words, shape} {
		old := onlyOnes(went, taken, likeness)
		for like, m := range onlyOnes(came, taken, likeness) {
			if old[like] != nil {
				found[m.Name] = old[like]
				taken[m], taken[old[like]] = true, true
			}
		}
	}
	return found
}

// onlyOnes returns the members that are not taken, by their likeness, those left
// out that have it in common or have none.
func onlyOnes(members []*catalog.Member, taken map[*catalog.Member]bool, likeness func(*catalog.Member) string) map[string]*catalog.Member {
	only, count := map[string]*catalog.Member{}, map[string]int{}
	for _, m := range members {
		if like := likeness(m); like != "" && !taken[m] {
			count[like]++
			only[like] = m
		}
	}
	maps.DeleteFunc(only, func(like string, _ *catalog.Member) bool { return count[like] > 1 })
	return only
}

// words is the likeness of members that have one type and one description.
func words(m *catalog.Member) string {
	if doc := catalog.PlainText(m.Doc); doc != "" {
		return shape(m) + "\x00" + doc
	}
	return ""
}

// shape is the likeness of members that have the same values, whatever they are
// called in Go.
func shape(m *catalog.Member) string {
	var b strings.Builder
	appendShape(&b, m)
	return b.String()
}

func appendShape(b *strings.Builder, m *catalog.Member) {
	fmt.Fprintf(b, "%t,", m.Required)
	for t := m.Type; t != nil; t = t.Elem {
		fmt.Fprintf(b, "%d(", t.Kind)
		for _, inside := range t.Members {
			fmt.Fprintf(b, "%q:", inside.Name)
			appendShape(b, inside)
		}
		for _, v := range t.Values {
			fmt.Fprintf(b, "%q,", v.Value)
		}
	}
}

// isTop reports whether a parent's path is that of the problem details object.
func isTop(parent string) bool { return parent == "" }

// asks tells what a constructor does with a required member or header more. It
// stops its callers, unless it takes a struct before and after: that has a
// field more then, which they leave empty.
func (c *comparer) asks() Effect {
	switch {
	case c.before.Retired != "" || c.after.Retired != "": // there is none, or it goes anyway
		return Shows
	case c.before.TakesParams() && c.after.TakesParams():
		return Means
	}
	return Breaks
}

func (c *comparer) memberAdded(parent string, m *catalog.Member) {
	if !m.Required {
		c.add(ruleOptionalMemberAdded, m.At, everywhere(Shows), "`%s` has the optional member `%s` now", c.after.Name, m.Path).
			of(m.Path).from("", typeText(m.Type))
		return
	}
	effects := everywhere(Shows)
	effects[Go] = Means
	if isTop(parent) {
		effects[Go] = c.asks()
	}
	change := c.add(ruleRequiredMemberAdded, m.At, effects, "`%s` has the required member `%s` now", c.after.Name, m.Path).
		of(m.Path).from("", typeText(m.Type))
	c.helpRequired(change, m)
}

// helpRequired says what a required member asks of whom.
func (c *comparer) helpRequired(change *Change, m *catalog.Member) {
	change.help("an optional member breaks nobody: make it required a release later, when every server sends it")
	if change.Effects[Go] == Means {
		change.help("what compiled still does, and sends an empty `%s` until somebody sets it", m.Path)
	}
	if len(c.before.RequiredMembers()) == 0 && len(c.after.RequiredMembers()) > 0 && c.before.Retired == "" {
		change.help("handlers that return the bare Type%s serve it without the member", c.after.GoName)
	}
}

func (c *comparer) memberRemoved(m *catalog.Member) {
	c.addFormer(ruleMemberRemoved, m.At, everywhere(Breaks), "`%s` has no member `%s` any more", c.after.Name, m.Path).
		of(m.Path).from(typeText(m.Type), "").
		help("keep it, marked as deprecated in its description, until nobody reads it")
}

func (c *comparer) memberRenamed(old, m *catalog.Member) {
	c.add(ruleMemberNameChanged, m.At, everywhere(Breaks), "the member `%s` of `%s` is called `%s` now", old.Path, c.after.Name, m.Path).
		of(m.Path).from(old.Path, m.Path).
		help("document the new one beside the old one, optional, and remove the old one a release later")
}

// member compares a member with what it was.
func (c *comparer) member(parent string, old, m *catalog.Member) {
	if old.GoName != m.GoName {
		c.add(ruleGoNameChanged, m.At, Effects{Go: Breaks}, "the Go field of the member `%s` was called %s and is called %s now", m.Path, old.GoName, m.GoName).
			of(m.Path).from(old.GoName, m.GoName).
			help("`problem: {members: {%s: {go: %s}}}` in the front matter keeps it", m.Path, old.GoName)
	}
	c.memberPresence(parent, old, m)
	c.memberNull(old, m)
	c.memberType(parent, old, m)
	if memberText(old) != memberText(m) {
		c.add(ruleDescriptionChanged, m.At, Effects{Docs: Shows}, "the description of the member `%s` is another one", m.Path).
			of(m.Path).from(catalog.PlainText(old.Doc), catalog.PlainText(m.Doc))
	}
}

func memberText(m *catalog.Member) string {
	return strings.Join([]string{docText([]catalog.Block{{Inlines: m.Doc}}), m.Example, m.Default}, "\x00")
}

// memberPresence compares whether a member is in every occurrence.
func (c *comparer) memberPresence(parent string, old, m *catalog.Member) {
	field := Unseen // what becomes of the field and, at the top, of the constructor
	if isPointer(old) != isPointer(m) && sameGoType(old.Type, m.Type) {
		field = Breaks
	}
	switch {
	case old.Required && !m.Required:
		effects := everywhere(Breaks)
		effects[Go] = max(field, Shows)
		if m.Type.Kind == catalog.Any {
			effects[TypeScript] = Means // unknown may be absent anyway
		}
		if isTop(parent) && c.asks() != Shows {
			effects[Go] = Breaks
		}
		c.add(ruleMemberOptional, m.At, effects, "the member `%s` of `%s` is optional now", m.Path, c.after.Name).
			of(m.Path).from("required", "optional").
			help("readers rely on it: keep it required, or give what is without it a problem type of its own")
	case !old.Required && m.Required:
		effects := everywhere(Shows)
		effects[Go] = max(field, Means)
		if isTop(parent) {
			effects[Go] = max(field, c.asks())
		}
		change := c.add(ruleMemberRequired, m.At, effects, "the member `%s` of `%s` is required now", m.Path, c.after.Name).
			of(m.Path).from("optional", "required")
		c.helpRequired(change, m)
	}
}

// memberNull compares whether a member may be null.
func (c *comparer) memberNull(old, m *catalog.Member) {
	field := Shows
	if isPointer(old) != isPointer(m) && old.Required == m.Required && sameGoType(old.Type, m.Type) {
		field = Breaks
	}
	switch {
	case !old.Nullable && m.Nullable:
		wire := Shows
		if m.Required {
			wire = Breaks
		}
		code := Breaks
		if m.Type.Kind == catalog.Any { // it may be null anyway
			code = Shows
		}
		c.add(ruleMemberNullable, m.At, Effects{Wire: wire, Go: field, TypeScript: code, OpenAPI: code},
			"the member `%s` of `%s` may be null now", m.Path, c.after.Name).of(m.Path).from("never null", "may be null").
			help("readers that know no null take it for absent: leave the member out instead")
	case old.Nullable && !m.Nullable:
		c.add(ruleMemberNotNullable, m.At, Effects{Wire: Shows, Go: field, TypeScript: Shows, OpenAPI: Breaks},
			"the member `%s` of `%s` is never null now", m.Path, c.after.Name).of(m.Path).from("may be null", "never null")
	}
}

// reordered tells that the members of one object stand in another order.
func (c *comparer) reordered(parent string, before, after []*catalog.Member) {
	was, is := byName(before), byName(after)
	names := func(members []*catalog.Member, other map[string]*catalog.Member) (names []string) {
		for _, m := range members {
			if other[m.Name] != nil {
				names = append(names, m.Name)
			}
		}
		return names
	}
	b, a := names(before, is), names(after, was)
	if slices.Equal(b, a) {
		return
	}
	what := cmp.Or(parent, "the problem details object")
	c.add(ruleMembersReordered, after[0].At, Effects{Wire: Shows, Go: Shows}, "the members of %s stand in another order", what).
		of(parent).from(strings.Join(b, ", "), strings.Join(a, ", "))
}

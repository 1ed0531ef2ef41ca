package resolve

import (
	"cmp"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// Catalog brings resolved problems together: it sorts them, leads their links
// to each other, and reports what only one of them can have.
func (rs *Resolver) Catalog(c *problem.Catalog) diag.List {
	slices.SortFunc(c.Problems, func(a, b *problem.Problem) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Page, b.Page))
	})
	var found diag.List
	found = append(found, sameNames(c.Problems)...)
	found = append(found, sameTypes(c.Problems)...)
	found = append(found, rs.sameIdentifiers(c.Problems)...)
	link(c)
	return found
}

// clash is one of two claims on something that is there once.
type clash struct {
	p  *problem.Problem
	at diag.Span
}

// claims finds out who claims what; the first claim of a key is kept.
type claims map[string]clash

// claim reports the earlier claim on the key, where there is one of another
// problem or place.
func (c claims) claim(key string, by clash) (clash, bool) {
	first, taken := c[key]
	if !taken {
		c[key] = by
	}
	return first, taken && first != by
}

func sameNames(problems []*problem.Problem) diag.List {
	var found diag.List
	names := claims{}
	for _, p := range problems {
		by := clash{p, p.Evidence.Key.At}
		if first, taken := names.claim(p.Name, by); taken {
			found = append(found, both(first, by, ruleSameName,
				"give one of them another name: rename its file, or add `name: …` to `problem:` in its front matter",
				"this page and %s both are `%s`", p.Name)...)
		}
	}
	return found
}

func sameTypes(problems []*problem.Problem) diag.List {
	var found diag.List
	types := claims{}
	for _, p := range problems {
		for i, uri := range append([]string{p.Type.Value}, p.Aliases...) {
			if uri == "" {
				continue
			}
			by := clash{p, p.Type.At}
			if i > 0 {
				by.at = p.Evidence.Page.Front.Problem.Aliases[0].At
			}
			if first, taken := types.claim(uri, by); taken && first.p.Name != p.Name {
				found = append(found, both(first, by, ruleSameType,
					"a type URI identifies one problem type: give one of the pages its own",
					"this page and %s both have the type %s", uri)...)
			}
		}
	}
	return found
}

// both reports a clash at both places; the format begins with the other page.
func both(a, b clash, rule, help, format, subject string) diag.List {
	report := func(at, other clash) diag.Diagnostic {
		return diag.At(at.at, rule, format, other.p.Page, subject).WithNote(other.at, "the other page").WithHelp("%s", help)
	}
	return diag.List{report(a, b), report(b, a)}
}

// sameIdentifiers reports Go identifiers that two things want, or that the
// package needs itself: one finding for a page and the one it clashes with.
func (rs *Resolver) sameIdentifiers(problems []*problem.Problem) diag.List {
	var found diag.List
	taken := claims{}
	for _, p := range problems {
		if p.GoName == "" || !snakeCase.MatchString(p.Name) { // that is reported already
			continue
		}
		said := map[*problem.Problem]bool{}
		for _, id := range identifiers(p) {
			if why := rs.reserved(id.name); why != "" {
				found.Add(diag.At(id.at, ruleReservedName, "the Go name %s is taken: %s", id.name, why).
					WithHelp("give another one in the front matter: %s", id.wayOut))
				continue
			}
			by := clash{p, id.at}
			if first, clashes := taken.claim(id.name, by); clashes && !said[first.p] {
				said[first.p] = true
				found = append(found, sameIdentifier(first, by, id)...)
			}
		}
	}
	return found
}

func sameIdentifier(first, by clash, id identifier) diag.List {
	switch {
	case first.p == by.p:
		return diag.List{diag.At(id.at, ruleSameGoName, "two things on this page need the Go name %s", id.name).
			WithNote(first.at, "the other one").WithHelp("give another one in the front matter: %s", id.wayOut)}
	case first.p.Name == by.p.Name: // the name itself is reported already
		return nil
	}
	return both(first, by, ruleSameGoName,
		"give another one in the front matter of one of them: "+id.wayOut,
		"this page and %s both need the Go name %s", id.name)
}

func (rs *Resolver) reserved(identifier string) string {
	if rs.options.Reserved == nil {
		return ""
	}
	return rs.options.Reserved(identifier)
}

// An identifier is a name that a problem declares in the package.
type identifier struct {
	name   string
	at     diag.Span
	wayOut string
}

// identifiers returns what a problem declares at the top of the package.
func identifiers(p *problem.Problem) []identifier {
	at := p.Evidence.Key.At
	if g := p.Evidence.Page.Front.Problem.Go; g.Set() {
		at = g.At
	}
	const wayOut = "`problem: {go: …}`"
	ids := []identifier{{p.GoName, at, wayOut}}
	for _, prefix := range []string{"New", "Type", "Title", "Status", "Detail"} {
		ids = append(ids, identifier{prefix + p.GoName, at, wayOut})
	}
	if p.TakesParams() {
		ids = append(ids, identifier{p.GoName + "Params", at, wayOut})
	}
	if len(p.Headers) > 0 {
		ids = append(ids, identifier{p.GoName + "Headers", at, wayOut})
	}
	return append(ids, memberIdentifiers(p.Members)...)
}

func memberIdentifiers(members []*problem.Member) []identifier {
	var ids []identifier
	for _, m := range members {
		ids = append(ids, typeIdentifiers(m.Type, m.At, "`problem: {members: {"+m.Path+": {go: …}}}`")...)
	}
	return ids
}

func typeIdentifiers(t *problem.Type, at diag.Span, wayOut string) []identifier {
	var ids []identifier
	if t.GoName != "" {
		ids = append(ids, identifier{t.GoName, at, wayOut})
	}
	for _, v := range t.Values {
		ids = append(ids, identifier{v.GoName, v.At, wayOut})
	}
	if t.Elem != nil {
		ids = append(ids, typeIdentifiers(t.Elem, at, wayOut)...)
	}
	return append(ids, memberIdentifiers(t.Members)...)
}

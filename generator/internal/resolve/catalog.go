package resolve

import (
	"cmp"
	"path"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Catalog brings resolved problems together: it sorts them, leads their links
// to each other, and reports what only one of them can have.
func (rs *Resolver) Catalog(c *catalog.Catalog) diag.List {
	slices.SortFunc(c.Problems, func(a, b *catalog.Problem) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Page, b.Page))
	})
	var found diag.List
	found = append(found, sameNames(c.Problems)...)
	found = append(found, sameTypes(c.Problems)...)
	found = append(found, sameIdentifiers(c.Problems)...)
	found = append(found, rs.typesMade(c.Problems)...)
	if rs.options.Clashes != nil {
		found = append(found, clashesInOutputs(c.Problems, rs.options.Clashes(c.Heads()))...)
	}
	link(c)
	return found
}

// clash is one of two claims on something that is there once.
type clash struct {
	p  *catalog.Problem
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

// sameNames reports names that several pages have, each once: at the second of
// them, with the others beside it.
func sameNames(problems []*catalog.Problem) diag.List {
	var found diag.List
	byName := map[string][]*catalog.Problem{}
	for _, p := range problems {
		byName[p.Name] = append(byName[p.Name], p)
	}
	for _, p := range problems {
		if same := byName[p.Name]; len(same) > 1 && same[1] == p {
			found.Add(sameName(same))
		}
	}
	return found
}

// maxClashes is how many pages a finding names that have one name.
const maxClashes = 10

func sameName(same []*catalog.Problem) diag.Diagnostic {
	p := same[1]
	d := diag.At(p.Evidence.Key.At, ruleSameName, "%d problems are called `%s`", len(same), p.Name)
	folders := map[string]bool{}
	for i, other := range same {
		folders[path.Dir(other.Page)] = true
		if other != p && i < maxClashes {
			d = d.WithNote(other.Evidence.Key.At, "%s is one of them", other.Page)
		}
	}
	if len(folders) == len(same) {
		own := snake(path.Dir(p.Page) + "/" + p.Name)
		return d.WithHelp("make the folder a part of the name: for all pages with `names: path` in problemgen.yaml, for this one with `name: %s` in `problem:` in its front matter", own).About(p.Name)
	}
	return d.WithHelp("give all but one another name: rename the file, or add `name: …` to `problem:` in the front matter").About(p.Name)
}

func sameTypes(problems []*catalog.Problem) diag.List {
	var found diag.List
	types := claims{}
	for _, p := range problems {
		for i, uri := range append([]string{p.Type.Value}, p.Aliases...) {
			if uri == "" {
				continue
			}
			by := clash{p, p.Type.At}
			if i > 0 {
				by.at = p.Evidence.Aliases
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

// clashesInOutputs reports the problems whose names an output cannot have.
func clashesInOutputs(problems []*catalog.Problem, clashes []catalog.Clash) diag.List {
	var found diag.List
	for _, c := range clashes {
		p := problems[c.Head]
		d := diag.At(p.Evidence.Key.At, ruleOutputName, "%s", c.Why).
			WithHelp("give the problem another name: `problem: {go: …}` or `problem: {name: …}` in the front matter")
		if c.Other >= 0 {
			d = d.WithNote(problems[c.Other].Evidence.Key.At, "the other page")
		}
		found.Add(d)
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
func sameIdentifiers(problems []*catalog.Problem) diag.List {
	var found diag.List
	owners := make(claims, 8*len(problems)) // few declare more
	for _, p := range problems {
		var said []*catalog.Problem
		for i := range p.Evidence.Identifiers {
			id := &p.Evidence.Identifiers[i]
			if id.Taken != "" {
				found.Add(diag.At(id.At, ruleReservedName, "the Go name %s is taken: %s", id.Name, id.Taken).
					WithHelp("give another one in the front matter: %s", wayOut(id)))
				continue
			}
			by := clash{p, id.At}
			if first, clashes := owners.claim(id.Name, by); clashes && !slices.Contains(said, first.p) {
				said = append(said, first.p)
				found = append(found, sameIdentifier(first, by, id)...)
			}
		}
	}
	return found
}

func sameIdentifier(first, by clash, id *catalog.Identifier) diag.List {
	switch {
	case first.p == by.p:
		return diag.List{diag.At(id.At, ruleSameGoName, "two things on this page need the Go name %s", id.Name).
			WithNote(first.at, "the other one").WithHelp("give another one in the front matter: %s", wayOut(id))}
	case first.p.Name == by.p.Name: // the name itself is reported already
		return nil
	}
	return both(first, by, ruleSameGoName,
		"give another one in the front matter of one of them: "+wayOut(id),
		"this page and %s both need the Go name %s", id.Name)
}

// wayOut returns the setting that gives the identifier another name.
func wayOut(id *catalog.Identifier) string {
	if id.Member == "" {
		return "`problem: {go: …}`"
	}
	return "`problem: {members: {" + id.Member + ": {go: …}}}`"
}

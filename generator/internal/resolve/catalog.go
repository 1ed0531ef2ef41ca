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
		found = append(found, rs.clashesInOutputs(c.Problems, rs.options.Clashes(c.Heads()))...)
	}
	link(c)
	return found
}

// A claim is what a problem makes on something that is there once.
type claim struct {
	p  *catalog.Problem
	at diag.Span
	// id is the identifier that is claimed; nil where it is something else.
	id *catalog.Identifier
}

// claims finds out who claims what.
type claims struct {
	first map[string]claim
	// again are the claims on what a problem of another name has claimed before,
	// that one first; keys has them in the order in which that was found.
	again map[string][]claim
	keys  []string
}

func newClaims(size int) *claims {
	return &claims{first: make(map[string]claim, size), again: map[string][]claim{}}
}

// add adds a claim, and returns the one that the same problem made on the key
// before. That two problems have one name is reported already.
func (c *claims) add(key string, by claim) (own claim, is bool) {
	first, taken := c.first[key]
	if !taken {
		c.first[key] = by
		return claim{}, false
	}
	all := c.again[key]
	if all == nil {
		all = []claim{first}
	}
	for _, other := range all {
		if other.p.Name == by.p.Name {
			return other, other.p == by.p
		}
	}
	if len(all) == 1 {
		c.keys = append(c.keys, key)
	}
	c.again[key] = append(all, by)
	return claim{}, false
}

// report returns the finding of a clash: at the second claim, with the others
// beside it.
func report(by []claim, rule, format string, subject any) diag.Diagnostic {
	d := diag.At(by[1].at, rule, format, len(by), subject)
	for i, other := range by {
		if i != 1 && i < maxClashes {
			d = d.WithNote(other.at, "%s is one of them", other.p.Page)
		}
	}
	return d
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

// sameTypes reports type URIs that several pages have, each once.
func sameTypes(problems []*catalog.Problem) diag.List {
	types := newClaims(len(problems))
	for _, p := range problems {
		if p.Type.Value != "" {
			types.add(p.Type.Value, claim{p: p, at: p.Type.At})
		}
		for _, alias := range p.Aliases {
			types.add(alias, claim{p: p, at: p.Evidence.Aliases})
		}
	}
	var found diag.List
	for _, uri := range types.keys {
		found.Add(report(types.again[uri], ruleSameType, "%d pages have the type %s", uri).
			WithHelp("a type URI identifies one problem type: give all but one of the pages their own"))
	}
	return found
}

// clashesInOutputs reports the problems whose names an output cannot have, where
// that is not reported already.
func (rs *Resolver) clashesInOutputs(problems []*catalog.Problem, clashes []catalog.Clash) diag.List {
	var found diag.List
	for _, c := range clashes {
		p := problems[c.Head]
		if c.Other >= 0 && (problems[c.Other].Name == p.Name || rs.forGo() && problems[c.Other].GoName == p.GoName) {
			continue
		}
		d := diag.At(p.Evidence.Key.At, ruleOutputName, "%s", c.Why).
			WithHelp("give the problem another name: `problem: {go: …}` or `problem: {name: …}` in the front matter")
		if c.Other >= 0 {
			d = d.WithNote(problems[c.Other].Evidence.Key.At, "the other page")
		}
		found.Add(d)
	}
	return found
}

// sameIdentifiers reports Go identifiers that several things want, or that the
// package needs itself.
func sameIdentifiers(problems []*catalog.Problem) diag.List {
	var found diag.List
	owners := newClaims(8 * len(problems)) // few declare more
	for _, p := range problems {
		for i := range p.Evidence.Identifiers {
			id := &p.Evidence.Identifiers[i]
			if id.Taken != "" {
				found.Add(diag.At(id.At, ruleReservedName, "the Go name %s is taken: %s", id.Name, id.Taken).
					WithHelp("give another one in the front matter: %s", wayOut(id)))
				continue
			}
			if own, is := owners.add(id.Name, claim{p, id.At, id}); is && own.at != id.At {
				found.Add(diag.At(id.At, ruleSameGoName, "two things on this page need the Go name %s", id.Name).
					WithNote(own.at, "the other one").WithHelp("give another one in the front matter: %s", wayOut(id)))
			}
		}
	}
	return append(found, sameOnPages(owners)...)
}

// sameOnPages reports identifiers that several pages need: one for pages that
// clash in several, as all names of a problem do.
func sameOnPages(owners *claims) diag.List {
	var found diag.List
	said := map[[2]*catalog.Problem]bool{}
	for _, name := range owners.keys {
		by := owners.again[name]
		pair := [2]*catalog.Problem{by[0].p, by[1].p}
		if !said[pair] {
			said[pair] = true
			found.Add(report(by, ruleSameGoName, "%d pages need the Go name %s", name).
				WithHelp("give all but one of them another in the front matter: %s", wayOut(by[1].id)))
		}
	}
	return found
}

// wayOut returns the setting that gives the identifier another name.
func wayOut(id *catalog.Identifier) string {
	if id.Member == "" {
		return "`problem: {go: …}`"
	}
	return "`problem: {members: {" + id.Member + ": {go: …}}}`"
}

package audit

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
)

// served gathers for each problem the places that make it.
func (s *suite) served(uses []placedUse) [][]Served {
	all := make([][]Served, len(s.catalogs))
	for i, c := range s.catalogs {
		for _, p := range c.Problems {
			all[i] = append(all[i], Served{Problem: p})
		}
	}
	for _, u := range uses {
		p := &all[u.catalog][u.problem]
		switch {
		case u.test:
			p.Tests++
		case u.form.makes():
			p.Places = append(p.Places, Place{u.at, u.holder, u.form, u.ignored})
		}
	}
	for _, problems := range all {
		for _, p := range problems {
			sortPlaces(p.Places)
		}
	}
	return all
}

// unserved finds documented problems that no code can serve. It asks only where
// the code makes any problem of the catalog: clients and libraries make none.
func (s *suite) unserved(served [][]Served, uses []placedUse, hidden []string) []Finding {
	var list []Finding
	for i, problems := range served {
		if !slices.ContainsFunc(problems, func(p Served) bool { return len(p.Places) > 0 }) {
			continue
		}
		named := s.named(i, uses, hidden)
		for j, p := range problems {
			if len(p.Places) > 0 || named[j] || p.Problem.Retired != "" || p.Problem.Fallback {
				continue
			}
			list = append(list, Finding{unservedFinding(p.Problem), i})
		}
	}
	return list
}

func unservedFinding(p Problem) diag.Diagnostic {
	d := diag.At(p.At, ruleUnserved, "`%s` is documented, and no code serves it", p.Name).About(p.Name)
	if p.Deprecated != "" {
		d.Severity = diag.Note
		return d.WithHelp("it is deprecated: `problem: {retired: reason}` in the front matter says that it is served no more")
	}
	return d.WithHelp("is it still true? Serve it with New%s, or deprecate the page and retire it later", p.GoName)
}

// named tells which problems of a catalog may be served from where they are
// named: a table, another package, a file that this build leaves out.
func (s *suite) named(catalog int, uses []placedUse, hidden []string) map[int]bool {
	named := map[int]bool{}
	for _, u := range uses {
		if u.catalog == catalog && !u.test && u.form == Named {
			named[u.problem] = true
		}
	}
	k := s.byPath[s.catalogs[catalog].ImportPath]
	for _, name := range hidden {
		for _, problem := range k.mentioned(name) {
			named[problem] = true
		}
	}
	return named
}

// mentioned returns the problems that a file speaks of which the build leaves
// out, and which has no types therefore.
func (k *known) mentioned(name string) []int {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if f == nil || err != nil || importName(f, k.ImportPath) == "" {
		return nil
	}
	var problems []int
	ast.Inspect(f, func(n ast.Node) bool {
		if name, ok := n.(*ast.Ident); ok {
			if id, ok := k.idents[name.Name]; ok {
				problems = append(problems, id.problem)
			}
		}
		return true
	})
	return problems
}

// untested finds problems that are made, and that no test speaks of.
func (s *suite) untested(served [][]Served) []Finding {
	var list []Finding
	for i, problems := range served {
		for _, p := range problems {
			places := slices.DeleteFunc(slices.Clone(p.Places), func(place Place) bool { return place.ignored })
			if len(places) == 0 || p.Tests > 0 {
				continue
			}
			d := diag.At(places[0].At, ruleUntested, "no test speaks of `%s`", p.Problem.Name).About(p.Problem.Name).
				WithHelp("assert Type%s where a test makes the request fail", p.Problem.GoName)
			if more := len(places) - 1; more > 0 {
				d = d.WithNote(places[1].At, "it is made in %s more, here first", plural(more, "place"))
			}
			list = append(list, Finding{d, i})
		}
	}
	return list
}

func sortKnown(all []*known) {
	slices.SortFunc(all, func(a, b *known) int { return cmp.Compare(a.index, b.index) })
}

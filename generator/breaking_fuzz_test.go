package generator_test

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// FuzzChangesInGo makes catalogs by chance, edits them by chance, and holds what
// the changes say about Go to the compiler.
func FuzzChangesInGo(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed, byte(seed%8))
	}
	f.Fuzz(func(t *testing.T, seed uint64, edits byte) {
		checkGo(t, chanceCatalog(seed, 0), chanceCatalog(seed, int(edits%20)))
	})
}

// chanceCatalog returns the catalog of a seed, in which so many of a hundred
// decisions are made anew.
func chanceCatalog(seed uint64, edits int) []*catalog.Problem {
	return decisions{seed, edits}.problems()
}

// decisions answer questions by chance. A question is answered the same way
// whatever else was asked, so that an edit is felt in one place alone.
type decisions struct {
	seed  uint64
	edits int
}

// upTo returns a number below n.
func (d decisions) upTo(n int, question string) int {
	answer := chance(d.seed, "", question)
	if chance(d.seed, "edit", question)%100 < uint64(d.edits) {
		answer = chance(d.seed, "again", question)
	}
	return int(answer % uint64(n))
}

func chance(seed uint64, round, question string) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d/%s/%s", seed, round, question)
	return rand.New(rand.NewPCG(h.Sum64(), seed)).Uint64()
}

func (d decisions) yes(question string) bool { return d.upTo(2, question) == 1 }

func (d decisions) problems() []*catalog.Problem {
	var all []*catalog.Problem
	for _, name := range []string{"Alpha", "Beta", "Gamma"} {
		if d.upTo(8, name) == 0 {
			continue
		}
		goName := name
		if d.upTo(12, name+" name") == 0 {
			goName += "Two"
		}
		all = append(all, d.problem(name, goName))
	}
	return all
}

func (d decisions) problem(name, goName string) *catalog.Problem {
	p := &catalog.Problem{
		Page: name + ".md", Source: diag.NewSource(name+".md", nil), Name: name, GoName: goName,
		Type:   catalog.Fact[string]{Value: fmt.Sprintf("https://example.com/%s%d", name, d.upTo(2, name+" type"))},
		Title:  catalog.Fact[string]{Value: name},
		Status: catalog.Fact[int]{Value: 400 + d.upTo(3, name+" status")},
	}
	if d.yes(name + " detail") {
		p.Detail.Value = "A detail."
	}
	if d.upTo(4, name+" default") == 0 {
		p.DefaultDetail = "Another detail."
	}
	if d.upTo(8, name+" retired") == 0 {
		p.Retired = "It is no more."
	}
	p.Members = d.members(goName, name+" ", "", 0)
	for _, header := range []string{"One", "Two"} {
		if question := name + " header " + header; d.upTo(3, question) == 0 {
			kinds := []catalog.Kind{catalog.String, catalog.Integer, catalog.Boolean, catalog.Array}
			p.Headers = append(p.Headers, &catalog.Header{Name: "X-" + header, GoName: "X" + header, Kind: kinds[d.upTo(len(kinds), question+" kind")], Required: d.yes(question + " required")})
		}
	}
	return p
}

// members makes the members of one object; about is the problem with a space.
func (d decisions) members(parent, about, path string, depth int) []*catalog.Member {
	var all []*catalog.Member
	for _, name := range []string{"a", "b", "c", "d"} {
		question := about + path + name
		if d.upTo(3, question) == 0 {
			continue
		}
		goName := "M" + name
		if d.upTo(10, question+" name") == 0 {
			goName += "x"
		}
		all = append(all, &catalog.Member{
			Name: name, GoName: goName, Path: path + name, Required: d.yes(question + " required"),
			Nullable: d.upTo(6, question+" null") == 0, Type: d.typ(parent+goName, about, path+name, depth),
		})
	}
	return all
}

func (d decisions) typ(name, about, path string, depth int) *catalog.Type {
	kinds := []catalog.Kind{
		catalog.String, catalog.Integer, catalog.Enum, catalog.Number, catalog.Boolean, catalog.Time, catalog.Any, catalog.Unsigned,
		catalog.Object, catalog.Array, catalog.Map,
	}
	if depth > 1 {
		kinds = kinds[:8]
	}
	t := &catalog.Type{Kind: kinds[d.upTo(len(kinds), about+path+" kind")]}
	switch t.Kind {
	case catalog.Array:
		t.Elem = d.typ(name+"Item", about, path+"[]", depth+1)
	case catalog.Map:
		t.Elem = d.typ(name+"Value", about, path+".*", depth+1)
	case catalog.Object:
		if t.Members = d.members(name, about, path+".", depth+1); len(t.Members) > 0 {
			t.GoName = name
		}
	case catalog.Enum:
		t.GoName = name
		values := map[string]bool{"on": true, "off": d.yes(about + path + " off"), "idle": d.yes(about + path + " idle")}
		for _, v := range slices.Sorted(maps.Keys(values)) {
			if values[v] {
				t.Values = append(t.Values, catalog.EnumValue{Value: v, GoName: name + "V" + v})
			}
		}
	}
	return t
}

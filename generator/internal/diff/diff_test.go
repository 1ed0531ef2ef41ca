package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// catalogOf makes problems of lines: "name type alias…", with "*" behind the name
// of the fallback. Their pages are called as they are, or as "name@page" says.
func catalogOf(lines ...string) []*catalog.Problem {
	var all []*catalog.Problem
	for _, line := range lines {
		words := strings.Fields(line)
		name, page, elsewhere := strings.Cut(strings.TrimSuffix(words[0], "*"), "@")
		if !elsewhere {
			page = name
		}
		p := &catalog.Problem{
			Name: name, GoName: strings.ToUpper(name[:1]) + name[1:], Page: page + ".md", Aliases: words[2:],
			Fallback: strings.HasSuffix(words[0], "*"),
		}
		p.Type.Value, p.Title.Value, p.Status.Value = words[1], "Title", 409
		all = append(all, p)
	}
	return all
}

// changesBetween returns what changed, a line each: rule, problem, before and
// after.
func changesBetween(before, after []*catalog.Problem) []string {
	heads := func(problems []*catalog.Problem) []catalog.Head {
		return (&catalog.Catalog{Problems: problems}).Heads()
	}
	whole := func(h *catalog.Head, all []*catalog.Problem) *catalog.Problem {
		if h == nil {
			return nil
		}
		return all[slices.IndexFunc(all, func(p *catalog.Problem) bool { return p.Name == h.Name })]
	}
	var lines []string
	for _, pair := range Match(heads(before), heads(after)) {
		for _, c := range Compare(pair, whole(pair.Before, before), whole(pair.After, after)) {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s: %s -> %s", c.Rule, c.Problem, c.Before, c.After)))
		}
	}
	slices.Sort(lines)
	return lines
}

// Problems are paired by type URI for the wire, by Go name for those who
// compile, and by page for those who read.
func TestMatch(t *testing.T) {
	tests := []struct {
		name          string
		before, after []string
		want          []string
	}{
		{"nothing", []string{"a u:a"}, []string{"a u:a"}, nil},
		{"added and removed", []string{"a u:a"}, []string{"b u:b"}, []string{"problem-added b:  -> u:b", "problem-removed a: u:a ->"}},
		{"another page", []string{"a u:a"}, []string{"a@new u:a"}, []string{"page-renamed a: a.md -> new.md"}},
		{"another name", []string{"a u:a"}, []string{"b@a u:a"}, []string{"problem-renamed b: A -> B"}},
		{"another name and page", []string{"a u:a"}, []string{"b u:a"}, []string{"page-renamed b: a.md -> b.md", "problem-renamed b: A -> B"}},
		{"another name and type on one page", []string{"a u:a"}, []string{"b@a u:b"},
			[]string{"problem-renamed b: A -> B", "type-changed b: u:a -> u:b"}},
		{"another type", []string{"a u:a"}, []string{"a u:b"}, []string{"type-changed a: u:a -> u:b"}},
		{"another type, the old one kept", []string{"a u:a"}, []string{"a u:b u:a"}, []string{"type-changed a: u:a -> u:b"}},
		{"an alias first", []string{"a u:a u:b"}, []string{"a u:b u:a"}, []string{"type-promoted a: u:a -> u:b"}},
		{"an alias first, the old type forgotten", []string{"a u:a u:b"}, []string{"a u:b"}, []string{"type-changed a: u:a -> u:b"}},
		{"aliases", []string{"a u:a u:1"}, []string{"a u:a u:2"}, []string{"alias-added a:  -> u:2", "alias-removed a: u:1 ->"}},
		{"swapped", []string{"a u:a", "b u:b"}, []string{"a u:b", "b u:a"}, []string{"uri-moved a: b -> a", "uri-moved b: a -> b"}},
		{"one split in two", []string{"a u:a"}, []string{"a u:new", "b u:a"}, []string{"problem-added b:  -> u:a", "type-changed a: u:a -> u:new", "uri-moved b: a -> b"}},
		{"two merged", []string{"a u:a", "b u:b"}, []string{"b u:b u:a"}, []string{"alias-added b:  -> u:a", "uri-moved b: a -> b"}},
		{"an alias moved", []string{"a u:a u:x", "b u:b"}, []string{"a u:a", "b u:b u:x"}, []string{"alias-added b:  -> u:x", "uri-moved b: a -> b"}},
		{"the fallback moved", []string{"a* u:a", "b u:b"}, []string{"a u:a", "b* u:b"}, []string{"fallback-moved b: a -> b"}},
		{"the fallback lost", []string{"a* u:a"}, []string{"a u:a"}, []string{"fallback-moved a: a ->"}},
		{"the fallback gone", []string{"a* u:a"}, nil, []string{"fallback-moved a: a ->", "problem-removed a: u:a ->"}},
		{"the fallback renamed", []string{"a* u:a"}, []string{"b@a* u:a"}, []string{"problem-renamed b: A -> B"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := changesBetween(catalogOf(tt.before...), catalogOf(tt.after...)); !slices.Equal(got, tt.want) {
				t.Errorf("the changes are\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// A member that went and one that came are one that was renamed where nothing
// else can be meant.
func TestRenames(t *testing.T) {
	member := func(name, doc string, kind catalog.Kind, required bool) *catalog.Member {
		m := &catalog.Member{Name: name, Path: name, GoName: strings.ToUpper(name), Required: required, Type: &catalog.Type{Kind: kind}}
		if doc != "" {
			m.Doc = []catalog.Inline{{Text: doc}}
		}
		return m
	}
	a, b := member("a", "", catalog.String, true), member("b", "", catalog.String, true)
	tests := []struct {
		name          string
		before, after []*catalog.Member
		want          string
	}{
		{"one for one", []*catalog.Member{a}, []*catalog.Member{b}, "b was a"},
		{"of another type", []*catalog.Member{a}, []*catalog.Member{member("b", "", catalog.Integer, true)}, ""},
		{"optional instead of required", []*catalog.Member{a}, []*catalog.Member{member("b", "", catalog.String, false)}, ""},
		{"two for one", []*catalog.Member{a}, []*catalog.Member{b, member("c", "", catalog.String, true)}, ""},
		{"two for two", []*catalog.Member{a, b}, []*catalog.Member{member("c", "", catalog.String, true), member("d", "", catalog.String, true)}, ""},
		{"two for two that say what they are", []*catalog.Member{member("a", "One.", catalog.String, true), member("b", "Two.", catalog.String, true)},
			[]*catalog.Member{member("c", "Two.", catalog.String, true), member("d", "One.", catalog.String, true)}, "c was b, d was a"},
		{"one that says what it is, and one that is left", []*catalog.Member{member("a", "One.", catalog.String, true), b},
			[]*catalog.Member{member("c", "One.", catalog.String, true), member("d", "", catalog.String, true)}, "c was a, d was b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for name, was := range renames(tt.before, tt.after) {
				got = append(got, name+" was "+was.Name)
			}
			slices.Sort(got)
			if text := strings.Join(got, ", "); text != tt.want {
				t.Errorf("%q, not %q", text, tt.want)
			}
		})
	}
}

func TestWithin(t *testing.T) {
	tests := []struct {
		inner, outer *catalog.Limits
		want         bool
	}{
		{nil, nil, true},
		{nil, &catalog.Limits{Max: "5"}, false},
		{&catalog.Limits{Max: "5"}, nil, true},
		{&catalog.Limits{Max: "5"}, &catalog.Limits{Max: "10"}, true},
		{&catalog.Limits{Max: "10"}, &catalog.Limits{Max: "9.5"}, false},
		{&catalog.Limits{Min: "-1"}, &catalog.Limits{Min: "0"}, false},
		{&catalog.Limits{Min: "0.5"}, &catalog.Limits{Min: "0"}, true},
		{&catalog.Limits{MaxLength: 80}, &catalog.Limits{MaxLength: 79}, false},
		{&catalog.Limits{}, &catalog.Limits{MaxLength: 79}, false},
		{&catalog.Limits{MinLength: 2, MaxLength: 3}, &catalog.Limits{MinLength: 1, MaxLength: 4}, true},
	}
	for _, tt := range tests {
		if got := within(tt.inner, tt.outer); got != tt.want {
			t.Errorf("%s is within %s: %t", limitsText(tt.inner), limitsText(tt.outer), got)
		}
	}
}

// An enumeration whose values get no constants is a string in Go: who compiles
// against the package sees a change of its values only where it gets some, or
// loses them.
func TestNamelessEnums(t *testing.T) {
	enum := func(goName string, values ...string) *catalog.Type {
		e := &catalog.Type{Kind: catalog.Enum, GoName: goName}
		for _, v := range values {
			named := catalog.EnumValue{Value: v}
			if goName != "" {
				named.GoName = goName + strings.ToUpper(v)
			}
			e.Values = append(e.Values, named)
		}
		return e
	}
	text := &catalog.Type{Kind: catalog.String}
	tests := []struct {
		name          string
		before, after *catalog.Type
		want          []string // rule and effect in Go
	}{
		{"made", text, enum("", "<", ">"), []string{"enum-made 0"}},
		{"opened", enum("", "<", ">"), text, []string{"enum-opened 0"}},
		{"a value more", enum("", "<"), enum("", "<", ">"), []string{"enum-value-added 0"}},
		{"a value less", enum("", "<", ">"), enum("", "<"), []string{"enum-value-removed 0"}},
		{"named", enum("", "a", "<"), enum("AOp", "a"), []string{"go-name-changed 3", "enum-value-removed 0"}},
		{"not named any more", enum("AOp", "a"), enum("", "a", "<"), []string{"go-name-changed 3", "enum-value-added 0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before, after := catalogOf("a u:a")[0], catalogOf("a u:a")[0]
			before.Members = []*catalog.Member{{Name: "op", Path: "op", GoName: "Op", Type: test.before}}
			after.Members = []*catalog.Member{{Name: "op", Path: "op", GoName: "Op", Type: test.after}}
			heads := func(p *catalog.Problem) []catalog.Head {
				return (&catalog.Catalog{Problems: []*catalog.Problem{p}}).Heads()
			}
			var got []string
			for _, pair := range Match(heads(before), heads(after)) {
				for _, c := range Compare(pair, before, after) {
					got = append(got, fmt.Sprint(c.Rule, " ", int(c.Effects[Go])))
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

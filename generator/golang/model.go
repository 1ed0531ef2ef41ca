package golang

import (
	"cmp"
	"fmt"
	"go/token"
	"iter"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/problem"
)

// check returns an error unless every name that becomes an identifier is one
// that other packages can use, and all is there that code is made from. It is
// the one place that looks: what is built afterwards relies on it.
func check(p *problem.Problem) error {
	if p.Source == nil || slices.ContainsFunc(p.Examples, func(e *problem.Example) bool { return e.Body == nil }) {
		return fmt.Errorf("%s: a page or an example without its text", p.Page)
	}
	for name := range goNames(p) {
		if !isExported(name) {
			return fmt.Errorf("%s: %q is no exported Go identifier", p.Page, name)
		}
	}
	for _, m := range p.Members {
		if problem.IsStandardMember(m.Name) {
			return fmt.Errorf("%s: %q is no extension member", p.Page, m.Name)
		}
	}
	if someMember(p.Members, isUnnamed) {
		return fmt.Errorf("%s: a member without a name", p.Page)
	}
	return nil
}

func isExported(name string) bool { return token.IsIdentifier(name) && token.IsExported(name) }

// someMember reports whether a member, at any depth, is one of those.
func someMember(members []*problem.Member, is func(*problem.Member) bool) bool {
	return slices.ContainsFunc(members, func(m *problem.Member) bool {
		t := m.Type
		for t.Kind == problem.Array {
			t = t.Elem
		}
		return is(m) || someMember(t.Members, is)
	})
}

// isUnnamed reports whether a member has the empty name, which the package's
// encoder cannot write.
func isUnnamed(m *problem.Member) bool { return m.Name == "" }

// isEscaped reports whether a member's name is another text in JSON.
func isEscaped(m *problem.Member) bool { return strings.ContainsFunc(m.Name, needsEscape) }

// goNames yields every identifier that the model gives to a problem.
func goNames(p *problem.Problem) iter.Seq[string] {
	names := []string{p.GoName}
	for _, m := range p.Members {
		names = appendMemberNames(names, m)
	}
	for _, h := range p.Headers {
		names = append(names, h.GoName)
	}
	for _, e := range p.Examples {
		// It is a part of an identifier, and may be empty.
		names = append(names, p.GoName+e.GoName)
	}
	return slices.Values(names)
}

func appendMemberNames(names []string, m *problem.Member) []string {
	return appendTypeNames(append(names, m.GoName), m.Type)
}

func appendTypeNames(names []string, t *problem.Type) []string {
	if isNamed(t) {
		names = append(names, t.GoName)
	}
	for _, v := range t.Values {
		names = append(names, v.GoName)
	}
	for _, m := range t.Members {
		names = appendMemberNames(names, m)
	}
	if t.Elem != nil {
		names = appendTypeNames(names, t.Elem)
	}
	return names
}

// isNamed reports whether the type has a declaration of its own.
func isNamed(t *problem.Type) bool { return t.Kind == problem.Enum || isStruct(t) }

// isStruct reports whether the type becomes a struct.
func isStruct(t *problem.Type) bool { return t.Kind == problem.Object && len(t.Members) > 0 }

// isPointer reports whether a member's field is a pointer. An absent member of
// the other types is nil as it is.
func isPointer(m *problem.Member) bool {
	if m.Required {
		return false
	}
	switch m.Type.Kind {
	case problem.Any, problem.Array:
		return false
	case problem.Object:
		return isStruct(m.Type)
	}
	return true
}

// A namedType is a type of a member that has a declaration of its own.
type namedType struct {
	*problem.Type
	// Path is the member's path, and Element tells that the type is that of
	// the elements of the array there.
	Path    string
	Element bool
}

// namedTypes returns the types below members, each before those inside it.
func namedTypes(members []*problem.Member) []namedType {
	var types []namedType
	for _, m := range members {
		t := namedType{Type: m.Type, Path: m.Path}
		for t.Kind == problem.Array {
			t.Type, t.Element = t.Elem, true
		}
		if isNamed(t.Type) {
			types = append(types, t)
		}
		types = append(types, namedTypes(t.Members)...)
	}
	return types
}

// requiredMembers returns the members that a constructor asks for, in the order
// of their names, so that a change of the page's order breaks no caller.
func requiredMembers(p *problem.Problem) []*problem.Member {
	required := slices.DeleteFunc(slices.Clone(p.Members), func(m *problem.Member) bool { return !m.Required })
	slices.SortFunc(required, func(a, b *problem.Member) int { return cmp.Compare(a.Name, b.Name) })
	return required
}

// findMember returns the member of that name, or nil.
func findMember(members []*problem.Member, name string) *problem.Member {
	i := slices.IndexFunc(members, func(m *problem.Member) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return members[i]
}

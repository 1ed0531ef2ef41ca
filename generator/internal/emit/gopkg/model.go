package gopkg

import (
	"fmt"
	"go/token"
	"iter"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// check returns an error unless every name that becomes an identifier is one
// that other packages can use, and all is there that code is made from. It is
// the one place that looks: what is built afterwards relies on it.
func check(p *catalog.Problem) error {
	if p.Source == nil || slices.ContainsFunc(p.Examples, func(e *catalog.Example) bool { return e.Body == nil }) {
		return fmt.Errorf("%s: a page or an example without its text", p.Page)
	}
	for name := range goNames(p) {
		if !isExported(name) {
			return fmt.Errorf("%s: %q is no exported Go identifier", p.Page, name)
		}
	}
	for _, m := range p.Members {
		if catalog.IsStandardMember(m.Name) {
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
func someMember(members []*catalog.Member, is func(*catalog.Member) bool) bool {
	return slices.ContainsFunc(members, func(m *catalog.Member) bool {
		t := m.Type
		for t.Elem != nil {
			t = t.Elem
		}
		return is(m) || someMember(t.Members, is)
	})
}

// isUnnamed reports whether a member has the empty name, which the package's
// encoder cannot write.
func isUnnamed(m *catalog.Member) bool { return m.Name == "" }

// isEscaped reports whether a member's name is another text in JSON.
func isEscaped(m *catalog.Member) bool { return strings.ContainsFunc(m.Name, needsEscape) }

// goNames yields every identifier that the model gives to a problem.
func goNames(p *catalog.Problem) iter.Seq[string] {
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

func appendMemberNames(names []string, m *catalog.Member) []string {
	return appendTypeNames(append(names, m.GoName), m.Type)
}

func appendTypeNames(names []string, t *catalog.Type) []string {
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
func isNamed(t *catalog.Type) bool { return t.Kind == catalog.Enum || isStruct(t) }

// isStruct reports whether the type becomes a struct.
func isStruct(t *catalog.Type) bool { return t.Kind == catalog.Object && len(t.Members) > 0 }

// isPointer reports whether a member's field is a pointer: that of a member
// that may be absent or null, unless its type has a nil as it is.
func isPointer(m *catalog.Member) bool {
	return (!m.Required || m.Nullable) && !goKinds[m.Type.Kind].isNil(m.Type)
}

// A namedType is a type of a member that has a declaration of its own.
type namedType struct {
	*catalog.Type
	// Path is the member's path, and Element tells that the type is that of
	// what the array or map there holds.
	Path    string
	Element bool
}

// namedTypes returns the types below members, each before those inside it.
func namedTypes(members []*catalog.Member) []namedType {
	var types []namedType
	for _, m := range members {
		t := namedType{Type: m.Type, Path: m.Path}
		for t.Elem != nil {
			t.Type, t.Element = t.Elem, true
		}
		if isNamed(t.Type) {
			types = append(types, t)
		}
		types = append(types, namedTypes(t.Members)...)
	}
	return types
}

// findMember returns the member of that name, or nil.
func findMember(members []*catalog.Member, name string) *catalog.Member {
	i := slices.IndexFunc(members, func(m *catalog.Member) bool { return m.Name == name })
	if i < 0 {
		return nil
	}
	return members[i]
}

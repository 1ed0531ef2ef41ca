package schema

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// partName returns the name of a part: words of letters and digits, each begun
// with a capital.
func partName(parent, name string) string {
	var b strings.Builder
	b.WriteString(parent)
	begin := true
	for i := range len(name) {
		c := name[i]
		switch {
		case !isLetter(c) && !isDigit(c):
			begin = true
			continue
		case begin && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		}
		begin = false
		b.WriteByte(c)
	}
	return b.String()
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// colliding returns the members whose names differ in nothing that a generator
// of code keeps, or that have nothing that it could keep. The others are names
// that stand beside them.
func colliding(members []*catalog.Member, others []string) map[string]bool {
	names := others[:len(others):len(others)]
	for _, m := range members {
		names = append(names, m.Name)
	}
	keys, count := make([]string, len(names)), make(map[string]int, len(names))
	for i, name := range names {
		keys[i] = fold(name)
		count[keys[i]]++
	}
	found := map[string]bool{}
	for i, key := range keys {
		if count[key] > 1 || key == "" || isDigit(key[0]) {
			found[names[i]] = true
		}
	}
	return found
}

// fold returns what code generators keep of a name.
func fold(name string) string {
	key := make([]byte, 0, 32)
	for i := range len(name) {
		switch c := name[i]; {
		case isLetter(c):
			key = append(key, c|0x20)
		case isDigit(c):
			key = append(key, c)
		}
	}
	return string(key)
}

// areNames reports whether the values of an enumeration become names that
// differ.
func areNames(values []catalog.EnumValue) bool {
	seen := map[string]bool{}
	for _, v := range values {
		key := fold(v.Value)
		if key == "" || isDigit(key[0]) || seen[key] {
			return false
		}
		seen[key] = true
	}
	return true
}

// constantName returns the name of the ith value of an enumeration inside its
// type. Where Go has none, it is made of the value, or of its number.
func constantName(t *catalog.Type, i int) string {
	v := t.Values[i]
	if t.GoName == "" {
		name := partName("", v.Value)
		isOther := func(other catalog.EnumValue) bool {
			return other.Value != v.Value && fold(other.Value) == fold(v.Value)
		}
		if name == "" || isDigit(name[0]) || slices.ContainsFunc(t.Values, isOther) {
			return "Value" + strconv.Itoa(i+1)
		}
		return name
	}
	if short, ok := strings.CutPrefix(v.GoName, t.GoName); ok && token.IsIdentifier(short) {
		return short
	}
	return v.GoName
}

// Names returns the names of the objects with documented members below a
// problem: those that they have in Go, so that they are called the same in every
// output; where one is taken or missing, one like it.
func Names(p *catalog.Problem, taken func(name string) bool) map[*catalog.Type]string {
	n := namer{names: map[*catalog.Type]string{}, taken: taken, given: map[string]bool{}}
	n.members(p.GoName, p.Members)
	return n.names
}

type namer struct {
	names map[*catalog.Type]string
	taken func(name string) bool
	given map[string]bool
}

func (n *namer) members(parent string, members []*catalog.Member) {
	for _, m := range members {
		n.typ(parent+fieldName(m), m.Type)
	}
}

// fieldName returns the name of a member in Go, or one like it where it has
// none.
func fieldName(m *catalog.Member) string {
	if m.GoName != "" {
		return m.GoName
	}
	name := partName("", m.Name)
	if name == "" || isDigit(name[0]) {
		return memberSuffix + name
	}
	return name
}

// fieldNames returns the names of the members of an object in code, each
// another.
func fieldNames(members []*catalog.Member) map[*catalog.Member]string {
	given, names := map[string]bool{}, map[*catalog.Member]string{}
	for _, m := range members {
		if m.GoName != "" {
			given[m.GoName], names[m] = true, m.GoName
		}
	}
	for _, m := range members {
		if names[m] != "" {
			continue
		}
		name := fieldName(m)
		for given[name] {
			name += memberSuffix
		}
		given[name], names[m] = true, name
	}
	return names
}

// memberSuffix makes another name of one that is taken.
const memberSuffix = "Member"

func (n *namer) typ(name string, t *catalog.Type) {
	switch {
	case t.Kind == catalog.Array:
		n.typ(name+"Item", t.Elem)
	case t.Kind == catalog.Map:
		n.typ(name+"Value", t.Elem)
	case isStruct(t):
		if t.GoName != "" {
			name = t.GoName
		}
		n.names[t] = n.free(name)
		n.members(name, t.Members)
	}
}

// free returns the name, or one like it that nothing else has.
func (n *namer) free(name string) string {
	for n.given[name] || n.taken != nil && n.taken(name) {
		name += memberSuffix
	}
	n.given[name] = true
	return name
}

// GoNames are the names of all problems, in order, which takes less memory than a
// map of them.
type GoNames []string

// NamesOf returns the names of the problems.
func NamesOf(heads []catalog.Head) GoNames {
	names := make(GoNames, len(heads))
	for i, h := range heads {
		names[i] = h.GoName
	}
	slices.Sort(names)
	return names
}

// Has reports whether a problem has the name.
func (n GoNames) Has(name string) bool {
	_, has := slices.BinarySearch(n, name)
	return has
}

package catalog

import "slices"

// InGo returns the problem as Go has it: without the header fields of which no
// Go name can be made, and with plain strings for the enumerations whose values
// get no constants. It is the problem itself where Go has all of it; parts that
// are the same are shared.
func (p *Problem) InGo() *Problem {
	members, differ := membersInGo(p.Members)
	nameless := func(h *Header) bool { return h.GoName == "" }
	if !differ && !slices.ContainsFunc(p.Headers, nameless) {
		return p
	}
	q := *p
	q.Members = members
	q.Headers = slices.DeleteFunc(slices.Clone(p.Headers), nameless)
	q.Examples = slices.Clone(p.Examples)
	for i, e := range p.Examples {
		example := *e
		example.Headers = slices.DeleteFunc(slices.Clone(e.Headers), func(v HeaderValue) bool { return nameless(v.Header) })
		q.Examples[i] = &example
	}
	return &q
}

// membersInGo returns members as Go has them, and whether that makes a
// difference.
func membersInGo(members []*Member) (inGo []*Member, differ bool) {
	inGo = members
	for i, m := range members {
		t := m.Type.inGo()
		if t == m.Type {
			continue
		}
		if !differ {
			inGo, differ = slices.Clone(members), true
		}
		member := *m
		member.Type = t
		inGo[i] = &member
	}
	return inGo, differ
}

// inGo returns a type as Go has it.
func (t *Type) inGo() *Type {
	if t == nil {
		return nil
	}
	if t.Kind == Enum && t.GoName == "" {
		return &Type{Kind: String, Word: t.Word}
	}
	members, differ := membersInGo(t.Members)
	elem := t.Elem.inGo()
	if !differ && elem == t.Elem {
		return t
	}
	other := *t
	other.Members, other.Elem = members, elem
	return &other
}

package catalog

import (
	"cmp"
	"slices"
)

// MaxParameters is how many parameters a constructor takes one by one.
const MaxParameters = 3

// A Parameter is what a constructor asks for: a required member, or a required
// response header. The other one is nil.
type Parameter struct {
	// GoName tells the parameters of one constructor apart.
	GoName string
	Member *Member
	Header *Header
}

// RequiredMembers returns the required members at the top, in the order of their
// names, so that moving a row in a table breaks no caller.
func (p *Problem) RequiredMembers() []*Member {
	var required []*Member
	for _, m := range p.Members {
		if m.Required {
			required = append(required, m)
		}
	}
	slices.SortFunc(required, func(a, b *Member) int { return cmp.Compare(a.Name, b.Name) })
	return required
}

// Parameters returns what the constructor asks for: the required members in the
// order of their names, then the required headers in that of theirs.
func (p *Problem) Parameters() []Parameter {
	var parameters []Parameter
	names := map[string]bool{}
	for _, m := range p.RequiredMembers() {
		parameters = append(parameters, Parameter{GoName: m.GoName, Member: m})
		names[m.GoName] = true
	}
	headers := slices.DeleteFunc(slices.Clone(p.Headers), func(h *Header) bool { return !h.Required })
	slices.SortFunc(headers, func(a, b *Header) int { return cmp.Compare(a.Name, b.Name) })
	for _, h := range headers {
		name := h.GoName
		for names[name] { // a member of the same name
			name += "Header"
		}
		parameters = append(parameters, Parameter{GoName: name, Header: h})
		names[name] = true
	}
	return parameters
}

// TakesParams reports whether the constructor takes its parameters as one
// struct: where there are many, and where the compiler could not tell two that
// were swapped.
func (p *Problem) TakesParams() bool {
	parameters := p.Parameters()
	if len(parameters) > MaxParameters {
		return true
	}
	seen := map[string]bool{}
	for _, parameter := range parameters {
		if seen[parameter.likeness()] {
			return true
		}
		seen[parameter.likeness()] = true
	}
	return false
}

// likeness returns what parameters have in common that a caller can swap unseen:
// the same constant, nil or variable fits both.
func (p Parameter) likeness() string {
	if p.Header != nil {
		return likenessOf(p.Header.Kind)
	}
	switch t := p.Member.Type; {
	case p.Member.Nullable:
		return "nil"
	case t.Kind == Object && len(t.Members) > 0:
		return t.GoName
	default:
		return likenessOf(t.Kind)
	}
}

func likenessOf(k Kind) string {
	switch form := FormOf(k); {
	case k == String || k == Enum:
		return "text"
	case k.IsNumber():
		return "number"
	case form.Free || form.JSON == ArrayValue || form.JSON == ObjectValue:
		return "nil"
	default:
		return form.Word
	}
}

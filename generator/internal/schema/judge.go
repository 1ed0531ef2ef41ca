package schema

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// ruleInexpressible is the rule about members that an output cannot have.
const ruleInexpressible = "inexpressible-member"

// Judge returns a finding for each member whose name is one of those, which an
// output cannot express; each name has the reason why.
func Judge(p *catalog.Problem, inexpressible map[string]string) diag.List {
	var found diag.List
	Each(p.Members, func(m *catalog.Member) {
		if why, is := inexpressible[m.Name]; is {
			found.Add(diag.At(m.At, ruleInexpressible, "no member can be called `%s` here: %s", m.Name, why).
				WithHelp("call it otherwise, or do without that output").About(m.Path))
		}
	})
	return found
}

// Each goes through members and those inside them.
func Each(members []*catalog.Member, do func(*catalog.Member)) {
	for _, m := range members {
		do(m)
		for t := m.Type; t != nil; t = t.Elem {
			Each(t.Members, do)
		}
	}
}

// Proto is the member that cannot be told from what JavaScript keeps there.
const Proto = "__proto__"

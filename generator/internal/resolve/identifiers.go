package resolve

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// identifiers returns what a problem declares at the top of the package. It is
// nothing where no package is made, and where the problem's name is none, which is
// reported already.
func (r *resolver) identifiers(p *catalog.Problem) []catalog.Identifier {
	if !r.forGo() || p.GoName == "" || !isSnakeCase(p.Name) {
		return nil
	}
	p = p.InGo()
	ids := identifierList{reserved: r.options.Reserved, list: make([]catalog.Identifier, 0, 8)} // few have more
	at := p.Evidence.Key.At
	if g := r.page.Front.Problem.Go; g.Set() {
		at = g.At
	}
	for _, prefix := range []string{"", "New", "Type", "Title", "Status", "Detail"} {
		ids.add(prefix+p.GoName, at, "")
	}
	if p.TakesParams() {
		ids.add(p.GoName+"Params", at, "")
	}
	if len(p.Headers) > 0 {
		ids.add(p.GoName+"Headers", at, "")
	}
	ids.members(p.Members)
	return ids.list
}

// An identifierList collects identifiers.
type identifierList struct {
	// reserved tells why the package needs an identifier itself; it may be nil.
	reserved func(identifier string) string
	list     []catalog.Identifier
}

func (l *identifierList) add(name string, at diag.Span, member string) {
	id := catalog.Identifier{Name: name, At: at, Member: member}
	if l.reserved != nil {
		id.Taken = l.reserved(name)
	}
	l.list = append(l.list, id)
}

func (l *identifierList) members(members []*catalog.Member) {
	for _, m := range members {
		l.memberType(m.Type, m.At, m.Path)
	}
}

func (l *identifierList) memberType(t *catalog.Type, at diag.Span, path string) {
	if t.GoName != "" {
		l.add(t.GoName, at, path)
	}
	for _, v := range t.Values {
		l.add(v.GoName, v.At, path)
	}
	if t.Elem != nil {
		l.memberType(t.Elem, at, path)
	}
	l.members(t.Members)
}

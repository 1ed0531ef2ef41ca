package gopkg

import (
	"go/doc"
	"go/token"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// maxParams is how many required members are parameters of their own.
const maxParams = 3

// constructor declares NewX, and XParams where it needs them.
func constructor(p *catalog.Problem) []declaration {
	required := requiredMembers(p)
	if len(required) > maxParams {
		return []declaration{paramsType(p, required), newWithParams(p, required)}
	}
	return []declaration{newWithMembers(p, required)}
}

// paramsType declares: type XParams struct { … }
func paramsType(p *catalog.Problem, required []*catalog.Member) declaration {
	fields := each(required, func(m *catalog.Member) jen.Code {
		return jen.Id(m.GoName).Add(scope("").fieldType(m))
	})
	doc := ownComment("%sParams are the required members of [%[1]s]; its fields say what they mean.", p.GoName)
	return typeDecl(doc, p.GoName+"Params", jen.Struct(fields...))
}

// newWithParams declares: func NewX(params XParams, opts ...Option) *X { … }
func newWithParams(p *catalog.Problem, required []*catalog.Member) declaration {
	fields := detailField(p)
	for _, m := range required {
		fields = append(fields, key(m.GoName, selector("params", m.GoName)))
	}
	return newFunc(p, []jen.Code{jen.Id("params").Id(p.GoName + "Params")},
		address(jen.Id(p.GoName).Add(lines(fields...))))
}

// newWithMembers declares: func NewX(member T, …, opts ...Option) *X { … }
func newWithMembers(p *catalog.Problem, required []*catalog.Member) declaration {
	names := parameterNames(required)
	fields := detailField(p)
	var params []jen.Code
	for i, m := range required {
		params = append(params, jen.Id(names[i]).Add(scope("").fieldType(m)))
		fields = append(fields, key(m.GoName, jen.Id(names[i])))
	}
	if len(fields) == 0 {
		return newFunc(p, nil, jen.New(jen.Id(p.GoName)))
	}
	return newFunc(p, params, address(jen.Id(p.GoName).Values(fields...)))
}

// newFunc declares: func NewX(params, opts ...Option) *X { p := value; … }
func newFunc(p *catalog.Problem, params []jen.Code, value jen.Code) declaration {
	doc := docComment([]catalog.Inline{
		{Text: "New" + p.GoName + " returns an occurrence of "},
		{GoName: p.GoName},
		{Text: "."},
	}, nil, p.Deprecated)
	params = append(params, jen.Id("opts").Op("...").Id("Option"))
	return funcDecl(doc, "New"+p.GoName, jen.Params(params...).Op("*").Id(p.GoName).Block(
		jen.Id("p").Op(":=").Add(value),
		call("apply", address(selector("p", "Occurrence")), jen.Id("opts")),
		jen.Return(jen.Id("p")),
	))
}

// detailField returns, where a detail is documented for all occurrences:
// Occurrence: Occurrence{Detail: …}
func detailField(p *catalog.Problem) []jen.Code {
	if p.DefaultDetail == "" {
		return nil
	}
	return []jen.Code{key("Occurrence", jen.Id("Occurrence").Values(key("Detail", defaultDetail(p))))}
}

// parameterNames returns the names of a constructor's parameters, which must
// hide nothing that its body uses.
func parameterNames(members []*catalog.Member) []string {
	names := make([]string, len(members))
	used := map[string]bool{"p": true, "opts": true, "apply": true, "json": true, "time": true}
	for i, m := range members {
		name := unexported(m.GoName)
		for used[name] || token.IsKeyword(name) || doc.IsPredeclared(name) {
			name += "Value"
		}
		names[i], used[name] = name, true
	}
	return names
}

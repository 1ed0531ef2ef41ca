package gopkg

import (
	"go/doc"
	"go/token"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// constructor declares NewX, and XParams where it needs them; nothing where
// the problem type is retired.
func constructor(p *catalog.Problem) []declaration {
	switch {
	case p.Retired != "":
		return nil
	case p.TakesParams():
		return []declaration{paramsType(p), newWithParams(p)}
	}
	return []declaration{newWithParameters(p)}
}

// paramsType declares: type XParams struct { … }
func paramsType(p *catalog.Problem) declaration {
	what := "members"
	fields := each(p.Parameters(), func(parameter catalog.Parameter) jen.Code {
		if parameter.Header != nil {
			what = "members and headers"
		}
		return jen.Id(parameter.GoName).Add(parameterType(parameter))
	})
	doc := ownComment("%sParams are the required %s of [%[1]s]; its fields say what they mean.", p.GoName, what)
	return typeDecl(doc, p.GoName+"Params", jen.Struct(fields...))
}

// parameterType returns the type of the field that a parameter is for.
func parameterType(parameter catalog.Parameter) jen.Code {
	if parameter.Header != nil {
		return headerType(parameter.Header)
	}
	return scope("").fieldType(parameter.Member)
}

// newWithParams declares: func NewX(params XParams, opts ...Option) *X { … }
func newWithParams(p *catalog.Problem) declaration {
	parameters := p.Parameters()
	fields := occurrenceFields(p, func(i int) *jen.Statement { return selector("params", parameters[i].GoName) })
	return newFunc(p, []jen.Code{jen.Id("params").Id(p.GoName + "Params")},
		address(jen.Id(p.GoName).Add(lines(fields...))))
}

// newWithParameters declares: func NewX(member T, …, opts ...Option) *X { … }
func newWithParameters(p *catalog.Problem) declaration {
	parameters := p.Parameters()
	names := parameterNames(parameters)
	var params []jen.Code
	for i, parameter := range parameters {
		params = append(params, jen.Id(names[i]).Add(parameterType(parameter)))
	}
	fields := occurrenceFields(p, func(i int) *jen.Statement { return jen.Id(names[i]) })
	if len(fields) == 0 {
		return newFunc(p, nil, jen.New(jen.Id(p.GoName)))
	}
	return newFunc(p, params, address(jen.Id(p.GoName).Values(fields...)))
}

// occurrenceFields returns the fields of a new occurrence: its detail, where one
// is documented for all of them, and what value says of each parameter.
func occurrenceFields(p *catalog.Problem, value func(parameter int) *jen.Statement) []jen.Code {
	fields := detailField(p)
	var headers []jen.Code
	for i, parameter := range p.Parameters() {
		if parameter.Header != nil {
			headers = append(headers, key(parameter.Header.GoName, value(i)))
		} else {
			fields = append(fields, key(parameter.Member.GoName, value(i)))
		}
	}
	if len(headers) > 0 {
		fields = append(fields, key("Headers", jen.Id(p.GoName+"Headers").Values(headers...)))
	}
	return fields
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
func parameterNames(parameters []catalog.Parameter) []string {
	names := make([]string, len(parameters))
	used := map[string]bool{"p": true, "opts": true, "apply": true, "json": true, "time": true}
	for i, parameter := range parameters {
		name := unexported(parameter.GoName)
		for used[name] || token.IsKeyword(name) || doc.IsPredeclared(name) {
			name += "Value"
		}
		names[i], used[name] = name, true
	}
	return names
}

package gopkg

import (
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// codecs declares what the fixed part's encoder and decoder go by: the members
// of the problem and of each struct inside it, and the headers.
func codecs(p *catalog.Problem, types []namedType) []declaration {
	decls := []declaration{membersMethod("p", p.GoName, p.Members)}
	if len(p.Headers) > 0 {
		decls = append(decls, headersMethod(p))
	}
	for _, t := range types {
		if isStruct(t.Type) {
			decls = append(decls, membersMethod("x", t.GoName, t.Members))
		}
	}
	return decls
}

// membersMethod declares: func (x *X) members(c *codec) { … }
func membersMethod(receiver, typeName string, members []*catalog.Member) declaration {
	if len(members) == 0 {
		return methodDecl("", receiver, typeName, "members", jen.Params(jen.Op("*").Id("codec")).Block())
	}
	statements := each(members, func(m *catalog.Member) jen.Code {
		return memberCall(m, address(selector(receiver, m.GoName)))
	})
	return methodDecl("", receiver, typeName, "members", jen.Params(codecParam()).Block(statements...))
}

// memberCall returns the statement that encodes or decodes a member's field.
func memberCall(m *catalog.Member, field *jen.Statement) jen.Code {
	name := str(m.Name)
	call := goKinds[m.Type.Kind].call(m, name, field)
	if !m.Required || !m.Nullable {
		return call
	}
	return unlessNull(name, field, call)
}

// unlessNull returns: if !c.null(name, field) { … }
func unlessNull(name, field, otherwise jen.Code) jen.Code {
	return jen.If(call("!c.null", name, field)).Block(otherwise)
}

// word returns the name of what takes a member: "array" or "optionalArray".
func word(m *catalog.Member, name string) string {
	if m.Required {
		return name
	}
	return "optional" + strings.ToUpper(name[:1]) + name[1:]
}

// taker returns the function that takes a value of the type: an element of an
// array, or what a pointer points to.
func taker(t *catalog.Type) jen.Code { return goKinds[t.Kind].taker(t) }

// takerFunc returns: func(c *codec, name string, v *T) { … }
func takerFunc(t *catalog.Type, call jen.Code) jen.Code {
	params := []jen.Code{codecParam(), jen.Id("name").String(), jen.Id("v").Op("*").Add(scope("").goType(t))}
	return jen.Func().Params(params...).Block(call)
}

// enumCall returns: enum(c, name, field, XMemberValue, …)
func enumCall(function string, name, field jen.Code, t *catalog.Type) jen.Code {
	arguments := []jen.Code{jen.Id("c"), name, field}
	for _, v := range t.Values {
		arguments = append(arguments, jen.Id(v.GoName))
	}
	return call(function, arguments...)
}

// codecParam returns: c *codec
func codecParam() jen.Code { return jen.Id("c").Op("*").Id("codec") }

// headersMethod declares: func (p *X) headers(h *headers) { … }
func headersMethod(p *catalog.Problem) declaration {
	statements := each(p.Headers, func(h *catalog.Header) jen.Code {
		field := address(selector("p.Headers", h.GoName))
		if isHeaderPointer(h) {
			return call("optionalHeader", jen.Id("h"), str(h.Name), field, jen.Parens(jen.Op("*").Id("headers")).Dot(headerMethod(h.Kind)))
		}
		return call("h."+headerMethod(h.Kind), str(h.Name), field)
	})
	return methodDecl("", "p", p.GoName, "headers", jen.Params(jen.Id("h").Op("*").Id("headers")).Block(statements...))
}

// headerMethod returns the name of the method that takes a header of a kind.
func headerMethod(k catalog.Kind) string {
	if k == catalog.Array {
		return "list"
	}
	if scalar, ok := goKinds[k].(scalarKind); ok {
		return scalar.method
	}
	return goKinds[catalog.String].(scalarKind).method
}

package golang

import (
	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/problem"
)

// methods declares the methods that every problem has. They are thin: what
// they do is in the fixed part.
func methods(p *problem.Problem) []declaration {
	name := p.GoName
	self := jen.Id("p")
	return []declaration{
		method(name, "Error", nil, jen.String(), jen.Id("text").Call(self),
			"Error returns the status, the title and the detail, never the cause."),
		method(name, "Unwrap", nil, jen.Error(), jen.Id("cause").Call(self),
			"Unwrap returns the cause."),
		method(name, "Is", jen.Id("target").Error(), jen.Bool(), jen.Id("isType").Call(self, jen.Id("target")),
			"Is reports whether target is [Type%s] or an alias of it.", name),
		method(name, "Type", nil, jen.Id("Type"), jen.Id("Type"+name),
			"Type returns [Type%s].", name),
		method(name, "TypeURI", nil, jen.String(), jen.String().Call(jen.Id("Type"+name)),
			"TypeURI returns [Type%s] as a string.", name),
		method(name, "Title", nil, jen.String(), jen.Id("Title"+name),
			"Title returns [Title%s].", name),
		method(name, "Status", nil, jen.Int(), jen.Id("status").Call(self),
			"Status returns the status that was received, else [Status%s].", name),
		method(name, "LogValue", nil, jen.Qual("log/slog", "Value"), jen.Id("logValue").Call(self),
			"LogValue returns what a log should tell, with the cause."),
		method(name, "AppendJSON", byteSlice("dst"), bytesAndError(), jen.Id("appendJSON").Call(self, jen.Id("dst")),
			"AppendJSON appends the problem details object to dst."),
		method(name, "MarshalJSON", nil, bytesAndError(), jen.Id("appendJSON").Call(self, jen.Nil()),
			"MarshalJSON returns the problem details object."),
		method(name, "UnmarshalJSON", byteSlice("data"), jen.Error(), jen.Id("unmarshal").Call(self, jen.Id("data")),
			"UnmarshalJSON reads a problem details object of this type."),
		baseMethod(name),
	}
}

// method declares: func (p *X) Name(param) T { return value }
func method(typeName, name string, param, result, value jen.Code, doc string, args ...any) declaration {
	return methodDecl(ownComment(doc, args...), "p", typeName, name,
		jen.Params(param).Add(result).Add(returning(value)))
}

// byteSlice returns: name []byte
func byteSlice(name string) jen.Code { return jen.Id(name).Index().Byte() }

// bytesAndError returns: ([]byte, error)
func bytesAndError() jen.Code { return jen.Params(jen.Index().Byte(), jen.Error()) }

// baseMethod declares: func (p *X) base() (*about, *Occurrence) { … }
func baseMethod(name string) declaration {
	about := address(jen.Id("about" + name))
	return methodDecl("", "p", name, "base",
		jen.Params().Params(jen.Op("*").Id("about"), jen.Op("*").Id("Occurrence")).Block(
			jen.If(jen.Id("p").Op("==").Nil()).Block(jen.Return(about, jen.Nil())),
			jen.Return(about, address(jen.Id("p").Dot("Occurrence"))),
		))
}

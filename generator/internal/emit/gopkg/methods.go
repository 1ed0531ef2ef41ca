package gopkg

import (
	"bytes"
	"go/token"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A methodSet makes the methods that differ from one problem to the next in its
// name alone. How they are laid out depends on how long that is: they are built
// once for each length, with a name that stands for all of it, which takes a
// third off the time in which a page's files are made.
type methodSet struct {
	pkg string

	mu       sync.Mutex
	byLength map[int][]byte
}

func newMethodSet(pkg string) *methodSet { return &methodSet{pkg: pkg, byLength: map[int][]byte{}} }

// of returns the methods of the problem with that name, ready to stand at the
// end of a file.
func (m *methodSet) of(name string) ([]byte, error) {
	if utf8.RuneCountInString(name) != len(name) {
		return methodsText(m.pkg, name)
	}
	stand := "Q" + strings.Repeat("q", len(name)-1)
	m.mu.Lock()
	defer m.mu.Unlock()
	text, ok := m.byLength[len(name)]
	if !ok {
		var err error
		if text, err = methodsText(m.pkg, stand); err != nil {
			return nil, err
		}
		m.byLength[len(name)] = text
	}
	return bytes.ReplaceAll(text, []byte(stand), []byte(name)), nil
}

// methodsText returns the text of the methods, with an empty line before it.
func methodsText(pkg, name string) ([]byte, error) {
	s := newSource("methods.go", "", pkg)
	s.declare(methods(name)...)
	f, err := s.file()
	return bytes.TrimPrefix(f.Data, []byte("package "+pkg+"\n")), err
}

// methods declares the methods that every problem has, but for LogValue. They
// are thin: what they do is in the fixed part.
func methods(name string) []declaration {
	self := jen.Id("p")
	return []declaration{
		method(name, "Error", nil, jen.String(), call("text", self),
			"Error returns the status, the title and the detail, never the cause."),
		method(name, "Unwrap", nil, jen.Error(), call("cause", self),
			"Unwrap returns the cause."),
		method(name, "Is", jen.Id("target").Error(), jen.Bool(), call("isType", self, jen.Id("target")),
			"Is reports whether target is [Type%s] or an alias of it.", name),
		method(name, "Type", nil, jen.Id("Type"), jen.Id("Type"+name),
			"Type returns [Type%s].", name),
		method(name, "TypeURI", nil, jen.String(), jen.String().Call(jen.Id("Type"+name)),
			"TypeURI returns [Type%s] as a string.", name),
		method(name, "Title", nil, jen.String(), jen.Id("Title"+name),
			"Title returns [Title%s].", name),
		method(name, "Status", nil, jen.Int(), call("status", self),
			"Status returns the status that was received, else [Status%s].", name),
		method(name, "IsReceived", nil, jen.Bool(), call("isReceived", self),
			"IsReceived reports whether the problem came from elsewhere."),
		method(name, "AppendJSON", byteSlice("dst"), bytesAndError(), call("appendJSON", self, jen.Id("dst")),
			"AppendJSON appends the problem details object to dst."),
		marshalMethod(name),
		method(name, "UnmarshalJSON", byteSlice("data"), jen.Error(), call("unmarshal", self, jen.Id("data")),
			"UnmarshalJSON reads a problem details object of this type."),
		baseMethod(name),
	}
}

// logValueMethod declares LogValue. It stands with the page's own declarations,
// whose imports jennifer keeps, for it needs one.
func logValueMethod(name string) declaration {
	return method(name, "LogValue", nil, jen.Qual("log/slog", "Value"), call("logValue", jen.Id("p")),
		"LogValue returns what a log should tell, with the cause.")
}

// marshalMethod declares: func (p X) MarshalJSON() ([]byte, error) { … }
// The receiver is a value, so that a problem is marshalled alike by value and by
// pointer.
func marshalMethod(name string) declaration {
	code := jen.Func().Params(jen.Id("p").Id(name)).Id("MarshalJSON").Params().
		Add(bytesAndError()).Add(returning(call("appendJSON", address(jen.Id("p")), jen.Nil())))
	return declaration{ownComment("MarshalJSON returns the problem details object."), code, token.FUNC, []string{name + ".MarshalJSON"}}
}

// responseHeaderMethod declares ResponseHeader where the page documents headers.
func responseHeaderMethod(p *catalog.Problem) []declaration {
	if len(p.Headers) == 0 {
		return nil
	}
	return []declaration{method(p.GoName, "ResponseHeader", nil,
		jen.Params(jen.Qual("net/http", "Header"), jen.Error()), call("responseHeader", jen.Id("p")),
		"ResponseHeader returns the response headers that the page documents.")}
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
			jen.Return(about, address(selector("p", "Occurrence"))),
		))
}

package gopkg

import (
	"go/token"
	"strconv"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A declaration is a top-level declaration of a Go file.
type declaration struct {
	// doc is its comment, with the comment markers; it may be empty.
	doc  string
	code jen.Code
	// kind and names are what the gate has to find: a keyword, and the
	// identifiers that are declared, with "Type." before a method's.
	kind  token.Token
	names []string
}

// typeDecl declares: type X …
func typeDecl(doc, name string, underlying jen.Code) declaration {
	return declaration{doc, jen.Type().Id(name).Add(underlying), token.TYPE, []string{name}}
}

// varDecl declares: var x = …
func varDecl(doc, name string, value jen.Code) declaration {
	return typedVarDecl(doc, name, jen.Op("=").Add(value))
}

// typedVarDecl declares: var x T = …
func typedVarDecl(doc, name string, rest jen.Code) declaration {
	return declaration{doc, jen.Var().Id(name).Add(rest), token.VAR, []string{name}}
}

// constDecl declares: const ( … )
func constDecl(doc string, names []string, defs []jen.Code) declaration {
	return declaration{doc, jen.Const().Defs(defs...), token.CONST, names}
}

// stringConst declares: const name = "value"
func stringConst(doc, name, value string) declaration {
	return declaration{doc, jen.Const().Id(name).Op("=").Add(str(value)), token.CONST, []string{name}}
}

// funcDecl declares: func name(…) … { … }
func funcDecl(doc, name string, rest jen.Code) declaration {
	return declaration{doc, jen.Func().Id(name).Add(rest), token.FUNC, []string{name}}
}

// methodDecl declares: func (x *X) name(…) … { … }
func methodDecl(doc, receiver, typeName, name string, rest jen.Code) declaration {
	code := jen.Func().Params(jen.Id(receiver).Op("*").Id(typeName)).Id(name).Add(rest)
	return declaration{doc, code, token.FUNC, []string{typeName + "." + name}}
}

// commented returns the code with its comment, as lines of a block.
func commented(comment string, code jen.Code) []jen.Code {
	if comment == "" {
		return []jen.Code{code}
	}
	return []jen.Code{jen.Comment(comment), code}
}

// each returns the code of every value.
func each[T any](values []T, code func(T) jen.Code) []jen.Code {
	codes := make([]jen.Code, len(values))
	for i, v := range values {
		codes[i] = code(v)
	}
	return codes
}

// verbatim returns code that jennifer writes as it is. It costs jennifer a third
// of what the parts would, and a file has so many selectors, keys and strings
// that this is felt. What comes of it passes the gate like everything else.
func verbatim(code string) *jen.Statement { return jen.Id(code) }

// str returns a string literal.
func str[T ~string](s T) jen.Code { return verbatim(strconv.Quote(string(s))) }

// lines returns the elements of a composite literal, each on a line of its own.
func lines(elements ...jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{", Close: "}", Separator: ",", Multi: true}, elements...)
}

// composite returns the elements of a composite literal: one element on the
// line of its brackets, more on a line each.
func composite(elements []jen.Code) *jen.Statement {
	if len(elements) > 1 {
		return lines(elements...)
	}
	return jen.Values(elements...)
}

// backquoted returns a string literal that shows quotation marks as they are,
// where there can be one.
func backquoted(s string) jen.Code {
	if strconv.CanBackquote(s) {
		return verbatim("`" + s + "`")
	}
	return str(s)
}

// returning returns a function's body on one line: { return value }
func returning(value jen.Code) *jen.Statement {
	return jen.Custom(jen.Options{Open: "{ ", Close: " }"}, jen.Return(value))
}

// key returns: name: value
func key(name string, value jen.Code) jen.Code { return verbatim(name + ":").Add(value) }

// selector returns: x.name
func selector(x, name string) *jen.Statement { return verbatim(x + "." + name) }

// call returns: function(arguments), of a function or of a method, "c.object".
func call(function string, arguments ...jen.Code) jen.Code {
	return verbatim(function).Call(arguments...)
}

// address returns: &x
func address(x jen.Code) *jen.Statement { return jen.Op("&").Add(x) }

// A scope says how names of the generated package are written: the zero scope
// is inside of it, any other one is its import path.
type scope string

func (s scope) id(name string) *jen.Statement {
	if s == "" {
		return jen.Id(name)
	}
	return jen.Qual(string(s), name)
}

// fieldType returns the type of the member's field.
func (s scope) fieldType(m *catalog.Member) *jen.Statement {
	if isPointer(m) {
		return jen.Op("*").Add(s.goType(m.Type))
	}
	return s.goType(m.Type)
}

func (s scope) goType(t *catalog.Type) *jen.Statement { return goKinds[t.Kind].goType(s, t) }

// unexported returns an exported name as Go writes it where it is not
// exported: "ID" as "id", "HTTPStatus" as "httpStatus".
func unexported(name string) string {
	runes := []rune(name)
	upper := 0
	for upper < len(runes) && unicode.IsUpper(runes[upper]) {
		upper++
	}
	if rest := string(runes[upper:]); upper > 1 && rest != "" && rest != "s" && unicode.IsLower(runes[upper]) {
		upper--
	}
	return strings.ToLower(string(runes[:upper])) + string(runes[upper:])
}

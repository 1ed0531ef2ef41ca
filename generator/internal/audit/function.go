package audit

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
)

// A function is a declared function or a literal.
type function struct {
	cursor inspector.Cursor
	sig    *types.Signature
	name   string // empty for a literal
}

// functionOf returns the innermost function around a node. Its signature is nil
// where there is none.
func functionOf(p *analysis.Pass, c inspector.Cursor) function {
	for f := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		switch n := f.Node().(type) {
		case *ast.FuncLit:
			sig, _ := p.TypesInfo.TypeOf(n).(*types.Signature)
			return function{f, sig, ""}
		case *ast.FuncDecl:
			obj, ok := p.TypesInfo.Defs[n.Name].(*types.Func)
			if !ok {
				return function{}
			}
			return function{f, obj.Signature(), n.Name.Name}
		}
	}
	return function{}
}

// returnsError reports whether the function's last result is an error.
func (f function) returnsError() bool {
	if f.sig == nil || f.sig.Results().Len() == 0 {
		return false
	}
	return isErrorType(f.sig.Results().At(f.sig.Results().Len() - 1).Type())
}

// writer returns the first arguments of Write in the function: the response and
// the request, by the names that it has for them.
func (f function) writer() string {
	w, r := "w", "r"
	if f.sig == nil {
		return w + ", " + r
	}
	for v := range f.sig.Params().Variables() {
		switch functionName(v.Type().String()) {
		case "net/http.ResponseWriter":
			w = v.Name()
		case "net/http.Request":
			r = v.Name()
		case strings.TrimSuffix(gin, "."):
			return v.Name() + ".Writer, " + v.Name() + ".Request"
		case strings.TrimSuffix(echo, "."):
			return v.Name() + ".Response(), " + v.Name() + ".Request()"
		}
	}
	return w + ", " + r
}

// holder returns the name of what holds a node, for people: "api.Server.create",
// or that of a variable; the package's alone outside of both.
func holder(pkg string, c inspector.Cursor) string {
	for d := range c.Enclosing((*ast.FuncDecl)(nil), (*ast.ValueSpec)(nil)) {
		switch n := d.Node().(type) {
		case *ast.FuncDecl:
			return pkg + "." + receiver(n) + n.Name.Name
		case *ast.ValueSpec:
			if _, local := d.Parent().Parent().Node().(*ast.DeclStmt); !local {
				return pkg + "." + n.Names[0].Name
			}
		}
	}
	return pkg
}

// receiver returns the name of a method's type with a period behind it.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return ""
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	switch generic := t.(type) {
	case *ast.IndexExpr:
		t = generic.X
	case *ast.IndexListExpr:
		t = generic.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "."
	}
	return ""
}

func isErrorType(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// isError reports whether values of the type are errors.
func isError(t types.Type) bool {
	if t == nil {
		return false
	}
	return types.Implements(t, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

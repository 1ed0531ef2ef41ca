package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// A Form is how code speaks of a problem.
type Form string

// The forms, the strongest first: by the first three a problem is made. What is
// named may be served from where it is named (a table, another package); what is
// recognized is only compared with.
const (
	ByConstructor Form = "constructor"
	ByLiteral     Form = "literal"
	ByType        Form = "type"
	Named         Form = "named"
	recognized    Form = "recognized"
)

// makes reports whether the form makes a problem.
func (f Form) makes() bool { return f == ByConstructor || f == ByLiteral || f == ByType }

// A use is a place that speaks of a problem.
type use struct {
	catalog, problem int
	form             Form
	node             ast.Expr
	cursor           inspector.Cursor
	test             bool
}

// usesAnalyzer returns the analyzer that finds what a package does with
// problems; it has no findings of its own.
func (s *suite) usesAnalyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: "uses", Doc: "find the places that speak of documented problems",
		Requires:   []*analysis.Analyzer{inspect.Analyzer},
		ResultType: reflect.TypeFor[[]use](),
		Run: func(p *analysis.Pass) (any, error) {
			return s.findUses(&pass{Pass: p, suite: s}), nil
		},
	}
}

func (s *suite) findUses(p *pass) []use {
	uses := []use{}
	for c := range p.root().Preorder((*ast.Ident)(nil)) {
		name := c.Node().(*ast.Ident)
		k, id, ok := s.declared(p.TypesInfo.Uses[name])
		if !ok {
			continue
		}
		c = qualified(c)
		u := use{catalog: k.index, problem: id.problem, node: c.Node().(ast.Expr), cursor: c, test: p.isTest(name)}
		switch id.role {
		case constructorRole:
			u.form = ByConstructor
		case typeRole:
			u.form = p.formOfType(c)
		case structRole:
			u.form = p.formOfStruct(c)
		default:
			continue
		}
		uses = append(uses, u)
	}
	return uses
}

// qualified returns the cursor of "problems.TypeX" for that of "TypeX".
func qualified(c inspector.Cursor) inspector.Cursor {
	if c.ParentEdgeKind() == edge.SelectorExpr_Sel {
		return c.Parent()
	}
	return c
}

// outermost climbs from an expression over parentheses, conversions and
// operators that take addresses.
func (p *pass) outermost(c inspector.Cursor) inspector.Cursor {
	for {
		switch parent := c.Parent().Node().(type) {
		case *ast.ParenExpr, *ast.UnaryExpr:
		case *ast.CallExpr:
			if !p.TypesInfo.Types[parent.Fun].IsType() || c.ParentEdgeKind() != edge.CallExpr_Args {
				return c
			}
		default:
			return c
		}
		c = c.Parent()
	}
}

// formOfType tells what a mention of TypeX does.
func (p *pass) formOfType(c inspector.Cursor) Form {
	c = p.outermost(c)
	switch parent := c.Parent().Node().(type) {
	case *ast.BinaryExpr:
		return recognized
	case *ast.CaseClause:
		return recognized
	case *ast.IndexExpr:
		return recognized
	case *ast.SelectorExpr:
		return recognized // a method: its text, its comparison
	case *ast.CallExpr:
		return p.formOfArgument(parent)
	case *ast.ReturnStmt, *ast.AssignStmt:
		if p.becomesError(c) {
			return ByType
		}
	}
	return Named
}

// formOfArgument tells what a call does with a type that it is given.
func (p *pass) formOfArgument(call *ast.CallExpr) Form {
	callee := typeutil.Callee(p.TypesInfo, call)
	if callee == nil {
		return Named
	}
	if k := p.suite.of(callee); k != nil {
		if callee.Name() == "Write" || callee.Name() == "Served" {
			return ByType
		}
		return recognized // Lookup, Is: nothing else takes a type
	}
	switch {
	case callee.Pkg() == nil: // append, say
		return Named
	case callee.Name() == "Is":
		return recognized
	case callee.Pkg().Path() == "fmt" && callee.Name() == "Errorf", callee.Pkg().Path() == "errors" && callee.Name() == "Join":
		return ByType
	case p.suite.isHelper(callee.Pkg().Path()):
		return recognized
	}
	return Named
}

// isHelper reports whether a package is one that belongs to a generated one.
func (s *suite) isHelper(path string) bool {
	for own := range s.byPath {
		if len(path) > len(own) && path[:len(own)] == own && path[len(own)] == '/' {
			return true
		}
	}
	return false
}

// becomesError reports whether a returned or assigned expression is turned into
// an interface there, as errors are.
func (p *pass) becomesError(c inspector.Cursor) bool {
	t := p.destination(c)
	return t != nil && types.IsInterface(t)
}

// destination returns the type of what a returned or assigned expression goes
// into; nil where it is not known.
func (p *pass) destination(c inspector.Cursor) types.Type {
	switch parent := c.Parent().Node().(type) {
	case *ast.ReturnStmt:
		f := functionOf(p.Pass, c)
		if f.sig == nil || f.sig.Results().Len() != len(parent.Results) {
			return nil
		}
		return f.sig.Results().At(c.ParentEdgeIndex()).Type()
	case *ast.AssignStmt:
		if parent.Tok == token.ASSIGN && len(parent.Lhs) == len(parent.Rhs) && c.ParentEdgeKind() == edge.AssignStmt_Rhs {
			return p.TypesInfo.TypeOf(parent.Lhs[c.ParentEdgeIndex()])
		}
	}
	return nil
}

// formOfStruct tells what a mention of the struct type X does.
func (p *pass) formOfStruct(c inspector.Cursor) Form {
	if c.ParentEdgeKind() != edge.CompositeLit_Type {
		return recognized // a variable to read into, a case of a switch
	}
	literal := c.Parent()
	if len(literal.Node().(*ast.CompositeLit).Elts) == 0 && p.outermost(literal).ParentEdgeKind() == edge.CallExpr_Args {
		return recognized // it is read into, or compared with
	}
	return ByLiteral
}

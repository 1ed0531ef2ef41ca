package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// uncheckedProblem finds answers of Do and FromResponse that are told by their
// status, where one documented type has just that.
func (s *suite) uncheckedProblem() *analysis.Analyzer {
	return s.analyzer(ruleUnchecked, "find answers that are told by their status", func(p *pass) {
		for c := range p.root().Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil)) {
			if p.isTest(c.Node()) {
				continue
			}
			switch n := c.Node().(type) {
			case *ast.BinaryExpr:
				if n.Op == token.EQL || n.Op == token.NEQ {
					p.comparison(c, n.X, n.Y)
					p.comparison(c, n.Y, n.X)
				}
			case *ast.SwitchStmt:
				p.switchOn(c, n)
			}
		}
	})
}

func (p *pass) switchOn(c inspector.Cursor, s *ast.SwitchStmt) {
	if s.Tag == nil {
		return
	}
	for _, stmt := range s.Body.List {
		for _, e := range stmt.(*ast.CaseClause).List {
			p.comparison(c, s.Tag, e)
		}
	}
}

// comparison judges the comparison of a status with a number.
func (p *pass) comparison(c inspector.Cursor, status, number ast.Expr) {
	n, ok := p.wholeNumber(number)
	if !ok || n < 400 {
		return
	}
	k := p.statusSource(c, status)
	if k == nil {
		return
	}
	fitting := withStatus([]*known{k}, n)
	if len(fitting) != 1 {
		return
	}
	problem := k.Problems[fitting[0].problem]
	p.report(finding{
		known: k, at: number,
		text: fmt.Sprintf("the status %d is compared, where `%s` is the documented problem", n, problem.Name),
		help: []string{fmt.Sprintf("write errors.Is(err, %s), which stays right when another problem gets this status", p.name(fileOf(c), k, "Type"+problem.GoName))},
	})
}

// statusSource returns the catalog whose problem, or whose client's response, an
// expression is the status of; nil for every other expression.
func (p *pass) statusSource(c inspector.Cursor, e ast.Expr) *known {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		method, ok := e.Fun.(*ast.SelectorExpr)
		if !ok || method.Sel.Name != "Status" || len(e.Args) > 0 {
			return nil
		}
		k, _ := p.suite.ofType(p.TypesInfo.TypeOf(method.X))
		if k != nil && p.receives(c, k) {
			return k
		}
	case *ast.SelectorExpr:
		if name, ok := ast.Unparen(e.X).(*ast.Ident); ok && e.Sel.Name == "StatusCode" {
			return p.answered(c, p.TypesInfo.Uses[name])
		}
	}
	return nil
}

// receives reports whether the function asks a server.
func (p *pass) receives(c inspector.Cursor, k *known) bool {
	for f := range c.Enclosing((*ast.FuncDecl)(nil)) {
		for call := range f.Preorder((*ast.CallExpr)(nil)) {
			if of, word := p.givesProblem(call.Node().(*ast.CallExpr)); of == k && word != "New" {
				return true
			}
		}
	}
	return false
}

// answered returns the catalog whose Do has returned a response, or nil.
func (p *pass) answered(c inspector.Cursor, response types.Object) *known {
	if response == nil {
		return nil
	}
	for f := range c.Enclosing((*ast.FuncDecl)(nil)) {
		for a := range f.Preorder((*ast.AssignStmt)(nil)) {
			assign := a.Node().(*ast.AssignStmt)
			call, ok := ast.Unparen(assign.Rhs[0]).(*ast.CallExpr)
			if !ok || len(assign.Lhs) != 2 {
				continue
			}
			name, ok := assign.Lhs[0].(*ast.Ident)
			if !ok || p.TypesInfo.ObjectOf(name) != response {
				continue
			}
			if k := p.suite.of(typeutil.Callee(p.TypesInfo, call)); k != nil {
				return k
			}
		}
	}
	return nil
}

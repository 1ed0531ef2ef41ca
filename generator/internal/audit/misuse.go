package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// deprecatedProblem finds deprecated and retired problems that are made.
func (s *suite) deprecatedProblem() *analysis.Analyzer {
	return s.analyzer(ruleDeprecated, "find deprecated problems that are made", func(p *pass) {
		for _, u := range p.uses() {
			problem := s.catalogs[u.catalog].Problems[u.problem]
			if u.test || !u.form.makes() || problem.Deprecated+problem.Retired == "" {
				continue
			}
			word, reason := "deprecated", problem.Deprecated
			if problem.Retired != "" {
				word, reason = "retired", problem.Retired
			}
			p.report(finding{
				known: s.byPath[s.catalogs[u.catalog].ImportPath], at: u.node,
				text: fmt.Sprintf("`%s` is %s, and made here", problem.Name, word),
				help: []string{"its page says: " + strings.Join(strings.Fields(reason), " ")},
			})
		}
	})
}

// bareType finds types that are served although their problems need members.
func (s *suite) bareType() *analysis.Analyzer {
	return s.analyzer(ruleBareType, "find bare types of problems with required members", func(p *pass) {
		for _, u := range p.uses() {
			if u.test || u.form != ByType {
				continue
			}
			k := s.byPath[s.catalogs[u.catalog].ImportPath]
			missing := required(p.constructor(k, u.problem))
			if len(missing) == 0 {
				continue
			}
			p.report(finding{
				known: k, at: u.node,
				text: fmt.Sprintf("`%s` has required members, and is served here without them", k.Problems[u.problem].Name),
				help: []string{"write " + p.call(fileOf(u.cursor), k, u.problem)},
			})
		}
	})
}

// lostProblem finds problems that nothing uses. Tests may call for the call's
// sake.
func (s *suite) lostProblem() *analysis.Analyzer {
	return s.analyzer(ruleLost, "find problems that nothing uses", func(p *pass) {
		for c := range p.root().Preorder((*ast.CallExpr)(nil)) {
			call := c.Node().(*ast.CallExpr)
			k, word := p.givesProblem(call)
			if k == nil || p.isTest(call) || !isLost(c, word == "Do") {
				continue
			}
			f := finding{known: k, at: call, text: fmt.Sprintf("nothing uses the problem that %s returns", text(call.Fun))}
			if word == "New" {
				f.help = []string{"write " + p.serve(c, k, text(call.Fun)+"(…)")}
			} else {
				f.help = []string{"look at it: it is the answer of the server where that is an error"}
			}
			p.report(f)
		}
	})
}

// givesProblem tells the functions whose result is a problem: "New", "Do" and
// "FromResponse".
func (p *pass) givesProblem(call *ast.CallExpr) (*known, string) {
	callee := typeutil.Callee(p.TypesInfo, call)
	k := p.suite.of(callee)
	if k == nil {
		return nil, ""
	}
	if _, id, ok := p.suite.declared(callee); ok {
		if id.role == constructorRole {
			return k, "New"
		}
		return nil, ""
	}
	switch callee.Name() {
	case "Do", "FromResponse":
		return k, callee.Name()
	}
	return nil, ""
}

// isLost reports whether a call's result, or its second one, goes nowhere.
func isLost(c inspector.Cursor, second bool) bool {
	switch parent := c.Parent().Node().(type) {
	case *ast.ExprStmt, *ast.GoStmt, *ast.DeferStmt:
		return true
	case *ast.AssignStmt:
		i := c.ParentEdgeIndex()
		if second {
			i = len(parent.Lhs) - 1
		}
		return isBlank(parent.Lhs[i])
	case *ast.ValueSpec:
		i := c.ParentEdgeIndex()
		if second {
			i = len(parent.Names) - 1
		}
		return parent.Type == nil && isBlank(parent.Names[i])
	}
	return false
}

func isBlank(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "_"
}

// unsetMember finds literals that leave a required member unset. Those of a
// problem or an object in one are looked at only where they set anything: empty
// ones are read into.
func (s *suite) unsetMember() *analysis.Analyzer {
	return s.analyzer(ruleUnsetMember, "find literals that leave a required member unset", func(p *pass) {
		for c := range p.root().Preorder((*ast.CompositeLit)(nil)) {
			literal := c.Node().(*ast.CompositeLit)
			k, named := s.ofType(p.TypesInfo.TypeOf(literal))
			if k == nil || p.isTest(literal) || p.isMadeByOthers(fileOf(c)) {
				continue
			}
			fields := p.requiredFields(k, named, literal)
			set := setFields(literal)
			for _, name := range p.setLater(c) {
				set[name] = true
			}
			unset := slices.DeleteFunc(fields, func(name string) bool { return set[name] })
			if len(unset) > 0 {
				p.reportUnset(c, k, named, unset)
			}
		}
	})
}

// requiredFields returns the fields that a literal of the type should set: all
// of a XParams, and those of a struct that are sent even when they are empty.
func (p *pass) requiredFields(k *known, named *types.Named, literal *ast.CompositeLit) []string {
	structure, ok := named.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	isParams := k.idents[named.Obj().Name()].role == paramsRole
	if !isParams && len(literal.Elts) == 0 || len(literal.Elts) > 0 && !isKeyed(literal) {
		return nil
	}
	var fields []string
	for i := range structure.NumFields() {
		if isParams || isSent(structure.Tag(i)) && !structure.Field(i).Embedded() {
			fields = append(fields, structure.Field(i).Name())
		}
	}
	return fields
}

// isSent reports whether a field with the tag is a member that is always there.
func isSent(tag string) bool {
	name, options, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name != "" && name != "-" && !strings.Contains(options, "omit")
}

func isKeyed(literal *ast.CompositeLit) bool {
	_, ok := literal.Elts[0].(*ast.KeyValueExpr)
	return ok
}

// setFields returns the fields that a literal sets.
func setFields(literal *ast.CompositeLit) map[string]bool {
	set := map[string]bool{}
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				set[name.Name] = true
			}
		}
	}
	return set
}

// setLater returns the fields that the function sets of the variable that a
// literal goes into.
func (p *pass) setLater(c inspector.Cursor) []string {
	c = p.outermost(c)
	variable := p.variable(c)
	f := functionOf(p.Pass, c)
	if variable == nil || f.sig == nil {
		return nil
	}
	var fields []string
	for s := range f.cursor.Preorder((*ast.SelectorExpr)(nil)) {
		selector := s.Node().(*ast.SelectorExpr)
		name, ok := ast.Unparen(selector.X).(*ast.Ident)
		if ok && p.TypesInfo.Uses[name] == variable && isWritten(s) {
			fields = append(fields, selector.Sel.Name)
		}
	}
	return fields
}

// variable returns the variable that an expression is assigned to, or nil.
func (p *pass) variable(c inspector.Cursor) types.Object {
	var name ast.Expr
	switch parent := c.Parent().Node().(type) {
	case *ast.AssignStmt:
		if c.ParentEdgeKind() == edge.AssignStmt_Rhs && len(parent.Lhs) == len(parent.Rhs) {
			name = parent.Lhs[c.ParentEdgeIndex()]
		}
	case *ast.ValueSpec:
		if c.ParentEdgeKind() == edge.ValueSpec_Values && len(parent.Names) == len(parent.Values) {
			name = parent.Names[c.ParentEdgeIndex()]
		}
	}
	id, ok := name.(*ast.Ident)
	if !ok {
		return nil
	}
	return p.TypesInfo.ObjectOf(id)
}

// isWritten reports whether a selector stands where it is assigned to, or where
// its address is taken, itself or a part of it.
func isWritten(c inspector.Cursor) bool {
	for {
		switch c.ParentEdgeKind() {
		case edge.AssignStmt_Lhs:
			return true
		case edge.UnaryExpr_X:
			return c.Parent().Node().(*ast.UnaryExpr).Op == token.AND
		case edge.SelectorExpr_X, edge.IndexExpr_X, edge.ParenExpr_X:
			c = c.Parent()
		default:
			return false
		}
	}
}

func (p *pass) reportUnset(c inspector.Cursor, k *known, named *types.Named, unset []string) {
	name := named.Obj().Name()
	noun, verb := "member", "is sent empty"
	if len(unset) > 1 {
		noun, verb = "members", "are sent empty"
	}
	p.report(finding{
		known: k, at: c.Node(),
		text: fmt.Sprintf("%s leaves the required %s %s unset: %s", name, noun, strings.Join(unset, ", "), verb),
		help: []string{fmt.Sprintf("set %s; a value that is meant to be empty is written down as such", strings.Join(unset, ", "))},
	})
}

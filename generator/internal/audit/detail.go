package audit

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// leakingDetail finds errors' texts that are served to clients: as the detail,
// or as a member.
func (s *suite) leakingDetail() *analysis.Analyzer {
	return s.analyzer(ruleLeakingDetail, "find errors' texts that are served", func(p *pass) {
		for c := range p.root().Preorder((*ast.CallExpr)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil)) {
			if p.isTest(c.Node()) || p.isMadeByOthers(fileOf(c)) {
				continue
			}
			for _, given := range p.givenToClients(c) {
				if err := p.leak(given.value); err != nil {
					p.reportLeak(c, given, err)
				}
			}
		}
	})
}

// A given is an expression that is given to clients, in a problem of a catalog.
type given struct {
	known *known
	value ast.Expr
}

// givenToClients returns the expressions in a node that are given to clients.
func (p *pass) givenToClients(c inspector.Cursor) []given {
	switch n := c.Node().(type) {
	case *ast.CallExpr:
		return p.givenArguments(n)
	case *ast.CompositeLit:
		return p.givenFields(n)
	case *ast.AssignStmt:
		return p.givenAssignments(n)
	}
	return nil
}

// givenArguments returns the arguments of a constructor, its options left out,
// and those of options.
func (p *pass) givenArguments(call *ast.CallExpr) []given {
	callee := typeutil.Callee(p.TypesInfo, call)
	k := p.suite.of(callee)
	if k == nil {
		return nil
	}
	if _, id, ok := p.suite.declared(callee); ok && id.role == constructorRole {
		members := callee.(*types.Func).Signature().Params().Len() - 1 // the last ones are options
		return all(k, call.Args[:min(members, len(call.Args))])
	}
	switch callee.Name() {
	case "WithDetail", "WithInstance":
		return all(k, call.Args)
	case "WithDetailf":
		if p.formatsError(call.Args) != nil {
			return []given{{k, call}}
		}
	}
	return nil
}

func all(k *known, values []ast.Expr) []given {
	var found []given
	for _, v := range values {
		found = append(found, given{k, v})
	}
	return found
}

// givenFields returns the values of a literal of a type of the package.
func (p *pass) givenFields(literal *ast.CompositeLit) []given {
	var found []given
	for _, e := range literal.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if name, ok := pair.Key.(*ast.Ident); ok {
				found = p.addGiven(found, p.TypesInfo.Uses[name], pair.Value)
			}
		}
	}
	return found
}

// givenAssignments returns what is assigned to fields of types of the package.
func (p *pass) givenAssignments(assign *ast.AssignStmt) []given {
	var found []given
	for i, left := range assign.Lhs {
		if field, ok := ast.Unparen(left).(*ast.SelectorExpr); ok && len(assign.Lhs) == len(assign.Rhs) {
			found = p.addGiven(found, p.TypesInfo.Uses[field.Sel], assign.Rhs[i])
		}
	}
	return found
}

// addGiven adds the value of a field, where that is one of the generated package
// that holds text.
func (p *pass) addGiven(found []given, field types.Object, value ast.Expr) []given {
	v, ok := field.(*types.Var)
	if !ok || !v.IsField() || p.suite.of(v) == nil {
		return found
	}
	t := v.Type()
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if basic, ok := t.Underlying().(*types.Basic); !ok || basic.Info()&types.IsString == 0 {
		return found
	}
	return append(found, given{p.suite.of(v), value})
}

// leak returns the error whose text an expression is or has in it, or nil.
func (p *pass) leak(e ast.Expr) ast.Expr {
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if err := p.leak(e.X); err != nil {
			return err
		}
		return p.leak(e.Y)
	case *ast.CallExpr:
		if err := p.errorText(e); err != nil {
			return p.foreign(err)
		}
		callee := typeutil.Callee(p.TypesInfo, e)
		if callee == nil || callee.Pkg() == nil {
			return nil
		}
		if p.suite.of(callee) != nil && callee.Name() == "WithDetailf" {
			return p.formatsError(e.Args)
		}
		switch callee.Pkg().Path() + "." + callee.Name() {
		case "fmt.Sprintf":
			return p.formatsError(e.Args)
		case "fmt.Sprint", "fmt.Sprintln":
			return p.firstError(e.Args)
		}
	}
	return nil
}

// formatsError returns the first error that a format prints, or nil. Formats
// that are no constants print everything.
func (p *pass) formatsError(args []ast.Expr) ast.Expr {
	if len(args) < 2 {
		return nil
	}
	format := ""
	if value := p.TypesInfo.Types[args[0]].Value; value != nil && value.Kind() == constant.String {
		format = constant.StringVal(value)
	}
	args = args[1:]
	for i, verb := range verbs(format) {
		if verb == 'T' && i < len(args) {
			args = append(append([]ast.Expr{}, args[:i]...), args[i+1:]...)
			break
		}
	}
	return p.firstError(args)
}

// verbs returns the verbs of a format, in order.
func verbs(format string) []rune {
	var found []rune
	for rest := format; ; {
		_, after, ok := strings.Cut(rest, "%")
		if !ok {
			return found
		}
		after = strings.TrimLeft(after, "+-# 0123456789.[]*")
		if after == "" {
			return found
		}
		if after[0] != '%' {
			found = append(found, rune(after[0]))
		}
		rest = after[1:]
	}
}

// firstError returns the first argument that is an error or the text of one.
func (p *pass) firstError(args []ast.Expr) ast.Expr {
	for _, arg := range args {
		if t := p.TypesInfo.TypeOf(arg); isError(t) && p.foreign(arg) != nil {
			return arg
		}
		if err := p.leak(arg); err != nil {
			return err
		}
	}
	return nil
}

// foreign returns an error, but nil where its type is one of the generated
// package: such text is made for clients.
func (p *pass) foreign(err ast.Expr) ast.Expr {
	if k, _ := p.suite.ofType(p.TypesInfo.TypeOf(err)); k != nil {
		return nil
	}
	return err
}

func (p *pass) reportLeak(c inspector.Cursor, leaking given, err ast.Expr) {
	where := "a member"
	if call, ok := c.Node().(*ast.CallExpr); ok && strings.HasPrefix(typeutil.Callee(p.TypesInfo, call).Name(), "WithDetail") {
		where = "the detail"
	}
	cause := p.name(fileOf(c), leaking.known, "WithCause") + "(" + text(err) + ")"
	p.report(finding{
		known: leaking.known, at: leaking.value,
		text: fmt.Sprintf("the text of the error %s is served to clients as %s", text(err), where),
		help: []string{fmt.Sprintf("give the error as %s, which is logged and never served, and tell clients what they can do about it", cause)},
	})
}

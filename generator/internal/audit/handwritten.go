package audit

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"
)

// handWrittenError finds statuses of 400 and above that are answered past the
// generated package.
func (s *suite) handWrittenError() *analysis.Analyzer {
	return s.analyzer(ruleHandWrittenError, "find errors that are answered past the generated package", func(p *pass) {
		catalogs := p.imported()
		if len(catalogs) == 0 {
			return
		}
		hooks := p.proxyHooks()
		for c := range p.root().Preorder((*ast.CallExpr)(nil)) {
			call := c.Node().(*ast.CallExpr)
			w, ok := p.wayOf(call)
			if !ok {
				continue
			}
			status, ok := p.statusOf(call, w)
			if !ok || status < 400 || status > 599 || p.isExempt(c, call.Args, hooks) {
				continue
			}
			p.reportHandWritten(c, call, text(call.Fun), status, catalogs)
		}
		p.returnedErrors(catalogs, hooks)
	})
}

// returnedErrors finds the frameworks' own errors that are returned:
// echo.ErrNotFound.
func (p *pass) returnedErrors(catalogs []*known, hooks map[any]bool) {
	statuses := errorStatuses()
	for c := range p.root().Preorder((*ast.ReturnStmt)(nil)) {
		for _, e := range c.Node().(*ast.ReturnStmt).Results {
			selector, ok := ast.Unparen(e).(*ast.SelectorExpr)
			if !ok {
				continue
			}
			v, ok := p.TypesInfo.Uses[selector.Sel].(*types.Var)
			if !ok || v.Pkg() == nil || !hasErrors(v.Pkg().Path()) || v.Parent() != v.Pkg().Scope() {
				continue
			}
			status := statuses[strings.TrimPrefix(strings.TrimPrefix(v.Name(), "Err"), "Status")]
			if status != 0 && !p.isExempt(c, nil, hooks) {
				p.reportHandWritten(c, e, text(e), status, catalogs)
			}
		}
	}
}

// hasErrors tells the packages of frameworks that have an error for each status.
func hasErrors(path string) bool {
	switch functionName(path) {
	case "github.com/labstack/echo", "github.com/gofiber/fiber":
		return true
	}
	return false
}

// errorStatuses are the statuses of errors by the names of statuses: "NotFound".
func errorStatuses() map[string]int {
	statuses := map[string]int{}
	for status := 400; status < 600; status++ {
		if name := http.StatusText(status); name != "" {
			statuses[strings.NewReplacer(" ", "", "-", "", "'", "").Replace(name)] = status
		}
	}
	return statuses
}

// isExempt tells the places where an answer is not the program's own word.
func (p *pass) isExempt(c inspector.Cursor, arguments []ast.Expr, hooks map[any]bool) bool {
	file := fileOf(c)
	if p.isTest(file) || p.isMadeByOthers(file) || importName(file, "testing") != "" || importName(file, "net/http/httptest") != "" {
		return true
	}
	for f := range c.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		if p.isForwarder(f) || hooks[f.Node()] {
			return true
		}
		if d, ok := f.Node().(*ast.FuncDecl); ok && (d.Name.Name == "WriteHeader" || hooks[p.TypesInfo.Defs[d.Name]]) {
			return true
		}
	}
	return slices.ContainsFunc(arguments, p.isOwnProblem)
}

// isOwnProblem reports whether an argument is a problem of a generated package:
// its words are the pages'.
func (p *pass) isOwnProblem(e ast.Expr) bool {
	k, _ := p.suite.ofType(p.TypesInfo.TypeOf(e))
	return k != nil
}

// isForwarder reports whether a function answers with a status that it is given:
// it is what others answer with.
func (p *pass) isForwarder(f inspector.Cursor) bool {
	given := map[types.Object]bool{}
	for _, field := range functionType(f.Node()).Params.List {
		for _, name := range field.Names {
			if obj := p.TypesInfo.Defs[name]; obj != nil && isInteger(obj.Type()) {
				given[obj] = true
			}
		}
	}
	if len(given) == 0 {
		return false
	}
	for c := range f.Preorder((*ast.CallExpr)(nil)) {
		call := c.Node().(*ast.CallExpr)
		w, ok := p.wayOf(call)
		if !ok || w.status != 0 || w.argument >= len(call.Args) {
			continue
		}
		if name, ok := ast.Unparen(call.Args[w.argument]).(*ast.Ident); ok && given[p.TypesInfo.Uses[name]] {
			return true
		}
	}
	return false
}

func functionType(n ast.Node) *ast.FuncType {
	if lit, ok := n.(*ast.FuncLit); ok {
		return lit.Type
	}
	return n.(*ast.FuncDecl).Type
}

func isInteger(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// proxyHooks returns the functions that are hooks of an httputil.ReverseProxy:
// literals by their nodes, declared ones by their objects. What they answer is
// about the upstream.
func (p *pass) proxyHooks() map[any]bool {
	hooks := map[any]bool{}
	for c := range p.root().Preorder((*ast.KeyValueExpr)(nil), (*ast.AssignStmt)(nil)) {
		switch n := c.Node().(type) {
		case *ast.KeyValueExpr:
			if name, ok := n.Key.(*ast.Ident); ok && isProxyField(p.TypesInfo.Uses[name]) {
				p.addHook(hooks, n.Value)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if s, ok := left.(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) && isProxyField(p.TypesInfo.Uses[s.Sel]) {
					p.addHook(hooks, n.Rhs[i])
				}
			}
		}
	}
	return hooks
}

func isProxyField(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	return ok && v.IsField() && v.Pkg() != nil && v.Pkg().Path() == "net/http/httputil"
}

func (p *pass) addHook(hooks map[any]bool, value ast.Expr) {
	switch v := ast.Unparen(value).(type) {
	case *ast.FuncLit:
		hooks[ast.Node(v)] = true
	case *ast.Ident:
		hooks[p.TypesInfo.Uses[v]] = true
	case *ast.SelectorExpr:
		hooks[p.TypesInfo.Uses[v.Sel]] = true
	}
}

// reportHandWritten names the pages with the status, and what makes their
// problems.
func (p *pass) reportHandWritten(c inspector.Cursor, at ast.Expr, what string, status int, catalogs []*known) {
	f := finding{known: catalogs[0], at: at, text: fmt.Sprintf("%s answers %d past package %s", what, status, p.packageNames(catalogs))}
	fitting := withStatus(catalogs, status)
	switch len(fitting) {
	case 0:
		f.help = append(f.help, p.undocumentedStatus(fileOf(c), catalogs[0], status))
	case 1:
		k, problem := fitting[0].known, fitting[0].problem
		f.known = k
		f.help = append(f.help, fmt.Sprintf("page `%s` has this status: %s", k.Problems[problem].Name, p.serve(c, k, p.call(fileOf(c), k, problem))))
		if call, ok := at.(*ast.CallExpr); ok {
			f.fixTitle, f.edits = p.returnInstead(c, call, k, problem)
		}
	default:
		f.help = append(f.help, "pages with this status: "+p.calls(fileOf(c), fitting))
	}
	p.report(f)
}

func (p *pass) packageNames(catalogs []*known) string {
	var names []string
	for _, k := range catalogs {
		names = append(names, p.packageName(k))
	}
	return strings.Join(names, " and ")
}

// undocumentedStatus says what to do about a status that no page has.
func (p *pass) undocumentedStatus(f *ast.File, k *known, status int) string {
	help := fmt.Sprintf("no page has the status %d: document the problem", status)
	if pkg := p.generated(k); pkg != nil && pkg.Scope().Lookup("Blank") != nil {
		help += fmt.Sprintf(", or answer with %s(%d)", p.name(f, k, "Blank"), status)
	}
	return help
}

// maxNamed is how many problems a finding names.
const maxNamed = 4

func (p *pass) calls(f *ast.File, fitting []candidate) string {
	var calls []string
	for _, c := range fitting[:min(len(fitting), maxNamed)] {
		calls = append(calls, p.call(f, c.known, c.problem))
	}
	if more := len(fitting) - len(calls); more > 0 {
		calls = append(calls, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(calls, ", ")
}

// A candidate is a problem that may be meant.
type candidate struct {
	known   *known
	problem int
}

// withStatus returns the problems that have a status: those that are to be made
// still, or else the deprecated ones.
func withStatus(catalogs []*known, status int) []candidate {
	var current, deprecated []candidate
	for _, k := range catalogs {
		for i, p := range k.Problems {
			switch {
			case p.Retired != "" || !slices.Contains(p.Statuses, status):
			case p.Deprecated != "":
				deprecated = append(deprecated, candidate{k, i})
			default:
				current = append(current, candidate{k, i})
			}
		}
	}
	if len(current) > 0 {
		return current
	}
	return deprecated
}

// returnInstead returns the repair of a net/http answer that a return of a nil
// error follows: the problem is returned instead. There is none where the
// problem needs members, or where it is not plain what becomes of the text.
func (p *pass) returnInstead(c inspector.Cursor, call *ast.CallExpr, k *known, problem int) (string, []edit) {
	sig := p.constructor(k, problem)
	if sig == nil || len(required(sig)) > 0 || k.Problems[problem].Deprecated != "" || !functionOf(p.Pass, c).returnsError() || !p.canName(c, k) {
		return "", nil
	}
	last, ok := p.returnsNil(c)
	if !ok {
		return "", nil
	}
	instead, ok := p.instead(fileOf(c), call, k, problem)
	if !ok {
		return "", nil
	}
	ret := last.Parent().Node()
	return "return " + instead + " instead", []edit{
		{call.Pos(), ret.Pos(), ""},
		{last.Node().Pos(), last.Node().End(), instead},
	}
}

// returnsNil returns the nil that is returned as the error right behind a
// statement.
func (p *pass) returnsNil(c inspector.Cursor) (inspector.Cursor, bool) {
	if c.ParentEdgeKind() != edge.ExprStmt_X {
		return inspector.Cursor{}, false
	}
	next, ok := c.Parent().NextSibling()
	if !ok {
		return inspector.Cursor{}, false
	}
	ret, ok := next.Node().(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 || p.hasComment(fileOf(c), c.Parent().Node(), ret) {
		return inspector.Cursor{}, false
	}
	last, ok := next.LastChild()
	return last, ok && p.TypesInfo.Types[last.Node().(ast.Expr)].IsNil()
}

// hasComment reports whether a comment stands between two nodes.
func (p *pass) hasComment(f *ast.File, before, after ast.Node) bool {
	return slices.ContainsFunc(f.Comments, func(g *ast.CommentGroup) bool { return before.Pos() <= g.Pos() && g.End() <= after.Pos() })
}

// instead returns the expression that says what the call says: its text becomes
// the detail, and an error's text the cause.
func (p *pass) instead(f *ast.File, call *ast.CallExpr, k *known, problem int) (string, bool) {
	bare := p.name(f, k, "Type"+k.Problems[problem].GoName)
	callee := typeutil.Callee(p.TypesInfo, call)
	if callee == nil || callee.Pkg() == nil || callee.Pkg().Path() != "net/http" {
		return "", false
	}
	if callee.Name() == "NotFound" {
		return bare, true
	}
	if callee.Name() != "Error" {
		return "", false
	}
	option := ""
	message := ast.Unparen(call.Args[1])
	switch err := p.errorText(message); {
	case err != nil:
		option = "WithCause(" + text(err) + ")"
	case p.saysNoMore(message, k.Problems[problem]):
		return bare, true
	case p.TypesInfo.Types[message].Value != nil:
		option = "WithDetail(" + text(message) + ")"
	default:
		return "", false
	}
	return p.name(f, k, "New"+k.Problems[problem].GoName) + "(" + p.name(f, k, option) + ")", true
}

// saysNoMore reports whether a text is what the status or the title says anyway.
func (p *pass) saysNoMore(message ast.Expr, problem Problem) bool {
	if call, ok := message.(*ast.CallExpr); ok {
		callee := typeutil.Callee(p.TypesInfo, call)
		return callee != nil && callee.Pkg() != nil && callee.Pkg().Path() == "net/http" && callee.Name() == "StatusText"
	}
	value := p.TypesInfo.Types[message].Value
	if value == nil || value.Kind() != constant.String {
		return false
	}
	words := strings.TrimSuffix(strings.TrimSpace(constant.StringVal(value)), ".")
	for _, status := range problem.Statuses {
		words = strings.TrimPrefix(words, strconv.Itoa(status)+" ")
		if strings.EqualFold(words, http.StatusText(status)) {
			return true
		}
	}
	return words == "" || strings.EqualFold(words, problem.Title)
}

// errorText returns the error whose text an expression is: err.Error(); nil
// where it is none.
func (p *pass) errorText(e ast.Expr) ast.Expr {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(call.Args) != 0 {
		return nil
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || method.Sel.Name != "Error" || !isError(p.TypesInfo.TypeOf(method.X)) {
		return nil
	}
	return method.X
}

package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
)

// The rules about code. The first two look at the module as a whole.
const (
	ruleUnserved         = "unserved-problem"   // warning: no code serves a documented problem
	ruleUntested         = "untested-problem"   // note: no test speaks of a problem that code makes
	ruleHandWrittenError = "hand-written-error" // warning: an error is answered past the generated package
	ruleHandWrittenType  = "hand-written-type"  // warning: a type URI is typed by hand
	ruleLeakingDetail    = "leaking-detail"     // error: an error's text is served
	ruleDeprecated       = "deprecated-problem" // warning: a deprecated or retired problem is made
	ruleLost             = "lost-problem"       // error: nothing uses a problem
	ruleBareType         = "bare-type"          // error: a type is served without its required members
	ruleUnsetMember      = "unset-member"       // error: a literal leaves a required member unset
	ruleUnchecked        = "unchecked-problem"  // warning: an answer is told by its status
)

// A suite holds the analyzers of one run: what they know of the catalogs never
// changes.
type suite struct {
	catalogs []Catalog
	byPath   map[string]*known
	answers  map[string]way
	// answering are the last names of the functions in answers.
	answering map[string]bool
	uses      *analysis.Analyzer
}

// known is a catalog with what its package declares for each problem.
type known struct {
	*Catalog
	index  int
	idents map[string]ident
	types  map[string]int // by type URI and alias
	base   string
}

// An ident is what an identifier of a generated package stands for.
type ident struct {
	problem int
	role    role
}

// A role is what an identifier is for.
type role int

const (
	constructorRole role = iota + 1 // NewX
	typeRole                        // TypeX
	structRole                      // X
	paramsRole                      // XParams
)

func newSuite(catalogs []Catalog, answers []Answer) *suite {
	s := &suite{catalogs: catalogs, byPath: map[string]*known{}, answers: ways(answers)}
	for i := range catalogs {
		s.byPath[catalogs[i].ImportPath] = know(&catalogs[i], i)
	}
	s.answering = lastNames(s.answers)
	s.uses = s.usesAnalyzer()
	return s
}

func know(c *Catalog, index int) *known {
	k := &known{Catalog: c, index: index, idents: map[string]ident{}, types: map[string]int{}, base: c.baseURI()}
	for i, p := range c.Problems {
		k.idents["New"+p.GoName] = ident{i, constructorRole}
		k.idents["Type"+p.GoName] = ident{i, typeRole}
		k.idents[p.GoName] = ident{i, structRole}
		k.idents[p.GoName+"Params"] = ident{i, paramsRole}
		for _, alias := range p.Aliases {
			k.types[alias] = i
		}
	}
	for i, p := range c.Problems {
		k.types[p.Type] = i
	}
	return k
}

// analyzers returns those that find something, one a rule.
func (s *suite) analyzers() []*analysis.Analyzer {
	return []*analysis.Analyzer{
		s.handWrittenError(), s.handWrittenType(), s.leakingDetail(), s.deprecatedProblem(),
		s.lostProblem(), s.bareType(), s.unsetMember(), s.uncheckedProblem(),
	}
}

// analyzer returns one analyzer that walks syntax trees.
func (s *suite) analyzer(rule, doc string, run func(*pass)) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name: strings.ReplaceAll(rule, "-", "_"), Doc: doc,
		Requires:   []*analysis.Analyzer{inspect.Analyzer, s.uses},
		ResultType: reflect.TypeFor[[]finding](),
		Run: func(driver *analysis.Pass) (any, error) {
			p := &pass{Pass: driver, suite: s, rule: rule, findings: []finding{}}
			run(p)
			return p.findings, nil
		},
	}
}

// A pass is one rule's look at one package.
type pass struct {
	*analysis.Pass
	suite    *suite
	rule     string
	findings []finding
}

// root returns the cursor that holds all files.
func (p *pass) root() inspector.Cursor {
	return p.ResultOf[inspect.Analyzer].(*inspector.Inspector).Root()
}

// uses returns what the package does with problems.
func (p *pass) uses() []use { return p.ResultOf[p.suite.uses].([]use) }

// A finding is what an analyzer has to say about a node.
type finding struct {
	rule string
	// known is the catalog that it is about.
	known *known
	at    ast.Node
	text  string
	help  []string
	// fixTitle and edits are the repair, where there is exactly one right one.
	fixTitle string
	edits    []edit
}

// An edit replaces what is from one position to another.
type edit struct {
	from, to token.Pos
	text     string
}

// report takes a finding in. The driver gets it as well: the lines of its
// message behind the first say what to do.
func (p *pass) report(f finding) {
	f.rule = p.rule
	p.findings = append(p.findings, f)
	p.Report(analysis.Diagnostic{
		Pos: f.at.Pos(), End: f.at.End(), Category: p.rule,
		Message: strings.Join(append([]string{f.text}, f.help...), "\n"),
	})
}

// declared returns what a package-level object of a generated package is.
func (s *suite) declared(obj types.Object) (*known, ident, bool) {
	k := s.of(obj)
	if k == nil || obj.Parent() != obj.Pkg().Scope() {
		return nil, ident{}, false
	}
	id, ok := k.idents[obj.Name()]
	return k, id, ok
}

// of returns the catalog whose package declares the object, or nil.
func (s *suite) of(obj types.Object) *known {
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	return s.byPath[obj.Pkg().Path()]
}

// ofType returns the catalog whose package declares the type, which may be
// behind a pointer, or nil.
func (s *suite) ofType(t types.Type) (*known, *types.Named) {
	if t == nil {
		return nil, nil
	}
	if pointer, ok := types.Unalias(t).(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil, nil
	}
	return s.of(named.Obj()), named
}

// imported returns the catalogs that files of the package import, tests left
// out.
func (p *pass) imported() []*known {
	var found []*known
	for _, k := range p.suite.byPath {
		for _, f := range p.Files {
			if !p.isTest(f) && importName(f, k.ImportPath) != "" {
				found = append(found, k)
				break
			}
		}
	}
	sortKnown(found)
	return found
}

// isTest reports whether a file is a test's.
func (p *pass) isTest(n ast.Node) bool { return isTestFile(p.Fset, n.Pos()) }

// isMadeByOthers reports whether another generator has made a file. What cgo
// makes of a file on the way to the compiler is not meant.
func (p *pass) isMadeByOthers(f *ast.File) bool {
	return ast.IsGenerated(f) && !isCompiledOnly(p.Fset, f.Pos())
}

// isCompiledOnly reports whether a position is in a file that cgo has made of
// another one: such files lie in the go command's cache, under names of its own.
func isCompiledOnly(fset *token.FileSet, pos token.Pos) bool {
	return !strings.HasSuffix(fset.File(pos).Name(), ".go")
}

func isTestFile(fset *token.FileSet, pos token.Pos) bool {
	return strings.HasSuffix(fset.File(pos).Name(), "_test.go")
}

// file returns the file that holds the cursor's node.
func fileOf(c inspector.Cursor) *ast.File {
	for f := range c.Enclosing((*ast.File)(nil)) {
		return f.Node().(*ast.File)
	}
	return nil
}

// importName returns the name by which a file knows a package: "." for a dot
// import, and "" where it does not import it.
func importName(f *ast.File, path string) string {
	for _, spec := range f.Imports {
		if value, err := strconv.Unquote(spec.Path.Value); err != nil || value != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return "?"
	}
	return ""
}

// name returns how code in the file says a name of the catalog's package.
func (p *pass) name(f *ast.File, k *known, ident string) string {
	switch name := importName(f, k.ImportPath); name {
	case ".":
		return ident
	case "?", "", "_":
		return p.packageName(k) + "." + ident
	default:
		return name + "." + ident
	}
}

// canName reports whether code at a place can say a name of the catalog's
// package: nothing nearer has the package's name.
func (p *pass) canName(c inspector.Cursor, k *known) bool {
	pos := c.Node().Pos()
	name, _, qualified := strings.Cut(p.name(fileOf(c), k, ""), ".")
	scope := p.Pkg.Scope().Innermost(pos)
	if !qualified || scope == nil {
		return false
	}
	_, obj := scope.LookupParent(name, pos)
	pkg, isPackage := obj.(*types.PkgName)
	return obj == nil || isPackage && pkg.Imported().Path() == k.ImportPath
}

// packageName returns the name of the catalog's package.
func (p *pass) packageName(k *known) string {
	if pkg := p.generated(k); pkg != nil {
		return pkg.Name()
	}
	return k.ImportPath[strings.LastIndexByte(k.ImportPath, '/')+1:]
}

// generated returns the catalog's package as the code sees it; nil where it does
// not import it itself.
func (p *pass) generated(k *known) *types.Package {
	for _, pkg := range p.Pkg.Imports() {
		if pkg.Path() == k.ImportPath {
			return pkg
		}
	}
	return nil
}

// constructor returns the signature of a problem's constructor; nil where the
// package has none, as for retired problems.
func (p *pass) constructor(k *known, problem int) *types.Signature {
	pkg := p.generated(k)
	if pkg == nil {
		return nil
	}
	f, ok := pkg.Scope().Lookup("New" + k.Problems[problem].GoName).(*types.Func)
	if !ok {
		return nil
	}
	return f.Signature()
}

// required returns the names of the constructor's parameters before its
// options.
func required(sig *types.Signature) []string {
	if sig == nil {
		return nil
	}
	var names []string
	for v := range sig.Params().Variables() {
		names = append(names, v.Name())
	}
	if sig.Variadic() {
		names = names[:len(names)-1]
	}
	return names
}

// call returns how the file would make the problem:
// "problems.NewTransactionFailed(extras)".
func (p *pass) call(f *ast.File, k *known, problem int) string {
	sig := p.constructor(k, problem)
	if sig == nil {
		return p.name(f, k, "Type"+k.Problems[problem].GoName)
	}
	return p.name(f, k, "New"+k.Problems[problem].GoName) + "(" + strings.Join(required(sig), ", ") + ")"
}

// serve says what to do with an expression that makes a problem: return it
// where the function returns an error, else write it.
func (p *pass) serve(c inspector.Cursor, k *known, expr string) string {
	f := functionOf(p.Pass, c)
	if f.returnsError() {
		return "return " + expr
	}
	return p.name(fileOf(c), k, "Write") + "(" + f.writer() + ", " + expr + ")"
}

// text returns the source text of an expression, for messages.
func text(e ast.Expr) string { return types.ExprString(e) }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

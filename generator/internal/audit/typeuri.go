package audit

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/hcnet/problemgen/generator/diag"
)

// baseURI returns what type URIs begin with: the configured base, else what all
// of them have in common up to a slash or number sign.
func (c *Catalog) baseURI() string {
	if c.Base != "" || len(c.Problems) < 2 {
		return c.Base
	}
	base := c.Problems[0].Type
	for _, p := range c.Problems[1:] {
		for !strings.HasPrefix(p.Type, base) {
			base = base[:len(base)-1]
		}
	}
	base = base[:strings.LastIndexAny(base, "/#:")+1]
	if strings.Count(base, "/") < 3 {
		return "" // a scheme alone
	}
	return base
}

// problemName matches what names a problem behind a base.
var problemName = regexp.MustCompile(`^/?[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*$`)

// handWrittenType finds string constants that are type URIs. Tests are left out:
// that they spell what goes over the wire is their purpose.
func (s *suite) handWrittenType() *analysis.Analyzer {
	return s.analyzer(ruleHandWrittenType, "find type URIs that are typed by hand", func(p *pass) {
		catalogs := p.imported()
		for c := range p.root().Preorder((*ast.BasicLit)(nil)) {
			if c.Node().(*ast.BasicLit).Kind != token.STRING || len(catalogs) == 0 {
				continue
			}
			file := fileOf(c)
			if p.isTest(file) || p.isMadeByOthers(file) {
				continue
			}
			c, uri := p.wholeConstant(c)
			if c.Valid() {
				p.typeURI(c, uri, catalogs)
			}
		}
	})
}

// wholeConstant returns the whole constant expression that a literal begins, and
// its value; the zero cursor where the literal is not its first one.
func (p *pass) wholeConstant(c inspector.Cursor) (inspector.Cursor, string) {
	first := c.Node().Pos()
	for {
		e, ok := c.Parent().Node().(ast.Expr)
		if !ok || p.TypesInfo.Types[e].Value == nil {
			break
		}
		c = c.Parent()
	}
	value := p.TypesInfo.Types[c.Node().(ast.Expr)].Value
	if value == nil || value.Kind() != constant.String || firstLiteral(c) != first {
		return inspector.Cursor{}, ""
	}
	return c, constant.StringVal(value)
}

// firstLiteral returns where the first literal inside of an expression is.
func firstLiteral(c inspector.Cursor) token.Pos {
	for lit := range c.Preorder((*ast.BasicLit)(nil)) {
		return lit.Node().Pos()
	}
	return token.NoPos
}

// typeURI judges a constant.
func (p *pass) typeURI(c inspector.Cursor, uri string, catalogs []*known) {
	for _, k := range catalogs {
		if problem, ok := k.types[uri]; ok {
			p.documentedType(c, uri, k, problem)
			return
		}
	}
	for _, k := range catalogs {
		if name, ok := strings.CutPrefix(uri, k.base); ok && k.base != "" && problemName.MatchString(name) {
			p.undocumentedType(c, uri, k, name)
			return
		}
	}
}

func (p *pass) documentedType(c inspector.Cursor, uri string, k *known, problem int) {
	file, documented := fileOf(c), k.Problems[problem]
	name := p.name(file, k, "Type"+documented.GoName)
	f := finding{known: k, at: c.Node(), text: fmt.Sprintf("the type URI of `%s` is typed by hand", documented.Name), help: []string{"write " + name}}
	if uri != documented.Type {
		f.text = fmt.Sprintf("an alias of the type URI of `%s` is typed by hand", documented.Name)
		f.help = []string{fmt.Sprintf("compare with errors.Is(err, %s), which knows aliases", name)}
	} else if code := p.constantInstead(c, k, name); code != "" {
		f.help = []string{"write " + code}
		f.fixTitle = fmt.Sprintf("replace it by %s", code)
		f.edits = []edit{{c.Node().Pos(), c.Node().End(), code}}
	}
	p.report(f)
}

// constantInstead returns the expression that can stand in the place of a
// constant, of the same type as that; "" where it is not plain which one.
func (p *pass) constantInstead(c inspector.Cursor, k *known, name string) string {
	e := c.Node().(ast.Expr)
	t := p.TypesInfo.TypeOf(e)
	if basic, ok := t.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 {
		t = p.typeOfUses(c)
	}
	if t == nil || !p.canName(c, k) {
		return ""
	}
	if of, named := p.suite.ofType(t); of == k && named.Obj().Name() == "Type" {
		return name
	}
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return "string(" + name + ")"
	case *types.Named:
		if t.Obj().Pkg() == p.Pkg && t.TypeParams().Len() == 0 {
			return t.Obj().Name() + "(" + name + ")"
		}
	}
	return ""
}

// typeOfUses returns the one type that an untyped constant has wherever it is
// used; nil where there are several, or where other packages may use it.
func (p *pass) typeOfUses(c inspector.Cursor) types.Type {
	spec, ok := c.Parent().Node().(*ast.ValueSpec)
	if !ok || len(spec.Names) != 1 || spec.Names[0].IsExported() {
		return nil
	}
	declared := p.TypesInfo.Defs[spec.Names[0]]
	var only types.Type
	for name, obj := range p.TypesInfo.Uses {
		if obj != declared {
			continue
		}
		t := p.TypesInfo.TypeOf(name)
		if basic, ok := t.(*types.Basic); ok && basic.Info()&types.IsUntyped != 0 || only != nil && !types.Identical(only, t) {
			return nil
		}
		only = t
	}
	return only
}

func (p *pass) undocumentedType(c inspector.Cursor, uri string, k *known, name string) {
	f := finding{known: k, at: c.Node(), text: fmt.Sprintf("no page documents the type URI %s", uri)}
	names := make([]string, len(k.Problems))
	byName := map[string]Problem{}
	for i, problem := range k.Problems {
		names[i] = strings.TrimPrefix(problem.Type, k.base)
		byName[names[i]] = problem
	}
	if near := diag.Nearest(name, names); near != "" {
		f.help = append(f.help, "did you mean "+p.name(fileOf(c), k, "Type"+byName[near].GoName)+"?")
	} else {
		f.help = append(f.help, "write a page for it, or use the constant of one that there is")
	}
	p.report(f)
}

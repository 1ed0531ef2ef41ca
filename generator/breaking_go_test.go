package generator_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/diff"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
)

const checkedPath = "example.com/api/problems"

// A goChecker type-checks generated packages and those who use them. What it
// knows of the standard library, and of files that are always the same, it
// learns once.
type goChecker struct {
	mu      sync.Mutex
	set     *token.FileSet
	library types.Importer
	parsed  map[string]*ast.File
}

var newGoChecker = sync.OnceValue(func() *goChecker {
	set := token.NewFileSet()
	return &goChecker{set: set, library: importer.ForCompiler(set, "gc", exportedData()), parsed: map[string]*ast.File{}}
})

// exportedData returns what opens the compiler's data about a package: it is
// read far sooner than the package's source.
func exportedData() importer.Lookup {
	out, err := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "../gen/problems").Output()
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[name] = file
	}
	return func(path string) (io.ReadCloser, error) {
		if err != nil {
			return nil, err
		}
		return os.Open(files[path])
	}
}

// generated returns the package that is made of some problems, without the
// bodies of its functions.
func (g *goChecker) generated(t *testing.T, problems []*catalog.Problem) *types.Package {
	t.Helper()
	maker, err := gopkg.New((&catalog.Catalog{Problems: problems}).Heads(), catalog.Intro{}, gopkg.Options{Package: "problems", ImportPath: checkedPath})
	if err != nil {
		t.Fatal(err)
	}
	made, err := maker.Shared()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		own, err := maker.Problem(p)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, own...)
	}
	var files []*ast.File
	for _, f := range made {
		if strings.HasSuffix(f.Path, ".go") && !strings.HasSuffix(f.Path, "_test.go") && !strings.Contains(f.Path, "/") {
			files = append(files, g.parse(t, f.Path, string(f.Data)))
		}
	}
	pkg, err := (&types.Config{Importer: g.library, IgnoreFuncBodies: true}).Check(checkedPath, g.set, files, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// maxParsed bounds the files that are remembered.
const maxParsed = 500

func (g *goChecker) parse(t *testing.T, name, text string) *ast.File {
	t.Helper()
	if file := g.parsed[text]; file != nil {
		return file
	}
	file, err := parser.ParseFile(g.set, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(g.parsed) < maxParsed {
		g.parsed[text] = file
	}
	return file
}

// using gives users the generated package in the place of the one that they
// were written for.
type using struct {
	types.Importer
	pkg *types.Package
}

// Import returns a package.
func (u using) Import(path string) (*types.Package, error) {
	if path == checkedPath {
		return u.pkg, nil
	}
	return u.Importer.Import(path)
}

// stopped type-checks users of one package against another one. It returns,
// for each problem by its Go name, the errors of those who use its names.
func (g *goChecker) stopped(t *testing.T, clients map[string]string, against *types.Package) map[string][]string {
	t.Helper()
	stopped := map[string][]string{}
	for name, text := range clients {
		file := g.parse(t, name+".go", text)
		config := types.Config{Importer: using{g.library, against}, Error: func(err error) { stopped[name] = append(stopped[name], err.Error()) }}
		config.Check("client", g.set, []*ast.File{file}, nil)
	}
	return stopped
}

// clients returns, for each problem by its Go name, a program with every use of
// the problem's names that docs/changes.md promises to go on compiling.
func clients(pkg *types.Package, problems []*catalog.Problem) map[string]string {
	bodies := map[string]*strings.Builder{}
	for _, name := range pkg.Scope().Names() {
		owner := ownerOf(name, problems)
		if !token.IsExported(name) || owner == "" {
			continue
		}
		if bodies[owner] == nil {
			bodies[owner] = &strings.Builder{}
		}
		writeUses(bodies[owner], pkg, pkg.Scope().Lookup(name))
	}
	programs := map[string]string{}
	for owner, body := range bodies {
		programs[owner] = "package client\n\nimport (\n\t\"encoding/json\"\n\t\"log/slog\"\n\t\"time\"\n\n\t\"" + checkedPath + "\"\n)\n\n" +
			"var (\n\t_ json.RawMessage\n\t_ slog.Value\n\t_ time.Time\n\t_ problems.Type\n)\n\n" + body.String()
	}
	return programs
}

// ownerOf returns the Go name of the problem that a name of the package is
// about, or "".
func ownerOf(name string, problems []*catalog.Problem) (owner string) {
	for _, p := range problems {
		for _, prefix := range []string{"", "New", "Type", "Title", "Status", "Detail"} {
			if strings.HasPrefix(name, prefix+p.GoName) && len(p.GoName) > len(owner) {
				owner = p.GoName
			}
		}
	}
	return owner
}

// writeUses writes the promised uses of an object: constants as values, functions
// called with variables, structs made with keys, their fields and methods.
func writeUses(w *strings.Builder, pkg *types.Package, object types.Object) {
	text := func(t types.Type) string { return types.TypeString(t, (*types.Package).Name) }
	name := "problems." + object.Name()
	switch o := object.(type) {
	case *types.Const:
		fmt.Fprintf(w, "var _ %s = %s\n", text(types.Default(o.Type())), name)
	case *types.Func:
		signature := o.Signature()
		var params, args []string
		for i := range signature.Params().Len() {
			t, arg := signature.Params().At(i).Type(), fmt.Sprintf("a%d", i)
			if signature.Variadic() && i == signature.Params().Len()-1 {
				params, args = append(params, arg+" ..."+text(t.(*types.Slice).Elem())), append(args, arg+"...")
				continue
			}
			params, args = append(params, arg+" "+text(t)), append(args, arg)
		}
		fmt.Fprintf(w, "func _(%s) %s { return %s(%s) }\n", strings.Join(params, ", "), text(signature.Results().At(0).Type()), name, strings.Join(args, ", "))
	case *types.TypeName:
		writeTypeUses(w, pkg, o, text)
	}
}

func writeTypeUses(w *strings.Builder, pkg *types.Package, o *types.TypeName, text func(types.Type) string) {
	name := "problems." + o.Name()
	fmt.Fprintf(w, "var _ %s\n", name)
	if s, ok := o.Type().Underlying().(*types.Struct); ok {
		for i := range s.NumFields() {
			if f := s.Field(i); f.Exported() {
				fmt.Fprintf(w, "func _(v %s) *%s { w := &%[2]s{%[3]s: v}; v = w.%[3]s; w.%[3]s = v; return w }\n", text(f.Type()), name, f.Name())
			}
		}
	}
	methods := types.NewMethodSet(types.NewPointer(o.Type()))
	for i := range methods.Len() {
		if m := methods.At(i).Obj(); m.Exported() {
			fmt.Fprintf(w, "func _(p *%s) { _ = p.%s }\n", name, m.Name())
		}
	}
}

// checkGo compares what the changes say about Go with what the compiler says.
func checkGo(t *testing.T, before, after []*catalog.Problem) {
	t.Helper()
	g := newGoChecker()
	g.mu.Lock()
	defer g.mu.Unlock()
	old := g.generated(t, before)
	users := clients(old, before)
	if mine := g.stopped(t, users, old); len(mine) > 0 {
		t.Fatalf("the users do not compile with their own package: %v", mine)
	}
	stopped := g.stopped(t, users, g.generated(t, after))
	said := map[string][]diff.Change{}
	for _, pair := range diff.Match(heads(before), heads(after)) {
		if pair.Before == nil {
			continue
		}
		for _, c := range compare(pair, before, after) {
			if c.Effects[diff.Go] == diff.Breaks {
				said[pair.Before.GoName] = append(said[pair.Before.GoName], c)
			}
		}
	}
	for _, p := range before {
		if len(stopped[p.GoName]) > 0 != (len(said[p.GoName]) > 0) {
			t.Errorf("%s: the compiler says %q, the changes say %v", p.GoName, stopped[p.GoName], said[p.GoName])
		}
	}
}

func heads(problems []*catalog.Problem) []catalog.Head {
	return (&catalog.Catalog{Problems: problems}).Heads()
}

// compare compares a pair of the heads of some problems.
func compare(pair diff.Pair, before, after []*catalog.Problem) []diff.Change {
	whole := func(h *catalog.Head, in []*catalog.Problem) *catalog.Problem {
		if h == nil {
			return nil
		}
		i := slices.IndexFunc(in, func(p *catalog.Problem) bool { return p.Page == h.Page && p.Name == h.Name })
		return in[i]
	}
	return diff.Compare(pair, whole(pair.Before, before), whole(pair.After, after))
}

// TestRulesOfChangesInGo holds what the table of rules says about Go to the
// compiler: the pages that each rule shows make one package before and one
// after.
func TestRulesOfChangesInGo(t *testing.T) {
	checkGo(t, allShown(t, "before/"), allShown(t, "after/"))
}

// allShown returns the problems that the documentation of all rules shows below
// a prefix, in one catalog.
func allShown(t *testing.T, prefix string) []*catalog.Problem {
	t.Helper()
	all := map[string]*catalog.Problem{}
	for _, r := range generator.Rules() {
		if r.Change == nil {
			continue
		}
		for _, p := range problemsIn(t, shownPages(r.ID, prefix)) {
			if p.Type.Value == "" { // a configuration gives it, which is not read here
				continue
			}
			if all[p.Name] != nil {
				t.Errorf("%s: the problem %s is another rule's", r.ID, p.Name)
			}
			all[p.Name], p.Fallback = p, false
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b *catalog.Problem) int { return cmp.Compare(a.Name, b.Name) })
}

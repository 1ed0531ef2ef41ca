package gopkg

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

var testOptions = Options{Package: "problems", ImportPath: "example.com/ledger/problems", Pages: "../pages", Command: "go generate ./...", Base: "https://example.com/problems/", Site: "/problems/"}

// Files returns all files of the package in the order of their paths.
func Files(ctx context.Context, c *catalog.Catalog, o Options) ([]catalog.File, error) {
	m, err := New(c.Heads(), c.Intro, o)
	if err != nil {
		return nil, err
	}
	files, err := m.Shared()
	if err != nil {
		return nil, err
	}
	made := make([][]catalog.File, len(c.Problems))
	group, _ := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range c.Problems {
		group.Go(func() (err error) {
			made[i], err = m.Problem(p)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	files = slices.Concat(files, slices.Concat(made...))
	slices.SortFunc(files, func(a, b catalog.File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}

// makeFiles returns the files of the catalog.
func makeFiles(t testing.TB, c *catalog.Catalog, o Options) []catalog.File {
	t.Helper()
	files, err := Files(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What is made of every catalog type-checks, is formatted, and has nothing in
// it for a Go tool to obey.
func TestFilesCompile(t *testing.T) {
	std := standardLibrary(t)
	for name, c := range catalogs() {
		t.Run(name, func(t *testing.T) {
			files := makeFiles(t, c, testOptions)
			checkFormatted(t, files)
			typeCheck(t, std, files, testOptions.ImportPath)
		})
	}
}

// A package may be called what one of its imports is called.
func TestFilesCompileUnderAnyName(t *testing.T) {
	std := standardLibrary(t)
	for _, name := range []string{
		"json", "fmt", "math", "time", "http", "slog", "problem", "problemstest", "problemsite", "testing", "p", "body", "err", "string", "new",
		"page", "pages", "repair", "sum", "moment", "documented", "describe", "difference", "flatten", "fallback", "text", "example", "init2", "main2",
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Package: name, ImportPath: "example.com/" + name, Command: "x", Site: "/"}
			typeCheck(t, std, makeFiles(t, standins(), o), o.ImportPath)
		})
	}
}

// fixedDirectives are those of the fixed part; nothing that is made of a page has
// any.
var fixedDirectives = map[string]bool{
	"problemsite/problemsite.go: //go:embed all:site": true,
	"problem.go: //go:noinline":                       true,
	"foreign.go: //go:noinline":                       true,
}

func checkFormatted(t *testing.T, files []catalog.File) {
	t.Helper()
	for _, f := range files {
		if path.Ext(f.Path) != ".go" {
			continue
		}
		formatted, err := format.Source(f.Data)
		if err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		if !bytes.Equal(formatted, f.Data) {
			t.Errorf("gofmt changes %s", f.Path)
		}
		for line := range bytes.Lines(f.Data) {
			if text := string(bytes.TrimSpace(line)); constraint.IsGoBuild(text) || constraint.IsPlusBuild(text) {
				t.Errorf("%s has a build constraint: %s", f.Path, text)
			}
			if bytes.HasPrefix(line, []byte("//go:")) && !fixedDirectives[f.Path+": "+string(bytes.TrimSpace(line))] {
				t.Errorf("%s has a directive: %s", f.Path, line)
			}
		}
	}
}

// typeCheck checks the package, its tests and its helpers, and fails unless
// they use nothing but the standard library and each other.
func typeCheck(t *testing.T, std types.Importer, files []catalog.File, importPath string) {
	t.Helper()
	fset := token.NewFileSet()
	packages := make(map[string][]*ast.File)
	for _, f := range files {
		if path.Ext(f.Path) == ".go" {
			file, err := parser.ParseFile(fset, f.Path, f.Data, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			kind := path.Dir(f.Path)
			if strings.HasSuffix(f.Path, "_test.go") {
				kind += " tests"
			}
			packages[kind] = append(packages[kind], file)
		}
	}
	imports := ownImporter{Importer: std, own: make(map[string]*types.Package)}
	config := types.Config{Importer: imports, GoVersion: "go1.24"}
	for _, kind := range []string{".", helpers, sitePackage, ". tests", sitePackage + " tests"} { // each imports those before it
		pkg, err := config.Check(path.Join(importPath, kind), fset, packages[kind], nil)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		imports.own[pkg.Path()] = pkg
	}
}

// An ownImporter finds the packages that are being tested before all others.
type ownImporter struct {
	types.Importer
	own map[string]*types.Package
}

func (i ownImporter) Import(path string) (*types.Package, error) {
	if pkg := i.own[path]; pkg != nil {
		return pkg, nil
	}
	return i.Importer.Import(path)
}

// standardLibrary returns an importer that reads what the go command has
// compiled.
func standardLibrary(t *testing.T) types.Importer {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "embed", "encoding/json", "encoding/xml", "html", "log/slog", "net/http/httptest", "testing").Output()
	if err != nil {
		t.Fatal(err)
	}
	exports := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[name] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		if exports[path] == "" {
			return nil, fmt.Errorf("%s is not of the standard library", path)
		}
		return os.Open(exports[path])
	})
}

// The bytes do not depend on the number of processors.
func TestFilesDeterministic(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	want := makeFiles(t, manyProblems(40), testOptions)
	for _, n := range []int{1, 2, 8} {
		runtime.GOMAXPROCS(n)
		got := makeFiles(t, manyProblems(40), testOptions)
		if !slices.EqualFunc(got, want, sameFile) {
			t.Errorf("with %d processors the files differ", n)
		}
	}
}

func sameFile(a, b catalog.File) bool {
	return a.Path == b.Path && a.Page == b.Page && a.ListedIn == b.ListedIn && bytes.Equal(a.Data, b.Data)
}

// A change of one page changes that page's files alone.
func TestFilesOfOnePage(t *testing.T) {
	before := makeFiles(t, manyProblems(10), testOptions)
	c := manyProblems(10)
	c.Problems[4].Summary, c.Problems[4].Title = "Changed.", fact("Changed")
	for i, f := range makeFiles(t, c, testOptions) {
		if changed := !sameFile(f, before[i]); changed && f.Page != c.Problems[4].Page {
			t.Errorf("%s changes with %s", f.Path, c.Problems[4].Page)
		}
	}
}

// The emitted package passes its own tests and vet, gofmt leaves it alone, and
// "go generate" finds nothing to run.
func TestFilesInModule(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	c := standins()
	c.Problems = append(c.Problems, everyKind(), awkwardNames())
	dir := t.TempDir()
	code := testOptions
	code.Site = "" // which needs pages that are made elsewhere
	writeFiles(t, filepath.Join(dir, "problems"), makeFiles(t, c, code))
	for _, p := range c.Problems {
		if page := filepath.Join(dir, "pages", p.Page); canHave(page) {
			writeFile(t, page, p.Source.Original())
		} else {
			t.Skipf("this system takes %s for a device", p.Page)
		}
	}
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/ledger\n\ngo 1.26\n"))
	writeFiles(t, filepath.Join(dir, "hostile"), makeFiles(t, hostile(), Options{Package: "hostile", ImportPath: "example.com/ledger/hostile"}))
	for _, command := range []string{"go vet ./...", "go test ./...", "go generate -n ./...", "gofmt -l ."} {
		output := run(t, dir, command)
		if silent := !strings.HasPrefix(command, "go test"); silent && output != "" {
			t.Errorf("%s says\n%s", command, output)
		}
	}

	for _, change := range []struct{ name, text, want string }{
		{"internal-error.md", "another text\n", "internal-error.md has changed"},
		{"internal-error.md", "", "internal-error.md is gone"},
		{"new/one.md", "x\n", "new/one.md is new"},
	} {
		t.Run(change.want, func(t *testing.T) {
			page := filepath.Join(dir, "pages", filepath.FromSlash(change.name))
			before, err := os.ReadFile(page)
			if err == nil {
				defer writeFile(t, page, before)
			} else {
				defer os.Remove(page)
			}
			if change.text == "" {
				os.Remove(page)
			} else {
				writeFile(t, page, []byte(change.text))
			}
			cmd := exec.CommandContext(t.Context(), "go", "test", "-run", "TestPages", "./problems")
			cmd.Dir = dir
			output, err := cmd.CombinedOutput()
			want := change.want + " since this package was made; run go generate ./..."
			if err == nil || !strings.Contains(string(output), want) {
				t.Errorf("the drift test says\n%s", output)
			}
		})
	}
}

func run(t *testing.T, dir, command string) string {
	t.Helper()
	words := strings.Fields(command)
	cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
	cmd.Dir = dir
	output, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s: %v\n%s", command, err, output)
	}
	return string(output)
}

func writeFiles(t testing.TB, dir string, files []catalog.File) {
	t.Helper()
	for _, f := range files {
		writeFile(t, filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data)
	}
}

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// What the model must not have is an error, and no code.
func TestFilesRefuse(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(p *catalog.Problem)
		want   string
	}{
		{"a Go name that is none", func(p *catalog.Problem) { p.GoName = "X struct{}; func init() {}; type Y" }, "no exported Go identifier"},
		{"a Go name that is not exported", func(p *catalog.Problem) { p.GoName = "x" }, "no exported Go identifier"},
		{"a field name", func(p *catalog.Problem) { p.Members[0].GoName = "A int; B" }, "no exported Go identifier"},
		{"a nested field name", func(p *catalog.Problem) { p.Members[2].Type.Members[0].GoName = "func" }, "no exported Go identifier"},
		{"an element's type", func(p *catalog.Problem) { p.Members[3].Type.Elem.GoName = "" }, "no exported Go identifier"},
		{"a constant", func(p *catalog.Problem) { p.Members[1].Type.Values[0].GoName = "A = B" }, "no exported Go identifier"},
		{"a header", func(p *catalog.Problem) { p.Headers = []*catalog.Header{{GoName: "1"}} }, "no exported Go identifier"},
		{"a member of the RFC", func(p *catalog.Problem) { p.Members[0].Name = "status" }, "no extension member"},
		{"a member without a name", func(p *catalog.Problem) { p.Members[2].Type.Members[0].Name = "" }, "without a name"},
		{"no source", func(p *catalog.Problem) { p.Source = nil }, "without its text"},
		{"a value of another type", func(p *catalog.Problem) { p.Members[0].Type = scalar(catalog.Integer) }, "a string does not fit"},
		{"an undocumented value", func(p *catalog.Problem) { p.Members[1].Type.Values = p.Members[1].Type.Values[1:] }, "no value of the enumeration"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := importRejected()
			test.change(p)
			_, err := Files(t.Context(), &catalog.Catalog{Problems: []*catalog.Problem{p}}, testOptions)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want %q", err, test.want)
			}
		})
	}
	if _, err := Files(t.Context(), &catalog.Catalog{}, Options{Package: "a b"}); err == nil {
		t.Error("a package name that is none is accepted")
	}
	twice := &catalog.Catalog{Problems: []*catalog.Problem{internalError(), internalError()}}
	if _, err := Files(t.Context(), twice, testOptions); err == nil {
		t.Error("two files of one path are accepted")
	}
}

func TestReserved(t *testing.T) {
	reserved := Reserved()
	for name, want := range map[string]string{
		"Unknown":      "unknown.go declares Unknown",
		"Type":         "type.go declares Type",
		"WithDetail":   "problem.go declares WithDetail",
		"NotFound":     "",
		"NewNotFound":  "",
		"TypeNotFound": "",
	} {
		if got := reserved(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// manyProblems returns n problems of ordinary size: six members, a nested
// object, an array of objects, one or two examples.
func manyProblems(n int) *catalog.Catalog {
	c := &catalog.Catalog{}
	for i := range n {
		name, goName := fmt.Sprintf("problem_%04d", i), fmt.Sprintf("Problem%04d", i)
		p := newProblem(name, goName, 400+i%100)
		p.Summary = "The request cannot be served as things stand."
		p.Doc = []catalog.Block{
			para("The request cannot be served as things stand. A client that sees this problem should read the members, which say what is wrong, before it tries again."),
			{Kind: catalog.ListBlock, Items: [][]catalog.Inline{text("the account has not enough of the asset;"), text("the sequence number is one of the past.")}},
			{Inlines: []catalog.Inline{{Text: "See "}, {Text: "the guide", URL: "https://example.com/guide"}, {Text: " for more."}}},
		}
		p.Members = []*catalog.Member{
			required("account", "Account", "The account that the request names.", scalar(catalog.String)),
			required("balance", "Balance", "What the account has.", scalar(catalog.Number)),
			optional("retryable", "Retryable", "Whether another try can succeed.", scalar(catalog.Boolean)),
			optional("limit", "Limit", "The limit that was hit, if any.", scalar(catalog.Integer)),
			optional("codes", "Codes", "An object with the result codes.", object(goName+"Codes",
				required("codes.transaction", "Transaction", "The code of the transaction.", scalar(catalog.String)),
				optional("codes.operations", "Operations", "The codes of its operations, if available.", array(scalar(catalog.String))),
			)),
			optional("errors", "Errors", "What is wrong with the parameters.", array(object(goName+"ErrorsItem",
				required("errors[].pointer", "Pointer", "Where it is.", scalar(catalog.String)),
				required("errors[].detail", "Detail", "What it is.", scalar(catalog.String)),
			))),
		}
		p.Examples = []*catalog.Example{example("", "", `{"detail": "Not enough.", "instance": "/requests/7", "account": "GABC", "balance": 12.5, "retryable": false,
			"limit": 3, "codes": {"transaction": "tx_failed", "operations": ["op_underfunded"]}, "errors": [{"pointer": "/amount", "detail": "too high"}]}`)}
		if i%2 == 1 {
			p.Examples[0].Name, p.Examples[0].GoName = "full", "Full"
			p.Examples = append(p.Examples, example("short", "Short", `{"account": "GABC", "balance": 0}`))
		}
		c.Problems = append(c.Problems, p)
	}
	return c
}

func BenchmarkFiles(b *testing.B) {
	c := manyProblems(1000)
	for b.Loop() {
		size := 0
		for _, f := range makeFiles(b, c, testOptions) {
			size += len(f.Data)
		}
		b.SetBytes(int64(size))
	}
}

// canHave reports whether the system can have a file of that name: some
// versions of Windows take con.md for the terminal.
func canHave(name string) bool {
	return runtime.GOOS != "windows" || filepath.IsLocal(filepath.Base(name))
}

package generator_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// starters are the packages that may start a command, each with the commands
// that it may start: what pages say never decides which.
var starters = map[string][]string{
	"generator/internal/source": {"git"},
}

// asksTheNetwork is the one package that opens connections.
const asksTheNetwork = "generator/internal/published"

// linked are the packages whose libraries start commands, each with the one file
// of the generator that asks for it. Nothing else comes by those libraries, so
// what is not asked for by that file starts nothing.
var linked = map[string]string{
	"generator/internal/audit": "audit.go", // go, which tells packages and types
}

// TestStartsNothing holds that no command is started and no connection opened but
// by starters and by the libraries of linked: without those, nothing that the
// command is linked with can. It is linked with net/http, for the names of status
// codes and the form of dates; connections are opened by one package alone.
func TestStartsNothing(t *testing.T) {
	imports := linkedWith(t, "../cmd/problemgen")
	for name, path := range reached(imports, module+"cmd/problemgen") {
		switch name {
		case "os/exec", "plugin", "net/rpc", "net/smtp", "net/http/cgi":
			t.Errorf("the command is linked with %s, by way of %s", name, strings.Join(path, ", "))
		}
	}
	for name, imports := range importsOf(t) {
		for _, imported := range imports {
			asks, ok := linked[strings.TrimPrefix(imported, module)]
			if ok && name != "generator/"+asks {
				t.Errorf("%s imports %s, which may start commands; generator/%s alone asks for that", name, imported, asks)
			}
		}
	}
	for dir, commands := range starters {
		checkStarted(t, dir, commands)
	}
	for dir, uses := range usesOf(t, "net/http", "net", "syscall", "os", "golang.org/x/sys/unix") {
		for _, use := range uses {
			switch {
			case dir == asksTheNetwork && strings.HasPrefix(use, "net"):
			case strings.HasPrefix(use, "net/http.Status"), use == "net/http.ParseTime", use == "net/http.CanonicalHeaderKey":
			case strings.HasPrefix(use, "net"), strings.HasPrefix(use, "golang.org"), strings.HasSuffix(use, ".Exec"),
				strings.HasSuffix(use, "ForkExec"), strings.HasSuffix(use, "StartProcess"), strings.HasPrefix(use, "syscall.RawSyscall"), strings.HasPrefix(use, "syscall.Syscall"):
				t.Errorf("%s uses %s", dir, use)
			}
		}
	}
}

// checkStarted holds that a package starts nothing but some commands, whose
// names stand in the code.
func checkStarted(t *testing.T, dir string, commands []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatal(dir, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, use := range usedIn(file, []string{"os/exec"}) {
			if !slices.Contains([]string{"os/exec.CommandContext", "os/exec.Cmd", "os/exec.ExitError", "os/exec.ErrNotFound"}, use) {
				t.Errorf("%s uses %s", name, use)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !isSelector(call.Fun, "exec", "CommandContext") {
				return true
			}
			if lit, ok := call.Args[1].(*ast.BasicLit); !ok || !slices.Contains(commands, strings.Trim(lit.Value, `"`)) {
				t.Errorf("%s starts another command than %v", name, commands)
			}
			return true
		})
	}
}

func isSelector(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := s.X.(*ast.Ident)
	return ok && id.Name == pkg && s.Sel.Name == name
}

// linkedWith returns the packages that a command is linked with, each with what it
// imports.
func linkedWith(t *testing.T, command string) map[string][]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", `{{.ImportPath}} {{join .Imports " "}}`, command).Output()
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		imports[words[0]] = words[1:]
		if len(words) == 1 {
			imports[words[0]] = []string{}
		}
	}
	return imports
}

// reached returns the packages that code reaches without what starters and linked
// may, each with the way to it.
func reached(imports map[string][]string, from string) map[string][]string {
	ways := map[string][]string{from: nil}
	for queue := []string{from}; len(queue) > 0; queue = queue[1:] {
		for _, name := range imports[queue[0]] {
			_, isLinked := linked[strings.TrimPrefix(name, module)]
			if isLinked || name == "os/exec" && starters[strings.TrimPrefix(queue[0], module)] != nil {
				continue
			}
			if _, ok := ways[name]; !ok {
				ways[name] = append(slices.Clone(ways[queue[0]]), queue[0])
				queue = append(queue, name)
			}
		}
	}
	return ways
}

// TestFilesAreReachedInFewPlaces holds which packages reach for files, and how.
// Pages are read and written through an [os.Root] alone, the output as well; by
// plain paths goes only what the command line names, or what no page can.
func TestFilesAreReachedInFewPlaces(t *testing.T) {
	want := map[string][]string{
		// The baseline, the example of a new page, the folder of --fix and the
		// documents to validate, which the command line names.
		"cmd/problemgen": {"Open", "OpenRoot", "ReadFile", "Stat", "WriteFile"},
		// The go.mod above the output for its import path; .git above the
		// configuration; new pages; what waits for its place in a large file.
		"generator": {"CreateTemp", "Lstat", "MkdirAll", "OpenRoot", "ReadFile", "Remove"},
		// The pages.
		"generator/internal/source": {"OpenRoot"},
		// Go files and the types of what they import, which the go command names.
		"generator/internal/audit": {"Open", "ReadFile"},
		// The configuration, which is trusted.
		"generator/config": {"Lstat", "Open", "Stat"},
		// What the last run made: the user's own cache, and this program's sum.
		"generator/internal/memo": {"CreateTemp", "MkdirAll", "Open", "ReadDir", "ReadFile", "Remove", "Rename", "Stat"},
		// The output folder: made, listed, and opened as a root.
		"generator/internal/output": {"Lstat", "MkdirAll", "Open", "OpenRoot", "Remove"},
	}
	for dir, uses := range usesOf(t, "os") {
		for _, use := range uses {
			name := strings.TrimPrefix(use, "os.")
			if reachesFiles(name) && !slices.Contains(want[dir], name) {
				t.Errorf("%s uses %s", dir, use)
			}
		}
	}
}

// reachesFiles tells functions of the package os that take a path from others.
func reachesFiles(name string) bool {
	for _, prefix := range []string{
		"Open", "Create", "Read", "Write", "Mkdir", "Remove", "Rename", "Stat", "Lstat", "Symlink", "Link", "Ch", "Truncate", "DirFS", "CopyFS",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// usesOf returns, for each folder of the command's own packages, which names of
// the packages it uses: "os.Open".
func usesOf(t *testing.T, packages ...string) map[string][]string {
	t.Helper()
	uses := map[string][]string{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && !strings.HasPrefix(name+"/", "cmd/") && !strings.HasPrefix(name+"/", "generator/"),
			entry.IsDir() && (entry.Name() == "testdata" || isOtherModule(root, name) || name == "generator/internal/bench" || name == "generator/internal/manypages"):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", name), nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir := path.Dir(name)
		uses[dir] = append(uses[dir], usedIn(file, packages)...)
		return nil
	})
	if err != nil || len(uses) < 5 {
		t.Fatal(uses, err)
	}
	return uses
}

func usedIn(file *ast.File, packages []string) []string {
	var uses []string
	imported := map[string]string{}
	for _, spec := range file.Imports {
		name := strings.Trim(spec.Path.Value, `"`)
		if !slices.Contains(packages, name) {
			continue
		}
		if spec.Name != nil {
			uses = append(uses, name+" as "+spec.Name.Name)
		}
		imported[path.Base(name)] = name
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok && imported[id.Name] != "" {
				uses = append(uses, imported[id.Name]+"."+s.Sel.Name)
			}
		}
		return true
	})
	return uses
}

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

// TestStartsNothing holds that no package of the command can start another
// one, but for those that are there for it, and these nothing but that. It is
// linked with net/http, for the names of status codes and the form of dates;
// connections are opened by one package alone.
func TestStartsNothing(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}} {{join .Imports \" \"}}{{end}}", "../cmd/problemgen").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		for _, imported := range words[1:] {
			switch imported {
			case "os/exec":
				if starters[strings.TrimPrefix(words[0], module)] == nil {
					t.Errorf("%s can start commands", words[0])
				}
			case "plugin", "net/rpc", "net/smtp", "net/http/cgi":
				t.Errorf("%s imports %s", words[0], imported)
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

// TestFilesAreReachedInFewPlaces holds which packages reach for files, and how.
// Pages are read and written through an [os.Root] alone, the output as well; by
// plain paths goes only what the command line names, or what no page can.
func TestFilesAreReachedInFewPlaces(t *testing.T) {
	want := map[string][]string{
		// The baseline, the example of a new page and the folder of --fix, which
		// the command line names.
		"cmd/problemgen": {"Open", "OpenRoot", "ReadFile", "Stat", "WriteFile"},
		// The go.mod above the output for its import path; .git above the
		// configuration; new pages; what waits for its place in a large file.
		"generator": {"CreateTemp", "Lstat", "MkdirAll", "OpenRoot", "ReadFile", "Remove"},
		// The pages.
		"generator/internal/source": {"OpenRoot"},
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
			entry.IsDir() && (entry.Name() == "testdata" || name == "generator/internal/bench" || name == "generator/internal/manypages" || name == "generator/internal/acceptance"):
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

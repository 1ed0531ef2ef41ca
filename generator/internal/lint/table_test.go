package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestTable holds the table of rules and the rules that the stages declare
// together: each declared rule is a row, and each row has something that
// finds its violations.
func TestTable(t *testing.T) {
	rows := map[string]Rule{}
	for _, r := range Rules() {
		if _, twice := rows[r.ID]; twice {
			t.Errorf("%s is two rows", r.ID)
		}
		if r.Purpose == "" || r.Family == "" || r.Severity == 0 {
			t.Errorf("%s lacks a purpose, family or severity", r.ID)
		}
		rows[r.ID] = r
	}
	declared := declaredRules(t)
	for id, file := range declared {
		if _, ok := rows[id]; !ok {
			t.Errorf("%s declares %s, which is no row of the table", file, id)
		}
	}
	for id, r := range rows {
		if _, ok := declared[id]; !ok && r.Page == nil && r.Catalog == nil {
			t.Errorf("%s has nothing that finds its violations", id)
		}
		for _, hidden := range r.Hides {
			if _, ok := rows[hidden]; !ok {
				t.Errorf("%s hides %s, which is no row of the table", id, hidden)
			}
		}
	}
}

// declaredRules returns the constants called rule… or Rule… of the generator, with the
// files that declare them.
func declaredRules(t *testing.T) map[string]string {
	declared := map[string]string{}
	for _, dir := range []string{"..", "../..", "../../../cmd/problemgen"} {
		declaredIn(t, dir, declared)
	}
	return declared
}

func declaredIn(t *testing.T, dir string, declared map[string]string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(strings.ToLower(spec.Names[0].Name), "rule") || len(spec.Values) != 1 {
				return true
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				id, _ := strconv.Unquote(lit.Value)
				declared[id] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

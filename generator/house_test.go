package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/hcnet/problemgen/"

// mayImport holds the directions of the house: what each package may import
// of this module. Packages without an entry import nothing of it.
var mayImport = map[string][]string{
	"cmd/problemgen":                     {"docs/rules", "generator", "generator/config", "generator/diag"},
	"docs/rules":                         {},
	"generator/internal/bench":           {"generator/internal/manypages"},
	"generator/internal/manypages/write": {"generator/internal/manypages"},
	"generator":                          {"generator/config", "generator/diag", "generator/internal/audit", "generator/internal/catalog", "generator/internal/diff", "generator/internal/document", "generator/internal/emit", "generator/internal/emit/gopkg", "generator/internal/emit/jsonschema", "generator/internal/emit/openapi", "generator/internal/emit/site", "generator/internal/emit/typescript", "generator/internal/lint", "generator/internal/load", "generator/internal/memo", "generator/internal/output", "generator/internal/patient", "generator/internal/published", "generator/internal/resolve", "generator/internal/source", "generator/internal/validate", "templates"},
	"generator/internal/diff":            {"generator/diag", "generator/internal/catalog"},
	"generator/internal/load":            {"generator/diag", "generator/internal/catalog", "generator/internal/lint", "generator/internal/page", "generator/internal/resolve", "generator/internal/source"},
	"generator/config":                   {"generator/diag"},
	"generator/internal/audit":           {"generator/diag"},
	"generator/internal/validate":        {"generator/diag", "generator/internal/catalog"},
	"generator/internal/emit":            {"generator/internal/catalog"},
	"generator/internal/emit/gopkg":      {"generator/diag", "generator/internal/catalog", "templates"},
	"generator/internal/emit/jsonschema": {"generator/diag", "generator/internal/catalog", "generator/internal/document", "generator/internal/emit", "generator/internal/prose", "generator/internal/schema"},
	"generator/internal/emit/openapi":    {"generator/diag", "generator/internal/catalog", "generator/internal/document", "generator/internal/prose", "generator/internal/schema"},
	"generator/internal/emit/typescript": {"generator/diag", "generator/internal/catalog", "generator/internal/prose", "generator/internal/schema", "templates"},
	"generator/internal/schema":          {"generator/diag", "generator/internal/catalog", "generator/internal/document", "generator/internal/lazyregexp", "generator/internal/prose"},
	"generator/internal/emit/site":       {"generator/diag", "generator/internal/catalog", "generator/internal/render", "templates"},
	"generator/internal/render":          {"generator/internal/catalog", "generator/internal/container"},
	"generator/internal/prose":           {"generator/internal/catalog"},
	// Catalogs for the tests of outputs.
	"generator/internal/emit/emittest": {"generator/internal/catalog", "generator/internal/emit", "generator/internal/load", "generator/internal/source"},
	"generator/internal/lint":          {"docs/rules", "generator/diag", "generator/internal/catalog", "generator/internal/lazyregexp", "generator/internal/unified", "templates"},
	"generator/internal/output":        {"generator/diag", "generator/internal/catalog", "generator/internal/patient", "generator/internal/unified"},
	"generator/internal/memo":          {"generator/internal/patient"},
	"generator/internal/page":          {"generator/diag", "generator/internal/lazyregexp", "generator/internal/catalog", "generator/internal/container"},
	"generator/internal/catalog":       {"generator/diag"},
	"generator/internal/resolve":       {"generator/diag", "generator/internal/lazyregexp", "generator/internal/catalog"},
	// The helpers of a generated package import the package that they help with.
	"templates/problemstest":    {"templates/problem"},
	"gen/problems/problemstest": {"gen/problems"},
}

// onlyIn names the packages that may import a library.
var onlyIn = map[string][]string{
	"github.com/yuin/goldmark":       {"generator/internal/page", "generator/internal/render", "generator/internal/container"},
	"github.com/adrg/frontmatter":    {"generator/internal/page"},
	"github.com/dave/jennifer/jen":   {"generator/internal/emit/gopkg"},
	"github.com/spf13/cobra":         {"cmd/problemgen"},
	"golang.org/x/tools/go/analysis": {"generator/internal/audit"},
}

func TestImportsKeepTheirDirections(t *testing.T) {
	for name, imports := range importsOf(t) {
		dir := path.Dir(name)
		for _, imported := range imports {
			if inside, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(mayImport[dir], inside) {
				t.Errorf("%s imports %s, which %s must not know", name, inside, dir)
			}
			for library, homes := range onlyIn {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(homes, dir) {
					t.Errorf("%s imports %s, which is for %s alone", name, imported, strings.Join(homes, " and "))
				}
			}
			if strings.HasPrefix(dir, "gen/") && strings.Contains(strings.Split(imported, "/")[0], ".") && !strings.HasPrefix(imported, module+"gen/") {
				t.Errorf("%s imports %s: generated code uses the standard library alone", name, imported)
			}
		}
	}
}

// importsOf returns what each Go file of the module imports, tests left out.
func importsOf(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || isOtherModule(root, name) || strings.HasPrefix(entry.Name(), ".") && name != "."):
			return fs.SkipDir
		case !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", filepath.FromSlash(name)), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[name] = append(imports[name], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}

// isOtherModule reports whether a folder below the root has its own go.mod.
func isOtherModule(root fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	_, err := fs.Stat(root, path.Join(dir, "go.mod"))
	return err == nil
}

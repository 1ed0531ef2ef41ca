package audit

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// Tidy returns a Go file with the imports that its repairs ask for: that of a
// generated package, by its name in packages, where a repair is the first to use
// it, and none of what only the replaced code used. A file that was formatted
// before stays so.
func Tidy(before, repaired []byte, packages map[string]string) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", repaired, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	changed := dropUnused(before, fset, file)
	for _, name := range slices.Sorted(maps.Keys(packages)) {
		if known := importName(file, packages[name]); !usesName(file, name) || known != "" && known != "_" {
			continue
		}
		changed = true
		if strings.HasSuffix(packages[name], "/"+name) {
			astutil.AddImport(fset, file, packages[name])
		} else {
			astutil.AddNamedImport(fset, file, name, packages[name])
		}
	}
	if !changed {
		return formatLike(before, repaired)
	}
	var b bytes.Buffer
	if err := format.Node(&b, fset, file); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// dropUnused takes out the imports that were used before the repairs alone.
func dropUnused(before []byte, fset *token.FileSet, file *ast.File) bool {
	former, err := parser.ParseFile(token.NewFileSet(), "", before, 0)
	if err != nil {
		return false
	}
	changed := false
	for _, spec := range slices.Clone(file.Imports) {
		path := strings.Trim(spec.Path.Value, "`\"")
		if astutil.UsesImport(former, path) && !astutil.UsesImport(file, path) {
			name := ""
			if spec.Name != nil {
				name = spec.Name.Name
			}
			changed = astutil.DeleteNamedImport(fset, file, name, path) || changed
		}
	}
	return changed
}

// usesName reports whether a file qualifies anything by a name that it does not
// declare itself.
func usesName(file *ast.File, name string) bool {
	uses := false
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := s.X.(*ast.Ident); ok && id.Name == name && id.Obj == nil {
				uses = true
			}
		}
		return !uses
	})
	return uses
}

// formatLike formats a repaired file where it was formatted before.
func formatLike(before, repaired []byte) ([]byte, error) {
	formatted, err := format.Source(before)
	if err != nil || !bytes.Equal(formatted, before) {
		return repaired, nil //nolint:nilerr // what was not formatted is left as it is
	}
	return format.Source(repaired)
}

package audit

import (
	"bytes"
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/hcnet/problemgen/generator/diag"
)

// maxErrors is how many errors of the compiler are shown.
const maxErrors = 10

// A loaded is the code to look at.
type loaded struct {
	packages []*packages.Package
	fset     *token.FileSet
	sources  *sources
	catalogs []Catalog
	// count counts the packages, tests not apart.
	count int
	// whole tells that no other package of the module imports a catalog's.
	whole bool
	// hidden are the files that the build leaves out, by build tags say.
	hidden []string
	// ignored tells the packages in which nothing about a catalog is to be found.
	ignored func(catalog int, p *packages.Package) bool
}

// A loader asks the go command for packages.
type loader struct {
	ctx     context.Context
	options Options
	fset    *token.FileSet
	sources *sources
}

// load finds the packages that import a generated one, which needs no types,
// and loads those alone with their types.
func load(ctx context.Context, o Options) (*loaded, error) {
	if len(o.Patterns) == 0 {
		o.Patterns = []string{"./..."}
	}
	l := &loader{ctx: ctx, options: o, fset: token.NewFileSet(), sources: newSources(o.Dir)}
	listed, err := l.list(o.Patterns)
	if err != nil {
		return nil, err
	}
	paths := l.importers(listed)
	whole, err := l.isWhole(listed, paths)
	if err != nil {
		return nil, err
	}
	found := &loaded{fset: l.fset, sources: l.sources, catalogs: o.Catalogs, count: len(paths), whole: whole, ignored: ignored(o.Catalogs)}
	if len(paths) == 0 {
		return found, nil
	}
	roots := l.distinct(listed)
	for _, p := range roots {
		found.hidden = append(found.hidden, p.IgnoredFiles...)
	}
	found.packages, err = l.typecheck(roots, paths)
	return found, err
}

// load runs the go command for packages and their tests.
func (l *loader) load(mode packages.LoadMode, patterns []string) ([]*packages.Package, error) {
	return l.ask(mode, true, patterns)
}

func (l *loader) ask(mode packages.LoadMode, tests bool, patterns []string) ([]*packages.Package, error) {
	cfg := &packages.Config{
		Context: l.ctx, Mode: mode, Dir: l.options.Dir, Tests: tests, Fset: l.fset, ParseFile: l.sources.parse,
	}
	if l.options.Tags != "" {
		cfg.BuildFlags = []string{"-tags=" + l.options.Tags}
	}
	found, err := packages.Load(cfg, patterns...)
	if err != nil {
		return nil, fmt.Errorf("load packages: %w", err)
	}
	return found, l.ctx.Err()
}

// list returns the packages of the patterns, without types.
func (l *loader) list(patterns []string) ([]*packages.Package, error) {
	found, err := l.load(packages.NeedName|packages.NeedFiles|packages.NeedCompiledGoFiles|packages.NeedImports|packages.NeedModule|packages.NeedForTest|packages.NeedTypesSizes, patterns)
	if err != nil {
		return nil, err
	}
	if err := l.errors(found); err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no Go package matches %s", strings.Join(patterns, " "))
	}
	return found, nil
}

// errors returns what the go command and the compiler have said, each error once.
func (l *loader) errors(found []*packages.Package) error {
	what := "the packages cannot be listed"
	var lines []string
	packages.Visit(found, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			if e.Kind != packages.ListError {
				what = "the code does not build"
			}
			if line := l.line(e); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	})
	// The compiler's words come once more, by way of the go command, under the
	// names of packages.
	own := slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return strings.HasPrefix(line, "# ") })
	if len(own) > 0 {
		lines = own
	}
	if len(lines) == 0 {
		return nil
	}
	if more := len(lines) - maxErrors; more > 0 {
		lines = append(lines[:maxErrors], fmt.Sprintf("and %s more", plural(more, "error")))
	}
	return fmt.Errorf("%s:\n%s", what, strings.Join(lines, "\n"))
}

// line returns an error with its place.
func (l *loader) line(e packages.Error) string {
	if e.Pos == "" || e.Pos == "-" {
		return e.Msg
	}
	return l.sources.shown(e.Pos) + ": " + e.Msg
}

// importers returns the import paths of the packages that import a catalog's
// package, themselves or in their tests; not those that belong to it.
func (l *loader) importers(found []*packages.Package) []string {
	var paths []string
	for _, p := range found {
		if name := l.codePath(p); name != "" && l.importsCatalog(p) && !slices.Contains(paths, name) {
			paths = append(paths, name)
		}
	}
	slices.Sort(paths)
	return paths
}

// codePath returns the import path of the package that p is, or is the test of;
// "" for generated packages and for the main packages of tests.
func (l *loader) codePath(p *packages.Package) string {
	name := p.PkgPath
	if p.ForTest != "" {
		name = p.ForTest
	}
	if strings.HasSuffix(p.ID, ".test") || l.isGenerated(name) {
		return ""
	}
	return name
}

func (l *loader) isGenerated(importPath string) bool {
	return slices.ContainsFunc(l.options.Catalogs, func(c Catalog) bool {
		return importPath == c.ImportPath || strings.HasPrefix(importPath, c.ImportPath+"/")
	})
}

func (l *loader) importsCatalog(p *packages.Package) bool {
	return slices.ContainsFunc(l.options.Catalogs, func(c Catalog) bool { return p.Imports[c.ImportPath] != nil })
}

// isWhole reports whether the paths are all that import a catalog's package in
// the modules that the packages are of.
func (l *loader) isWhole(listed []*packages.Package, paths []string) (bool, error) {
	if slices.Equal(l.options.Patterns, []string{"./..."}) && l.atRoot(listed) {
		return true, nil
	}
	var patterns []string
	for _, p := range listed {
		if p.Module != nil && p.Module.Main && !slices.Contains(patterns, p.Module.Path+"/...") {
			patterns = append(patterns, p.Module.Path+"/...")
		}
	}
	if len(patterns) == 0 {
		return true, nil
	}
	all, err := l.list(patterns)
	if err != nil {
		return false, err
	}
	for _, path := range l.importers(all) {
		if !slices.Contains(paths, path) {
			return false, nil
		}
	}
	return true, nil
}

// atRoot reports whether the patterns begin at the root of the only module.
func (l *loader) atRoot(listed []*packages.Package) bool {
	dir, err := filepath.Abs(l.options.Dir)
	return err == nil && !slices.ContainsFunc(listed, func(p *packages.Package) bool {
		return p.Module == nil || p.Module.Dir != dir
	})
}

// distinct returns the packages to look at, each file in one of them: a package
// as its tests see it has all files of the package itself.
func (l *loader) distinct(typed []*packages.Package) []*packages.Package {
	tested := map[string]bool{}
	for _, p := range typed {
		if p.ForTest == p.PkgPath {
			tested[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(typed), func(p *packages.Package) bool {
		return l.codePath(p) == "" || !l.importsCatalog(p) || p.ForTest == "" && tested[p.PkgPath]
	})
}

// ignored returns what tells which packages a catalog leaves out.
func ignored(catalogs []Catalog) func(int, *packages.Package) bool {
	patterns := make([][]*regexp.Regexp, len(catalogs))
	for i, c := range catalogs {
		for _, pattern := range c.Ignore {
			patterns[i] = append(patterns[i], compiled(pattern))
		}
	}
	return func(catalog int, p *packages.Package) bool {
		name := strings.TrimSuffix(p.PkgPath, "_test")
		if p.ForTest != "" {
			name = p.ForTest
		}
		local := name
		if p.Module != nil {
			local = "." + strings.TrimPrefix(name, p.Module.Path)
		}
		return slices.ContainsFunc(patterns[catalog], func(re *regexp.Regexp) bool { return re.MatchString(name) || re.MatchString(local) })
	}
}

// compiled returns a pattern of packages as the go command has them: "..." stands
// for any text, and "/..." at the end for none as well.
func compiled(pattern string) *regexp.Regexp {
	expr := strings.ReplaceAll(regexp.QuoteMeta(pattern), `\.\.\.`, `.*`)
	if rest, ok := strings.CutSuffix(expr, "/.*"); ok {
		expr = rest + "(/.*)?"
	}
	return regexp.MustCompile("^" + expr + "$") // it is quoted but for what stands above
}

// sources keeps the text of the files that are parsed, for findings to show.
type sources struct {
	dir string // absolute; findings name files relative to it

	mu    sync.Mutex
	texts map[string][]byte
	known map[string]*source
}

// A source is a file as findings show it.
type source struct {
	*diag.Source
	starts []int // of lines, in Text
	mark   int   // the length of its byte order mark
}

func newSources(dir string) *sources {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	return &sources{dir: abs, texts: map[string][]byte{}, known: map[string]*source{}}
}

// parse parses a file for the loader, which may have several at once.
func (s *sources) parse(fset *token.FileSet, name string, text []byte) (*ast.File, error) {
	s.mu.Lock()
	s.texts[name] = text
	s.mu.Unlock()
	return parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
}

// file returns a file by its name.
func (s *sources) file(name string) *source {
	if f := s.known[name]; f != nil {
		return f
	}
	text, ok := s.texts[name]
	if !ok {
		text = s.read(name)
	}
	f := &source{Source: diag.NewSource(s.shown(name), text), starts: []int{0}}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		f.mark = 3
	}
	for i, b := range f.Text {
		if b == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	s.known[name] = f
	return f
}

// read returns the text of a file that was not parsed itself, since cgo has made
// another one of it; none where that is not there any more.
func (s *sources) read(name string) []byte {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	return text
}

// shown returns a file's name as findings have it.
func (s *sources) shown(name string) string {
	if rel, err := filepath.Rel(s.dir, name); err == nil && filepath.IsLocal(rel) {
		name = rel
	}
	return filepath.ToSlash(name)
}

// span returns the place of a node. Files that cgo has made are left for those
// that they were made of, which they name in line directives.
func (s *sources) span(fset *token.FileSet, pos, end token.Pos) diag.Span {
	from, to := fset.PositionFor(pos, false), fset.PositionFor(end, false)
	if isCompiledOnly(fset, pos) {
		from, to = fset.Position(pos), fset.Position(end)
	}
	f := s.file(from.Filename)
	start := f.offset(from)
	return f.Span(start, max(start, f.offset(to)))
}

// offset returns the offset in Text of a position, whose columns count the bytes
// of the file.
func (f *source) offset(p token.Position) int {
	line := min(max(p.Line-1, 0), len(f.starts)-1)
	column := p.Column - 1
	if line == 0 {
		column -= f.mark
	}
	return min(f.starts[line]+max(column, 0), len(f.Text))
}

package audit

import (
	"fmt"

	"golang.org/x/tools/go/analysis/checker"

	"github.com/hcnet/problemgen/generator/diag"
)

// A Finding is one with the catalog that it is about, by its place in
// [Options.Catalogs].
type Finding struct {
	diag.Diagnostic
	Catalog int
}

// results are what the analyzers bring.
type results struct {
	list []Finding
	uses []placedUse
}

// A placedUse is a use with its place, and with what holds that.
type placedUse struct {
	use
	at     diag.Span
	holder string
	// ignored tells that the catalog leaves the package out.
	ignored bool
}

// analyze runs the analyzers over the packages.
func (s *suite) analyze(l *loaded) (*results, error) {
	r := &results{}
	if len(l.packages) == 0 {
		return r, nil
	}
	graph, err := checker.Analyze(append(s.analyzers(), s.uses), l.packages, nil)
	if err != nil {
		return nil, err
	}
	for _, action := range graph.Roots {
		if action.Err != nil {
			return nil, fmt.Errorf("%s: %s: %w", action.Package.PkgPath, action.Analyzer.Name, action.Err)
		}
		r.add(l, action)
	}
	return r, nil
}

// add takes in what one analyzer has found in one package.
func (r *results) add(l *loaded, action *checker.Action) {
	switch result := action.Result.(type) {
	case []use:
		for _, u := range result {
			at := l.sources.span(l.fset, u.node.Pos(), u.node.End())
			r.uses = append(r.uses, placedUse{u, at, holder(action.Package.Name, u.cursor), l.ignored(u.catalog, action.Package)})
		}
	case []finding:
		for _, f := range result {
			if l.ignored(f.known.index, action.Package) {
				continue
			}
			r.list = append(r.list, Finding{l.diagnostic(f), f.known.index})
		}
	}
}

// diagnostic returns a finding with its place.
func (l *loaded) diagnostic(f finding) diag.Diagnostic {
	at := l.sources.span(l.fset, f.at.Pos(), f.at.End())
	d := diag.At(at, f.rule, "%s", f.text).About(at.Text())
	for _, help := range f.help {
		d = d.WithHelp("%s", help)
	}
	if len(f.edits) == 0 || isCompiledOnly(l.fset, f.at.Pos()) {
		return d
	}
	fix := &diag.Fix{Title: f.fixTitle}
	for _, e := range f.edits {
		fix.Edits = append(fix.Edits, diag.Edit{At: l.sources.span(l.fset, e.from, e.to), New: e.text})
	}
	return d.WithFix(fix)
}

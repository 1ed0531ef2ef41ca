package generator

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/audit"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/load"
)

// Served is a problem with the places in Go code that make it.
type Served = audit.Served

// AuditOptions say what code to hold to which pages.
type AuditOptions struct {
	// Catalogs are the generated packages and their pages.
	Catalogs []Options
	// Packages are patterns as the go command has them; none stands for "./...".
	Packages []string
	// Tags are build tags, parted by commas.
	Tags string
}

// An AuditReport tells what the code does.
type AuditReport struct {
	// Findings are judged and sorted. Where the pages have errors, they are
	// those, and the code was not looked at.
	Findings diag.List
	// Pages counts the pages that were read, and Packages the packages of code
	// that was looked at.
	Pages, Packages int
	// PagesFailed tells that the pages have errors.
	PagesFailed bool
	// Whole tells that no other package of the module imports a generated one.
	Whole bool
	// Served tells for each catalog where its problems are made.
	Served [][]Served
}

// Failed reports whether the findings make the run fail.
func (r *AuditReport) Failed(strict bool) bool { return failed(r.Findings, strict) }

// failed reports whether findings make a run fail.
func failed(findings diag.List, strict bool) bool {
	return findings.Count(diag.Error) > 0 || strict && findings.Count(diag.Warning) > 0
}

// Audit holds Go code to the pages. Where the code does not build, the error has
// the compiler's words.
func Audit(ctx context.Context, o AuditOptions) (*AuditReport, error) {
	pages, err := openPages(ctx, o.Catalogs)
	if err != nil {
		return nil, err
	}
	defer pages.close()
	a := &auditor{options: o, pages: pages, report: &AuditReport{
		Findings: pages.errors, Pages: pages.count, PagesFailed: len(pages.errors) > 0,
	}}
	if a.report.PagesFailed {
		return a.report, nil
	}
	return a.report, a.run(ctx)
}

// An auditor is one run of Audit.
type auditor struct {
	options AuditOptions
	report  *AuditReport
	pages   *pages

	catalogs []audit.Catalog
	answers  []audit.Answer
}

// audited returns what the rules about code have to know of a catalog.
func (o Options) audited(ctx context.Context, loaded *load.Result) (audit.Catalog, error) {
	p, err := o.goPackage()
	if err != nil {
		return audit.Catalog{}, err
	}
	c := audit.Catalog{ImportPath: p.path, Base: o.Catalog.Base, Ignore: o.Catalog.Audit.Ignore}
	heads := loaded.Heads()
	places := make([]diag.Span, len(heads))
	var mu sync.Mutex
	err = loaded.Each(ctx, StageRead, func(i int, p *catalog.Problem) error {
		mu.Lock()
		defer mu.Unlock()
		places[i] = beginningOf(p)
		return nil
	})
	for i, h := range heads {
		c.Problems = append(c.Problems, auditedProblem(h, places[i]))
	}
	return c, err
}

// A goPackage is a catalog's generated package, as code imports it.
type goPackage struct{ name, path string }

func (o Options) goPackage() (goPackage, error) {
	i := slices.IndexFunc(o.Catalog.Outputs, func(out config.Output) bool { return out.Kind == "go" })
	if i < 0 {
		return goPackage{}, fmt.Errorf("no Go package is made of %s, so there is nothing to hold code to: ask for one under `go` in the configuration", o.Catalog.Pages)
	}
	out := o.Catalog.Outputs[i]
	name := out.Get("package")
	imported, _, err := importPath(out.Out, name)
	if err != nil {
		return goPackage{}, fmt.Errorf("find out how %s is imported: %w", out.Out, err)
	}
	return goPackage{name, imported}, nil
}

// beginningOf returns where a page begins to speak of the problem: with the title in
// its front matter, or at its top; where it documents several, with the type.
func beginningOf(p *catalog.Problem) diag.Span {
	if p.Anchor != "" && !p.Type.At.IsZero() {
		return p.Type.At
	}
	for at := 0; at < len(p.Source.Text); {
		line, _, _ := bytes.Cut(p.Source.Text[at:], []byte("\n"))
		if bytes.HasPrefix(line, []byte("title")) {
			return p.Source.Span(at, at+len(line))
		}
		at += len(line) + 1
	}
	return p.Source.Span(0, 0)
}

func auditedProblem(h catalog.Head, at diag.Span) audit.Problem {
	statuses := []int{h.Status}
	for _, s := range h.Statuses {
		if !slices.Contains(statuses, s) {
			statuses = append(statuses, s)
		}
	}
	return audit.Problem{
		Name: h.Name, GoName: h.GoName, Type: h.Type, Aliases: h.Aliases, Title: h.Title, Statuses: statuses,
		Page: h.Page, Deprecated: h.Deprecated, Retired: h.Retired, Fallback: h.Fallback, At: at,
	}
}

// run looks at the code and judges what is found there.
func (a *auditor) run(ctx context.Context) error {
	for i, o := range a.options.Catalogs {
		c, err := o.audited(ctx, a.pages.loaded[i])
		if err != nil {
			return err
		}
		a.catalogs = append(a.catalogs, c)
		for _, answer := range o.Catalog.Audit.Answers {
			a.answers = append(a.answers, audit.Answer{Function: answer.Function, Status: answer.Status})
		}
	}
	found, err := audit.Run(ctx, audit.Options{
		Patterns: a.options.Packages, Tags: a.options.Tags,
		Catalogs: a.catalogs, Answers: a.answers, IsRule: isRule,
	})
	if err != nil {
		return err
	}
	r := a.report
	r.Packages, r.Whole, r.Served = found.Packages, found.Whole, found.Served
	for i, loaded := range a.pages.loaded {
		var own diag.List
		for _, f := range found.Findings {
			if f.Catalog == i {
				own.Add(f.Diagnostic)
			}
		}
		r.Findings = append(r.Findings, loaded.JudgeLate(own)...)
	}
	r.Findings.Sort()
	return nil
}

func isRule(id string) bool {
	return slices.ContainsFunc(Rules(), func(r Rule) bool { return r.ID == id })
}

// FixCode returns the Go files that findings of Audit can repair, each with its
// repairs made, formatted where it was, and with the imports that it needs.
func FixCode(found diag.List, o AuditOptions) ([]Fixed, error) {
	fixed := Fix(found)
	packages := map[string]string{}
	for _, c := range o.Catalogs {
		p, err := c.goPackage()
		if err != nil {
			return nil, err
		}
		packages[p.name] = p.path
	}
	for i, f := range fixed {
		data, err := audit.Tidy(f.Source.Original(), f.Data, packages)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.FromSlash(f.Source.Name), err)
		}
		fixed[i].Data = data
	}
	return slices.DeleteFunc(fixed, func(f Fixed) bool { return !strings.HasSuffix(f.Source.Name, ".go") }), nil
}

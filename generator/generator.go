// Package generator turns a folder of problem pages into a Go package. Data
// flows one way: pages are read, resolved into a catalog, judged, and made
// into files, which are compared with what is on disk. Only then is anything
// written, and only when nothing is wrong.
package generator

import (
	"context"
	"fmt"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/golang"
	"github.com/hcnet/problemgen/generator/output"
	"github.com/hcnet/problemgen/generator/problem"
)

// Format is the version of the output's form, which all generated files carry.
const Format = golang.Format

// Options say what to do with one package.
type Options struct {
	Package config.Package
	// Strict makes warnings count as errors.
	Strict bool
	// Command is what recreates the output; the generated drift test names it.
	Command string
}

// A Report tells what came out.
type Report struct {
	// Findings are all that is wrong with the pages and what stands in the
	// way of the output, judged and sorted.
	Findings diag.List
	// Pages counts the pages that were read.
	Pages int
	// Files counts the files of the package; zero where none were made.
	Files int
	// Changes are the files in which pages and output differ. Generate has
	// made them good when it returns without an error and nothing failed.
	Changes []output.Change
}

// Failed reports whether the findings forbid to write.
func (r *Report) Failed(strict bool) bool {
	return r.Findings.Count(diag.Error) > 0 || strict && r.Findings.Count(diag.Warning) > 0
}

// Lint reads and judges the pages.
func Lint(ctx context.Context, o Options) (*Report, error) {
	l, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	return l.report, nil
}

// Check compares the output with the pages and writes nothing.
func Check(ctx context.Context, o Options) (*Report, error) {
	return run(ctx, o, true)
}

// Generate makes the output what the pages say. Where findings forbid it,
// nothing is written.
func Generate(ctx context.Context, o Options) (*Report, error) {
	return run(ctx, o, false)
}

func run(ctx context.Context, o Options, check bool) (_ *Report, err error) {
	l, err := load(ctx, o)
	if err != nil {
		return nil, err
	}
	report := l.report
	if report.Failed(o.Strict) {
		return report, nil
	}
	w, err := output.Open(output.Options{Dir: o.Package.Out, Format: Format, Check: check})
	if err != nil {
		return nil, err
	}
	defer func() {
		if closing := w.Close(); err == nil {
			err = closing
		}
	}()
	if report.Files, err = build(ctx, l.catalog, o, w); err != nil {
		return nil, err
	}
	plan, found, err := w.Plan()
	if err != nil {
		return nil, err
	}
	report.Changes = plan.Changes
	report.Findings = append(report.Findings, l.linter.Folder(found)...)
	if check || report.Failed(o.Strict) {
		return report, nil
	}
	return report, plan.Apply(ctx)
}

// build makes the files and hands them to the writer, and counts them.
func build(ctx context.Context, c *problem.Catalog, o Options, w *output.Writer) (int, error) {
	imported, err := importPath(o.Package.Out, o.Package.Name)
	if err != nil {
		return 0, fmt.Errorf("find out how %s is imported: %w", o.Package.Out, err)
	}
	pages, err := pagesFrom(o.Package.Out, o.Package.Pages)
	if err != nil {
		return 0, err
	}
	files, err := golang.Files(ctx, c, golang.Options{
		Package:    o.Package.Name,
		ImportPath: imported,
		Pages:      pages,
		Command:    o.Command,
	})
	if err != nil {
		return 0, err
	}
	return len(files), w.Add(files...)
}

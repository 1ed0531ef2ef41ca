// Package generator turns a folder of problem pages into a Go package. Data
// flows one way: pages are read, resolved into a catalog, judged, and made
// into files, which are compared with what is on disk. Only then is anything
// written, and only when nothing is wrong.
//
// What an earlier run has made of the same input is not made again: see
// recall.
package generator

import (
	"context"
	"errors"
	"time"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// Format is the version of the output's form, which all generated files carry.
const Format = gopkg.Format

// Options say what to do with one package.
type Options struct {
	Package config.Package
	// Strict makes warnings count as errors.
	Strict bool
	// Command is what recreates the output; the generated drift test names it.
	Command string
	// Memo knows what earlier runs made; nil makes everything anew.
	Memo *memo.Store
	// Progress is told how many pages a stage is done with. It is called from
	// several goroutines, so a call may tell less than one before it. It may
	// be nil.
	Progress func(stage string, done, total int)
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
	// Stages are what was done, in order, with the time that it took.
	Stages []Stage
}

// A Stage is a part of the work.
type Stage struct {
	Name string
	Took time.Duration
}

// The stages. Files are compared with what is on disk as soon as they are
// built, and put beside their places where they differ; to write is to move
// them in.
const (
	StageRead    = load.StageRead
	StageRecall  = "recall"
	StageJudge   = load.StageJudge
	StageBuild   = "build"
	StageCompare = "compare"
	StageWrite   = "write"
)

// Failed reports whether the findings forbid to write.
func (r *Report) Failed(strict bool) bool {
	return r.Findings.Count(diag.Error) > 0 || strict && r.Findings.Count(diag.Warning) > 0
}

// A clock takes the time of stages.
type clock struct {
	last   time.Time
	stages []Stage
}

func newClock() *clock { return &clock{last: time.Now()} }

// done ends a stage; the next one begins.
func (c *clock) done(name string) {
	now := time.Now()
	c.stages = append(c.stages, Stage{name, now.Sub(c.last)})
	c.last = now
}

// Lint reads and judges the pages.
func Lint(ctx context.Context, o Options) (*Report, error) {
	from, err := source.Folder(o.Package.Pages)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	time := newClock()
	loaded, err := o.load(ctx, from, time)
	if err != nil {
		return nil, err
	}
	return &Report{Findings: loaded.Findings, Pages: loaded.Pages, Stages: time.stages}, nil
}

// load reads and judges the pages.
func (o Options) load(ctx context.Context, from *source.Source, time *clock) (*load.Result, error) {
	in, err := load.Read(ctx, from, o.loading())
	if err != nil {
		return nil, err
	}
	time.done(StageRead)
	loaded, err := in.Judge(ctx)
	time.done(StageJudge)
	return loaded, err
}

// loading returns what the configuration says about reading pages.
func (o Options) loading() load.Options {
	return load.Options{
		Base:        o.Package.Base,
		Initialisms: o.Package.Initialisms,
		Reserved:    gopkg.Reserved(),
		Severity:    o.Package.Severity,
		Progress:    o.Progress,
	}
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

func run(ctx context.Context, o Options, check bool) (*Report, error) {
	from, err := source.Folder(o.Package.Pages)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	r := &runner{options: o, source: from, check: check, clock: newClock()}
	report, err := r.run(ctx)
	if err != nil {
		return nil, err
	}
	report.Stages = r.clock.stages
	return report, nil
}

// A runner is one run that compares, and writes unless it only checks.
type runner struct {
	options Options
	source  *source.Source
	check   bool
	clock   *clock
}

func (r *runner) run(ctx context.Context) (*Report, error) {
	recalled := make(chan *past, 1)
	go func() { recalled <- recall(r.options) }() // while the pages are read
	in, err := load.Read(ctx, r.source, r.options.loading())
	if err != nil {
		return nil, err
	}
	r.clock.done(StageRead)
	past := <-recalled
	past.take(r.options, in)
	if report, err := r.keep(ctx, in, past); report != nil || err != nil {
		return report, err
	}
	loaded, err := in.Judge(ctx)
	if err != nil {
		return nil, err
	}
	r.clock.done(StageJudge)
	report := &Report{Findings: loaded.Findings, Pages: loaded.Pages}
	if report.Failed(r.options.Strict) {
		return report, nil
	}
	return report, r.make(ctx, loaded, report, past)
}

// keep returns a report where an earlier run had the same input, found nothing
// wrong with it, and all that it made is there, and nothing else of ours;
// otherwise nil.
func (r *runner) keep(ctx context.Context, in *load.Input, past *past) (report *Report, err error) {
	made := past.everything(r.source)
	if made == nil {
		return nil, nil
	}
	defer r.clock.done(StageRecall)
	err = r.open(func(w *output.Writer) error {
		kept, err := r.options.keepAll(ctx, w, made)
		if !kept || err != nil {
			return err
		}
		plan, found, err := w.Plan()
		if err != nil || len(plan.Changes)+len(found) > 0 {
			return err
		}
		report = &Report{Pages: in.Pages(), Files: len(made)}
		return r.apply(ctx, plan)
	})
	return report, err
}

// make makes the files and puts them into their places.
func (r *runner) make(ctx context.Context, loaded *load.Result, report *Report, past *past) error {
	return r.open(func(w *output.Writer) error {
		made, err := r.options.build(ctx, loaded, w)
		if err != nil {
			return err
		}
		report.Files = len(made)
		r.clock.done(StageBuild)
		plan, found, err := w.Plan()
		if err != nil {
			return err
		}
		past.save(loaded, made)
		report.Changes = plan.Changes
		report.Findings = append(report.Findings, loaded.Judge(found)...)
		if r.clock.done(StageCompare); report.Failed(r.options.Strict) {
			return nil
		}
		defer r.clock.done(StageWrite)
		return r.apply(ctx, plan)
	})
}

// open does work with the output folder open.
func (r *runner) open(work func(*output.Writer) error) error {
	w, err := output.Open(output.Options{Dir: r.options.Package.Out, Format: Format, Check: r.check})
	if err != nil {
		return err
	}
	return errors.Join(work(w), w.Close())
}

// apply makes the changes, unless this is a check.
func (r *runner) apply(ctx context.Context, plan *output.Plan) error {
	if r.check {
		return nil
	}
	return plan.Apply(ctx)
}

// Package generator makes outputs of a folder of problem pages. Data flows one
// way: pages are read, resolved into a catalog, judged, and made into files,
// which are compared with what is on disk. Only when nothing is wrong, and all
// outputs are planned, is any of them written.
//
// What an earlier run has made of the same input is not made again: see
// recall.
package generator

import (
	"context"
	"errors"
	"path"
	"time"

	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// Options say what to do with one catalog.
type Options struct {
	Catalog config.Catalog
	// Strict makes warnings count as errors.
	Strict bool
	// Resolve has Lint ask the published type URIs whether they lead to their
	// pages.
	Resolve bool
	// Command is what recreates the outputs; the generated drift test names it.
	Command string
	// Memo knows what earlier runs made; nil makes everything anew.
	Memo *memo.Store
	// Watch has Lint take again what the pages came to in its last run that have
	// not changed since; nil judges all anew.
	Watch *Watch
	// Filter leaves out findings that are known; it may be nil. It is called
	// once a run.
	Filter func(diag.List) diag.List
	// Progress is told how many pages a stage is done with. It is called from
	// several goroutines, so a call may tell less than one before it. It may
	// be nil.
	Progress func(stage string, done, total int)
}

// A Report tells what came out.
type Report struct {
	// Findings are all that is wrong with the pages and what stands in the
	// way of the outputs, judged and sorted.
	Findings diag.List
	// Pages counts the pages that were read.
	Pages int
	// Outputs are those of the catalog, in the order of their kinds; none where
	// none were made.
	Outputs []Output
	// Stages are what was done, in order, with the time that it took.
	Stages []Stage
	// clean tells that nothing at all is wrong with the pages.
	clean bool
}

// An Output is what became of one output.
type Output struct {
	config.Output
	// Files counts its files.
	Files int
	// Changes are the files in which pages and output differ. Generate has
	// made them good when it returns without an error and nothing failed.
	Changes []Change
}

// Shown returns the path of one of its files as messages name it.
func (o Output) Shown(file string) string {
	if k, err := kindOf(o.Output); err == nil && !k.IsFolder() {
		return o.Out
	}
	return path.Join(o.Out, file)
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
	StageResolve = "resolve"
	StageWrite   = "write"
)

// Failed reports whether the findings forbid to write.
func (r *Report) Failed(strict bool) bool {
	return r.Findings.Count(diag.Error) > 0 || strict && r.Findings.Count(diag.Warning) > 0
}

// Changed counts the files in which pages and outputs differ.
func (r *Report) Changed() int {
	n := 0
	for _, o := range r.Outputs {
		n += len(o.Changes)
	}
	return n
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
	return withRunner(o, true, func(r *runner) (*Report, error) {
		r.loading.Memory = o.Watch.memory(o.Catalog)
		in, err := r.read(ctx)
		if err != nil {
			return nil, err
		}
		loaded, report, err := r.judge(ctx, in)
		if err != nil || !o.Resolve {
			return report, err
		}
		return report, r.resolve(ctx, loaded, report)
	})
}

// Check compares the outputs with the pages and writes nothing.
func Check(ctx context.Context, o Options) (*Report, error) {
	return withRunner(o, true, func(r *runner) (*Report, error) { return r.run(ctx) })
}

// Generate makes the outputs what the pages say. Where findings forbid it,
// nothing is written.
func Generate(ctx context.Context, o Options) (*Report, error) {
	return withRunner(o, false, func(r *runner) (*Report, error) { return r.run(ctx) })
}

// A runner is one run that compares, and writes unless it only checks.
type runner struct {
	options Options
	loading load.Options
	source  *source.Source
	check   bool
	clock   *clock
}

// withRunner does work with the pages at hand.
func withRunner(o Options, check bool, work func(*runner) (*Report, error)) (*Report, error) {
	from, err := source.Folder(o.Catalog.Pages)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	r := &runner{options: o, loading: o.loading(), source: from, check: check, clock: newClock()}
	report, err := work(r)
	if err != nil {
		return nil, err
	}
	report.Stages = r.clock.stages
	return report, nil
}

// loading returns what the configuration says about reading pages.
func (o Options) loading() load.Options {
	return load.Options{
		Base:        o.Catalog.Base,
		Spelling:    o.Catalog.Spelling,
		NamesByPath: o.Catalog.NamesByPath,
		Initialisms: initialisms(o.Catalog),
		Selects:     o.Catalog.Selects,
		Names:       o.Catalog.Names,
		Reserved:    reservedNames(o.Catalog.Outputs),
		Judge:       judgeFor(o.Catalog.Outputs),
		Clashes:     clashesFor(o.Catalog.Outputs),
		Severity:    o.Catalog.Severity,
		Progress:    o.Progress,
	}
}

func (r *runner) read(ctx context.Context) (*load.Input, error) {
	defer r.clock.done(StageRead)
	return load.Read(ctx, r.source, r.loading)
}

// judge resolves and judges what was read.
func (r *runner) judge(ctx context.Context, in *load.Input) (*load.Result, *Report, error) {
	defer r.clock.done(StageJudge)
	loaded, err := in.Judge(ctx)
	if err != nil {
		return nil, nil, err
	}
	asked, err := unmatched(r.options.Catalog, in)
	if err != nil {
		return nil, nil, err
	}
	asked = append(asked, sitePaths(r.options.Catalog, loaded)...)
	found := append(loaded.Findings, loaded.Judge(asked)...)
	found.Sort()
	report := &Report{Findings: found, Pages: loaded.Pages, clean: len(found) == 0}
	if r.options.Filter != nil {
		report.Findings = r.options.Filter(found)
	}
	return loaded, report, nil
}

func (r *runner) run(ctx context.Context) (*Report, error) {
	recalled := make(chan *past, 1)
	go func() { recalled <- recall(r.options) }() // while the pages are read
	in, err := r.read(ctx)
	if err != nil {
		return nil, err
	}
	past := <-recalled
	past.take(in, r.source)
	if report, err := r.keep(ctx, in, past); report != nil || err != nil {
		return report, err
	}
	loaded, report, err := r.judge(ctx, in)
	if err != nil || report.Failed(r.options.Strict) {
		return report, err
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
	err = r.withOutputs(func(all outputs) error {
		kept, err := all.keep(ctx, r.options, made)
		if !kept || err != nil {
			return err
		}
		found, err := all.plan()
		if err != nil || len(found) > 0 || all.changed() {
			return err
		}
		report = &Report{Pages: in.Pages(), Outputs: all.reports()}
		return r.apply(ctx, all)
	})
	return report, err
}

// make makes the files and, when all outputs are planned, puts them into their
// places.
func (r *runner) make(ctx context.Context, loaded *load.Result, report *Report, past *past) error {
	return r.withOutputs(func(all outputs) error {
		if err := all.build(ctx, r.options, loaded); err != nil {
			return err
		}
		r.clock.done(StageBuild)
		found, err := all.plan()
		if err != nil {
			return err
		}
		past.save(loaded, report, all)
		report.Outputs = all.reports()
		report.Findings = append(report.Findings, loaded.Judge(found)...)
		if r.clock.done(StageCompare); report.Failed(r.options.Strict) {
			return nil
		}
		defer r.clock.done(StageWrite)
		return r.apply(ctx, all)
	})
}

// withOutputs does work with all outputs open.
func (r *runner) withOutputs(work func(outputs) error) error {
	var all outputs
	for _, o := range r.options.Catalog.Outputs {
		k, err := kindOf(o)
		if err != nil {
			return errors.Join(err, all.close())
		}
		w, err := output.Open(k.options(o, r.check))
		if err != nil {
			return errors.Join(err, all.close())
		}
		all = append(all, &opened{kind: k, Output: Output{Output: o}, writer: w})
	}
	return errors.Join(work(all), all.close())
}

// apply makes the changes, unless this is a check.
func (r *runner) apply(ctx context.Context, all outputs) error {
	if r.check {
		return nil
	}
	return all.apply(ctx)
}

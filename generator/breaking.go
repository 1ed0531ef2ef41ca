package generator

import (
	"context"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// A Comparison is what changed from one set of pages to another.
type Comparison struct {
	// Against says what the pages were compared with.
	Against string
	// Findings are what is wrong with the pages of today. Where any is an error,
	// nothing was compared.
	Findings diag.List
	// Notes say in a sentence each what the comparison could not take into
	// account.
	Notes []string
	// Changes are what changed, sorted by place.
	Changes []Difference
	// Pages counts the pages of today.
	Pages int
	// Stages are what was done, in order, with the time that it took.
	Stages []Stage
}

// StageDiff is the stage that compares two catalogs.
const StageDiff = "diff"

// Breaking compares the pages with others, which they were before.
func Breaking(ctx context.Context, o Options, against Against) (*Comparison, error) {
	time := newClock()
	from, err := source.Folder(o.Catalog.Pages)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	former, err := against.open(ctx, o)
	if err != nil {
		return nil, err
	}
	defer former.source.Close()
	c, err := compare(ctx, from, o.loading(), former)
	if err != nil {
		return nil, err
	}
	time.done(StageRead)
	result, err := o.compared(ctx, c, former)
	time.done(StageDiff)
	if err == nil {
		result.Stages = time.stages
	}
	return result, err
}

// compared turns a comparison into what the command shows.
func (o Options) compared(ctx context.Context, c *comparison, with *former) (*Comparison, error) {
	result := &Comparison{
		Against: with.label, Findings: c.after.Findings, Pages: c.after.Pages, Notes: append(with.notes, c.notes()...),
	}
	if result.Findings.Count(diag.Error) > 0 {
		return result, nil
	}
	changes, err := c.changes(ctx)
	if err != nil {
		return nil, err
	}
	j := newChangeJudge(o, with)
	for _, change := range append(baseChanged(changes, with), packageMoved(with, o.Catalog)...) {
		if d := j.judge(change); d.Severity != diag.Off {
			result.Changes = append(result.Changes, d)
		}
	}
	result.Changes = append(result.Changes, j.useless()...)
	sortDifferences(result.Changes)
	return result, nil
}

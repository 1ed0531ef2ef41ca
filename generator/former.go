package generator

import (
	"context"
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// maxBatch is how many former pages are held at a time. Where more have changed
// they are read twice: for their heads, and when they are compared.
const maxBatch = 1000

// A formerCatalog is a catalog of another time, as far as its pages are others.
// Of a large one no more is held than its heads and a batch of pages.
type formerCatalog struct {
	source  *source.Source
	options load.Options
	heads   []catalog.Head
	intro   catalog.Intro
	// wrong are the pages that had errors.
	wrong []string

	batches [][]string
	// batchOf and at are a problem's batch and its place there.
	batchOf, at map[place]int
	// loaded is the batch that is held.
	loaded int
	held   *load.Result
}

// readFormer reads the heads of all problems, so many pages at a time.
func readFormer(ctx context.Context, from *source.Source, o load.Options, batch int) (*formerCatalog, error) {
	names, err := load.Names(from, o)
	if err != nil {
		return nil, err
	}
	f := &formerCatalog{source: from, options: o, batchOf: map[place]int{}, at: map[place]int{}}
	f.batches = slices.Collect(slices.Chunk(names, batch))
	if len(names) == 0 {
		f.batches = [][]string{nil} // it may have an introduction
	}
	for i := range f.batches {
		if err := f.load(ctx, i); err != nil {
			return nil, err
		}
		f.take()
	}
	return f, nil
}

// load reads and judges a batch.
func (f *formerCatalog) load(ctx context.Context, batch int) (err error) {
	wanted := map[string]bool{}
	for _, name := range f.batches[batch] {
		wanted[name] = true
	}
	f.loaded, f.held = batch, nil
	f.held, err = load.Load(ctx, f.source.Select(func(name string) bool { return wanted[name] }), f.options)
	return err
}

// take notes what there is to know of all problems of the batch that is held.
func (f *formerCatalog) take() {
	for i, h := range f.held.Heads() {
		f.batchOf[placeOf(&h)], f.at[placeOf(&h)] = f.loaded, i
		f.heads = append(f.heads, h)
	}
	f.intro = f.held.Intro
	for _, d := range f.held.Findings {
		if d.Severity == diag.Error {
			f.wrong = append(f.wrong, d.At.Position().File)
		}
	}
}

// batch returns the batch that a problem is in; that of others comes first.
func (f *formerCatalog) batch(h *catalog.Head) int {
	if h == nil {
		return 0
	}
	return f.batchOf[placeOf(h)]
}

// problem returns a whole problem.
func (f *formerCatalog) problem(ctx context.Context, h *catalog.Head) (*catalog.Problem, error) {
	if batch := f.batch(h); batch != f.loaded {
		if err := f.load(ctx, batch); err != nil {
			return nil, err
		}
	}
	return f.held.Problem(f.at[placeOf(h)]), nil
}

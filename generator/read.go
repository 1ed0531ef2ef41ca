package generator

import (
	"context"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/memo"
)

// An input is everything in the pages folder that a run goes by, read once:
// what changes meanwhile counts in the next run.
type input struct {
	folder *folder
	pages  []text
	// intro is the page that introduces the package; its name is empty where
	// there is none.
	intro text
	// found is what is wrong with the folder itself.
	found diag.List
}

// A text is a page as it was read.
type text struct {
	name string
	// source is nil where the page cannot be read, which found tells.
	source *diag.Source
	found  diag.List
	// sum is that of the page's bytes; it is zero where the page cannot be read.
	sum memo.Sum
}

// read reads the pages, several at a time.
func read(ctx context.Context, o Options) (_ *input, err error) {
	in := &input{}
	if in.folder, err = openFolder(o.Package.Pages); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			in.close()
		}
	}()
	names, intro, found, err := in.folder.list()
	if err != nil {
		return nil, err
	}
	in.found, in.pages = found, make([]text, len(names))
	err = o.each(ctx, StageRead, len(names), func(i int) (err error) {
		in.pages[i], err = in.folder.text(names[i])
		return err
	})
	if err == nil && intro != "" {
		in.intro, err = in.folder.text(intro)
	}
	return in, err
}

func (f *folder) text(name string) (text, error) {
	source, found, err := f.read(name)
	t := text{name: name, source: source, found: found}
	if source != nil {
		t.sum = memo.Of(source.Original())
	}
	return t, err
}

func (in *input) close() { in.folder.close() }

// each does the work of a stage for n pages on all processors, and tells how
// far it is.
func (o Options) each(ctx context.Context, stage string, n int, do func(i int) error) error {
	var begun, done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() error {
			for i := int(begun.Add(1)) - 1; i < n; i = int(begun.Add(1)) - 1 {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := do(i); err != nil {
					return err
				}
				if now := done.Add(1); o.Progress != nil {
					o.Progress(stage, int(now), n)
				}
			}
			return nil
		})
	}
	return group.Wait()
}

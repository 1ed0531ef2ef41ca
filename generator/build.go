package generator

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/memo"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// A builder makes files and hands them to the writer, which compares them with
// what is on disk. Files do not wait for each other: when a page's are made,
// those of the page before are gone.
type builder struct {
	options Options
	judged  *judged
	writer  *output.Writer
	past    *past

	maker *gopkg.Maker
	names memo.Sum
	files atomic.Int64
}

// build makes all files, those of the pages on all processors, and counts
// them.
func (b *builder) build(ctx context.Context) (int, error) {
	code, err := golangOptions(b.options)
	if err != nil {
		return 0, err
	}
	if b.maker, err = gopkg.New(b.judged.catalog, code); err != nil {
		return 0, err
	}
	if err := b.shared(); err != nil {
		return 0, err
	}
	b.names = b.past.names(b.judged.catalog)
	problems := b.judged.catalog.Problems
	err = b.options.each(ctx, StageBuild, len(problems), func(i int) error {
		p := problems[i]
		problems[i] = nil // nobody needs it any more
		return b.page(p)
	})
	return int(b.files.Load()), err
}

func (b *builder) shared() error {
	files, err := b.maker.Shared()
	if err != nil {
		return err
	}
	added, err := b.writer.Add(files...)
	b.past.next.Shared = lines(added)
	b.files.Add(int64(len(files)))
	return err
}

// page makes a page's files, unless the last run has made them and they are
// there.
func (b *builder) page(p *catalog.Problem) error {
	input, made := b.past.made(p, b.names)
	kept, err := b.writer.Keep(made)
	if err != nil {
		return err
	}
	if !kept {
		files, err := b.maker.Page(b.judged.whole(p))
		if err != nil {
			return err
		}
		if made, err = b.writer.Add(files...); err != nil {
			return err
		}
	}
	b.past.remember(p.Page, input, made)
	b.files.Add(int64(len(made)))
	return nil
}

// golangOptions returns what the code says beside the pages.
func golangOptions(o Options) (gopkg.Options, error) {
	imported, err := importPath(o.Package.Out, o.Package.Name)
	if err != nil {
		return gopkg.Options{}, fmt.Errorf("find out how %s is imported: %w", o.Package.Out, err)
	}
	pages, err := pagesFrom(o.Package.Out, o.Package.Pages)
	return gopkg.Options{
		Package:    o.Package.Name,
		ImportPath: imported,
		Pages:      pages,
		Command:    o.Command,
	}, err
}

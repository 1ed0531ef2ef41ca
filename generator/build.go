package generator

import (
	"context"
	"fmt"
	"slices"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/output"
)

// build makes all files, those of the problems on all processors, and hands
// them to the writer, which compares them with what is on disk. Files do not
// wait for each other: when a problem's are made, those of the problem before
// are gone.
func (o Options) build(ctx context.Context, loaded *load.Result, w *output.Writer) ([]output.Digest, error) {
	code, err := golangOptions(o)
	if err != nil {
		return nil, err
	}
	maker, err := gopkg.New(loaded.Heads(), loaded.Intro, code)
	if err != nil {
		return nil, err
	}
	files, err := maker.Shared()
	if err != nil {
		return nil, err
	}
	shared, err := w.Add(files...)
	if err != nil {
		return nil, err
	}
	made := make([][]output.Digest, len(loaded.Heads()))
	err = loaded.Each(ctx, StageBuild, func(i int, p *catalog.Problem) error {
		files, err := maker.Problem(p)
		if err != nil {
			return err
		}
		made[i], err = w.Add(files...)
		return err
	})
	return append(shared, slices.Concat(made...)...), err
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

package generator

import (
	"context"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

// pages are those that code or documents are held to.
type pages struct {
	sources []*source.Source
	loaded  []*load.Result
	// errors are what makes the pages useless, and count counts them.
	errors diag.List
	count  int
}

// openPages loads the pages of all catalogs.
func openPages(ctx context.Context, catalogs []Options) (*pages, error) {
	p := &pages{}
	for _, o := range catalogs {
		if err := p.open(ctx, o); err != nil {
			p.close()
			return nil, err
		}
	}
	return p, nil
}

func (p *pages) open(ctx context.Context, o Options) error {
	from, err := source.Folder(o.Catalog.Pages)
	if err != nil {
		return err
	}
	p.sources = append(p.sources, from)
	loaded, err := load.Load(ctx, from, o.loading())
	if err != nil {
		return err
	}
	p.loaded = append(p.loaded, loaded)
	p.count += loaded.Pages
	for _, d := range loaded.Findings {
		if d.Severity == diag.Error {
			p.errors.Add(d)
		}
	}
	return nil
}

func (p *pages) close() {
	for _, s := range p.sources {
		_ = s.Close() // it was only read from
	}
}

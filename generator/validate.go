package generator

import (
	"context"
	"io"
	"sync"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/validate"
)

// A Validator holds problem documents to pages.
type Validator struct {
	validator *validate.Validator
	judge     func(diag.List) diag.List

	// Findings are the errors of the pages; with any of them, there is nothing to
	// hold documents to.
	Findings diag.List
	// Pages counts the pages that were read.
	Pages int
}

// A Verdict is what is to be said of one document.
type Verdict struct {
	// Problem is the name of its problem type; empty where no page has it.
	Problem string
	// Type is the type URI that it has; about:blank where it has none, and empty
	// where it could not be read.
	Type string
	// Findings are judged and sorted.
	Findings diag.List
}

// Failed reports whether the document is not what the pages say.
func (v Verdict) Failed(strict bool) bool { return failed(v.Findings, strict) }

// NewValidator reads the pages of catalogs. A type URI that several of them have
// counts for the first one.
func NewValidator(ctx context.Context, catalogs []Options) (*Validator, error) {
	pages, err := openPages(ctx, catalogs)
	if err != nil {
		return nil, err
	}
	defer pages.close()
	v := &Validator{validator: validate.New(), Findings: pages.errors, Pages: pages.count}
	for _, loaded := range pages.loaded {
		if err := v.add(ctx, loaded); err != nil {
			return nil, err
		}
	}
	if len(pages.loaded) > 0 {
		v.judge = pages.loaded[0].Judge
	}
	return v, nil
}

// add takes in the problem types of a catalog.
func (v *Validator) add(ctx context.Context, loaded *load.Result) error {
	var mu sync.Mutex
	return loaded.Each(ctx, StageRead, func(_ int, p *catalog.Problem) error {
		mu.Lock()
		defer mu.Unlock()
		v.validator.Add(p)
		return nil
	})
}

// Document judges the one document that a reader holds.
func (v *Validator) Document(name string, in io.Reader) (Verdict, error) {
	verdict, err := v.validator.File(name, in)
	return v.judged(verdict), err
}

// Lines judges documents, one a line, in memory that does not grow with their
// number. Lines that are no document are reported and passed over.
func (v *Validator) Lines(ctx context.Context, name string, in io.Reader, each func(Verdict) error) error {
	return v.validator.Lines(ctx, name, in, func(verdict validate.Verdict) error { return each(v.judged(verdict)) })
}

func (v *Validator) judged(from validate.Verdict) Verdict {
	verdict := Verdict{Problem: from.Problem, Type: from.Type}
	if len(from.Findings) > 0 {
		verdict.Findings = v.judge(from.Findings)
	}
	return verdict
}

package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/manypages"
	"github.com/hcnet/problemgen/generator/internal/memo"
)

// benchPages is how many pages the benchmarks read.
const benchPages = 1000

func manyPages(b *testing.B) generator.Options {
	b.Helper()
	dir := b.TempDir()
	pages := filepath.Join(dir, "pages")
	if err := manypages.Write(pages, benchPages); err != nil {
		b.Fatal(err)
	}
	return generator.Options{
		Catalog: generator.GoCatalog(pages, "problems", filepath.Join(dir, "out")),
		Command: "problemgen generate",
	}
}

// BenchmarkLoad reads, resolves and judges a thousand pages.
func BenchmarkLoad(b *testing.B) {
	o := manyPages(b)
	for b.Loop() {
		if _, err := generator.Lint(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWatch lints after a page of a thousand was saved, as "lint --watch"
// does, beside linting them all; "ratio" is the one by the other.
func BenchmarkWatch(b *testing.B) {
	o := manyPages(b)
	lint := func(o generator.Options) time.Duration {
		begin := time.Now()
		if _, err := generator.Lint(b.Context(), o); err != nil {
			b.Fatal(err)
		}
		return time.Since(begin)
	}
	watched := o
	watched.Watch = &generator.Watch{}
	lint(watched)
	page := filepath.Join(o.Catalog.Pages, manypages.New(7).Path())
	var one, all time.Duration
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		text := fmt.Appendf(manypages.New(7).Markdown(), "\nVersion %d.\n", n)
		if err := os.WriteFile(page, text, 0o644); err != nil {
			b.Fatal(err)
		}
		all += lint(o)
		b.StartTimer()
		one += lint(watched)
	}
	b.ReportMetric(one.Seconds()/all.Seconds(), "ratio")
}

// BenchmarkBreaking compares a thousand pages with a folder in which three are
// others; against a revision, "make bench" measures it.
func BenchmarkBreaking(b *testing.B) {
	o := manyPages(b)
	former := filepath.Join(b.TempDir(), "former")
	if err := manypages.Write(former, benchPages); err != nil {
		b.Fatal(err)
	}
	for i := range 3 {
		if err := os.WriteFile(filepath.Join(former, manypages.New(i).Path()), manypages.New(benchPages+i).Markdown(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, err := generator.Breaking(b.Context(), o, generator.Against{Name: former}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGenerate makes the package of a thousand pages in a fresh folder.
func BenchmarkGenerate(b *testing.B) {
	o := manyPages(b)
	dir := b.TempDir()
	for n := 0; b.Loop(); n++ {
		o.Catalog.Outputs[0].Out = filepath.Join(dir, fmt.Sprint(n))
		if _, err := generator.Generate(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAllOutputs makes every output that documents the problems for other
// programs beside the package.
func BenchmarkAllOutputs(b *testing.B) {
	o := manyPages(b)
	dir := b.TempDir()
	names := map[string]string{"openapi": "problems.yaml", "schema": "schemas", "typescript": "problems.ts"}
	for kind := range names {
		o.Catalog.Outputs = append(o.Catalog.Outputs, config.Output{Kind: kind})
	}
	for n := 0; b.Loop(); n++ {
		for i, output := range o.Catalog.Outputs {
			o.Catalog.Outputs[i].Out = filepath.Join(dir, fmt.Sprint(n), output.Kind, names[output.Kind])
		}
		if _, err := generator.Generate(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnchanged checks the package of a thousand pages in which nothing
// has changed.
func BenchmarkUnchanged(b *testing.B) {
	o := manyPages(b)
	o.Memo = memo.Open(b.TempDir())
	if _, err := generator.Generate(b.Context(), o); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		report, err := generator.Check(b.Context(), o)
		if err != nil || report.Changed() > 0 {
			b.Fatal(report, err)
		}
	}
}

// BenchmarkOnePage generates after a change of one page of a thousand.
func BenchmarkOnePage(b *testing.B) {
	o := manyPages(b)
	o.Memo = memo.Open(b.TempDir())
	if _, err := generator.Generate(b.Context(), o); err != nil {
		b.Fatal(err)
	}
	page := filepath.Join(o.Catalog.Pages, manypages.New(7).Path())
	for n := 0; b.Loop(); n++ {
		text := fmt.Appendf(manypages.New(7).Markdown(), "\nVersion %d.\n", n)
		if err := os.WriteFile(page, text, 0o644); err != nil {
			b.Fatal(err)
		}
		if _, err := generator.Generate(b.Context(), o); err != nil {
			b.Fatal(err)
		}
	}
}

//go:build linux

// Command bench times the built problemgen command on folders of ordinary
// pages, beside oapi-codegen making plain structs with the same members from an
// OpenAPI document, times the Go compiler on what comes out, and runs the
// benchmarks of the generated package beside those of other libraries. In the
// end it holds what it measured against the bars that the project has set for
// itself. "make bench" runs it; it needs the module proxy once, for the others,
// and Linux, whose units of memory it reads.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// small is the number of pages that others are compared with.
const small = 1000

func main() {
	runs := flag.Int("runs", 5, "how often each command is run; the medians are printed")
	large := flag.Int("large", 10_000, "the number of pages of the largest folder")
	only := flag.String("only", "", "measure a thousand pages and this part alone")
	flag.Parse()
	b := &bench{runs: *runs, everything: map[int]cost{}, allOutputs: map[int]cost{}}
	err := b.all(*large, *only)
	if b.dir != "" {
		_ = os.RemoveAll(b.dir) // a temporary folder
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A bench has the programs and the folder that they work in.
type bench struct {
	runs             int
	dir, pg, openapi string
	// everything is what it took to generate everything from so many pages.
	everything map[int]cost
	// allOutputs is what it took to make the other outputs with it.
	allOutputs map[int]cost
	bars       []bar
}

// A part is something that is measured behind the generator itself.
type part struct {
	name    string
	measure func() error
}

// parts are all of them. The compiler comes first, for what follows changes
// pages.
func (b *bench) parts() []part {
	return []part{
		{"compiler", func() error { return b.compiler(small) }},
		{"files", func() error { return b.files(small) }},
		{"breaking", func() error { return b.breaking(small) }},
		{"watch", b.watch}, {"peers", b.peers}, {"site", b.site}, {"binaries", b.binaries}, {"audit", b.audit},
		{"validate", b.validate}, {"libraries", b.libraries}, {"handler", b.handler},
	}
}

// all measures everything, or one part alone, and prints it.
func (b *bench) all(large int, only string) error {
	parts, sizes := b.parts(), []int{100, small, large}
	if only != "" {
		sizes = []int{small}
		parts = slices.DeleteFunc(parts, func(p part) bool { return p.name != only })
		if len(parts) == 0 {
			return fmt.Errorf("there is no part %q", only)
		}
	}
	if err := b.prepare(); err != nil {
		return err
	}
	for _, n := range sizes {
		if err := b.folder(n); err != nil {
			return err
		}
	}
	if only == "" {
		b.growth(large)
	}
	for _, p := range parts {
		if err := p.measure(); err != nil {
			return err
		}
	}
	b.printBars()
	return nil
}

func (b *bench) prepare() (err error) {
	if b.dir, err = os.MkdirTemp("", "problemgen-bench-"); err != nil {
		return err
	}
	b.pg, b.openapi = filepath.Join(b.dir, "problemgen"), filepath.Join(b.dir, "oapi-codegen")
	if _, err := run(".", "go", "build", "-o", b.pg, "./cmd/problemgen"); err != nil {
		return err
	}
	_, err = run("generator/internal/bench/oapi", "go", "build", "-o", b.openapi, "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen")
	fmt.Printf("%s, %s/%s, %d processors, medians of %d runs\n\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), b.runs)
	return err
}

// A bar is a figure with the limit that the project has set for it.
type bar struct {
	what         string
	value, limit float64
}

// hold notes a figure that should not be above the limit.
func (b *bench) hold(what string, value, limit float64) {
	b.bars = append(b.bars, bar{what, value, limit})
}

func (b *bench) printBars() {
	fmt.Println("bars")
	for _, bar := range b.bars {
		verdict := "reached"
		if bar.value > bar.limit {
			verdict = "missed"
		}
		fmt.Printf("  %-62s %8.2f   at most %6.2f   %s\n", bar.what, bar.value, bar.limit, verdict)
	}
}

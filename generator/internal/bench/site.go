//go:build linux

package main

import (
	"fmt"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// site times the static site of the small folder beside the Go package of it.
func (b *bench) site() error {
	module := filepath.Join(b.dir, fmt.Sprint("pages", small))
	generate := func(words ...string) func() (cost, error) {
		return func() (cost, error) {
			c, _, err := output(module, []string{"XDG_CACHE_HOME=" + filepath.Join(module, "cache")},
				append([]string{b.pg, "generate", "--base", manypages.Base}, words...)...)
			return c, err
		}
	}
	code, site := generate("--package", "problems", "--out", "problems", "pages"), generate("--site", "site", "pages")
	costs, err := b.medians(afresh(module, code), afresh(module, site), site, onePage(filepath.Join(module, "pages"), site))
	if err != nil {
		return err
	}
	files, size, err := weigh(filepath.Join(module, "site"))
	if err != nil {
		return err
	}
	fmt.Printf("the site of %d pages: %d files, %.1f MB\n", small, files, float64(size)/1e6)
	for i, name := range []string{"the Go package", "the site", "nothing changed", "one page changed"} {
		c := costs[i]
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %6.0f MB   %5.2f × the Go package\n",
			name, ms(c.wall), ms(c.cpu), float64(c.peak)/1e6, ratio(c, costs[0]))
	}
	fmt.Println()
	b.hold(fmt.Sprintf("the site of %d pages, of their Go package", small), ratio(costs[1], costs[0]), 1)
	return nil
}

// handler runs the benchmark of the handler that serves the site.
func (b *bench) handler() error {
	results, err := b.benchmarks(".", "./templates/problemsite")
	if err != nil {
		return err
	}
	printResults("the pages from the API itself", results)
	b.hold("allocations of a page", results["Handler"].allocs, 0)
	return nil
}

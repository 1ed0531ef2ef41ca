//go:build linux

package main

import (
	"fmt"
	"strconv"
)

// watch times the lint of the small folder after one of its pages was saved,
// beside linting all of it, both within one process.
func (b *bench) watch() error {
	_, out, err := output(".", nil, "go", "test", "-run", "^$", "-bench", "^BenchmarkWatch$", "-count", strconv.Itoa(b.runs), "-benchtime", "5x", "./generator")
	if err != nil {
		return err
	}
	var ns, ratios []float64
	for name, all := range figures(string(out), "ratio") {
		ns, ratios = figures(string(out), "ns/op")[name], all
	}
	fmt.Printf("one of %d pages saved, until all are linted again: %.0f ms, %.2f × linting them\n\n", small, middle(ns)/1e6, middle(ratios))
	b.hold("lint --watch with one page saved, of lint", middle(ratios), 0.25)
	return nil
}

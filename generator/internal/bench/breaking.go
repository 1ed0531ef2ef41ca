//go:build linux

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// breaking times the comparison of n pages with a revision that differs in three
// of them, beside linting them, which is to load them once.
func (b *bench) breaking(n int) error {
	dir := filepath.Join(b.dir, "repository")
	pages := filepath.Join(dir, "pages")
	if err := manypages.Write(pages, n); err != nil {
		return err
	}
	for _, words := range [][]string{
		{"git", "init", "-q"},
		{"git", "add", "."},
		{"git", "-c", "user.name=bench", "-c", "user.email=bench@example.com", "commit", "-q", "-m", "pages"},
	} {
		if _, err := run(dir, words...); err != nil {
			return err
		}
	}
	for i := range 3 {
		s := manypages.New(i)
		text := bytes.Replace(s.Markdown(), []byte("what was wrong"), []byte("what went wrong"), 1)
		if err := os.WriteFile(filepath.Join(pages, s.Path()), text, 0o644); err != nil {
			return err
		}
	}
	costs, err := b.medians(
		func() (cost, error) { return run(dir, b.pg, "lint", "pages") },
		func() (cost, error) { return run(dir, b.pg, "breaking", "--against", "HEAD", "pages") },
	)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages against a revision with three others: %.0f ms, linting them %.0f ms, %.2f × (%.2f × of processors), %.0f MB\n\n",
		n, ms(costs[1].wall), ms(costs[0].wall), ratio(costs[1], costs[0]), processorRatio(costs[1], costs[0]), float64(costs[1].peak)/1e6)
	b.hold("breaking with three pages changed, of lint", ratio(costs[1], costs[0]), 2)
	return nil
}

//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// folder times the command on n pages.
func (b *bench) folder(n int) error {
	module := filepath.Join(b.dir, fmt.Sprint("pages", n))
	if err := writeModule(module, n); err != nil {
		return err
	}
	problemgen := func(command string, others ...string) func() (cost, error) {
		return func() (cost, error) {
			words := append([]string{b.pg, command, "--package", "problems", "--out", "problems"}, others...)
			c, _, err := output(module, []string{"XDG_CACHE_HOME=" + filepath.Join(module, "cache")}, append(words, "pages")...)
			return c, err
		}
	}
	costs, err := b.medians(
		afresh(module, problemgen("generate")),
		problemgen("generate"),
		problemgen("check"),
		onePage(filepath.Join(module, "pages"), problemgen("generate")),
		func() (cost, error) { return run(module, b.openapi, "-config", "oapi.yaml", "openapi.json") },
		afresh(module, b.allFour(module)),
	)
	if err != nil {
		return err
	}
	files, size, err := weigh(filepath.Join(module, "problems"))
	if err != nil {
		return err
	}
	fmt.Printf("%d pages: %d files, %.1f MB\n", n, files, float64(size)/1e6)
	b.report(n, costs)
	return nil
}

// writeModule makes a module with n pages, and with the same as an OpenAPI
// document.
func writeModule(module string, n int) error {
	if err := manypages.Write(filepath.Join(module, "pages"), n); err != nil {
		return err
	}
	document, err := manypages.OpenAPI(n)
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"go.mod": "module example.com/bench\n\ngo 1.26\n", "openapi.json": string(document),
		"oapi.yaml": "package: plain\noutput: plain.go\ngenerate: {models: true}\noutput-options: {skip-prune: true}\n",
	} {
		if err := os.WriteFile(filepath.Join(module, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// afresh puts aside what an earlier run has made in front of each run. It is
// removed in the end: ext4 is slow to make files after many were removed, and
// that would be measured.
func afresh(module string, generate func() (cost, error)) func() (cost, error) {
	return func() (cost, error) {
		stale, err := os.MkdirTemp(module, "stale-")
		if err != nil {
			return cost{}, err
		}
		for _, dir := range []string{"problems", "api", "site", "cache"} {
			err := os.Rename(filepath.Join(module, dir), filepath.Join(stale, dir))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return cost{}, err
			}
		}
		return generate()
	}
}

// report prints what the commands cost.
func (b *bench) report(n int, costs []cost) {
	for i, name := range []string{"generate, everything", "generate, nothing changed", "check, nothing changed", "generate, one page changed", "oapi-codegen, plain structs", "generate, all four outputs"} {
		c := costs[i]
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %6.0f MB   %5.2f × everything (%.2f × of processors)\n",
			name, ms(c.wall), ms(c.cpu), float64(c.peak)/1e6, ratio(c, costs[0]), processorRatio(c, costs[0]))
	}
	fmt.Printf("  everything is %.2f × oapi-codegen (%.2f × of processors)\n\n", ratio(costs[0], costs[4]), processorRatio(costs[0], costs[4]))
	b.everything[n], b.allOutputs[n] = costs[0], costs[5]
	if n == small {
		b.hold("generate everything, of oapi-codegen's plain structs", ratio(costs[0], costs[4]), 0.6)
		b.hold("check with nothing changed, of generate everything", ratio(costs[2], costs[0]), 0.1)
		b.hold("Go, OpenAPI, schemas and TypeScript, of Go (processors)", processorRatio(costs[5], costs[0]), 1.3)
	}
}

// growth compares the largest folder with a small one.
func (b *bench) growth(large int) {
	few, many := b.everything[small], b.everything[large]
	times := float64(large) / small
	fmt.Printf("%d pages take %.1f × the time of %d (%.1f × of processors)\n\n", large, ratio(many, few), small, processorRatio(many, few))
	b.hold(fmt.Sprintf("%d pages, of %d", large, small), ratio(many, few), 1.05*times)
	b.hold(fmt.Sprintf("peak memory of %d pages, MB", large), float64(many.peak)/1e6, 150)
	b.hold(fmt.Sprintf("peak memory of %d pages and four outputs, MB", large), float64(b.allOutputs[large].peak)/1e6, 150)
}

// onePage changes a page in front of each run.
func onePage(pages string, generate func() (cost, error)) func() (cost, error) {
	turn := 0
	return func() (cost, error) {
		turn++
		s := manypages.New(7)
		text := bytes.Replace(s.Markdown(), []byte("what was wrong"), fmt.Appendf(nil, "what was wrong (%d)", turn), 1)
		if err := os.WriteFile(filepath.Join(pages, s.Path()), text, 0o644); err != nil {
			return cost{}, err
		}
		return generate()
	}
}

// weigh counts the files of a folder and their bytes.
func weigh(dir string) (files int, size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			files, size = files+1, size+info.Size()
		}
		return err
	})
	return files, size, err
}

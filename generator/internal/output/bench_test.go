package output

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// benchPages is how many pages the benchmarks have; each makes four files.
const benchPages = 1000

var filler = bytes.Repeat([]byte("// line\n"), 500)

// benchFiles are the files of one page, about as long as real ones.
func benchFiles(i int, content string) []catalog.File {
	name := fmt.Sprintf("problem_%d", i)
	files := pageFiles(name, content)
	files = append(files, catalog.File{
		Path: "testdata/" + name + ".second.golden.json", Page: name + ".md", ListedIn: files[1].Path,
	})
	for i, size := range []int{4000, 3000, 500, 500} {
		files[i].Data = slices.Concat(files[i].Data, filler[:size])
	}
	return files
}

// eachPage calls the function for all pages, on all cores.
func eachPage(b *testing.B, each func(i int) error) {
	b.Helper()
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for worker := range workers {
		group.Go(func() {
			for i := worker; i < benchPages; i += workers {
				if err := each(i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func benchRun(b *testing.B, opts Options, changes int, content func(page int) string) {
	b.Helper()
	w, err := Open(opts)
	if err != nil {
		b.Fatal(err)
	}
	eachPage(b, func(i int) error {
		_, err := w.Add(benchFiles(i, content(i))...)
		return err
	})
	plan, _, err := w.Plan()
	if err != nil {
		b.Fatal(err)
	}
	if len(plan.Changes) != changes {
		b.Fatalf("%d changes", len(plan.Changes))
	}
	if !opts.Check {
		if err := plan.Apply(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
}

func same(int) string { return "a" }

// BenchmarkFirst is the first run, beside the least that it could cost.
func BenchmarkFirst(b *testing.B) {
	b.Run("writer", func(b *testing.B) {
		benchFresh(b, func(dir string) { benchRun(b, in(dir), 4*benchPages, same) })
	})
	b.Run("writer into an empty folder", func(b *testing.B) {
		benchFresh(b, func(dir string) {
			if err := os.Mkdir(dir, 0o755); err != nil {
				b.Fatal(err)
			}
			benchRun(b, in(dir), 4*benchPages, same)
		})
	})
	b.Run("os.WriteFile", func(b *testing.B) {
		benchFresh(b, func(dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "testdata"), 0o755); err != nil {
				b.Fatal(err)
			}
			eachPage(b, func(i int) error { return writePlain(dir, benchFiles(i, "a")) })
		})
	})
}

func writePlain(dir string, files []catalog.File) error {
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, f.Path), f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// benchFresh runs each time in a folder that is not there.
func benchFresh(b *testing.B, run func(dir string)) {
	dir := filepath.Join(b.TempDir(), "out")
	for b.Loop() {
		run(dir)
		b.StopTimer()
		if err := os.RemoveAll(dir); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

func benchExisting(b *testing.B) (dir string) {
	dir = filepath.Join(b.TempDir(), "out")
	benchRun(b, in(dir), 4*benchPages, same)
	return dir
}

// BenchmarkUnchanged compares 4,000 files that are as they should be.
func BenchmarkUnchanged(b *testing.B) {
	dir := benchExisting(b)
	for _, check := range []bool{true, false} {
		b.Run(fmt.Sprintf("check=%v", check), func(b *testing.B) {
			for b.Loop() {
				benchRun(b, withCheck(dir, check), 0, same)
			}
		})
	}
}

// BenchmarkOnePage changes one page of a thousand.
func BenchmarkOnePage(b *testing.B) {
	dir := benchExisting(b)
	round := 0
	for b.Loop() {
		round++
		benchRun(b, in(dir), 3, func(page int) string {
			if page == 500 {
				return fmt.Sprint("round ", round)
			}
			return "a"
		})
	}
}

// BenchmarkEveryPage changes all pages.
func BenchmarkEveryPage(b *testing.B) {
	dir := benchExisting(b)
	round := 0
	for b.Loop() {
		round++
		benchRun(b, in(dir), 3*benchPages, func(int) string { return fmt.Sprint("round ", round) })
	}
}

// BenchmarkFiles is what the benchmarks themselves cost: making the files.
func BenchmarkFiles(b *testing.B) {
	for b.Loop() {
		eachPage(b, func(i int) error {
			_, err := in("").seal(benchFiles(i, "a"))
			return err
		})
	}
}

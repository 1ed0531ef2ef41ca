package generator_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// everyOutput makes a run of the test binary write every kind of output; see
// generateIn.
const everyOutput = "GENERATOR_TEST_EVERY_OUTPUT"

// soak is how many times as long the tests of this file take; "make soak" sets
// it.
func soak() int {
	n, err := strconv.Atoi(os.Getenv("SOAK"))
	if err != nil {
		return 1
	}
	return n
}

// everyKind are outputs of every kind, all inside one folder.
func everyKind(out string) []config.Output {
	at := func(name string) string { return filepath.ToSlash(filepath.Join(out, name)) }
	return []config.Output{
		{Kind: "go", Out: at("problems"), Settings: map[string][]string{"package": {"problems"}}},
		{Kind: "openapi", Out: at("api/problems.yaml")},
		{Kind: "schema", Out: at("schema")},
		{Kind: "typescript", Out: at("web/problems.ts")},
		{Kind: "site", Out: at("site")},
	}
}

// everyOutputOf are the options of a run over all outputs, relative to where it
// runs.
func everyOutputOf(o generator.Options) generator.Options {
	o.Catalog.Outputs = everyKind("out")
	o.Catalog.Base = manypages.Base
	return o
}

// A versioned project has pages that are exchanged for those of another version,
// with outputs of every kind.
type versioned struct {
	*testing.T
	root  string
	pages [2]map[string]string
	// trees are the outputs of both versions.
	trees [2]map[string]string
}

// newVersioned makes a project whose versions differ in every page, and have a
// page each that the other has not.
func newVersioned(t *testing.T) *versioned {
	v := &versioned{T: t, root: t.TempDir()}
	for i := range v.pages {
		v.pages[i] = map[string]string{}
		for n := i; n < 8+i; n++ {
			s := manypages.New(n)
			v.pages[i][s.Path()] = strings.ReplaceAll(string(s.Markdown()), "The ", [...]string{"The ", "The same "}[i])
		}
		v.turn(i)
		if err := v.run().Run(); err != nil {
			t.Fatal(err)
		}
		v.trees[i] = v.outputs()
		if len(v.trees[i]) < 80 {
			t.Fatalf("%d files", len(v.trees[i]))
		}
	}
	return v
}

// turn exchanges the pages.
func (v *versioned) turn(version int) {
	v.Helper()
	dir := filepath.Join(v.root, "pages")
	if err := os.RemoveAll(dir); err != nil {
		v.Fatal(err)
	}
	writePages(v, dir, v.pages[version])
}

// run returns a run in a process of its own.
func (v *versioned) run() *exec.Cmd {
	cmd := exec.CommandContext(v.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), generateIn+"="+v.root, everyOutput+"=1")
	return cmd
}

// outputs are all files of all outputs.
func (v *versioned) outputs() map[string]string {
	v.Helper()
	dir := filepath.Join(v.root, "out")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		v.Fatal(err)
	}
	return tree(v, dir)
}

// whole holds that each file is that of one of both versions.
func (v *versioned) whole() {
	v.Helper()
	for name, text := range v.outputs() {
		ours := strings.Contains("/"+name, "/.problemgen-") // temporary files, a journal, a lock
		if !ours && text != v.trees[0][name] && text != v.trees[1][name] {
			v.Errorf("%s is that of neither version", name)
		}
	}
}

// is holds that the outputs are those of a version, and nothing else is there.
func (v *versioned) is(version int) {
	v.Helper()
	if diff := cmp.Diff(v.trees[version], v.outputs()); diff != "" {
		v.Error(diff)
	}
}

// TestKilledEveryOutput kills runs over all outputs at random moments: each file
// is whole, old or new, and the next run makes all of them good.
func TestKilledEveryOutput(t *testing.T) {
	v := newVersioned(t)
	start := time.Now()
	if err := v.run().Run(); err != nil {
		t.Fatal(err)
	}
	took := 2 * time.Since(start) // this one had nothing to write
	between := 0
	for i := range 10 * soak() {
		version := i % 2
		if i%5 == 4 {
			if err := os.RemoveAll(filepath.Join(v.root, "out")); err != nil {
				t.Fatal(err)
			}
		}
		v.turn(version)
		run := v.run()
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took))
		_ = run.Process.Kill()
		_ = run.Wait()
		v.whole()
		if got := v.outputs(); !maps.Equal(got, v.trees[0]) && !maps.Equal(got, v.trees[1]) {
			between++
		}
		generateEvery(v)
		v.is(version)
		if t.Failed() {
			t.Fatalf("after run %d", i)
		}
	}
	t.Logf("killed at work %d times", between)
}

// TestTwoRunsEveryOutput lets runs write all outputs at once: each writes
// everything, or says that another one is at it.
func TestTwoRunsEveryOutput(t *testing.T) {
	v := newVersioned(t)
	for i := range 4 * soak() {
		version := i % 2
		v.turn(version)
		var runs [3]*exec.Cmd
		var said [3]strings.Builder
		for n := range runs {
			runs[n] = v.run()
			runs[n].Stderr = &said[n]
			if err := runs[n].Start(); err != nil {
				t.Fatal(err)
			}
		}
		done := 0
		for n, run := range runs {
			if err := run.Wait(); err == nil {
				done++
			} else if !strings.Contains(said[n].String(), "another run of problemgen is writing") {
				t.Errorf("%v: %s", err, said[n].String())
			}
		}
		if done == 0 {
			v.whole()
			generateEvery(v)
		}
		v.is(version)
	}
}

func generateEvery(v *versioned) {
	v.Helper()
	if out, err := v.run().CombinedOutput(); err != nil {
		v.Fatalf("%v: %s", err, out)
	}
}

// TestFullDiskEveryOutput writes all outputs to a disk with less and less space:
// a run that does not succeed has changed no file of any output.
func TestFullDiskEveryOutput(t *testing.T) {
	v := newVersioned(t)
	disk := filepath.Join(v.root, "out")
	if err := os.RemoveAll(disk); err != nil {
		t.Fatal(err)
	}
	mountSmall(t, disk, "8m")
	needed := 0
	for _, text := range v.trees[0] {
		needed += len(text) + 4<<10
	}
	var outcomes [2]int
	for i := range 10 * soak() {
		version := i % 2
		v.turn(1 - version)
		generateEvery(v)
		v.is(1 - version)
		leave(t, disk, rand.N(needed))
		v.turn(version)
		out, err := v.run().CombinedOutput()
		if removing := os.Remove(filepath.Join(disk, "filler")); removing != nil {
			t.Fatal(removing)
		}
		var failed *exec.ExitError
		switch {
		case err == nil:
			outcomes[0]++
			v.is(version)
		case errors.As(err, &failed) && strings.Contains(string(out), "no space left on device"):
			outcomes[1]++
			v.is(1 - version)
		default:
			t.Fatalf("%v: %s", err, out)
		}
	}
	t.Logf("written %d times, refused %d times", outcomes[0], outcomes[1])
}

// leave fills a disk until so many bytes are left.
func leave(t *testing.T, disk string, bytes int) {
	t.Helper()
	filler, err := os.Create(filepath.Join(disk, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	defer filler.Close()
	block := make([]byte, 4<<10)
	size := int64(0)
	for err == nil {
		var n int
		n, err = filler.Write(block)
		size += int64(n)
	}
	if err := filler.Truncate(max(0, size-int64(bytes))); err != nil {
		t.Fatal(err)
	}
}

// mountSmall makes a folder a disk of its own, where the system lets it.
func mountSmall(t *testing.T, dir, size string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("no disk of its own: %v: %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", dir).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
}

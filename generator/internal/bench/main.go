//go:build linux

// Command bench times the built problemgen command on folders of ordinary
// pages, beside oapi-codegen making plain structs with the same members from an
// OpenAPI document, and times the Go compiler on what comes out. "make bench"
// runs it; it needs the module proxy once, for oapi-codegen, and Linux, whose
// units of memory it reads.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

func main() {
	runs := flag.Int("runs", 5, "how often each command is run; the medians are printed")
	large := flag.Int("large", 10_000, "the number of pages of the largest folder")
	flag.Parse()
	b := &bench{runs: *runs, everything: map[int]cost{}}
	err := b.prepare()
	for _, n := range []int{100, small, *large} {
		if err == nil {
			err = b.folder(n)
		}
	}
	if err == nil {
		b.growth(*large)
		err = b.compiler(small)
	}
	if b.dir != "" {
		_ = os.RemoveAll(b.dir) // a temporary folder
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// small is the number of pages that others are compared with.
const small = 1000

// A bench has the programs and the folder that they work in.
type bench struct {
	runs             int
	dir, pg, openapi string
	// everything is what it took to generate everything from so many pages.
	everything map[int]cost
}

// A cost is what a command took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes
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

// run runs a command in a folder and returns what it cost.
func run(dir string, words ...string) (cost, error) {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	begin := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(begin)}
	if err != nil {
		return c, fmt.Errorf("%s: %w\n%s", strings.Join(words, " "), err, out.Bytes())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = usage.Maxrss * 1024
	}
	return c, nil
}

// medians runs actions in turn, so that a change of the machine's speed meets
// all of them, and returns the median of each.
func (b *bench) medians(actions ...func() (cost, error)) ([]cost, error) {
	all := make([][]cost, len(actions))
	for range b.runs {
		for i, act := range actions {
			c, err := act()
			if err != nil {
				return nil, err
			}
			all[i] = append(all[i], c)
		}
	}
	medians := make([]cost, len(actions))
	for i, costs := range all {
		medians[i] = cost{
			wall: median(costs, func(c cost) time.Duration { return c.wall }),
			cpu:  median(costs, func(c cost) time.Duration { return c.cpu }),
			peak: int64(median(costs, func(c cost) time.Duration { return time.Duration(c.peak) })),
		}
	}
	return medians, nil
}

func median(costs []cost, of func(cost) time.Duration) time.Duration {
	values := make([]time.Duration, len(costs))
	for i, c := range costs {
		values[i] = of(c)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// folder times the command on n pages.
func (b *bench) folder(n int) error {
	module := filepath.Join(b.dir, fmt.Sprint("pages", n))
	pages, out := filepath.Join(module, "pages"), filepath.Join(module, "problems")
	stale := func(turn int, dir string) string {
		return filepath.Join(module, fmt.Sprint("stale", turn, filepath.Base(dir)))
	}
	if err := manypages.Write(pages, n); err != nil {
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
	cache := filepath.Join(module, "cache")
	problemgen := func(command string) func() (cost, error) {
		return func() (cost, error) {
			return run(module, "env", "XDG_CACHE_HOME="+cache, b.pg, command, "--package", "problems", "--out", "problems", "pages")
		}
	}
	turn := 0
	costs, err := b.medians(
		// What was there goes aside and is removed in the end: ext4 is slow to
		// make files after many were removed, and that would be measured.
		func() (cost, error) {
			turn++
			for _, dir := range []string{out, cache} {
				if err := os.Rename(dir, stale(turn, dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
					return cost{}, err
				}
			}
			return problemgen("generate")()
		},
		problemgen("generate"),
		problemgen("check"),
		b.onePage(pages, problemgen("generate")),
		func() (cost, error) { return run(module, b.openapi, "-config", "oapi.yaml", "openapi.json") },
	)
	if err != nil {
		return err
	}
	files, size, err := weigh(out)
	if err != nil {
		return err
	}
	b.everything[n] = costs[0]
	fmt.Printf("%d pages: %d files, %.1f MB\n", n, files, float64(size)/1e6)
	for i, name := range []string{"generate, everything", "generate, nothing changed", "check, nothing changed", "generate, one page changed", "oapi-codegen, plain structs"} {
		c := costs[i]
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %6.0f MB   %5.2f × everything (%.2f × of processors)\n",
			name, ms(c.wall), ms(c.cpu), float64(c.peak)/1e6, ratio(c, costs[0]), processorRatio(c, costs[0]))
	}
	fmt.Printf("  everything is %.2f × oapi-codegen (%.2f × of processors)\n\n", ratio(costs[0], costs[4]), processorRatio(costs[0], costs[4]))
	return nil
}

// growth compares the largest folder with a small one.
func (b *bench) growth(large int) {
	few, many := b.everything[small], b.everything[large]
	fmt.Printf("%d pages take %.1f × the time of %d (%.1f × of processors)\n\n", large, ratio(many, few), small, processorRatio(many, few))
}

func ratio(c, of cost) float64 { return c.wall.Seconds() / of.wall.Seconds() }

func processorRatio(c, of cost) float64 { return c.cpu.Seconds() / of.cpu.Seconds() }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// onePage changes a page in front of each run.
func (b *bench) onePage(pages string, generate func() (cost, error)) func() (cost, error) {
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

// compiler times the Go compiler on the package of n pages and on its tests,
// beside bare structs and constructors with the same members, and beside those
// with the public methods that every problem has.
func (b *bench) compiler(n int) error {
	module := filepath.Join(b.dir, fmt.Sprint("pages", n))
	bare, methods, problems := filepath.Join(module, "bare"), filepath.Join(module, "methods"), filepath.Join(module, "problems")
	if err := errors.Join(excerpt(bare, problems, n, bareShared, bareFile), excerpt(methods, problems, n, methodsShared+bareShared, methodsFile)); err != nil {
		return err
	}
	costs, err := b.medians(
		b.anew(bare, "problems", "turn.go", "go", "build", "."),
		b.anew(methods, "problems", "turn.go", "go", "build", "."),
		b.anew(problems, "problems", "turn.go", "go", "build", "."),
		b.anew(problems, "problems_test", "turn_test.go", "go", "test", "-vet=off", "."),
	)
	if err != nil {
		return err
	}
	fmt.Printf("the Go compiler on %d problem types\n", n)
	for i, name := range []string{"bare structs, constructors", "those with eleven methods", "the package", "its tests, built and run"} {
		c := costs[i]
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %5.2f × bare (%.2f × of processors)\n",
			name, ms(c.wall), ms(c.cpu), ratio(c, costs[0]), processorRatio(c, costs[0]))
	}
	fmt.Printf("  its tests are %.2f × the package\n", ratio(costs[3], costs[2]))
	return nil
}

// anew runs a command in the folder of a package that the build cache has not
// seen yet: a file with a new constant is added for the time of the run.
func (b *bench) anew(dir, pkg, file string, words ...string) func() (cost, error) {
	turn := 0
	return func() (c cost, err error) {
		turn++
		name := filepath.Join(dir, file)
		text := fmt.Sprintf("package %s\n\nconst turn%d = %d\n", pkg, turn, time.Now().UnixNano())
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return cost{}, err
		}
		c, err = run(dir, words...)
		return c, errors.Join(err, os.Remove(name))
	}
}

// excerpt makes a package of a part of each file of the generated package, and
// of what the parts share.
func excerpt(dir, source string, n int, shared string, part func(string) string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i := range n {
		name := manypages.New(i).Name + "_problem.go"
		text, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(part(string(text))), 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "shared.go"), []byte("package problems\n"+shared), 0o644)
}

// bareFile keeps the types, constants and constructors of a file.
func bareFile(text string) string {
	head, _, _ := strings.Cut(text, "\nvar about")
	head = strings.Replace(head, "\t\"log/slog\"\n", "", 1)
	return strings.Replace(head, "import \"log/slog\"\n", "", 1)
}

// methodsFile keeps the public methods as well.
func methodsFile(text string) string {
	head, rest, _ := strings.Cut(text, "\nvar about")
	_, methods, _ := strings.Cut(rest, "\n// LogValue")
	methods = methods[:strings.LastIndex(methods, "\nfunc")] // base
	return head + "\n// LogValue" + methods
}

const (
	bareShared = `
type Type string

type Occurrence struct {
	Detail, Instance string
	Cause            error
}

type Option func(*Occurrence)

func apply(o *Occurrence, opts []Option) {
	for _, opt := range opts {
		opt(o)
	}
}
`
	methodsShared = `
import "log/slog"

var logValue func(p Problem) slog.Value

type Problem interface {
	error
	Type() Type
	TypeURI() string
	Title() string
	Status() int
	AppendJSON([]byte) ([]byte, error)
}

var (
	text       func(p Problem) string
	cause      func(p Problem) error
	isType     func(p Problem, t error) bool
	status     func(p Problem) int
	appendJSON func(p Problem, d []byte) ([]byte, error)
	unmarshal  func(p Problem, d []byte) error
)
`
)

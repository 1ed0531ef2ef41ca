//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

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
	for i, name := range []string{"bare structs, constructors", "those with twelve methods", "the package", "its tests, built and run"} {
		c := costs[i]
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %5.2f × bare (%.2f × of processors)\n",
			name, ms(c.wall), ms(c.cpu), ratio(c, costs[0]), processorRatio(c, costs[0]))
	}
	fmt.Printf("  its tests are %.2f × the package (%.2f × of processors)\n\n", ratio(costs[3], costs[2]), processorRatio(costs[3], costs[2]))
	// The elapsed time of what keeps several processors busy says more of the machine.
	b.hold("build of the package, of bare structs and constructors (processor time)", processorRatio(costs[2], costs[0]), 4)
	b.hold("its tests, of its build (processor time)", processorRatio(costs[3], costs[2]), 0.5)
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
	isReceived func(p Problem) bool
)
`
)

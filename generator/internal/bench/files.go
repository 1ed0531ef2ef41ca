//go:build linux

package main

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A grouping puts the tests of pages, and their examples for tests of others,
// into files: it returns the name of the file for that of a problem.
type grouping struct {
	what string
	file func(problem string) string
}

// files measures what other numbers of files would give: one for each page, as
// the package has them, one for all pages whose names begin with a letter, and
// one for all.
func (b *bench) files(n int) error {
	whole, err := readFolder(filepath.Join(b.dir, fmt.Sprint("pages", n), "problems"))
	if err != nil {
		return err
	}
	groupings := []grouping{
		{"one for each page", func(problem string) string { return problem }},
		{"one for each letter", func(problem string) string { return problem[:1] }},
		{"one for all", func(string) string { return "all" }},
	}
	var actions []func() (cost, error)
	var counts []int
	for i, g := range groupings {
		module := filepath.Join(b.dir, fmt.Sprint("files", i))
		grouped := group(whole, g.file)
		counts = append(counts, len(grouped))
		if err := os.MkdirAll(module, 0o755); err != nil {
			return err
		}
		actions = append(actions, b.fileActions(module, grouped)...)
	}
	costs, err := b.medians(actions...)
	if err != nil {
		return err
	}
	fmt.Printf("tests and examples of %d pages in fewer files, ms of processors\n", n)
	for i, g := range groupings {
		c := costs[i*len(costs)/len(groupings):]
		fmt.Printf("  %-22s %5d files   write %5.0f   read and sum up %5.0f   go build %6.0f   go test %6.0f\n",
			g.what, counts[i], ms(c[0].cpu), ms(c[1].cpu), ms(c[2].cpu), ms(c[3].cpu))
	}
	fmt.Println()
	return nil
}

// fileActions write a package into a module of its own, read it back, and build
// the helpers and the tests.
func (b *bench) fileActions(module string, files map[string][]byte) []func() (cost, error) {
	dir := filepath.Join(module, "problems")
	helpers := filepath.Join(dir, "problemstest")
	return []func() (cost, error){
		afresh(module, func() (cost, error) { return measured(func() error { return writeFolder(module, dir, files) }) }),
		func() (cost, error) { return measured(func() error { return sumUp(dir, files) }) },
		b.anew(helpers, "problemstest", "turn.go", "go", "build", "."),
		b.anew(dir, "problems_test", "turn_test.go", "go", "test", "-vet=off", "."),
	}
}

// measured returns what work in this process costs.
func measured(work func() error) (cost, error) {
	begin, before := time.Now(), processors()
	err := work()
	return cost{wall: time.Since(begin), cpu: processors() - before}, err
}

func processors() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // it fails for unknown processes alone
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func readFolder(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			files[name], err = os.ReadFile(filepath.Join(dir, name))
		}
		return err
	})
	return files, err
}

func writeFolder(module, dir string, files map[string][]byte) error {
	for _, sub := range []string{"problemstest", "testdata"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte("module example.com/bench\n\ngo 1.26\n"), 0o644); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func sumUp(dir string, files map[string][]byte) error {
	for name, want := range files {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		if sha256.Sum256(text) != sha256.Sum256(want) {
			return fmt.Errorf("%s is not what was written", name)
		}
	}
	return nil
}

// group joins the tests of pages, and their examples.
func group(files map[string][]byte, file func(problem string) string) map[string][]byte {
	grouped := map[string][]byte{}
	joined := map[string]*joining{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		problem, ending, ok := strings.Cut(path.Base(name), "_problem")
		if !ok || path.Dir(name) == "." && ending == ".go" || path.Dir(name) == "testdata" {
			grouped[name] = files[name]
			continue
		}
		to := path.Join(path.Dir(name), file(problem)+"_problem"+ending)
		if joined[to] == nil {
			joined[to] = &joining{imports: map[string]bool{}}
		}
		joined[to].add(string(files[name]))
	}
	for name, j := range joined {
		grouped[name] = j.file()
	}
	return grouped
}

// A joining is a file that is made of several.
type joining struct {
	clause  string
	imports map[string]bool
	bodies  strings.Builder
}

func (j *joining) add(text string) {
	clause := strings.Index(text, "\npackage ") + 1
	end := clause + strings.Index(text[clause:], "\n") + 1
	j.clause = text[clause:end]
	rest := text[end:]
	if single, ok := strings.CutPrefix(rest, "\nimport \""); ok {
		spec, body, _ := strings.Cut(single, "\n")
		j.imports["\""+spec] = true
		rest = body
	} else if block, ok := strings.CutPrefix(rest, "\nimport ("); ok {
		specs, body, _ := strings.Cut(block, "\n)\n")
		for spec := range strings.FieldsSeq(specs) {
			j.imports[spec] = true
		}
		rest = body
	}
	j.bodies.WriteString(rest)
}

func (j *joining) file() []byte {
	var imports strings.Builder
	for _, spec := range slices.Sorted(maps.Keys(j.imports)) {
		fmt.Fprintf(&imports, "import %s\n", spec)
	}
	return []byte(j.clause + "\n" + imports.String() + j.bodies.String())
}

//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// Four servers: one of net/http alone, one that logs and writes JSON, as nearly
// all do, one that serves problems, and one that can make all of them.
const (
	bareServer = `package main

import "net/http"

func main() {
	_ = http.ListenAndServe("localhost:0", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "no", http.StatusNotFound)
	}))
}
`
	usualServer = `package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
)

func main() {
	_ = http.ListenAndServe("localhost:0", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		slog.Error("no", "path", r.URL.Path)
		_ = json.NewEncoder(w).Encode(map[string]any{"status": http.StatusNotFound})
	}))
}
`
	problemServer = `package main

import (
	"net/http"

	"example.com/pages/problems"
)

func main() {
	_ = http.ListenAndServe("localhost:0", problems.Handler(func(http.ResponseWriter, *http.Request) error {
		return problems.Blank(http.StatusNotFound)
	}))
}
`
	makingServer = `package main

import (
	"net/http"

	"example.com/pages/problems"
)

var constructors = []any{%s}

func main() {
	_ = http.ListenAndServe("localhost:0", problems.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		err, _ := constructors[len(r.URL.Path)%%len(constructors)].(error)
		return err
	}))
}
`
)

// binaries tells what problems add to the program of a server.
func (b *bench) binaries() error {
	for _, bar := range []struct {
		n     int
		limit float64
	}{{20, 0.25}, {100, 0.5}, {small, 3}} {
		n := bar.n
		sizes, err := b.servers(n)
		if err != nil {
			return err
		}
		added := func(name, base string) float64 { return float64(sizes[name]-sizes[base]) / 1e6 }
		fmt.Printf("%d problem types add %.2f MB to a server of net/http alone (%.2f MB), %.2f to one that logs and writes JSON\n"+
			"  where all of them are made %.2f and %.2f MB\n", n, added("problems", "bare"), float64(sizes["bare"])/1e6,
			added("problems", "usual"), added("making", "bare"), added("making", "usual"))
		b.hold(fmt.Sprintf("what %d problem types add to a server, MB", n), added("problems", "bare"), bar.limit)
		b.hold("the same, to one that logs and writes JSON", added("problems", "usual"), bar.limit)
	}
	fmt.Println()
	return nil
}

// servers returns the sizes of the servers, of which the last two have n problem
// types.
func (b *bench) servers(n int) (map[string]int64, error) {
	module := filepath.Join(b.dir, fmt.Sprint("servers", n))
	if err := manypages.Write(filepath.Join(module, "pages"), n); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(module, "go.mod"), []byte("module example.com/pages\n\ngo 1.24\n"), 0o644); err != nil {
		return nil, err
	}
	if _, err := run(module, b.pg, "generate", "--package", "problems", "--out", "problems", "pages"); err != nil {
		return nil, err
	}
	constructors, err := constructorsIn(filepath.Join(module, "problems"))
	if err != nil {
		return nil, err
	}
	making := fmt.Sprintf(makingServer, strings.Join(constructors, ", "))
	sizes := map[string]int64{}
	for name, text := range map[string]string{"bare": bareServer, "usual": usualServer, "problems": problemServer, "making": making} {
		size, err := buildServer(module, name, text)
		if err != nil {
			return nil, err
		}
		sizes[name] = size
	}
	return sizes, nil
}

// constructorsIn returns what the package calls its constructors, from outside.
func constructorsIn(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_problem.go"))
	if err != nil {
		return nil, err
	}
	constructor := regexp.MustCompile(`(?m)^func (New\w+)\(`)
	var names []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, found := range constructor.FindAllSubmatch(text, -1) {
			names = append(names, "problems."+string(found[1]))
		}
	}
	return names, nil
}

// buildServer builds the program and returns its size.
func buildServer(module, name, text string) (int64, error) {
	dir := filepath.Join(module, "cmd", name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return 0, err
	}
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(text), 0o644); err != nil {
		return 0, err
	}
	if _, err := run(dir, "go", "build", "-o", "server", "."); err != nil {
		return 0, err
	}
	program, err := os.Stat(filepath.Join(dir, "server"))
	if err != nil {
		return 0, err
	}
	return program.Size(), nil
}

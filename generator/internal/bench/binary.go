//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// Three servers: one of net/http alone, one that logs and writes JSON, as nearly
// all do, and one that serves problems.
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
		added := float64(sizes["problems"]-sizes["bare"]) / 1e6
		fmt.Printf("%d problem types add %.2f MB to a server of net/http alone (%.2f MB), %.2f to one that logs and writes JSON\n",
			n, added, float64(sizes["bare"])/1e6, float64(sizes["problems"]-sizes["usual"])/1e6)
		b.hold(fmt.Sprintf("what %d problem types add to a server, MB", n), added, bar.limit)
	}
	fmt.Println()
	return nil
}

// servers returns the sizes of the three servers, of which the last has n problem
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
	sizes := map[string]int64{}
	for name, text := range map[string]string{"bare": bareServer, "usual": usualServer, "problems": problemServer} {
		size, err := buildServer(module, name, text)
		if err != nil {
			return nil, err
		}
		sizes[name] = size
	}
	return sizes, nil
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

//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// auditedLines is how many lines of Go the audited module has, beside the
// generated package.
const auditedLines = 50_000

// audit times the audit of a module beside "go vet" of it, both with a cold build
// cache, and beside a program that only loads its packages with their types, both
// with a warm one.
func (b *bench) audit() error {
	dir := filepath.Join(b.dir, "service")
	packages, err := writeService(dir)
	if err != nil {
		return err
	}
	config := []string{"audit", "--config", filepath.Join(dir, "problemgen.yaml")}
	if _, err := run(dir, b.pg, "generate", "--config", filepath.Join(dir, "problemgen.yaml")); err != nil {
		return err
	}
	loader := filepath.Join(b.dir, "loadtypes")
	if _, err := run(".", "go", "build", "-o", loader, "./generator/internal/bench/loadtypes"); err != nil {
		return err
	}
	turn := 0
	cold := func(words ...string) func() (cost, error) {
		return func() (cost, error) {
			turn++
			cache := filepath.Join(b.dir, fmt.Sprint("cache", turn))
			defer os.RemoveAll(cache)
			c, _, err := output(dir, []string{"GOCACHE=" + cache}, words...)
			return c, err
		}
	}
	warm := func(words ...string) func() (cost, error) {
		return func() (cost, error) { return run(dir, words...) }
	}
	audit := append([]string{b.pg}, config...)
	runs := b.runs
	b.runs = min(runs, 3) // a cold run compiles much of the standard library
	cool, err := b.medians(cold("go", "vet", "./..."), cold(audit...))
	b.runs = runs
	if err != nil {
		return err
	}
	costs, err := b.medians(warm(loader), warm(audit...))
	if err != nil {
		return err
	}
	fmt.Printf("%d lines of Go in %d packages\n", auditedLines, packages)
	fmt.Printf("  cold: go vet %.1f s, audit %.1f s, %.2f × (%.2f × of processors)\n",
		cool[0].wall.Seconds(), cool[1].wall.Seconds(), ratio(cool[1], cool[0]), processorRatio(cool[1], cool[0]))
	fmt.Printf("  warm: loading with types %.0f ms, audit %.0f ms, %.2f × (%.2f × of processors), %.0f MB\n\n",
		ms(costs[0].wall), ms(costs[1].wall), ratio(costs[1], costs[0]), processorRatio(costs[1], costs[0]), float64(costs[1].peak)/1e6)
	b.hold("audit of 50,000 lines, of go vet, both cold", ratio(cool[1], cool[0]), 1.2)
	b.hold("audit of 50,000 lines, of loading them with types, both warm", ratio(costs[1], costs[0]), 2)
	return nil
}

// validate runs the benchmark of validating lines beside parsing them.
func (b *bench) validate() error {
	results, err := b.benchmarksOf(".", "./generator", "^BenchmarkValidate$")
	if err != nil {
		return err
	}
	printResults("2,300 documents, one a line", results)
	b.hold("validate --lines, of Parse", results["Validate/lines/own"].ns/results["Validate/Parse/own"].ns, 2)
	b.hold("validate --lines of others' documents, of Parse", results["Validate/lines/foreign"].ns/results["Validate/Parse/foreign"].ns, 2)
	return nil
}

// writeService makes a module of handlers that use a generated package, half of
// them tests, and returns how many packages it has.
func writeService(dir string) (packages int, err error) {
	files := map[string]string{
		"go.mod": "module example.com/service\n\ngo 1.24\n",
		"problemgen.yaml": "version: 1\ncatalogs:\n  - pages: pages\n    base: https://example.com/problems/\n" +
			"    go: {package: problems, out: problems}\n",
		"pages/not-found.md":    servicePage("Not Found", "not_found", 404, ""),
		"pages/conflict.md":     servicePage("Conflict", "conflict", 409, ""),
		"pages/out-of-stock.md": servicePage("Out of Stock", "out_of_stock", 422, "| `article` | String | The number of the article. |\n"),
	}
	for lines := 0; lines < auditedLines; packages++ {
		var code, test strings.Builder
		fmt.Fprintf(&code, serviceHead, packages)
		fmt.Fprintf(&test, serviceTestHead, packages)
		for i := range 40 {
			fmt.Fprintf(&code, serviceHandler, i)
			fmt.Fprintf(&test, serviceTest, i)
		}
		name := fmt.Sprintf("api%d/api", packages)
		files[name+".go"], files[name+"_test.go"] = code.String(), test.String()
		lines += strings.Count(code.String(), "\n") + strings.Count(test.String(), "\n")
	}
	for name, text := range files {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			return 0, err
		}
	}
	return packages, nil
}

func servicePage(title, name string, status int, rows string) string {
	member := ""
	if rows != "" {
		member = ",\n  \"article\": \"a-17\""
	}
	return fmt.Sprintf("---\ntitle: %s\n---\n\n`%s` says so.\n\n| Attribute | Type | Description |\n| --- | --- | --- |\n"+
		"| `type` | URL | Names the problem type. |\n| `title` | String | The problem in a few words. |\n| `status` | Number | The HTTP status code. |\n%s\n"+
		"```json\n{\n  \"type\": \"https://example.com/problems/%[2]s\",\n  \"title\": \"%[1]s\",\n  \"status\": %[4]d%[5]s\n}\n```\n", title, name, rows, status, member)
}

// The code of the service: what handlers, middlewares and stores mostly do.
const (
	serviceHead = `// Package api%[1]d answers requests.
package api%[1]d

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"example.com/service/problems"
)

var errNone = errors.New("none")

type order struct {
	Number  int      ` + "`json:\"number\"`" + `
	Article string   ` + "`json:\"article\"`" + `
	Notes   []string ` + "`json:\"notes,omitempty\"`" + `
}

func find(ctx context.Context, number int) (*order, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("find %%d: %%w", number, err)
	}
	if number == 0 {
		return nil, errNone
	}
	return &order{Number: number, Article: "a-" + strconv.Itoa(number)}, nil
}
`
	serviceHandler = `
// handle%[1]d answers with an order, or with a problem.
func handle%[1]d(w http.ResponseWriter, r *http.Request) error {
	number, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		return problems.NewNotFound(problems.WithDetail("There is no such order."), problems.WithCause(err))
	}
	found, err := find(r.Context(), number)
	switch {
	case errors.Is(err, errNone):
		return problems.TypeNotFound
	case err != nil:
		return fmt.Errorf("handle %[1]d: %%w", err)
	case strings.HasPrefix(found.Article, "x"):
		return problems.NewOutOfStock(found.Article)
	}
	for i, note := range found.Notes {
		if note == "" {
			return problems.NewConflict(problems.WithDetailf("note %%d is empty", i))
		}
		found.Notes[i] = strings.TrimSpace(note)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusOK)
	return json.NewEncoder(w).Encode(found)
}
`
	serviceTestHead = `package api%[1]d

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"example.com/service/problems"
)
`
	serviceTest = `
func TestHandle%[1]d(t *testing.T) {
	for number, want := range map[string]error{"": problems.TypeNotFound, "0": problems.TypeNotFound, "1": nil} {
		t.Run(number, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/orders/"+number, nil)
			r.SetPathValue("number", number)
			w := httptest.NewRecorder()
			err := handle%[1]d(w, r)
			if !errors.Is(err, want) {
				t.Errorf("it answers %%v", err)
			}
			if want == nil && w.Code != http.StatusOK {
				t.Errorf("the status is %%d", w.Code)
			}
		})
	}
}
`
)

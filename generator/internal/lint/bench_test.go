package lint_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// BenchmarkLint judges a folder of 100 pages with two tables and two examples
// each.
func BenchmarkLint(b *testing.B) {
	data, err := os.ReadFile("../../../docs/problems/transaction-failed.md")
	if err != nil {
		b.Fatal(err)
	}
	resolver := resolve.New(resolve.Options{})
	catalog := &catalog.Catalog{}
	for i := range 100 {
		name := fmt.Sprintf("transaction-failed-%d.md", i)
		text := strings.ReplaceAll(string(data), "transaction_failed", fmt.Sprintf("transaction_failed_%d", i))
		read, _ := page.Read(name, diag.NewSource(name, []byte(text)))
		p, _ := resolver.Page(read)
		catalog.Problems = append(catalog.Problems, p)
	}
	b.ReportAllocs()
	for b.Loop() {
		linter := lint.New(lint.Options{})
		for _, p := range catalog.Problems {
			linter.Page(p, nil)
		}
		linter.Catalog(catalog, nil)
	}
}

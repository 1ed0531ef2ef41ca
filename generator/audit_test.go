package generator_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

// wanted matches the comment that tells which rule a line of a service breaks.
var wanted = regexp.MustCompile(`// want (\S+)$`)

// TestServices audits small services in the styles of several frameworks: every
// fault is found, and their clean twins stay silent.
func TestServices(t *testing.T) {
	shop := newShop(t, "testdata/audit/*.txtar")
	report := shop.audit(t)
	found := map[string]string{}
	for _, d := range report.Findings {
		at := d.At.Position()
		line := fmt.Sprintf("%s:%d", at.File, at.Line)
		if d.Rule == "untested-problem" && strings.HasPrefix(d.Message, "no test speaks of `order_moved`") {
			continue
		}
		if found[line] != "" {
			t.Errorf("%s: a second finding: %s [%s]", line, d.Message, d.Rule)
		}
		found[line] = d.Rule
	}
	if !maps.Equal(found, shop.wanted) {
		for _, line := range slices.Sorted(maps.Keys(found)) {
			if shop.wanted[line] != found[line] {
				t.Errorf("%s: found %s, want %q", line, found[line], shop.wanted[line])
			}
		}
		for line, rule := range shop.wanted {
			if found[line] == "" {
				t.Errorf("%s: %s is not found", line, rule)
			}
		}
	}
}

// A shop is a module with a generated package of the pages in testdata/shop and
// code that uses it.
type shop struct {
	options generator.AuditOptions
	// wanted are the rules that lines break, as their comments say.
	wanted map[string]string
}

// newShop writes the module, and makes its folder the working folder.
func newShop(t *testing.T, archives string) *shop {
	t.Helper()
	names, err := filepath.Glob(archives)
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	s := &shop{wanted: map[string]string{}}
	var files []txtar.File
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, archive.Files...)
	}
	pages, err := filepath.Abs("testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOPROXY", "off")
	for _, f := range files {
		s.write(t, f.Name, f.Data)
	}
	o := generator.Options{Catalog: config.Catalog{Pages: pages, Outputs: []config.Output{
		{Kind: "go", Out: "problems", Settings: map[string][]string{"package": {"problems"}}},
	}}}
	s.options.Catalogs = []generator.Options{o}
	report, err := generator.Generate(t.Context(), o)
	if err != nil || len(report.Findings) > 0 {
		t.Fatal(report, err)
	}
	return s
}

func (s *shop) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if m := wanted.FindStringSubmatch(line); m != nil {
			s.wanted[fmt.Sprintf("%s:%d", name, i+1)] = m[1]
		}
	}
}

func (s *shop) audit(t *testing.T) *generator.AuditReport {
	t.Helper()
	report, err := generator.Audit(t.Context(), s.options)
	if err != nil {
		t.Fatal(err)
	}
	if report.PagesFailed {
		t.Fatal(report.Findings)
	}
	return report
}

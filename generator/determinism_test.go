package generator_test

import (
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// generateIn makes the test binary a run over the folder that it names.
const generateIn = "GENERATOR_TEST_ROOT"

func TestMain(m *testing.M) {
	if root := os.Getenv(generateIn); root != "" {
		os.Exit(generateAlone(root))
	}
	os.Exit(insideModule(m.Run))
}

// insideModule runs tests whose temporary folders belong to a module: nothing is
// generated for code that belongs to none.
func insideModule(run func() int) int {
	dir, err := os.MkdirTemp("", "generator")
	if err == nil {
		defer os.RemoveAll(dir)
		err = os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/tests\n\ngo 1.26\n"), 0o644)
	}
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		if err == nil {
			err = os.Setenv(name, dir)
		}
	}
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		return 1
	}
	return run()
}

// generateAlone generates in a process of its own and prints what is found.
func generateAlone(root string) int {
	o := options(root)
	// As the command line has them: relative to where the command runs.
	if err := os.Chdir(root); err != nil {
		return 1
	}
	o.Catalog.Pages, o.Catalog.Outputs[0].Out = "pages", "problems"
	if os.Getenv(everyOutput) != "" {
		o = everyOutputOf(o)
	}
	report, err := generator.Generate(context.Background(), o)
	if err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		return 1
	}
	for _, line := range findings("", report.Findings, nil) {
		os.Stdout.WriteString(line)
	}
	return 0
}

// runAlone generates in a process of its own, with further environment, and
// returns the output and what was found.
func runAlone(t *testing.T, root string, env ...string) (files map[string]string, found string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), append(env, generateIn+"="+root)...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	return tree(t, filepath.Join(root, "problems")), string(out)
}

// TestDeterminism generates one set of pages under everything that must not
// matter, and compares all bytes: of the output, and of what is found.
func TestDeterminism(t *testing.T) {
	pages := map[string]string{}
	for _, a := range archives(t) {
		for name, text := range a.pages() {
			if a.inert {
				pages[a.name+"/"+name] = text
			}
		}
	}
	for i := range 60 {
		s := manypages.New(i)
		pages[s.Path()] = string(s.Markdown())
	}
	want, wantFound := runAlone(t, madeIn(t, filepath.Join(t.TempDir(), "a"), slices.Sorted(maps.Keys(pages)), pages))
	if len(want) < 100 {
		t.Fatalf("%d files", len(want))
	}
	for name, test := range map[string]struct {
		dir      string
		backward bool
		env      []string
	}{
		"again":            {dir: "a"},
		"another path":     {dir: "a b/ü/[x]/" + strings.Repeat("long/", 20) + "b"},
		"listing order":    {dir: "a", backward: true},
		"one processor":    {dir: "a", env: []string{"GOMAXPROCS=1"}},
		"two processors":   {dir: "a", env: []string{"GOMAXPROCS=2"}},
		"eight processors": {dir: "a", env: []string{"GOMAXPROCS=8"}},
		"time zone":        {dir: "a", env: []string{"TZ=Pacific/Kiritimati"}},
		"no time zone":     {dir: "a", env: []string{"TZ=", "ZONEINFO=/nowhere"}},
		"Turkish":          {dir: "a", env: []string{"LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8"}},
		"C":                {dir: "a", env: []string{"LANG=C", "LC_ALL=C"}},
		"German":           {dir: "a", env: []string{"LANG=de_DE.ISO-8859-1", "LC_NUMERIC=de_DE"}},
		"hash seeds":       {dir: "a", env: []string{"GODEBUG=randautoseed=0"}},
		"home and user":    {dir: "a", env: []string{"HOME=/nowhere", "USER=nobody", "HOSTNAME=elsewhere", "SOURCE_DATE_EPOCH=1"}},
		"terminal":         {dir: "a", env: []string{"TERM=dumb", "NO_COLOR=1", "COLUMNS=20", "CI=true", "GITHUB_ACTIONS=true"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names := slices.Sorted(maps.Keys(pages))
			if test.backward {
				slices.Reverse(names)
			}
			got, found := runAlone(t, madeIn(t, filepath.Join(t.TempDir(), filepath.FromSlash(test.dir)), names, pages), test.env...)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(wantFound, found); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// madeIn makes a folder with the pages, written in that order.
func madeIn(t *testing.T, root string, names []string, pages map[string]string) string {
	t.Helper()
	writeFile(t, filepath.Join(root, "go.mod"), "module example.com/checkout\n\ngo 1.26\n")
	for _, name := range names {
		writeFile(t, filepath.Join(root, "pages", filepath.FromSlash(name)), pages[name])
	}
	return root
}

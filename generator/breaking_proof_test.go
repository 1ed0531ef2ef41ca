package generator_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hcnet/problemgen/docs/rules"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/gopkg"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/source"
)

var shownFile = regexp.MustCompile("(?ms)^`{5}markdown file=(\\S+)\n(.*?)^`{5}$")

// shownPages returns the pages that the documentation of a rule shows below a
// prefix.
func shownPages(rule, prefix string) fstest.MapFS {
	page, _ := rules.Page(rule)
	files := fstest.MapFS{}
	for _, m := range shownFile.FindAllSubmatch(page, -1) {
		if name, ok := strings.CutPrefix(string(m[1]), prefix); ok {
			files[name] = &fstest.MapFile{Data: m[2]}
		}
	}
	return files
}

// problemsIn returns what pages document.
func problemsIn(t *testing.T, files fstest.MapFS) []*catalog.Problem {
	t.Helper()
	loaded, err := load.Load(t.Context(), source.FS(files, ""), load.Options{MayBeEmpty: true, Reserved: gopkg.Reserved()})
	if err != nil {
		t.Fatal(err)
	}
	var all []*catalog.Problem
	for i := range loaded.Heads() {
		all = append(all, loaded.Problem(i))
	}
	return all
}

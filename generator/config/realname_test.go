package config

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRealPath holds that a folder goes by its own name, however it is spelt
// where the system does not care.
func TestRealPath(t *testing.T) {
	files := map[string][]string{"/w": {"Docs", "gen", "README"}, "/w/gen": {"problems", "Other"}}
	list := func(folder string) []string { return files[filepath.ToSlash(folder)] }
	has := func(name string, equal func(a, b string) bool) bool {
		return slices.ContainsFunc(list(filepath.Dir(name)), func(entry string) bool { return equal(entry, filepath.Base(name)) })
	}
	exact := func(a, b string) bool { return a == b }
	carefree := disk{list, func(a, b string) bool { return strings.EqualFold(a, b) && has(a, strings.EqualFold) }}
	careful := disk{list, func(a, b string) bool { return a == b && has(a, exact) }}
	for name, want := range map[string]string{
		"gen/problems":    "/w/gen/problems",
		"GEN/Problems":    "/w/gen/problems",
		"docs":            "/w/Docs",
		"gen/OTHER/New":   "/w/gen/Other/New",
		"new/PROBLEMS":    "/w/new/PROBLEMS",
		"../W2/x":         "/W2/x",
		".":               "/w",
		"gen/../DOCS/sub": "/w/Docs/sub",
	} {
		name := filepath.FromSlash(name)
		if got := filepath.ToSlash(carefree.realPath(filepath.FromSlash("/w"), name)); got != want {
			t.Errorf("where case does not count, %s is %s, want %s", name, got, want)
		}
		if got, want := careful.realPath(filepath.FromSlash("/w"), name), filepath.Join(filepath.FromSlash("/w"), name); got != want {
			t.Errorf("where case counts, %s is %s, want %s", name, got, want)
		}
	}
}

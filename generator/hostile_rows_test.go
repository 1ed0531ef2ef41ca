package generator_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// hostileRow matches a row of the table of hostile input.
var hostileRow = regexp.MustCompile(`(?m)^\| ([0-9]+) \|.*\|([^|]*)\|$`)

// hostileRows is how many rows the table has.
const hostileRows = 41

// TestHostileRows holds that the table of hostile input is complete: every row
// has a test that exists, and every archive and every page here has a row.
func TestHostileRows(t *testing.T) {
	doc, err := os.ReadFile("../docs/hostile-pages.md")
	if err != nil {
		t.Fatal(err)
	}
	tested := map[int]bool{}
	for _, a := range archives(t) {
		number, _, _ := strings.Cut(a.name, "-")
		row, err := strconv.Atoi(number)
		if err != nil || row < 1 || row > hostileRows {
			t.Errorf("the archive %s has no row", a.name)
		}
		tested[row] = true
	}
	for _, r := range byteRows() {
		if r.row < 1 || r.row > hostileRows {
			t.Errorf("%s has no row", r.name)
		}
	}
	next := 1
	for _, row := range hostileRow.FindAllStringSubmatch(string(doc), -1) {
		if row[1] != strconv.Itoa(next) {
			t.Errorf("row %s where row %d should be", row[1], next)
		}
		tests := testNames(row[2])
		for _, test := range tests {
			pkg, name, _ := strings.Cut(test, ".")
			if !hasTest(t, pkg, name) {
				t.Errorf("row %d: there is no %s", next, test)
			}
		}
		if len(tests) == 0 && !tested[next] {
			t.Errorf("row %d has no test", next)
		}
		next++
	}
	if next != hostileRows+1 {
		t.Errorf("the table has %d rows", next-1)
	}
}

func testNames(cell string) []string {
	var names []string
	for i, name := range strings.Split(cell, "`") {
		if i%2 == 1 {
			names = append(names, name)
		}
	}
	return names
}

// folderOf returns the folder of the package of that name: this one, or one of
// those below it.
func folderOf(t *testing.T, pkg string) string {
	t.Helper()
	if pkg == "generator" {
		return "."
	}
	for _, above := range []string{".", "internal", "internal/emit", "../templates"} {
		dir := filepath.Join(above, pkg)
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	t.Fatalf("there is no package %s", pkg)
	return ""
}

// hasTest reports whether a package below this one, or this one, has the test.
func hasTest(t *testing.T, pkg, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folderOf(t, pkg), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(file string) bool {
		data, err := os.ReadFile(file)
		return err == nil && bytes.Contains(data, []byte("\nfunc "+name+"("))
	})
}

// TestSecurityIsHeld holds that the tests and files that SECURITY.md names are
// there.
func TestSecurityIsHeld(t *testing.T) {
	doc, err := os.ReadFile("../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	dirs := []string{"generator", "page", "gopkg", "output", "config", "problem"}
	for _, name := range regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z]+)`").FindAllStringSubmatch(string(doc), -1) {
		if !slices.ContainsFunc(dirs, func(dir string) bool { return hasTest(t, dir, name[1]) }) {
			t.Errorf("there is no %s", name[1])
		}
	}
	for _, link := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(string(doc), -1) {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(link[1]))); err != nil {
			t.Error(err)
		}
	}
}

package generator_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
)

// Only the page that was read is replaced, and only inside the pages folder.
func TestRepairWrite(t *testing.T) {
	t.Chdir(t.TempDir())
	writeFile(t, "docs/p.md", "\ufeffone\r\ntwo\r\n")
	writeFile(t, "other.md", "one two")
	if err := os.Chmod("docs/p.md", 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("p.md", "docs/link.md"); err != nil {
		t.Skip(err)
	}
	mend := func(name, text string, start, end int) error {
		src := diag.NewSource(name, []byte(text))
		found := diag.List{{Fix: diag.Replace(src.Span(start, end), "2\n3", "mend it")}}
		return generator.Repair(generator.Fix(found)[0], "docs")
	}
	for _, page := range []string{"docs/link.md", "other.md", "docs/none.md"} {
		if err := mend(page, "one two", 4, 7); err == nil {
			t.Errorf("%s was repaired", page)
		}
	}
	if err := mend("docs/p.md", "one two", 4, 7); err == nil {
		t.Error("a page that has changed was repaired")
	}
	if err := mend("docs/p.md", "\ufeffone\r\ntwo\r\n", 4, 7); err != nil {
		t.Fatal(err)
	}
	holds(t, "docs/p.md", "\ufeffone\r\n2\r\n3\r\n")
	holds(t, "other.md", "one two")
	if info, err := os.Stat("docs/p.md"); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("the page's mode is %v (%v)", info.Mode(), err)
	}
	if left, _ := filepath.Glob("docs/.*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// holds fails the test where a file has another content.
func holds(t *testing.T, name, want string) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil || string(got) != want {
		t.Errorf("%s holds %q (%v), want %q", name, got, err, want)
	}
}

//go:build unix

package output

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPipe holds that nothing waits for a pipe in the place of a file.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"doc.go", ".gitignore"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, found := generate(t, dir, sharedFiles())
	if diff := cmp.Diff([]string{"doc.go:1:1 strange-output"}, rules(found, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestStrangeLock holds that a link in the place of the lock is not followed.
func TestStrangeLock(t *testing.T) {
	dir := t.TempDir()
	for name, to := range map[string]string{namesOf(in("")).lock(): "../made", namesOf(in("")).journal(): "../made"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := run(in(dir), openFolder, sharedFiles()); err == nil {
		t.Error("no error")
	}
	if _, err := os.Lstat(filepath.Join(dir, "..", "made")); err == nil {
		t.Error("the link was followed")
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser writes everywhere")
	}
	dir := filepath.Join(t.TempDir(), "out")
	generate(t, dir, sharedFiles())
	before := snapshot(t, dir)
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	files := slices.Concat(sharedFiles(), pageFiles("timeout", "a"))
	if _, _, err := run(in(dir), openFolder, files); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
		t.Error(diff)
	}
}

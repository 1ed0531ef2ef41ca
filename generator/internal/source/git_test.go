package source

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A testRepository is a repository in a folder of its own.
type testRepository struct {
	*testing.T
	dir string
}

func newRepository(t *testing.T, args ...string) testRepository {
	t.Helper()
	r := testRepository{t, t.TempDir()}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	r.git(append([]string{"init", "-q", "-b", "main"}, args...)...)
	return r
}

func (r testRepository) git(args ...string) string {
	r.Helper()
	cmd := exec.CommandContext(r.Context(), "git", append([]string{"-c", "user.name=Test", "-c", "user.email=test@example.com"}, args...)...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (r testRepository) write(name, text string) {
	r.Helper()
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		r.Fatal(err)
	}
}

func (r testRepository) link(target, name string) {
	r.Helper()
	if err := os.Symlink(target, filepath.Join(r.dir, filepath.FromSlash(name))); err != nil {
		r.Skip(err)
	}
}

func (r testRepository) commit() {
	r.Helper()
	r.git("add", ".")
	r.git("commit", "-q", "-m", "state")
}

// at opens a folder as it was committed.
func (r testRepository) at(inside string) (*Source, error) {
	r.Helper()
	repository, err := OpenRepository(r.Context(), r.dir)
	if err != nil {
		r.Fatal(err)
	}
	head, err := repository.Resolve(r.Context(), "HEAD")
	if err != nil {
		r.Fatal(err)
	}
	s, err := repository.At(context.WithoutCancel(r.Context()), head, inside, "then")
	if err == nil {
		r.Cleanup(func() {
			if err := s.Close(); err != nil {
				r.Error(err)
			}
		})
	}
	return s, err
}

// A folder of a revision is a file system like any other, whatever became of
// the work tree.
func TestRevision(t *testing.T) {
	for _, format := range []string{"sha1", "sha256"} {
		t.Run(format, func(t *testing.T) {
			r := newRepository(t, "--object-format="+format)
			r.write("pages/not found.md", "one\n")
			r.write("pages/größe/b.md", "two\n")
			r.write("pages/empty.md", "")
			r.write("other.md", "not a page\n")
			r.commit()
			r.write("pages/not found.md", "changed\n")
			s, err := r.at("pages")
			if err != nil {
				t.Fatal(err)
			}
			if err := fstest.TestFS(s.files, "not found.md", "größe/b.md", "empty.md"); err != nil {
				t.Error(err)
			}
			names, err := s.List(10, func(string) bool { return true }, func(string) bool { return true })
			if want := []string{"empty.md", "größe/b.md", "not found.md"}; err != nil || !slices.Equal(names, want) {
				t.Errorf("it has %q, %v", names, err)
			}
			if data, err := s.Read("not found.md", 100); string(data) != "one\n" || err != nil {
				t.Errorf("a page is %q, %v", data, err)
			}
			if !s.Holds("not found.md", []byte("one\n")) || s.Holds("not found.md", []byte("changed\n")) || s.Holds("none.md", nil) {
				t.Error("it does not know what it holds")
			}
			if got := s.Shown("empty.md"); got != "then/empty.md" {
				t.Errorf("a page is shown as %s", got)
			}
		})
	}
}

// A link among the pages is followed inside the folder, and never out of it.
func TestRevisionLinks(t *testing.T) {
	r := newRepository(t)
	r.write("pages/a.md", "one\n")
	r.write("secret", "secret\n")
	r.link("a.md", "pages/inside.md")
	r.link("../secret", "pages/outside.md")
	r.link("/etc/passwd", "pages/absolute.md")
	r.link("round.md", "pages/round.md")
	r.link("pages", "shortcut")
	r.link("../..", "above")
	r.commit()
	s, err := r.at("shortcut")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := s.Read("inside.md", 100); string(data) != "one\n" || err != nil {
		t.Errorf("the page behind a link is %q, %v", data, err)
	}
	for _, name := range []string{"outside.md", "absolute.md", "round.md"} {
		if data, err := s.Read(name, 100); !errors.Is(err, ErrIrregular) {
			t.Errorf("%s is %q, %v", name, data, err)
		}
	}
	for _, inside := range []string{"above", "secret", "none", "pages/a.md"} {
		if _, err := r.at(inside); !errors.Is(err, ErrNotThere) {
			t.Errorf("%s can be opened as a folder: %v", inside, err)
		}
	}
}

// Of a page that is too large no more is read than a page can have; a page
// whose object is not here is an error that says so.
func TestRevisionObjects(t *testing.T) {
	r := newRepository(t)
	r.write("large.md", strings.Repeat("x", maxObject+3))
	r.write("small.md", "small\n")
	r.write("gone.md", "gone\n")
	r.commit()
	gone := r.git("rev-parse", "HEAD:gone.md")
	if err := os.Remove(filepath.Join(r.dir, ".git", "objects", gone[:2], gone[2:])); err != nil {
		t.Fatal(err)
	}
	s, err := r.at(".")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := s.Read("large.md", 1<<20); len(data) != 1<<20+1 || err != nil {
		t.Errorf("of the large page there are %d bytes, %v", len(data), err)
	}
	if data, err := s.Read("small.md", 1<<20); string(data) != "small\n" || err != nil {
		t.Errorf("the page behind it is %q, %v", data, err)
	}
	if _, err := s.Read("gone.md", 1<<20); err == nil || !strings.Contains(err.Error(), "nothing is fetched") {
		t.Errorf("a page that is not here: %v", err)
	}
}

// Nothing of the user's git is asked to run what a repository names.
func TestRepositoryStartsNothing(t *testing.T) {
	r := newRepository(t)
	r.write("a.md", "one\n")
	r.commit()
	ran := filepath.Join(r.dir, "ran")
	script := filepath.Join(r.dir, ".git", "evil")
	if err := os.WriteFile(script, []byte("#!/bin/sh\ntouch "+ran+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "diff.external", "filter.x.smudge", "diff.x.textconv", "core.sshCommand", "credential.helper"} {
		r.git("config", key, script)
	}
	r.write(".gitattributes", "*.md filter=x diff=x\n")
	s, err := r.at(".")
	if err != nil {
		t.Fatal(err)
	}
	if data, err := s.Read("a.md", 10); string(data) != "one\n" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := os.Stat(ran); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a program that the repository names was started")
	}
}

// FuzzTree makes file systems of what ls-tree could list: whatever the names
// are, they can be walked.
func FuzzTree(f *testing.F) {
	f.Add([]byte("100644 blob 0123\ta.md\x00120000 blob 0123\tb/c.md\x00160000 commit 0123\tsub"))
	f.Add([]byte("100644 blob 0123    12\ta/b\x00100644 blob 0123 -\ta"))
	f.Add([]byte("100644 blob 01\t../x\x00100644 blob 01\t/x\x00100644 blob 01\ta//b\x00100644 blob 01\t.\x00100644 blob 01\t"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var entries []treeEntry
		for line := range bytes.SplitSeq(data, []byte{0}) {
			if e, err := parseEntry(string(line)); err == nil {
				entries = append(entries, e)
			}
		}
		err := fs.WalkDir(newTreeFS(entries, nil), ".", func(name string, _ fs.DirEntry, err error) error {
			if !fs.ValidPath(name) {
				t.Errorf("%q is walked", name)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

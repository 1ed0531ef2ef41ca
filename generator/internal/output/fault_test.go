package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

var noContext = context.Background()

// openWith is open, for helpers that have an "open" of their own.
func openWith(opts Options, openFolder func(string) (folder, error)) (*Writer, error) {
	return open(opts, openFolder)
}

// faults counts the calls to the file system and does harm at one of them.
type faults struct {
	calls atomic.Int64
	at    int64
	// harm returns the error of the call, or does not return.
	harm func() error
}

func (f *faults) call() error {
	if f.calls.Add(1) == f.at {
		return f.harm()
	}
	return nil
}

func (f *faults) openFolder(name string) (folder, error) {
	if err := f.call(); err != nil {
		return nil, err
	}
	in, err := openFolder(name)
	if err != nil {
		return nil, err
	}
	return faultyFolder{in, f}, nil
}

// A faultyFolder is a folder whose calls can fail.
type faultyFolder struct {
	folder
	faults *faults
}

func (f faultyFolder) List(name string) ([]fs.DirEntry, error) {
	if err := f.faults.call(); err != nil {
		return nil, err
	}
	return f.folder.List(name)
}

func (f faultyFolder) Lstat(name string) (fs.FileInfo, error) {
	if err := f.faults.call(); err != nil {
		return nil, err
	}
	return f.folder.Lstat(name)
}

func (f faultyFolder) Open(name string) (io.ReadCloser, error) {
	if err := f.faults.call(); err != nil {
		return nil, err
	}
	return f.folder.Open(name)
}

func (f faultyFolder) Create(name string) (io.WriteCloser, error) {
	if err := f.faults.call(); err != nil {
		return nil, err
	}
	file, err := f.folder.Create(name)
	if err != nil {
		return nil, err
	}
	return faultyFile{file, f.faults}, nil
}

func (f faultyFolder) Mkdir(name string) error {
	if err := f.faults.call(); err != nil {
		return err
	}
	return f.folder.Mkdir(name)
}

func (f faultyFolder) Rename(from, to string) error {
	if err := f.faults.call(); err != nil {
		return err
	}
	return f.folder.Rename(from, to)
}

func (f faultyFolder) Remove(name string) error {
	if err := f.faults.call(); err != nil {
		return err
	}
	return f.folder.Remove(name)
}

func (f faultyFolder) RemoveAll(name string) error {
	if err := f.faults.call(); err != nil {
		return err
	}
	return f.folder.RemoveAll(name)
}

// A faultyFile fails after half of what it should write.
type faultyFile struct {
	io.WriteCloser
	faults *faults
}

func (f faultyFile) Write(content []byte) (int, error) {
	half := len(content) / 2
	if _, err := f.WriteCloser.Write(content[:half]); err != nil {
		return 0, err
	}
	if err := f.faults.call(); err != nil {
		return half, err
	}
	n, err := f.WriteCloser.Write(content[half:])
	return half + n, err
}

func (f faultyFile) Close() error {
	closing := f.WriteCloser.Close()
	if err := f.faults.call(); err != nil {
		return err
	}
	return closing
}

// A scene is a change of the pages between two runs.
type scene struct {
	name          string
	before, after []catalog.File
	// later is what the pages are at the rerun.
	later []catalog.File
}

func scenes() []scene {
	later := slices.Concat(pageFiles("not_found", "c"), pageFiles("new", "c"), sharedFiles())
	after := slices.Concat(pageFiles("not_found", "b"), pageFiles("new", "b"), pageFiles("newer", "b"), sharedFiles())
	return []scene{
		{name: "first run", after: after, later: later},
		{
			name: "changed, new and stale files",
			before: slices.Concat(pageFiles("not_found", "a"), pageFiles("timeout", "a"), pageFiles("gone", "a"),
				sharedFiles()[:2]),
			after: after, later: later,
		},
		{
			name:   "all goldens gone",
			before: slices.Concat(pageFiles("not_found", "a"), sharedFiles()),
			after:  sharedFiles()[:2],
			later:  sharedFiles()[1:],
		},
	}
}

// set prepares a folder for the scene and returns the files in it.
func (s scene) set(t *testing.T) (dir string, before map[string]string) {
	dir = filepath.Join(t.TempDir(), "out")
	if s.before == nil {
		return dir, map[string]string{}
	}
	generate(t, dir, s.before)
	write(t, dir, "mine.go", "package p\n")
	write(t, dir, "testdata/mine.json", "{}\n")
	return dir, snapshot(t, dir)
}

// whole fails for a file that is neither as it was nor as it will be.
func (s scene) whole(t *testing.T, dir string, before map[string]string) {
	t.Helper()
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		if len(before) > 0 {
			t.Error("the output folder is gone")
		}
		return
	}
	after, now := sealedContent(t, s.after), snapshot(t, dir)
	for name, content := range now {
		was, wasThere := before[name]
		will, willBe := after[name]
		ours := strings.HasPrefix(filepath.Base(name), reserved)
		if !ours && !(wasThere && content == was) && !(willBe && content == will) {
			t.Errorf("%s is neither old nor new: %q", name, content)
		}
	}
	for name := range before {
		_, there := now[name]
		if _, willBe := after[name]; !there && (willBe || strings.Contains(name, "mine")) {
			t.Errorf("%s is gone", name)
		}
	}
}

// converges runs again with newer pages still and fails if that does not
// repair everything, without a word about files that nobody has edited.
func (s scene) converges(t *testing.T, dir string, before map[string]string) {
	t.Helper()
	if _, found := generate(t, dir, s.later); len(found) > 0 {
		t.Errorf("findings: %v", rules(found, dir))
	}
	want := sealedContent(t, s.later)
	for name, content := range before {
		if strings.Contains(name, "mine") {
			want[name] = content
		}
	}
	if diff := cmp.Diff(want, snapshot(t, dir)); diff != "" {
		t.Error(diff)
	}
	if rest, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".*")); len(rest) > 0 {
		t.Errorf("left beside: %v", rest)
	}
}

// TestEveryCallFails fails each call to the file system in turn.
func TestEveryCallFails(t *testing.T) {
	for _, s := range scenes() {
		for _, errno := range []error{syscall.ENOSPC, syscall.EIO, syscall.EFBIG, syscall.EACCES} {
			t.Run(fmt.Sprintf("%s/%v", s.name, errno), func(t *testing.T) {
				t.Parallel()
				for at := int64(1); ; at++ {
					dir, before := s.set(t)
					f := &faults{at: at, harm: func() error { return errno }}
					_, _, err := run(in(dir), f.openFolder, s.after)
					s.whole(t, dir, before)
					s.converges(t, dir, before)
					if f.calls.Load() < at {
						if err != nil {
							t.Errorf("failed without a fault: %v", err)
						}
						return
					}
					if t.Failed() {
						t.Fatalf("at call %d: %v", at, err)
					}
				}
			})
		}
	}
}

// TestFailureIsReported holds that a failed write is never taken for success.
func TestFailureIsReported(t *testing.T) {
	s := scenes()[1]
	want := sealedContent(t, s.after)
	for at := int64(1); ; at++ {
		dir, _ := s.set(t)
		f := &faults{at: at, harm: func() error { return syscall.EIO }}
		_, _, err := run(in(dir), f.openFolder, s.after)
		if f.calls.Load() < at {
			return
		}
		now := snapshot(t, dir)
		for name, content := range want {
			if err == nil && now[name] != content {
				t.Fatalf("call %d failed, %s is not new, and the run reports success", at, name)
			}
		}
	}
}

// The variables that make the test binary a run of the writer.
const (
	helperDir   = "OUTPUT_TEST_DIR"
	helperScene = "OUTPUT_TEST_SCENE"
	helperAt    = "OUTPUT_TEST_KILL_AT"
	helperPages = "OUTPUT_TEST_PAGES"
)

func TestMain(m *testing.M) {
	if os.Getenv(helperDir) != "" {
		os.Exit(helper())
	}
	os.Exit(m.Run())
}

// helper is a run that kills itself at a call, or that is killed.
func helper() int {
	number := func(name string) int { n, _ := strconv.Atoi(os.Getenv(name)); return n }
	files := scenes()[number(helperScene)].after
	if pages := os.Getenv(helperPages); pages != "" {
		files = manyFiles(100, pages)
	}
	f := &faults{at: int64(number(helperAt)), harm: func() error {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Kill()
		}
		time.Sleep(time.Minute)
		return err
	}}
	if _, _, err := run(in(os.Getenv(helperDir)), f.openFolder, files); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func helperCommand(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// TestKilledAtEveryCall kills a run at each call to the file system in turn.
func TestKilledAtEveryCall(t *testing.T) {
	for i, s := range scenes() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for at := 1; ; at++ {
				dir, before := s.set(t)
				cmd := helperCommand(t, helperDir+"="+dir, fmt.Sprint(helperScene, "=", i), fmt.Sprint(helperAt, "=", at))
				err := cmd.Run()
				s.whole(t, dir, before)
				s.converges(t, dir, before)
				if err == nil {
					return
				}
				if t.Failed() || cmd.ProcessState.ExitCode() == 1 {
					t.Fatalf("at call %d: %v", at, err)
				}
			}
		})
	}
}

// manyFiles are the files of n pages.
func manyFiles(n int, content string) []catalog.File {
	files := sharedFiles()
	for i := range n {
		files = append(files, pageFiles(fmt.Sprintf("page_%d", i), content)...)
	}
	return files
}

// TestKilledAnytime kills runs at any time, one after the other in one folder.
func TestKilledAnytime(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	contents := map[string]bool{}
	for i := range 30 {
		content := fmt.Sprintf("content %d", i)
		contents[content] = true
		cmd := helperCommand(t, helperDir+"="+dir, helperPages+"="+content)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(40 * time.Millisecond))
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}
	if _, found := generate(t, dir, manyFiles(100, "last")); len(found) > 0 {
		t.Errorf("findings: %v", rules(found, dir))
	}
	if diff := cmp.Diff(sealedContent(t, manyFiles(100, "last")), snapshot(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestTwoRuns holds that a second run fails while a first one is at work, and
// that a lock that nobody holds is no trouble.
func TestTwoRuns(t *testing.T) {
	for _, s := range scenes()[:2] {
		t.Run(s.name, func(t *testing.T) {
			dir, before := s.set(t)
			first, err := Open(in(dir))
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = run(in(dir), openFolder, s.after)
			if err == nil || !strings.Contains(err.Error(), "another run of problemgen is writing "+dir) {
				t.Errorf("second run: %v", err)
			}
			if _, _, err := run(checked(dir), openFolder, s.after); err != nil && !strings.Contains(err.Error(), "another run of problemgen is writing "+dir) {
				t.Errorf("a check beside a run: %v", err)
			}
			if _, err := first.Add(s.after...); err != nil {
				t.Fatal(err)
			}
			plan, _, err := first.Plan()
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(plan.Apply(t.Context()), first.Close()); err != nil {
				t.Fatal(err)
			}
			write(t, dir, namesOf(in("")).lock(), "")
			s.converges(t, dir, before)
		})
	}
}

// A leavingFolder is one in which another run ends, and removes its lock,
// while ours is being taken.
type leavingFolder struct {
	folder
	asked int
}

func (f *leavingFolder) Lstat(name string) (fs.FileInfo, error) {
	if f.asked++; f.asked == 2 {
		if err := errors.Join(f.Remove(name), writeFile(f.folder, name, nil)); err != nil {
			return nil, err
		}
	}
	return f.folder.Lstat(name)
}

// TestLockThatWasRemoved holds that a lock on a file that others no longer
// find does not count.
func TestLockThatWasRemoved(t *testing.T) {
	dir := t.TempDir()
	root, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	lock := namesOf(in(dir)).lock()
	first, err := takeLock(&leavingFolder{folder: root}, lock, dir, dir)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := takeLock(root, lock, dir, dir); err == nil {
		t.Errorf("two runs have the lock: %v", second.release())
	}
	if err := first.release(); err != nil {
		t.Error(err)
	}
}

// TestManyRuns lets runs compete; those that get through leave the folder whole.
func TestManyRuns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	files := manyFiles(20, "a")
	done := make(chan error)
	for range 8 {
		go func() {
			_, _, err := run(in(dir), openFolder, files)
			done <- err
		}()
	}
	for range 8 {
		<-done
	}
	generate(t, dir, files)
	if diff := cmp.Diff(sealedContent(t, files), snapshot(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestCancelled holds that a run that is cancelled in time leaves nothing.
func TestCancelled(t *testing.T) {
	for _, s := range scenes() {
		dir, before := s.set(t)
		w, err := Open(in(dir))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Add(s.after...); err != nil {
			t.Fatal(err)
		}
		plan, _, err := w.Plan()
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := plan.Apply(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", s.name, err)
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Lstat(dir); s.before == nil {
			if !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: the folder is there: %v", s.name, err)
			}
			continue
		}
		if diff := cmp.Diff(before, snapshot(t, dir)); diff != "" {
			t.Errorf("%s: %s", s.name, diff)
		}
	}
}

// A check waits for a run that writes, and compares what that has made.
func TestCheckWaits(t *testing.T) {
	s := scenes()[1]
	dir, _ := s.set(t)
	first, err := Open(in(dir))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.Add(s.after...); err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		plan, _, err := first.Plan()
		if err == nil {
			err = plan.Apply(context.Background())
		}
		done <- errors.Join(err, first.Close())
	}()
	check := checked(dir)
	check.Patience = time.Minute
	plan, _, err := run(check, openFolder, s.after)
	if err != nil || len(plan.Changes) > 0 {
		t.Errorf("the check finds %v, %v", plan, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A check names what a run has left that was killed; the next run removes it.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	generate(t, dir, sharedFiles(), pageFiles("not_found", "a"))
	files := slices.Concat(sharedFiles(), pageFiles("not_found", "a"))
	names := namesOf(in(dir))
	for _, name := range []string{names.temporary(1), names.journal(), names.lock(), "testdata/" + names.temporary(7)} {
		write(t, dir, name, "")
	}
	plan, _, err := run(checked(dir), openFolder, files)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, c := range plan.Changes {
		left = append(left, c.Kind.String()+" "+c.Path)
	}
	want := []string{
		"leftover .problemgen-1.tmp", "leftover .problemgen-journal", "leftover .problemgen-lock", "leftover testdata/.problemgen-7.tmp",
	}
	if !slices.Equal(left, want) {
		t.Errorf("the check names %q", left)
	}
	generate(t, dir, files)
	if plan, _, err := run(checked(dir), openFolder, files); err != nil || len(plan.Changes) > 0 {
		t.Errorf("after the next run: %v, %v", plan, err)
	}
}

// A mark that somebody has forged lays claim to no file.
func TestForgedMark(t *testing.T) {
	dir := t.TempDir()
	generate(t, dir, sharedFiles())
	write(t, dir, "testdata/mine.json", "{}\n")
	write(t, dir, "extra.go", "// Code generated by problemgen. DO NOT EDIT.\n// problemgen: go 1, sum 00000000000000000000000000000000\n"+
		"// problemgen: testdata/mine.json, sum "+sumOf([]byte("{}\n")).String()+"\n\npackage p\n")
	plan, found, err := run(in(dir), openFolder, sharedFiles())
	if err != nil || len(found) == 0 {
		t.Fatal(plan, found, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "testdata/mine.json")); err != nil {
		t.Error(err)
	}
	for _, c := range plan.Changes {
		if c.Path == "testdata/mine.json" {
			t.Error("a hand-written file is to be removed")
		}
	}
}

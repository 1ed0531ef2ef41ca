package memo

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestOf(t *testing.T) {
	if Of("ab", "c") == Of("a", "bc") || Of("a") == Of("a", "") {
		t.Error("different values have one sum")
	}
	if Of("a", "b") != Of([]byte("a"), []byte("b")) {
		t.Error("the sums of text and bytes differ")
	}
}

func someRun(word string) *Run {
	return &Run{
		Input: Of(word),
		Asked: map[string]bool{"images/a.png": true, "b.md": false},
		Files: []string{"00 doc.go", "01 a.go", "02 b.go"},
	}
}

// What is saved for a folder is loaded for it, however its path is written,
// and for no other one.
func TestStore(t *testing.T) {
	t.Chdir(t.TempDir())
	s := Open("cache")
	if got := s.Load("out"); !reflect.DeepEqual(got, &Run{}) {
		t.Errorf("an unknown folder has %v", got)
	}
	want := someRun("a")
	if err := s.Save("out", want); err != nil {
		t.Fatal(err)
	}
	absolute, err := filepath.Abs("out")
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"out", "./x/../out", absolute} {
		if got := Open("cache").Load(out); !reflect.DeepEqual(got, want) {
			t.Errorf("%s has %v, want %v", out, got, want)
		}
	}
	if got := s.Load("other"); !reflect.DeepEqual(got, &Run{}) {
		t.Errorf("another folder has %v", got)
	}
}

// What cannot be read is as good as nothing.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	s := Open(dir)
	if err := s.Save("out", someRun("a")); err != nil {
		t.Fatal(err)
	}
	name, err := s.name("out")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []string{"", string(whole[:len(whole)/2]), strings.Repeat("\x00", len(whole)), `{"Input":"00"}`, `[]`} {
		if err := os.WriteFile(name, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := s.Load("out"); !reflect.DeepEqual(got, &Run{}) {
			t.Errorf("%.20q is read as %v", damaged, got)
		}
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(name, 0o700); err != nil {
		t.Fatal(err)
	}
	if got := s.Load("out"); !reflect.DeepEqual(got, &Run{}) {
		t.Errorf("a folder is read as %v", got)
	}
}

// Where there is no place for the cache, nothing is remembered and nothing
// breaks.
func TestNowhere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]*Store{"nil": nil, "no folder": Open(""), "a file": Open(file)} {
		if err := s.Save("out", someRun("a")); err == nil {
			t.Errorf("%s: saved", name)
		}
		if got := s.Load("out"); !reflect.DeepEqual(got, &Run{}) {
			t.Errorf("%s: loaded %v", name, got)
		}
	}
}

// Only so many folders are remembered, those that were written last.
func TestForget(t *testing.T) {
	s := Open(t.TempDir())
	for i := range maxRuns + 5 {
		out := fmt.Sprint("out", i)
		if err := s.Save(out, someRun(out)); err != nil {
			t.Fatal(err)
		}
		name, err := s.name(out)
		if err != nil {
			t.Fatal(err)
		}
		at := time.Unix(int64(1_000_000+i), 0)
		if err := os.Chtimes(name, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Save("last", someRun("last")); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != maxRuns {
		t.Errorf("%d folders are remembered", len(entries))
	}
	if s.Load("out3").Input != (Sum{}) || s.Load("last").Input != Of("last") {
		t.Error("the wrong ones are forgotten")
	}
}

// Runs at the same time leave what one of them saved.
func TestTwoAtOnce(t *testing.T) {
	s := Open(t.TempDir())
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if err := s.Save("out", someRun(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
			if s.Load("out").Input == (Sum{}) {
				t.Error("a torn file was read")
			}
		})
	}
	group.Wait()
	entries, err := os.ReadDir(s.dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left: %v (%v)", entries, err)
	}
}

// A program is known by itself: what runs this test is always the same.
func TestTool(t *testing.T) {
	s := Open(t.TempDir())
	first, err := s.Tool()
	if err != nil || first == "" {
		t.Fatal(first, err)
	}
	if again, _ := Open("").Tool(); again != first {
		t.Errorf("the program is %s, then %s", first, again)
	}
}

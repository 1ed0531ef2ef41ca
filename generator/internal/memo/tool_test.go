package memo

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

// Versions say everything only where all of them are released ones.
func TestIsReleased(t *testing.T) {
	released := debug.Module{Path: "example.com/a", Version: "v1.2.3", Sum: "h1:x"}
	for name, test := range map[string]struct {
		info debug.BuildInfo
		want bool
	}{
		"installed":       {debug.BuildInfo{Main: released, Deps: []*debug.Module{&released}}, true},
		"built here":      {debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, false},
		"from a checkout": {debug.BuildInfo{Main: debug.Module{Version: "v1.2.4-0.20260102030405-abcdef"}}, false},
		"with changes":    {debug.BuildInfo{Main: debug.Module{Version: "v1.2.3+dirty", Sum: "h1:x"}}, false},
		"a folder in place of a library": {debug.BuildInfo{Main: released, Deps: []*debug.Module{
			{Path: "example.com/b", Version: "v1.0.0", Sum: "h1:x", Replace: &debug.Module{Path: "../b"}},
		}}, false},
		"another version in place of a library": {debug.BuildInfo{Main: released, Deps: []*debug.Module{
			{Path: "example.com/b", Version: "v1.0.0", Replace: &released},
		}}, true},
	} {
		if got := isReleased(&test.info); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Two programs that differ in one character have different build IDs, and sums.
func TestProgramsDiffer(t *testing.T) {
	dir := t.TempDir()
	ids, sums := map[string]bool{}, map[string]bool{}
	for _, text := range []string{"a", "b"} {
		source, program := filepath.Join(dir, text+".go"), filepath.Join(dir, text)
		if err := os.WriteFile(source, []byte("package main\n\nfunc main() { println(\""+text+"\") }\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("go", "build", "-o", program, source).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		sum, err := programSum(program)
		if err != nil {
			t.Fatal(err)
		}
		ids[buildID(program)], sums[sum] = true, true
	}
	if runtime.GOOS == "linux" && (len(ids) != 2 || ids[""]) || len(sums) != 2 {
		t.Errorf("the IDs are %v, the sums %v", ids, sums)
	}
}

// What is no program, or a damaged one, has no build ID.
func TestNoBuildID(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	start, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "program")
	for _, content := range []string{"", "#!/bin/sh\n", string(start[:64]), string(start[:1000]), "\x7fELF" + strings.Repeat("\xff", 1000)} {
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if id := buildID(file); id != "" {
			t.Errorf("%.10q has the ID %q", content, id)
		}
	}
	if id := buildID(filepath.Join(t.TempDir(), "absent")); id != "" {
		t.Errorf("no file has the ID %q", id)
	}
}

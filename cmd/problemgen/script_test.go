package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the expected output in the scripts anew")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"problemgen": main})
}

// Each script's first comment is what it claims.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		Setup:              giveGo,
		UpdateScripts:      *update,
		RequireUniqueNames: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"age":     age,
			"aged":    aged,
			"replace": replace,
			"crlf":    crlf,
		},
	})
}

// giveGo lets scripts build what they generate, from the caches of this test.
func giveGo(env *testscript.Env) error {
	for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOROOT"} {
		value, err := exec.Command("go", "env", name).Output()
		if err != nil {
			return err
		}
		env.Setenv(name, string(value[:len(value)-1]))
	}
	giveCache(env, filepath.Join(env.WorkDir, ".tmp", "home"))
	env.Setenv("GOPROXY", "off")
	env.Setenv("GOFLAGS", "-mod=mod")
	env.Setenv("GOTOOLCHAIN", "local")
	giveGit(env)
	return nil
}

// giveCache lets the user's caches be in a folder, which scripts know as $CACHES,
// whatever the system is that they run on.
func giveCache(env *testscript.Env, home string) {
	env.Setenv("HOME", home)
	env.Setenv("LocalAppData", home)
	env.Setenv("XDG_CACHE_HOME", home)
	caches := home
	if runtime.GOOS == "darwin" {
		caches = filepath.Join(home, "Library", "Caches")
	}
	env.Setenv("CACHES", caches)
}

// giveGit lets scripts commit, whatever the user's own git is told to do.
func giveGit(env *testscript.Env) {
	env.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	env.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for _, who := range []string{"AUTHOR", "COMMITTER"} {
		env.Setenv("GIT_"+who+"_NAME", "Test")
		env.Setenv("GIT_"+who+"_EMAIL", "test@example.com")
		env.Setenv("GIT_"+who+"_DATE", "2026-01-02T03:04:05Z")
	}
}

// exits runs a command that has to end with an exit status: exits 2 problemgen lint
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARGS...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		failed, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("the exit status is %d, not %d", got, want)
	}
}

// past is a time that no test writes at.
var past = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age gives files an old time stamp; aged asserts that they still have it.
func age(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range files(ts, args) {
		ts.Check(os.Chtimes(file, past, past))
	}
}

func aged(ts *testscript.TestScript, neg bool, args []string) {
	for _, file := range files(ts, args) {
		info, err := os.Stat(file)
		ts.Check(err)
		if untouched := info.ModTime().Equal(past); untouched == neg {
			ts.Fatalf("%s: untouched is %t", file, untouched)
		}
	}
}

// files returns what the patterns match, which has to be something.
func files(ts *testscript.TestScript, patterns []string) []string {
	var all []string
	for _, pattern := range patterns {
		matches, err := filepath.Glob(ts.MkAbs(pattern))
		ts.Check(err)
		if len(matches) == 0 {
			ts.Fatalf("%s matches no file", pattern)
		}
		all = append(all, matches...)
	}
	return all
}

// replace puts one text in the place of another in a file, where \n is a line
// break: replace OLD NEW FILE
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace OLD NEW FILE")
	}
	before := ts.ReadFile(args[2])
	after := strings.Replace(before, args[0], strings.ReplaceAll(args[1], `\n`, "\n"), 1)
	if after == before {
		ts.Fatalf("%s does not hold %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(after), 0o666))
}

// crlf gives files the line ends of Windows, as git does there.
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range files(ts, args) {
		text := strings.ReplaceAll(ts.ReadFile(file), "\n", "\r\n")
		ts.Check(os.WriteFile(file, []byte(text), 0o666))
	}
}

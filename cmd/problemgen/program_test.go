package main

import "testing"

func TestProgramOf(t *testing.T) {
	for file, want := range map[string]string{
		"/home/a/go/bin/problemgen":                                        "problemgen",
		"/home/a/.cache/go-build/3f/3fa0c1-d/problemgen":                   "go tool problemgen",
		"C:/Users/A/AppData/Local/go-build/3f/3fa0c1-d/problemgen.exe":     "go tool problemgen",
		"/tmp/go-build4101/b001/exe/problemgen":                            "go run github.com/hcnet/problemgen/cmd/problemgen",
		"C:/Users/A/AppData/Local/Temp/go-build22/b001/exe/problemgen.exe": "go run github.com/hcnet/problemgen/cmd/problemgen",
		"/src/go-build/problemgen":                                         "problemgen",
		"problemgen":                                                       "problemgen",
	} {
		if got := programOf(file); got != want {
			t.Errorf("%s is called as %q, want %q", file, got, want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for _, test := range []struct{ system, word, want string }{
		{"linux", "docs/problems", "docs/problems"},
		{"windows", "docs/problems", "docs/problems"},
		{"linux", "my pages", `"my pages"`},
		{"windows", "my pages", `"my pages"`},
		{"linux", "", `""`},
		{"linux", "it's", `"it's"`},
		{"linux", "a$b", "'a$b'"},
		{"windows", "a$b", `"a$b"`},
		{"linux", "Größe", "Größe"},
		{"linux", "a;b", `"a;b"`},
		{"linux", "it's $5", `'it'\''s $5'`},
	} {
		if got := quotedFor(test.system, test.word); got != test.want {
			t.Errorf("%s: %q is quoted as %s, want %s", test.system, test.word, got, test.want)
		}
	}
}

package config

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hcnet/problemgen/generator/diag"
)

// tree makes a folder with these files; a path that ends in a slash is a folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		full := filepath.Join(root, filepath.FromSlash(name))
		dir := filepath.Dir(full)
		if strings.HasSuffix(name, "/") {
			dir = full
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if dir == full {
			continue
		}
		if err := os.WriteFile(full, []byte(files[name]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const two = `version: 1
packages:
  - pages: docs/problems
    package: problems
    out: gen/problems
    base: https://example.com/problems/
    initialisms: [XDR, TLS13]
  - {pages: docs/admin, package: admin, out: gen/admin}
`

// withoutPlaces compares packages by what they say.
var withoutPlaces = cmp.Options{cmpopts.IgnoreFields(Setting{}, "At"), cmpopts.EquateEmpty()}

func TestLoad(t *testing.T) {
	problems := Package{
		Pages: "docs/problems", Name: "problems", Out: "gen/problems", Base: "https://example.com/problems/",
		Initialisms: []string{"XDR", "TLS13"},
	}
	admin := Package{Pages: "docs/admin", Name: "admin", Out: "gen/admin"}
	tests := []struct {
		name  string
		files map[string]string
		dir   string // the working folder
		flags Flags
		file  string
		want  []Package
		err   string
	}{{
		name:  "everything in the file",
		files: map[string]string{"problemgen.yaml": two},
		file:  "problemgen.yaml",
		want:  []Package{problems, admin},
	}, {
		name:  "found above",
		files: map[string]string{"problemgen.yaml": two, "cmd/x/": ""},
		dir:   "cmd/x",
		file:  "../../problemgen.yaml",
		want: []Package{
			{
				Pages: "../../docs/problems", Name: "problems", Out: "../../gen/problems",
				Base: "https://example.com/problems/", Initialisms: []string{"XDR", "TLS13"},
			},
			{Pages: "../../docs/admin", Name: "admin", Out: "../../gen/admin"},
		},
	}, {
		name:  "not beyond the repository",
		files: map[string]string{"problemgen.yaml": two, "repo/.git/": "", "repo/x/": ""},
		dir:   "repo/x",
		flags: Flags{Package: "p", Out: "out", Pages: []string{"pages"}},
		want:  []Package{{Pages: "pages", Name: "p", Out: "out"}},
	}, {
		name:  "in the root of a repository that is a worktree",
		files: map[string]string{"repo/problemgen.yaml": two, "repo/.git": "gitdir: x", "repo/x/": ""},
		dir:   "repo/x",
		flags: Flags{Pages: []string{"../docs/admin"}},
		file:  "../problemgen.yaml",
		want:  []Package{{Pages: "../docs/admin", Name: "admin", Out: "../gen/admin"}},
	}, {
		name: "in the pages folder first",
		files: map[string]string{
			"problemgen.yaml":       two,
			"pages/problemgen.yaml": "version: 1\npackages: [{pages: ., package: p, out: ../out}]\n",
		},
		flags: Flags{Pages: []string{"pages"}},
		file:  "pages/problemgen.yaml",
		want:  []Package{{Pages: "pages", Name: "p", Out: "out"}},
	}, {
		name:  "named",
		files: map[string]string{"ci/other.yaml": "version: 1\npackages: [{pages: ../p, package: p, out: ../o}]\n", "problemgen.yaml": two},
		flags: Flags{File: "ci/other.yaml"},
		file:  "ci/other.yaml",
		want:  []Package{{Pages: "p", Name: "p", Out: "o"}},
	}, {
		name:  "named and not there",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{File: "other.yaml"},
		err:   "no such file",
	}, {
		name:  "a folder in its place",
		files: map[string]string{"problemgen.yaml/": ""},
		err:   "problemgen.yaml is no regular file",
	}, {
		name:  "no file at all",
		flags: Flags{Package: "p", Out: "gen/p", Base: "urn:problem:", Pages: []string{"docs"}},
		want:  []Package{{Pages: "docs", Name: "p", Out: "gen/p", Base: "urn:problem:"}},
	}, {
		name: "no file, no pages",
		err:  "name the pages folder",
	}, {
		name:  "no file, no package",
		flags: Flags{Out: "gen/p", Pages: []string{"docs"}},
		err:   "there is no --package",
	}, {
		name:  "no file, nothing",
		flags: Flags{Pages: []string{"docs"}},
		err:   "there is no --package and --out",
	}, {
		name:  "only pages are needed",
		flags: Flags{Pages: []string{"docs", "more"}, PagesOnly: true},
		want:  []Package{{Pages: "docs"}, {Pages: "more"}},
	}, {
		name:  "a file for rules alone",
		files: map[string]string{"problemgen.yaml": "version: 1\npackages: [{pages: docs, rules: {no-title: off}}]\n"},
		flags: Flags{PagesOnly: true},
		file:  "problemgen.yaml",
		want:  []Package{{Pages: "docs", Settings: []Setting{{Rule: "no-title", Severity: diag.Off}}}},
	}, {
		name:  "one of several, however it is written",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"./docs//admin/"}},
		file:  "problemgen.yaml",
		want:  []Package{admin},
	}, {
		name:  "flags win",
		files: map[string]string{"problemgen.yaml": two, "x/": ""},
		dir:   "x",
		flags: Flags{Pages: []string{"../docs/admin"}, Package: "q", Out: "q", Base: "https://q/"},
		file:  "../problemgen.yaml",
		want:  []Package{{Pages: "../docs/admin", Name: "q", Out: "q", Base: "https://q/"}},
	}, {
		name:  "a flag makes an entry complete",
		files: map[string]string{"problemgen.yaml": "version: 1\npackages: [{pages: docs, package: p}]\n"},
		flags: Flags{Out: "out"},
		file:  "problemgen.yaml",
		want:  []Package{{Pages: "docs", Name: "p", Out: "out"}},
	}, {
		name:  "a flag for several packages",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Out: "out"},
		err:   "this run has 2: name the pages folder of one",
	}, {
		name:  "pages that the file does not name",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"docs"}},
		err:   "problemgen.yaml has no package with the pages folder docs (it has docs/problems, docs/admin)",
	}, {
		name:  "pages that the file does not name, with flags",
		files: map[string]string{"problemgen.yaml": "rules: {no-title: note}\n" + two},
		flags: Flags{Pages: []string{"other"}, Package: "p", Out: "out"},
		file:  "problemgen.yaml",
		want:  []Package{{Pages: "other", Name: "p", Out: "out", Settings: []Setting{{Rule: "no-title", Severity: diag.Note}}}},
	}, {
		name:  "another package's output",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"docs/admin"}, Out: "gen/problems"},
		err:   "it belongs to the package with the pages folder docs/problems",
	}, {
		name:  "bad name",
		flags: Flags{Pages: []string{"docs"}, Package: "a-b", Out: "o"},
		err:   `--package "a-b": a Go package name is one identifier`,
	}, {
		name:  "bad base",
		flags: Flags{Pages: []string{"docs"}, Package: "p", Out: "o", Base: "https://example.com/x"},
		err:   "end in / : # or =",
	}, {
		name:  "output in the pages",
		flags: Flags{Pages: []string{"docs"}, Package: "p", Out: "docs/p"},
		err:   "--out docs/p: the output folder is inside the pages folder docs",
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files)
			c, found, err := Load(test.flags, filepath.Join(root, filepath.FromSlash(test.dir)))
			if test.err != "" {
				if err == nil || !strings.Contains(filepath.ToSlash(err.Error()), test.err) {
					t.Errorf("error %v, want %q", err, test.err)
				}
				return
			}
			if err != nil || len(found) > 0 {
				t.Fatal(err, found)
			}
			if c.File != test.file {
				t.Errorf("file %q, want %q", c.File, test.file)
			}
			if diff := cmp.Diff(test.want, c.Packages, withoutPlaces); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFindings(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // position, underlined text, rule: message
	}{{
		name: "unknown keys",
		text: "version: 1\npackage:\npackages:\n  - pages: a\n    package: a\n    output: b\n    out: b\n",
		want: []string{
			`2:1 "package" unknown-config-key: the configuration has no key "package" (did you mean "packages"?)`,
			`6:5 "output" unknown-config-key: a package has no key "output"`,
		},
	}, {
		name: "key twice",
		text: "version: 1\npackages: [{pages: a, package: a, out: b, out: c}]\n",
		want: []string{`2:43 "out" invalid-config: a package has the key "out" twice`},
	}, {
		name: "nothing",
		text: "# nothing\n",
		want: []string{`1:1 "" invalid-config: the file is empty`},
	}, {
		name: "a list",
		text: "- version: 1\n",
		want: []string{`1:1 "-" invalid-config: the file is a list, not a mapping of keys to values`},
	}, {
		name: "no YAML",
		text: "version: 1\npackages: [\n",
		want: []string{`3:1 "" invalid-config: this is not valid YAML: did not find expected node content`},
	}, {
		name: "no UTF-8",
		text: "version: 1\n# \xff\n",
		want: []string{"2:3 \"\xff\" invalid-config: the file is not UTF-8"},
	}, {
		name: "two documents",
		text: "version: 1\npackages: [{pages: a, package: a, out: b}]\n---\nversion: 1\n",
		want: []string{`3:1 "---" invalid-config: the file has a second YAML document`},
	}, {
		name: "deep",
		text: "version: " + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "\n",
		want: []string{`1:26 "[[[[]]]]]]]]]]]]]]]]]]]]" invalid-config: this is not valid YAML: exceeded max depth of 16`},
	}, {
		name: "nothing that is needed",
		text: "rules: {}\n",
		want: []string{
			`1:1 "rules" missing-config-key: the configuration has no packages`,
			`1:1 "rules" missing-config-key: the configuration has no version`,
		},
	}, {
		name: "byte order mark and line ends of another system",
		text: "\xef\xbb\xbfversion: 2\r\npackages: []\r\n",
		want: []string{
			`1:10 "2" bad-config-value: the version is 2, and this problemgen reads version 1`,
			`2:11 "[]" bad-config-value: packages is empty`,
		},
	}, {
		name: "a package lacks keys",
		text: "version: 1\npackages:\n  - pages: a\n  - package: a\n    out: b\n",
		want: []string{
			`3:5 "pages" missing-config-key: the package has no package and no out`,
			`4:5 "package" missing-config-key: the package has no pages`,
		},
	}, {
		name: "wrong kinds",
		text: "version: [1]\npackages:\n  - a\n  - pages: {}\n    initialisms: XDR\n    rules: [a]\n    paths: {}\n    base:\n    out: &x b\n    package: *x\n",
		want: []string{
			`1:10 "[1]" bad-config-value: version is a list; it has to be a single value`,
			`3:5 "a" bad-config-value: a package is "a"; it has to be a mapping of keys to values`,
			`4:12 "{}" bad-config-value: pages is a mapping; it has to be a single value`,
			`5:18 "XDR" bad-config-value: initialisms is "XDR"; it has to be a list`,
			`6:12 "[a]" bad-config-value: rules is a list; it has to be a mapping of keys to values`,
			`7:12 "{}" bad-config-value: paths is a mapping; it has to be a list`,
			`8:10 "" bad-config-value: base is empty; it has to be a single value`,
			`9:10 "&x" bad-config-value: out is marked with an anchor or a tag; it has to be a single value`,
			`10:14 "*x" bad-config-value: package is an alias; it has to be a single value`,
		},
	}, {
		name: "wrong values",
		text: "version: 1\npackages:\n  - pages: \"\"\n    package: 'a-''b'\n    out: \"a\\\"\\tb\" # tab\n    base: https://example.com/x\n    initialisms: [ÄB, \"\", 3D]\n",
		want: []string{
			`3:12 "\"\"" bad-config-value: pages is "": this is no path`,
			`4:14 "'a-''b'" bad-config-value: package is "a-'b": a Go package name is one identifier`,
			`5:10 "\"a\\\"\\tb\"" bad-config-value: out is "a\"\tb": this is no path`,
			`6:11 "https://example.com/x" bad-config-value: base is "https://example.com/x": names are put directly behind it, so it has to end in / : # or =`,
			`7:19 "ÄB" bad-config-value: an initialism is "ÄB": an initialism is a word of letters and digits`,
			`7:23 "\"\"" bad-config-value: an initialism is "": an initialism is a word of letters and digits`,
			`7:27 "3D" bad-config-value: an initialism is "3D": an initialism is a word of letters and digits`,
		},
	}, {
		name: "severities and paths",
		text: "version: 1\nrules:\n  no-title: warn\n  no-status: [off]\npaths:\n  - path: /abs\n    rules: {a: fatal}\n  - rules: {}\n  - path: a\n  - path: \"[\"\n    rules: {}\n    rule: {}\npackages: [{pages: a, package: a, out: b}]\n",
		want: []string{
			`3:13 "warn" bad-config-value: "warn" is no severity`,
			`4:14 "[off]" bad-config-value: a severity is a list; it has to be a single value`,
			`6:11 "/abs" bad-config-value: path is "/abs": patterns are matched with paths inside the pages folder, such as legacy/timeout.md`,
			`7:16 "fatal" bad-config-value: "fatal" is no severity`,
			`8:5 "rules" missing-config-key: the entry of paths has no path`,
			`9:5 "path" missing-config-key: the entry of paths has no rules`,
			`10:11 "\"[\"" bad-config-value: path is "[": this is no path pattern`,
			`12:5 "rule" unknown-config-key: an entry of paths has no key "rule" (did you mean "rules"?)`,
		},
	}, {
		name: "folders in each other's way",
		text: "version: 1\npackages:\n  - {pages: a, package: a, out: ./a/}\n  - {pages: b, package: b, out: b/c}\n  - {pages: c/d, package: c, out: c}\n  - {pages: e, package: e, out: x/y}\n  - {pages: f, package: f, out: X/../X/Y}\n",
		want: []string{
			`3:33 "./a/" bad-config-value: the output folder a is the pages folder a`,
			`4:33 "b/c" bad-config-value: the output folder b/c is inside the pages folder b`,
			`5:35 "c" bad-config-value: the output folder c has inside it the pages folder c/d`,
			`7:33 "X/../X/Y" bad-config-value: two packages have the output folder X/Y`,
		},
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, map[string]string{FileName: test.text})
			_, found, err := Load(Flags{}, root)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range found {
				p := d.At.Position()
				line := fmt.Sprintf("%d:%d %s %s: %s", p.Line, p.Column, quote(d.At.Text()), d.Rule, d.Message)
				if d.Label != "" {
					line += " (" + d.Label + ")"
				}
				got = append(got, line)
				if len(d.Help) == 0 || d.Severity != diag.Error || p.File != FileName {
					t.Errorf("%s: help %v, severity %v, file %s", d.Message, d.Help, d.Severity, p.File)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// quote shows a text as Go would, bytes that are no UTF-8 as they are.
func quote(text string) string {
	if !utf8.ValidString(text) {
		return `"` + text + `"`
	}
	return fmt.Sprintf("%q", text)
}

// TestLinkedFolders holds that folders are compared where they are, and not by
// the paths that lead there: through links, and with capitals or without.
func TestLinkedFolders(t *testing.T) {
	for name, test := range map[string]struct{ pages, out, other, want string }{
		"pages are a link":           {pages: "linked", out: "docs/gen", want: "inside the pages folder"},
		"output is below a link":     {pages: "docs", out: "linked/gen", want: "inside the pages folder"},
		"output is the pages":        {pages: "docs", out: "linked", want: "is the pages folder"},
		"pages inside the output":    {pages: "linked/problems", out: "docs", want: "has inside it the pages folder"},
		"a link further in":          {pages: "docs", out: "docs/away/gen", want: ""},
		"a link to nothing":          {pages: "docs", out: "nowhere/gen", want: ""},
		"capitals":                   {pages: "docs", out: "Docs/gen", want: "inside the pages folder"},
		"beside":                     {pages: "linked", out: "gen", want: ""},
		"one output under two paths": {pages: "docs", out: "other/gen", other: "away/gen", want: "two packages have the output folder"},
	} {
		t.Run(name, func(t *testing.T) {
			text := fmt.Sprintf("version: 1\npackages:\n  - {pages: %s, package: a, out: %s}\n", test.pages, test.out)
			if test.other != "" {
				text += fmt.Sprintf("  - {pages: more, package: b, out: %s}\n", test.other)
			}
			root := tree(t, map[string]string{FileName: text, "docs/problems/": "", "other/": "", "more/": ""})
			for from, to := range map[string]string{"linked": "docs", "docs/away": "../other", "away": "other", "nowhere": "not-there"} {
				if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(from))); err != nil {
					t.Skip(err)
				}
			}
			_, found, err := Load(Flags{}, root)
			if err != nil {
				t.Fatal(err)
			}
			if (test.want == "") != (len(found) == 0) || len(found) > 0 && !strings.Contains(found[0].Message, test.want) {
				t.Errorf("findings: %v", found)
			}
		})
	}
}

func TestSeverity(t *testing.T) {
	root := tree(t, map[string]string{FileName: `version: 1
paths:
  - path: "legacy/**"
    rules: {a: off, b: off}
packages:
  - pages: docs
    package: p
    out: out
    paths: [{path: "**/kept.md", rules: {b: error}}]
    rules: {b: note}
  - {pages: more, package: q, out: q}
rules: {a: warning}
`})
	c, found, err := Load(Flags{}, root)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	docs, more := c.Packages[0], c.Packages[1]
	for _, test := range []struct {
		of         Package
		rule, page string
		want       string
	}{
		{docs, "a", "x.md", "warning"},
		{docs, "a", "legacy/x.md", "off"},
		{docs, "a", "legacy/deep/x.md", "off"},
		{docs, "b", "x.md", "note"},
		{docs, "b", "legacy/x.md", "note"},
		{docs, "b", "legacy/kept.md", "error"},
		{docs, "b", "kept.md", "error"},
		{docs, "c", "x.md", "none"},
		{more, "b", "x.md", "none"},
		{more, "b", "legacy/x.md", "off"},
		{more, "a", "x.md", "warning"},
	} {
		got := "none"
		if severity, ok := test.of.Severity(test.rule, test.page); ok {
			got = severity.String()
		}
		if got != test.want {
			t.Errorf("%s: %s on %s is %s, want %s", test.of.Pages, test.rule, test.page, got, test.want)
		}
	}
	var places []string
	for _, s := range c.Settings {
		p := s.At.Position()
		places = append(places, fmt.Sprintf("%d:%d %s", p.Line, p.Column, s.At.Text()))
	}
	want := []string{"12:9 a", "4:13 a", "4:21 b", "10:13 b", "9:42 b"}
	if diff := cmp.Diff(want, places); diff != "" {
		t.Error(diff)
	}
}

func TestBase(t *testing.T) {
	for base, ok := range map[string]bool{
		"https://example.com/problems/":  true,
		"https://example.com/problems#":  true,
		"https://example.com/?problem=":  true,
		"urn:example:problem:":           true,
		"tag:example.com,2026:":          true,
		"https://example.com/problems":   false,
		"https:///problems/":             false,
		"//example.com/":                 false,
		"/problems/":                     false,
		"problems/":                      false,
		"https://user:pass@example.com/": false,
		"javascript:":                    false,
		"JavaScript:/":                   false,
		"https://example.com/a b/":       false,
		"https://example.com/\u00e4/":    false,
		"https://example.com/\n/":        false,
		"https://example.com/%zz/":       false,
	} {
		if reason := wrongBase(base); (reason == "") != ok {
			t.Errorf("%q: %q", base, reason)
		}
	}
}

func TestHugeFile(t *testing.T) {
	root := tree(t, map[string]string{FileName: strings.Repeat("#", maxFile+1)})
	if _, _, err := Load(Flags{}, root); err == nil {
		t.Error("no error")
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(two))
	f.Add([]byte("version: 1\nrules: {a: off}\npaths: [{path: '**', rules: {a: note}}]\npackages: [{pages: &a b, out: *a}]\n"))
	f.Add([]byte("\xef\xbb\xbfversion: \"1\"\r\npackages:\r\n- pages: |\r\n    a\r\n  base: 'it''s'\r\n"))
	f.Add([]byte("a: &a [*a]\n? [x]\n: !!str y\n<<: *a\n---\n...\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		src := diag.NewSource(FileName, content)
		read, found := parse(src)
		for _, d := range found {
			if d.At.Source != src || d.At.Start < 0 || d.At.End < d.At.Start || d.At.End > len(src.Text) {
				t.Errorf("%s at %d to %d of %d", d.Message, d.At.Start, d.At.End, len(src.Text))
			}
			if strings.ContainsAny(d.Message, "\n\r") || len(d.Help) == 0 {
				t.Errorf("message %q, help %q", d.Message, d.Help)
			}
		}
		if len(found) == 0 && (len(read.packages) == 0 || read.version.value != "1") {
			t.Error("neither findings nor a configuration")
		}
	})
}

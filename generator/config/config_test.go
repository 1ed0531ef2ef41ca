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
catalogs:
  - pages: docs/problems
    go: {package: problems, out: gen/problems}
    base: https://example.com/problems/
    initialisms: [XDR, TLS13]
  - {pages: docs/admin, go: {package: admin, out: gen/admin}}
`

// language has two kinds of outputs and a few rules.
func language() Language {
	return Language{
		Kinds: []Kind{
			{Name: "go", Doc: "A Go package.", Out: "gen/problems", Flag: "out", Keys: []Key{
				{Name: "package", Doc: "Its name.", Example: "problems", Required: true, Flag: "package", Wrong: WrongPackage},
				{Name: "site", Doc: "Whether it has the pages.", Example: "true", Values: Bool()},
				{Name: "initialisms", Doc: "Words in capitals.", Example: "XDR", List: true, Wrong: WrongInitialism},
			}},
			{Name: "openapi", Doc: "An OpenAPI document.", Out: "api/problems.yaml", Endings: []string{".yaml", ".json"}, Flag: "openapi", Keys: []Key{
				{Name: "version", Doc: "Of OpenAPI.", Example: `"3.1"`, Values: []string{"3.0", "3.1"}},
			}},
		},
		Rules: []string{"a", "b", "c", "no-title", "no-status", "member-removed"},
	}
}

// goPackage is a catalog of which a Go package is made.
func goPackage(pages, name, out string) Catalog {
	return Catalog{Pages: pages, Outputs: []Output{goOutput(name, out)}}
}

func goOutput(name, out string) Output {
	return Output{Kind: "go", Out: out, Settings: map[string][]string{"package": {name}}}
}

// withoutPlaces compares catalogs by what they say.
var withoutPlaces = cmp.Options{
	cmpopts.IgnoreFields(Setting{}, "At", "PathAt"), cmpopts.IgnoreFields(Output{}, "At", "Owner"), cmpopts.EquateEmpty(),
}

// goFlags are the flags that ask for a Go package.
func goFlags(name, out string) map[string]string {
	return map[string]string{"package": name, "out": out}
}

func TestLoad(t *testing.T) {
	problems := goPackage("docs/problems", "problems", "gen/problems")
	problems.Base, problems.Initialisms = "https://example.com/problems/", []string{"XDR", "TLS13"}
	above := problems
	above.Pages, above.Outputs = "../../docs/problems", []Output{goOutput("problems", "../../gen/problems")}
	admin := goPackage("docs/admin", "admin", "gen/admin")
	based := goPackage("docs", "p", "gen/p")
	based.Base = "urn:problem:"
	overruled := goPackage("../docs/admin", "q", "q")
	overruled.Base = "https://q/"
	ruled := goPackage("other", "p", "out")
	ruled.Settings = []Setting{{Rule: "no-title", Severity: diag.Note}}
	openAPI := Output{Kind: "openapi", Out: "api/p.json"}
	tests := []struct {
		name  string
		files map[string]string
		dir   string // the working folder
		flags Flags
		file  string
		want  []Catalog
		err   string
	}{{
		name:  "everything in the file",
		files: map[string]string{"problemgen.yaml": two},
		file:  "problemgen.yaml",
		want:  []Catalog{problems, admin},
	}, {
		name:  "found above",
		files: map[string]string{"problemgen.yaml": two, "cmd/x/": ""},
		dir:   "cmd/x",
		file:  "../../problemgen.yaml",
		want:  []Catalog{above, goPackage("../../docs/admin", "admin", "../../gen/admin")},
	}, {
		name:  "not beyond the repository",
		files: map[string]string{"problemgen.yaml": two, "repo/.git/": "", "repo/x/": ""},
		dir:   "repo/x",
		flags: Flags{Outputs: goFlags("p", "out"), Pages: []string{"pages"}},
		want:  []Catalog{goPackage("pages", "p", "out")},
	}, {
		name:  "in the root of a repository that is a worktree",
		files: map[string]string{"repo/problemgen.yaml": two, "repo/.git": "gitdir: x", "repo/x/": ""},
		dir:   "repo/x",
		flags: Flags{Pages: []string{"../docs/admin"}},
		file:  "../problemgen.yaml",
		want:  []Catalog{goPackage("../docs/admin", "admin", "../gen/admin")},
	}, {
		name: "in the pages folder first",
		files: map[string]string{
			"problemgen.yaml":       two,
			"pages/problemgen.yaml": "version: 1\ncatalogs: [{pages: ., go: {package: p, out: ../out}}]\n",
		},
		flags: Flags{Pages: []string{"pages"}},
		file:  "pages/problemgen.yaml",
		want:  []Catalog{goPackage("pages", "p", "out")},
	}, {
		name:  "named",
		files: map[string]string{"ci/other.yaml": "version: 1\ncatalogs: [{pages: ../p, go: {package: p, out: ../o}}]\n", "problemgen.yaml": two},
		flags: Flags{File: "ci/other.yaml"},
		file:  "ci/other.yaml",
		want:  []Catalog{goPackage("p", "p", "o")},
	}, {
		name:  "named and not there",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{File: "other.yaml"},
		err:   "other.yaml",
	}, {
		name:  "a folder in its place",
		files: map[string]string{"problemgen.yaml/": ""},
		err:   "problemgen.yaml is no regular file",
	}, {
		name:  "no file at all",
		flags: Flags{Outputs: goFlags("p", "gen/p"), Base: "urn:problem:", Pages: []string{"docs"}},
		want:  []Catalog{based},
	}, {
		name: "no file, no pages",
		err:  "name the pages folder",
	}, {
		name:  "no file, no package",
		flags: Flags{Outputs: goFlags("", "gen/p"), Pages: []string{"docs"}},
		err:   "give --package PACKAGE and --out FOLDER: there is no --package",
	}, {
		name:  "no file, nothing",
		flags: Flags{Pages: []string{"docs"}},
		err:   "say what to make of docs: give --package and --out, or --openapi; or write a problemgen.yaml",
	}, {
		name:  "only pages are needed",
		flags: Flags{Pages: []string{"docs", "more"}, PagesOnly: true},
		want:  []Catalog{{Pages: "docs"}, {Pages: "more"}},
	}, {
		name:  "a file for rules alone",
		files: map[string]string{"problemgen.yaml": "version: 1\ncatalogs: [{pages: docs, rules: {no-title: off}}]\n"},
		flags: Flags{PagesOnly: true},
		file:  "problemgen.yaml",
		want:  []Catalog{{Pages: "docs", Settings: []Setting{{Rule: "no-title", Severity: diag.Off}}}},
	}, {
		name:  "one of several, however it is written",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"./docs//admin/"}},
		file:  "problemgen.yaml",
		want:  []Catalog{admin},
	}, {
		name:  "flags win",
		files: map[string]string{"problemgen.yaml": two, "x/": ""},
		dir:   "x",
		flags: Flags{Pages: []string{"../docs/admin"}, Outputs: goFlags("q", "q"), Base: "https://q/"},
		file:  "../problemgen.yaml",
		want:  []Catalog{overruled},
	}, {
		name:  "a flag overrules one setting",
		files: map[string]string{"problemgen.yaml": "version: 1\ncatalogs: [{pages: docs, go: {package: p, out: o}, openapi: {out: api/p.json}}]\n"},
		flags: Flags{Outputs: goFlags("", "out")},
		file:  "problemgen.yaml",
		want:  []Catalog{goPackage("docs", "p", "out")},
	}, {
		name:  "several outputs, in the order of their kinds",
		files: map[string]string{"problemgen.yaml": "version: 1\ncatalogs: [{pages: docs, openapi: {out: api/p.json}, go: {package: p, out: out}}]\n"},
		file:  "problemgen.yaml",
		want:  []Catalog{{Pages: "docs", Outputs: []Output{goOutput("p", "out"), openAPI}}},
	}, {
		name:  "one kind of outputs",
		files: map[string]string{"problemgen.yaml": "version: 1\ncatalogs: [{pages: docs, openapi: {out: api/p.json}, go: {package: p, out: out}}]\n"},
		flags: Flags{Only: []string{"openapi"}},
		file:  "problemgen.yaml",
		want:  []Catalog{{Pages: "docs", Outputs: []Output{openAPI}}},
	}, {
		name:  "a kind that nothing asks for",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Only: []string{"openapi"}},
		err:   "--only openapi: problemgen.yaml asks for no such output",
	}, {
		name:  "no kind",
		flags: Flags{Only: []string{"opnapi"}, Pages: []string{"docs"}},
		err:   "--only opnapi: the kinds of outputs are go, openapi",
	}, {
		name:  "flags for a file",
		flags: Flags{Pages: []string{"docs"}, Outputs: map[string]string{"openapi": "api/p.json"}},
		want:  []Catalog{{Pages: "docs", Outputs: []Output{openAPI}}},
	}, {
		name:  "a file of another ending",
		flags: Flags{Pages: []string{"docs"}, Outputs: map[string]string{"openapi": "api/p.txt"}},
		err:   `--openapi "api/p.txt": the name of the file has to end in .yaml or .json`,
	}, {
		name:  "a flag for several catalogs",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Outputs: goFlags("", "out")},
		err:   "this run has 2: name the pages folder of one",
	}, {
		name:  "pages that the file does not name",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"docs"}},
		err:   "problemgen.yaml asks for no output of docs (its pages are docs/problems, docs/admin)",
	}, {
		name:  "pages that the file does not name, with flags",
		files: map[string]string{"problemgen.yaml": "rules: {no-title: note}\n" + two},
		flags: Flags{Pages: []string{"other"}, Outputs: goFlags("p", "out")},
		file:  "problemgen.yaml",
		want:  []Catalog{ruled},
	}, {
		name:  "another catalog's output",
		files: map[string]string{"problemgen.yaml": two},
		flags: Flags{Pages: []string{"docs/admin"}, Outputs: goFlags("", "gen/problems")},
		err:   "--out: the output gen/problems goes where another one goes, gen/problems, which is made of docs/problems",
	}, {
		name:  "bad name",
		flags: Flags{Pages: []string{"docs"}, Outputs: goFlags("a-b", "o")},
		err:   `--package "a-b": a Go package name is one identifier`,
	}, {
		name:  "bad base",
		flags: Flags{Pages: []string{"docs"}, Outputs: goFlags("p", "o"), Base: "https://example.com/x"},
		err:   "end in / : # or =",
	}, {
		name:  "output in the pages",
		flags: Flags{Pages: []string{"docs"}, Outputs: goFlags("p", "docs/p")},
		err:   "--out: the output docs/p is inside the pages folder docs",
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files)
			c, found, err := Load(test.flags, filepath.Join(root, filepath.FromSlash(test.dir)), language())
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
			if diff := cmp.Diff(test.want, c.Catalogs, withoutPlaces); diff != "" {
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
		text: "version: 1\ncatalog:\ncatalogs:\n  - pages: a\n    opennapi: {}\n    go: {package: a, output: b, out: b}\n",
		want: []string{
			`2:1 "catalog" unknown-config-key: the configuration has no key "catalog" (did you mean "catalogs"?)`,
			`5:5 "opennapi" unknown-config-key: a catalog has no key "opennapi" (did you mean "openapi"?)`,
			`6:22 "output" unknown-config-key: go has no key "output"`,
		},
	}, {
		name: "key twice",
		text: "version: 1\ncatalogs: [{pages: a, go: {package: a, out: b, out: c}}]\n",
		want: []string{`2:48 "out" invalid-config: go has the key "out" twice`},
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
		text: "version: 1\ncatalogs: [\n",
		want: []string{`3:1 "" invalid-config: this is not valid YAML: did not find expected node content`},
	}, {
		name: "no UTF-8",
		text: "version: 1\n# \xff\n",
		want: []string{"2:3 \"\xff\" invalid-config: the file is not UTF-8"},
	}, {
		name: "two documents",
		text: "version: 1\ncatalogs: [{pages: a, go: {package: a, out: b}}]\n---\nversion: 1\n",
		want: []string{`3:1 "---" invalid-config: the file has a second YAML document`},
	}, {
		name: "deep",
		text: "version: " + strings.Repeat("[", 20) + strings.Repeat("]", 20) + "\n",
		want: []string{`1:26 "[[[[]]]]]]]]]]]]]]]]]]]]" invalid-config: this is not valid YAML: exceeded max depth of 16`},
	}, {
		name: "nothing that is needed",
		text: "rules: {}\n",
		want: []string{
			`1:1 "rules" missing-config-key: the configuration has no catalogs`,
			`1:1 "rules" missing-config-key: the configuration has no version`,
		},
	}, {
		name: "byte order mark and line ends of another system",
		text: "\xef\xbb\xbfversion: 2\r\ncatalogs: []\r\n",
		want: []string{
			`1:10 "2" bad-config-value: the version is 2, and this problemgen reads version 1`,
			`2:11 "[]" bad-config-value: catalogs is empty`,
		},
	}, {
		name: "lacking keys",
		text: "version: 1\ncatalogs:\n  - pages: a\n    go: {site: true}\n  - base: https://x/\n  - pages: c\n    openapi: {}\n    breaking: {accept: [{rule: a, member: b}]}\n    audit: {answers: [{}]}\n",
		want: []string{
			`4:9 "{site" missing-config-key: go has no out`,
			`4:9 "{site" missing-config-key: go has no package`,
			`5:5 "base" missing-config-key: a catalog has no pages`,
			`7:14 "{}" missing-config-key: openapi has no out`,
			`8:25 "{rule" missing-config-key: an accepted change has no reason`,
			`9:23 "{}]}" missing-config-key: an entry of answers has no function`,
			`9:23 "{}]}" missing-config-key: an entry of answers has no status`,
		},
	}, {
		name: "wrong kinds",
		text: "version: [1]\ncatalogs:\n  - a\n  - pages: {}\n    initialisms: XDR\n    rules: [a]\n    paths: {}\n    base:\n    go: {out: &x b, package: *x}\n    openapi: x.yaml\n",
		want: []string{
			`1:10 "[1]" bad-config-value: version is a list; it has to be a single value`,
			`3:5 "a" bad-config-value: a catalog is "a"; it has to be a mapping of keys to values`,
			`4:12 "{}" bad-config-value: pages is a mapping; it has to be a single value`,
			`5:18 "XDR" bad-config-value: initialisms is "XDR"; it has to be a list`,
			`6:12 "[a]" bad-config-value: rules is a list; it has to be a mapping of keys to values`,
			`7:12 "{}" bad-config-value: paths is a mapping; it has to be a list`,
			`8:10 "" bad-config-value: base is empty; it has to be a single value`,
			`9:15 "&x" bad-config-value: out is marked with an anchor or a tag; it has to be a single value`,
			`9:30 "*x}" bad-config-value: package is an alias; it has to be a single value`,
			`10:14 "x.yaml" bad-config-value: openapi is "x.yaml"; it has to be a mapping of keys to values`,
		},
	}, {
		name: "wrong values",
		text: "version: 1\ncatalogs:\n  - pages: \"\"\n    go: {package: 'a-''b', out: \"a\\\"\\tb\", site: maybe}\n    base: https://example.com/x\n    initialisms: [ÄB]\n    spelling: cebab\n    exclude: [../x]\n    openapi: {out: x.txt, version: 3.2}\n    audit: {answers: [{function: f, status: -1}]}\n    breaking: {wir: error, accept: [{rule: x, problem: p, reason: \" \"}]}\n",
		want: []string{
			`3:12 "\"\"" bad-config-value: pages is "": this is no path`,
			`4:19 "'a-''b'" bad-config-value: package is "a-'b": a Go package name is one identifier`,
			`4:33 "\"a\\\"\\tb\"" bad-config-value: out is "a\"\tb": this is no path`,
			`4:49 "maybe" bad-config-value: site is "maybe": it is one of true, false`,
			`5:11 "https://example.com/x" bad-config-value: base is "https://example.com/x": names are put directly behind it, so it has to end in / : # or =`,
			`6:19 "ÄB" bad-config-value: initialisms has "ÄB": an initialism is a word of letters and digits, as it stands in Go names`,
			`7:15 "cebab" bad-config-value: spelling is "cebab" (did you mean "kebab"?)`,
			`8:15 "../x" bad-config-value: exclude has "../x": patterns are matched with paths inside the pages folder, such as legacy/timeout.md`,
			`9:20 "x.txt" bad-config-value: out is "x.txt": the name of the file has to end in .yaml or .json`,
			`9:36 "3.2" bad-config-value: version is "3.2": it is one of 3.0, 3.1`,
			`10:45 "-1" bad-config-value: status is "-1": the place of an argument is a whole number from 0`,
			`11:16 "wir" unknown-config-key: breaking has no key "wir"`,
			`11:44 "x" unknown-rule: there is no rule x`,
			`11:67 "\" \"" bad-config-value: reason is " ": it says nothing`,
		},
	}, {
		name: "severities and paths",
		text: "version: 1\nrules:\n  no-title: warn\n  no-status: [off]\n  no-titel: off\ncatalogs:\n- pages: a\n  paths:\n  - path: /abs\n    rules: {a: fatal}\n  - rules: {}\n  - path: a\n  - path: \"[\"\n    rules: {}\n    rule: {}\n",
		want: []string{
			`3:13 "warn" bad-config-value: "warn" is no severity`,
			`4:14 "[off]" bad-config-value: a severity is a list; it has to be a single value`,
			`5:3 "no-titel" unknown-rule: there is no rule no-titel (did you mean "no-title"?)`,
			`9:11 "/abs" bad-config-value: path is "/abs": patterns are matched with paths inside the pages folder, such as legacy/timeout.md`,
			`10:16 "fatal" bad-config-value: "fatal" is no severity`,
			`11:5 "rules" missing-config-key: an entry of paths has no path`,
			`12:5 "path" missing-config-key: an entry of paths has no rules`,
			`13:11 "\"[\"" bad-config-value: path is "[": this is no path pattern`,
			`15:5 "rule" unknown-config-key: an entry of paths has no key "rule" (did you mean "rules"?)`,
		},
	}, {
		name: "outputs in each other's way",
		text: "version: 1\ncatalogs:\n  - {pages: a, go: {package: a, out: ./a/}}\n  - {pages: b, go: {package: b, out: b/c}}\n  - {pages: c/d, go: {package: c, out: c}}\n  - {pages: e, go: {package: e, out: x/y}, openapi: {out: x/y/z.yaml}}\n  - {pages: f, go: {package: f, out: X/../X/Y}, openapi: {out: a/x.yaml}}\n",
		want: []string{
			`3:38 "./a/" bad-config-value: the output a is the pages folder a`,
			`4:38 "b/c" bad-config-value: the output b/c is inside the pages folder b`,
			`5:40 "c" bad-config-value: the output c has inside it the pages folder c/d`,
			`6:59 "x/y/z.yaml" bad-config-value: the openapi output x/y/z.yaml is inside another one, x/y`,
			`7:38 "X/../X/Y" bad-config-value: the go output X/Y goes where another one goes, x/y`,
			`7:38 "X/../X/Y" bad-config-value: the go output X/Y has inside it another one, x/y/z.yaml`,
			`7:64 "a/x.yaml" bad-config-value: the output a/x.yaml is inside the pages folder a`,
			`7:64 "a/x.yaml" bad-config-value: the openapi output a/x.yaml is inside another one, a`,
		},
	}, {
		name: "the form of old",
		text: "version: 1\nrules: {no-title: off}\npackages:\n  - pages: a\n    package: b\n    out: c\n    base: https://x/\n",
		want: []string{`3:1 "packages" old-config: packages are catalogs now, with the Go package as one of their outputs`},
	}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, map[string]string{FileName: test.text})
			_, found, err := Load(Flags{}, root, language())
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
		"one output under two paths": {pages: "docs", out: "other/gen", other: "away/gen", want: "goes where another one goes"},
	} {
		t.Run(name, func(t *testing.T) {
			text := fmt.Sprintf("version: 1\ncatalogs:\n  - {pages: %s, go: {package: a, out: %s}}\n", test.pages, test.out)
			if test.other != "" {
				text += fmt.Sprintf("  - {pages: more, go: {package: b, out: %s}}\n", test.other)
			}
			root := tree(t, map[string]string{FileName: text, "docs/problems/": "", "other/": "", "more/": ""})
			for from, to := range map[string]string{"linked": "docs", "docs/away": "../other", "away": "other", "nowhere": "not-there"} {
				if err := os.Symlink(to, filepath.Join(root, filepath.FromSlash(from))); err != nil {
					t.Skip(err)
				}
			}
			_, found, err := Load(Flags{}, root, language())
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
catalogs:
  - pages: docs
    go: {package: p, out: out}
    paths:
      - path: "legacy/**"
        rules: {a: off, c: off}
      - path: "**/kept.md"
        rules: {b: error}
    rules: {b: note}
  - {pages: more, go: {package: q, out: q}}
rules: {a: warning}
`})
	c, found, err := Load(Flags{}, root, language())
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	docs, more := c.Catalogs[0], c.Catalogs[1]
	for _, test := range []struct {
		of         Catalog
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
		{docs, "c", "legacy/x.md", "off"},
		{more, "b", "x.md", "none"},
		{more, "a", "legacy/x.md", "warning"},
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
	unmatched := docs.Unmatched([]string{"x.md", "legacy/y.md"})
	if len(unmatched) != 1 || unmatched[0].Path != "**/kept.md" || unmatched[0].PathAt.Text() != `"**/kept.md"` {
		t.Errorf("unmatched: %v", unmatched)
	}
}

// TestSelects holds what is a page by the configuration.
func TestSelects(t *testing.T) {
	c := Catalog{Include: []string{"orders/**", "*.mdx"}, Exclude: []string{"**/overview.md"}}
	for page, want := range map[string]bool{"orders/a.md": true, "a.mdx": true, "b.md": false, "orders/overview.md": false} {
		if c.Selects(page) != want {
			t.Errorf("%s: %v", page, !want)
		}
	}
	if !(Catalog{}).Selects("any.md") {
		t.Error("without patterns a file is no page")
	}
}

// TestNewForm holds that the help about a file of the old form is the file in
// the new one, which is read as it stands.
func TestNewForm(t *testing.T) {
	const old = "# ours\nversion: 1\nrules: {no-title: off}\npaths: [{path: x.md, rules: {a: note}}]\npackages:\n" +
		"  - pages: docs # the pages\n    package: p\n    out: gen/p\n    base: https://x/\n    paths: [{path: y.md, rules: {b: note}}]\n  - {pages: more, package: q, out: gen/q}\n"
	_, found := parse(diag.NewSource(FileName, []byte(old)), language())
	if len(found) != 1 || len(found[0].Help) != 1 {
		t.Fatal(found)
	}
	_, text, _ := strings.Cut(found[0].Help[0], "\n")
	catalogs, found := Parse(FileName, []byte(text+"\n"), language())
	if len(found) > 0 {
		t.Fatalf("%v in\n%s", found, text)
	}
	settings := []Setting{
		{Rule: "no-title", Severity: diag.Off}, {Rule: "a", Severity: diag.Note, Path: "x.md"}, {Rule: "b", Severity: diag.Note, Path: "y.md"},
	}
	docs, more := goPackage("docs", "p", "gen/p"), goPackage("more", "q", "gen/q")
	docs.Base, docs.Settings, more.Settings = "https://x/", settings, settings[:2]
	if diff := cmp.Diff([]Catalog{docs, more}, catalogs, withoutPlaces); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
	for _, comment := range []string{"# ours", "# the pages"} {
		if !strings.Contains(text, comment) {
			t.Errorf("the comment %q is lost in\n%s", comment, text)
		}
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
	if _, _, err := Load(Flags{}, root, language()); err == nil {
		t.Error("no error")
	}
}

func FuzzConfig(f *testing.F) {
	f.Add([]byte(two))
	f.Add([]byte("version: 1\nrules: {a: off}\npaths: [{path: '**', rules: {a: note}}]\ncatalogs: [{pages: &a b, go: {out: *a}}]\n"))
	f.Add([]byte("\xef\xbb\xbfversion: \"1\"\r\ncatalogs:\r\n- pages: |\r\n    a\r\n  base: 'it''s'\r\n"))
	f.Add([]byte("a: &a [*a]\n? [x]\n: !!str y\n<<: *a\n---\n...\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		src := diag.NewSource(FileName, content)
		read, found := parse(src, language())
		for _, d := range found {
			if d.At.Source != src || d.At.Start < 0 || d.At.End < d.At.Start || d.At.End > len(src.Text) {
				t.Errorf("%s at %d to %d of %d", d.Message, d.At.Start, d.At.End, len(src.Text))
			}
			if strings.ContainsAny(d.Message, "\n\r") || len(d.Help) == 0 {
				t.Errorf("message %q, help %q", d.Message, d.Help)
			}
		}
		if len(found) == 0 && len(read.catalogs) == 0 {
			t.Error("neither findings nor a configuration")
		}
	})
}

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

var consoleBlock = regexp.MustCompile("(?ms)^```console\n(.*?)^```$")

// The console blocks of the documentation are run one after the other, each
// document in an empty module of its own: they print what the reader sees.
func TestDocumentsShowWhatCommandsPrint(t *testing.T) {
	documents := []string{"../../README.md", "../../docs/guide.md"}
	texts := map[string]string{}
	for _, name := range documents {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	for _, name := range documents {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile("go.mod", []byte("module example.com/shop\n\ngo 1.26\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			blocks := consoleBlock.FindAllStringSubmatch(texts[name], -1)
			if len(blocks) == 0 {
				t.Fatal("no console blocks")
			}
			for i, block := range blocks {
				if i > 0 {
					writeTexts(t, "docs/problems")
				}
				followConsole(t, block[1])
			}
		})
	}
}

var leftToWrite = regexp.MustCompile(`(?s)when … Say .*? someone\.|Say here what [^"]*`)

// writeTexts does between two blocks what the reader does: it writes what
// problemgen new has left to write.
func writeTexts(t *testing.T, folder string) {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range pages {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		written := leftToWrite.ReplaceAllString(string(page), "when the bank refuses the card.")
		if err := os.WriteFile(name, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// followConsole runs each line that begins with "$ problemgen" and compares
// what comes out with the lines behind it.
func followConsole(t *testing.T, block string) {
	t.Helper()
	for part := range strings.SplitSeq("\n"+block, "\n$ ") {
		if part = strings.TrimPrefix(part, "\n"); part == "" {
			continue
		}
		command, want, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		words := strings.Fields(command)
		if words[0] != "problemgen" {
			t.Fatalf("%s: only problemgen can be shown", command)
		}
		var out bytes.Buffer
		run(t.Context(), words[1:], strings.NewReader(""), &out, &out)
		if got := strings.TrimSuffix(out.String(), "\n"); got != want {
			t.Errorf("%s prints\n%s\nnot\n%s", command, got, want)
		}
	}
}

var shownCommand = regexp.MustCompile("(?m)(?:problemgen|go tool problemgen) ([a-z]+)((?: --?[a-z]+)?)")

// Every command and flag that the documentation names is there.
func TestDocumentsNameWhatThereIs(t *testing.T) {
	for _, name := range documents(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range shownCommand.FindAllStringSubmatch(inCode(string(text)), -1) {
			cmd, _, err := newRoot().Find([]string{m[1]})
			if err != nil || cmd.Name() != m[1] && m[1] != "help" {
				t.Errorf("%s shows problemgen %s, which is no command", name, m[1])
				continue
			}
			if flag := strings.TrimLeft(m[2], " -"); flag != "" && cmd.Flags().Lookup(flag) == nil {
				t.Errorf("%s shows problemgen %s --%s, which is no flag", name, m[1], flag)
			}
		}
	}
}

var code = regexp.MustCompile("(?s)```.*?```|`[^`\n]+`")

// inCode returns the code blocks and code spans of a document.
func inCode(text string) string { return strings.Join(code.FindAllString(text, -1), "\n") }

// documents returns the paths of all documents for people.
func documents(t *testing.T) []string {
	t.Helper()
	names := []string{"../../README.md", "../../CONTRIBUTING.md", "../../SECURITY.md"}
	err := filepath.WalkDir("../../docs", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, ".md") {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

var fencedBlock = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")

// blocks returns the code blocks of the documents in a language, those of the
// rules and of the page format aside, which are pages: their places and texts.
func blocks(t *testing.T, language string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, name := range documents(t) {
		if strings.Contains(name, "/rules/") || strings.Contains(name, "/problems/") || strings.Contains(name, "/page-") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range fencedBlock.FindAllSubmatchIndex(text, -1) {
			if string(text[m[2]:m[3]]) == language {
				line := 1 + strings.Count(string(text[:m[0]]), "\n")
				all[fmt.Sprintf("%s:%d", strings.TrimPrefix(name, "../../"), line)] = string(text[m[4]:m[5]])
			}
		}
	}
	if len(all) == 0 {
		t.Fatalf("no document has a block of %s", language)
	}
	return all
}

// Every configuration that a document shows, whole or in part, is one.
func TestDocumentsShowConfigurations(t *testing.T) {
	shown := 0
	for place, text := range blocks(t, "yaml") {
		switch {
		case strings.HasPrefix(text, "    "): // of a catalog
			text = "version: 1\ncatalogs:\n  - pages: docs\n    base: https://example.com/problems/\n" + text
		case !strings.HasPrefix(text, "version: 1\n"):
			continue
		}
		shown++
		t.Run(place, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if err := os.WriteFile(config.FileName, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			_, found, err := config.Load(config.Flags{PagesOnly: true}, ".", generator.Language())
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				t.Errorf("%v: %s", d.At.Position(), d.Message)
			}
		})
	}
	if shown < 4 {
		t.Errorf("only %d configurations", shown)
	}
}

var commandLine = regexp.MustCompile(`(?m)(?:^|[|&] *|run: *)(?:go tool )?(?:\./|bin/)?problemgen ([^|#\n]*)`)

// Every command line that a document shows can be run: its flags, their values
// and its arguments are such as the command takes.
func TestDocumentsShowCommandLines(t *testing.T) {
	shown := 0
	for _, language := range []string{"sh", "yaml", "console", "go"} {
		for place, text := range blocks(t, language) {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\\\n", " "), "//go:generate ", "")
			for _, m := range commandLine.FindAllStringSubmatch(text, -1) {
				shown++
				cmd, rest, err := newRoot().Find(strings.Fields(m[1]))
				if err == nil {
					err = cmd.ParseFlags(rest)
				}
				if err == nil {
					err = cmd.ValidateArgs(cmd.Flags().Args())
				}
				if err != nil {
					t.Errorf("%s: problemgen %s: %v", place, m[1], err)
				}
			}
		}
	}
	if shown < 15 {
		t.Errorf("only %d command lines", shown)
	}
}

// What documents show of the outputs of the running example is there: responses
// of the OpenAPI document, names of the TypeScript file and of the Go package.
func TestDocumentsNameWhatTheOutputsHave(t *testing.T) {
	openAPI := gen(t, "problems.openapi.yaml")
	_, responses, _ := strings.Cut(openAPI, "\n  responses:")
	shown := []struct{ language, name, in, text string }{
		{"yaml", `#/components/responses/(\w+)`, `(?m)^    NAME:$`, responses},
		{"ts", `problemTypes\.(\w+)`, `(?m)^  NAME: "`, gen(t, "problems.ts")},
		{"ts", `\b(\w+Of|is[A-Z]\w+|parse\w+|problemTypes)\b`, `(?m)^export (?:async )?(?:function|const) NAME\b`, gen(t, "problems.ts")},
		{"go", `\bproblems\.([A-Z]\w+)`, `(?m)^(?:(?:func|type|const|var) |\t)NAME\b`, gen(t, "problems/*.go")},
		{"go", `\bproblemstest\.([A-Z]\w+)`, `(?m)^func NAME\b`, gen(t, "problems/problemstest/*.go")},
		{"go", `\bproblemsite\.([A-Z]\w+)`, `(?m)^(?:(?:func|const|var) |\t)NAME\b`, gen(t, "problems/problemsite/*.go")},
	}
	for _, s := range shown {
		names := 0
		for place, block := range blocks(t, s.language) {
			if strings.HasPrefix(place, "docs/frameworks.md") {
				continue // its pieces of code are compiled
			}
			for _, m := range regexp.MustCompile(s.name).FindAllStringSubmatch(block, -1) {
				names++
				if !regexp.MustCompile(strings.ReplaceAll(s.in, "NAME", m[1])).MatchString(s.text) {
					t.Errorf("%s shows %s, which the output does not have", place, m[0])
				}
			}
		}
		if names == 0 {
			t.Errorf("no document shows %s", s.name)
		}
	}
}

// gen returns generated files of the running example, one behind the other.
func gen(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob("../../gen/" + pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(pattern, err)
	}
	var all strings.Builder
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

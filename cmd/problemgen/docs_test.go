package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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

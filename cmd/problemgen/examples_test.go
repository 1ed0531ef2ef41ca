package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

var exampleCommand = regexp.MustCompile(`(?m)go tool problemgen ([a-z]+)([^\n|>]*)`)

// What people copy from docs/examples names commands and flags that are there,
// and is YAML where it says so.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob("../../docs/examples/*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(filepath.Ext(file), ".y") {
			var any map[string]any
			if err := yaml.Unmarshal(text, &any); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		commands := exampleCommand.FindAllStringSubmatch(string(text), -1)
		if len(commands) == 0 {
			t.Errorf("%s shows no command", file)
		}
		for _, m := range commands {
			cmd, _, err := newRoot().Find([]string{m[1]})
			if err != nil || cmd.Name() != m[1] {
				t.Errorf("%s shows %s, which is no command", file, m[1])
				continue
			}
			if err := cmd.ParseFlags(strings.Fields(m[2])); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
	}
}

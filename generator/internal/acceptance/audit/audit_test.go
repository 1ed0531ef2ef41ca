package audit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var wanted = regexp.MustCompile(`// want (\S+)$`)

// TestAudit holds that the command finds every line that says so, and no other.
func TestAudit(t *testing.T) {
	command := filepath.Join(t.TempDir(), "problemgen")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", command, "./cmd/problemgen")
	build.Dir = "../../../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found := findings(t, exec.CommandContext(t.Context(), command, "audit", "--format", "json"))
	want := expected(t)
	if len(want) < 10 || !maps.Equal(found, want) {
		t.Errorf("found:\n%s\nwant:\n%s", listed(found), listed(want))
	}
}

// findings returns the rules that a run finds broken, by their lines.
func findings(t *testing.T, cmd *exec.Cmd) map[string]string {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, out.Bytes(), errs.Bytes())
	}
	found := map[string]string{}
	for d := json.NewDecoder(&out); ; {
		var finding struct {
			File, Rule string
			Line       int
		}
		switch err := d.Decode(&finding); {
		case errors.Is(err, io.EOF):
			return found
		case err != nil:
			t.Fatal(err)
		}
		found[fmt.Sprintf("%s:%d", finding.File, finding.Line)] = finding.Rule
	}
}

// expected returns the rules that lines say they break.
func expected(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if m := wanted.FindStringSubmatch(line); m != nil {
				want[fmt.Sprintf("%s:%d", filepath.ToSlash(name), i+1)] = m[1]
			}
		}
	}
	return want
}

func listed(rules map[string]string) string {
	var b strings.Builder
	for _, line := range slices.Sorted(maps.Keys(rules)) {
		fmt.Fprintf(&b, "%s %s\n", line, rules[line])
	}
	return b.String()
}

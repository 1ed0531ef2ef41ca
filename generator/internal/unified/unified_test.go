package unified

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What Diff says can be applied by git, which finds every hunk where it is said
// to be.
func TestGitApplies(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		old := text(random, 60)
		changed := edited(random, old)
		apply(t, fmt.Sprintf("a file %d.go", i), old, changed)
	}
	apply(t, "new.go", "", "a\nb\n")
	apply(t, "no end.go", "a\nb", "a\nc\n")
	apply(t, "end gone.go", "a\nb\n", "a\nb")
}

// text returns so many lines, some of them alike.
func text(random *rand.Rand, lines int) string {
	var b strings.Builder
	for range lines {
		fmt.Fprintf(&b, "line %d\n", random.IntN(20))
	}
	return b.String()
}

// edited changes a few lines, adds some and removes some.
func edited(random *rand.Rand, old string) string {
	lines := strings.SplitAfter(old, "\n")
	for range 1 + random.IntN(6) {
		at := random.IntN(len(lines) - 1)
		switch random.IntN(3) {
		case 0:
			lines[at] = "changed\n"
		case 1:
			lines[at] += "added\nand more\n"
		case 2:
			lines[at] = ""
		}
	}
	return strings.Join(lines, "")
}

// apply holds that git makes the new text of the old one, at the lines that the
// hunks name.
func apply(t *testing.T, name, old, changed string) {
	t.Helper()
	dir := t.TempDir()
	from := "a/" + name
	if old == "" {
		from = "/dev/null"
	} else if err := os.WriteFile(filepath.Join(dir, name), []byte(old), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "git", "apply", "--verbose", "-")
	cmd.Dir = dir
	// As it is on every machine: some are told to exchange line ends.
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	cmd.Stdin = strings.NewReader(Diff(from, []byte(old), "b/"+name, []byte(changed)))
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Contains(string(out), "offset") {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
	if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != changed {
		t.Errorf("%s is %q, want %q (%v)", name, got, changed, err)
	}
}

func TestSame(t *testing.T) {
	if got := Diff("a", []byte("x\n"), "b", []byte("x\n")); got != "" {
		t.Errorf("texts that are the same differ: %q", got)
	}
}

package generator_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/internal/manypages"
)

// Pages that are the same at the revision are not read there: it does without
// their objects.
func TestUnchangedPagesAreNotReadTwice(t *testing.T) {
	m := newModule(t)
	if err := manypages.Write(filepath.Join(m.dir, "pages"), 20); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	m.git(t, "init", "-q")
	m.git(t, "add", "pages")
	m.git(t, "commit", "-q", "-m", "pages")
	changed := manypages.New(3)
	for i := range 20 {
		if page := manypages.New(i).Path(); page != changed.Path() {
			object := m.git(t, "rev-parse", "HEAD:pages/"+page)
			if err := os.Remove(filepath.Join(m.dir, ".git", "objects", object[:2], object[2:])); err != nil {
				t.Fatal(err)
			}
		}
	}
	text := bytes.Replace(changed.Markdown(), []byte("what was wrong"), []byte("what went wrong"), 1)
	m.write(t, "pages/"+changed.Path(), string(text))
	compared, err := generator.Breaking(t.Context(), m.options(), generator.Against{Name: "HEAD"})
	if err != nil {
		t.Fatal(err)
	}
	if compared.Pages != 20 || len(compared.Changes) != 1 || compared.Changes[0].Rule != "text-changed" {
		t.Errorf("%d pages, %v", compared.Pages, compared.Changes)
	}
}

// git runs git in the module's folder.
func (m goModule) git(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=Test", "-c", "user.email=test@example.com"}, args...)...)
	cmd.Dir = m.dir
	// As it is on every machine: some are told to exchange line ends.
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

package generator_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator"
)

const ordinaryPage = pageHead + pageTail

// A fileScene is something strange in the file system, and what is found.
type fileScene struct {
	name   string
	meddle func(t *testing.T, root string)
	want   []string
}

// link makes a link, where the system has them.
func link(t *testing.T, to, name string) {
	t.Helper()
	if err := os.Symlink(to, name); err != nil {
		t.Skip(err)
	}
}

// TestHostileFiles holds that neither reading nor writing follows a link or
// waits for a pipe, and that nothing is written where something is in the way.
func TestHostileFiles(t *testing.T) {
	for _, test := range slices.Concat(fileScenes(), systemScenes()) {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			writeFile(t, filepath.Join(root, "pages", "ordinary.md"), ordinaryPage)
			writeFile(t, filepath.Join(root, "secret", "page.md"), ordinaryPage)
			inModule(root)
			test.meddle(t, root)
			before := tree(t, root)
			report := generate(t, root)
			if diff := cmp.Diff(test.want, trimmed(findings(root, report.Findings, test.want))); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(before, tree(t, root)); diff != "" && len(test.want) > 0 {
				t.Errorf("something was written: %s", diff)
			}
		})
	}
}

func trimmed(lines []string) (all []string) {
	for _, line := range lines {
		all = append(all, strings.TrimSuffix(line, "\n"))
	}
	return all
}

func fileScenes() []fileScene {
	generateThen := func(meddle func(t *testing.T, out string)) func(*testing.T, string) {
		return func(t *testing.T, root string) {
			generate(t, root)
			meddle(t, filepath.Join(root, "problems"))
		}
	}
	return []fileScene{{
		name: "paths that differ by case",
		meddle: func(t *testing.T, root string) {
			writeFile(t, filepath.Join(root, "pages", "Ordinary.md"), ordinaryPage)
			if entries, err := os.ReadDir(filepath.Join(root, "pages")); err != nil || len(entries) != 2 {
				t.Skip("this system takes the pages for one", err)
			}
		},
		want: []string{"ordinary.md:1:1: error: page-path-case"},
	}, {
		name: "paths that differ by the form of a letter",
		meddle: func(t *testing.T, root string) {
			if err := os.Rename(filepath.Join(root, "pages", "ordinary.md"), filepath.Join(root, "pages", "\u00e9.md")); err != nil {
				t.Fatal(err)
			}
			writeFile(t, filepath.Join(root, "pages", "e\u0301.md"), ordinaryPage)
			if entries, err := os.ReadDir(filepath.Join(root, "pages")); err != nil || len(entries) != 2 {
				t.Skip("this system takes the pages for one", err)
			}
		},
		want: []string{"\u00e9.md:1:1: error: page-path-case"},
	}, {
		name: "path with a line break",
		meddle: func(t *testing.T, root string) {
			if err := os.WriteFile(filepath.Join(root, "pages", "a\n//go:generate x.md"), nil, 0o644); err != nil {
				t.Skip(err)
			}
		},
		want: []string{"a?:1:1: error: bad-page-path"},
	}, {
		name: "page is a link out of the folder",
		meddle: func(t *testing.T, root string) {
			link(t, "../secret/page.md", filepath.Join(root, "pages", "linked.md"))
		},
		want: []string{"linked.md:1:1: error: irregular-file"},
	}, {
		name: "page is an absolute link",
		meddle: func(t *testing.T, root string) {
			link(t, filepath.Join(root, "secret", "page.md"), filepath.Join(root, "pages", "linked.md"))
		},
		want: []string{"linked.md:1:1: error: irregular-file"},
	}, {
		name:   "page is a link to nothing",
		meddle: func(t *testing.T, root string) { link(t, "nowhere.md", filepath.Join(root, "pages", "linked.md")) },
		want:   []string{"linked.md:1:1: error: irregular-file"},
	}, {
		name:   "page is a link to itself",
		meddle: func(t *testing.T, root string) { link(t, "linked.md", filepath.Join(root, "pages", "linked.md")) },
		want:   []string{"linked.md:1:1: error: irregular-file"},
	}, {
		name:   "folder is a link out of the folder",
		meddle: func(t *testing.T, root string) { link(t, "../secret", filepath.Join(root, "pages", "linked")) },
	}, {
		name:   "folder called like a page is a link",
		meddle: func(t *testing.T, root string) { link(t, "../secret", filepath.Join(root, "pages", "linked.md")) },
		want:   []string{"linked.md:1:1: error: irregular-file"},
	}, {
		name: "introduction is a link out of the folder",
		meddle: func(t *testing.T, root string) {
			link(t, "../secret/page.md", filepath.Join(root, "pages", "README.md"))
		},
	}, {
		name:   "output folder is a link",
		meddle: func(t *testing.T, root string) { link(t, "secret", filepath.Join(root, "problems")) },
		want:   []string{"problems:1:1: error: strange-output"},
	}, {
		name:   "output folder is a file",
		meddle: func(t *testing.T, root string) { writeFile(t, filepath.Join(root, "problems"), "mine") },
		want:   []string{"problems:1:1: error: strange-output"},
	}, {
		name: "output file is a link",
		meddle: func(t *testing.T, root string) {
			writeFile(t, filepath.Join(root, "problems", "mine.go"), "package problems\n")
			link(t, "../secret/page.md", filepath.Join(root, "problems", "ordinary_problem.go"))
		},
		want: []string{"problems/ordinary_problem.go:1:1: error: strange-output"},
	}, {
		name: "folder in the output is a link",
		meddle: func(t *testing.T, root string) {
			writeFile(t, filepath.Join(root, "problems", "mine.go"), "package problems\n")
			link(t, "../secret", filepath.Join(root, "problems", "testdata"))
		},
		want: []string{"problems/testdata:1:1: error: strange-output"},
	}, {
		name: "hand-written file where output is to be",
		meddle: func(t *testing.T, root string) {
			writeFile(t, filepath.Join(root, "problems", "ordinary_problem.go"), "package problems\n")
		},
		want: []string{"problems/ordinary_problem.go:1:1: error: foreign-output"},
	}, {
		name: "stale file that was edited",
		meddle: generateThen(func(t *testing.T, out string) {
			appendTo(t, filepath.Join(out, "ordinary_problem.go"), "// mine\n")
			if err := os.Rename(filepath.Join(out, "../pages/ordinary.md"), filepath.Join(out, "../pages/_ordinary.md")); err != nil {
				t.Fatal(err)
			}
			other := strings.NewReplacer("Ordinary", "Other", "ordinary", "other").Replace(ordinaryPage)
			writeFile(t, filepath.Join(out, "../pages/other.md"), other)
		}),
		want: []string{"problems/ordinary_problem.go:1:1: error: edited-stale-output"},
	}}
}

func appendTo(t *testing.T, name, text string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, name, string(data)+text)
}

// TestEditedOutput holds that an edited file of a page that is there is named
// and replaced, and that the files of a page that is gone go as well.
func TestEditedOutput(t *testing.T) {
	root := t.TempDir()
	writeFile(t, filepath.Join(root, "pages", "ordinary.md"), ordinaryPage)
	writeFile(t, filepath.Join(root, "pages", "other.md"), strings.NewReplacer("Ordinary", "Other", "ordinary", "other").Replace(ordinaryPage))
	generate(t, root)
	want := tree(t, filepath.Join(root, "problems"))

	appendTo(t, filepath.Join(root, "problems", "ordinary_problem.go"), "// mine\n")
	report := generate(t, root)
	if len(report.Findings) == 0 || report.Findings[len(report.Findings)-1].Rule != "edited-output" {
		t.Errorf("the edited file is not named: %v", report.Findings)
	}
	if diff := cmp.Diff(want, tree(t, filepath.Join(root, "problems"))); diff != "" {
		t.Error(diff)
	}
	if err := os.Remove(filepath.Join(root, "pages", "other.md")); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(root, "problems", "other_mine.go"), "package problems\n")
	generate(t, root)
	for name := range tree(t, filepath.Join(root, "problems")) {
		if strings.Contains(name, "other") && name != "other_mine.go" {
			t.Errorf("%s is still there", name)
		}
	}
}

// TestPageChangedDuringTheRun rewrites a page all the time. What a run makes of
// it is what one of its versions says, and the next run makes it good.
func TestPageChangedDuringTheRun(t *testing.T) {
	versions := []string{ordinaryPage, strings.ReplaceAll(ordinaryPage, "Text.", "Another text, which is longer.")}
	var outputs []map[string]string
	for _, text := range versions {
		outputs = append(outputs, generated(t, text))
	}
	root := t.TempDir()
	name := filepath.Join(root, "pages", "ordinary.md")
	writeFile(t, name, versions[0])
	stop, stopped := make(chan bool), make(chan error)
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				stopped <- nil
				return
			default:
			}
			// A page that is being saved is whole, or empty for a moment.
			if err := os.WriteFile(name, []byte(versions[i%2]), 0o644); err != nil {
				stopped <- err
				return
			}
		}
	}()
	for range 30 {
		report, err := generator.Generate(t.Context(), options(root))
		if err != nil {
			t.Error(err)
		}
		if err != nil || len(trimmed(findings(root, report.Findings, nil))) > 0 {
			continue // it was empty
		}
		if got := tree(t, filepath.Join(root, "problems")); cmp.Diff(outputs[0], got) != "" && cmp.Diff(outputs[1], got) != "" {
			t.Error("the output is that of neither version")
		}
	}
	close(stop)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	writeFile(t, name, versions[1])
	generate(t, root)
	if diff := cmp.Diff(outputs[1], tree(t, filepath.Join(root, "problems"))); diff != "" {
		t.Error(diff)
	}
}

// TestKilledRuns kills whole runs at any time, two at once. Hand-written files
// stay as they are, and one more run makes everything good.
func TestKilledRuns(t *testing.T) {
	root := t.TempDir()
	for name, text := range slotPages() {
		writeFile(t, filepath.Join(root, "pages", name), text)
	}
	mine := filepath.Join(root, "problems", "mine.go")
	writeFile(t, mine, "package problems\n")
	var runs [2]*exec.Cmd
	for i := range 20 {
		for n := range runs {
			runs[n] = exec.CommandContext(t.Context(), os.Args[0])
			runs[n].Env = append(os.Environ(), generateIn+"="+root)
			if err := runs[n].Start(); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(time.Duration(i) * 10 * time.Millisecond)
		for _, run := range runs {
			_ = run.Process.Kill()
			_ = run.Wait()
		}
		if data, err := os.ReadFile(mine); err != nil || string(data) != "package problems\n" {
			t.Fatalf("the hand-written file is %q, %v", data, err)
		}
		// Pages change between the runs.
		writeFile(t, filepath.Join(root, "pages", "ordinary.md"), strings.Replace(ordinaryPage, "Text.", strings.Repeat("Text. ", i), 1))
	}
	report := generate(t, root)
	if lines := findings(root, report.Findings, nil); len(lines) > 0 {
		t.Error(lines)
	}
	fresh := t.TempDir()
	writePages(t, filepath.Join(fresh, "pages"), tree(t, filepath.Join(root, "pages")))
	generate(t, fresh)
	writeFile(t, filepath.Join(fresh, "problems", "mine.go"), "package problems\n")
	if diff := cmp.Diff(tree(t, filepath.Join(fresh, "problems")), tree(t, filepath.Join(root, "problems"))); diff != "" {
		t.Error(diff)
	}
}

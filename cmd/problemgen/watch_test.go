package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

const cleanPage = `---
title: Not Found
---

There is nothing at this address: ` + "`not_found`" + `.

| Attribute | Type   | Description                 |
|-----------|--------|-----------------------------|
| ` + "`type`" + `    | URL    | Names the problem type.     |
| ` + "`title`" + `   | String | What is wrong, in short.    |
| ` + "`status`" + `  | Number | The HTTP status code.       |
| ` + "`detail`" + `  | String | What is wrong in this case. |

` + "```json" + `
{
  "type": "https://api.example.com/problems/not_found",
  "title": "Not Found",
  "status": 404,
  "detail": "There is no account 4711."
}
` + "```\n"

// A watched folder is linted again when a page is saved, also in a folder that
// came later; an interrupt ends that with the status of the last run.
func TestLintWatch(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, "docs/not-found.md", cleanPage)
	ctx, interrupt := context.WithCancel(t.Context())
	summaries, stderr := io.Pipe()
	status := make(chan int)
	go func() {
		status <- run(ctx, []string{"lint", "--watch", "docs"}, strings.NewReader(""), io.Discard, stderr)
	}()
	hang := time.AfterFunc(time.Minute, func() { summaries.Close() }) // instead of waiting for ever
	defer hang.Stop()
	lines := bufio.NewScanner(summaries)
	await(t, lines, "1 page: no findings")
	save(t, "docs/not-found.md", strings.Replace(cleanPage, `404,`, `404`, 1))
	await(t, lines, "1 page: 1 error")
	save(t, "docs/not-found.md", cleanPage)
	await(t, lines, "1 page: no findings")
	save(t, "docs/later/gone.md", strings.Replace(cleanPage, `404,`, `404`, 1))
	await(t, lines, "2 pages: 1 error")
	save(t, "docs/not-found.md", strings.Replace(cleanPage, "no account", "no `server_error` for account", 1))
	await(t, lines, "2 pages: 1 error")
	save(t, "docs/problemgen.yaml", "version: 1\ncatalogs: [{pages: ., exclude: [later/**]}]\n")
	await(t, lines, "1 page: no findings")
	save(t, "docs/problemgen.yaml", "version: 1\ncatalogs: [{pages: .}]\n")
	await(t, lines, "2 pages: 1 error")
	go io.Copy(io.Discard, summaries)
	interrupt()
	if got := <-status; got != exitFindings {
		t.Errorf("the exit status is %d, want that of the last run, %d", got, exitFindings)
	}
}

// What the pages came to is remembered for as long as the configuration stays
// what it is.
func TestLintWatchRemembers(t *testing.T) {
	t.Chdir(t.TempDir())
	save(t, "docs/not-found.md", cleanPage)
	var l linter
	remembered := func(rules string) *generator.Watch {
		t.Helper()
		save(t, "problemgen.yaml", "version: 1\ncatalogs: [{pages: docs, rules: {"+rules+"}}]\n")
		c, found, err := config.Load(config.Flags{PagesOnly: true}, ".", generator.Language())
		if err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		l.remember(c)
		return l.judged
	}
	first := remembered("no-example: off")
	if first == nil || remembered("no-example: off") != first {
		t.Error("the pages are forgotten when the configuration is read again")
	}
	if remembered("no-example: error") == first {
		t.Error("the pages are remembered when the configuration has changed")
	}
}

// A folder that cannot be read ends the command: nobody can save in it.
func TestLintWatchNowhere(t *testing.T) {
	t.Chdir(t.TempDir())
	var stderr strings.Builder
	if got := run(t.Context(), []string{"lint", "--watch", "docs"}, strings.NewReader(""), io.Discard, &stderr); got != exitFailure {
		t.Errorf("the exit status is %d, want %d", got, exitFailure)
	}
	if !strings.Contains(stderr.String(), "docs") {
		t.Errorf("standard error does not name the folder: %s", &stderr)
	}
}

// save puts a page in its place in one step, as editors do.
func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name+".swp", []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(name+".swp", name); err != nil {
		t.Fatal(err)
	}
}

// await reads lines until one begins with the text.
func await(t *testing.T, lines *bufio.Scanner, text string) {
	t.Helper()
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), text) {
			return
		}
	}
	t.Fatalf("there is no line %q", text)
}

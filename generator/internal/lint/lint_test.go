package lint_test

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lint"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// teapot returns a page that breaks title-mismatch, a warning, and nothing
// else; front is added to its front matter, text to its prose.
func teapot(front, text string) []byte {
	return []byte("---\ntitle: Teapot\n" + front + "---\n\n" + text + "`teapot` is a pot.\n\n" + teapotExample("I am short and stout", 418))
}

func teapotExample(title string, status int) string {
	return "## Example\n\n```json\n{\n  \"type\": \"https://api.example.org/problems/teapot\",\n  \"title\": " +
		strconv.Quote(title) + ",\n  \"status\": " + strconv.Itoa(status) + "\n}\n```\n"
}

func reviewTeapot(data []byte, options lint.Options) []string {
	var found []string
	for _, d := range review(map[string][]byte{"teapot.md": data}, options) {
		found = append(found, d.Severity.String()+" "+d.Rule)
	}
	return found
}

func TestIgnore(t *testing.T) {
	const mismatch = "warning title-mismatch"
	tests := []struct {
		name, front, text string
		want              []string
	}{
		{"none", "", "", []string{mismatch}},
		{"page", "problem:\n  ignore: [title-mismatch]\n", "", nil},
		{"page, in a list of lines", "problem:\n  ignore:\n    - title-mismatch\n", "", nil},
		{"page, by a comment before another block", "", "<!-- problemgen:ignore title-mismatch -->\n",
			[]string{"warning useless-ignore", mismatch}},
		{"another rule", "problem:\n  ignore: [title-varies]\n", "", []string{"warning useless-ignore", mismatch}},
		{"no rule", "problem:\n  ignore: [title-mismatches]\n", "", []string{"warning unknown-rule", mismatch}},
		{"a rule that cannot be", "problem:\n  ignore: [title-mismatch, invalid-json]\n", "", []string{"warning useless-ignore"}},
		{"useless, on purpose", "problem:\n  ignore: [title-mismatch, title-varies, useless-ignore]\n", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := reviewTeapot(teapot(tt.front, tt.text), lint.Options{})
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestIgnoreBlock(t *testing.T) {
	data := "---\ntitle: Teapot\n---\n\n`teapot` is a pot.\n\n## Example\n\n<!-- problemgen:ignore title-mismatch -->\n" +
		strings.TrimPrefix(teapotExample("Short", 418), "## Example\n\n")
	if got := reviewTeapot([]byte(data), lint.Options{}); got != nil {
		t.Errorf("found %q although the block ignores it", got)
	}
}

// TestIgnoreKeepsErrors holds that no page without a fact gets through by
// ignoring what it lacks.
func TestIgnoreKeepsErrors(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"no status", "---\ntitle: Teapot\nproblem:\n  ignore: [no-status, no-example]\n  type: https://api.example.org/teapot\n---\n\n`teapot` is HTTP 418.\n",
			"error no-status"},
		{"the only example is foreign", "---\ntitle: Teapot\nproblem:\n  ignore: [foreign-example]\n---\n\n`teapot` is a pot.\n\n" +
			strings.ReplaceAll(teapotExample("Kettle", 418), "/teapot", "/kettle"), "error foreign-example"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := reviewTeapot([]byte(tt.page), lint.Options{}); !slices.Contains(got, tt.want) {
				t.Errorf("found %q, want %s among them", got, tt.want)
			}
		})
	}
	complete := "---\ntitle: Teapot\nproblem:\n  ignore: [foreign-example]\n  type: https://api.example.org/problems/teapot\n  status: 418\n---\n\n`teapot` is a pot.\n\n" +
		strings.ReplaceAll(teapotExample("Kettle", 418), "/teapot", "/kettle")
	if got := reviewTeapot([]byte(complete), lint.Options{}); got != nil {
		t.Errorf("found %q on a page that has all facts and ignores a foreign example on purpose", got)
	}
}

// TestUselessIgnoreFix repairs lists and comments until nothing is left to
// repair.
func TestUselessIgnoreFix(t *testing.T) {
	tests := []struct{ name, front, text, wantFront, wantText string }{
		{"first of a list", "[title-varies, title-mismatch]", "", "[title-mismatch]", ""},
		{"last of a list", "[title-mismatch, title-varies]", "", "[title-mismatch]", ""},
		{"around one", "[title-varies, title-mismatch, no-example]", "", "[title-mismatch]", ""},
		{"between two", "[title-mismatch, title-varies, unnamed-problem]", "", "[title-mismatch]", ""},
		{"lines", "\n    - title-varies\n    - title-mismatch\n    - no-example", "", "\n    - title-mismatch", ""},
		{"comment", "[title-mismatch]", "<!-- problemgen:ignore title-varies -->\n", "[title-mismatch]", ""},
		{"comment for several", "[title-mismatch]", "<!-- problemgen:ignore title-varies no-example -->\n", "[title-mismatch]", ""},
		{"comment in use", "[title-mismatch]", "<!-- problemgen:ignore title-varies prose-status -->\nOnce it was HTTP 400. ",
			"[title-mismatch]", "<!-- problemgen:ignore prose-status -->\nOnce it was HTTP 400. "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := teapot("problem:\n  ignore: "+tt.front+"\n", tt.text)
			for range 5 {
				found := review(map[string][]byte{"teapot.md": data}, lint.Options{})
				if len(found) == 0 {
					break
				}
				if found[0].Rule != "useless-ignore" || found[0].Fix == nil {
					t.Fatalf("found %s", show(found[0]))
				}
				data, _ = found[0].At.Source.Apply(found[0].Fix.Edits)
			}
			want := teapot("problem:\n  ignore: "+tt.wantFront+"\n", tt.wantText)
			if diff := cmp.Diff(string(want), string(data)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSeverity(t *testing.T) {
	configured := func(rule string, severity diag.Severity) lint.Options {
		return lint.Options{Severity: func(r, page string) (diag.Severity, bool) {
			return severity, r == rule && page == "teapot.md"
		}}
	}
	differentCase := []byte(strings.ReplaceAll(string(teapot("", "")), "I am short and stout", "TEAPOT"))
	noStatus := []byte(strings.ReplaceAll(string(teapot("", "")), ",\n  \"status\": 418", ""))
	tests := []struct {
		name     string
		page     []byte
		rule     string
		severity diag.Severity
		want     string
	}{
		{"raised", teapot("", ""), "title-mismatch", diag.Error, "error title-mismatch"},
		{"lowered", teapot("", ""), "title-mismatch", diag.Note, "note title-mismatch"},
		{"off", teapot("", ""), "title-mismatch", diag.Off, ""},
		{"of another rule", teapot("", ""), "title-varies", diag.Off, "warning title-mismatch"},
		{"off for what is ignored", teapot("problem:\n  ignore: [title-mismatch]\n", ""), "title-mismatch", diag.Off, ""},
		{"a note stays one", differentCase, "title-mismatch", diag.Warning, "note title-mismatch"},
		{"a note is raised", differentCase, "title-mismatch", diag.Error, "error title-mismatch"},
		{"an error that cannot be lowered", noStatus, "no-status", diag.Warning, "error no-status,warning title-mismatch"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := reviewTeapot(tt.page, configured(tt.rule, tt.severity))
			if strings.Join(got, ",") != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// TestCapitalsOfOtherLength reads text whose small letters take fewer bytes:
// places behind it are where they were.
func TestCapitalsOfOtherLength(t *testing.T) {
	text := "The Kelvin sign: " + strings.Repeat("\u212a", 200) + ".\n\n"
	if got := reviewTeapot(teapot("", text), lint.Options{}); !slices.Equal(got, []string{"warning title-mismatch"}) {
		t.Errorf("found %q", got)
	}
}

func TestConfigured(t *testing.T) {
	at := diag.NewSource("problemgen.yaml", []byte("titel-mismatch: off")).Span(0, 14)
	tests := []struct {
		rule     string
		severity diag.Severity
		want     string
	}{
		{"title-mismatch", diag.Off, ""},
		{"invalid-json", diag.Error, ""},
		{"titel-mismatch", diag.Off, "there is no rule titel-mismatch did you mean title-mismatch?"},
		{"invalid-json", diag.Warning, "invalid-json cannot be lowered to warning: nothing can be generated from what it finds "},
	}
	for _, tt := range tests {
		got := ""
		for _, d := range lint.New(lint.Options{}).Configured(tt.rule, tt.severity, at) {
			got += d.Message + " " + d.Label
			if d.Severity != diag.Warning || d.At != at {
				t.Errorf("%s is %s at %v", d.Rule, d.Severity, d.At)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s is %q, want %q", tt.rule, tt.severity, got, tt.want)
		}
	}
}

func TestFolder(t *testing.T) {
	at := diag.NewSource("Page.md", nil).Span(0, 0)
	judged := diag.At(at, "no-example", "judged already")
	judged.Severity = diag.Note
	got := lint.New(lint.Options{}).Folder(diag.List{judged, diag.At(at, "page-path-case", "two files"), diag.At(at, "edited-output", "edited")})
	for i, want := range []diag.Severity{diag.Note, diag.Error, diag.Note} {
		if got[i].Severity != want {
			t.Errorf("%s is %s, want %s", got[i].Rule, got[i].Severity, want)
		}
	}
}

// TestPagesAtOnce judges pages at once; with -race it holds that they share
// nothing that is not guarded.
func TestPagesAtOnce(t *testing.T) {
	linter, resolver := lint.New(lint.Options{}), resolve.New(resolve.Options{})
	catalog := &catalog.Catalog{Problems: make([]*catalog.Problem, 32)}
	found := make([]diag.List, len(catalog.Problems))
	var group sync.WaitGroup
	for i := range catalog.Problems {
		group.Go(func() {
			name := "teapot" + strconv.Itoa(i) + ".md"
			data := strings.NewReplacer("teapot", strings.TrimSuffix(name, ".md"), "short", "short "+strconv.Itoa(i)).Replace(string(teapot("", "")))
			read, inPage := page.Read(name, diag.NewSource(name, []byte(data)))
			p, inProblem := resolver.Page(read)
			catalog.Problems[i], found[i] = p, linter.Page(p, append(inPage, inProblem...))
		})
	}
	group.Wait()
	all := append(slices.Concat(found...), linter.Catalog(catalog, resolver.Catalog(catalog))...)
	if n := all.Count(diag.Warning); n != len(found) || len(all) != n {
		t.Errorf("%d findings, %d of them warnings; want one warning a page", len(all), n)
	}
}

package typescript

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hcnet/problemgen/generator/internal/unified"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/emit/emittest"
	"github.com/hcnet/problemgen/templates"
)

var update = flag.Bool("update", false, "write the golden file")

// The file of problems that have everything is as it was reviewed. That it
// compiles and does what it says is tested in generator/internal/acceptance.
func TestGolden(t *testing.T) {
	c := emittest.Everything()
	m, err := New(c.Heads(), c.Intro)
	if err != nil {
		t.Fatal(err)
	}
	got := emittest.Composed(t, m, c.Problems)
	const file = "testdata/everything.ts"
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error(unified.Diff(file, want, "made", got))
	}
}

// What the fixed part declares, or takes from the platform, has a name that no
// problem has: one that is reserved, or one that begins with a small letter.
func TestReservedNames(t *testing.T) {
	for _, found := range regexp.MustCompile(`\b(?:interface|type|class|enum) ([A-Za-z]+)\b`).FindAllStringSubmatch(code(templates.TypeScript), -1) {
		if name := found[1]; name != strings.ToLower(name[:1])+name[1:] && !isReserved(name) {
			t.Errorf("%s is not reserved", name)
		}
	}
	for _, found := range regexp.MustCompile(`: ([A-Z][A-Za-z]+)[^A-Za-z.]|<([A-Z][A-Za-z]+)|new ([A-Z][A-Za-z]+)`).FindAllStringSubmatch(code(templates.TypeScript), -1) {
		if name := found[1] + found[2] + found[3]; !isReserved(name) && name != "T" {
			t.Errorf("the name %s is used and not reserved", name)
		}
	}
}

// code returns a file without its comments.
func code(file string) string {
	return regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`).ReplaceAllString(file, "")
}

func TestKeys(t *testing.T) {
	for name, want := range map[string]string{
		"NotFound": "notFound", "HTTPError": "httpError", "HTTP": "http", "X": "x", "JSON404": "json404", "OAuthFailed": "oAuthFailed", "ServerURL": "serverURL",
	} {
		if got := key(name); got != want {
			t.Errorf("%s becomes %s, want %s", name, got, want)
		}
	}
}

func TestClashes(t *testing.T) {
	heads := []catalog.Head{{Name: "http_error", GoName: "HTTPError", Page: "a.md"}, {Name: "h_error", GoName: "HttpError", Page: "b.md"}, {GoName: "Response", Page: "c.md"}, {GoName: "Known", Page: "d.md"}}
	var got []string
	for _, c := range Clashes(heads) {
		got = append(got, heads[c.Head].Page+": "+c.Why)
	}
	want := []string{
		"b.md: `http_error` and `h_error` both are problemTypes.httpError in a TypeScript file",
		"c.md: a TypeScript file has Response itself",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := New(heads, catalog.Intro{}); err == nil {
		t.Error("clashing names make a file")
	}
}

func TestComments(t *testing.T) {
	long := strings.Repeat("word ", 19) + "- not an item, 1. nor this, # nor this"
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"One.", "/** One. */\n"},
		{"One.\n\nTwo.", "/**\n * One.\n *\n * Two.\n */\n"},
		{long, "/**\n * " + strings.TrimSpace(strings.Repeat("word ", 19)) + " -\n * not an item, 1. nor this, # nor this\n */\n"},
		{"- " + strings.Repeat("word ", 20) + "end", "/**\n * - " + strings.TrimSpace(strings.Repeat("word ", 19)) + "\n *   word end\n */\n"},
		{"```\n" + strings.Repeat("code ", 30) + "\n```", "/**\n * ```\n * " + strings.TrimSpace(strings.Repeat("code ", 30)) + "\n * ```\n */\n"},
		{"*/ @see {@link x}\u2028\u00a0\u202e//# sourceMappingURL=x", "/** *\\/ \\@see {\\@link x}   /\\/# sourceMappingURL=x */\n"},
	} {
		if diff := cmp.Diff(test.want, comment("", test.text)); diff != "" {
			t.Errorf("%q: %s", test.text, diff)
		}
	}
}

// FuzzText holds that text is the same text in a literal, and nothing but text
// in a comment.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", emittest.Hostile, "*/", "**/", "*\\/", "@", "\\", "\"", "`", "${x}", "\n", "\r", "\u2028", "\u0085", "\ufeff", "\x00", "😀", "```\n*/", "*\u200b/", "@\u00a0ts-ignore"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if string([]rune(s)) != s {
			return // no page holds it: it is not UTF-8
		}
		l := literal(s)
		var got string
		if err := json.Unmarshal([]byte(l), &got); err != nil || got != s {
			t.Errorf("%q is written %s: %v", s, l, err)
		}
		if strings.ContainsAny(l, "\n\r\u2028\u2029") {
			t.Errorf("%q is written on several lines", s)
		}
		c := comment("  ", s, tag("@see", s))
		body, ok := strings.CutSuffix(c, "*/\n")
		if !ok || strings.Contains(body, "*/") || strings.ContainsAny(c, "\r\u2028\u2029\ufeff") {
			t.Errorf("%q is no comment: %q", s, c)
		}
		if strings.Count(strings.ReplaceAll(c, `\@`, ""), "@") != 1 {
			t.Errorf("%q has tags: %q", s, c)
		}
	})
}

// Every kind of type is written and read: a new one has to be added here.
func TestKinds(t *testing.T) {
	members := emittest.Everything().Problems[0].Members
	for kind := catalog.Any; kind <= catalog.Map; kind++ {
		i := slices.IndexFunc(members, func(m *catalog.Member) bool { return m.Type.Kind == kind })
		if i < 0 {
			t.Errorf("nothing is of kind %d", kind)
			continue
		}
		w := typeWriter{names: map[*catalog.Type]string{}}
		if typ := w.typ(members[i].Type); (typ == "unknown") != (kind == catalog.Any) || (shape(members[i].Type) == `"any"`) != (kind == catalog.Any) {
			t.Errorf("kind %d is written %s and read %s", kind, typ, shape(members[i].Type))
		}
	}
}

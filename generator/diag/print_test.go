package diag_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

const page = `---
title: Rate Limit Exceeded
---

| Attribute | Type   |
|-----------|--------|
| detail    | String |

` + "```json\n{\n  \"details\": \"100% of {quota}: wait, or ask\"\n}\n```\n"

// of returns the span of the first occurrence of the text.
func of(t *testing.T, src *diag.Source, text string) diag.Span {
	t.Helper()
	at := bytes.Index(src.Text, []byte(text))
	if at < 0 {
		t.Fatalf("%q is not on the page", text)
	}
	return src.Span(at, at+len(text))
}

// review returns findings of every kind.
func review(t *testing.T) diag.List {
	src := diag.NewSource("docs/problems/rate limit.md", []byte(page))
	member := of(t, src, `"details"`)
	other := diag.NewSource("docs/problems/ünread.md", nil)
	return diag.List{
		{
			Rule:     "misspelt-member",
			Severity: diag.Warning,
			At:       member,
			Message:  "the example has `details`, the table documents `detail`",
			Label:    `did you mean "detail"?`,
			Notes:    []diag.Related{{At: of(t, src, "detail "), Message: "the table names it here"}},
			Subject:  "detail",
			Fix:      diag.Replace(member, `"detail"`, `replace "details" by "detail"`),
		},
		{
			Rule:     "not-json",
			Severity: diag.Error,
			At:       of(t, src, "{\n  \"details\": \"100% of {quota}: wait, or ask\"\n}"),
			Message:  "the example is 100% {wrong}:\x1b[31m it lies, twice",
			Help:     []string{"Write one object.", "Or none."},
			Fix: &diag.Fix{Title: "begin anew", Edits: []diag.Edit{
				{At: of(t, src, "{\n"), New: "{\n\n"},
				{At: of(t, src, "}\n"), New: ""},
			}},
		},
		{
			Rule:     "misspelt-member",
			Severity: diag.Warning,
			At:       member,
			Message:  "again",
		},
		{
			Rule:     "unlinked-page",
			Severity: diag.Note,
			At:       other.Span(0, 0),
			Message:  "no page links to this one",
			Notes:    []diag.Related{{Message: "the folder has 2 pages"}},
		},
		{Rule: "no-pages", Severity: diag.Error, Message: "there is no page"},
	}
}

func rules() []diag.RuleInfo {
	return []diag.RuleInfo{
		{ID: "misspelt-member", Severity: diag.Warning, Purpose: "Examples and tables spell members alike.", URL: "https://example.com/rules/misspelt-member"},
		{ID: "never-broken", Severity: diag.Error, Purpose: "Not to be listed."},
		{ID: "unlinked-page", Severity: diag.Off, Purpose: "Every page is linked to."},
	}
}

func print(t *testing.T, format diag.Format, list diag.List, o diag.Options) string {
	t.Helper()
	var b strings.Builder
	if err := diag.Print(&b, format, list, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrintGolden(t *testing.T) {
	for _, format := range diag.Formats() {
		golden(t, string(format), print(t, format, review(t), diag.Options{Version: "v1.2.3", Rules: rules()}))
		golden(t, string(format)+".none", print(t, format, nil, diag.Options{}))
	}
	golden(t, "text.color", print(t, diag.Text, review(t), diag.Options{Color: true, Rules: rules()}))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "print", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if difference := cmp.Diff(string(want), got); difference != "" {
		t.Errorf("%s (go test ./generator/diag -update writes it anew):\n%s", file, difference)
	}
}

// excerptOf returns what text prints below the heading.
func excerptOf(t *testing.T, d diag.Diagnostic, width int) string {
	t.Helper()
	_, below, _ := strings.Cut(print(t, diag.Text, diag.List{d}, diag.Options{Width: width}), "\n")
	return below
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("before ", 100) + "HERE" + strings.Repeat(" after", 100)
	for _, test := range []struct {
		name, page, span, label string
		width                   int
		want                    string
	}{
		{name: "one line", page: "one\ntwo three\n", span: "three", label: "here",
			want: "  |\n2 | two three\n  |     ^^^^^ here\n"},
		{name: "tabs stay in the indentation", page: "\t\ta b", span: "b",
			want: "  |\n1 | \t\ta b\n  | \t\t  ^\n"},
		{name: "a tab is underlined up to its stop", page: "ab\tc", span: "b\tc",
			want: "  |\n1 | ab\tc\n  |  ^^^^\n"},
		{name: "wide characters", page: "日本 error", span: "error",
			want: "  |\n1 | 日本 error\n  |      ^^^^^\n"},
		{name: "wide characters underlined", page: "a 日本 b", span: "日本",
			want: "  |\n1 | a 日本 b\n  |   ^^^^\n"},
		{name: "combining characters", page: "cafe\u0301 x", span: "x",
			want: "  |\n1 | cafe\u0301 x\n  |      ^\n"},
		{name: "joined emoji", page: "👩‍💻 x", span: "x",
			want: "  |\n1 | 👩‍💻 x\n  |    ^\n"},
		{name: "half of a character marks all of it", page: "e\u0301 x", span: "\u0301",
			want: "  |\n1 | e\u0301 x\n  | ^\n"},
		{name: "byte order mark", page: "\ufeffab", span: "b",
			want: "  |\n1 | ab\n  |  ^\n"},
		{name: "CRLF", page: "a\r\nb\r\n", span: "b",
			want: "  |\n2 | b\n  | ^\n"},
		{name: "several lines", page: "a\nb c  \nd\n", span: "c  \nd",
			want: "  |\n2 | b c  \n  |   ^\n"},
		{name: "the end of a line", page: "ab\ncd", span: "\n", label: "here",
			want: "  |\n1 | ab\n  |   ^ here\n"},
		{name: "an empty span", page: "ab", span: "",
			want: "  |\n1 | ab\n  | ^\n"},
		{name: "an empty file", page: "", span: "", label: "here",
			want: "  |\n1 |\n  | ^ here\n"},
		{name: "two digits", page: strings.Repeat("\n", 9) + "x", span: "x",
			want: "   |\n10 | x\n   | ^\n"},
		{name: "control characters", page: "a\x1b[31m\u202e\x9bb\x00 x", span: "x",
			want: "  |\n1 | a␛[31m<U+202E><9B>b␀ x\n  |                      ^\n"},
		{name: "a long line", page: long, span: "HERE", width: 30,
			want: "  |\n1 | …efore before HERE after after …\n  |               ^^^^\n"},
		{name: "the beginning of a long line", page: long, span: "before", width: 30,
			want: "  |\n1 | before before before before be…\n  | ^^^^^^\n"},
		{name: "the end of a long line", page: long + " LAST", span: "LAST", width: 30,
			want: "  |\n1 | …r after after after after LAST\n  |                            ^^^^\n"},
		{name: "a long span", page: long, span: long[7:], width: 10,
			want: "  |\n1 | …before bef…\n  |  ^^^^^^^^^^\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := diag.NewSource("page.md", []byte(test.page))
			d := diag.Diagnostic{Rule: "rule", Severity: diag.Error, At: of(t, src, test.span), Label: test.label}
			if difference := cmp.Diff(test.want, excerptOf(t, d, test.width)); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// No format may let a page steer the terminal of its reader.
func TestPrintedControlCharacters(t *testing.T) {
	const evil = "\x1b]0;title\x07 \u009b31m \u202e\u2066 \x7f \x00 \U000e0041 \xff"
	src := diag.NewSource("a"+evil+".md", []byte("x"+evil+"y"))
	at := src.Span(0, len(src.Text))
	d := diag.Diagnostic{
		Rule: "rule", Severity: diag.Error, At: at, Message: evil, Label: evil,
		Notes: []diag.Related{{At: at, Message: evil}}, Help: []string{evil}, Subject: evil,
		Fix: diag.Replace(at, evil, evil),
	}
	for _, format := range diag.Formats() {
		printed := print(t, format, diag.List{d}, diag.Options{})
		if got := diag.VisibleLines(printed); got != printed {
			t.Errorf("%s prints hidden characters:\n%q", format, printed)
		}
	}
}

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "",
		"plain ünïcode 日本 👩‍💻":  "plain ünïcode 日本 👩‍💻",
		"a\tb\r\n":              "a␉b␍␊",
		"\x1b\x7f":              "␛␡",
		"\u0085\u061c\u2028":    "<U+0085><U+061C><U+2028>",
		"\ufffe\U0010ffff":      "<U+FFFE><U+10FFFF>",
		"\xc3\x28 \ufffd stays": "<C3>( \ufffd stays",
	} {
		if got := diag.Visible(text); got != want {
			t.Errorf("Visible(%q) = %q, want %q", text, got, want)
		}
	}
	if got, want := diag.VisibleLines("a\tb\r\n\x1b"), "a\tb\r\n␛"; got != want {
		t.Errorf("VisibleLines = %q, want %q", got, want)
	}
}

// A reader of JSON gets the very text back, however hidden it is.
func TestJSONIsExact(t *testing.T) {
	const message = "<a> & \u202e \U000e0041 \x7f \"q\" \u2028"
	printed := print(t, diag.JSON, diag.List{{Rule: "rule", Message: message}}, diag.Options{})
	var finding struct{ Message string }
	if err := json.Unmarshal([]byte(printed), &finding); err != nil {
		t.Fatal(err)
	}
	if finding.Message != message {
		t.Errorf("read back %q, want %q", finding.Message, message)
	}
}

func TestSARIFValidates(t *testing.T) {
	schema := compileSchema(t)
	inserted := diag.NewSource("../a b:c.md", []byte("\ufeffa\r\nb"))
	absolute := diag.NewSource("/srv/pages/x.md", []byte("a"))
	lists := map[string]diag.List{
		"none": nil,
		"all":  review(t),
		"odd places": {
			{Rule: "rule", Severity: diag.Note, Message: "m", At: inserted.Span(3, 3), Fix: diag.Replace(inserted.Span(3, 3), "x\ny", "add x")},
			{Rule: "rule", Severity: diag.Off, Message: "m", At: absolute.Span(0, 1)},
			{Rule: "rule", Severity: diag.Off, Message: "m", Fix: &diag.Fix{Title: "do nothing"}},
		},
	}
	for name, list := range lists {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(print(t, diag.SARIF, list, diag.Options{Rules: rules()})))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(document); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// compileSchema reads the schema that OASIS publishes (errata 01), unchanged.
func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("sarif.json", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("sarif.json")
}

func TestJUnitCounts(t *testing.T) {
	var report struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Cases []struct {
				Failure *struct{} `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(print(t, diag.JUnit, review(t), diag.Options{})), &report); err != nil {
		t.Fatal(err)
	}
	cases, failures := 0, 0
	for _, suite := range report.Suites {
		for _, c := range suite.Cases {
			cases++
			if c.Failure != nil {
				failures++
			}
		}
	}
	if cases != 5 || failures != 2 || report.Tests != cases || report.Failures != failures {
		t.Errorf("%d cases, %d failures, counted as %d and %d; want 5 and 2", cases, failures, report.Tests, report.Failures)
	}
}

func TestSummary(t *testing.T) {
	for _, test := range []struct {
		severities []diag.Severity
		pages      int
		want       string
	}{
		{nil, 0, "0 pages: no findings"},
		{nil, 1, "1 page: no findings"},
		{[]diag.Severity{diag.Note, diag.Error, diag.Warning, diag.Warning}, 12, "12 pages: 1 error, 2 warnings, 1 note"},
	} {
		var list diag.List
		for _, s := range test.severities {
			list.Add(diag.Diagnostic{Severity: s})
		}
		if got := diag.Summary(list, test.pages); got != test.want {
			t.Errorf("Summary = %q, want %q", got, test.want)
		}
	}
}

func TestPrintErrors(t *testing.T) {
	if err := diag.Print(&strings.Builder{}, "yaml", nil, diag.Options{}); err == nil {
		t.Error("an unknown format is printed")
	}
	for _, format := range diag.Formats() {
		if err := diag.Print(fullDisk{}, format, review(t), diag.Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s: a full disk gives %v", format, err)
		}
	}
}

var errFull = errors.New("no space left")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

// Whatever page and span: printing ends, and prints what can be read.
func FuzzPrint(f *testing.F) {
	f.Add("a\tb\r\n日本\x1b", 1, 4, 20)
	f.Add("", 0, 0, 0)
	f.Add(strings.Repeat("e\u0301", 300), 200, 210, 5)
	f.Fuzz(func(t *testing.T, page string, start, end, width int) {
		src := diag.NewSource("p.md", []byte(page))
		if start < 0 || end < start || end > len(src.Text) || width > 1000 {
			t.Skip()
		}
		d := diag.Diagnostic{Rule: "rule", Severity: diag.Error, At: src.Span(start, end), Message: "m", Label: "l"}
		for _, format := range diag.Formats() {
			printed := print(t, format, diag.List{d}, diag.Options{Width: width})
			if !utf8.ValidString(printed) || diag.VisibleLines(printed) != printed {
				t.Errorf("%s: %q", format, printed)
			}
		}
	})
}

package generator_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// repeat returns n pieces of text, each with its number.
func repeat(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// extremePages are pages of the greatest size that the limits let through, in
// one way each. Nearly all of them would be refused if they had one piece more.
func extremePages() map[string]string {
	const rest = "\n## Examples\n\n"
	occurrence := func(members string) string {
		return "```json\n{\"type\": \"https://example.com/problems/extreme\", \"title\": \"Extreme\", \"status\": 400" + members + "}\n```\n\n"
	}
	page := func(front, text, examples string) string {
		return "---\ntitle: Extreme\n" + front + "---\n\n" + text + rest + examples
	}
	table := func(head string, rows ...string) string {
		return "| " + head + " |\n|" + strings.Repeat("---|", strings.Count(head, "|")+1) + "\n" + strings.Join(rows, "") + "\n"
	}
	attributes := func(row string) string {
		return "## Attributes\n\n" + table("Member | Type | Description", repeat(1000, row)) + table("Member | Type | Description", repeat(1000, strings.Replace(row, "%d", "x%d", 1)))
	}
	problem := func(line string) string { return "problem:\n  " + line + "\n" }
	long := strings.Repeat("n", 120)
	return map[string]string{
		"ordinary":                page("", "Text.\n", occurrence("")),
		"members":                 page("", "", occurrence(repeat(4990, `, "a%d": 1`))),
		"members, null":           page("", "", occurrence(repeat(4990, `, "a%d": null`))),
		"members, long":           page("", "", occurrence(repeat(4990, `, "`+long+`%d": "x"`))),
		"objects, one member":     page("", "", occurrence(`, "x": [{"a": 0}`+repeat(2490, `, {"a": %d}`)+`]`)),
		"objects, other members":  page("", "", occurrence(`, "x": [{}`+repeat(2490, `, {"a%d": 1}`)+`]`)),
		"objects in objects":      page("", "", occurrence(repeat(2490, `, "a%d": {"b": 1}`))),
		"objects, long names":     page("", "", occurrence(repeat(2490, `, "`+strings.Repeat("n", 190)+`%d": {"b": 1}`))),
		"members, longest":        page("", "", occurrence(repeat(4990, `, "`+strings.Repeat("n", 185)+`%d": "x"`))),
		"values of all types":     page("", "", occurrence(`, "x": [1`+strings.Repeat(`, "a", [], {}, true`, 1240)+`]`)),
		"deep":                    page("", "", occurrence(strings.Repeat(`, "x": {"a": 1`, 62)+strings.Repeat("}", 62))),
		"deep and wide":           page("", "", occurrence(strings.Repeat(`, "x": {"a": 1`+repeat(75, `, "b%d": 1`), 62)+strings.Repeat("}", 62))),
		"deep and long":           page("", "", occurrence(strings.Repeat(`, "nnnnnnn": {"a": 1`+repeat(75, `, "nnnn%d": 1`), 62)+strings.Repeat("}", 62))),
		"long text":               page("", "", occurrence(`, "x": "`+strings.Repeat(`\u00e9`, 170_000)+`"`)),
		"long number":             page("", "", occurrence(`, "x": `+strings.Repeat("9", 1_000_000))),
		"examples":                page("", "", strings.Repeat(occurrence(""), 500)),
		"examples, named":         page("", "", strings.ReplaceAll(repeat(500, "### Name %d\n\nOCCURRENCE"), "OCCURRENCE", occurrence(""))),
		"examples, one name":      page("", "", strings.Repeat("### Same\n\n"+occurrence(""), 500)),
		"examples, other titles":  page("", "", strings.ReplaceAll(strings.Repeat(occurrence(""), 500), `"Extreme"`, `"Other"`)),
		"examples, members":       page("", "", strings.Repeat(occurrence(repeat(45, `, "a%d": 1`)), 100)),
		"examples, other members": page("", "", repeat(490, strings.ReplaceAll(occurrence(", `a%d`: [1, 1, 1, 1, 1, 1]"), "`a%d`", `"a%d"`))),
		"examples, foreign":       page("", "Text.\n", repeat(500, strings.Replace(occurrence(""), "extreme", "foreign_%d", 1))),
		"examples, broken":        page("", "", strings.Repeat(strings.Replace(occurrence(""), "}", ",}", 1), 5000)),
		"rows":                    page("", attributes("| `a%d` | String | Text. |\n"), occurrence("")),
		"rows and values":         page("", attributes("| `a%d` | Integer | Text. |\n"), occurrence(repeat(1000, `, "a%d": 1`))),
		"rows, doubled":           page("", attributes("| `a` | String | Text%d. |\n"), occurrence("")),
		"rows, unknown types":     page("", attributes("| `a%d` | Strnig | |\n"), occurrence("")),
		"rows, misspelt":          page("", attributes("| `aaaaaaaaaa%dx` | Integer | Text. |\n"), occurrence(repeat(4000, `, "aaaaaaaaaa%dy": 1`))),
		"rows, required":          page("", attributes("| `a%d` | String | Required. |\n"), strings.Repeat(occurrence(""), 500)),
		"rows, deep":              page("", attributes("| `"+strings.Repeat("a.", 50)+"b%d` | String | Text. |\n"), occurrence("")),
		"rows, arrays":            page("", attributes("| `"+strings.Repeat("a[].", 50)+"b%d` | String | Text. |\n"), occurrence("")),
		"columns":                 page("", "## Attributes\n\n"+table("Member"+strings.Repeat(" | c", 62), repeat(1000, "| `a%d` |\n")), occurrence("")),
		"values":                  page("", "## Attributes\n\n"+table("Member | Type | Values", repeat(60, "| `a%d` | String | "+strings.ReplaceAll(repeat(2000, "v%d, "), "%", "%%")+"v |\n")), occurrence("")),
		"values, described":       page("", "## Attributes\n\n"+table("Member | Type | Description", repeat(30, "| `a%d` | String | One of "+strings.ReplaceAll(repeat(500, "`v%d`, "), "%", "%%")+" `v`. |\n")), occurrence(`, "a0": "v1"`)),
		"values, foreign":         page("", "## Attributes\n\n"+table("Member | Type | Values", "| `x` | Array of strings | "+repeat(2500, "v%d, ")+"v |\n"), occurrence(`, "x": [""`+repeat(4980, `, "w%d"`)+`]`)),
		"headers":                 page("", "## Headers\n\n"+table("Header | Type | Description", repeat(1000, "| X-A%d | String | Text. |\n")), occurrence("")),
		"headers, shown":          page("", "", "```http\nHTTP/1.1 400 Bad Request\nContent-Type: application/problem+json\n"+repeat(60_000, "X-A%d: b\n")+strings.TrimPrefix(occurrence(""), "```json")),
		"aliases":                 page(problem("aliases: ["+repeat(500, "https://example.com/problems/former_%d, ")+"]"), "", occurrence("")),
		"members, renamed":        page(problem("members: {"+repeat(500, "a%d: {go: X%[1]d}, ")+"}"), "", occurrence(repeat(4990, `, "a%d": 1`))),
		"members, not there":      page(problem("required: ["+repeat(500, "b%d, ")+"]"), "", occurrence(repeat(4990, `, "a%d": 1`))),
		"ignored rules":           page(problem("ignore: ["+repeat(500, "no-such-rule-%d, ")+"]"), "", occurrence("")),
		"ignore comments":         page("", strings.Repeat("<!-- problemgen:ignore unnamed-problem -->\n\nText.\n\n", 500), occurrence("")),
		"one ignore comment":      page("", "<!-- problemgen:ignore"+strings.Repeat(" no-status", 90_000)+" -->\n\nText.\n", occurrence("")),
		"front matter":            page(repeat(3000, "key_%d: [a, b]\n"), "", occurrence("")),
		"title":                   strings.Replace(page("", "", occurrence("")), "title: Extreme", "title: "+strings.Repeat("Extreme ", 8000), 1),
		"links":                   page("", repeat(6000, "[a](page-%d.md#b)\n\n"), occurrence("")),
		"links, anchors":          page("", repeat(6000, "[a](#b%d)\n\n")+repeat(6000, "# H%d\n"), occurrence("")),
		"links, defined":          page("", repeat(6000, "[a%d](https://example.com/%[1]d)\n\n"), occurrence("")),
		"code spans":              page("", repeat(9000, "`code_%d`\n\n"), occurrence("")),
		"members in prose":        page("", repeat(6000, "The `aa%dx` member.\n\n"), occurrence(repeat(4990, `, "aa%dy": 1`))),
		"statuses":                page("", strings.Repeat("HTTP 404 Not Found\n\n", 9000), occurrence("")),
		"headings":                page("", strings.Repeat("# Same\n", 19_000), occurrence("")),
		"headings, statuses":      page("", repeat(9000, "## Response (40%d)\n\n"), occurrence("")),
		"references":              page("", repeat(3000, "[a][nnnnnnnn%d]\n\n")+repeat(3000, "[mmmmmmmm%d]: https://example.com/\n"), occurrence("")),
		"footnotes":               page("", repeat(6000, "Text[^nnnnnnnn%d].\n\n"), occurrence("")),
		"requests":                page("", repeat(4000, "Send `POST /a%d` to it.\n\n")+"```http\n"+repeat(500, "GET /b%d HTTP/1.1\n\n")+"```\n", occurrence("")),
		"statuses and links":      page("", strings.Repeat(strings.Repeat("HTTP 404, see [a](b.md). ", 400)+"\n\n", 40), occurrence("")),
		"members and a detail":    page("", "", occurrence(repeat(4900, `, "a%d_seconds": 17`)+`, "detail": "`+repeat(9000, "A-%d 5 seconds, ")+`"`)),
		"descriptions, alike":     page("", attributes("| `a%d` | Integer | The a0 in seconds. |\n"), occurrence(repeat(900, `, "a%d": 1`))),
		"members and units":       page("", repeat(6000, "`a%d` is in seconds.\n\n"), occurrence(repeat(4900, `, "a%d": 1`))),
		"list":                    page("", strings.Repeat("- a\n", 9000), occurrence("")),
		"prose":                   page("", strings.Repeat(strings.Repeat("text ", 3000)+"\n\n", 65), occurrence("")),
		"prose, emphasis":         page("", strings.Repeat(strings.Repeat("*a_ ", 500)+"\n\n", 32), occurrence("")),
		"code block":              page("", "    "+strings.Repeat("x ", 500_000)+"\n", occurrence("")),
		"code lines":              page("", strings.Repeat("    x\n", 170_000), occurrence("")),
		"brackets":                page("", strings.Repeat(strings.Repeat(`\[a\] `, 500)+"\n\n", 16), occurrence("")),
		"quotes":                  page("", strings.Repeat(strings.Repeat("''", 5000)+"\n\n", 90), occurrence("")),
	}
}

// TestLimitsBoundTheRun generates from pages at the limits. What is allocated in
// all bounds the memory in use, and is in proportion to the time, which no test
// can hold; -v shows both.
func TestLimitsBoundTheRun(t *testing.T) {
	if testing.Short() || isRace {
		t.Skip("reads many large pages")
	}
	for name, text := range extremePages() {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			writeFile(t, filepath.Join(root, "pages", "extreme.md"), text)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			report := generate(t, root)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			used := (after.TotalAlloc - before.TotalAlloc) >> 20
			rules := map[string]int{}
			for _, d := range report.Findings {
				rules[d.Rule]++
			}
			t.Logf("%4d ms, %4d MB, %d findings, %v", took.Milliseconds(), used, len(report.Findings), rules)
			if used > 256 {
				t.Errorf("a page of %d bytes takes %d MB", len(text), used)
			}
		})
	}
}

// limitRow matches a row of the table of limits: its value and its constant.
var limitRow = regexp.MustCompile("(?m)^\\| [^|]+ \\| ([0-9,]+)( [KM]iB)? \\| `([a-z]+)\\.([A-Za-z]+)` \\|")

// TestLimitsAreDocumented compares the documented limits with the constants, and
// holds that no limit of a page is left out.
func TestLimitsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../docs/limits.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, row := range limitRow.FindAllStringSubmatch(string(doc), -1) {
		value, err := strconv.Atoi(strings.ReplaceAll(row[1], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		value <<= map[string]int{"": 0, " KiB": 10, " MiB": 20}[row[2]]
		documented[row[3]+"."+row[4]] = true
		if got := constants(t, row[3])[row[4]]; got != value {
			t.Errorf("%s.%s is %d, documented is %d", row[3], row[4], got, value)
		}
	}
	for name := range constants(t, "page") {
		if !documented["page."+name] && name != "maxReference" {
			t.Errorf("page.%s is not documented", name)
		}
	}
	if len(documented) < 25 {
		t.Errorf("only %d limits", len(documented))
	}
}

// constants returns the limits that a package declares.
func constants(t *testing.T, pkg string) map[string]int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folderOf(t, pkg), "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(pkg, err)
	}
	found := map[string]int{}
	for _, name := range files {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 || !strings.HasPrefix(strings.ToLower(spec.Names[0].Name), "max") {
				return true
			}
			value, err := types.Eval(fset, nil, token.NoPos, types.ExprString(spec.Values[0]))
			if err == nil && value.Value != nil && value.Value.Kind() == constant.Int {
				n, _ := constant.Int64Val(value.Value)
				found[spec.Names[0].Name] = int(n)
			}
			return true
		})
	}
	return found
}

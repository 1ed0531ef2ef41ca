package page

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
)

// TestForeignCharacters marks what does not belong into a page's text.
func TestForeignCharacters(t *testing.T) {
	const text = ruleForbiddenCharacter
	for name, test := range map[string]struct{ page, rules string }{
		"NUL":                   {front + "a«\x00»b\n", text},
		"escape":                {front + "a«\x1b»[31mb\n", text},
		"delete":                {front + "a«\x7f»b\n", text},
		"C1":                    {front + "é«\u0085»b\n", text},
		"override":              {front + "é «\u202e»b\n", text},
		"isolate":               {front + "«\u2066»b«\u2069»\n", text + " " + text},
		"mark":                  {front + "a«\u200f»\n", text},
		"byte order mark":       {front + "a«\ufeff»b\n", text},
		"lone return":           {front + "a«\r»b\n", text},
		"two returns":           {front + "a«\r»\r\nb\n", text},
		"in an example":         {front + "## Examples\n\n```json\n{\"type\": \"a«\x00»:b\",}\n```\n", text},
		"in front matter":       {"---\ntitle: a«\x07»b\n---\n", text},
		"invalid UTF-8":         {front + "a«\xff\xfe»b\n", ruleNotUTF8},
		"cut off":               {front + "é«\xc3»\n", ruleNotUTF8},
		"surrogate":             {front + "«\xed\xa0\x80»\n", ruleNotUTF8},
		"Latin-1":               {front + "caf«\xe9» and «\xe9»t\xc3\xa9\n", ruleNotUTF8 + " " + ruleNotUTF8},
		"UTF-16":                {"«»\xfe\xff\x00-\x00-", ruleNotUTF8},
		"UTF-16, little":        {"«»\xff\xfe-\x00-\x00", ruleNotUTF8},
		"UTF-16, no mark":       {"«»-\x00-\x00-\x00\n\x00", ruleNotUTF8},
		"replacement, joiner":   {front + "\ufffd \u200d \u2028\n", ""},
		"other scripts":         {front + "日本語 עברית 😀\n", ""},
		"byte order mark first": {"\xef\xbb\xbf" + front, ""},
	} {
		t.Run(name, func(t *testing.T) { checkFound(t, test.page, test.rules) })
	}
}

// checkFound reads a page in which every finding's place is marked byte by
// byte, also where it is not UTF-8.
func checkFound(t *testing.T, marked, rules string) {
	t.Helper()
	var want []bounds
	var clean []byte
	for i := 0; i < len(marked); i++ {
		switch rest := marked[i:]; {
		case strings.HasPrefix(rest, "«"):
			want = append(want, bounds{len(clean), -1})
			i++
		case strings.HasPrefix(rest, "»"):
			want[len(want)-1].stop = len(clean)
			i++
		default:
			clean = append(clean, marked[i])
		}
	}
	src := diag.NewSource("page.md", clean)
	page, found := Read("page.md", src)
	checkSpans(t, src, page)
	var got []bounds
	var names []string
	for _, d := range found {
		got = append(got, bounds{d.At.Start, d.At.End})
		names = append(names, d.Rule)
		checkFix(t, src, d, found)
	}
	if len(got) != len(want) {
		t.Fatalf("findings %v, want them at %v", found, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("finding at %v, want %v", got[i], want[i])
		}
	}
	equal(t, "rules", strings.Join(names, " "), rules)
	equal(t, "partial", page.Partial, len(found) > 0)
}

func TestManyForeignCharacters(t *testing.T) {
	_, found := Read("page.md", diag.NewSource("page.md", []byte(front+strings.Repeat("a\x01", 1000))))
	equal(t, "findings", len(found), maxForeign)
}

// TestLimits marks where each limit is passed, and has a page that does not
// pass it.
func TestLimits(t *testing.T) {
	fill := func(text string, n int) string { return strings.Repeat(text, n/len(text)+1)[:n] }
	table := func(columns int) string {
		return strings.Repeat("|a", columns) + "|\n" + strings.Repeat("|-", columns)
	}
	nested := func(mark string, n int) string { return strings.Repeat(mark, n) }
	for name, test := range map[string]struct{ inside, beyond string }{
		"page": {front + fill("    text\n", MaxSize-len(front)), front + fill("    text\n", MaxSize-len(front)) + "«»\n"},
		"front matter": {
			"---\ntitle: T\n" + fill("#\n", maxFront-10) + "\n---\n",
			"---\n" + fill("#\n", maxFront) + "«»\n---\n",
		},
		"depth of YAML": {
			"---\ntitle: T\na: " + nested("[", 20) + nested("]", 20) + "\n---\n",
			"---\ntitle: T\na: " + nested("[", maxFrontDepth) + "«»[" + nested("]", maxFrontDepth+1) + "\n---\n",
		},
		"depth of TOML": {
			"+++\ntitle = 'T'\na = " + nested("[", 20) + nested("]", 20) + "\n+++\n",
			"+++\ntitle = 'T'\na = " + nested("[", maxFrontDepth+1) + "«»[" + nested("]", maxFrontDepth+2) + "\n+++\n",
		},
		"keys of TOML": {
			"+++\ntitle = 'T'\na" + nested(".a", 20) + " = 1\n+++\n",
			"+++\ntitle = 'T'\na" + nested(".a", maxFrontDepth-1) + ".«»a.a = 1\n+++\n",
		},
		"paragraph":      {front + fill("text ", maxParagraph-1) + "\n", front + fill("text ", maxParagraph) + "«»t\n"},
		"heading":        {front + "# " + fill("text ", maxParagraph-1) + "\n", front + "# " + fill("text ", maxParagraph) + "«»t\n"},
		"setext heading": {front + fill("text ", maxParagraph-1) + "\n---\n", front + fill("text ", maxParagraph) + "«»t\n---\n"},
		"table row":      {front + "|a|\n|-|\n|" + fill("text ", maxParagraph-4) + "|\n", front + "|a|\n|-|\n|" + fill("text ", maxParagraph-1) + "«»t|\n"},
		"marks":          {front + nested("*a", maxMarks-1) + "\n", front + nested("*a", maxMarks) + "«»*a\n"},
		"lines":          {front + nested("a\n", maxMarks) + "\n", front + nested("a\n", maxMarks) + "a«»\nb\n"},
		"marks of a page": {
			front + nested(nested("*a", 1000)+"\n\n", 32),
			front + nested(nested("*a", 1000)+"\n\n", 32) + nested("*a", 736) + "«»*a\n",
		},
		"blocks":     {front + nested("#\n", maxBlocks), front + nested("#\n", maxBlocks) + "«»#\n"},
		"quotes":     {front + nested("> ", maxNesting) + "a\n", front + nested("> ", maxNesting) + "«»> a\n"},
		"lists":      {front + nested("- ", maxNesting) + "a\n", front + nested("- ", maxNesting) + "«»- a\n"},
		"list items": {front + nested("- a\n", (maxBlocks-1)/2) + "\n", front + nested("- a\n", (maxBlocks-1)/2) + "- «»a\n- b\n- c\n"},
		"columns":    {front + table(maxColumns) + "|\n", front + table(maxColumns) + "|«»-|\n"},
		"columns without pipes at the ends": {
			front + nested("a|", maxColumns-1) + "a\n" + nested("-|", maxColumns-1) + "-\n",
			front + nested("a|", maxColumns) + "a\n" + nested("-|", maxColumns) + "«»-\n",
		},
		"rows":        {front + table(2) + "\n" + nested("|a\n", maxRows), front + table(2) + "\n" + nested("|a\n", maxRows) + "«»|a\n"},
		"cells":       {front + table(64) + "\n" + nested("|\n", 900), front + table(64) + "\n" + nested("|\n", 900) + "\n" + table(64) + "\n" + nested("|\n", 122) + "«»|\n"},
		"JSON depth":  {jsonPage(nested("[", maxJSONDepth-1) + nested("]", maxJSONDepth-1)), jsonPage(nested("[", maxJSONDepth-1) + "«[»" + nested("]", maxJSONDepth))},
		"JSON values": {jsonPage("[" + nested("0,", maxValues-4) + "0]"), jsonPage("[" + nested("0,", maxValues-3) + "«0»]")},
		"values of a page": {
			jsonPage("0") + sample("["+nested("0,", maxValues-7)+"0]"),
			jsonPage("0") + sample("["+nested("0,", maxValues-6)+"«0»]"),
		},
		"examples":        {jsonPage("0") + nested(sample("0"), maxSamples-1), jsonPage("0") + nested(sample("0"), maxSamples-1) + strings.Replace(sample("0"), "{", "«{»", 1)},
		"name in JSON":    {jsonPage(`{"` + nested("n", maxPath-1) + `": 1}`), jsonPage(`{«"»` + nested("n", maxPath) + `": 1}`)},
		"name in table":   {front + "|Field|\n|-|\n|" + nested("n", maxPath) + "|\n", front + "|Field|\n|-|\n|«" + nested("n", maxPath+1) + "»|\n"},
		"name":            {settings("name: " + nested("n", maxName)), settings("name: «" + nested("n", maxName+1) + "»")},
		"Go name":         {settings("go: " + nested("N", maxName)), settings("go: «" + nested("N", maxName+1) + "»")},
		"field":           {settings("members: {a: {go: " + nested("N", maxName) + "}}"), settings("members: {a: {go: «" + nested("N", maxName+1) + "»}}")},
		"aliases":         {settings("aliases: [" + nested("a,", maxSettings) + "]"), settings("aliases: [" + nested("a,", maxSettings) + "«b»]")},
		"member settings": {settings("members: {" + numbered("a%d: {},", maxSettings) + "}"), settings("members: {" + numbered("a%d: {},", maxSettings) + "«b»: {}}")},
		"ignores":         {front + "<!-- problemgen:ignore" + nested(" a", maxIgnores) + " -->\n\nText\n", front + "<!-- problemgen:ignore" + nested(" a", maxIgnores) + " «b» c -->\n\nText\n"},
		"rows of a page": {
			front + nested(table(2)+"\n"+nested("|a\n", 500)+"\n", maxPageRows/500),
			front + nested(table(2)+"\n"+nested("|a\n", 500)+"\n", maxPageRows/500) + table(2) + "\n«»|a\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if _, found := Read("page.md", diag.NewSource("page.md", []byte(test.inside))); len(found) > 0 {
				t.Errorf("inside the limit: %s at %s", found[0].Message, place(found[0].At))
			}
			checkFound(t, test.beyond, ruleLimit)
		})
	}
}

// TestSizeOfFile holds that the limit counts what the file has, and not what is
// left of it without carriage returns: no page is cut off in silence.
func TestSizeOfFile(t *testing.T) {
	text := strings.Repeat("    text\r\n", MaxSize/20)
	text += strings.Repeat(" ", MaxSize-len(front)-len(text))
	if _, found := Read("page.md", diag.NewSource("page.md", []byte(front+text))); len(found) > 0 {
		t.Errorf("inside the limit: %s", found[0].Message)
	}
	src := diag.NewSource("page.md", []byte(front+text+"x"))
	_, found := Read("page.md", src)
	if len(found) != 1 || found[0].Rule != ruleLimit || found[0].At.Start != len(src.Text)-1 {
		t.Errorf("beyond the limit: %v", found)
	}
}

func settings(line string) string { return "---\ntitle: T\nproblem:\n  " + line + "\n---\n" }

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func sample(value string) string {
	return "```json\n{\"type\": \"a:b\", \"a\": " + value + "}\n```\n\n"
}

func jsonPage(value string) string {
	return front + "## Examples\n\n```json\n{\"type\": \"a:b\", \"a\": " + value + "}\n```\n"
}

// TestLimitsBoundTheCost reads pages of the greatest size made of whatever
// costs most a byte. What is allocated in all bounds the memory in use; it is
// in proportion to the time, which no test can hold.
func TestLimitsBoundTheCost(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many large pages")
	}
	wide := strings.Repeat("|a", maxColumns) + "\n" + strings.Repeat("|-", maxColumns) + "\n"
	for _, unit := range []string{
		"a\n\n", "a\n", "-\n", "- a\n", "#\n", "# a\n", "> a\n", "***\n", "- - - - - - - - a\n", "1. ", "> ",
		strings.Repeat("- ", 40) + "\n", strings.Repeat("> ", 40) + "a\n",
		"`a` ", "`a`\n\n", "*a_ ", "*a* b\n\n", "[a](", "[a]((((", "[a](<b", "[a](b)\n\n", "[a]: b\n", "[a]: b \"\n", "[a]: b (",
		"![a](", "[![a](b)](c) ", "<a b='", "<a b=\"c\" ", "<a@b.c> ", "&amp;", "\\.", "\\.\n\n", "**a**\n\n",
		"```\n```\n", "```json\n{}\n```\n", "    {\"type\":\n\n", "~~~\n", "<!--\n", "<div>\n", "<!-- problemgen:ignore a -->\n\n",
		":::a\n", ":::a\n:::\n", "!!! a\n", "!!! a\n    ", "<A>\n", "<A>\n</A>\n", "<A\n", "<A b={", "{{< a >}}\n", "{{< a >}}\n{{< /a >}}\n", "{% a %}\n{% enda %}\n",
		"<table>\n<tr><td>a\n\n", "<table><tr><td>a</table>\n\n", "> [!N]\n\n", "**Status:** 404\n", "**Status:** 404\n\n", "a: b, Status: 404, ", "**Type** ",
		"404 Not Found ", "|a\n", "|a|\n|-|\n|x\n\n", "a|b\n-|-\n", wide + strings.Repeat("|\n", 900) + "\n", "|`\\|`\n",
		"```json\n" + strings.Repeat("{\n", 1<<19), "```json\n" + strings.Repeat("{\"a\":[\n", 1<<17),
		"```sh\n" + strings.Repeat("{\"a\":1}\n", 1<<17), "```sh\n" + strings.Repeat("x\n{\"type\":\"a:b\"}\n", 1<<16),
		"```http\n" + strings.Repeat("HTTP/1.1 400 x\n", 1<<16), "\x00",
		"{{< highlight >}}\n", "{{< highlight >}}\n{\"type\": \"a:b\"}\n{{< /highlight >}}\n", "<pre>\n{\"type\": \"a:b\"}\n</pre>\n", "<pre>\n\n", "`c` **d** e\n\n", "**c** d\n", "c\n: d\n\n", "- `c` (d)\n", "<dl><dt>c<dd>d</dl>\n\n", "<dl><dt>c\n\n", "<AField name=\"c\" type=\"d\">\n", "<AField name=\"c\" type=\"d\">e</AField>\n\n",
		"## `c`\n\nHTTP 404. d\n\n", "404 | Not Found | ", "|A|B|\n|-|-|\n|`c`|d e|\n\n", "### `c`\n\n> `optional` **c**: `d`\n\n", "[a](b) \n\n***\n\n",
		"```js\n{type: 'a:b', status: 404, c: '" + strings.Repeat("\"", 1<<19), "```js\n{type:'a:b',status:404," + strings.Repeat("c:'d',", 1<<17), "```js\n{type: 'a:b', status: 404" + strings.Repeat("'", 1<<19),
	} {
		text := front + strings.Repeat(unit, MaxSize/len(unit)+1)
		src := diag.NewSource("page.md", []byte(text[:MaxSize]))
		for _, name := range []string{"page.md", "page.mdx"} {
			if used := allocated(func() { Read(name, src) }); used > 256<<20 {
				t.Errorf("%s of %.20q takes %d MB", name, unit, used>>20)
			}
		}
	}
}

func TestFrontMatterLimitsBoundTheCost(t *testing.T) {
	for _, unit := range []string{
		"[", "{", "? ", "- ", "a: ", "# c\n", "a: 1\n", "\"", "&a ", "!a ", "*a ", ": ", "{a,", "[a,", "[? ", "a:\n# x\n",
		"a.a.", "a = [", "a = {a = ", "[a]\n", "[[a]]\n", "[a.a.a]\n", "a.b = 1\n", "'''",
	} {
		for _, fence := range []string{"---\n", "+++\n"} {
			text := fence + strings.Repeat(unit, maxFront/len(unit)-2) + "\n" + fence
			src := diag.NewSource("page.md", []byte(text))
			if used := allocated(func() { Read("page.md", src) }); used > 64<<20 {
				t.Errorf("front matter of %q takes %d MB", unit, used>>20)
			}
		}
	}
}

// allocated returns how many bytes a function allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

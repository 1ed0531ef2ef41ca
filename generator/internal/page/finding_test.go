package page

import (
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
)

// TestFindings marks, in each page, every place that a finding must be at.
// The rules are those of the findings in their order, or one for all. Where
// a finding has a fix, applying it must leave fewer findings.
func TestFindings(t *testing.T) {
	example := func(code string) string { return front + "## Examples\n\n```json\n" + code + "\n```\n" }
	member := func(code string) string { return example("{\"type\": \"a:b\"" + code + "}") }
	setting := func(lines string) string { return "---\ntitle: T\nproblem:\n" + lines + "\n---\n" }
	for name, test := range map[string]struct{ page, rules string }{
		"clean": {ordinaryPage, ""},

		"unclosed":                {"«---»\ntitle: T\n\nText.\n", ruleUnclosedFrontMatter},
		"unclosed TOML":           {"«+++»\ntitle = \"T\"\n---\n", ruleUnclosedFrontMatter},
		"unclosed, nothing else":  {"«---»", ruleUnclosedFrontMatter},
		"title is a list":         {"---\ntitle: «[a, b]»\n---\n", ruleInvalidSetting},
		"YAML value with a colon": {"---\ntitle: Error«:» the second\n---\n", ruleInvalidFrontMatter},
		"YAML tab":                {"---\ntitle:\n«»\tT\n---\n", ruleInvalidFrontMatter},
		"YAML list":               {"---\n«-» a\n---\n", ruleInvalidFrontMatter},
		"YAML text":               {"---\n«just» text\n---\n", ruleInvalidFrontMatter},
		"YAML flow left open":     {"---\ntitle: T\ntags: [a\n«»---\n", ruleInvalidFrontMatter},
		"anchor":                  {"---\ntitle: «&a» T\n---\n", ruleInvalidFrontMatter},
		"alias":                   {"---\ntitle: «&a» T\nb: *a\n---\n", ruleInvalidFrontMatter},
		"alias bomb":              {"---\ntitle: T\na: «&a» [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n---\n", ruleInvalidFrontMatter},
		"tag":                     {"---\ntitle: «!!binary» aGk=\n---\n", ruleInvalidFrontMatter},
		"tag without a name":      {"---\ntitle: «!»\n a:b\n---\n", ruleInvalidFrontMatter},
		"second document":         {"---\ntitle: T\n...\n«a:» b\n---\n", ruleInvalidFrontMatter},
		"TOML without quotes":     {"+++\ntitle = «T»\n+++\n", ruleInvalidFrontMatter},
		"TOML text left open":     {"+++\ntitle = \"T«\n»+++\n", ruleInvalidFrontMatter},
		"duplicate key":           {"---\ntitle: T\n«title»: U\n---\n", ruleDuplicateKey},
		"duplicate foreign key":   {"---\ntitle: T\na: 1\n«a»: 2\n---\n", ruleDuplicateKey},
		"duplicate setting":       {setting("  name: a\n  «name»: b"), ruleDuplicateKey},
		"duplicate key in TOML":   {"+++\ntitle = \"T\"\n«title» = \"U\"\n+++\n", ruleDuplicateKey},
		"foreign values":          {"---\ntitle: T\nstatus: [1, {a: b}]\nname: {}\n---\n", ""},
		"front matter of a NUL":   {"---\ntitle: T«\x00»\n---\n", ruleForbiddenCharacter},
		"escaped control":         {"---\ntitle: «\"a\\u202eb\"»\n---\n", ruleForbiddenCharacter},
		"title of two lines":      {"---\ntitle: «|\n  a\n  b»\n---\n", ruleForbiddenCharacter},

		"unknown setting":       {setting("  «statsu»: 400"), ruleUnknownKey},
		"unknown, not near any": {setting("  «zzz»: 400"), ruleUnknownKey},
		"unknown TOML setting":  {"+++\ntitle = \"T\"\n[problem]\n«tpye» = \"a:b\"\n+++\n", ruleUnknownKey},
		"unknown of a member":   {setting("  members: {a: {«og»: X}}"), ruleUnknownKey},
		"problem is a text":     {"---\ntitle: T\nproblem: «yes»\n---\n", ruleInvalidSetting},
		"name is a list":        {setting("  name: «[a]»"), ruleInvalidSetting},
		"retired fallback":      {setting("  fallback: true\n  retired: «it is over»"), ruleInvalidSetting},
		"name is empty":         {setting("  name:«»"), ruleInvalidSetting},
		"name is empty text":    {setting("  name: «''»"), ruleInvalidSetting},
		"deprecated: true":      {setting("  deprecated: «true»"), ruleInvalidSetting},
		"status is a text":      {setting("  status: «\"500\"»"), ruleInvalidSetting},
		"status 5e2":            {setting("  status: «5e2»"), ruleInvalidSetting},
		"status 500.5":          {setting("  status: «500.5»"), ruleInvalidSetting},
		"status 0777":           {setting("  status: «0777»"), ruleInvalidSetting},
		"status -1":             {setting("  status: «-1»"), ruleInvalidSetting},
		"status is a word":      {setting("  status: «Not Found»"), ruleInvalidSetting},
		"fallback is a word":    {setting("  fallback: «maybe»"), ruleInvalidSetting},
		"aliases is a text":     {setting("  aliases: «old»"), ruleInvalidSetting},
		"an alias is a list":    {setting("  aliases: [a, «[b]»]"), ruleInvalidSetting},
		"members is a list":     {setting("  members: «[a]»"), ruleInvalidSetting},
		"a member is a text":    {setting("  members: {a: «B»}"), ruleInvalidSetting},

		"trailing comma":          {member(", \"status\": 400«,»"), ruleInvalidJSON},
		"trailing comma in array": {member(", \"a\": [1«,» ]"), ruleInvalidJSON},
		"two commas":              {member(", \"a\": 1,«,»\"b\": 2"), ruleInvalidJSON},
		"missing comma":           {member(" «\"»status\": 400"), ruleInvalidJSON},
		"missing colon":           {member(", \"a\" «1»"), ruleInvalidJSON},
		"missing value":           {example("{\"type\": \"a:b\", \"a\": «}»"), ruleInvalidJSON},
		"single quotes":           {member(", \"a\": «'»b'"), ruleInvalidJSON},
		"single quoted name":      {example("{\n  «'»type': 'a:b'\n}"), ruleInvalidJSON},
		"typographic quotes":      {member(", \"a\": «“»b”"), ruleInvalidJSON},
		"unquoted name":           {example("{ «type»: \"a:b\", \"title\": \"T\" }"), ruleInvalidJSON},
		"comment":                 {member(", «// why»\n\"a\": 1"), ruleInvalidJSON},
		"comment behind a value":  {member(", \"a\": 1 «# why»\n"), ruleInvalidJSON},
		"dots":                    {member(",\n  ...\n"), ""},
		"ellipsis":                {member(",\n  \"a\": …\n"), ""},
		"comments and a comma":    {member(", «// why»\n\"a\": 1, /* b */"), ruleInvalidJSON},
		"comment in jsonc":        {front + "```jsonc\n{\"type\": \"a:b\", // why\n\"status\": 400,}\n// so\n```\n", ""},
		"comments around a break": {front + "```js\n{\"type\": \"a:b\", // why\n\"status\": 400 «\"»a\": 1}\n```\n", ruleInvalidJSON},
		"template":                {member(", \"a\": <status>, <more>, \"b\": [number, ...], \"c\": {code}, ..."), ""},
		"broken template":         {member(", \"a\": <status>, «b»: 1"), ruleInvalidJSON},
		"Python word":             {member(", \"a\": «None»"), ruleInvalidJSON},
		"misspelt literal":        {member(", \"a\": «treu»"), ruleInvalidJSON},
		"leading zero":            {member(", \"status\": «0777»"), ruleInvalidJSON},
		"plus sign":               {member(", \"a\": «+1»"), ruleInvalidJSON},
		"bare point":              {member(", \"a\": «.5»"), ruleInvalidJSON},
		"text over a line":        {member(", \"a\": \"b«»\nc\""), ruleInvalidJSON},
		"tab in a text":           {member(", \"a\": \"b«\t»c\""), ruleInvalidJSON},
		"unknown escape":          {member(", \"a\": \"b«\\x»c\""), ruleInvalidJSON},
		"lone surrogate":          {member(", \"a\": \"b«\\ud800»c\""), ruleInvalidJSON},
		"two lone surrogates":     {member(", \"a\": \"«\\ud800»\\ud800\""), ruleInvalidJSON},
		"missing brace":           {example("{\"type\": \"a:b\"«»"), ruleInvalidJSON},
		"missing bracket":         {example("{\"type\": \"a:b\", \"a\": [1«»"), ruleInvalidJSON},
		"wrong bracket":           {member(", \"a\": [1«}»"), ruleInvalidJSON},
		"brace too many":          {example("{\"type\": \"a:b\"}«}»"), ruleInvalidJSON},
		"two objects":             {example("{\"type\": \"a:b\"}\n«{»\"type\": \"a:b\"}"), ruleInvalidJSON},
		"comma behind the object": {example("{\"type\": \"a:b\"}«,»"), ruleInvalidJSON},
		"text behind the object":  {example("{\"type\": \"a:b\"}\n«and so on»"), ruleInvalidJSON},
		"duplicate member":        {member(", \"a\": {\"b\": 1, «\"b\"»: 2}"), ruleDuplicateMember},
		"duplicate by escape":     {member(", «\"typ\\u0065\"»: 2"), ruleDuplicateMember},
		"deep":                    {member(", \"a\": " + strings.Repeat("[", maxJSONDepth-1) + "«[»"), ruleLimit},
		"empty example":           {front + "## Example\n\n«```json\n```»\n", ruleNotObject},
		"empty object":            {front + "## Example\n\n«```json\n{}\n```»\n", ruleNotObject},
		"array of objects":        {front + "## Example\n\n```json\n«[{\"a\": {\"type\": 1}}]»\n```\n", ruleNotObject},
		"broken, by its members":  {front + "```\n{\"type\": \"a:b\", \"status\": 400«,»}\n```\n", ruleInvalidJSON},
		"broken message":          {front + "```http\nHTTP/1.1 400 Bad\nContent-Type: application/problem+json\n\n{«a»: 1}\n```\n", ruleInvalidJSON},
		"broken in a list":        {front + "## Example\n\n1. One:\n\n   ```json\n   {\n   \"type\": \"a:b\"«,»\n   }\n   ```\n", ruleInvalidJSON},
		"broken in a quote":       {front + "## Example\n\n> ```json\n> {\"type\": \"a:b\",\n> «'»a': 1}\n> ```\n", ruleInvalidJSON},
		"broken, indented":        {front + "## Example\n\n\t{\"type\": \"a:b\",\n\t «a»: 1}\n", ruleInvalidJSON},
		"broken, behind é":        {member(", \"é\": «'»x'"), ruleInvalidJSON},

		"JSON5 with a sign":     {front + "```json5\n{type: 'a:b', status: «+404»}\n```\n", ruleInvalidJSON},
		"JSON5 left open":       {front + "```js\n{type: 'a:b', 'title': 'it\\'s', status: 404«»\n```\n", ruleInvalidJSON},
		"JSON5 names one twice": {front + "## Example\n\n> ```json5\n> {type: 'a \"b\"',\n>  'status': 1, «status»: 2}\n> ```\n", ruleDuplicateMember},
		"JSON5 that reads":      {front + "## Example\n\n```json5\n// é\n{é_1: 'http://a', $b: [{c: 'd\\'e',},], type: \"a:b\", 'f g': '{\"h\": 1}'}\n```\n", ""},

		"column of yes and no": {front + "|A|B|«C»|\n|-|-|-|\n|`d`|string|yes|\n|`e`|string|no|\n\n## Example\n\n```json\n{\"type\": \"a:b\", \"d\": \"f\"}\n```\n", ruleUnreadColumn},
		"column of anything":   {front + "|A|«B»|C|\n|-|-|-|\n|`d`|v2|Some words.|\n\n## Example\n\n```json\n{\"type\": \"a:b\", \"d\": \"f\"}\n```\n", ruleUnreadColumn},
		"column of crosses":    {front + "|A|必須|C|\n|-|-|-|\n|`d`|×|Some words.|\n\n## Example\n\n```json\n{\"type\": \"a:b\", \"d\": \"f\"}\n```\n", ""},
		"table of others":      {front + "|A|B|C|\n|-|-|-|\n|`x`|string|yes|\n\n## Example\n\n```json\n{\"type\": \"a:b\", \"d\": \"f\"}\n```\n", ""},

		"other JSON":              {example("{\"limit\": 1}"), ""},
		"broken JSON of requests": {front + "```json\n{\"amount\": 1,}\n```\n", ""},
		"broken code":             {front + "## Examples\n\n```go\nx := T{\n{\"type\": \"status\",}\n```\n", ""},
		"JSON Schema":             {example("{\"type\": \"object\", \"title\": \"T\", \"properties\": {}}"), ""},
		"empty code block":        {front + "```json\n```\n", ""},

		"ignore without a rule": {front + "<!-- «problemgen:ignore» -->\n\ntext\n", ruleEmptyIgnore},
		"other comments":        {front + "<!-- problemgen:ignored -->\n\n<!-- x -->\ntext <!-- y -->\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			src, want := marked(test.page)
			page, found := Read("page.md", src)
			checkSpans(t, src, page)
			checkSpans(t, src, found)
			var spans []diag.Span
			var rules []string
			for _, d := range found {
				spans, rules = append(spans, d.At), append(rules, d.Rule)
				if d.Message == "" || len(d.Help) == 0 || d.Help[0] == "" {
					t.Errorf("finding without message or help: %+v", d)
				}
				checkFix(t, src, d, found)
			}
			equal(t, "places", places(spans...), want)
			equal(t, "rules", strings.Join(rules, " "), test.rules)
		})
	}
}

// checkFix applies a finding's fix and reads the page again: its rule is
// broken in one place less.
func checkFix(t *testing.T, src *diag.Source, d diag.Diagnostic, found diag.List) {
	t.Helper()
	if d.Fix == nil {
		return
	}
	fixed, _ := src.Apply(d.Fix.Edits)
	_, left := Read("page.md", diag.NewSource("page.md", fixed))
	if countRule(left, d.Rule) >= countRule(found, d.Rule) {
		t.Errorf("fix %q leaves %v in:\n%s", d.Fix.Title, left, fixed)
	}
}

func countRule(found diag.List, rule string) int {
	n := 0
	for _, d := range found {
		if d.Rule == rule {
			n++
		}
	}
	return n
}

package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// TestSamples marks in each page what must be read from it: the samples, and
// in them every value and name.
func TestSamples(t *testing.T) {
	const object = "{«\"type\"»: «\"a:b\"», «\"status\"»: «400»}"
	for name, text := range map[string]string{
		"json":             "```json\n«" + object + "»\n```\n",
		"javascript":       "```javascript\n«" + object + "»\n```\n",
		"text":             "```text\n\n  «" + object + "»\n\n```\n",
		"untagged":         "```\n«" + object + "»\n```\n",
		"tildes":           "~~~ json\n«" + object + "»\n~~~\n",
		"any language":     "```ruby\n«" + object + "»\n```\n",
		"not closed":       "```json\n«" + object + "»",
		"indented":         "    «" + object + "»\n",
		"indented by tabs": "\t«{\n\t\t«\"type\"»: «\"a:b\"»,\n\n\t  «\"status\"»:\t«400»\n\t}»\n",
		"shell":            "```shell\n$ curl -X GET https://x.y/z\n> more\n«" + object + "»\n```\n",
		"shell and prompt": "```console\n$ curl x\n«" + object + "»\n$ echo done\n```\n",
		"zsh's mark":       "```zsh\n% curl x\n«" + object + "»%\n```\n",
		"two in a shell":   "```bash\n$ curl x\n«" + object + "»\n$ curl y\n«" + object + "»\n```\n",
		"request first":    "```sh\ncurl -d @- x <<EOF\n{\n\"amount\": 1\n}\nEOF\n«" + object + "»\n```\n",
		"http":             "```http\n«HTTP/1.1 «400» Bad Request\n«Content-Type»: «application/problem+json»\n\n" + object + "»\n```\n",
		"http/2":           "```http\n«HTTP/2 «400»\n«a»:«»\n«b»:   «c d»  \n...\n\n" + object + "»\n```\n",
		"http, request":    "```http\nPOST /x HTTP/1.1\nHost: y\n\n{\"amount\": 1}\n\n«HTTP/1.1 «400» Bad Request\n\n" + object + "»\n```\n",
		"http, untagged":   "```\n«HTTP/1.1 «400» Bad Request\n\n" + object + "»\n```\n",
		"http, indented":   "    «HTTP/1.1 «400» Bad Request\n    «a»: «b»\n\n    " + object + "»\n",
		"http, no code":    "```http\n«HTTP/1.1 Bad\n\n" + object + "»\n```\n",
		"http, two":        "```http\n«HTTP/1.1 «400» Bad\n\n" + object + "»\n\n«HTTP/1.1 «401» Worse\n\n" + object + "»\n```\n",
		"curl -i":          "```sh\n$ curl -i x\n«HTTP/2 «400»\n«a»: «b»\n\n" + object + "»\n```\n",
		"curl -v":          "```sh\n$ curl -v x\n> GET / HTTP/1.1\n>\n< «HTTP/2 «400»\n< «a»: «b»\n<\n" + object + "»\n```\n",
		"in a list":        "1. One\n\n   ```json\n   «{\n     «\"type\"»: «\"a:b\"»,\n   «\"status\"»: «400»\n   }»\n   ```\n",
		"in a quote":       "> ```json\n> «{\n>   «\"type\"»: «\"a:b\"»,\n>\n> «\"status\"»: «400» }»\n> ```\n",
		"in a quoted list": "> - ```json\n> \t«{«\"type\"»: «\"a:b\"»,\n> \t\t«\"status\"»: «400»}»\n> \t```\n",
		"tabs in a fence":  "- a\n\n\t```json\n\t«{\n\t\t«\"type\"»: «\"a:b\"»,\n  \t«\"status\"»: «400»}»\n\t```\n",
		"é before":         "```json\n«{«\"é\"»: «\"é\\u00e9\\n\"», «\"type\"»: «\"a:b\"»}»\n```\n",
		"values":           "```json\n«{«\"type\"»: «\"a:b\"», «\"a\"»: «[«1», «-0», «1e400», «null», «true», «[]», «{}», «{«\"b\"» : «9007199254740993»}»]»}»\n```\n",
		"announced":        "```http\n«HTTP/1.1 «400» Bad\n«content-type»: «application/problem+json; charset=utf-8»\n\n{«\"reason\"»: «\"x\"»}»\n```\n",
		"by title, status": "```json\n«{«\"title\"»: «\"T\"», «\"status\"»: «400»}»\n```\n",
		"capitals":         "```json\n«{«\"Title\"»: «\"T\"», «\"Status\"»: «400»}»\n```\n",
		"misspelt":         "```json\n«{«\"type\"»: «\"name\"», «\"title\"»: «\"T\"», «\"details\"»: «\"D\"»}»\n```\n",
		"less if awaited":  "## Example\n\n```json\n«{«\"title\"»: «\"T\"», «\"detail\"»: «\"D\"»}»\n```\n",
		"other object":     "```json\n{\"title\": \"T\", \"detail\": \"D\"}\n```\n",
		"Go code":          "```go\nbody := `\n{\"type\": \"a:b\", \"status\": 400}\n`\n```\n",
		"request":          "```http\nPOST /x HTTP/1.1\nHost: y\n\n{\"amount\": 1}\n```\n",
		"a schema":         "```json\n{\"type\": \"object\", \"title\": \"T\", \"properties\": {}}\n```\n",
		"a resource":       "```json\n{\"type\": \"account\", \"status\": \"open\", \"title\": \"T\"}\n```\n",
		"no object":        "```json\n[1]\n```\n",
	} {
		t.Run(name, func(t *testing.T) {
			page, want := readMarked(t, front+text)
			var spans []diag.Span
			for _, s := range page.Samples {
				spans = append(spans, s.At)
				spans = append(spans, spansOf(s.Response)...)
				spans = append(spans, spansOf(s.Body.Members)...)
			}
			spans = slices.DeleteFunc(spans, diag.Span.IsZero)
			equal(t, "places", places(spans...), want)
		})
	}
}

func TestSampleValues(t *testing.T) {
	page, _ := readMarked(t, front+"```http\nHTTP/1.1 429 Too Many  Requests \nRetry-After:  60 \n\n"+
		`{"type": "a:b", "é": "\u00e9\n\ud83d\ude00", "n": 1.50E+2, "t": true, "x": null, "a": [{"b": "c"}]}`+"\n```\n")
	s := page.Samples[0]
	equal(t, "info", s.Info, "http")
	equal(t, "status", s.Response.Status.Value, 429)
	equal(t, "reason", s.Response.Reason, "Too Many  Requests")
	equal(t, "field", s.Response.Fields[0].Name.Value+"="+s.Response.Fields[0].Value.Value, "Retry-After=60")
	equal(t, "text", s.Body.Get("é").Text, "é\n😀")
	equal(t, "number", s.Body.Get("n").Text, "1.50E+2")
	equal(t, "boolean", s.Body.Get("t").Text, "true")
	equal(t, "null", s.Body.Get("x").Kind, catalog.NullValue)
	equal(t, "nested", s.Body.Get("a").Elems[0].Get("b").Text, "c")
}

// TestSampleOfJSON5 reads names without quotation marks, and texts in single ones,
// each with its place.
func TestSampleOfJSON5(t *testing.T) {
	page, found := readMarked(t, front+"```json5\n{ // one\n  type: 'a:b', é_1: 'it\\'s \"here\"', 'n': 12, status: 404, /* two */ a: [{$b: 'http://c'},],\n}\n```\n")
	s := page.Samples[0]
	equal(t, "findings", len(found), 0)
	equal(t, "template", s.Template, false)
	equal(t, "text", s.Body.Get("é_1").Text, `it's "here"`)
	equal(t, "its place", s.Body.Get("é_1").At.Text(), `'it\'s "here"'`)
	equal(t, "number", s.Body.Get("n").Text, "12")
	equal(t, "nested", s.Body.Get("a").Elems[0].Get("$b").Text, "http://c")
	var names []string
	for _, m := range s.Body.Members {
		names = append(names, m.NameAt.Text())
	}
	equal(t, "names", strings.Join(names, " "), "type é_1 'n' status a")
	equal(t, "all", strings.HasSuffix(s.At.Text(), "],\n}"), true)
}

func TestSampleCaptions(t *testing.T) {
	const code = "\n```json\n{\"type\": \"a:b\"}\n```\n"
	for name, test := range map[string]struct{ text, want string }{
		"no heading":               {code, ""},
		"heading":                  {"## Attributes\n" + code, ""},
		"Examples":                 {"## Examples\n" + code, ""},
		"Example response":         {"## Example Response\n" + code, ""},
		"heading below":            {"## Examples\n\n### One\n" + code + "\n### Two\n" + code, "One,Two"},
		"caption below":            {"## Examples\n\n**One**\n" + code + "\n**Two:**\n" + code, "One,Two"},
		"caption below heading":    {"## Examples\n\n### One\n\n**Two**\n" + code, "Two"},
		"heading at its level":     {"## Examples\n\n### One\n\n## Attributes\n" + code, ""},
		"above and below":          {"## Examples\n" + code + "\n### One\n" + code, ",One"},
		"Examples paragraph":       {"Examples:\n\n**One**\n" + code, "One"},
		"Examples caption":         {"**Examples**\n\n**One**\n" + code, "One"},
		"Examples inside Examples": {"## Examples\n\n### One\n\n**Example:**\n" + code, ""},
		"heading names the one":    {"## Example: no funds\n" + code + "\n## Example: no account\n" + code, "Example: no funds,Example: no account"},
		"caption outside":          {"## Attributes\n\n**Example of no funds**\n" + code, "Example of no funds"},
		"caption, then heading":    {"**One**\n\n## Attributes\n" + code, ""},
		"generic caption":          {"**Response body:**\n" + code, ""},
		"inline markup":            {"## Examples\n\n### The `a_b` case\n" + code, "The a_b case"},
	} {
		t.Run(name, func(t *testing.T) {
			page, _ := readMarked(t, front+test.text)
			var captions []string
			for _, s := range page.Samples {
				captions = append(captions, s.Caption.Value)
			}
			equal(t, "captions", strings.Join(captions, ","), test.want)
		})
	}
}

// TestBrokenSampleIsKept makes sure that a page whose example is broken is
// not told that it has none.
func TestBrokenSampleIsKept(t *testing.T) {
	page, _ := Read("page.md", diag.NewSource("page.md", []byte(front+"## Examples\n\n### One\n\n```json\n{\"type\": \"a:b\",}\n```\n")))
	equal(t, "samples", len(page.Samples), 1)
	equal(t, "body", page.Samples[0].Body == nil, true)
	equal(t, "caption", page.Samples[0].Caption.Value, "One")
	equal(t, "partial", page.Partial, true)
}

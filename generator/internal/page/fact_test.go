package page

import (
	"fmt"
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// TestFacts reads labelled values wherever people write them; the places are
// those of the values.
func TestFacts(t *testing.T) {
	const typ = "https://a.example/b"
	for name, test := range map[string]struct {
		text string
		want []string
	}{
		"bold, colon inside":    {"**Type:** `" + typ + "`", []string{"type " + typ + " 1:12"}},
		"bold, colon outside":   {"**Type**: " + typ, []string{"type " + typ + " 1:11"}},
		"bold without colon":    {"**HTTP status** 404", []string{"status [404] 1:17"}},
		"code as label":         {"**`status`:** `404 Not Found`", []string{"status [404] 1:16"}},
		"bullets":               {"- Status code: 409\n- Problem type: <" + typ + ">", []string{"status [409] 1:16", "type " + typ + " 2:18"}},
		"several in one line":   {"**Type:** " + typ + " **Status:** 404 · **Code:** `b`", []string{"type " + typ + " 1:11", "status [404] 1:43", "code b 1:60"}},
		"several by commas":     {"Type: " + typ + ", Status: 404", []string{"type " + typ + " 1:7", "status [404] 1:36"}},
		"a list of statuses":    {"Status: 202 Accepted / 409 Conflict / 425 Too Early (by state)", []string{"status [202 409 425] 1:9"}},
		"statuses with or":      {"Status: 400 or 404", []string{"status [400 404] 1:9"}},
		"a sentence":            {"Status: the upstream's (e.g. 400, 429)", nil},
		"a sentence behind it":  {"Status: 404 is what a client gets", nil},
		"no status":             {"Status: 4xx", nil},
		"no type":               {"**Type:** business\n**URI:** GET /x", nil},
		"another label":         {"The type: " + typ, nil},
		"a quote":               {"> HTTP `422` · `application/problem+json`", []string{"status [422] 1:9"}},
		"a quote with prose":    {"> HTTP 422 is what you get · always", nil},
		"a line alone":          {"HTTP/1.1 404 Not Found", []string{"status [404] 1:10"}},
		"a heading and a value": {"## Status\n\n404 Not Found\n", []string{"status [404] 3:1"}},
		"a heading with both":   {"## Status: 404\n", []string{"status [404] 1:12"}},
		"a heading and a block": {"## Type\n\n```\n" + typ + "\n```\n", []string{"type " + typ + " 4:1"}},
		"a heading and prose":   {"## Status\n\nIt is 404.\n", nil},
		"a sheet":               {"|||\n|-|-|\n|**Type**|`" + typ + "`|\n|Status|404 Not Found|\n", []string{"type " + typ + " 3:12", "status [404] 4:9"}},
		"a sheet with a header": {"|Field|Value|\n|-|-|\n|`status`|`404`|\n|Scope|all|\n", []string{"status [404] 3:12"}},
		"a sheet without one":   {"|Status|404|\n|-|-|\n|Type|`" + typ + "`|\n", []string{"status [404] 1:9", "type " + typ + " 3:8"}},
		"a table of members":    {"|Field|Description|\n|-|-|\n|`type`|Names the problem type.|\n|`status`|The status.|\n", nil},
		"other statuses":        {"|Status|When|\n|-|-|\n|201|It is made.|\n|409|It was there.|\n", nil},
		"front matter":          {"---\nstatus: 404\ntype: " + typ + "\n---\n", []string{"status [404] 2:9", "type " + typ + " 3:7"}},
		"a site's keys":         {"---\nstatus: draft\ntype: docs\nslug: /errors/a\n---\n", nil},
		"a head without a body": {"```http\nHTTP/1.1 404 Not Found\nContent-Type: application/problem+json\n```\n", []string{"status [404] 2:10"}},
	} {
		t.Run(name, func(t *testing.T) {
			page, found := Read("b.md", diag.NewSource("b.md", []byte(test.text)))
			var got []string
			for _, f := range page.Facts {
				got = append(got, factLine(f))
			}
			equal(t, "facts", got, test.want)
			equal(t, "findings", len(found), 0)
		})
	}
}

func factLine(f catalog.Labelled) string {
	name := map[catalog.Label]string{
		catalog.TypeLabel: "type", catalog.StatusLabel: "status", catalog.TitleLabel: "title", catalog.CodeLabel: "code", catalog.MembersLabel: "members",
	}[f.Label]
	value, at := f.Value.Value, f.Value.At
	if f.Label == catalog.StatusLabel {
		var codes []int
		for _, s := range f.Statuses {
			codes = append(codes, s.Value)
		}
		value, at = fmt.Sprint(codes), f.Statuses[0].At
	}
	return fmt.Sprintf("%s %s %d:%d", name, value, at.Position().Line, at.Position().Column)
}

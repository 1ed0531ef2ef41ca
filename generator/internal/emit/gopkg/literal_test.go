package gopkg

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// An example's header is written as the generated package reads it: a comma in
// quotation marks parts nothing there, and true has several spellings.
func TestHeaderLiterals(t *testing.T) {
	for _, test := range []struct {
		kind       catalog.Kind
		text, want string
	}{
		{catalog.Array, `a, "b, c" ,, d`, `[]string{"a", "\"b, c\"", "d"}`},
		{catalog.Array, `"a \" b, c`, `[]string{"\"a \\\" b, c"}`},
		{catalog.Array, ` , `, ""},
		{catalog.Boolean, "TRUE", "true"},
		{catalog.Boolean, "yes", ""},
		{catalog.Number, "NaN", ""},
		{catalog.Number, "1e3", "1000.0"},
		{catalog.Integer, "+5", "5"},
	} {
		got := ""
		if code := headerLiteral(test.kind, test.text); code != nil {
			got = fmt.Sprintf("%#v", code)
		}
		if !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%q becomes %s, want %s", test.text, got, test.want)
		}
	}
}

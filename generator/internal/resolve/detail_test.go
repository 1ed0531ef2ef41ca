package resolve

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// A detail that speaks of one occurrence is no constant of the problem type.
func TestIsParticular(t *testing.T) {
	members := []*catalog.Member{
		{Name: "version", Type: &catalog.Type{Kind: catalog.Integer}},
		{Name: "errors", Type: &catalog.Type{Kind: catalog.Array, Elem: &catalog.Type{
			Kind: catalog.Object, Members: []*catalog.Member{{Name: "pointer", Type: &catalog.Type{Kind: catalog.String}}},
		}}},
	}
	for text, want := range map[string]bool{
		"The server is too busy.":                    false,
		"The client's token isn't valid any more.":   false,
		"The versions differ.":                       false,
		"Version 3 was expected, but it is 5.":       true,
		"The version is not the one that is stored.": true,
		"See `extras`.":                              true,
		"The field 'name' is missing.":               true,
		"The field ‘name’ is missing.":               true,
		"\"x\" is unknown.":                          true,
		"The pointer leads nowhere.":                 true,
		"Try again in ٣ minutes.":                    true,
	} {
		if got := isParticular(text, members); got != want {
			t.Errorf("isParticular(%q) = %t", text, got)
		}
	}
}

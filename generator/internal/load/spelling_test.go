package load

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/hcnet/problemgen/generator/internal/source"
)

// A type URI that is made from the base has the name as the configuration, the
// page or the folder spells it; where none does, one note says so.
func TestSpellingOfMadeTypes(t *testing.T) {
	const base = "https://hall.example/problems/"
	page := func(title, facts string) string {
		return fmt.Sprintf("# %s\n\n**Status:** 409\n%s\nThe hall says no to %s.\n", title, facts, title)
	}
	typed := func(title, name string) string { return page(title, "**Type:** "+base+name+"\n") }
	plain := map[string]string{"seat-taken.md": page("Seat taken", ""), "coatLost.md": page("Coat lost", "")}
	with := func(more map[string]string) map[string]string {
		for name, text := range plain {
			more[name] = text
		}
		return more
	}
	for _, tt := range []struct {
		name, spelling string
		pages          map[string]string
		want           []string
		notes          int
	}{
		{"nobody says", "", plain, []string{"coat_lost", "seat_taken"}, 1},
		{"kebab", "kebab", plain, []string{"coat-lost", "seat-taken"}, 0},
		{"snake", "snake", plain, []string{"coat_lost", "seat_taken"}, 0},
		{"file", "file", plain, []string{"coatLost", "seat-taken"}, 0},
		{"one word needs no spelling", "", map[string]string{"full.md": page("Full", "")}, []string{"full"}, 0},
		{"the page's code", "", map[string]string{"seat-taken.md": page("Seat taken", "**Code:** `SEAT-TAKEN`\n")}, []string{"SEAT-TAKEN"}, 0},
		{"a setting beats the code", "snake", map[string]string{"seat-taken.md": page("Seat taken", "**Code:** `SEAT-TAKEN`\n")}, []string{"seat_taken"}, 0},
		{"the folder's kebab", "", with(map[string]string{"a.md": typed("Aisle shut", "aisle-shut")}), []string{"aisle-shut", "coat-lost", "seat-taken"}, 0},
		{"the folder's snake", "", with(map[string]string{"a.md": typed("Aisle shut", "aisle_shut")}), []string{"aisle_shut", "coat_lost", "seat_taken"}, 0},
		{"the folder's camel", "", with(map[string]string{"a.md": typed("Aisle shut", "aisleShut")}), []string{"aisleShut", "coatLost", "seatTaken"}, 0},
		{"the folder's capitals", "", with(map[string]string{"a.md": typed("Aisle shut", "AISLE_SHUT")}), []string{"AISLE_SHUT", "COAT_LOST", "SEAT_TAKEN"}, 0},
		{"one word shows nothing", "", with(map[string]string{"a.md": typed("Aisle", "aisle")}), []string{"aisle", "coat_lost", "seat_taken"}, 1},
		{"most of the folder", "", with(map[string]string{"a.md": typed("Aisle shut", "aisle-shut"), "b.md": typed("Bar shut", "bar-shut"), "c.md": typed("Cafe shut", "cafe_shut")}),
			[]string{"aisle-shut", "bar-shut", "cafe_shut", "coat-lost", "seat-taken"}, 0},
		{"a folder of two minds", "", with(map[string]string{"a.md": typed("Aisle shut", "aisle-shut"), "c.md": typed("Cafe shut", "cafe_shut")}),
			[]string{"aisle-shut", "cafe_shut", "coat_lost", "seat_taken"}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for name, text := range tt.pages {
				files[name] = &fstest.MapFile{Data: []byte(text)}
			}
			in, err := Read(t.Context(), source.FS(files, "pages"), Options{Base: base, Spelling: tt.spelling})
			if err != nil {
				t.Fatal(err)
			}
			for _, whole := range []int{0, maxWhole} {
				r, err := in.judge(t.Context(), whole)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for i, h := range r.Heads() {
					got = append(got, h.Type[len(base):])
					if again := r.Problem(i); again.Type.Value != h.Type {
						t.Errorf("%s is %s when it is read again", h.Type, again.Type.Value)
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("the types are %q, want %q", got, tt.want)
				}
				notes := 0
				for _, d := range r.Findings {
					if d.Rule == "type-from-name" {
						notes++
					}
				}
				if notes != tt.notes {
					t.Errorf("%d notes, want %d", notes, tt.notes)
				}
			}
		})
	}
}

package gopkg

import (
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Every kind of the model has a row in the table of Go's kinds, and a value
// among those that [everyKind] builds, encodes, serves and reads again.
func TestEveryKindHasItsRow(t *testing.T) {
	shown := map[catalog.Kind]bool{}
	for _, k := range kindsOfMembers() {
		shown[k.typ("X").Kind] = true
	}
	for _, form := range catalog.Kinds() {
		switch {
		case int(form.Kind) >= len(goKinds) || goKinds[form.Kind] == nil:
			t.Errorf("the kind %d (%s) has no row in goKinds: say what its Go type is, and how it is encoded", form.Kind, form.Word)
		case !shown[form.Kind]:
			t.Errorf("the kind %d (%s) has no value in kindsOfMembers", form.Kind, form.Word)
		}
	}
	if extra := len(goKinds) - len(catalog.Kinds()); extra > 0 {
		t.Errorf("goKinds has %d rows of which the model knows nothing", extra)
	}
}

package typescript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// reserved are the names of types that the file declares itself or takes from
// the platform. All others that it declares begin with a small letter, which no
// problem's name does.
var reserved = []string{"KnownProblem", "Problem", "ProblemByType", "ProblemType", "Promise", "Record", "Response", "TextDecoder", "UnknownProblem"}

func isReserved(name string) bool { return slices.Contains(reserved, name) }

// Clashes returns the problems that would have a name that something else has.
func Clashes(heads []catalog.Head) []catalog.Clash {
	var found []catalog.Clash
	keys := map[string]int{}
	for i, h := range heads {
		if h.GoName == "" {
			continue // it has a finding already
		}
		if isReserved(h.GoName) {
			found = append(found, catalog.Clash{Head: i, Other: -1, Why: fmt.Sprintf("a TypeScript file has %s itself", h.GoName)})
		}
		k := key(h.GoName)
		if other, taken := keys[k]; taken {
			found = append(found, catalog.Clash{Head: i, Other: other, Why: fmt.Sprintf("`%s` and `%s` both are problemTypes.%s in a TypeScript file", heads[other].Name, h.Name, k)})
			continue
		}
		keys[k] = i
	}
	return found
}

// key returns the name of a problem type among the others: "notFound".
func key(goName string) string {
	capitals := len(goName) - len(strings.TrimLeft(goName, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if capitals > 1 && capitals < len(goName) && 'a' <= goName[capitals] && goName[capitals] <= 'z' {
		capitals-- // the last one begins a word
	}
	return strings.ToLower(goName[:capitals]) + goName[capitals:]
}

// isTaken reports whether the type of an object inside a problem cannot have the
// name.
func (m *Maker) isTaken(name string) bool { return m.names.Has(name) || isReserved(name) }

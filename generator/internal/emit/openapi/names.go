package openapi

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/schema"
)

// Clashes returns the problems whose components would have a name that another
// component has. Names of schemas and responses count alike: tools make one
// namespace of them.
func Clashes(heads []catalog.Head) []catalog.Clash {
	owners := map[string]int{}
	var found []catalog.Clash
	for i, h := range heads {
		name := responseName(h.GoName)
		if other, taken := owners[name]; taken && h.GoName != "" {
			found = append(found, catalog.Clash{Head: i, Other: other, Why: fmt.Sprintf("`%s` and `%s` both are %s in an OpenAPI document", heads[other].Name, h.Name, name)})
			continue
		}
		owners[name] = i
	}
	for i, h := range heads {
		if h.GoName == "" {
			continue // it has a finding already
		}
		for _, name := range []string{responseName(h.GoName), schemaName(h.GoName)} {
			if isOwn(name) {
				found = append(found, catalog.Clash{Head: i, Other: -1, Why: fmt.Sprintf("an OpenAPI document has %s itself", name)})
			}
		}
		if other, taken := owners[schemaName(h.GoName)]; taken {
			found = append(found, catalog.Clash{Head: i, Other: other, Why: fmt.Sprintf("its schema and the response of %s both are %s in an OpenAPI document", heads[other].Page, schemaName(h.GoName))})
		}
	}
	return found
}

// isOwn reports whether the document has a component of the name that belongs to
// no problem.
func isOwn(name string) bool {
	if name == openProblem || name == knownProblem {
		return true
	}
	digits, ok := strings.CutPrefix(strings.TrimSuffix(name, "Problem"), "Status")
	_, err := strconv.ParseUint(digits, 10, 16)
	return ok && len(digits) == 3 && err == nil
}

// takenBy tells the names that schemas of members cannot have.
func takenBy(heads []catalog.Head) func(name string) bool {
	names := schema.NamesOf(heads)
	return func(name string) bool {
		stem, isSchema := strings.CutSuffix(name, "Problem")
		return isOwn(name) || names.Has(name) || isSchema && names.Has(stem)
	}
}

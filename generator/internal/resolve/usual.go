package resolve

import (
	"strings"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Further spellings, which a folder's type URIs may have.
const (
	spellingCamel    = "camel"    // seatTaken
	spellingPascal   = "pascal"   // SeatTaken
	spellingCapitals = "capitals" // SEAT_TAKEN
)

// spelled returns a name in snake_case in that spelling.
func spelled(name, spelling string) string {
	switch spelling {
	case SpellingKebab:
		return strings.ReplaceAll(name, "_", "-")
	case spellingCapitals:
		return strings.ToUpper(name)
	case spellingCamel, spellingPascal:
		words := strings.Split(name, "_")
		for i, word := range words {
			if word != "" && (i > 0 || spelling == spellingPascal) {
				words[i] = strings.ToUpper(word[:1]) + word[1:]
			}
		}
		return strings.Join(words, "")
	}
	return name
}

// UsualSpelling returns how more than half of the type URIs whose names have
// several words spell them, those aside that are made of the base and a name;
// empty where there is no such way.
func UsualSpelling(heads []catalog.Head) string {
	counts := map[string]int{}
	all := 0
	for _, h := range heads {
		part := lastPart(h.Type)
		name := snake(part)
		if h.TypeMade || !strings.Contains(name, "_") {
			continue
		}
		all++
		for _, spelling := range []string{SpellingSnake, SpellingKebab, spellingCapitals, spellingCamel, spellingPascal} {
			if spelled(name, spelling) == part {
				counts[spelling]++
			}
		}
	}
	for spelling, n := range counts {
		if 2*n > all {
			return spelling
		}
	}
	return ""
}

// typesMade tells once that type URIs are spelled as nobody has said.
func (rs *Resolver) typesMade(problems []*catalog.Problem) diag.List {
	if rs.options.Usual != "" {
		return nil
	}
	var first *catalog.Problem
	made := 0
	for _, p := range problems {
		if p.TypeMade {
			made++
			if first == nil {
				first = p
			}
		}
	}
	if first == nil {
		return nil
	}
	said := "one type URI is"
	if made > 1 {
		said = "the type URIs of several pages are"
	}
	return diag.List{diag.At(first.Type.At, ruleTypeFromName, "%s made of the base and a name in snake_case, such as %s", said, first.Type.Value).
		WithHelp("say how names are spelled behind the base, once for all pages: `spelling: kebab`, `spelling: snake` or `spelling: file` in problemgen.yaml").
		About(catalog.MemberType)}
}

package resolve

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// commonInitialisms are the words that Go writes in capitals throughout.
var commonInitialisms = strings.Fields(`
	ACL API ASCII CPU CSS DB DNS EOF GUID HTML HTTP HTTPS ID IP JSON JWT LHS
	OAUTH QPS RAM RFC RHS RPC SLA SMTP SQL SSH TCP TLS TTL UDP UI UID URI URL
	URN UTC UTF8 UUID VM WWW XDR XML XMPP XSRF XSS`)

// A namer makes Go identifiers of names on the wire.
type namer struct {
	initialisms []string
}

func newNamer(extra []string) namer {
	all := slices.Clone(commonInitialisms)
	for _, word := range extra {
		all = append(all, strings.ToUpper(word))
	}
	return namer{initialisms: all}
}

// exported returns the exported identifier for a name: "ResultXDR" for
// "result_xdr". It returns "" for a name without an ASCII letter at the front
// of what can stand in an identifier.
func (n namer) exported(name string) string {
	var b strings.Builder
	for _, word := range words(name) {
		b.WriteString(n.capitalized(word))
	}
	id := b.String()
	if id == "" || id[0] < 'A' || id[0] > 'Z' {
		return ""
	}
	return id
}

func (n namer) capitalized(word string) string {
	upper := strings.ToUpper(word)
	if slices.Contains(n.initialisms, upper) {
		return upper
	}
	if stem, ok := strings.CutSuffix(upper, "S"); ok && len(stem) > 1 && slices.Contains(n.initialisms, stem) {
		return stem + "s"
	}
	return upper[:1] + strings.ToLower(word[1:])
}

// words splits a name into its runs of ASCII letters and digits; a capital
// after a small letter begins a new one.
func words(name string) []string {
	var found []string
	start := -1
	flush := func(end int) {
		if start >= 0 {
			found = append(found, name[start:end])
		}
		start = -1
	}
	for i := range len(name) {
		c := name[i]
		switch {
		case !isLetter(c) && !isDigit(c):
			flush(i)
		case start < 0:
			start = i
		case isUpper(c) && beginsWord(name, i):
			flush(i)
			start = i
		}
	}
	flush(len(name))
	return found
}

// beginsWord reports whether the capital at i begins a word: it follows a
// small letter or digit, or ends a run of capitals ("HTTPStatus").
func beginsWord(name string, i int) bool {
	if !isUpper(name[i-1]) {
		return true
	}
	return i+1 < len(name) && isLetter(name[i+1]) && !isUpper(name[i+1])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || isUpper(c) }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// snake returns a name in snake_case, or "" where nothing of it is left.
func snake(text string) string {
	return strings.ToLower(strings.Join(words(text), "_"))
}

// fold prepares two names for comparison: case and hyphens do not count.
func fold(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "-", "_")
}

var snakeCase = lazyregexp.New(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// isNameLike reports whether a text looks like the name of a problem type.
func isNameLike(text string) bool { return snakeCase.MatchString(fold(text)) }

// fileName returns the name that a page's path gives.
func fileName(page string) string {
	base := strings.TrimSuffix(path.Base(page), path.Ext(page))
	if isASCII(base) {
		return snake(base)
	}
	return base
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// lastPart returns the part of a type URI that names the problem type: its
// last path segment, without the extension of a document, or its fragment,
// query value or URN part.
func lastPart(uri string) string {
	uri = strings.TrimRight(uri, "/#:=?")
	part := uri[strings.LastIndexAny(uri, "/#:=?")+1:]
	for _, extension := range []string{".html", ".htm", ".md"} {
		if name, ok := strings.CutSuffix(part, extension); ok {
			return name
		}
	}
	return part
}

// windowsDevices are file names that Windows keeps for itself, whatever
// follows a dot.
var windowsDevices = lazyregexp.New(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// Name returns the name of a problem type in snake_case for what a person
// calls it ("card-declined", "Card Declined"), or an error that says what is
// wrong with it.
func Name(text string) (string, error) {
	name := snake(text)
	switch {
	case !isASCII(text) || !snakeCase.MatchString(name):
		return "", fmt.Errorf("%q is no name for a problem type: take letters a–z and digits, a letter first, as card_declined", text)
	case windowsDevices.MatchString(name):
		return "", fmt.Errorf("no file can be called %q on Windows: take a longer name", name)
	}
	return name, nil
}

// Title returns a name as a title: "Card Declined".
func Title(name string) string {
	var b strings.Builder
	for i, word := range words(name) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

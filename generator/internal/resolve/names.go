package resolve

import (
	"bytes"
	"fmt"
	"path"
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
	initialisms map[string]bool
}

func newNamer(extra []string) namer {
	n := namer{initialisms: map[string]bool{}}
	for _, word := range commonInitialisms {
		n.initialisms[word] = true
	}
	for _, word := range extra {
		n.initialisms[strings.ToUpper(word)] = true
	}
	return n
}

// exported returns the exported identifier for a name: "ResultXDR" for
// "result_xdr". It returns "" for a name without an ASCII letter at the front
// of what can stand in an identifier.
func (n namer) exported(name string) string {
	id := make([]byte, 0, 64)
	for start, end := nextWord(name, 0); start < end; start, end = nextWord(name, end) {
		id = n.appendCapitalized(id, name[start:end])
	}
	if len(id) == 0 || !isUpper(id[0]) {
		return ""
	}
	return string(id)
}

func (n namer) appendCapitalized(id []byte, word string) []byte {
	from := len(id)
	for i := range len(word) {
		id = append(id, upper(word[i]))
	}
	added := id[from:]
	stem, isPlural := bytes.CutSuffix(added, []byte("S"))
	switch {
	case n.initialisms[string(added)]:
	case isPlural && len(stem) > 1 && n.initialisms[string(stem)]:
		added[len(stem)] = 's'
	default:
		for i := 1; i < len(added); i++ {
			added[i] = lower(added[i])
		}
	}
	return id
}

// nextWord returns where the next word of a name begins and ends, at the
// offset or behind it; both are the name's end where there is none. Words are
// runs of ASCII letters and digits; a capital after a small letter begins a new
// one.
func nextWord(name string, at int) (start, end int) {
	for start = at; start < len(name) && !isInWord(name[start]); start++ {
	}
	for end = min(start+1, len(name)); end < len(name) && isInWord(name[end]) && !beginsWord(name, end); end++ {
	}
	return start, end
}

func isInWord(c byte) bool { return isLetter(c) || isDigit(c) }

// beginsWord reports whether the character at i, inside a run of letters and
// digits, begins a word: it is a capital that follows a small letter or digit,
// or ends a run of capitals ("HTTPStatus").
func beginsWord(name string, i int) bool {
	if !isUpper(name[i]) {
		return false
	}
	if !isUpper(name[i-1]) {
		return true
	}
	return i+1 < len(name) && isLetter(name[i+1]) && !isUpper(name[i+1])
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || isUpper(c) }
func isUpper(c byte) bool  { return 'A' <= c && c <= 'Z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// lower and upper return an ASCII letter as a small one and as a capital.
func lower(c byte) byte {
	if isUpper(c) {
		c += 'a' - 'A'
	}
	return c
}

func upper(c byte) byte {
	if isSmall(c) {
		c -= 'a' - 'A'
	}
	return c
}

// snake returns a name in snake_case, or "" where nothing of it is left.
func snake(text string) string { return joinWords(text, "_") }

// joinWords returns the words of a text in small letters.
func joinWords(text, separator string) string {
	joined := make([]byte, 0, 64)
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		if len(joined) > 0 {
			joined = append(joined, separator...)
		}
		for i := start; i < end; i++ {
			joined = append(joined, lower(text[i]))
		}
	}
	return string(joined)
}

// fold prepares two names for comparison: case and hyphens do not count.
func fold(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "-", "_")
}

// isSnakeCase reports whether a text is words of small letters and digits, a
// letter first, with single underscores between.
func isSnakeCase(text string) bool {
	if text == "" || !isSmall(text[0]) || strings.HasSuffix(text, "_") || strings.Contains(text, "__") {
		return false
	}
	return strings.IndexFunc(text, func(r rune) bool {
		return r > unicode.MaxASCII || r != '_' && !isSmall(byte(r)) && !isDigit(byte(r))
	}) < 0
}

// isNameLike reports whether a text looks like the name of a problem type.
func isNameLike(text string) bool { return isSnakeCase(fold(text)) }

// fileName returns the name that a page's path gives.
func fileName(page string) string {
	base := stem(page)
	if isASCII(base) {
		return snake(base)
	}
	return base
}

// pathName returns the name that a page's path gives with its folders.
func pathName(page string) string {
	dir := path.Dir(page)
	if strings.EqualFold(strings.TrimSuffix(path.Base(page), path.Ext(page)), "index") {
		dir = path.Dir(dir) // the file is called after its folder
	}
	name := fileName(page)
	if dir == "." || !isASCII(dir) {
		return name
	}
	return snake(dir) + "_" + name
}

// stem returns a page's file name without its extension; that of a folder's
// index is the folder's.
func stem(page string) string {
	name := strings.TrimSuffix(path.Base(page), path.Ext(page))
	if folder := path.Base(path.Dir(page)); strings.EqualFold(name, "index") && folder != "." {
		return folder
	}
	return name
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
	case !isASCII(text) || !isSnakeCase(name):
		return "", fmt.Errorf("%q is no name for a problem type: take letters a–z and digits, a letter first, as card_declined", text)
	case windowsDevices.MatchString(name):
		return "", fmt.Errorf("no file can be called %q on Windows: take a longer name", name)
	}
	return name, nil
}

// Title returns a name as a title: "Card Declined".
func Title(name string) string {
	var b strings.Builder
	for start, end := nextWord(name, 0); start < end; start, end = nextWord(name, end) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToUpper(name[start:start+1]) + name[start+1:end])
	}
	return b.String()
}

// GoName returns the exported identifier for a problem's name.
func (rs *Resolver) GoName(name string) string { return rs.names.exported(name) }

// NameOfType returns the name in snake_case that a type URI ends in, or "".
func NameOfType(uri string) string { return nameOfType(uri) }

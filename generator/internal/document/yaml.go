package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// YAML is written here rather than by a library, with which a thousand pages
// took as long again as it takes to read and judge them. The library reads in
// tests what is written.

// yamlMembers returns the members of a mapping at some depth.
func yamlMembers(o Object, depth int) ([]byte, error) {
	return appendYAMLObject(make([]byte, 0, usual), o, depth), nil
}

func appendYAMLObject(dst []byte, o Object, depth int) []byte {
	for _, m := range o {
		dst = appendKey(appendIndent(dst, depth), m.Name, depth)
		dst = appendYAMLValue(dst, m.Value, depth, depth)
	}
	return dst
}

// appendYAMLList appends the items of a sequence. What an item holds is
// indented by one level, the first line by its dash.
func appendYAMLList(dst []byte, l List, depth int) []byte {
	for _, v := range l {
		start := len(dst) + depth*len(step)
		switch v := v.(type) {
		case Object:
			if len(v) > 0 {
				dst = appendYAMLObject(dst, v, depth+1)
				dst[start] = '-'
				continue
			}
		case List:
			if len(v) > 0 {
				dst = appendYAMLList(dst, v, depth+1)
				dst[start] = '-'
				continue
			}
		}
		dst = append(appendIndent(dst, depth), '-')
		dst = appendYAMLValue(dst, v, depth, depth+1)
	}
	return dst
}

// appendYAMLValue appends a value behind its key or dash, up to the line's end.
// The items of a sequence stand as deep as its key.
func appendYAMLValue(dst []byte, value any, depth, items int) []byte {
	switch v := value.(type) {
	case string:
		if isLines(v) {
			return appendLines(dst, v, depth+1)
		}
		dst = appendText(append(dst, ' '), v)
	case Number:
		dst = append(append(dst, ' '), v...)
	case bool:
		dst = fmt.Append(append(dst, ' '), v)
	case Object:
		if len(v) > 0 {
			return appendYAMLObject(append(dst, '\n'), v, depth+1)
		}
		dst = append(dst, " {}"...)
	case List:
		if len(v) > 0 {
			return appendYAMLList(append(dst, '\n'), v, items)
		}
		dst = append(dst, " []"...)
	default:
		dst = append(dst, " null"...)
	}
	return append(dst, '\n')
}

// appendLines appends a text of several lines as it is.
func appendLines(dst []byte, text string, depth int) []byte {
	dst = append(dst, " |-\n"...)
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			dst = append(appendIndent(dst, depth), line...)
		}
		dst = append(dst, '\n')
	}
	return dst
}

// longestKey is less than the longest key that needs no mark of its own.
const longestKey = 500

// appendKey appends the key of a mapping, with its colon.
func appendKey(dst []byte, name string, depth int) []byte {
	if len(name) < longestKey {
		return append(appendText(dst, name), ':')
	}
	dst = append(appendText(append(dst, "? "...), name), '\n')
	return append(appendIndent(dst, depth), ':')
}

// appendText appends a text that every reader of YAML 1.1 and 1.2 takes for that
// text: plain where no reader can see anything else in it, else in quotes.
func appendText(dst []byte, text string) []byte {
	if isPlain(text) {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == ' ' || unicode.IsPrint(r):
			dst = utf8.AppendRune(dst, r)
		case r > 0xffff:
			dst = fmt.Appendf(dst, `\U%08x`, r)
		default:
			dst = fmt.Appendf(dst, `\u%04x`, r)
		}
	}
	return append(dst, '"')
}

// words are the texts that YAML 1.1 or 1.2 reads as something else; of those
// that do not begin with a letter, isPlain knows.
var words = map[string]bool{
	"true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true, "null": true,
}

// longestWord is the length of the longest of the words.
const longestWord = len("false")

// isPlain reports whether a text can stand without quotes: letters, digits and
// harmless marks, a letter or dollar sign first.
func isPlain(text string) bool {
	if text == "" || !isLetter(text[0]) && text[0] != '$' || text[len(text)-1] == ' ' || len(text) <= longestWord && words[strings.ToLower(text)] {
		return false
	}
	for i := range len(text) {
		if !isPlainByte(text, i) {
			return false
		}
	}
	return true
}

func isPlainByte(text string, i int) bool {
	switch c := text[i]; c {
	case ' ', '_', '-', '.', '/', '+', '(', ')', '$':
		return true
	case ':':
		return i+1 < len(text) && text[i+1] != ' '
	case ',', ';', '\'', '`', '"', '=', '<', '>', '*', '!', '?':
		return i > 0
	default:
		return isLetter(c) || '0' <= c && c <= '9'
	}
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// isLines reports whether a text is several lines that can stand as they are:
// of characters that print, with neither an empty end nor an indented beginning.
func isLines(text string) bool {
	if !strings.Contains(text, "\n") || strings.HasSuffix(text, "\n") || strings.HasPrefix(text, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasSuffix(line, " ") || strings.IndexFunc(line, isUnprintable) >= 0 {
			return false
		}
	}
	return text[0] != ' ' && text[0] != '\t'
}

func isUnprintable(r rune) bool {
	return r == '\ufeff' || r == '\ufffd' || r != '\t' && !unicode.IsPrint(r)
}

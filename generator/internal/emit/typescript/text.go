package typescript

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/hcnet/problemgen/generator/internal/prose"
)

// literal returns a text as a string literal. What does not print is escaped, so
// that no editor and no rule about white space stumbles over it.
func literal(s string) string {
	if isPlain(s) && !strings.ContainsAny(s, "\"\\\n") {
		return `"` + s + `"`
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == ' ' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// isPlain reports whether a text is of ASCII that prints, and line ends.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}

// property returns the name of a member as an interface has it.
func property(name string) string {
	if isIdentifier(name) {
		return name
	}
	return literal(name)
}

func isIdentifier(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !isLetter(c) && c != '_' && c != '$' && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// width is how long lines of comments become.
const width = 100

// comment returns a doc comment: a text in CommonMark, then tags, which are our
// own words and texts that inert returned. It is empty where both are.
func comment(indent, text string, tags ...string) string {
	lines := wrapped(inert(text), width-len(indent)-len(" * "))
	if len(lines) > 0 && len(tags) > 0 {
		lines = append(lines, "")
	}
	lines = append(lines, tags...)
	switch {
	case len(lines) == 0:
		return ""
	case len(lines) == 1 && len(indent)+len(lines[0]) < width-len("/**  */"):
		return indent + "/** " + lines[0] + " */\n"
	}
	var b strings.Builder
	b.WriteString(indent + "/**\n")
	for _, line := range lines {
		b.WriteString(indent + " *")
		if line = strings.TrimRight(line, " "); line != "" {
			b.WriteString(" " + line)
		}
		b.WriteByte('\n')
	}
	b.WriteString(indent + " */\n")
	return b.String()
}

// deprecations returns the tag of what is deprecated or retired.
func deprecations(deprecated, retired string) []string {
	if retired != "" {
		return []string{tag("@deprecated", "Retired: "+prose.Text(retired))}
	}
	if deprecated != "" {
		return []string{tag("@deprecated", prose.Text(deprecated))}
	}
	return nil
}

// tag returns a tag with a text on one line.
func tag(name, text string) string {
	return name + " " + strings.Join(strings.Fields(inert(text)), " ")
}

// inert returns a text as it can stand in a comment: it neither ends the comment
// nor begins a tag or a directive, and all of it prints. A backslash before a
// mark is nothing to see where the comment is rendered.
func inert(text string) string {
	if isPlain(text) {
		return marks.Replace(text)
	}
	text = strings.Map(func(r rune) rune {
		if r == '\n' || r == ' ' || unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, strings.ReplaceAll(text, "\t", "  "))
	return marks.Replace(text)
}

// marks are what means something in a comment.
var marks = strings.NewReplacer("*/", `*\/`, "@", `\@`, "//#", `/\/#`)

// wrapped returns the lines of a text, those that are too long in pieces. Text
// between fences stays as it is.
func wrapped(text string, width int) []string {
	if text == "" {
		return nil
	}
	var lines []string
	fence := ""
	for line := range strings.SplitSeq(text, "\n") {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence != "":
			lines = append(lines, line)
			if marks == fence && line == fence {
				fence = ""
			}
		case len(marks) >= 3 && marks == line:
			fence = marks
			lines = append(lines, line)
		default:
			lines = append(lines, wrap(line, width)...)
		}
	}
	return lines
}

// wrap breaks a line at spaces. What follows the first line of a list's item is
// indented, and no line begins with a word that would begin a block.
func wrap(line string, width int) []string {
	if len(line) <= width && !strings.HasPrefix(line, " ") {
		return []string{line}
	}
	indent := ""
	if strings.HasPrefix(line, "- ") {
		indent = "  "
	} else if _, _, ok := strings.Cut(line, ". "); ok && prose.BlockStart(line) > 0 {
		indent = "   "
	}
	var lines []string
	current := ""
	for word := range strings.SplitSeq(line, " ") {
		switch {
		case current == "":
			current = word
		case len(current)+1+len(word) > width && word != "" && prose.BlockStart(word) < 0:
			lines = append(lines, current)
			current = indent + word
		default:
			current += " " + word
		}
	}
	return append(lines, current)
}

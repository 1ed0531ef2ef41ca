package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d' // joins emoji
)

// Visible returns text in which nothing can steer a terminal or hide from its
// reader: control characters, bidirectional controls, invisible format
// characters and invalid bytes are spelt out. Tabs and line ends are among
// them; see [VisibleLines].
func Visible(text string) string { return spellOut(text, "") }

// VisibleLines is [Visible] for text of several lines: tabs and line ends
// stay.
func VisibleLines(text string) string { return spellOut(text, "\t\r\n") }

func spellOut(text, keep string) string {
	hidden := func(r rune) bool {
		return (r == utf8.RuneError || isHidden(r)) && !strings.ContainsRune(keep, r)
	}
	var b strings.Builder
	for {
		i := strings.IndexFunc(text, hidden)
		if i < 0 {
			break
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		b.WriteString(text[:i])
		b.WriteString(picture(r, text[i:i+size]))
		text = text[i+size:]
	}
	if b.Len() == 0 {
		return text
	}
	b.WriteString(text)
	return b.String()
}

// isHidden reports whether a character steers, or is none, instead of showing. The two
// joiners stay: scripts and emoji need them, and they reorder nothing.
func isHidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == '\x7f'
	}
	switch r {
	case zeroWidthNonJoiner, zeroWidthJoiner:
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point)
}

// picture spells a hidden character out, where it can in one column.
func picture(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf("<%02X>", raw[0])
	case r == utf8.RuneError:
		return raw
	case r < ' ':
		return string('␀' + r)
	case r == '\x7f':
		return "␡"
	}
	return fmt.Sprintf("<U+%04X>", r)
}

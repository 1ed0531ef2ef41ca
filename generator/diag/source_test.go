package diag

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// TestColumnsOfLongLines compares columns with a count from the line's start,
// at every offset of lines that are much longer than what is counted at once.
func TestColumnsOfLongLines(t *testing.T) {
	for _, unit := range []string{"a", "é", "€", "a😀", "\x80", "\xf0\x9f", "\xf0\x9f\x98", "é\xff", "word é\n", strings.Repeat("ü", 700) + "\n"} {
		src := NewSource("page.md", []byte(strings.Repeat(unit, 3*countEvery/len(unit)+1)))
		lineStart := 0
		for offset := range src.Text {
			want := utf8.RuneCount(src.Text[lineStart:offset]) + 1
			if got := src.Position(offset).Column; got != want {
				t.Fatalf("%.10q: column %d at offset %d, want %d", unit, got, offset, want)
			}
			if src.Text[offset] == '\n' {
				lineStart = offset + 1
			}
		}
	}
}

func TestMessagesAreOneLine(t *testing.T) {
	d := At(Span{}, "rule", "%s", "a\nb\x1b").WithLabel("%s", "\r").WithHelp("%s", "\n").WithNote(Span{}, "%s", "\u202e")
	if all := d.Message + d.Label + d.Help[0] + d.Notes[0].Message; all != Visible(all) {
		t.Errorf("%q", all)
	}
}

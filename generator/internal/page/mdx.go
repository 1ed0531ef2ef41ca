package page

import (
	"bytes"

	"github.com/hcnet/problemgen/generator/internal/container"
)

// withoutBraces returns a body of MDX in which the tags of components are such
// as HTML has: what is in braces, which may hold anything, gives way to white
// space of the same length. The text between tags stays as it is.
func withoutBraces(body []byte) []byte {
	out := body
	budget := 4 * len(body) // of bytes in tags, most of which end soon
	for at := 0; at < len(body) && budget > 0; {
		open := bytes.IndexByte(body[at:], '<')
		if open < 0 {
			break
		}
		start := at + open
		if start+1 >= len(body) || !isLetter(body[start+1]) {
			at = start + 1
			continue
		}
		end, braces := componentEnd(body, start)
		budget -= max(end-start, 0)
		if end == 0 {
			budget -= maxParagraph
		}
		if end > 0 && braces {
			if &out[0] == &body[0] {
				out = bytes.Clone(body)
			}
			blankAttributes(out[start:end])
		}
		at = max(end, start+1)
	}
	return out
}

// componentEnd returns the offset behind a tag, in whose braces and quotes anything
// may stand, and whether it has braces; 0 where it does not end in a while.
func componentEnd(body []byte, start int) (end int, braces bool) {
	depth, quote := 0, byte(0)
	for i := start; i < min(len(body), start+maxParagraph); i++ {
		switch c := body[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && depth == 0:
			quote = c
		case c == '{':
			depth, braces = depth+1, true
		case c == '}':
			depth = max(depth-1, 0)
		case c == '>' && depth == 0:
			return i + 1, braces
		case c == '\n' && i+1 < len(body) && body[i+1] == '\n' && depth == 0:
			return 0, false
		}
	}
	return 0, false
}

// blankAttributes puts letters in the place of a tag's attributes.
func blankAttributes(tag []byte) {
	i := 1
	for i < len(tag) && container.IsNameRune(rune(tag[i])) {
		i++
	}
	end := len(tag) - 1
	if end > i && tag[end-1] == '/' {
		end--
	}
	for ; i < end; i++ {
		if !isSpace(tag[i]) {
			tag[i] = 'x'
		}
	}
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

package document

import (
	"bytes"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// yamlMembers returns the members of a mapping at some depth.
func yamlMembers(o Object, depth int) ([]byte, error) {
	if len(o) == 0 {
		return nil, nil
	}
	b, err := yaml.Dump(yamlNode(o), yaml.WithIndent(len(step)), yaml.WithLineWidth(-1))
	if err != nil || depth == 0 {
		return b, err
	}
	return indented(b, depth), nil
}

// indented puts an indent before each line that is not empty. A line inside a
// literal block moves with the block.
func indented(b []byte, depth int) []byte {
	indent := bytes.Repeat([]byte(step), depth)
	dst := make([]byte, 0, len(b)+len(indent)*bytes.Count(b, []byte{'\n'}))
	for line := range bytes.Lines(b) {
		if len(line) > 1 {
			dst = append(dst, indent...)
		}
		dst = append(dst, line...)
	}
	return dst
}

func yamlNode(value any) *yaml.Node {
	switch v := value.(type) {
	case string:
		return textNode(v)
	case Number:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: string(v)}
	case bool:
		if v {
			return &yaml.Node{Kind: yaml.ScalarNode, Value: "true"}
		}
		return &yaml.Node{Kind: yaml.ScalarNode, Value: "false"}
	case Object:
		return objectNode(v)
	case List:
		return listNode(v)
	}
	return &yaml.Node{Kind: yaml.ScalarNode, Value: "null"}
}

func objectNode(o Object) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Content: make([]*yaml.Node, 0, 2*len(o))}
	if len(o) == 0 {
		n.Style = yaml.FlowStyle
	}
	for _, m := range o {
		n.Content = append(n.Content, textNode(m.Name), yamlNode(m.Value))
	}
	return n
}

func listNode(l List) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Content: make([]*yaml.Node, 0, len(l))}
	if len(l) == 0 {
		n.Style = yaml.FlowStyle
	}
	for _, v := range l {
		n.Content = append(n.Content, yamlNode(v))
	}
	return n
}

// textNode returns a text that every reader of YAML 1.1 and 1.2 takes for that
// text: plain where no reader can see anything else in it, as lines where it
// has several, else in quotes.
func textNode(text string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle}
	switch {
	case isPlain(text):
		n.Style = 0
	case isLines(text):
		n.Style = yaml.LiteralStyle
	}
	return n
}

// words are the texts that YAML 1.1 or 1.2 reads as something else; of those
// that do not begin with a letter, isPlain knows.
var words = map[string]bool{
	"true": true, "false": true, "yes": true, "no": true, "on": true, "off": true, "y": true, "n": true, "null": true,
}

// isPlain reports whether a text can stand without quotes: letters, digits and
// harmless marks, a letter or dollar sign first.
func isPlain(text string) bool {
	if text == "" || !isLetter(text[0]) && text[0] != '$' || text[len(text)-1] == ' ' || words[strings.ToLower(text)] {
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
	switch c := text[i]; {
	case isLetter(c), '0' <= c && c <= '9', strings.IndexByte(" _-./+()$", c) >= 0:
		return true
	case c == ':':
		return i+1 < len(text) && text[i+1] != ' '
	case strings.IndexByte(",;'`\"=<>*!?", c) >= 0:
		return i > 0
	}
	return false
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

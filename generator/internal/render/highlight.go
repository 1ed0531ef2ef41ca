package render

import (
	"bytes"
	"encoding/json"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/util"
)

// wide is how long a line of JSON may be that is shown as it is written.
const wide = 100

// writeCode draws a code block. What is JSON in it is coloured.
func writeCode(w util.BufWriter, code string, language language, label string) {
	_, _ = w.WriteString(`<figure class="code"><figcaption>` + template.HTMLEscapeString(label) + "</figcaption>\n<pre tabindex=\"0\"><code>")
	var h highlighter
	switch language {
	case jsonText:
		h.json(indented(code))
	case message:
		h.message(code)
	case session:
		h.session(code)
	default:
		h.text(code)
	}
	_, _ = w.WriteString(h.out.String())
	_, _ = w.WriteString("</code></pre></figure>\n")
}

type language int

const (
	otherLanguage language = iota
	jsonText
	message
	session
)

// languageOf returns what is coloured in a code block, and what it is called.
func languageOf(info string) (language, string) {
	word, _, _ := strings.Cut(strings.Trim(strings.ToLower(info), " {}."), " ")
	switch word {
	case "json", "jsonc", "json5", "problem+json", "application/json", "application/problem+json":
		return jsonText, "JSON"
	case "http", "https", "http-message":
		return message, "HTTP"
	case "shell", "sh", "bash", "zsh", "console", "terminal", "shell-session", "shellsession", "curl", "powershell", "cmd":
		return session, "Shell"
	case "", "text", "txt", "plain", "plaintext", "none":
		return session, "Text"
	}
	return otherLanguage, languageName(word, strings.TrimSpace(info))
}

// languageName returns what the language is called that a code block names.
func languageName(word, info string) string {
	switch word {
	case "go", "golang":
		return "Go"
	case "js", "javascript":
		return "JavaScript"
	case "ts", "typescript":
		return "TypeScript"
	case "py", "python":
		return "Python"
	case "yaml", "yml", "xml", "html", "css", "sql", "toml":
		return strings.ToUpper(word)
	}
	return clip(info, 40)
}

func clip(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}

// indented returns JSON on lines of its own where it is one long line.
func indented(code string) string {
	line := strings.TrimSpace(code)
	if len(line) <= wide || strings.Contains(line, "\n") {
		return code
	}
	var out bytes.Buffer
	if json.Indent(&out, []byte(line), "", "  ") != nil {
		return code
	}
	return out.String() + "\n"
}

// A highlighter writes code as HTML. It knows no more of it than where its
// words end, so it never fails.
type highlighter struct{ out strings.Builder }

// between escapes what means something between tags.
var between = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (h *highlighter) text(code string) { _, _ = between.WriteString(&h.out, code) }

func (h *highlighter) span(class, code string) {
	h.out.WriteString(`<span class="` + class + `">`)
	h.text(code)
	h.out.WriteString("</span>")
}

// json colours JSON: names, strings, numbers and words.
func (h *highlighter) json(code string) {
	for code != "" {
		n := 1
		switch b := code[0]; {
		case b == '"':
			n = stringEnd(code)
			h.span(stringClass(code[n:]), code[:n])
		case b == '-' || '0' <= b && b <= '9':
			n = runOf(code, "0123456789+-.eE")
			h.span("n", code[:n])
		case 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z':
			n = runOf(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
			h.word(code[:n])
		case strings.HasPrefix(code, "//"):
			n = lineEnd([]byte(code), 0)
			h.span("c", code[:n])
		default:
			n = max(1, strings.IndexAny(code+`"`, "\"-/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
			h.text(code[:n])
		}
		code = code[n:]
	}
}

func (h *highlighter) word(word string) {
	switch word {
	case "true", "false", "null":
		h.span("w", word)
	default:
		h.text(word)
	}
}

// stringEnd returns the length of the string that code begins with.
func stringEnd(code string) int {
	for i := 1; i < len(code); i++ {
		switch code[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '\n':
			return i
		}
	}
	return len(code)
}

// stringClass tells a member's name from a value by what follows.
func stringClass(rest string) string {
	if strings.HasPrefix(strings.TrimLeft(rest, " \t\n"), ":") {
		return "k"
	}
	return "s"
}

func runOf(code, chars string) int {
	return len(code) - len(strings.TrimLeft(code, chars))
}

// message colours an HTTP message: the first line, the fields, the body.
func (h *highlighter) message(code string) {
	head, body, _ := strings.Cut(code, "\n\n")
	for i, line := range strings.Split(strings.TrimSuffix(head, "\n"), "\n") {
		name, value, isField := strings.Cut(line, ":")
		switch {
		case i == 0:
			h.span("w", line)
		case isField && !strings.ContainsAny(name, " \t{\""):
			h.span("k", name)
			h.text(":" + value)
		default:
			h.json(line)
		}
		h.text("\n")
	}
	if body != "" {
		h.text("\n")
		h.json(indented(body))
	}
}

// session colours the JSON objects that stand on lines of their own.
func (h *highlighter) session(code string) {
	inside := false
	var object strings.Builder
	for line := range strings.Lines(code) {
		begins := !inside && strings.HasPrefix(line, "{")
		if inside = inside || begins; !inside {
			h.text(line)
			continue
		}
		object.WriteString(line)
		if inside = !strings.HasPrefix(line, "}") && !(begins && strings.HasSuffix(strings.TrimSpace(line), "}")); !inside {
			h.json(indented(object.String()))
			object.Reset()
		}
	}
	h.json(object.String())
}

package page

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// requests notes the HTTP requests that a code block shows.
func (w *walker) requests(e excerpt, lang language) {
	if lang == jsonText {
		return
	}
	for at := 0; at < len(e.text) && len(w.page.Requests) < maxSamples; {
		end := commandEnd(e.text, at)
		line := e.text[at:end]
		start := at + len(line) - len(bytes.TrimLeft(line, "$>% \t"))
		switch {
		case lang != otherLanguage && isCurl(e.text[start:end]):
			w.curl(e, start, end)
		case isRequestLine(e.text[start:end]):
			w.requestLine(e, start, end)
		}
		at = end
	}
}

// commandEnd returns the end of the line that begins at the offset, with the
// lines that it goes on with behind a backslash.
func commandEnd(text []byte, at int) int {
	for at < len(text) {
		next := at + lineLength(text[at:])
		if !bytes.HasSuffix(bytes.TrimRight(text[at:next], " \t\n"), []byte(`\`)) {
			return next
		}
		at = next
	}
	return at
}

func isCurl(line []byte) bool { return bytes.HasPrefix(line, []byte("curl ")) }

// isMethod reports whether a word is a method of RFC 9110 or RFC 5789.
func isMethod(word string) bool {
	switch word {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return true
	}
	return false
}

// isRequestLine reports whether a line is "METHOD target", with a version
// behind it or not.
func isRequestLine(line []byte) bool {
	method, _, _ := bytes.Cut(line, []byte(" "))
	if !isMethod(string(method)) {
		return false
	}
	words := bytes.Fields(line)
	if len(words) < 2 || len(words) > 3 {
		return false
	}
	return len(words) == 2 || bytes.HasPrefix(words[2], []byte("HTTP/"))
}

// requestLine notes the request that begins with a line, and its Host field,
// which stands before the first empty line.
func (w *walker) requestLine(e excerpt, start, end int) {
	words := wordBounds(e.text, start, end)
	method, target := w.textAt(e, words[0]), w.textAt(e, words[1])
	r := catalog.Request{Method: method, Target: target, Host: w.hostOf(e, words[1])}
	for at := end; at < len(e.text) && !r.Host.Set(); {
		next := at + lineLength(e.text[at:])
		line := bytes.TrimSpace(e.text[at:next])
		if len(line) == 0 || isRequestLine(line) {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && strings.EqualFold(string(bytes.TrimLeft(name, "> ")), "host") {
			value = bytes.TrimSpace(value)
			from := at + bytes.LastIndex(e.text[at:next], value)
			r.Host = w.textAt(e, bounds{from, from + len(value)})
		}
		at = next
	}
	w.page.Requests = append(w.page.Requests, r)
}

// curl notes the request that a command makes.
func (w *walker) curl(e excerpt, start, end int) {
	words := wordBounds(e.text, start, end)
	r := catalog.Request{Method: catalog.Text{Value: "GET", At: w.span(e, words[0].start, words[0].stop)}}
	given := false
	for i, b := range words {
		word := string(e.text[b.start:b.stop])
		bare := strings.Trim(word, `'"`)
		switch {
		case i > 0 && isMethodFlag(string(e.text[words[i-1].start:words[i-1].stop])) && isMethod(bare):
			r.Method, given = w.textAt(e, unquoted(e.text, b)), true
		case strings.HasPrefix(word, "-X") && isMethod(word[2:]):
			r.Method, given = w.textAt(e, bounds{b.start + 2, b.stop}), true
		case !given && sendsData(word):
			r.Method.Value = "POST"
		case word == "-I" || word == "--head":
			r.Method.Value = "HEAD"
		case i > 0 && !r.Target.Set() && isURL(bare):
			r.Target = w.textAt(e, unquoted(e.text, b))
			r.Host = w.hostOf(e, unquoted(e.text, b))
		}
	}
	if r.Target.Set() {
		w.page.Requests = append(w.page.Requests, r)
	}
}

func isMethodFlag(word string) bool { return word == "-X" || word == "--request" }

// sendsData reports whether an option of curl makes the method POST.
func sendsData(word string) bool {
	return word == "-d" || word == "-F" || word == "--json" || word == "--form" || strings.HasPrefix(word, "--data")
}

// isURL reports whether an argument of curl is a URL; its beginning may be a
// variable.
func isURL(word string) bool {
	if strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://") {
		return true
	}
	first, _, hasPath := strings.Cut(word, "/")
	return hasPath && first != "" && (strings.ContainsAny(first[:1], "${<") || strings.HasPrefix(first, "localhost"))
}

// hostOf returns the host of the URL at a place; absent where it has none.
func (w *walker) hostOf(e excerpt, b bounds) catalog.Text {
	text := string(e.text[b.start:b.stop])
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return catalog.Text{}
	}
	at := b.start + strings.Index(text, u.Host)
	return w.textAt(e, bounds{at, at + len(u.Host)})
}

func (w *walker) textAt(e excerpt, b bounds) catalog.Text {
	return catalog.Text{Value: string(e.text[b.start:b.stop]), At: w.span(e, b.start, b.stop)}
}

// unquoted leaves out quotation marks around a word.
func unquoted(text []byte, b bounds) bounds {
	for b.start < b.stop && strings.IndexByte(`'"`, text[b.start]) >= 0 {
		b.start++
	}
	for b.stop > b.start && strings.IndexByte(`'"`, text[b.stop-1]) >= 0 {
		b.stop--
	}
	return b
}

// wordBounds returns where the words of a stretch of text stand.
func wordBounds(text []byte, start, end int) []bounds {
	var words []bounds
	for at := start; at < end; {
		for at < end && isSpace(text[at]) {
			at++
		}
		from := at
		for at < end && !isSpace(text[at]) {
			at++
		}
		if at > from {
			words = append(words, bounds{from, at})
		}
	}
	return words
}

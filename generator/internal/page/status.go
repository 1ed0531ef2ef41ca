package page

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// statuses notes the HTTP status codes that the phrase names which was read
// last, in its text and by links to pages about one.
func (w *walker) statuses(p phrase) {
	plain := w.draft.plain
	text := plain.text
	for at := 0; at < len(text); {
		start, end := nextNumber(text, at)
		if start < 0 {
			break
		}
		at = end
		if code, ok := statusCode(text[start:end]); ok && namesStatus(text, start, end, code) {
			w.page.Statuses = append(w.page.Statuses, catalog.StatusMention{
				Code: code, At: w.span(plain, start, end), Section: w.section,
			})
		}
	}
	for _, code := range p.codes {
		w.codedStatus(code)
	}
	for _, link := range p.links {
		if code, at, ok := statusPage(link.Dest.Value); ok {
			w.linkedStatus(link, code, at)
		}
	}
}

// codedStatus notes a code span that is the number of an error alone, where the
// word before it is one for answering: "replies `409`".
func (w *walker) codedStatus(code catalog.Mention) {
	number, ok := statusCode([]byte(code.Text))
	isNoted := slices.ContainsFunc(w.page.Statuses, func(m catalog.StatusMention) bool { return m.At == code.At })
	if !ok || number < http.StatusBadRequest || isNoted {
		return
	}
	const reach = 30
	before := bytes.TrimRight(w.src.Text[max(0, code.At.Start-reach):code.At.Start], "`")
	words := bytes.FieldsFunc(bytes.ToLower(before), isBetweenWords)
	if len(words) == 0 || !isAnswering(string(words[len(words)-1])) {
		return
	}
	w.page.Statuses = append(w.page.Statuses, catalog.StatusMention{Code: number, At: code.At, Section: w.section})
}

// isAnswering reports whether a word introduces the status of an answer.
func isAnswering(word string) bool {
	switch word {
	case "answers", "answered", "returns", "returned", "replies", "responds", "sends", "sent", "with", "http", "status":
		return true
	}
	return false
}

// linkedStatus notes the status that a link leads to, unless its text has
// said the same already.
func (w *walker) linkedStatus(link catalog.Link, code, at int) {
	said := slices.ContainsFunc(w.page.Statuses, func(m catalog.StatusMention) bool {
		return m.Code == code && m.Section == link.Section
	})
	if said {
		return
	}
	span := link.Dest.At
	span.Start += at
	span.End = span.Start + 3
	w.page.Statuses = append(w.page.Statuses, catalog.StatusMention{Code: code, At: span, Section: link.Section})
}

// nextNumber returns the next run of digits.
func nextNumber(text []byte, at int) (start, end int) {
	for start = at; start < len(text) && !isDigit(text[start]); start++ {
	}
	for end = start; end < len(text) && isDigit(text[end]); end++ {
	}
	if start == end {
		return -1, -1
	}
	return start, end
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// statusCode reads three digits that can be a status code.
func statusCode(digits []byte) (int, bool) {
	if len(digits) != 3 {
		return 0, false
	}
	code, ok := wholeNumber(string(digits))
	return code, ok && code >= 100 && code < 600
}

// namesStatus reports whether the number in the text is a status code by what
// stands around it: "HTTP 404", "status code 404", "404 Not Found".
func namesStatus(text []byte, start, end, code int) bool {
	if start > 0 && strings.IndexByte("$€£#.,:/-+_", text[start-1]) >= 0 && !isVersion(text[:start]) {
		return false
	}
	if end+1 < len(text) && strings.IndexByte(".,:", text[end]) >= 0 && isDigit(text[end+1]) {
		return false
	}
	return saysStatus(text[:start]) || hasReason(text[end:], code) || isOneOf(text[:start], text[end:])
}

// isVersion reports whether the text ends in an HTTP version and a slash or
// the like, as in "HTTP/404": the number behind it is no fraction.
func isVersion(before []byte) bool {
	return bytes.HasSuffix(bytes.ToLower(before), []byte("http/"))
}

// isOneOf reports whether the words around a number make it one response of
// that status: "a 404 error".
func isOneOf(before, after []byte) bool {
	article := strings.ToLower(string(before[max(0, len(before)-4):]))
	if !strings.HasSuffix(article, " a ") && !strings.HasSuffix(article, " an ") && article != "a " && article != "an " {
		return false
	}
	words := strings.FieldsFunc(string(after[:min(len(after), 20)]), func(char rune) bool { return !unicode.IsLetter(char) })
	if len(words) == 0 {
		return false
	}
	switch strings.ToLower(words[0]) {
	case "error", "response", "status", "answer":
		return after[0] == ' '
	}
	return false
}

// saysStatus reports whether the words before a number announce a status
// code: "HTTP", "status", or "status code", with a few words of that kind
// between.
func saysStatus(before []byte) bool {
	words := strings.FieldsFunc(strings.ToLower(string(before[max(0, len(before)-60):])), func(char rune) bool {
		return char == ' ' || char == '(' || char == '"' || char == '\''
	})
	for i, seen := len(words)-1, 0; i >= 0 && seen < 5; i, seen = i-1, seen+1 {
		switch strings.Trim(words[i], ":/") {
		case "http", "http/1.1", "http/2", "https":
			return true
		case "code":
			if i > 0 && words[i-1] == "status" {
				return true
			}
		case "status", "statuscode":
			if seen == 0 && i > 0 && introducesStatus(words[i-1]) {
				return true
			}
		case "error", "response", "of", "is", "a", "an", "with", "the":
		default:
			return false
		}
	}
	return false
}

// introducesStatus reports whether the word before "status 404" leaves no doubt
// that it is the response's: an order may have a status 300, too.
func introducesStatus(word string) bool {
	switch word {
	case "the", "a", "with", "response", "error":
		return true
	}
	return false
}

// hasReason reports whether the text goes on with the status code's
// registered reason phrase. A phrase of one word must be capitalised, since
// "the first 100 continue" is no status.
func hasReason(after []byte, code int) bool {
	rest := strings.TrimLeft(string(after[:min(len(after), 60)]), " (-–—:")
	if len(after) == 0 || len(rest) == len(after) {
		return false
	}
	for _, reason := range reasons(code) {
		if len(rest) < len(reason) || len(rest) > len(reason) && isWordByte(rest[len(reason)]) {
			continue
		}
		said := rest[:len(reason)]
		if said == reason || strings.Contains(reason, " ") && strings.EqualFold(said, reason) {
			return true
		}
	}
	return false
}

func isWordByte(b byte) bool {
	return isDigit(b) || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b == '_'
}

// reasons returns the reason phrases of a status code: that of the registry
// (RFC 9110, section 15) and those that it had before.
func reasons(code int) []string {
	reason := http.StatusText(code)
	switch code {
	case http.StatusRequestEntityTooLarge:
		return []string{reason, "Content Too Large", "Payload Too Large"}
	case http.StatusRequestURITooLong:
		return []string{reason, "URI Too Long"}
	case http.StatusRequestedRangeNotSatisfiable:
		return []string{reason, "Range Not Satisfiable"}
	case http.StatusUnprocessableEntity:
		return []string{reason, "Unprocessable Content"}
	case http.StatusGatewayTimeout:
		return []string{reason, "Gateway Time-out"}
	case http.StatusInternalServerError:
		return []string{reason, "Server Error"}
	}
	if reason == "" {
		return nil
	}
	return []string{reason}
}

// statusPage returns the status that a page is about, to tell by its
// address, and where the address has it: ".../Status/404",
// "https://httpstatuses.com/404", "...#404".
func statusPage(dest string) (code, at int, ok bool) {
	u, err := url.Parse(dest)
	if err != nil {
		return 0, 0, false
	}
	segments := strings.Split(strings.TrimSuffix(u.Path, "/"), "/")
	last := segments[len(segments)-1]
	code, ok = statusCode([]byte(last))
	if ok && (isStatusHost(u.Host) || len(segments) > 1 && isStatusFolder(segments[len(segments)-2])) {
		return code, strings.LastIndex(strings.TrimSuffix(dest[:len(dest)-suffixLength(u)], "/"), last), true
	}
	if len(u.Fragment) >= 3 && isStatusFolder(last) {
		code, ok = statusCode([]byte(u.Fragment[:3]))
		return code, strings.LastIndexByte(dest, '#') + 1, ok && (len(u.Fragment) == 3 || !isDigit(u.Fragment[3]))
	}
	return 0, 0, false
}

// suffixLength returns the length of what follows a URL's path.
func suffixLength(u *url.URL) int {
	n := 0
	if u.RawQuery != "" || u.ForceQuery {
		n += 1 + len(u.RawQuery)
	}
	if fragment := u.EscapedFragment(); fragment != "" {
		n += 1 + len(fragment)
	}
	return n
}

func isStatusHost(host string) bool {
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	return strings.HasPrefix(host, "httpstat") || host == "http.cat" || host == "http.dog"
}

// isStatusFolder reports whether a path segment says that status codes
// follow.
func isStatusFolder(segment string) bool {
	switch strings.ToLower(strings.ReplaceAll(strings.ReplaceAll(segment, "-", ""), "_", "")) {
	case "status", "statuses", "statuscode", "statuscodes", "httpstatus", "httpstatuses",
		"httpstatuscode", "httpstatuscodes", "listofhttpstatuscodes", "responsecodes":
		return true
	}
	return false
}

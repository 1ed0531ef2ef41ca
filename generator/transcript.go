package generator

import (
	"regexp"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/lint"
)

// transcript returns the response, or the object alone, of what a tool printed:
// of "curl -i", "curl -v" and others of their kind. Of several responses, as a
// redirection or "100 Continue" has before it, the last one counts. Header fields
// that tell nothing of the problem are left out, as some of them are secrets.
func transcript(text string) string {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n")
	text = strings.TrimSpace(unverbose(text))
	if at := responseAt(text); at > 0 && !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		text = text[at:]
	}
	for {
		head, body, ok := strings.Cut(text, "\n\n")
		if !ok || !strings.HasPrefix(head, "HTTP/") {
			return text
		}
		if !strings.HasPrefix(body, "HTTP/") {
			return withoutPlumbing(head) + "\n\n" + body
		}
		text = body
	}
}

// responseAt returns where the first line with a status begins, or -1.
func responseAt(text string) int {
	if strings.HasPrefix(text, "HTTP/") {
		return 0
	}
	return strings.Index(text, "\nHTTP/") + 1
}

var (
	// transferred is what "curl -v" says of the bytes that went over the line.
	transferred = regexp.MustCompile(`^[{}] \[\d+ bytes data\]$`)
	// leftIntact is what it says behind a body, without a new line before it.
	leftIntact = regexp.MustCompile(`\* (?:Connection #|Closing connection|Curl_http_done)[^"]*$`)
)

// unverbose returns what "curl -v" says as "curl -i" would: requests and remarks
// go, and the marks before header lines.
func unverbose(text string) string {
	if !strings.HasPrefix(text, "< HTTP/") && !strings.Contains(text, "\n< HTTP/") {
		return text
	}
	var head, body []string
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "<" || strings.HasPrefix(line, "< "):
			if strings.HasPrefix(line, "< HTTP/") {
				head = nil // of several responses, the last one
			}
			head = append(head, strings.TrimSpace(line[1:]))
		case line == ">" || strings.HasPrefix(line, "> ") || strings.HasPrefix(line, "* ") || transferred.MatchString(line):
		default:
			body = append(body, leftIntact.ReplaceAllString(line, ""))
		}
	}
	return strings.TrimSpace(strings.Join(head, "\n")) + "\n\n" + fromObject(strings.Join(body, "\n"))
}

// fromObject returns the text from the first line that begins an object or array:
// before it stands how the transfer went.
func fromObject(text string) string {
	for at := 0; at < len(text); {
		if strings.ContainsRune("{[<", rune(text[at])) {
			return text[at:]
		}
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	return strings.TrimSpace(text)
}

// withoutPlumbing returns the head of a response without the fields that any
// response may have, and without cookies. The type of the body stays.
func withoutPlumbing(head string) string {
	lines := strings.Split(head, "\n")
	kept := lines[:1]
	for _, line := range lines[1:] {
		name, _, _ := strings.Cut(line, ":")
		isSecret := strings.EqualFold(name, "Set-Cookie") || strings.EqualFold(name, "Set-Cookie2")
		if strings.EqualFold(name, "Content-Type") || !isSecret && !lint.IsPlumbing(name) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

package generator

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/load"
	"github.com/hcnet/problemgen/generator/internal/resolve"
	"github.com/hcnet/problemgen/templates"
)

// A draft is a page that is made from an example.
type draft struct {
	NewPage
	// sample is the example; nil where there is none.
	sample  *catalog.Sample
	members []*catalog.Member
}

// read reads the example, and takes over what it says and the caller does not.
// What the caller says otherwise goes into the example, which would contradict
// the page; all else of it stays as it is.
func (d *draft) read() error {
	d.From = []byte(transcript(string(d.From)))
	if err := d.parse(); err != nil {
		return err
	}
	d.Type, d.Title = cmp.Or(d.Type, d.shown(catalog.MemberType)), cmp.Or(d.Title, d.shown(catalog.MemberTitle))
	d.Status = cmp.Or(d.Status, d.shownStatus())
	return nil
}

// parse reads the example as a page would show it.
func (d *draft) parse() error {
	sample, problem, found := load.Example(d.head() + string(d.From) + "\n" + d.fence() + "\n")
	for _, f := range found {
		return fmt.Errorf("the example, line %d: %s", max(1, f.At.Position().Line-strings.Count(d.head(), "\n")), f.Message)
	}
	if sample == nil {
		return d.noObject()
	}
	d.sample, d.members = sample, problem.Members
	return nil
}

// head is what stands before the example where it is read.
func (d *draft) head() string { return "## Examples\n\n" + d.fence() + d.language() + "\n" }

// noObject says what the example is instead of a problem details object.
func (d *draft) noObject() error {
	head, body, isResponse := strings.Cut(string(d.From), "\n\n")
	if d.language() != "http" {
		head, body, isResponse = "", string(d.From), false
	}
	switch body = strings.TrimSpace(body); {
	case strings.HasPrefix(body, "<"):
		return errors.New("the example is XML or HTML: ask the server for application/problem+json, and give that")
	case head != "" && (!isResponse || body == ""):
		return errors.New("the response has no body: give one that has a problem details object")
	}
	return errors.New("the example is no problem details object: give one as JSON, or a response as `curl -i` prints it")
}

// shown returns what the example has as one of the RFC's members.
func (d *draft) shown(member string) string {
	v := d.sample.Body.Get(member)
	if v == nil || v.Kind != catalog.StringValue || v.Text == "about:blank" {
		return ""
	}
	return v.Text
}

// shownStatus returns the status of the example, 0 where it has none.
func (d *draft) shownStatus() int {
	if v := d.sample.Body.Get(catalog.MemberStatus); v != nil {
		status, _ := strconv.Atoi(v.Text)
		return status
	}
	if d.sample.Response != nil {
		return d.sample.Response.Status.Value
	}
	return 0
}

// checkStatus refuses a status that no problem is served with.
func (d *draft) checkStatus() error {
	if d.Status >= 400 && d.Status <= 599 {
		return nil
	}
	return fmt.Errorf("%d is no HTTP status of an error: take one from 400 to 599", d.Status)
}

// name returns what the problem is called: as the caller says, else as its type
// ends, else as its title reads.
func (d *draft) name() (string, error) {
	if d.Name != "" {
		return resolve.Name(d.Name)
	}
	if name, err := resolve.Name(nameOfType(d.Type)); err == nil {
		return name, nil
	}
	name, err := resolve.Name(d.Title)
	if err != nil {
		return "", errors.New("say what the problem type is called, as in card-declined: neither the example's type nor its title makes a name")
	}
	return name, nil
}

// nameOfType returns the name that a type URI ends in, or "". That of a host is
// none.
func nameOfType(uri string) string {
	u, err := url.Parse(uri)
	if err == nil && u.Host != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == "" {
		return ""
	}
	return resolve.NameOfType(uri)
}

// agree makes the example say what the page says.
func (d *draft) agree() error {
	var edits []diag.Edit
	replace := func(member, text string) {
		if v := d.sample.Body.Get(member); v != nil {
			edits = append(edits, diag.Edit{At: v.At, New: text})
		}
	}
	if d.shown(catalog.MemberType) != d.Type {
		replace(catalog.MemberType, quoted(d.Type))
	}
	if d.shown(catalog.MemberTitle) != d.Title {
		replace(catalog.MemberTitle, quoted(d.Title))
	}
	if d.shownStatus() != d.Status {
		replace(catalog.MemberStatus, strconv.Itoa(d.Status))
		if r := d.sample.Response; r != nil && !r.Status.At.IsZero() {
			edits = append(edits, diag.Edit{At: r.Status.At, New: strconv.Itoa(d.Status)})
		}
	}
	if len(edits) == 0 {
		return nil
	}
	before := len(d.head())
	slices.SortFunc(edits, func(a, b diag.Edit) int { return cmp.Compare(b.At.Start, a.At.Start) })
	for _, e := range edits {
		d.From = slices.Concat(d.From[:e.At.Start-before], []byte(e.New), d.From[e.At.End-before:])
	}
	d.rephrase()
	return d.parse()
}

// quoted returns a text, which is UTF-8, as JSON has it.
func quoted(text string) string {
	b, _ := jsontext.AppendQuote(nil, text)
	return string(b)
}

// rephrase gives the status line the reason phrase of its status.
func (d *draft) rephrase() {
	line, rest, isResponse := bytes.Cut(d.From, []byte("\n"))
	words := bytes.SplitN(line, []byte(" "), 3)
	if isResponse && d.language() == "http" && len(words) == 3 && len(bytes.TrimSpace(words[2])) > 0 {
		words[2] = []byte(http.StatusText(d.Status))
		d.From = slices.Concat(bytes.TrimRight(bytes.Join(words, []byte(" ")), " "), []byte("\n"), rest)
	}
}

// settings are the facts that the example does not give.
func (d *draft) settings() []string {
	var lines []string
	if d.shown(catalog.MemberType) == "" || nameOfType(d.Type) != d.Name {
		lines = append(lines, "type: "+yamlScalar(d.Type))
	}
	if d.shownStatus() == 0 {
		lines = append(lines, "status: "+strconv.Itoa(d.Status))
	}
	return lines
}

// language returns that of the code block which shows the example.
func (d *draft) language() string {
	if bytes.HasPrefix(d.From, []byte("HTTP/")) {
		return "http"
	}
	return "json"
}

// fence returns a fence that the example does not have inside.
func (d *draft) fence() string {
	fence := "```"
	for bytes.Contains(d.From, []byte(fence)) {
		fence += "`"
	}
	return fence
}

// scaffold returns the page's parts.
func (d *draft) scaffold() (templates.Scaffold, error) {
	s := templates.Scaffold{Name: d.Name, Title: yamlScalar(d.Title)}
	if strings.ContainsFunc(d.Title+d.Type, unicode.IsControl) || !utf8.ValidString(d.Title+d.Type) {
		return s, errors.New("a title or type is one line of UTF-8 without control characters")
	}
	if len(d.From) == 0 {
		s.Example = fmt.Sprintf("{\n  \"type\": %s,\n  \"title\": %s,\n  \"status\": %d,\n  \"detail\": \"Say here what was wrong, as the server would.\",\n  \"instance\": \"d3465740-ec3a-4a0b-9d4a-c9ea734ce58a\"\n}",
			quoted(d.Type), quoted(d.Title), d.Status)
		if nameOfType(d.Type) != d.Name {
			s.Settings = []string{"type: " + yamlScalar(d.Type)}
		}
		s.Fence, s.Language, s.Detail, s.Instance = d.fence(), d.language(), true, true
		return s, nil
	}
	if err := d.agree(); err != nil {
		return s, err
	}
	s.Fence, s.Language, s.Settings = d.fence(), d.language(), d.settings()
	s.Detail, s.Instance = d.sample.Body.Get(catalog.MemberDetail) != nil, d.sample.Body.Get(catalog.MemberInstance) != nil
	s.Example = string(d.From)
	s.Members = memberRows(d.members, d.sample.Body)
	if d.sample.Response != nil {
		s.Headers = headerRows(d.sample.Response.Fields)
	}
	return s, nil
}

// yamlScalar writes a text as YAML has it: as it is, where nothing in it could be
// read as something else.
func yamlScalar(text string) string {
	isPlain := text != "" && (text[0] >= 0x80 || unicode.IsLetter(rune(text[0])) || text[0] == '/') &&
		!strings.ContainsAny(text, "'\"{}[],&*!|>%@\\`") && !strings.Contains(text, ": ") && !strings.Contains(text, " #") &&
		!strings.HasSuffix(text, ":") && strings.TrimSpace(text) == text
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		isPlain = false
	}
	if isPlain {
		return text
	}
	return strconv.Quote(text)
}

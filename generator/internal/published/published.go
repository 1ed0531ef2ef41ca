// Package published asks whether type URIs lead to the pages of their problem
// types, as RFC 9457 (section 3.1.1) wants it. It is the one part of the command
// that uses the network, and asks one host alone.
package published

import (
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"
)

// The limits of what is asked. A folder of a thousand pages behind a server that
// never answers takes 21 minutes.
const (
	// patience is how long one type URI may take, with all that it leads on to.
	patience = 10 * time.Second
	// atOnce is how many are asked for at a time.
	atOnce = 8
	// maxRedirects is how often one may lead on.
	maxRedirects = 5
	// maxPage is how much of a page is read, in bytes.
	maxPage = 1 << 20
)

// Fault tells what is wrong with a type URI.
type Fault int

// The faults.
const (
	// None: the type URI leads to its page.
	None Fault = iota
	// Silent: there is no answer, or one that is no page.
	Silent
	// OtherPage: the page does not have the problem type's title.
	OtherPage
	// PlainText: the page is shown as its source.
	PlainText
)

// An Answer is what became of a type URI.
type Answer struct {
	Fault Fault
	// Detail says more, as the end of a sentence that begins with the type URI.
	Detail string
}

// A Question is a type URI, and the title of the page that it should lead to.
type Question struct{ URI, Title string }

// An Asker asks one host.
type Asker struct {
	base   *url.URL
	client *http.Client
}

// New returns what asks for type URIs that begin with the base. It is an error
// if no web server can have that.
func New(base string) (*Asker, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		if base == "" {
			return nil, errors.New("say which host to ask: give --base, or a base in the configuration, with which the type URIs begin")
		}
		return nil, fmt.Errorf("only type URIs that begin with http or https can be asked for; the base is %q", base)
	}
	a := &Asker{base: u}
	dialer := &net.Dialer{Timeout: patience, Control: a.control}
	a.client = &http.Client{
		CheckRedirect: a.redirect,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, MaxIdleConnsPerHost: atOnce, ForceAttemptHTTP2: true,
		},
	}
	return a, nil
}

var (
	errPrivate   = errors.New("the host has a private address")
	errLeadsAway = errors.New("it leads to another host")
	errLeadsOn   = errors.New("it leads on and on")
)

// control keeps a public name from leading into a private network.
func (a *Asker) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || isPrivate(to.Addr()) && !a.isPrivate() {
		return errors.Join(errPrivate, err)
	}
	return nil
}

// isPrivate reports whether the base itself is in a private network.
func (a *Asker) isPrivate() bool {
	name := a.base.Hostname()
	addr, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && isPrivate(addr)
}

// shared are the addresses that providers use inside of their networks (RFC
// 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

func isPrivate(a netip.Addr) bool {
	a = a.Unmap()
	return !a.IsGlobalUnicast() || a.IsPrivate() || shared.Contains(a)
}

// redirect follows where the answer leads on the same host.
func (a *Asker) redirect(next *http.Request, before []*http.Request) error {
	switch {
	case len(before) > maxRedirects:
		return errLeadsOn
	case !a.isHost(next.URL):
		return errLeadsAway
	}
	return nil
}

// isHost reports whether an address is one of the base's host, or of the same
// name over TLS.
func (a *Asker) isHost(u *url.URL) bool {
	return u.Host == a.base.Host && u.Scheme == a.base.Scheme ||
		u.Hostname() == a.base.Hostname() && u.Scheme == "https" && u.Port() == "" && a.base.Port() == ""
}

// Ask asks for all type URIs, several at a time. Those of another host are not
// asked for, and have no fault.
func (a *Asker) Ask(ctx context.Context, questions []Question) ([]Answer, error) {
	answers := make([]Answer, len(questions))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for i, q := range questions {
		u, err := url.Parse(q.URI)
		if err != nil || !a.isHost(u) {
			continue
		}
		group.Go(func() error {
			answers[i] = a.ask(ctx, u, q.Title)
			return ctx.Err()
		})
	}
	return answers, group.Wait()
}

func (a *Asker) ask(ctx context.Context, u *url.URL, title string) Answer {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{Silent, "cannot be asked for"}
	}
	r.Header.Set("Accept", "text/html")
	r.Header.Set("User-Agent", "problemgen")
	response, err := a.client.Do(r)
	if err != nil {
		return Answer{Silent, "does not answer: " + reason(err)}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxPage))
	if err != nil {
		return Answer{Silent, "does not answer: " + reason(err)}
	}
	return judge(response, string(body), title)
}

// reason says in few words why there is no answer.
func reason(err error) string {
	var dns *net.DNSError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "it takes longer than " + patience.String()
	case errors.Is(err, errPrivate), errors.Is(err, errLeadsAway), errors.Is(err, errLeadsOn):
		for _, known := range []error{errPrivate, errLeadsAway, errLeadsOn} {
			if errors.Is(err, known) {
				return known.Error()
			}
		}
	case errors.As(err, &dns):
		return "there is no host of that name"
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return oneLine(err.Error())
}

// judge tells whether a response is the page of that title.
func judge(r *http.Response, body, title string) Answer {
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.StatusCode != http.StatusOK:
		return Answer{Silent, fmt.Sprintf("answers with %d %s", r.StatusCode, http.StatusText(r.StatusCode))}
	case media == "" || media == "text/plain":
		return Answer{PlainText, "is served as plain text"}
	case !strings.Contains(oneLine(html.UnescapeString(body)), oneLine(title)):
		return Answer{OtherPage, "leads to " + titleOf(body)}
	}
	return Answer{}
}

var titleElement = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)

// titleOf returns how a page calls itself.
func titleOf(body string) string {
	m := titleElement.FindStringSubmatch(body)
	if m == nil {
		return "a page that does not have its title"
	}
	const long = 80
	title := []rune(oneLine(html.UnescapeString(m[1])))
	if len(title) > long {
		title = append(title[:long], '…')
	}
	return fmt.Sprintf("another page, %q", string(title))
}

// oneLine returns text with one space between its words.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

package problem

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// A Client reads problems. The zero value is ready to use, and it is that of
// the functions [FromResponse] and [Do].
type Client struct {
	// HTTP sends the requests. Nil stands for [http.DefaultClient].
	HTTP *http.Client
	// MaxBody is how many bytes of a body are read, before decompression as
	// after it. A longer body is not read on and counts as unreadable. 0 stands
	// for 1 MiB. What a transport has decompressed already is bounded after it
	// alone; [Client.Do] therefore does that work itself.
	MaxBody int64
}

const defaultMaxBody = 1 << 20

// FromResponse returns the problem that a response brings. It is nil for a
// status below 400, unless the response's media type is one of problems.
//
// The problem has the type that its body names, and is an [*Unknown] of type
// about:blank where the body is none that can be read: its cause tells why. In
// any case it has the response's status. What else the body says about itself
// is told by its [Received]. A body in XML is read as RFC 9457, appendix B, has
// it; what the page does not document has strings for values then.
//
// FromResponse reads the body and leaves it to the caller to close it.
func FromResponse(resp *http.Response) Problem { return new(Client).FromResponse(resp) }

// Do sends the request like [http.Client.Do]. A response that brings a problem
// is returned as the error, see [FromResponse], and its body is closed.
func Do(req *http.Request) (*http.Response, error) { return new(Client).Do(req) }

// Do sends the request, see the function [Do].
func (c *Client) Do(req *http.Request) (*http.Response, error) {
	client := c.HTTP
	if client == nil {
		client = http.DefaultClient
	}
	req, asked := askForGzip(client, req)
	resp, err := client.Do(req)
	if err != nil {
		return resp, err
	}
	p := c.FromResponse(resp)
	if asked {
		unzip(resp)
	}
	if p == nil {
		return resp, nil
	}
	_ = resp.Body.Close() // what was wanted of it is read
	return nil, p
}

// FromResponse returns the problem that a response brings, see the function
// [FromResponse].
func (c *Client) FromResponse(resp *http.Response) Problem {
	if resp == nil || resp.StatusCode < 400 && !isProblem(resp.Header) {
		return nil
	}
	text, err := c.readBody(resp)
	p, err := c.parseBody(resp, text, err)
	if err != nil {
		p = &Unknown{Occurrence: Occurrence{
			Cause:    fmt.Errorf("reading a problem: %w", err),
			Received: &Received{Type: TypeAboutBlank, Body: string(text)},
		}}
	}
	a, o := p.base()
	o.Received.Status, o.Received.Header = resp.StatusCode, resp.Header
	o.status = a.further(resp.StatusCode)
	readHeaders(p, resp.Header)
	return p
}

// isProblem reports whether the header announces a problem, in whatever form.
func isProblem(h http.Header) bool {
	media := mediaTypeOf(h)
	return media == string(problemJSON) || media == string(problemXML)
}

// mediaTypeOf returns the media type of a body, without its parameters.
func mediaTypeOf(h http.Header) string {
	media, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		return ""
	}
	return media
}

// parseBody reads the problem in what was read of the body.
func (c *Client) parseBody(resp *http.Response, text []byte, failed error) (Problem, error) {
	if failed != nil {
		return nil, failed
	}
	parse := parse
	if mediaTypeOf(resp.Header) == string(problemXML) {
		parse = parseXML
	}
	p, err := parse(text, baseURL(resp))
	if err != nil {
		return nil, fmt.Errorf("%w (the media type is %q)", err, clip(mediaTypeOf(resp.Header)))
	}
	return p, nil
}

// baseURL returns what relative URIs in the response are relative to; it may be
// nil.
func baseURL(resp *http.Response) *url.URL {
	if resp.Request == nil {
		return nil
	}
	return resp.Request.URL
}

// readBody reads the body as far as it may be, and undoes a compression that
// the transport has left. With an error it returns what it has.
func (c *Client) readBody(resp *http.Response) ([]byte, error) {
	if resp.Body == nil {
		return nil, errors.New("there is no body")
	}
	limit := c.MaxBody
	if limit <= 0 {
		limit = defaultMaxBody
	}
	body := io.Reader(resp.Body)
	switch coding := strings.ToLower(resp.Header.Get("Content-Encoding")); coding {
	case "", "identity":
	case "gzip", "x-gzip":
		unzipped, err := gzip.NewReader(&bounded{body, limit, limit})
		if err != nil {
			return nil, err
		}
		body = unzipped
	default:
		return nil, fmt.Errorf("the content coding %q is unknown", clip(coding))
	}
	data, err := io.ReadAll(io.LimitReader(body, limit))
	if err == nil && int64(len(data)) == limit && !atEnd(body) {
		err = tooLong(limit)
	}
	return data, err
}

func tooLong(limit int64) error { return fmt.Errorf("the body is longer than %d bytes", limit) }

func atEnd(r io.Reader) bool {
	n, err := io.ReadFull(r, make([]byte, 1))
	return n == 0 && err == io.EOF
}

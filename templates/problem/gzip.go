package problem

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
)

// A bounded reader fails where there is more to read than its limit.
type bounded struct {
	io.Reader
	left, limit int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.Reader.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, tooLong(b.limit)
	}
	return n, err
}

// askForGzip returns the request with the Accept-Encoding that the transport
// would add, and true; or the request as it is. Who asks for a compression has to
// undo it, and can count what is read. The transport counts nothing: an endless
// series of empty gzip members would keep it busy as long as the request lives.
func askForGzip(client *http.Client, req *http.Request) (*http.Request, bool) {
	if t, ok := client.Transport.(*http.Transport); ok && (t == nil || t.DisableCompression) {
		return req, false
	}
	if req == nil || req.Method == http.MethodHead || req.Header["Accept-Encoding"] != nil || req.Header["Range"] != nil {
		return req, false
	}
	asking := req.WithContext(req.Context())
	if asking.Header = req.Header.Clone(); asking.Header == nil {
		asking.Header = make(http.Header)
	}
	asking.Header.Set("Accept-Encoding", "gzip")
	return asking, true
}

// unzip makes of a compressed response what the transport would have made.
func unzip(resp *http.Response) {
	if !strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		return
	}
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	resp.ContentLength, resp.Uncompressed = -1, true
	resp.Body = &unzipped{body: resp.Body}
}

// An unzipped body is decompressed as it is read.
type unzipped struct {
	body io.ReadCloser
	zip  *gzip.Reader
	err  error
}

func (u *unzipped) Read(p []byte) (int, error) {
	if u.zip == nil && u.err == nil {
		u.zip, u.err = gzip.NewReader(u.body)
	}
	if u.err != nil {
		return 0, u.err
	}
	return u.zip.Read(p)
}

func (u *unzipped) Close() error { return u.body.Close() }

// Package problemsite serves the pages of the problem types of the package that
// it belongs to where their type URIs lead: at [Path], from the API itself.
//
//	mux.Handle(problemsite.Path, problemsite.Handler())
//
// The pages are linked into who imports this package, and into nobody else.
package problemsite

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

//go:embed all:site
var files embed.FS

// The headers that all pages have. A page runs no script but its own, and is
// shown in nobody's frame.
const (
	policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	// caching has a cache ask before it shows a page again, which the ETag
	// makes cheap.
	caching = "no-cache"
)

// Handler returns a handler that serves the pages at the paths of their type
// URIs. It goes by the whole path of the request, from [Path] on: where the API
// stands behind a further prefix, [http.StripPrefix] has to remove that prefix
// and no more.
//
// A browser gets HTML, and so does a client that accepts nothing else that there
// is; application/schema+json and text/markdown are served to those who prefer
// them, and to all under names that end in .schema.json and .md. Responses have
// strong ETags (RFC 9110, section 8.8.3) and are sent from memory. Former type
// URIs are redirected (308). Whatever is not there is a problem of type
// about:blank with the status 404.
func Handler() http.Handler { return pages() }

// pages reads the files once.
var pages = sync.OnceValue(func() *site { return newSite(files) })

// A site is all pages by their paths below Path.
type site struct {
	routes map[string]*route
}

// A route is what there is under a path.
type route struct {
	// variants are in the order in which they are preferred.
	variants []*variant
	// location is where a former type URI leads, relative to it; else nil.
	location []string
	// varies tells, as a header, that the client chooses among the variants.
	varies []string
}

// A variant is a file with the headers that it is served with.
type variant struct {
	media                                   string
	data                                    []byte
	etag                                    string
	contentType, etagHeader, length, caches []string
	policy, nosniff, referrer               []string
}

// newSite reads all files, and where they are served.
func newSite(files fs.FS) *site {
	s := &site{routes: map[string]*route{}}
	variants := map[string]*variant{}
	err := fs.WalkDir(files, "site", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == routesFile {
			return err
		}
		data, err := fs.ReadFile(files, name)
		below := strings.TrimPrefix(name, "site/")
		v := newVariant(below, data)
		variants[below] = v
		s.routes[below] = &route{variants: []*variant{v}}
		return err
	})
	if err != nil {
		return s // which has been embedded, and cannot fail
	}
	s.addRoutes(readTable(files), variants)
	return s
}

const routesFile = "site/routes.json"

// A table is what routes.json says.
type table struct {
	Pages []struct {
		Path  string   `json:"path"`
		Files []string `json:"files"`
	} `json:"pages"`
	Former []struct {
		Path     string `json:"path"`
		Location string `json:"location"`
	} `json:"former"`
}

func readTable(files fs.FS) (t table) {
	data, err := fs.ReadFile(files, routesFile)
	if err != nil || json.Unmarshal(data, &t) != nil {
		return table{} // which has been embedded, and cannot fail
	}
	return t
}

func (s *site) addRoutes(t table, variants map[string]*variant) {
	for _, p := range t.Pages {
		r := &route{}
		for _, name := range p.Files {
			if v := variants[name]; v != nil {
				r.variants = append(r.variants, v)
			}
		}
		if len(r.variants) > 1 {
			r.varies = []string{"Accept"}
		}
		s.routes[p.Path] = r
		s.redirectSlash(p.Path)
	}
	for _, f := range t.Former {
		s.routes[f.Path] = &route{location: []string{f.Location}}
	}
}

// redirectSlash has a path with and without a slash at its end lead to the same
// page.
func (s *site) redirectSlash(at string) {
	if at == "" {
		return
	}
	other, location := at+"/", "../"+path.Base(at)
	if strings.HasSuffix(at, "/") {
		other = strings.TrimSuffix(at, "/")
		location = path.Base(at) + "/"
	}
	if s.routes[other] == nil {
		s.routes[other] = &route{location: []string{location}}
	}
}

func newVariant(name string, data []byte) *variant {
	sum := sha256.Sum256(data)
	v := &variant{media: mediaOf(name), data: data, etag: `"` + hex.EncodeToString(sum[:12]) + `"`}
	contentType := v.media
	if strings.HasPrefix(contentType, "text/") {
		contentType += "; charset=utf-8"
	}
	// Values that are set without further ado: each has no room to grow.
	v.contentType, v.etagHeader, v.length = one(contentType), one(v.etag), one(strconv.Itoa(len(data)))
	v.caches, v.policy, v.nosniff, v.referrer = one(caching), one(policy), one("nosniff"), one("no-referrer")
	return v
}

func one(value string) []string { return []string{value}[:1:1] }

const (
	mediaHTML     = "text/html"
	mediaSchema   = "application/schema+json"
	mediaMarkdown = "text/markdown"
)

// mediaOf returns the media type of a file by its name.
func mediaOf(name string) string {
	if strings.HasSuffix(name, ".schema.json") {
		return mediaSchema
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		return mediaHTML
	case ".md":
		return mediaMarkdown
	case ".css":
		return "text/css"
	case ".js":
		return "text/javascript"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	}
	return "application/octet-stream"
}

// ServeHTTP implements [http.Handler].
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header()["Allow"] = []string{"GET, HEAD"}
		writeProblem(w, r, http.StatusMethodNotAllowed)
		return
	}
	below, inside := strings.CutPrefix(r.URL.Path, Path)
	switch found := s.routes[below]; {
	case !inside && r.URL.Path+"/" == Path:
		redirect(w, []string{path.Base(Path) + "/"})
	case !inside || found == nil:
		writeProblem(w, r, http.StatusNotFound)
	case found.location != nil:
		redirect(w, found.location)
	default:
		found.serve(w, r)
	}
}

// writeProblem serves a problem of type about:blank, which says no more than its
// status does (RFC 9457, section 4.2.1).
func writeProblem(w http.ResponseWriter, r *http.Request, status int) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = fmt.Fprintf(w, `{"type":"about:blank","title":%q,"status":%d}`, http.StatusText(status), status)
	}
}

// redirect sends the client on, by an address relative to that of the request:
// the handler may stand behind a prefix that it does not know.
func redirect(w http.ResponseWriter, location []string) {
	w.Header()["Location"] = location
	w.WriteHeader(http.StatusPermanentRedirect)
}

// serve sends the variant that the client prefers, unless it has it.
func (r *route) serve(w http.ResponseWriter, req *http.Request) {
	v := r.variants[0]
	h := w.Header()
	if r.varies != nil {
		v = r.prefer(req.Header["Accept"])
		if vary := h["Vary"]; len(vary) == 0 {
			h["Vary"] = r.varies
		} else {
			h["Vary"] = append(vary[:len(vary):len(vary)], "Accept")
		}
	}
	h["Etag"], h["Cache-Control"] = v.etagHeader, v.caches
	if matches(req.Header["If-None-Match"], v.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"], h["X-Content-Type-Options"] = v.contentType, v.nosniff
	h["Content-Security-Policy"], h["Referrer-Policy"] = v.policy, v.referrer
	// Behind a Content-Encoding stands a writer that will change the length.
	if len(h["Content-Encoding"]) == 0 {
		h["Content-Length"] = v.length
	}
	w.WriteHeader(http.StatusOK)
	if req.Method != http.MethodHead {
		_, _ = w.Write(v.data) // an error tells that the client has gone
	}
}

// matches reports whether one of the client's ETags is that of the response
// (RFC 9110, section 13.1.2).
func matches(fields []string, etag string) bool {
	for _, field := range fields {
		for field != "" {
			var tag string
			tag, field, _ = strings.Cut(field, ",")
			tag = strings.TrimSpace(tag)
			if tag == "*" || strings.TrimPrefix(tag, "W/") == etag {
				return true
			}
		}
	}
	return false
}

package site

import (
	"bytes"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/render"
)

// links is the policy for the links and pictures of one page.
type links struct {
	plan *plan
	// page is the page's path in the pages folder, file where it is in the site,
	// and folder where its pictures are.
	page, file, folder string
	intro              string
	read               func(path string) ([]byte, error)
	// shown are the pictures that the page shows, err why one could not be read.
	shown map[string][]byte
	err   error
}

func (m *Maker) links(page, file, folder string) *links {
	return &links{plan: m.plan, page: page, file: file, folder: folder, intro: m.intro.Page, read: m.options.Image, shown: map[string][]byte{}}
}

// link says where a link leads: to the web or a mailbox, to a page of the site,
// or to the page's sources. Everything else is text.
func (l *links) link(dest string) render.Target {
	if !isPlain(dest) {
		return render.Target{}
	}
	if there := l.plan.byType[dest]; there != nil {
		return render.Target{Href: relative(l.file, there.file)}
	}
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return render.Target{}
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil, u.Scheme == "mailto" && u.Opaque != "":
		return render.Target{Href: dest, External: true}
	case u.Scheme != "" || u.Host != "" || u.Opaque != "" || strings.HasPrefix(u.Path, "/"):
		return render.Target{}
	}
	return l.relative(dest, u)
}

// isPlain reports whether a destination has no characters that readers of
// addresses disagree about.
func isPlain(dest string) bool {
	return dest != "" && !strings.HasPrefix(dest, "//") && !strings.ContainsFunc(dest, func(r rune) bool {
		return r <= ' ' || r == '\\' || r == 0x7f || r == '"' || r == '<' || r == '>' || isInvisible(r)
	})
}

// relative follows a link inside of the pages folder.
func (l *links) relative(dest string, u *url.URL) render.Target {
	fragment := ""
	if u.Fragment != "" {
		fragment = "#" + u.EscapedFragment()
	}
	if u.Path == "" {
		if fragment == "" {
			return render.Target{}
		}
		return render.Target{Href: fragment}
	}
	to, _, inside := catalog.LinkTarget(l.page, dest)
	if inside && to == l.intro {
		return render.Target{Href: relative(l.file, indexFile) + fragment}
	}
	if there := l.plan.onPage(to, u.Fragment); inside && there != nil {
		if there.head.Anchor != "" && there.head.Anchor == u.Fragment {
			fragment = ""
		}
		return render.Target{Href: relative(l.file, there.file) + fragment}
	}
	if l.plan.options.Edit == "" {
		return render.Target{}
	}
	return l.source(u)
}

// fromSource returns where a link or picture leads from the source that is
// published at a path: to other sources of the site, or "" for what else there
// is.
func (l *links) fromSource(source, dest string) string {
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return ""
	}
	name, fragment, inside := catalog.LinkTarget(l.page, dest)
	if _, shown := l.shown[path.Join(l.folder, name)]; shown {
		return relative(source, path.Join(l.folder, name))
	}
	there := l.plan.onPage(name, fragment)
	if !inside || there == nil {
		return ""
	}
	to := relative(source, there.source)
	if fragment != "" {
		to += "#" + u.EscapedFragment()
	}
	return to
}

// onPage returns where the problem type of a page is, or that of its section.
func (p *plan) onPage(page, anchor string) *place {
	places := p.byPage[page]
	for _, there := range places {
		if there.head.Anchor != "" && there.head.Anchor == anchor {
			return there
		}
	}
	if len(places) > 0 {
		return places[0]
	}
	return nil
}

// source follows a link to where the sources are.
func (l *links) source(u *url.URL) render.Target {
	base, err := url.Parse(l.plan.options.Edit)
	if err != nil {
		return render.Target{}
	}
	base = base.JoinPath(path.Dir(l.page)).JoinPath("/")
	return render.Target{Href: base.ResolveReference(u).String(), External: true}
}

// editLink returns where a page's source can be edited, or "".
func (p *plan) editLink(page string) string {
	if p.options.Edit == "" {
		return ""
	}
	return strings.TrimSuffix(p.options.Edit, "/") + "/" + escapePath(page)
}

// image returns where a picture of the pages folder is in the site.
func (l *links) image(dest string) string {
	u, err := url.Parse(dest)
	if err != nil || !isPlain(dest) || l.read == nil || u.Path == "" {
		return ""
	}
	name, _, inside := catalog.LinkTarget(l.page, dest)
	copied := path.Join(l.folder, name)
	if !inside || !isPicture(name, nil) || !isFile(copied) || l.plan.taken[strings.ToLower(copied)] != "" {
		return ""
	}
	data, known := l.shown[copied]
	if !known {
		if data, err = l.read(name); err != nil {
			l.err = err
			return ""
		}
	}
	if len(data) == 0 || !isPicture(name, data) {
		return ""
	}
	l.shown[copied] = data
	return relative(l.file, copied)
}

// IsPicture reports whether a file of that name may be a picture that pages
// show.
func IsPicture(name string) bool { return isPicture(name, nil) }

// isPicture reports whether a file's name, and its content where that is given,
// is that of a picture that cannot be anything else. SVG can: it has scripts.
func isPicture(name string, data []byte) bool {
	var magic []string
	at := 0
	switch strings.ToLower(path.Ext(name)) {
	case ".png":
		magic = []string{"\x89PNG\r\n\x1a\n"}
	case ".jpg", ".jpeg":
		magic = []string{"\xff\xd8\xff"}
	case ".gif":
		magic = []string{"GIF87a", "GIF89a"}
	case ".webp":
		at, magic = 8, []string{"WEBP"}
	case ".avif":
		at, magic = 4, []string{"ftypavif", "ftypavis"}
	}
	if data == nil {
		return magic != nil
	}
	return len(data) > at && slices.ContainsFunc(magic, func(m string) bool { return bytes.HasPrefix(data[at:], []byte(m)) })
}

// pictures returns the pictures that the page shows.
func (l *links) pictures(page, listedIn string) []catalog.File {
	var files []catalog.File
	for name, data := range l.shown {
		files = append(files, catalog.File{Path: name, Page: page, Data: data, ListedIn: listedIn})
	}
	slices.SortFunc(files, func(a, b catalog.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

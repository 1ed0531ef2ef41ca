package catalog

import (
	"net/url"
	"path"
	"strings"
)

// LinkTarget follows a link from a page of the folder to another file of it.
// It returns the file's path inside the folder and the fragment behind "#";
// ok is false for links that leave the folder or have a scheme or host.
func LinkTarget(page, dest string) (target, fragment string, ok bool) {
	if strings.HasPrefix(dest, "https://") || strings.HasPrefix(dest, "http://") {
		return "", "", false
	}
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/") {
		return "", "", false
	}
	if u.Path == "" {
		return page, u.Fragment, true
	}
	target = path.Join(path.Dir(page), u.Path)
	if target == ".." || strings.HasPrefix(target, "../") {
		return "", "", false
	}
	return target, u.Fragment, true
}

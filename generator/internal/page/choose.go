package page

import (
	"path"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// IsPage reports whether a file of the pages folder is a problem page: every
// Markdown file is one, except those that introduce a folder and whatever is
// hidden or begins with "_", itself or one of its folders.
func IsPage(file string) bool { return isSeen(file) && !catalog.IsIntro(file) }

// MayBePage reports whether a file can be a page or introduce a folder.
func MayBePage(file string) bool {
	return isSeen(file) || catalog.IsIntro(file) && isSeen(path.Dir(file)+"/x.md")
}

// isSeen reports whether a Markdown file is neither hidden nor set aside.
func isSeen(file string) bool {
	for segment := range strings.SplitSeq(strings.TrimPrefix(file, "./"), "/") {
		if segment == "" || segment[0] == '.' || segment[0] == '_' {
			return false
		}
	}
	return catalog.IsMarkdown(file)
}

// Choose returns which of the files that may be pages are some, in their
// order. The index of a folder that has no other page is a page, and so is
// what is named as one; named may be nil.
func Choose(files []string, named func(file string) bool) []string {
	pages := map[string]int{} // by folder, those in folders inside included
	for _, file := range files {
		if !IsPage(file) {
			continue
		}
		for dir := path.Dir(file); ; dir = path.Dir(dir) {
			pages[dir]++
			if dir == "." {
				break
			}
		}
	}
	var chosen []string
	for _, file := range files {
		dir := path.Dir(file)
		isAlone := dir != "." && pages[dir] == 0 && isIndex(file)
		if IsPage(file) || isAlone && isSeen(file) || named != nil && named(file) {
			chosen = append(chosen, file)
		}
	}
	return chosen
}

func isIndex(file string) bool {
	return strings.EqualFold(strings.TrimSuffix(path.Base(file), path.Ext(file)), "index")
}

// Intros are the names of the files of which the first introduces the folder.
func Intros() []string {
	var names []string
	for _, name := range []string{"README", "index", "_index"} {
		for _, extension := range catalog.Extensions() {
			names = append(names, name+extension)
		}
	}
	return names
}

package load

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/page"
)

// A NoPagesError tells that a source has no problem page, and what it has
// instead.
type NoPagesError struct {
	// Folder is the source as messages name it.
	Folder string
	// Others counts the files by their endings; SetAside the pages that are
	// hidden or begin with "_", themselves or a folder of theirs; LeftOut those
	// that would be pages but for the configuration, and NoProblem those that say
	// themselves that they document no problem type.
	Others                       map[string]int
	SetAside, LeftOut, NoProblem int
	// Intro is the page that introduces the folder, if there is one.
	Intro string
}

// Error says what was passed over, and what would be read.
func (e *NoPagesError) Error() string {
	said := []string{fmt.Sprintf("%s has no problem page", e.Folder)}
	if passed := e.passed(); passed != "" {
		said = append(said, passed)
	}
	said = append(said, "problemgen reads .md, .markdown and .mdx")
	if e.SetAside > 0 {
		said = append(said, fmt.Sprintf("%s set aside, as the name or a folder's begins with `.` or `_`", count(e.SetAside, "page is", "pages are")))
	}
	if e.LeftOut > 0 {
		said = append(said, fmt.Sprintf("%s left out by include and exclude", count(e.LeftOut, "page is", "pages are")))
	}
	if e.NoProblem > 0 {
		said = append(said, count(e.NoProblem, "page says that it documents", "pages say that they document")+" no problem type (`problem: false`)")
	}
	if e.Intro != "" {
		said = append(said, fmt.Sprintf("%s introduces the folder; `include: [%s]` makes it a page", e.Intro, e.Intro))
	}
	return strings.Join(said, "; ")
}

// maxEndings is how many endings are told apart.
const maxEndings = 5

// passed says which files were passed over: "12 .adoc and 3 .txt files".
func (e *NoPagesError) passed() string {
	endings := slices.SortedFunc(maps.Keys(e.Others), func(a, b string) int {
		return cmp.Or(cmp.Compare(e.Others[b], e.Others[a]), cmp.Compare(a, b))
	})
	var parts []string
	rest, all := 0, 0
	for i, ending := range endings {
		all += e.Others[ending]
		if i >= maxEndings {
			rest += e.Others[ending]
			continue
		}
		parts = append(parts, fmt.Sprintf("%d %s", e.Others[ending], ending))
	}
	if rest > 0 {
		parts = append(parts, fmt.Sprintf("%d other", rest))
	}
	switch {
	case all == 0:
		return ""
	case len(parts) == 1:
		return "there " + isOrAre(all) + " " + parts[0] + " " + fileOrFiles(all)
	}
	return "there are " + strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1] + " files"
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func fileOrFiles(n int) string {
	if n == 1 {
		return "file"
	}
	return "files"
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// noPages counts what the source has instead of pages; noProblem of its pages
// document no problem type.
func (in *Input) noPages(noProblem int) error {
	e := &NoPagesError{Folder: in.source.Shown("."), Others: map[string]int{}, NoProblem: noProblem}
	_, err := in.source.List(maxPages, func(dir string) bool { return path.Base(dir)[0] != '.' }, func(name string) bool {
		switch {
		case page.IsPage(name) && !in.options.IsSelected(name):
			e.LeftOut++
		case !catalog.IsMarkdown(name):
			e.Others[ending(name)]++
		case !page.MayBePage(name):
			e.SetAside++
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("list the pages: %w", err)
	}
	for _, name := range page.Intros() {
		if e.Intro == "" && in.source.IsFile(name) {
			e.Intro = name
		}
	}
	return e
}

// ending returns what a file's name ends in, as messages can show it.
func ending(name string) string {
	extension := strings.Map(visible, path.Ext(name))
	if extension == "" || len(extension) > 12 || extension == path.Base(name) {
		return "other"
	}
	return extension
}

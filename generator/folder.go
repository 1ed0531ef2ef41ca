package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"unicode"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/page"
)

// The rules about the folder itself.
const (
	ruleIrregularFile = "irregular-file" // error: a page that is no regular file inside the folder
	rulePagePathCase  = "page-path-case" // error: two pages whose paths differ by case alone
	ruleBadPagePath   = "bad-page-path"  // error: a path that would not be safe to show or to carry to other systems
	ruleTooManyPages  = "too-many-pages" // error: more pages than a package can sensibly have
)

// maxPages bounds a folder. Ten thousand pages take a few seconds; a folder
// with ten times as many was named by mistake.
const maxPages = 100_000

// A folder is the pages folder. Everything in it is read through an os.Root,
// so no link leads out of it.
type folder struct {
	root *os.Root
	// shown is the folder as messages name it.
	shown string
}

func openFolder(dir string) (*folder, error) {
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no pages folder %s", dir)
	}
	if err != nil {
		return nil, err
	}
	return &folder{root: root, shown: dir}, nil
}

func (f *folder) close() error { return f.root.Close() }

// list returns the paths of the pages, sorted, and that of the introduction,
// which may be empty.
func (f *folder) list() (pages []string, intro string, found diag.List, err error) {
	err = fs.WalkDir(f.root.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return skipHidden(name)
		case page.IsPage(name):
			pages = append(pages, name)
		}
		if len(pages) > maxPages {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil {
		return nil, "", nil, fmt.Errorf("list the pages: %w", err)
	}
	slices.Sort(pages)
	if len(pages) > maxPages {
		found.Add(diag.At(f.place(pages[maxPages]), ruleTooManyPages, "the folder has more than %d pages", maxPages).
			WithHelp("name the folder that holds the problem pages alone"))
		return nil, "", found, nil
	}
	pages, found = f.safe(pages)
	return pages, f.intro(), found, nil
}

func skipHidden(dir string) error {
	if dir != "." && strings.ContainsRune("._", rune(path.Base(dir)[0])) {
		return fs.SkipDir
	}
	return nil
}

// safe sets aside the pages whose paths cannot be trusted.
func (f *folder) safe(pages []string) ([]string, diag.List) {
	var found diag.List
	folded := map[string]string{}
	safe := slices.DeleteFunc(slices.Clone(pages), func(name string) bool {
		if strings.ContainsFunc(name, isUnsafe) {
			found.Add(diag.At(f.place(strings.Map(visible, name)), ruleBadPagePath, "the page's path holds a character that file names should not have").
				WithHelp("rename the page: letters, digits, hyphens and underscores are safe everywhere"))
			return true
		}
		first, clash := folded[strings.ToLower(name)]
		folded[strings.ToLower(name)] = name
		if clash {
			found.Add(diag.At(f.place(name), rulePagePathCase, "%s and %s differ by case alone, so some systems take them for one file", first, name).
				WithHelp("rename one of the two pages"))
		}
		return clash
	})
	return safe, found
}

func isUnsafe(r rune) bool {
	return r == '\\' || r == unicode.ReplacementChar || !unicode.IsPrint(r)
}

func visible(r rune) rune {
	if isUnsafe(r) {
		return '?'
	}
	return r
}

// intro returns the first of the files that can introduce the package.
func (f *folder) intro() string {
	for _, name := range []string{"README.md", "index.md", "_index.md"} {
		if info, err := f.root.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// exists reports whether the folder has a file or folder of that path.
func (f *folder) exists(name string) bool {
	_, err := fs.Stat(f.root.FS(), name)
	return err == nil
}

// place returns the beginning of a file that was not read.
func (f *folder) place(name string) diag.Span {
	return diag.NewSource(path.Join(f.shown, name), nil).Span(0, 0)
}

// read returns a page's bytes, or a finding where it is not a file to read. It
// looks at what it has opened, and does not wait where that is a pipe.
func (f *folder) read(name string) (*diag.Source, diag.List, error) {
	file, err := f.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		if info, failed := f.root.Lstat(name); failed != nil || info.Mode().IsRegular() {
			return nil, nil, err
		}
		return nil, f.irregular(name), nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, f.irregular(name), nil
	}
	var data bytes.Buffer
	data.Grow(int(min(info.Size(), page.MaxSize)) + bytes.MinRead)
	// One byte more than a page may have tells page.Read that it is too large.
	if _, err := data.ReadFrom(io.LimitReader(file, page.MaxSize+1)); err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", path.Join(f.shown, name), err)
	}
	return diag.NewSource(path.Join(f.shown, name), data.Bytes()), nil, nil
}

func (f *folder) irregular(name string) diag.List {
	return diag.List{diag.At(f.place(name), ruleIrregularFile, "the page is no regular file inside the folder").
		WithHelp("put the page itself here, or give the file a name that does not end in .md")}
}

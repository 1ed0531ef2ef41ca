package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A disk tells how names are on it.
type disk struct {
	// list returns the names in a folder; none where it cannot be read.
	list func(folder string) []string
	// same reports whether both paths are there and lead to one file or folder.
	same func(a, b string) bool
}

// systemDisk is that of the operating system.
func systemDisk() disk {
	return disk{
		list: func(folder string) []string {
			in, err := os.Open(folder)
			if err != nil {
				return nil
			}
			defer in.Close()
			names, _ := in.Readdirnames(-1)
			return names
		},
		same: func(a, b string) bool {
			one, err := os.Lstat(a)
			if err != nil {
				return false
			}
			other, err := os.Lstat(b)
			return err == nil && os.SameFile(one, other)
		},
	}
}

// realPath returns a path below a folder as its elements are named on the disk:
// where the system takes PROBLEMS for problems, an import path, a link or a mark
// with PROBLEMS would mean something else on another system.
func (d disk) realPath(folder, name string) string {
	at := folder
	for element := range strings.SplitSeq(filepath.Clean(name), string(filepath.Separator)) {
		at = filepath.Join(at, d.realName(at, element))
	}
	return at
}

// realName returns the name of an entry of the folder.
func (d disk) realName(folder, name string) string {
	at := filepath.Join(folder, name)
	other := otherCase(name)
	if other == name || !d.same(at, filepath.Join(folder, other)) {
		return name // there is none, or case counts
	}
	names := d.list(folder)
	if slices.Contains(names, name) {
		return name
	}
	i := slices.IndexFunc(names, func(entry string) bool { return d.same(at, filepath.Join(folder, entry)) })
	if i < 0 {
		return name
	}
	return names[i]
}

// otherCase returns a name that is the same one where case does not count.
func otherCase(name string) string {
	if lower := strings.ToLower(name); lower != name {
		return lower
	}
	return strings.ToUpper(name)
}

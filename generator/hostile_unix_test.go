//go:build unix

package generator_test

import (
	"net"
	"path/filepath"
	"syscall"
	"testing"
)

// systemScenes are those of systems with pipes, sockets and devices.
func systemScenes() []fileScene {
	pipe := func(t *testing.T, name string) {
		if err := syscall.Mkfifo(name, 0o644); err != nil {
			t.Skip(err)
		}
	}
	return []fileScene{{
		name:   "page is a pipe",
		meddle: func(t *testing.T, root string) { pipe(t, filepath.Join(root, "pages", "pipe.md")) },
		want:   []string{"pipe.md:1:1: error: irregular-file"},
	}, {
		name: "page is a link to a pipe",
		meddle: func(t *testing.T, root string) {
			pipe(t, filepath.Join(root, "pages", "pipe"))
			link(t, "pipe", filepath.Join(root, "pages", "pipe.md"))
		},
		want: []string{"pipe.md:1:1: error: irregular-file"},
	}, {
		name: "page is a socket",
		meddle: func(t *testing.T, root string) {
			listener, err := net.Listen("unix", filepath.Join(root, "pages", "s.md"))
			if err != nil {
				t.Skip(err)
			}
			t.Cleanup(func() { listener.Close() })
		},
		want: []string{"s.md:1:1: error: irregular-file"},
	}, {
		name:   "page is a device",
		meddle: func(t *testing.T, root string) { link(t, "/dev/zero", filepath.Join(root, "pages", "zero.md")) },
		want:   []string{"zero.md:1:1: error: irregular-file"},
	}, {
		name:   "introduction is a pipe",
		meddle: func(t *testing.T, root string) { pipe(t, filepath.Join(root, "pages", "README.md")) },
	}, {
		name: "output file is a pipe",
		meddle: func(t *testing.T, root string) {
			writeFile(t, filepath.Join(root, "problems", "mine.go"), "package problems\n")
			pipe(t, filepath.Join(root, "problems", "ordinary_problem.go"))
		},
		want: []string{"problems/ordinary_problem.go:1:1: error: strange-output"},
	}}
}

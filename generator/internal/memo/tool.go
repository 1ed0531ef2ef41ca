package memo

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// tool returns what identifies the running program: the versions of all its
// modules where they are released ones, which never change; else the
// identifier that the linker made of the program's content, or the sum of the
// program itself.
func tool() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", errors.New("memo: the program does not know how it was built")
	}
	if isReleased(info) {
		return info.String(), nil
	}
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	if id := buildID(name); id != "" {
		return id, nil
	}
	return programSum(name)
}

// isReleased reports whether versions say everything about the program.
func isReleased(info *debug.BuildInfo) bool {
	modules := append([]*debug.Module{&info.Main}, info.Deps...)
	for _, m := range modules {
		if m.Replace != nil {
			m = m.Replace
		}
		if m.Sum == "" || m.Version == "" || strings.Contains(m.Version, "devel") || strings.Contains(m.Version, "+dirty") {
			return false
		}
	}
	return true
}

// buildID returns the Go build ID of a program: sums of all that it was made of
// and of itself. It is empty where it is not found at once, as on systems
// whose programs are not in the form of ELF, or where it was left out.
func buildID(program string) string {
	f, err := elf.Open(program)
	if err != nil {
		return ""
	}
	defer f.Close()
	section := f.Section(".note.go.buildid")
	if section == nil || section.Size > 1<<10 {
		return ""
	}
	note, err := section.Data()
	// The lengths of a name and of the content, a kind, and the name "Go".
	const header = 4 + 4 + 4 + len("Go\x00\x00")
	if err != nil || len(note) < header {
		return ""
	}
	content, size := note[header:], f.ByteOrder.Uint32(note[4:])
	return string(content[:min(int(size), len(content))])
}

func programSum(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

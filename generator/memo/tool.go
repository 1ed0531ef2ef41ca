package memo

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"runtime/debug"
	"strings"
)

// tool returns what identifies the running program: the versions of all its
// modules where they are released ones, which never change, and else the sum
// of the program itself.
func tool() (string, error) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "", errors.New("memo: the program does not know how it was built")
	}
	if isReleased(info) {
		return info.String(), nil
	}
	return programSum()
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

func programSum() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
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

package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// program returns how this program is called, for the commands that messages
// propose: what "go tool" runs lies in the cache of builds, what "go run" runs
// in a temporary folder.
func program() string {
	name, err := os.Executable()
	if err != nil {
		return "problemgen"
	}
	return programOf(filepath.ToSlash(name))
}

// programOf is program for a file of that path.
func programOf(file string) string {
	folders := strings.Split(file, "/")
	for i, folder := range folders {
		inCache := folder == "go-build" && i+3 < len(folders) && strings.HasSuffix(folders[i+2], "-d")
		switch {
		case inCache:
			return "go tool problemgen"
		case strings.HasPrefix(folder, "go-build") && i+2 < len(folders) && folders[len(folders)-2] == "exe":
			return "go run github.com/hcnet/problemgen/cmd/problemgen"
		}
	}
	return "problemgen"
}

// quoted returns the word as it can be pasted into sh, PowerShell and cmd.exe
// alike: in double quotation marks, where it needs any. What one of them would
// read as more than a letter even there is quoted for the shell of this system.
func quoted(word string) string { return quotedFor(runtime.GOOS, word) }

func quotedFor(system, word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@+", r) || r > 0x7f
	}
	switch {
	case word != "" && strings.TrimFunc(word, plain) == "":
		return word
	case system != "windows" && strings.ContainsAny(word, "\"$`\\!"):
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
	return `"` + strings.ReplaceAll(word, `"`, `""`) + `"`
}

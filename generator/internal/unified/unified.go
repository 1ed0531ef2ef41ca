// Package unified shows how two texts differ, in the form that git apply and
// patch take.
package unified

import (
	"bytes"

	"github.com/rogpeppe/go-internal/diff"
)

// Diff returns the differences, with three lines around each, under the names
// of both sides. It is empty where the texts are the same.
func Diff(oldName string, old []byte, newName string, new []byte) string {
	_, hunks, _ := bytes.Cut(diff.Diff(oldName, old, newName, new), []byte("\n")) // a line that names the command
	return string(hunks)
}

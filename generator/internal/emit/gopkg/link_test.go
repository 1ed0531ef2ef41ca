package gopkg

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// linked is a server that makes problems of one type, and reads none.
const linked = `package main

import (
	"net/http"

	"` + fixedPath + `"
)

func main() {
	_ = http.ListenAndServe("localhost:0", problem.Handler(func(http.ResponseWriter, *http.Request) error {
		return problem.NewInternalError()
	}))
}
`

// A program that only serves problems is linked without the types that it does
// not make, and without what reads them.
func TestServersAreLinkedWithWhatTheyMake(t *testing.T) {
	if testing.Short() {
		t.Skip("links a program")
	}
	dir := t.TempDir()
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "server.exe")
	if err := os.WriteFile(source, []byte(linked), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", program, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	symbols, err := exec.CommandContext(t.Context(), "go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	for symbol, want := range map[string]bool{
		"(*InternalError).members": true, "(*QuotaExceeded).members": false, "(*ImportRejected).Error": false,
		"documented": true, "typed": false, "parseBody": false, "readXML": false, "readForeign": false,
	} {
		if got := strings.Contains(string(symbols), fixedPath+"."+symbol+"\n"); got != want {
			t.Errorf("%s is linked: %t, want %t", symbol, got, want)
		}
	}
}

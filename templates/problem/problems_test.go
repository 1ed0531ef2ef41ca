package problem_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/hcnet/problemgen/templates/problem"
	"github.com/hcnet/problemgen/templates/problemstest"
)

// A page is a page of the folder that this package was made from.
type page struct {
	// path is the page's path inside the folder.
	path string
	// sum is the SHA-256 of its text, each line ended by "\n".
	sum string
	// goldens are the files in testdata that have the page's examples as JSON.
	goldens []string
	// retired tells that nobody makes the problem any more.
	retired bool
}

// moment returns a time in the form of RFC 3339.
func moment(text string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return t
}

// ptr returns a pointer to a value.
func ptr[T any](v T) *T { return &v }

// Every documented occurrence encodes to the bytes of its golden file, and
// those bytes read and encoded again are the same.
func TestGolden(t *testing.T) {
	var goldens []string
	for _, p := range pages {
		if !p.retired {
			goldens = append(goldens, p.goldens...)
		}
	}
	for i, e := range problemstest.Examples() {
		t.Run(e.Name, func(t *testing.T) {
			want := readGolden(t, goldens[i])
			compareGolden(t, e.New(), want)
			compareParsed(t, want)
		})
	}
}

// A problem that is not made any more is still read.
func TestRetired(t *testing.T) {
	for _, p := range pages {
		for _, golden := range p.goldens {
			if p.retired {
				t.Run(golden, func(t *testing.T) { compareParsed(t, readGolden(t, golden)) })
			}
		}
	}
}

func readGolden(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func compareParsed(t *testing.T, want []byte) {
	t.Helper()
	parsed, err := problem.Parse(want)
	if err != nil {
		t.Fatal(err)
	}
	if _, unknown := parsed.(*problem.Unknown); unknown {
		t.Errorf("the type %q is not known", parsed.Type())
	}
	compareGolden(t, parsed, want)
}

func compareGolden(t *testing.T, p problem.Problem, want []byte) {
	t.Helper()
	body, err := p.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Indent(&got, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	got.WriteByte('\n')
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%T encodes to\n%swant\n%s%s", p, got.Bytes(), want, difference(got.Bytes(), want))
	}
}

// difference says what differs first, such that it can be seen.
func difference(got, want []byte) string {
	if bytes.Equal(got, bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
		return "nothing but line ends differ: the golden file was checked out with CRLF; commit the .gitattributes beside it, and run " + repair
	}
	was, is := strings.SplitAfter(string(want), "\n"), strings.SplitAfter(string(got), "\n")
	for i := range min(len(was), len(is)) {
		if was[i] != is[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, is[i], was[i])
		}
	}
	return fmt.Sprintf("there are %d lines, want %d", len(is)-1, len(was)-1)
}

// Every documented occurrence, served over HTTP, arrives as it was made.
func TestRoundTrip(t *testing.T) {
	server := problemstest.NewServer(t)
	for _, e := range problemstest.Examples() {
		t.Run(e.Name, func(t *testing.T) { compareServed(t, server.URL+"/"+e.Name, e.New()) })
	}
}

func compareServed(t *testing.T, url string, want problem.Problem) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != want.Status() {
		t.Errorf("the status is %d, want %d", response.StatusCode, want.Status())
	}
	got := problem.FromResponse(response)
	if got == nil {
		t.Fatal("the response is no problem")
	}
	problem.OccurrenceOf(got).Received = nil
	if problem.OccurrenceOf(got).Instance == "" { // one that is no URI reference, a placeholder, is not served
		problem.OccurrenceOf(want).Instance = ""
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%#v arrived, want %#v", got, want)
	}
}

// The pages, where they are at hand, are those that this package was made from.
func TestPages(t *testing.T) {
	if info, err := os.Stat(pagesFolder); pagesFolder == "" || err != nil || !info.IsDir() {
		t.Skip("the pages are not at hand")
	}
	made := make(map[string]bool)
	for _, p := range pages {
		made[p.path] = true
		switch text, err := os.ReadFile(filepath.Join(pagesFolder, p.path)); {
		case os.IsNotExist(err):
			t.Errorf("%s is gone since this package was made; run %s", p.path, repair)
		case err != nil:
			t.Error(err)
		case sum(text) != p.sum:
			t.Errorf("%s has changed since this package was made; run %s", p.path, repair)
		}
	}
	for _, path := range listPages(t) {
		if !made[path] && !pagesAreChosen {
			t.Errorf("%s is new since this package was made; run %s", path, repair)
		}
	}
}

// sum returns the SHA-256 of a page's text, whatever ends its lines.
func sum(text []byte) string {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	hash := sha256.Sum256(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(hash[:])
}

// listPages returns the paths of all pages inside their folder.
func listPages(t *testing.T) []string {
	var paths []string
	err := fs.WalkDir(os.DirFS(pagesFolder), ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path != "." && strings.ContainsAny(entry.Name()[:1], "._"):
			if entry.IsDir() {
				return fs.SkipDir
			}
		case isPage(entry):
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func isPage(entry fs.DirEntry) bool {
	ending := filepath.Ext(entry.Name())
	name := strings.TrimSuffix(entry.Name(), ending)
	switch strings.ToLower(ending) {
	case ".md", ".markdown", ".mdx":
		return !entry.IsDir() && !strings.EqualFold(name, "README") && !strings.EqualFold(name, "index")
	}
	return false
}

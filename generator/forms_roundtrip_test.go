package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/diag"
)

// comesBack is a test of a generated package: a problem with those members is
// read as its own type, and written as it was.
const comesBack = `package problems_test

import (
	"testing"

	problems "example.com/api/%[1]s"
)

func TestComesBack(t *testing.T) {
	const body = %[2]q
	p, err := problems.Parse([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if _, unknown := p.(*problems.Unknown); unknown || problems.OccurrenceOf(p).Extensions != nil {
		t.Errorf("read as %%+v", p)
	}
	if got, err := p.AppendJSON(nil); err != nil || string(got) != body {
		t.Errorf("written as %%s, %%v", got, err)
	}
}
`

// What the expectations of forms call a round trip is one, through the package
// that is generated from the pages, which passes its own tests, too.
func TestFormsComeBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds packages")
	}
	m := newModule(t)
	files, err := filepath.Glob("testdata/forms/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			folder, isExpectation := strings.CutSuffix(f.Name, "/expect.json")
			if !isExpectation || !strings.Contains(string(f.Data), "round-trip") {
				continue
			}
			packages++
			m.comesBack(t, archive, folder, fmt.Sprintf("p%d", packages), f.Data)
		}
	}
	if packages < 3 {
		t.Errorf("only %d packages", packages)
	}
	for _, args := range [][]string{{"vet", "./..."}, {"test", "./..."}} {
		if out, err := m.run(t, args...); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// comesBack generates a package of a folder of the archive, and the test in it.
func (m goModule) comesBack(t *testing.T, archive *txtar.Archive, folder, name string, expectation []byte) {
	t.Helper()
	var want struct {
		Problems []struct {
			Type, Title string
			Status      int
			RoundTrip   map[string]json.RawMessage `json:"round-trip"`
		}
	}
	if err := json.Unmarshal(expectation, &want); err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if page, ok := strings.CutPrefix(f.Name, folder+"/pages/"); ok {
			m.write(t, "pages/"+name+"/"+page, string(f.Data))
		}
	}
	report, err := generator.Generate(t.Context(), generator.Options{
		Command: "go generate ./...",
		Catalog: generator.GoCatalog(filepath.Join(m.dir, "pages", name), "problems", filepath.Join(m.dir, name)),
	})
	if err != nil || report.Findings.Count(diag.Error) > 0 {
		t.Fatal(folder, err, report)
	}
	p := want.Problems[0]
	body := fmt.Sprintf(`{"type":%q,"title":%q,"status":%d`, p.Type, p.Title, p.Status)
	for _, member := range slices.Sorted(maps.Keys(p.RoundTrip)) {
		compact, err := json.Marshal(p.RoundTrip[member])
		if err != nil {
			t.Fatal(err)
		}
		body += fmt.Sprintf(",%q:%s", member, compact)
	}
	m.write(t, name+"/comes_back_test.go", fmt.Sprintf(comesBack, name, body+"}"))
}

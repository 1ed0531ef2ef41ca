package peers

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A set is a folder of pages with everything that was made of it.
type set struct {
	name, pages, base string
}

// sets are what the peers read: the running example, and pages that say
// everything that a page can.
var sets = []set{
	{"aurora", "../../../../docs/problems", "https://hcnet.org/aurora-errors/"},
	{"everything", "testdata/pages", "https://example.com/problems/"},
}

// dir is the folder of what was made of the set.
func (s set) dir() string { return filepath.Join("made", s.name) }

// openAPI is the set's OpenAPI document of a version.
func (s set) openAPI(version, ending string) string {
	return filepath.Join(s.dir(), "openapi-"+version, "problems.openapi."+ending)
}

// versions are the versions of OpenAPI, and endings those of its forms.
var (
	versions = []string{"3.0", "3.1", "3.2"}
	endings  = []string{"yaml", "json"}
)

func TestMain(m *testing.M) {
	if err := prepare(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if code == 0 { // else there is something to look at
		if err := os.RemoveAll("made"); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	os.Exit(code)
}

// prepare makes all outputs anew.
func prepare() error {
	if err := os.RemoveAll("made"); err != nil {
		return err
	}
	if err := os.MkdirAll("made", 0o777); err != nil {
		return err
	}
	if err := os.WriteFile("made/problemgen.yaml", []byte(configuration()), 0o666); err != nil {
		return err
	}
	if _, err := run("../../../..", "go", "build", "-o", abs("made/problemgen"), "./cmd/problemgen"); err != nil {
		return err
	}
	_, err := run(".", abs("made/problemgen"), "generate", "--config", "made/problemgen.yaml")
	return err
}

// configuration asks for every output of every set.
func configuration() string {
	var b strings.Builder
	b.WriteString("version: 1\ncatalogs:\n")
	for _, s := range sets {
		fmt.Fprintf(&b, "  - pages: ../%s\n    base: %s\n", s.pages, s.base)
		fmt.Fprintf(&b, "    go: {package: problems, out: %s/problems}\n    schema: {out: %[1]s/schema}\n    typescript: {out: %[1]s/problems.ts}\n", s.name)
		for _, version := range versions {
			for _, ending := range endings {
				fmt.Fprintf(&b, "  - pages: ../%s\n    base: %s\n", s.pages, s.base)
				fmt.Fprintf(&b, "    openapi: {out: %s/openapi-%s/problems.openapi.%s, version: %[2]q}\n", s.name, version, ending)
			}
		}
	}
	return b.String()
}

func abs(name string) string {
	path, err := filepath.Abs(name)
	if err != nil {
		panic(err)
	}
	return path
}

// run runs a program; its error has all that the program said.
func run(dir, program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", strings.Join(append([]string{filepath.Base(program)}, args...), " "), err, out)
	}
	return string(out), err
}

func mustRun(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	out, err := run(dir, program, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// A document is as much of an OpenAPI document as the tests look at.
type document struct {
	OpenAPI    string `json:"openapi"`
	Components struct {
		Schemas   map[string]component `json:"schemas"`
		Responses map[string]any       `json:"responses"`
	} `json:"components"`
}

type component struct {
	Properties struct {
		Type   choice[string] `json:"type"`
		Status choice[int]    `json:"status"`
	} `json:"properties"`
}

// A choice is a constant, or one of several values.
type choice[T any] struct {
	Const *T  `json:"const"`
	Enum  []T `json:"enum"`
}

func (c choice[T]) values() []T {
	if c.Const != nil {
		return []T{*c.Const}
	}
	return c.Enum
}

func (s set) document(t *testing.T, version string) document {
	t.Helper()
	var d document
	if err := json.Unmarshal(read(t, s.openAPI(version, "json")), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// responses returns the name of the response with which each status is served.
func (d document) responses() map[int]string {
	names := map[int]string{}
	for name := range d.Components.Responses {
		for _, status := range d.Components.Schemas[name+"Problem"].Properties.Status.values() {
			names[status] = name
			if shared := fmt.Sprint("Status", status); d.Components.Responses[shared] != nil {
				names[status] = shared
			}
		}
	}
	return names
}

// api returns the document of an API that refers to the set's: one operation
// that answers with any of its problems.
func (d document) api() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `openapi: %q
info: {title: An API, version: "1", description: It answers with problems.}
servers: [{url: "/"}]
security: []
paths:
  /{name}:
    get:
      operationId: getExample
      summary: Have a problem.
      parameters:
        - {name: name, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: It went well.
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: string}}}
`, d.OpenAPI)
	names := d.responses()
	for _, status := range slices.Sorted(maps.Keys(names)) {
		fmt.Fprintf(&b, "        %q: {$ref: \"problems.openapi.yaml#/components/responses/%s\"}\n", fmt.Sprint(status), names[status])
	}
	b.WriteString("        default: {$ref: \"problems.openapi.yaml#/components/responses/Problem\"}\n")
	return []byte(b.String())
}

// writeAPI writes the document of the API beside the set's, and returns its
// name.
func (s set) writeAPI(t *testing.T, version string) string {
	t.Helper()
	name := filepath.Join(filepath.Dir(s.openAPI(version, "yaml")), "api.yaml")
	write(t, name, s.document(t, version).api())
	return name
}

// goldens returns the examples of the set by their names, as they are served.
func (s set) goldens(t *testing.T) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir(), "problems/testdata/*.golden.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	goldens := map[string][]byte{}
	for _, file := range files {
		goldens[strings.TrimSuffix(filepath.Base(file), ".golden.json")] = read(t, file)
	}
	return goldens
}

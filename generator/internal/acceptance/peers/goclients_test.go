package peers

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// module is the path of this module, below which the clients are.
const module = "github.com/hcnet/problemgen/generator/internal/acceptance/peers"

// Ogen makes a client of an API that refers to the document; the client reads
// every example that the Go package serves, each as its type.
func TestOgen(t *testing.T) {
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				dir := s.client("ogen", version)
				mustRun(t, ".", "go", "tool", "ogen", "--target", dir, "--package", "client", "--clean", "--config", "testdata/ogen.yml", s.writeAPI(t, version))
				s.testClient(t, "ogen", dir)
			})
		}
	}
}

// Oapi-codegen makes a package of the document, and a client of an API that
// refers to it, which reads every example.
func TestOapiCodegen(t *testing.T) {
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				dir := s.client("oapi", version)
				problems := filepath.ToSlash(filepath.Join(dir, "problems"))
				write(t, filepath.Join(dir, "problems.yml"), []byte("package: problems\ngenerate: {models: true}\noutput-options: {skip-prune: true}\noutput: "+problems+"/problems.gen.go\n"))
				write(t, filepath.Join(dir, "client.yml"), []byte("package: client\ngenerate: {models: true, client: true}\nimport-mapping: {problems.openapi.yaml: "+module+"/"+problems+"}\noutput: "+dir+"/client.gen.go\n"))
				if err := os.MkdirAll(problems, 0o777); err != nil {
					t.Fatal(err)
				}
				mustRun(t, ".", "go", "tool", "oapi-codegen", "-config", filepath.Join(dir, "problems.yml"), s.openAPI(version, "yaml"))
				mustRun(t, ".", "go", "tool", "oapi-codegen", "-config", filepath.Join(dir, "client.yml"), s.writeAPI(t, version))
				s.testClient(t, "oapi", dir)
			})
		}
	}
}

// client is the folder of a client.
func (s set) client(peer, version string) string {
	return filepath.ToSlash(filepath.Join(s.dir(), peer+strings.ReplaceAll(version, ".", "")))
}

// testClient runs a client against a server of the set's Go package.
func (s set) testClient(t *testing.T, peer, dir string) {
	t.Helper()
	test := read(t, filepath.Join("testdata", peer+"_test.go.txt"))
	test = bytes.ReplaceAll(test, []byte("CLIENT"), []byte(module+"/"+dir))
	test = bytes.ReplaceAll(test, []byte("PROBLEMS"), []byte(module+"/made/"+s.name+"/problems"))
	write(t, filepath.Join(dir, "read", "read_test.go"), test)
	mustRun(t, ".", "go", "vet", "./"+dir+"/...")
	if out := mustRun(t, ".", "go", "test", "-v", "./"+dir+"/read"); !strings.Contains(out, "--- PASS: TestReads/") {
		t.Errorf("nothing was read:\n%s", out)
	}
}

package peers

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// needNode leaves a test out where Node or its packages are not there.
func needNode(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("left out: there is no node")
	}
	if _, err := os.Stat("node_modules/typescript"); err != nil {
		t.Skip("left out: run npm ci in " + abs("."))
	}
}

// bin is a program of a package.
func bin(name string) string { return abs(filepath.Join("node_modules/.bin", name)) }

// strict are the flags with which everything has to compile.
var strict = []string{
	"--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noPropertyAccessFromIndexSignature", "--noImplicitReturns",
	"--noFallthroughCasesInSwitch", "--noUnusedLocals", "--noUnusedParameters", "--isolatedModules", "--verbatimModuleSyntax", "--erasableSyntaxOnly",
	"--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom,dom.iterable",
}

// compilers are the compilers of TypeScript, by their versions.
func compilers() map[string]string {
	return map[string]string{"5": abs("node_modules/typescript/bin/tsc"), "7": abs("node_modules/typescript-7/bin/tsc")}
}

// The file compiles strictly, as it comes, and without any option at all.
func TestTypeScript(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		file := filepath.Join(s.dir(), "problems.ts")
		for version, tsc := range compilers() {
			t.Run(s.name+" "+version, func(t *testing.T) {
				mustRun(t, ".", "node", append([]string{tsc, "--noEmit", file}, strict...)...)
				mustRun(t, ".", "node", tsc, "--noEmit", "--strict", file)
			})
		}
	}
}

// What the types promise: every case of a switch is known, a guard holds, and
// what is wrong does not compile.
func TestTypes(t *testing.T) {
	needNode(t)
	write(t, "made/aurora/types.ts", read(t, "node/types.ts"))
	for version, tsc := range compilers() {
		t.Run(version, func(t *testing.T) {
			mustRun(t, ".", "node", append([]string{tsc, "--noEmit", "made/aurora/types.ts"}, strict...)...)
		})
	}
}

func TestESLint(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		mustRun(t, ".", bin("eslint"), "--no-inline-config", "--max-warnings", "0", "-c", "node/eslint.config.mjs", filepath.Join(s.dir(), "problems.ts"))
	}
}

// The file reads every example that the Go package serves, in Node.
func TestNodeReads(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) {
			dir := s.dir() + "/js"
			mustRun(t, ".", "node", append([]string{compilers()["5"], "--outDir", dir, "--declaration", filepath.Join(s.dir(), "problems.ts")}, strict...)...)
			write(t, dir+"/read.mjs", read(t, "node/read.mjs"))
			s.serveTo(t, dir, "read.mjs")
		})
	}
}

// serveTo runs a script with a server of the set's Go package.
func (s set) serveTo(t *testing.T, dir, script string) {
	t.Helper()
	test := strings.NewReplacer("PROBLEMS", module+"/made/"+s.name+"/problems", "SCRIPT", abs(filepath.Join(dir, script)), "FOLDER", abs(s.dir())).Replace(string(read(t, "testdata/node_test.go.txt")))
	write(t, filepath.Join(dir, "read", "read_test.go"), []byte(test))
	out := mustRun(t, ".", "go", "test", "-v", "./"+filepath.ToSlash(dir)+"/read")
	if !strings.Contains(out, "all is read") {
		t.Errorf("the script did not come to its end:\n%s", out)
	}
}

// Openapi-typescript makes types of an API that refers to the document, and
// openapi-fetch reads with them what is served.
func TestOpenAPITypescript(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				dir := s.client("fetch", version)
				mustRun(t, ".", bin("openapi-typescript"), s.writeAPI(t, version), "-o", dir+"/schema.ts")
				s.readTyped(t, dir, "fetch")
			})
		}
	}
}

// Hey-api makes a client of an API that refers to the document.
func TestHeyAPI(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				dir := s.client("hey", version)
				mustRun(t, ".", bin("openapi-ts"), "-i", s.writeAPI(t, version), "-o", dir+"/client", "-s")
				s.readTyped(t, dir, "hey")
			})
		}
	}
}

// readTyped compiles and runs a program that reads problems as the types that a
// peer has made. The programs are for the running example; of the other pages
// the types have to compile.
func (s set) readTyped(t *testing.T, dir, peer string) {
	t.Helper()
	flags := []string{"--strict", "--skipLibCheck", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2022,dom,dom.iterable", "--outDir", dir + "/js"}
	if s.name != "aurora" {
		entry := dir + "/schema.ts"
		if peer == "hey" {
			entry = dir + "/client/index.ts"
		}
		mustRun(t, ".", "node", append([]string{compilers()["5"], entry}, flags...)...)
		return
	}
	write(t, dir+"/read.ts", read(t, "node/"+peer+".ts"))
	mustRun(t, ".", "node", append([]string{compilers()["5"], dir + "/read.ts"}, flags...)...)
	bundle(t, dir)
	s.serveTo(t, dir, "read.mjs")
}

// bundle writes a module that Node loads: what the compiler makes for bundlers
// has imports without endings.
func bundle(t *testing.T, dir string) {
	t.Helper()
	mustRun(t, ".", "node", "node/bundle.mjs", dir+"/js/read.js", dir+"/read.mjs")
}

// Redocly and Spectral find nothing but what a document of components is: it
// has no license and nobody to contact, and nothing in it refers to its parts.
func TestRedocly(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) {
			var report struct {
				Problems []struct {
					RuleID, Severity, Message string
					Location                  []struct {
						Pointer string
						Source  struct{ Ref string }
					}
				}
			}
			out := output(t, bin("redocly"), append([]string{"lint", "--extends", "recommended", "--max-problems", "1000", "--format", "json"}, s.documents(t, versions)...)...)
			parseReport(t, out, &report)
			for _, p := range report.Problems {
				if !slices.Contains([]string{"info-license", "no-unused-components", "operation-4xx-response"}, p.RuleID) {
					t.Errorf("%s: %s %s %v", p.Severity, p.RuleID, p.Message, p.Location)
				}
			}
		})
	}
}

func TestSpectral(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) {
			var report []struct {
				Code, Message, Source string
				Path                  []any
			}
			known := versions[:2] // it knows none that is newer
			out := output(t, bin("spectral"), append([]string{"lint", "-r", "node/spectral.yaml", "-f", "json", "-q"}, s.documents(t, known)...)...)
			parseReport(t, out, &report)
			for _, p := range report {
				if !slices.Contains([]string{"info-contact", "oas3-unused-component", "operation-tags", "operation-description"}, p.Code) {
					t.Errorf("%s: %s %s %v", p.Source, p.Code, p.Message, p.Path)
				}
			}
		})
	}
}

// documents returns the names of the set's documents, each beside that of an API
// which refers to it.
func (s set) documents(t *testing.T, versions []string) []string {
	t.Helper()
	var names []string
	for _, version := range versions {
		names = append(names, s.openAPI(version, "yaml"), s.openAPI(version, "json"), s.writeAPI(t, version))
	}
	return names
}

// output returns what a linter prints, whether it is content or not.
func output(t *testing.T, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	out, err := cmd.Output()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	return out
}

func parseReport(t *testing.T, out []byte, into any) {
	t.Helper()
	start := strings.IndexAny(string(out), "[{")
	if start < 0 {
		t.Fatalf("there is no report:\n%s", out)
	}
	if err := json.NewDecoder(strings.NewReader(string(out[start:]))).Decode(into); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// Ajv compiles every schema strictly; each example passes, and fails with one
// fact changed.
func TestAjv(t *testing.T) {
	needNode(t)
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) { mustRun(t, ".", "node", "node/ajv.mjs", s.dir()) })
	}
}

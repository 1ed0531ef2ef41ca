package generator_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/diff"
	"github.com/hcnet/problemgen/generator/internal/emit/typescript"
)

// TestRulesOfChangesInTypeScript holds what the changes say about TypeScript to
// its compiler: code that uses all that the file promises of the former pages is
// compiled with the file of the new ones. The pages are those that the rules
// show, and catalogs made by chance. It needs the compiler, whose path the
// variable TSC names; CI installs it.
func TestRulesOfChangesInTypeScript(t *testing.T) {
	tsc := os.Getenv("TSC")
	if tsc == "" {
		t.Skip("TSC does not name the TypeScript compiler")
	}
	checkTypeScript(t, tsc, allShown(t, "before/"), allShown(t, "after/"))
	for seed := range uint64(2) {
		checkTypeScript(t, tsc, chanceCatalog(seed, 0), chanceCatalog(seed, 6))
	}
}

// checkTypeScript compares what the changes say about TypeScript with what the
// compiler says.
func checkTypeScript(t *testing.T, tsc string, before, after []*catalog.Problem) {
	t.Helper()
	if mine := typeScriptErrors(t, tsc, before, before); len(mine) > 0 {
		t.Fatalf("the users do not compile with their own file: %v", mine)
	}
	errors := typeScriptErrors(t, tsc, before, after)
	said := map[string][]string{}
	for _, pair := range diff.Match(heads(before), heads(after)) {
		if pair.Before == nil {
			continue
		}
		for _, c := range compare(pair, before, after) {
			if c.Effects[diff.TypeScript] == diff.Breaks {
				said[pair.Before.GoName] = append(said[pair.Before.GoName], c.Rule+" "+c.Message)
			}
		}
	}
	for _, p := range before {
		if (len(errors[p.GoName]) > 0) != (len(said[p.GoName]) > 0) {
			t.Errorf("%s: the compiler says %q, the changes say %q", p.GoName, errors[p.GoName], said[p.GoName])
		}
	}
}

var typeScriptError = regexp.MustCompile(`(?m)^use_(\w+)\.ts\(\d+,\d+\): (error .*)$`)

// typeScriptErrors compiles users of one catalog's file with that of another one,
// and returns the errors by the problem that is used.
func typeScriptErrors(t *testing.T, tsc string, used, with []*catalog.Problem) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("problems.ts", typeScriptFile(t, with))
	for _, p := range used {
		write("use_"+p.GoName+".ts", typeScriptUser(p))
	}
	write("tsconfig.json", `{"compilerOptions": {"strict": true, "exactOptionalPropertyTypes": true, "noUncheckedIndexedAccess": true,
		"noEmit": true, "target": "es2022", "module": "es2022", "moduleResolution": "bundler", "lib": ["es2022", "dom"], "types": []}}`)
	cmd := exec.CommandContext(t.Context(), tsc, "-p", ".", "--pretty", "false")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	errors := map[string][]string{}
	for _, m := range typeScriptError.FindAllStringSubmatch(string(out), -1) {
		errors[m[1]] = append(errors[m[1]], m[2])
	}
	if err != nil && len(errors) == 0 {
		t.Fatalf("%v\n%s", err, out)
	}
	return errors
}

// typeScriptFile returns the file that is made of some problems.
func typeScriptFile(t *testing.T, problems []*catalog.Problem) string {
	t.Helper()
	maker, err := typescript.New(heads(problems), catalog.Intro{})
	if err != nil {
		t.Fatal(err)
	}
	var sections [2][]byte
	for _, p := range problems {
		chunks, err := maker.Chunks(p)
		if err != nil {
			t.Fatal(err)
		}
		for i, chunk := range chunks {
			sections[i] = append(sections[i], chunk...)
		}
	}
	var file bytes.Buffer
	err = maker.Compose(&file, func(w io.Writer, section int) error {
		_, err := w.Write(sections[section])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// typeScriptUser returns code with every promised use of a problem: its type by
// name and by URI, the URI and the statuses compared, members read.
func typeScriptUser(p *catalog.Problem) string {
	var b strings.Builder
	fmt.Fprintf(&b, "import * as m from \"./problems\";\n\nexport function use(p: m.%s): unknown[] {\n", p.GoName)
	fmt.Fprintf(&b, "  const uri: string = m.problemTypes.%s;\n", lowerFirst(p.GoName))
	fmt.Fprintf(&b, "  const byType: m.ProblemByType[%q] = p;\n  const status: number = p.status;\n", p.Type.Value)
	fmt.Fprintf(&b, "  const found: unknown[] = [uri, byType, status, p.title, p.type === %q];\n", p.Type.Value)
	statuses := p.Statuses
	if statuses == nil {
		statuses = []catalog.Fact[int]{p.Status}
	}
	for _, s := range statuses {
		fmt.Fprintf(&b, "  found.push(p.status === %d);\n", s.Value)
	}
	readMembers(&b, "p", p.Members)
	b.WriteString("  return found;\n}\n")
	return b.String()
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// readMembers reads all members of an object into variables of their types.
func readMembers(b *strings.Builder, object string, members []*catalog.Member) {
	for _, m := range members {
		name, typ := fmt.Sprintf("v%d", b.Len()), typeScriptType(m.Type)
		if m.Nullable {
			typ += " | null"
		}
		if !m.Required {
			typ += " | undefined"
		}
		fmt.Fprintf(b, "  { const %s = %s[%q];\n", name, object, m.Name)
		if m.Type.Kind != catalog.Object || len(m.Type.Members) == 0 {
			fmt.Fprintf(b, "  const t%s: %s = %[1]s; found.push(t%[1]s);\n", name, typ)
		}
		// What may be absent or null is looked into where it is neither.
		guarded := m.Nullable || !m.Required
		if guarded {
			fmt.Fprintf(b, "  if (%s !== undefined && %[1]s !== null) {\n", name)
		}
		readInside(b, name, m.Type)
		if guarded {
			b.WriteString("  }\n")
		}
		b.WriteString("  }\n")
	}
}

// readInside reads what is in a value.
func readInside(b *strings.Builder, value string, t *catalog.Type) {
	name := fmt.Sprintf("e%d", b.Len())
	switch t.Kind {
	case catalog.Object:
		readMembers(b, value, t.Members)
	case catalog.Enum:
		for _, v := range t.Values {
			fmt.Fprintf(b, "  found.push(%s === %q);\n", value, v.Value)
		}
	case catalog.Array:
		fmt.Fprintf(b, "  for (const %s of %s) {\n", name, value)
		readInside(b, name, t.Elem)
		b.WriteString("  }\n")
	case catalog.Map:
		fmt.Fprintf(b, "  for (const %s of Object.values(%s)) {\n", name, value)
		readInside(b, name, t.Elem)
		b.WriteString("  }\n")
	}
}

// typeScriptType returns the type of a variable that a value is read into.
// Objects with members have none that is promised.
func typeScriptType(t *catalog.Type) string {
	switch t.Kind {
	case catalog.String, catalog.Time, catalog.Enum:
		return "string"
	case catalog.Number, catalog.Integer, catalog.Unsigned:
		return "number"
	case catalog.Boolean:
		return "boolean"
	case catalog.Array:
		return "readonly (" + typeScriptType(t.Elem) + ")[]"
	case catalog.Map:
		return "{ readonly [name: string]: " + typeScriptType(t.Elem) + " }"
	case catalog.Object:
		if len(t.Members) > 0 {
			return "object"
		}
		return "{ readonly [name: string]: unknown }"
	}
	return "unknown"
}

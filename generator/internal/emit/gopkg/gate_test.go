package gopkg

import (
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// Whatever code does beside the plan, the gate does not let it out. Jennifer
// takes any text as an identifier or operator.
func TestGate(t *testing.T) {
	fine := typeDecl("// T is a type.", "T", jen.Struct())
	for _, test := range []struct {
		name string
		add  func(s *source)
		want string
	}{
		{"as planned", func(s *source) {}, ""},
		{"an identifier that goes on", func(s *source) { s.code.Var().Id("x int; func init() {}; var y").Int() }, "declarations"},
		{"a function too many", func(s *source) { s.code.Op("\nfunc init() {}") }, "declarations"},
		{"a method of another type", func(s *source) {
			d := methodDecl("", "x", "T", "m", jen.Params().Block())
			d.names = []string{"U.m"}
			s.declare(d)
		}, "declarations"},
		{"a variable in place of a constant", func(s *source) {
			s.declare(declaration{code: jen.Var().Id("x").Int(), kind: constDecl("", nil, nil).kind, names: []string{"x"}})
		}, "declarations"},
		{"a type too many in a group", func(s *source) {
			s.declare(declaration{code: jen.Op("type (\nU int\nV int\n)"), kind: fine.kind, names: []string{"U"}})
		}, "expected"},
		{"a variable too many behind its name", func(s *source) {
			s.declare(declaration{code: jen.Op("var x, y = 1, 2"), kind: varDecl("", "", nil).kind, names: []string{"x"}})
		}, "declarations"},
		{"a constant too many in a group", func(s *source) {
			s.declare(declaration{code: jen.Op("const (\nx = 1\ny, z = 2, 3\n)"), kind: constDecl("", nil, nil).kind, names: []string{"x", "y"}})
		}, "declarations"},
		{"a receiver that goes on", func(s *source) {
			s.declare(declaration{code: jen.Op("func (x *T) m() {}; func (x *U) m() {}"), kind: funcDecl("", "", nil).kind, names: []string{"T.m"}})
		}, "declarations"},
		{"a bracket that is closed by another", func(s *source) { s.declare(varDecl("", "x", jen.Op("[]int{1)"))) }, "expected"},
		{"a bracket that is open", func(s *source) { s.declare(varDecl("", "x", jen.Op("[]int{1"))) }, "expected"},
		{"a string without an end", func(s *source) { s.declare(varDecl("", "x", jen.Op("\"a"))) }, "not terminated"},
		{"a second package clause", func(s *source) { s.code.Op("\npackage q") }, "expected"},
		{"an import further down", func(s *source) { s.code.Op("\nimport \"C\"") }, `import of "C"`},
		{"a declaration that is missing", func(s *source) { s.declare(declaration{code: jen.Null(), kind: fine.kind, names: []string{"U"}}) }, "declarations"},
		{"an import", func(s *source) { s.declare(varDecl("", "x", jen.Qual("os/exec", "Command"))) }, `import of "os/exec"`},
		{"another package", func(s *source) { s.code.PackageComment("// x\npackage q //") }, "expected"},
		{"a block comment", func(s *source) { s.code.Comment("a\n//go:generate x") }, "comment"},
		{"a directive", func(s *source) { s.code.Comment("//go:linkname a b") }, "comment"},
		{"a directive behind code", func(s *source) { s.declare(varDecl("", "x", jen.Lit(1).Op("//nolint"))) }, "comment"},
		{"a build constraint", func(s *source) { s.code.PackageComment("//go:build ignore\n") }, "comment"},
		{"an old build constraint", func(s *source) { s.declare(typeDecl("// +build ignore", "U", jen.Struct())) }, "comment"},
		{"an old build constraint in code", func(s *source) { s.declare(typeDecl("// U\n//\n//\t+build ignore", "U", jen.Struct())) }, "comment"},
		{"no Go", func(s *source) { s.code.Op("}") }, "expected"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSource("t.go", "", "p", "strings")
			s.declare(fine)
			test.add(s)
			_, err := s.file()
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("the error is %v, want %q", err, test.want)
			}
		})
	}
}

func TestGatePlannedDirective(t *testing.T) {
	s := newSource("t.go", "", "p")
	s.direct("//lint:file-ignore X y")
	f, err := s.file()
	if want := "//lint:file-ignore X y\n\npackage p\n"; err != nil || string(f.Data) != want {
		t.Errorf("got %q, %v, want %q", f.Data, err, want)
	}
}

func TestUnexported(t *testing.T) {
	for name, want := range map[string]string{
		"ID": "id", "IDs": "ids", "HTTPStatus": "httpStatus", "Account": "account", "EnvelopeXDR": "envelopeXDR", "X": "x", "A1": "a1", "URL2Path": "url2Path",
	} {
		if got := unexported(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestJSONTag(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a,omitzero", "-": "-,omitzero", "a b": "a b,omitzero", "a.b": "a.b,omitzero", "é": "é,omitzero",
		"a,b": "", `"`: "", `\`: "", "`": "", "😀": "", "'": "",
	} {
		if got := jsonTag(&catalog.Member{Name: name}); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if got := jsonTag(&catalog.Member{Name: "-", Required: true}); got != "-," {
		t.Errorf("a required -: got %q", got)
	}
}

func TestGoldenName(t *testing.T) {
	for name, want := range map[string]string{
		"not_found": "not_found.golden.json", "con": "con_.golden.json", "aux": "aux_.golden.json",
		"com1": "com1_.golden.json", "com": "com.golden.json", "lpt9": "lpt9_.golden.json", "comx": "comx.golden.json",
	} {
		if got := goldenName(newProblem(name, "X", 400), example("", "", "{}")); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

// Methods that were made under another name of the same length are those that
// would have been made under their own.
func TestMethodSet(t *testing.T) {
	set := newMethodSet("p")
	names := []string{"Ärger", "Q", "Qq", "Qqq"}
	for n := range 70 {
		names = append(names, "A"+strings.Repeat("b", n), "C"+strings.Repeat("d", n))
	}
	for _, name := range names {
		got, err := set.of(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := methodsText("p", name)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s: got %s\nwant %s, %v", name, got, want, err)
		}
	}
}

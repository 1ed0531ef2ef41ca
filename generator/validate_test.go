package generator_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/hcnet/problemgen/gen/problems"
	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/config"
)

// aurora returns the examples of the running example, one a line, and a validator
// of its pages.
func aurora(t testing.TB) (*generator.Validator, [][]byte) {
	t.Helper()
	v, err := generator.NewValidator(t.Context(), []generator.Options{{Catalog: config.Catalog{
		Pages: "../docs/problems", Base: "https://hcnet.org/aurora-errors/",
	}}})
	if err != nil || len(v.Findings) > 0 {
		t.Fatal(v, err)
	}
	names, err := filepath.Glob("../gen/problems/testdata/*.golden.json")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	var lines [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var line bytes.Buffer
		if err := json.Compact(&line, data); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line.Bytes())
	}
	return v, lines
}

// What the pages show is what they say.
func TestValidateExamples(t *testing.T) {
	v, lines := aurora(t)
	n := 0
	err := v.Lines(t.Context(), "examples", bytes.NewReader(bytes.Join(lines, []byte("\n"))), func(verdict generator.Verdict) error {
		n++
		if verdict.Problem == "" || len(verdict.Findings) > 0 {
			t.Errorf("line %d: %+v", n, verdict)
		}
		return nil
	})
	if err != nil || n != len(lines) {
		t.Errorf("%d of %d lines, %v", n, len(lines), err)
	}
}

// BenchmarkValidate validates lines, and has the generated package parse the same
// documents: in the form that it writes, and with a space that another server may
// have left.
func BenchmarkValidate(b *testing.B) {
	v, own := aurora(b)
	foreign := make([][]byte, len(own))
	for i, line := range own {
		foreign[i] = bytes.Replace(line, []byte(`"type":`), []byte(`"type": `), 1)
	}
	for _, form := range []struct {
		name  string
		lines [][]byte
	}{{"own", own}, {"foreign", foreign}} {
		all := bytes.Repeat(append(bytes.Join(form.lines, []byte("\n")), '\n'), 100)
		b.Run("lines/"+form.name, func(b *testing.B) {
			b.SetBytes(int64(len(all)))
			b.ReportAllocs()
			for b.Loop() {
				if err := v.Lines(b.Context(), "lines", bytes.NewReader(all), func(generator.Verdict) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("Parse/"+form.name, func(b *testing.B) {
			b.SetBytes(int64(len(all)))
			b.ReportAllocs()
			for b.Loop() {
				for range 100 {
					for _, line := range form.lines {
						if _, err := problems.Parse(line); err != nil {
							b.Fatal(err)
						}
					}
				}
			}
		})
	}
}

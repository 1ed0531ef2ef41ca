package golang

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/problem"
)

// update makes the stand-ins of tests and goldens anew. Those of the code are
// written by hand: they are the specification.
var update = flag.Bool("update", false, "write the stand-ins of tests and golden files")

// The files of templates/problem that stand in for generated ones are the
// emitter's specification: what it makes of the pages that they pretend to
// come from has to be the same, byte for byte.
func TestStandins(t *testing.T) {
	files, err := Files(t.Context(), standins(), Options{
		Package:    "problem",
		ImportPath: fixedPath,
		Command:    "go test ./generator/golang -update",
	})
	if err != nil {
		t.Fatal(err)
	}
	copied, err := fixedFiles(Options{Package: fixedPackage, ImportPath: fixedPath})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		dir, name := path.Split(f.Path)
		switch {
		case f.Path == "doc.go" || f.Path == ".gitattributes" || slices.ContainsFunc(copied, func(c problem.File) bool { return c.Path == f.Path }):
		case dir == "testdata/":
			compareStandin(t, path.Join(fixedPackage, f.Path), f.Data)
		case dir == "":
			compareStandin(t, path.Join(fixedPackage, "standin_"+name), f.Data)
		default:
			compareStandin(t, path.Join(dir, "standin_"+name), f.Data)
		}
	}
}

func compareStandin(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("../../templates", filepath.FromSlash(name))
	if *update && (strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".json")) {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error(udiff.Unified(name, "emitted", string(want), string(got)))
	}
}

// standins is the catalog of the pages that the stand-ins pretend to come from.
func standins() *problem.Catalog {
	return &problem.Catalog{Problems: []*problem.Problem{importRejected(), internalError(), quotaExceeded()}}
}

func fact[T any](v T) problem.Fact[T] { return problem.Fact[T]{Value: v} }

func scalar(k problem.Kind) *problem.Type { return &problem.Type{Kind: k} }

func array(elem *problem.Type) *problem.Type { return &problem.Type{Kind: problem.Array, Elem: elem} }

func object(goName string, members ...*problem.Member) *problem.Type {
	return &problem.Type{Kind: problem.Object, GoName: goName, Members: members}
}

func enum(goName string, values ...problem.EnumValue) *problem.Type {
	return &problem.Type{Kind: problem.Enum, GoName: goName, Values: values}
}

func required(path, goName, doc string, typ *problem.Type) *problem.Member {
	m := optional(path, goName, doc, typ)
	m.Required = true
	return m
}

func optional(path, goName, doc string, typ *problem.Type) *problem.Member {
	m := &problem.Member{Path: path, Name: lastName(path), GoName: goName, Type: typ}
	if doc != "" {
		m.Doc = text(doc)
	}
	return m
}

// lastName returns the last name of a path.
func lastName(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}

// example returns an example whose body is what the JSON text says.
func example(name, goName, body string) *problem.Example {
	return &problem.Example{Name: name, GoName: goName, Body: value(body)}
}

// value reads JSON.
func value(text string) *problem.Value {
	d := jsontext.NewDecoder(strings.NewReader(text))
	v, err := readValue(d)
	if err != nil {
		panic(err)
	}
	return v
}

func readValue(d *jsontext.Decoder) (*problem.Value, error) {
	token, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case 'n':
		return &problem.Value{Kind: problem.NullValue}, nil
	case 't', 'f':
		return &problem.Value{Kind: problem.BoolValue, Text: token.String()}, nil
	case '"':
		return &problem.Value{Kind: problem.StringValue, Text: token.String()}, nil
	case '0':
		return &problem.Value{Kind: problem.NumberValue, Text: token.String()}, nil
	case '[':
		return readArray(d)
	}
	return readObject(d)
}

func readArray(d *jsontext.Decoder) (*problem.Value, error) {
	v := &problem.Value{Kind: problem.ArrayValue}
	for d.PeekKind() != ']' {
		element, err := readValue(d)
		if err != nil {
			return nil, err
		}
		v.Elems = append(v.Elems, element)
	}
	_, err := d.ReadToken()
	return v, err
}

func readObject(d *jsontext.Decoder) (*problem.Value, error) {
	v := &problem.Value{Kind: problem.ObjectValue}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		m := problem.ValueMember{Name: name.String()}
		if m.Value, err = readValue(d); err != nil {
			return nil, err
		}
		v.Members = append(v.Members, m)
	}
	_, err := d.ReadToken()
	return v, err
}

func importRejected() *problem.Problem {
	return &problem.Problem{
		Source: diag.NewSource("import-rejected.md", []byte("the page of import_rejected\n")),
		Examples: []*problem.Example{
			example("malformed_file", "MalformedFile", `{
				"type": "https://api.example.com/problems/import_rejected", "title": "Import Rejected", "status": 422,
				"detail": "The import was rejected.", "instance": "/imports/42",
				"import": "42", "reason": "malformed",
				"source": {"file": "a.csv", "lines": 0, "checksum": {"algorithm": "sha256", "value": "9f86d081"}, "proxy": {"host": "edge-1"}},
				"errors": [{"pointer": "/3/amount", "message": "no number"}, {"pointer": "/9"}],
				"started_at": "2026-03-01T09:30:00Z", "finished_at": "2026-03-01T09:30:04.25+01:00",
				"tags": ["nightly", "eu"], "retryable": false, "score": 0.5,
				"labels": {"team": "ledger", "build": 7}, "payload": {"amount": "12,5"}, "trace": [1, {"b": 2.50}]
			}`),
			example("empty_file", "EmptyFile", `{
				"type": "import_failed", "title": "Import Rejected", "status": 422,
				"import": "43", "reason": "duplicate", "source": {"file": "", "checksum": {"algorithm": "", "value": ""}},
				"errors": [], "started_at": "2026-03-01T09:30:00-07:00", "tags": [], "labels": {}
			}`),
		},
		Page:          "import-rejected.md",
		Name:          "import_rejected",
		GoName:        "ImportRejected",
		Type:          fact("https://api.example.com/problems/import_rejected"),
		Title:         fact("Import Rejected"),
		Status:        fact(422),
		Detail:        fact("The import was rejected."),
		DefaultDetail: "The import was rejected.",
		Summary:       "An import was read to its end and none of it was taken over.",
		Aliases:       []string{"import_failed", "https://old.example.com/import_rejected"},
		Deprecated:    "use batch_rejected.",
		Doc: []problem.Block{
			para("An import was read to its end and none of it was taken over. Look at:"),
			{Kind: problem.ListBlock, Items: [][]problem.Inline{
				text("the reason, which tells what to do next;"),
				text("the errors, which say where each record went wrong."),
			}},
			{Inlines: []problem.Inline{
				{Text: "A later try with the same file is rejected like the first, see\n"},
				{Text: "quota exceeded", Page: "limits/quota-exceeded.md", GoName: "QuotaExceeded"},
				{Text: " and "},
				{Text: "the guide", URL: "https://docs.example.com/imports"},
				{Text: "."},
			}},
			{Kind: problem.CodeBlock, Text: "curl https://api.example.com/imports/42\n"},
		},
		Members: []*problem.Member{
			required("import", "Import", "Import is the identifier of the import.", scalar(problem.String)),
			required("reason", "Reason", "Reason is one of malformed, duplicate, too_large.", enum("ImportRejectedReason",
				problem.EnumValue{Value: "malformed", GoName: "ImportRejectedReasonMalformed"},
				problem.EnumValue{Value: "duplicate", GoName: "ImportRejectedReasonDuplicate"},
				problem.EnumValue{Value: "too_large", GoName: "ImportRejectedReasonTooLarge"},
			)),
			required("source", "Source", "Source is the file that was imported.", object("ImportRejectedSource",
				required("source.file", "File", "File is the name of the file.", scalar(problem.String)),
				optional("source.lines", "Lines", "Lines is the number of lines in it (optional).", scalar(problem.Integer)),
				required("source.checksum", "Checksum", "Checksum is the checksum of the file.", object("ImportRejectedSourceChecksum",
					required("source.checksum.algorithm", "Algorithm", "Algorithm is the name of the algorithm.", scalar(problem.String)),
					required("source.checksum.value", "Value", "Value is the checksum in hexadecimal digits.", scalar(problem.String)),
				)),
				optional("source.proxy", "Proxy", "Proxy is the host that passed the file on (optional).", object("ImportRejectedSourceProxy",
					required("source.proxy.host", "Host", "Host is its name.", scalar(problem.String)),
				)),
			)),
			required("errors", "Errors", "Errors has one entry for each record that was not taken over.", array(object("ImportRejectedErrorsItem",
				required("errors[].pointer", "Pointer", "Pointer leads to the value, RFC 6901.", scalar(problem.String)),
				optional("errors[].message", "Message", "Message says what is wrong with it (optional).", scalar(problem.String)),
			))),
			required("started_at", "StartedAt", "StartedAt is when the import began.", scalar(problem.Time)),
			optional("finished_at", "FinishedAt", "FinishedAt is when it ended, if available.", scalar(problem.Time)),
			optional("tags", "Tags", "Tags are the tags that the import was made with, if any.", array(scalar(problem.String))),
			optional("retryable", "Retryable", "Retryable tells whether another try can succeed (optional).", scalar(problem.Boolean)),
			optional("score", "Score", "Score tells how sure the importer is (optional).", scalar(problem.Number)),
			optional("labels", "Labels", "Labels are the client's own (optional).", object("")),
			optional("payload", "Payload", "Payload is the first record that was rejected, as it came (optional).", scalar(problem.Any)),
		},
	}
}

func internalError() *problem.Problem {
	return &problem.Problem{
		Source: diag.NewSource("internal-error.md", []byte("the page of internal_error\n")),
		Examples: []*problem.Example{
			example("", "", `{"type": "https://api.example.com/problems/internal_error", "title": "Internal Error", "status": 500, "instance": "d3465740"}`),
		},
		Page:     "internal-error.md",
		Name:     "internal_error",
		GoName:   "InternalError",
		Type:     fact("https://api.example.com/problems/internal_error"),
		Title:    fact("Internal Error"),
		Status:   fact(500),
		Summary:  "Something went wrong that is not the client's fault.",
		Doc:      []problem.Block{para("Something went wrong that is not the client's fault.")},
		Fallback: true,
	}
}

func quotaExceeded() *problem.Problem {
	header := func(name, goName, doc string, kind problem.Kind) *problem.Header {
		return &problem.Header{Name: name, GoName: goName, Kind: kind, Doc: text(doc)}
	}
	headers := []*problem.Header{
		header("Retry-After", "RetryAfter", "RetryAfter is the number of seconds to wait.", problem.Integer),
		header("X-Quota-Reset", "XQuotaReset", "XQuotaReset is when counting begins anew.", problem.Time),
		header("X-Quota-Share", "XQuotaShare", "XQuotaShare is the share that is used.", problem.Number),
		header("X-Quota-Hard", "XQuotaHard", "XQuotaHard tells that the limit cannot be raised.", problem.Boolean),
		header("Www-Authenticate", "WWWAuthenticate", "WWWAuthenticate is the challenge.", problem.String),
		header("Allow", "Allow", "Allow lists the methods that still work.", problem.Array),
	}
	shown := example("", "", `{"type": "https://api.example.com/problems/quota_exceeded", "title": "Quota Exceeded", "status": 429,
		"limit": 9007199254740993, "unit": "<requests>", "usage": {"storage": ["a", "b"]}}`)
	for i, text := range []string{"120", "Sun, 06 Nov 1994 08:49:37 GMT", "0.75", "true", "Bearer realm=\"x\"", "GET, HEAD"} {
		shown.Headers = append(shown.Headers, problem.HeaderValue{Header: headers[i], Value: text})
	}
	return &problem.Problem{
		Source:   diag.NewSource("quota-exceeded.md", []byte("the page of quota_exceeded\n")),
		Examples: []*problem.Example{shown},
		Headers:  headers,

		Page:    "limits/quota-exceeded.md",
		Name:    "quota_exceeded",
		GoName:  "QuotaExceeded",
		Type:    fact("https://api.example.com/problems/quota_exceeded"),
		Title:   fact("Quota Exceeded"),
		Status:  fact(429),
		Summary: "The client has used up what its plan allows.",
		Doc:     []problem.Block{para("The client has used up what its plan allows.")},
		Members: []*problem.Member{
			required("limit", "Limit", "Limit is what the plan allows.", scalar(problem.Integer)),
			required("unit", "Unit", "Unit is what is counted.", scalar(problem.String)),
			required("usage", "Usage", "Usage has an entry for each service.", object("QuotaExceededUsage",
				required("usage.storage", "Storage", "Storage is what is stored, by kind.", array(scalar(problem.String))),
			)),
		},
	}
}

package gopkg

import (
	"bytes"
	"flag"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/hcnet/problemgen/generator/internal/unified"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
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
		Command:    "go test ./generator/internal/emit/gopkg -update",
		Base:       "https://api.example.com/problems/",
		Site:       "/problems/",
	})
	if err != nil {
		t.Fatal(err)
	}
	copied, err := fixedFiles(Options{Package: fixedPackage, ImportPath: fixedPath, Site: "/problems/"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		dir, name := path.Split(f.Path)
		switch {
		case f.Path == "doc.go" || f.Path == ".gitattributes" || slices.ContainsFunc(copied, func(c catalog.File) bool { return c.Path == f.Path }):
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
	path := filepath.Join("../../../../templates", filepath.FromSlash(name))
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
		t.Error(unified.Diff(name, want, "emitted", got))
	}
}

// standins is the catalog of the pages that the stand-ins pretend to come from.
func standins() *catalog.Catalog {
	return &catalog.Catalog{Problems: []*catalog.Problem{importRejected(), internalError(), loginRequired(), planExpired(), quotaExceeded()}}
}

func fact[T any](v T) catalog.Fact[T] { return catalog.Fact[T]{Value: v} }

func scalar(k catalog.Kind) *catalog.Type { return &catalog.Type{Kind: k} }

func array(elem *catalog.Type) *catalog.Type { return &catalog.Type{Kind: catalog.Array, Elem: elem} }

func object(goName string, members ...*catalog.Member) *catalog.Type {
	return &catalog.Type{Kind: catalog.Object, GoName: goName, Members: members}
}

func enum(goName string, values ...catalog.EnumValue) *catalog.Type {
	return &catalog.Type{Kind: catalog.Enum, GoName: goName, Values: values}
}

func required(path, goName, doc string, typ *catalog.Type) *catalog.Member {
	m := optional(path, goName, doc, typ)
	m.Required = true
	return m
}

func optional(path, goName, doc string, typ *catalog.Type) *catalog.Member {
	m := &catalog.Member{Path: path, Name: lastName(path), GoName: goName, Type: typ}
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
func example(name, goName, body string) *catalog.Example {
	return &catalog.Example{Name: name, GoName: goName, Body: value(body)}
}

// value reads JSON.
func value(text string) *catalog.Value {
	d := jsontext.NewDecoder(strings.NewReader(text))
	v, err := readValue(d)
	if err != nil {
		panic(err)
	}
	return v
}

func readValue(d *jsontext.Decoder) (*catalog.Value, error) {
	token, err := d.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case 'n':
		return &catalog.Value{Kind: catalog.NullValue}, nil
	case 't', 'f':
		return &catalog.Value{Kind: catalog.BoolValue, Text: token.String()}, nil
	case '"':
		return &catalog.Value{Kind: catalog.StringValue, Text: token.String()}, nil
	case '0':
		return &catalog.Value{Kind: catalog.NumberValue, Text: token.String()}, nil
	case '[':
		return readArray(d)
	}
	return readObject(d)
}

func readArray(d *jsontext.Decoder) (*catalog.Value, error) {
	v := &catalog.Value{Kind: catalog.ArrayValue}
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

func readObject(d *jsontext.Decoder) (*catalog.Value, error) {
	v := &catalog.Value{Kind: catalog.ObjectValue}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, err
		}
		m := catalog.ValueMember{Name: name.String()}
		if m.Value, err = readValue(d); err != nil {
			return nil, err
		}
		v.Members = append(v.Members, m)
	}
	_, err := d.ReadToken()
	return v, err
}

func importRejected() *catalog.Problem {
	return &catalog.Problem{
		Source: diag.NewSource("import-rejected.md", []byte("the page of import_rejected\n")),
		Examples: []*catalog.Example{
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
		Doc: []catalog.Block{
			para("An import was read to its end and none of it was taken over. Look at:"),
			{Kind: catalog.ListBlock, Items: [][]catalog.Inline{
				text("the reason, which tells what to do next;"),
				text("the errors, which say where each record went wrong."),
			}},
			{Inlines: []catalog.Inline{
				{Text: "A later try with the same file is rejected like the first, see\n"},
				{Text: "quota exceeded", Page: "limits/quota-exceeded.md", GoName: "QuotaExceeded"},
				{Text: " and "},
				{Text: "the guide", URL: "https://docs.example.com/imports"},
				{Text: "."},
			}},
			{Kind: catalog.CodeBlock, Text: "curl https://api.example.com/imports/42\n"},
		},
		Members: []*catalog.Member{
			required("import", "Import", "Import is the identifier of the import.", scalar(catalog.String)),
			required("reason", "Reason", "Reason is one of malformed, duplicate, too_large.", enum("ImportRejectedReason",
				catalog.EnumValue{Value: "malformed", GoName: "ImportRejectedReasonMalformed"},
				catalog.EnumValue{Value: "duplicate", GoName: "ImportRejectedReasonDuplicate"},
				catalog.EnumValue{Value: "too_large", GoName: "ImportRejectedReasonTooLarge"},
			)),
			required("source", "Source", "Source is the file that was imported.", object("ImportRejectedSource",
				required("source.file", "File", "File is the name of the file.", scalar(catalog.String)),
				optional("source.lines", "Lines", "Lines is the number of lines in it (optional).", scalar(catalog.Integer)),
				required("source.checksum", "Checksum", "Checksum is the checksum of the file.", object("ImportRejectedSourceChecksum",
					required("source.checksum.algorithm", "Algorithm", "Algorithm is the name of the algorithm.", scalar(catalog.String)),
					required("source.checksum.value", "Value", "Value is the checksum in hexadecimal digits.", scalar(catalog.String)),
				)),
				optional("source.proxy", "Proxy", "Proxy is the host that passed the file on (optional).", object("ImportRejectedSourceProxy",
					required("source.proxy.host", "Host", "Host is its name.", scalar(catalog.String)),
				)),
			)),
			required("errors", "Errors", "Errors has one entry for each record that was not taken over.", array(object("ImportRejectedErrorsItem",
				required("errors[].pointer", "Pointer", "Pointer leads to the value, RFC 6901.", scalar(catalog.String)),
				optional("errors[].message", "Message", "Message says what is wrong with it (optional).", scalar(catalog.String)),
			))),
			required("started_at", "StartedAt", "StartedAt is when the import began.", scalar(catalog.Time)),
			optional("finished_at", "FinishedAt", "FinishedAt is when it ended, if available.", scalar(catalog.Time)),
			optional("tags", "Tags", "Tags are the tags that the import was made with, if any.", array(scalar(catalog.String))),
			optional("retryable", "Retryable", "Retryable tells whether another try can succeed (optional).", scalar(catalog.Boolean)),
			optional("score", "Score", "Score tells how sure the importer is (optional).", scalar(catalog.Number)),
			optional("labels", "Labels", "Labels are the client's own (optional).", object("")),
			optional("payload", "Payload", "Payload is the first record that was rejected, as it came (optional).", scalar(catalog.Any)),
		},
	}
}

func internalError() *catalog.Problem {
	return &catalog.Problem{
		Source: diag.NewSource("internal-error.md", []byte("the page of internal_error\n")),
		Examples: []*catalog.Example{
			example("", "", `{"type": "https://api.example.com/problems/internal_error", "title": "Internal Error", "status": 500, "instance": "d3465740"}`),
		},
		Page:     "internal-error.md",
		Name:     "internal_error",
		GoName:   "InternalError",
		Type:     fact("https://api.example.com/problems/internal_error"),
		Title:    fact("Internal Error"),
		Status:   fact(500),
		Summary:  "Something went wrong that is not the client's fault.",
		Doc:      []catalog.Block{para("Something went wrong that is not the client's fault.")},
		Fallback: true,
	}
}

func responseField(name, goName, doc string, kind catalog.Kind) *catalog.Header {
	return &catalog.Header{Name: name, GoName: goName, Kind: kind, Doc: text(doc)}
}

// loginRequired has several statuses, and headers that are required.
func loginRequired() *catalog.Problem {
	challenge := responseField("Www-Authenticate", "WWWAuthenticate", "WWWAuthenticate is the challenge.", catalog.String)
	after := responseField("Retry-After", "RetryAfter", "RetryAfter is the number of seconds to wait.", catalog.Integer)
	realm := responseField("X-Realm", "XRealm", "XRealm names the realm (optional).", catalog.String)
	challenge.Required, after.Required = true, true
	shown := example("", "", `{"type": "https://api.example.com/problems/login_required", "title": "Login Required", "status": 403, "realm": ["ledger"]}`)
	shown.Headers = []catalog.HeaderValue{
		{Header: challenge, Value: `Bearer realm="ledger"`}, {Header: after, Value: "5"}, {Header: realm, Value: "ledger"},
	}
	return &catalog.Problem{
		Source:   diag.NewSource("login-required.md", []byte("the page of login_required\n")),
		Examples: []*catalog.Example{shown},
		Headers:  []*catalog.Header{challenge, after, realm},
		Page:     "login-required.md",
		Name:     "login_required",
		GoName:   "LoginRequired",
		Type:     fact("https://api.example.com/problems/login_required"),
		Title:    fact("Login Required"),
		Status:   fact(401),
		Statuses: []catalog.Fact[int]{fact(401), fact(403), fact(303)},
		Summary:  "Nobody is logged in, or somebody else.",
		Doc:      []catalog.Block{para("Nobody is logged in, or somebody else.")},
		Members: []*catalog.Member{
			required("realm", "Realm", "Realm lists the realms that will do.", array(scalar(catalog.String))),
		},
	}
}

// planExpired is not made any more.
func planExpired() *catalog.Problem {
	return &catalog.Problem{
		Source: diag.NewSource("plan-expired.md", []byte("the page of plan_expired\n")),
		Examples: []*catalog.Example{
			example("", "", `{"type": "https://api.example.com/problems/plan_expired", "title": "Plan Expired", "status": 402, "plan": "basic"}`),
		},
		Page:       "plan-expired.md",
		Name:       "plan_expired",
		GoName:     "PlanExpired",
		Type:       fact("https://api.example.com/problems/plan_expired"),
		Title:      fact("Plan Expired"),
		Status:     fact(402),
		Deprecated: "plans do not expire any more.",
		Retired:    "plans do not expire any more.",
		Summary:    "The plan has expired.",
		Doc:        []catalog.Block{para("The plan has expired.")},
		Members:    []*catalog.Member{required("plan", "Plan", "Plan is its name.", scalar(catalog.String))},
	}
}

func quotaExceeded() *catalog.Problem {
	headers := []*catalog.Header{
		responseField("Retry-After", "RetryAfter", "RetryAfter is the number of seconds to wait.", catalog.Integer),
		responseField("X-Quota-Reset", "XQuotaReset", "XQuotaReset is when counting begins anew.", catalog.Time),
		responseField("X-Quota-Share", "XQuotaShare", "XQuotaShare is the share that is used.", catalog.Number),
		responseField("X-Quota-Hard", "XQuotaHard", "XQuotaHard tells that the limit cannot be raised.", catalog.Boolean),
		responseField("Www-Authenticate", "WWWAuthenticate", "WWWAuthenticate is the challenge.", catalog.String),
		responseField("Allow", "Allow", "Allow lists the methods that still work.", catalog.Array),
	}
	shown := example("", "", `{"type": "https://api.example.com/problems/quota_exceeded", "title": "Quota Exceeded", "status": 429,
		"limit": 9007199254740993, "unit": "<requests>", "usage": {"storage": ["a", "b"]}}`)
	for i, text := range []string{"120", "Sun, 06 Nov 1994 08:49:37 GMT", "0.75", "true", "Bearer realm=\"x\"", "GET, HEAD"} {
		shown.Headers = append(shown.Headers, catalog.HeaderValue{Header: headers[i], Value: text})
	}
	return &catalog.Problem{
		Source:   diag.NewSource("quota-exceeded.md", []byte("the page of quota_exceeded\n")),
		Examples: []*catalog.Example{shown},
		Headers:  headers,

		Page:    "limits/quota-exceeded.md",
		Name:    "quota_exceeded",
		GoName:  "QuotaExceeded",
		Type:    fact("https://api.example.com/problems/quota_exceeded"),
		Title:   fact("Quota Exceeded"),
		Status:  fact(429),
		Summary: "The client has used up what its plan allows.",
		Doc:     []catalog.Block{para("The client has used up what its plan allows.")},
		Members: []*catalog.Member{
			required("limit", "Limit", "Limit is what the plan allows.", scalar(catalog.Integer)),
			required("unit", "Unit", "Unit is what is counted.", scalar(catalog.String)),
			required("usage", "Usage", "Usage has an entry for each service.", object("QuotaExceededUsage",
				required("usage.storage", "Storage", "Storage is what is stored, by kind.", array(scalar(catalog.String))),
			)),
		},
	}
}

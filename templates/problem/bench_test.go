package problem

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
)

// The benchmarks write and read one problem of about 750 bytes, in 256 versions
// that take turns, beside what encoding/json does with the same members.

// plainQuota is a QuotaExceeded as encoding/json sees it: without methods.
type plainQuota struct {
	Type     string             `json:"type"`
	Title    string             `json:"title"`
	Status   int                `json:"status"`
	Detail   string             `json:"detail,omitempty"`
	Instance string             `json:"instance,omitempty"`
	Limit    int64              `json:"limit"`
	Unit     string             `json:"unit"`
	Usage    QuotaExceededUsage `json:"usage"`
}

const versions = 256

func benchmarkProblems() []*QuotaExceeded {
	problems := make([]*QuotaExceeded, versions)
	for i := range problems {
		id := strconv.Itoa(i)
		storage := []string{"op_success_" + id, "op_underfunded", "op_malformed"}
		problems[i] = NewQuotaExceeded(int64(i), strings.Repeat("AAAAANNVpdQ9vctZdAJ67sFmNe1KDzaj51dAdkW3", 6)+id,
			QuotaExceededUsage{Storage: storage},
			WithDetail(strings.Repeat("What the plan allows is used up; see the member `usage`. ", 4)+id), WithInstance("/log/"+id))
	}
	return problems
}

func plainProblems() []plainQuota {
	plain := make([]plainQuota, versions)
	for i, p := range benchmarkProblems() {
		plain[i] = plainQuota{p.TypeURI(), p.Title(), p.Status(), p.Detail, p.Instance, p.Limit, p.Unit, p.Usage}
	}
	return plain
}

func benchmarkBodies(b *testing.B) [][]byte {
	b.Helper()
	bodies := make([][]byte, versions)
	for i, p := range benchmarkProblems() {
		data, err := p.AppendJSON(nil)
		if err != nil {
			b.Fatal(err)
		}
		bodies[i] = data
	}
	return bodies
}

// discard is a ResponseWriter that does nothing but have a header.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header            { return d.header }
func (d *discard) Write(data []byte) (int, error) { return len(data), nil }
func (d *discard) WriteHeader(int)                {}

func BenchmarkWrite(b *testing.B) {
	problems := benchmarkProblems()
	b.Run("problem", func(b *testing.B) {
		w, i := &discard{http.Header{}}, 0
		b.ReportAllocs()
		for b.Loop() {
			clear(w.header)
			Write(w, nil, problems[i%versions])
			i++
		}
	})
	plain := plainProblems()
	b.Run("encoding_json", func(b *testing.B) {
		w, i := &discard{http.Header{}}, 0
		b.ReportAllocs()
		for b.Loop() {
			clear(w.header)
			w.header["Content-Type"] = []string{"application/problem+json"}
			w.WriteHeader(plain[i%versions].Status)
			if err := json.NewEncoder(w).Encode(&plain[i%versions]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	problems := benchmarkProblems()
	b.Run("problem", func(b *testing.B) {
		var buf []byte
		var err error
		i := 0
		b.ReportAllocs()
		for b.Loop() {
			if buf, err = problems[i%versions].AppendJSON(buf[:0]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
	plain := plainProblems()
	b.Run("encoding_json", func(b *testing.B) {
		var buf bytes.Buffer
		e, i := json.NewEncoder(&buf), 0
		b.ReportAllocs()
		for b.Loop() {
			buf.Reset()
			if err := e.Encode(&plain[i%versions]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

func BenchmarkParse(b *testing.B) {
	bodies := benchmarkBodies(b)
	read := func(name string, parse func([]byte) error) {
		b.Run(name, func(b *testing.B) {
			i := 0
			b.ReportAllocs()
			b.SetBytes(int64(len(bodies[0])))
			for b.Loop() {
				if err := parse(bodies[i%versions]); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
	read("problem", func(data []byte) error { _, err := Parse(data); return err })
	read("encoding_json", func(data []byte) error { return json.Unmarshal(data, new(plainQuota)) })
	read("encoding_json_v2", func(data []byte) error { return jsonv2.Unmarshal(data, new(plainQuota)) })
	read("valid", func(data []byte) error { json.Valid(data); return nil })
}

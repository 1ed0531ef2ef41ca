package problem

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
)

// The benchmarks write and read one problem of about 850 bytes, in 256 versions
// that take turns, beside what encoding/json does with the same members.

const versions = 256

// ballast gives the benchmarks the heap of a service. With that of a test
// binary the collector would run forty times a second, and what is measured
// would be its work.
func ballast(b *testing.B) {
	b.Helper()
	heap := make([]byte, 64<<20)
	b.Cleanup(func() { runtime.KeepAlive(heap) })
}

func benchmarkProblems() []*ImportRejected {
	problems := make([]*ImportRejected, versions)
	for i := range problems {
		id := strconv.Itoa(i)
		problems[i] = NewImportRejected(ImportRejectedParams{
			Import: strings.Repeat("AAAAANNVpdQ9vctZdAJ67sFmNe1KDzaj51dAdkW3", 6) + id,
			Reason: ImportRejectedReasonDuplicate,
			Source: ImportRejectedSource{
				File:     "accounts-" + id + ".csv",
				Checksum: ImportRejectedSourceChecksum{Algorithm: "sha256", Value: "9f86d081884c7d659a2feaa0c55ad015"},
			},
			Errors:    []ImportRejectedErrorsItem{},
			StartedAt: time.Date(2026, 3, 1, 9, 30, i, 0, time.UTC),
		}, WithDetail(strings.Repeat("None of the records was taken over; see the member `errors`. ", 4)+id))
	}
	return problems
}

func plainProblems() []plainImport {
	plain := make([]plainImport, versions)
	for i, p := range benchmarkProblems() {
		plain[i] = plain422(p)
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

// BenchmarkWrite compares with a handler that sets the same headers, but for the
// length of the body, which it does not know.
func BenchmarkWrite(b *testing.B) {
	ballast(b)
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
			w.header.Set("Content-Type", "application/problem+json")
			w.header.Set("Cache-Control", "no-store")
			w.header.Set("X-Content-Type-Options", "nosniff")
			w.WriteHeader(plain[i%versions].Status)
			if err := json.NewEncoder(w).Encode(&plain[i%versions]); err != nil {
				b.Fatal(err)
			}
			i++
		}
	})
}

// BenchmarkWriteInService writes what a service does: with an instance and a
// floating-point member, to a client that takes anything, on a writer to which
// middlewares have added headers already. What it costs to add those is measured
// alone, too, since it is in both.
func BenchmarkWriteInService(b *testing.B) {
	ballast(b)
	r := httptest.NewRequest(http.MethodGet, "/imports/42", nil)
	r.Header.Set("Accept", "*/*")
	problems, plain := benchmarkProblems(), plainProblems()
	for i, p := range problems {
		p.Score = new(0.125 + float64(i)/3)
		plain[i].Score = p.Score
	}
	requestID, vary, origin := []string{"0a6f1e52"}, []string{"Origin"}, []string{"*"}
	write := func(name, instance string, write func(w http.ResponseWriter, i int)) {
		b.Run(name, func(b *testing.B) {
			for i := range problems {
				problems[i].Instance, plain[i].Instance = instance, instance
			}
			w, i := &discard{http.Header{}}, 0
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				w.header["X-Request-Id"], w.header["Vary"], w.header["Access-Control-Allow-Origin"] = requestID, vary, origin
				write(w, i%versions)
				i++
			}
		})
	}
	write("headers", "", func(http.ResponseWriter, int) {})
	for name, instance := range map[string]string{"instance": "urn:uuid:0a6f1e52-7c1b-4d0e-9d53-8f1f6f0f7a11", "no_instance": ""} {
		write("problem/"+name, instance, func(w http.ResponseWriter, i int) { Write(w, r, problems[i]) })
		write("encoding_json/"+name, instance, func(w http.ResponseWriter, i int) {
			h := w.Header()
			h.Set("Content-Type", "application/problem+json")
			h.Set("Cache-Control", "no-store")
			h.Set("X-Content-Type-Options", "nosniff")
			h.Add("Vary", "Accept")
			w.WriteHeader(plain[i].Status)
			if err := json.NewEncoder(w).Encode(&plain[i]); err != nil {
				b.Fatal(err)
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	ballast(b)
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

// BenchmarkParse reads what this package has written, and the same with a space
// in front that a foreign server may have left, by which the head is read member
// by member.
func BenchmarkParse(b *testing.B) {
	ballast(b)
	bodies := benchmarkBodies(b)
	foreign := make([][]byte, versions)
	for i, data := range bodies {
		foreign[i] = bytes.Replace(data, []byte(`"type":`), []byte(`"type": `), 1)
	}
	read := func(name string, bodies [][]byte, parse func([]byte) error) {
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
	read("problem", bodies, func(data []byte) error { _, err := Parse(data); return err })
	read("problem_foreign", foreign, func(data []byte) error { _, err := Parse(data); return err })
	read("encoding_json", bodies, func(data []byte) error { return json.Unmarshal(data, new(plainImport)) })
	read("encoding_json_v2", bodies, func(data []byte) error { return jsonv2.Unmarshal(data, new(plainImport)) })
	read("valid", bodies, func(data []byte) error { json.Valid(data); return nil })
}

// BenchmarkWriteForeign serves the problem of another package, beside what it
// costs that package to serve it.
func BenchmarkWriteForeign(b *testing.B) {
	ballast(b)
	problems := benchmarkProblems()
	write := func(name string, of func(i int) error) {
		b.Run(name, func(b *testing.B) {
			w, i := &discard{http.Header{}}, 0
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				Write(w, nil, of(i%versions))
				i++
			}
		})
	}
	others := make([]error, versions)
	for i, p := range problems {
		others[i] = othersProblem{p}
	}
	write("own", func(i int) error { return problems[i] })
	write("foreign", func(i int) error { return others[i] })
}

// othersProblem is a problem as another package would have it: what it has are
// the public methods alone.
type othersProblem struct{ foreign }

// BenchmarkStandard answers a request behind [Standard] and without it, with a
// body that goes through.
func BenchmarkStandard(b *testing.B) {
	ballast(b)
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = jsonType
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(answered)
	})
	r := httptest.NewRequest(http.MethodGet, "/imports/42", nil)
	for name, h := range map[string]http.Handler{"without": answer, "with": Standard(answer)} {
		b.Run(name, func(b *testing.B) {
			w := &discard{http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				h.ServeHTTP(w, r)
			}
		})
	}
}

var jsonType, answered = []string{"application/json"}, []byte(`{"id":42}`)

package problem

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
)

// The benchmarks write and read one problem of about 850 bytes, in 256 versions
// that take turns, beside what encoding/json does with the same members.

const versions = 256

// A side is one of several ways to do the same, which a benchmark compares.
type side struct {
	name string
	do   func(i int)
}

// perTurn is how often a side is called before it is the turn of the next: for
// some microseconds, in which a busy machine seldom interrupts it.
const perTurn = 32

// inTurns calls the sides in turn for as long as the benchmark runs, so that
// whatever else the machine does slows all of them alike. Of each it reports the
// median and the least of its turns, by the call, and what it allocates.
func inTurns(b *testing.B, sides ...side) {
	heap := ballast()
	turns := make([][]float64, len(sides))
	for turn := 0; b.Loop(); turn++ {
		for s := range sides {
			turns[s] = append(turns[s], sides[s].turn(turn*perTurn))
		}
	}
	b.ReportMetric(0, "ns/op") // which would be that of all sides together
	for s, took := range turns {
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2], sides[s].name+"-ns/op")
		b.ReportMetric(took[0], sides[s].name+"-least-ns/op")
		b.ReportMetric(sides[s].allocations(), sides[s].name+"-allocs/op")
	}
	runtime.KeepAlive(heap)
}

// turn calls the side some times, and returns what a call took in nanoseconds.
func (s side) turn(from int) float64 {
	start := time.Now()
	for i := range perTurn {
		s.do((from + i) % versions)
	}
	return float64(time.Since(start).Nanoseconds()) / perTurn
}

// allocations returns what a call allocates.
func (s side) allocations() float64 {
	i := 0
	return testing.AllocsPerRun(versions, func() {
		s.do(i % versions)
		i++
	})
}

// ballast returns the heap of a service: with that of a test binary the collector
// would run forty times a second, and what is measured would be its work. As much
// again has been used and is free, as in a service that has run for a while; else
// it would be the work of the operating system.
func ballast() []byte {
	heap := make([]byte, 64<<20)
	for range 2 * len(heap) / len(garbage) {
		garbage = make([]byte, len(garbage))
	}
	runtime.GC()
	return heap
}

var garbage = make([]byte, 1<<10)

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

// writePlain serves what encoding/json sees, with the header that [Write] sets,
// but for the length of the body, which it does not know.
func writePlain(b *testing.B, w http.ResponseWriter, p *plainImport) {
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkWrite writes without a request, so that nothing is negotiated.
func BenchmarkWrite(b *testing.B) {
	problems, plain := benchmarkProblems(), plainProblems()
	w := &discard{http.Header{}}
	inTurns(b,
		side{"problem", func(i int) {
			clear(w.header)
			Write(w, nil, problems[i])
		}},
		side{"json", func(i int) {
			clear(w.header)
			writePlain(b, w, &plain[i])
		}})
}

// BenchmarkWriteInService writes what a service does: with an instance or
// without, and a floating-point member, to a client that takes anything, on a
// writer to which middlewares have added headers already. To add those is in
// both, and is measured alone, too.
func BenchmarkWriteInService(b *testing.B) {
	r := httptest.NewRequest(http.MethodGet, "/imports/42", nil)
	r.Header.Set("Accept", "*/*")
	problems, plain := benchmarkProblems(), plainProblems()
	requestID, vary, origin := []string{"0a6f1e52"}, []string{"Origin"}, []string{"*"}
	w := &discard{http.Header{}}
	addHeader := func(int) {
		clear(w.header)
		w.header["X-Request-Id"], w.header["Vary"], w.header["Access-Control-Allow-Origin"] = requestID, vary, origin
	}
	for name, instance := range map[string]string{"instance": "urn:uuid:0a6f1e52-7c1b-4d0e-9d53-8f1f6f0f7a11", "no_instance": ""} {
		b.Run(name, func(b *testing.B) {
			for i, p := range problems {
				p.Score = new(0.125 + float64(i)/3)
				p.Instance, plain[i].Instance, plain[i].Score = instance, instance, p.Score
			}
			inTurns(b,
				side{"header", addHeader},
				side{"problem", func(i int) {
					addHeader(i)
					Write(w, r, problems[i])
				}},
				side{"json", func(i int) {
					addHeader(i)
					w.header.Add("Vary", "Accept")
					writePlain(b, w, &plain[i])
				}})
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	problems, plain := benchmarkProblems(), plainProblems()
	var buf []byte
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	inTurns(b,
		side{"problem", func(i int) {
			var err error
			if buf, err = problems[i].AppendJSON(buf[:0]); err != nil {
				b.Fatal(err)
			}
		}},
		side{"json", func(i int) {
			buffer.Reset()
			if err := encoder.Encode(&plain[i]); err != nil {
				b.Fatal(err)
			}
		}})
}

// BenchmarkParse reads what this package has written, and the same with a space
// in front that a foreign server may have left, by which the head is read member
// by member.
func BenchmarkParse(b *testing.B) {
	bodies := benchmarkBodies(b)
	foreign := make([][]byte, versions)
	for i, data := range bodies {
		foreign[i] = bytes.Replace(data, []byte(`"type":`), []byte(`"type": `), 1)
	}
	read := func(name string, bodies [][]byte, parse func([]byte) error) side {
		return side{name, func(i int) {
			if err := parse(bodies[i]); err != nil {
				b.Fatal(err)
			}
		}}
	}
	parse := func(data []byte) error { _, err := Parse(data); return err }
	inTurns(b,
		read("problem", bodies, parse),
		read("foreign", foreign, parse),
		read("json", bodies, func(data []byte) error { return json.Unmarshal(data, new(plainImport)) }),
		read("jsonv2", bodies, func(data []byte) error { return jsonv2.Unmarshal(data, new(plainImport)) }),
		read("valid", bodies, func(data []byte) error { json.Valid(data); return nil }))
}

// BenchmarkWriteForeign serves the problem of another package, beside what it
// costs that package to serve it.
func BenchmarkWriteForeign(b *testing.B) {
	problems, others := benchmarkProblems(), make([]error, versions)
	for i, p := range problems {
		others[i] = othersProblem{p}
	}
	w := &discard{http.Header{}}
	inTurns(b,
		side{"own", func(i int) {
			clear(w.header)
			Write(w, nil, problems[i])
		}},
		side{"foreign", func(i int) {
			clear(w.header)
			Write(w, nil, others[i])
		}})
}

// othersProblem is a problem as another package would have it: what it has are
// the public methods alone.
type othersProblem struct{ foreign }

// BenchmarkStandard answers a request behind [Standard] and without it, with a
// body that goes through.
func BenchmarkStandard(b *testing.B) {
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = jsonType
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(answered)
	})
	r := httptest.NewRequest(http.MethodGet, "/imports/42", nil)
	w := &discard{http.Header{}}
	serve := func(h http.Handler) func(int) {
		return func(int) {
			clear(w.header)
			h.ServeHTTP(w, r)
		}
	}
	inTurns(b, side{"without", serve(answer)}, side{"with", serve(Standard(answer))})
}

var jsonType, answered = []string{"application/json"}, []byte(`{"id":42}`)

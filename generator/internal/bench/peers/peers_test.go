// Package peers holds the generated package against libraries for the same
// job. It is a module of its own, so that nobody's build depends on them.
package peers

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	moogar "github.com/moogar0880/problems"
	stellar "github.com/stellar/go/support/render/problem"

	"github.com/hcnet/problemgen/gen/problems"
)

// inputs is how many different problems are served in turn, so that nothing is
// measured that one value alone makes fast.
const inputs = 256

// extras is what all libraries but the generated package carry as plain Go.
type extras struct {
	EnvelopeXDR string      `json:"envelope_xdr"`
	ResultCodes resultCodes `json:"result_codes"`
	ResultXDR   string      `json:"result_xdr"`
}

type resultCodes struct {
	Transaction string   `json:"transaction"`
	Operations  []string `json:"operations,omitempty"`
}

// extended is how moogar0880/problems has extension members where the RFC has
// them: by embedding.
type extended struct {
	moogar.Problem
	Extras extras `json:"extras"`
}

// humaProblem is the same for huma's error model.
type humaProblem struct {
	huma.ErrorModel
	Extras extras `json:"extras"`
}

func detail(i int) string {
	return fmt.Sprintf("The network refused transaction %d; the result codes in `extras` say why.", i)
}

func extrasOf(i int) extras {
	return extras{
		EnvelopeXDR: strings.Repeat("AAAAANNVpdQ9vctZ", 20) + fmt.Sprintf("%08d", i),
		ResultCodes: resultCodes{Transaction: "tx_failed", Operations: []string{"op_underfunded", "op_success", "op_no_trust"}},
		ResultXDR:   "AAAAAAAAAGT////6AAAAAA==",
	}
}

func generated(i int) *problems.TransactionFailed {
	x := extrasOf(i)
	return problems.NewTransactionFailed(problems.TransactionFailedExtras{
		EnvelopeXDR: x.EnvelopeXDR,
		ResultCodes: problems.TransactionFailedExtrasResultCodes{Transaction: x.ResultCodes.Transaction, Operations: x.ResultCodes.Operations},
		ResultXDR:   x.ResultXDR,
	}, problems.WithDetail(detail(i)))
}

func moogarProblem(i int) *extended {
	return &extended{Problem: moogar.Problem{
		Type: string(problems.TypeTransactionFailed), Title: problems.TitleTransactionFailed,
		Status: problems.StatusTransactionFailed, Detail: detail(i),
	}, Extras: extrasOf(i)}
}

func humaModel(i int) *humaProblem {
	return &humaProblem{ErrorModel: huma.ErrorModel{
		Type: string(problems.TypeTransactionFailed), Title: problems.TitleTransactionFailed,
		Status: problems.StatusTransactionFailed, Detail: detail(i),
	}, Extras: extrasOf(i)}
}

func stellarProblem(i int) stellar.P {
	x := extrasOf(i)
	return stellar.P{
		Type: string(problems.TypeTransactionFailed), Title: problems.TitleTransactionFailed,
		Status: problems.StatusTransactionFailed, Detail: detail(i),
		Extras: map[string]any{"envelope_xdr": x.EnvelopeXDR, "result_codes": x.ResultCodes, "result_xdr": x.ResultXDR},
	}
}

// discard is a ResponseWriter that keeps nothing but the header.
type discard struct{ header http.Header }

func (d discard) Header() http.Header               { return d.header }
func (d discard) Write(p []byte) (int, error)       { return len(p), nil }
func (d discard) WriteHeader(int)                   {}
func (d discard) WriteString(s string) (int, error) { return len(s), nil }

// made returns one value for each input.
func made[T any](make func(int) T) []T {
	all := []T{}
	for i := range inputs {
		all = append(all, make(i))
	}
	return all
}

// A side is one of the libraries, which a benchmark compares.
type side struct {
	name string
	do   func(i int)
}

// perTurn is how often a side is called before it is the turn of the next: for
// some microseconds, in which a busy machine seldom interrupts it.
const perTurn = 32

// inTurns calls the sides in turn for as long as the benchmark runs, as the
// benchmarks of the generated package do.
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
		s.do((from + i) % inputs)
	}
	return float64(time.Since(start).Nanoseconds()) / perTurn
}

// allocations returns what a call allocates.
func (s side) allocations() float64 {
	i := 0
	return testing.AllocsPerRun(inputs, func() {
		s.do(i % inputs)
		i++
	})
}

// writing is the side of a library that writes what make returns.
func writing[T any](name string, make func(int) T, write func(http.ResponseWriter, T)) side {
	values, w := made(make), discard{http.Header{}}
	return side{name, func(i int) {
		clear(w.header)
		write(w, values[i])
	}}
}

// ballast returns the heap of a service, of which as much again has been used
// and is free: with that of a test binary the collector's work would be
// measured, and that of the operating system.
func ballast() []byte {
	heap := make([]byte, 64<<20)
	for range 2 * len(heap) / len(garbage) {
		garbage = make([]byte, len(garbage))
	}
	runtime.GC()
	return heap
}

var garbage = make([]byte, 1<<10)

// BenchmarkWrite serves a problem that is there already.
func BenchmarkWrite(b *testing.B) {
	r := httptest.NewRequest("POST", "/transactions", nil)
	ctx := r.Context()
	inTurns(b,
		writing("problemgen", generated, func(w http.ResponseWriter, p *problems.TransactionFailed) { problems.Write(w, r, p) }),
		writing("json", moogarProblem, func(w http.ResponseWriter, p *extended) { writeJSON(b, w, p.Status, p) }),
		writing("moogar0880", moogarProblem, func(w http.ResponseWriter, p *extended) {
			if _, err := p.Validate(); err != nil {
				b.Fatal(err)
			}
			writeJSON(b, w, p.Status, p)
		}),
		writing("huma", humaModel, func(w http.ResponseWriter, p *humaProblem) {
			setHeader(w, p.ContentType("application/json"))
			w.WriteHeader(p.GetStatus())
			if err := huma.DefaultJSONFormat.Marshal(w, p); err != nil {
				b.Fatal(err)
			}
		}),
		writing("stellar", stellarProblem, func(w http.ResponseWriter, p stellar.P) { stellar.Render(ctx, w, p) }))
}

// setHeader sets, for libraries that leave the header to their users, the fields
// that the generated package sets itself, but for Vary and Content-Length.
func setHeader(w http.ResponseWriter, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
}

func writeJSON(b *testing.B, w http.ResponseWriter, status int, v any) {
	setHeader(w, "application/problem+json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		b.Fatal(err)
	}
}

// bodies are the inputs as they are on the wire.
func bodies(tb testing.TB) [][]byte {
	return made(func(i int) []byte {
		body, err := generated(i).AppendJSON(nil)
		if err != nil {
			tb.Fatal(err)
		}
		return body
	})
}

// BenchmarkParse reads a problem into the value that has its members typed.
// Only the generated package finds out by itself which one that is.
func BenchmarkParse(b *testing.B) {
	texts := bodies(b)
	reading := func(name string, parse func([]byte) error) side {
		return side{name, func(i int) {
			if err := parse(texts[i]); err != nil {
				b.Fatal(err)
			}
		}}
	}
	inTurns(b,
		reading("problemgen", func(body []byte) error { _, err := problems.Parse(body); return err }),
		reading("moogar0880", func(body []byte) error { return json.Unmarshal(body, new(extended)) }),
		reading("huma", func(body []byte) error { return huma.DefaultJSONFormat.Unmarshal(body, new(humaProblem)) }),
		reading("stellar", func(body []byte) error { return json.Unmarshal(body, new(stellar.P)) }))
}

// What is served here is read by the others.
func TestPeersRead(t *testing.T) {
	w := httptest.NewRecorder()
	problems.Write(w, httptest.NewRequest("GET", "/", nil), generated(1))
	var m extended
	var h humaProblem
	var s stellar.P
	for name, v := range map[string]any{"moogar0880": &m, "huma": &h, "stellar": &s} {
		if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	want := moogarProblem(1)
	if m.Problem != want.Problem || m.Extras.EnvelopeXDR != want.Extras.EnvelopeXDR || m.Extras.ResultCodes.Transaction != want.Extras.ResultCodes.Transaction {
		t.Errorf("moogar0880 reads %+v", m)
	}
	if h.Type != want.Type || h.Status != want.Status || h.Detail != want.Detail || h.Extras.ResultXDR != want.Extras.ResultXDR {
		t.Errorf("huma reads %+v", h)
	}
	if s.Type != want.Type || s.Status != want.Status || s.Detail != want.Detail || s.Extras["envelope_xdr"] != want.Extras.EnvelopeXDR {
		t.Errorf("stellar reads %+v", s)
	}
}

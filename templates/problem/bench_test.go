package problem

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"
)

var tm = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func sample() *QuotaExceeded {
	return NewQuotaExceeded(4096, "AAAAANNVpdQ9vctZdAJ67sFmNe1KDzaj51dAdkW3vKKM51H3AAAAZAAAAABJlgLSAAAAAAAAAAAAAAABAAAAAAAAAAEAAAAA01Wl1D29y1l0AnruwWY17UoPNqPnV0B2Rbe8ooznUfcAAAAAAAAAAAL68IAAAAAAAAAAAA==", QuotaExceededUsage{Storage: []string{"tx_bad", "op_malformed"}},
		WithDetail("The transaction failed when submitted to the hcnet network. The `extras.result_codes` field on this response contains further details.  Descriptions of each code can be found at: https://www.hcnet.org/developers/learn/concepts/list-of-operations.html"))
}

func BenchmarkAppend(b *testing.B) {
	p := sample()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = p.AppendJSON(buf[:0])
	}
	b.SetBytes(int64(len(buf)))
}

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

func BenchmarkStdEncode(b *testing.B) {
	p := sample()
	q := plainQuota{string(p.Type()), p.Title(), p.Status(), p.Detail, p.Instance, p.Limit, p.Unit, p.Usage}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		e.Encode(&q)
	}
}

func BenchmarkParse(b *testing.B) {
	p := sample()
	data, _ := p.AppendJSON(nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(data); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(data)))
}

func BenchmarkStdDecode(b *testing.B) {
	p := sample()
	data, _ := p.AppendJSON(nil)
	b.ReportAllocs()
	for b.Loop() {
		var q plainQuota
		if err := json.Unmarshal(data, &q); err != nil {
			b.Fatal(err)
		}
	}
}

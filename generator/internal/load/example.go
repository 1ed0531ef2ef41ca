package load

import (
	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/page"
	"github.com/hcnet/problemgen/generator/internal/resolve"
)

// Example reads a page that is nothing but one example, and the problem that it
// shows. The sample is nil where the text has no such example or several, or
// where the findings tell that it cannot be read.
func Example(text string) (*catalog.Sample, *catalog.Problem, diag.List) {
	const name = "example.md"
	read, found := page.Read(name, diag.NewSource(name, []byte(text)))
	if len(found) > 0 || len(read.Samples) != 1 || read.Samples[0].Body == nil {
		return nil, nil, found
	}
	problem, _ := resolve.New(resolve.Options{Reserved: func(string) string { return "" }}).Page(read)
	return &read.Samples[0], problem, nil
}

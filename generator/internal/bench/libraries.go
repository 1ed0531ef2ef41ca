//go:build linux

package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A result is what one benchmark took, or one side of a benchmark that does
// several things in turn: the medians of several counts.
type result struct {
	ns, allocs float64
	// least is what the fastest turn of a side took, which other work of the
	// machine disturbed least.
	least float64
}

// libraries runs the benchmarks of the generated package beside encoding/json
// and beside other libraries, which are in a module of their own.
func (b *bench) libraries() error {
	own, err := b.benchmarks(".", "./templates/problem")
	if err != nil {
		return err
	}
	peers, err := b.benchmarks("generator/internal/bench/peers", ".")
	if err != nil {
		return err
	}
	printSides("the package beside encoding/json", own)
	printSides("the package beside other libraries", peers)

	b.holdSides("Write, of json.Encoder", own, "Write/problem", "Write/json", "", 0.35)
	b.holdSides("Write, of the fastest other library", peers, "Write/problemgen", fastest(peers, "Write/"), "", 0.35)
	const with, without = "WriteInService/instance/", "WriteInService/no_instance/"
	b.holdSides("Write in a service, of json.Encoder", own, with+"problem", with+"json", with+"header", 0.5)
	b.holdSides("the same without an instance", own, without+"problem", without+"json", without+"header", 0.35)
	b.holdSides("Write of another package's problem, of an own one", own, "WriteForeign/foreign", "WriteForeign/own", "", 2.3)
	b.holdSides("Parse, of encoding/json/v2", own, "Parse/problem", "Parse/jsonv2", "", 0.5)
	b.holdSides("Parse, of json.Unmarshal", own, "Parse/problem", "Parse/json", "", 0.2)
	b.hold("what Standard adds to a request, ns", own["Standard/with"].least-own["Standard/without"].least, 200)
	b.hold("allocations of Write", max(own["Write/problem"].allocs, own[with+"problem"].allocs), 2)
	b.hold("allocations of AppendJSON", own["Encode/problem"].allocs, 0)
	b.hold("allocations of Parse", own["Parse/problem"].allocs, 4)
	b.hold("allocations of Standard", own["Standard/with"].allocs-own["Standard/without"].allocs, 1)
	return nil
}

// holdSides notes the ratio of two sides, without what both do of a third, where
// it is named: that of their fastest turns, since a busy machine slows what is
// fast more than what is slow, and that of the medians beside it.
func (b *bench) holdSides(what string, results map[string]result, side, of, without string, limit float64) {
	s, o, both := results[side], results[of], results[without]
	b.hold(fmt.Sprintf("%s (medians: %.2f)", what, (s.ns-both.ns)/(o.ns-both.ns)), (s.least-both.least)/(o.least-both.least), limit)
}

// fastest returns the name of the fastest library but ours and encoding/json.
func fastest(results map[string]result, prefix string) string {
	var names []string
	for name := range results {
		if strings.HasPrefix(name, prefix) && name != prefix+"problemgen" && name != prefix+"json" {
			names = append(names, name)
		}
	}
	return slices.MinFunc(names, func(a, b string) int { return cmp.Compare(results[a].least, results[b].least) })
}

// benchmarks runs the benchmarks of a package on one processor.
func (b *bench) benchmarks(dir, pkg string) (map[string]result, error) {
	return b.benchmarksOf(dir, pkg, ".")
}

// benchmarksOf runs those that match a pattern.
func (b *bench) benchmarksOf(dir, pkg, pattern string) (map[string]result, error) {
	_, out, err := output(dir, nil, "go", "test", "-run", "^$", "-bench", pattern, "-cpu", "1", "-count", strconv.Itoa(b.runs), "-benchtime", "0.5s", pkg)
	if err != nil {
		return nil, err
	}
	return results(string(out)), nil
}

// results reads what benchmarks printed: of those with sides, each as one of its
// own.
func results(out string) map[string]result {
	all := map[string]result{}
	for unit := range units(out) {
		side, kind := "", unit
		for _, k := range []string{"-least-ns/op", "-ns/op", "-allocs/op"} {
			if name, ok := strings.CutSuffix(unit, k); ok {
				side, kind = "/"+name, k[1:]
				break
			}
		}
		for name, values := range figures(out, unit) {
			r := all[name+side]
			switch kind {
			case "ns/op":
				r.ns = middle(values)
			case "least-ns/op":
				r.least = middle(values)
			case "allocs/op":
				r.allocs = middle(values)
			}
			all[name+side] = r
		}
	}
	return all
}

// units returns the units of what benchmarks printed.
func units(out string) map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(out) {
		if words := strings.Fields(line); strings.HasPrefix(line, "Benchmark") {
			for i := 3; i < len(words); i += 2 {
				all[words[i]] = true
			}
		}
	}
	return all
}

// figures returns, for each benchmark, what it printed before the unit.
func figures(out, unit string) map[string][]float64 {
	all := map[string][]float64{}
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		i := slices.Index(words, unit)
		if i < 1 {
			continue
		}
		if value, err := strconv.ParseFloat(words[i-1], 64); err == nil {
			name := strings.TrimPrefix(words[0], "Benchmark")
			all[name] = append(all[name], value)
		}
	}
	return all
}

func middle(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

func printResults(title string, results map[string]result) {
	fmt.Println(title)
	for _, name := range slices.Sorted(maps.Keys(results)) {
		fmt.Printf("  %-28s %8.0f ns   %4.0f allocations\n", name, results[name].ns, results[name].allocs)
	}
	fmt.Println()
}

// printSides prints the fastest turns and the medians of sides.
func printSides(title string, results map[string]result) {
	fmt.Println(title)
	for _, name := range slices.Sorted(maps.Keys(results)) {
		if r := results[name]; r.least > 0 {
			fmt.Printf("  %-36s %8.0f ns   %8.0f at the median   %4.0f allocations\n", name, r.least, r.ns, r.allocs)
		}
	}
	fmt.Println()
}

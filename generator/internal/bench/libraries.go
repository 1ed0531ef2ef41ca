//go:build linux

package main

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A result is what one benchmark took: the medians of several counts.
type result struct{ ns, allocs float64 }

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
	printResults("the package beside encoding/json", own)
	printResults("the package beside other libraries", peers)

	b.hold("Write, of json.Encoder", own["Write/problem"].ns/own["Write/encoding_json"].ns, 0.35)
	b.hold("Write, of the fastest other library", peers["Write/problemgen"].ns/fastest(peers, "Write/"), 0.35)
	b.hold("allocations of Write", own["Write/problem"].allocs, 2)
	b.hold("allocations of AppendJSON", own["Encode/problem"].allocs, 0)
	b.hold("Parse, of encoding/json/v2", own["Parse/problem"].ns/own["Parse/encoding_json_v2"].ns, 0.5)
	b.hold("Parse, of json.Unmarshal", own["Parse/problem"].ns/own["Parse/encoding_json"].ns, 0.2)
	b.hold("allocations of Parse", own["Parse/problem"].allocs, 4)
	return nil
}

// fastest returns the time of the fastest library but ours and encoding/json.
func fastest(results map[string]result, prefix string) float64 {
	var all []float64
	for name, r := range results {
		if strings.HasPrefix(name, prefix) && name != prefix+"problemgen" && name != prefix+"encoding_json" {
			all = append(all, r.ns)
		}
	}
	return slices.Min(all)
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
	ns, allocs := figures(string(out), "ns/op"), figures(string(out), "allocs/op")
	results := map[string]result{}
	for name := range ns {
		results[name] = result{middle(ns[name]), middle(allocs[name])}
	}
	return results, nil
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

package generator_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/hcnet/problemgen/generator"
	"github.com/hcnet/problemgen/generator/internal/diff"
)

// TestRulesOfChangesOnTheWire holds what the table of rules says about the wire
// to two generated packages, that of the pages that the rules show before a
// change and that of those after it: what either writes the other one reads. The
// wire breaks exactly where something is lost.
func TestRulesOfChangesOnTheWire(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds two packages")
	}
	m := newModule(t)
	for _, side := range []string{"before", "after"} {
		writeShown(t, m, side)
		m.write(t, side+"/exchange/exchange.go", strings.ReplaceAll(exchangeCode, "SIDE", side))
	}
	m.write(t, "main.go", strings.ReplaceAll(exchangeMain, "ALIASES", fmt.Sprintf("%#v", aliasesShown(t))))
	out, err := m.run(t, "run", ".")
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var said exchanged
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, r := range generator.Rules() {
		if reason := unproved[r.ID]; r.Change == nil || reason != "" {
			continue
		}
		breaks := false
		for _, c := range changesShown(t, r.ID) {
			breaks = breaks || c.Effects[diff.Wire].IsBreaking()
		}
		if lost := said.lost(problemsOfRule(t, r.ID)); breaks != (len(lost) > 0) {
			t.Errorf("%s: the changes say that the wire breaks: %t; lost is %q", r.ID, breaks, lost)
		}
	}
}

// unproved are the rules whose effect on the wire examples do not show, each
// with the reason.
var unproved = map[string]string{
	"base-changed":   "it takes a configuration",
	"package-moved":  "it takes a configuration",
	"status-added":   "the status that is served by default stays",
	"status-removed": "the status that is served by default stays",
}

// writeShown writes the pages that all rules show on one side, and makes their
// package.
func writeShown(t *testing.T, m goModule, side string) {
	t.Helper()
	for _, r := range generator.Rules() {
		if r.Change == nil || unproved[r.ID] != "" {
			continue
		}
		for name, file := range shownPages(r.ID, side+"/") {
			m.write(t, path.Join(side, "pages", name), string(file.Data))
		}
	}
	o := goModule{path.Join(m.dir, side)}.options()
	report, err := generator.Generate(t.Context(), o)
	if err != nil || report.Failed(false) {
		t.Fatalf("%v %v", err, report)
	}
}

// aliasesShown returns the aliases that are known before the changes, each with
// the name of its problem.
func aliasesShown(t *testing.T) map[string]string {
	aliases := map[string]string{}
	for _, p := range allShown(t, "before/") {
		for _, alias := range p.Aliases {
			aliases[alias] = p.Name
		}
	}
	return aliases
}

// problemsOfRule returns the names of the problems that the rule's pages document
// before and after the change.
func problemsOfRule(t *testing.T, id string) (before, after []string) {
	for _, p := range problemsIn(t, shownPages(id, "before/")) {
		before = append(before, p.Name)
	}
	for _, p := range problemsIn(t, shownPages(id, "after/")) {
		after = append(after, p.Name)
	}
	return before, after
}

// changesShown returns the changes from the pages that a rule shows before to
// those after.
func changesShown(t *testing.T, id string) []diff.Change {
	before, after := problemsIn(t, shownPages(id, "before/")), problemsIn(t, shownPages(id, "after/"))
	var changes []diff.Change
	for _, pair := range diff.Match(heads(before), heads(after)) {
		changes = append(changes, compare(pair, before, after)...)
	}
	return changes
}

// A reading is what one package reads of what another one wrote.
type reading struct {
	// Example is what was written: the name of an example, or "alias URI", or
	// "fallback".
	Example string
	// Name is the name of the problem as the reader knows it.
	Name string
	// Documented is the status that the reader knows of it, Received that which came.
	Documented, Received int
	// Typed are the paths of the members and the header fields that the reader has
	// in fields.
	Typed []string
}

// exchanged are all readings, by writer and reader.
type exchanged map[string]map[string][]reading

// of returns the readings of some problems' examples.
func (e exchanged) of(writer, reader string, problems []string) map[string]reading {
	all := map[string]reading{}
	for _, r := range e[writer][reader] {
		name, _, _ := strings.Cut(r.Example, ".")
		if slices.Contains(problems, name) {
			all[r.Example] = r
		}
	}
	return all
}

// lost returns what is lost between the two packages.
func (e exchanged) lost(before, after []string) (lost []string) {
	lost = append(lost, misread(e.of("before", "before", before), e.of("before", "after", before), after)...)
	known := slices.DeleteFunc(slices.Clone(after), func(name string) bool { return !slices.Contains(before, name) })
	if len(known) == 0 && len(before) > 0 {
		known = after // renamed
	}
	read := e.of("after", "before", known)
	lost = append(lost, misread(map[string]reading{}, read, before)...)
	return append(lost, missing(e.of("before", "before", before), read)...)
}

// misread returns what a reader takes for something else than the writer did, or
// has no field for.
func misread(own, read map[string]reading, known []string) (lost []string) {
	for _, example := range slices.Sorted(maps.Keys(read)) {
		r, mine := read[example], own[example]
		name, _, _ := strings.Cut(example, ".")
		switch {
		case r.Name == "unknown":
			lost = append(lost, example+" is unknown")
		case r.Name != name && slices.Contains(known, name):
			lost = append(lost, example+" is read as "+r.Name)
		case r.Documented != r.Received:
			lost = append(lost, fmt.Sprintf("%s has the status %d, not %d", example, r.Received, r.Documented))
		}
		for _, member := range mine.Typed {
			if !slices.Contains(r.Typed, member) {
				lost = append(lost, example+" has no "+member)
			}
		}
	}
	return lost
}

// missing returns what a reader found in what its own package wrote and does not
// find any more: what was in every example, or in any.
func missing(own, read map[string]reading) (lost []string) {
	if len(read) == 0 || len(own) == 0 {
		return nil
	}
	for _, member := range inAny(own) {
		if !slices.Contains(inAny(read), member) || isInAll(own, member) && !isInAll(read, member) {
			lost = append(lost, "nobody finds "+member)
		}
	}
	return lost
}

func inAny(readings map[string]reading) (members []string) {
	for _, r := range readings {
		members = append(members, r.Typed...)
	}
	slices.Sort(members)
	return slices.Compact(members)
}

func isInAll(readings map[string]reading, member string) bool {
	for _, r := range readings {
		if !slices.Contains(r.Typed, member) {
			return false
		}
	}
	return true
}

// exchangeCode is a package that writes what one side documents, and reads what
// either side wrote.
const exchangeCode = `package exchange

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"sort"

	"example.com/api/SIDE/problems"
	"example.com/api/SIDE/problems/problemstest"
)

type Reading struct {
	Example, Name        string
	Documented, Received int
	Typed                []string
}

func Write() (names []string, responses []*http.Response) {
	for _, e := range problemstest.Examples() {
		names, responses = append(names, e.Name), append(responses, serve(e.New()))
	}
	return append(names, "internal.fallback"), append(responses, serve(errors.New("no problem")))
}

func serve(err error) *http.Response {
	w := httptest.NewRecorder()
	problems.Write(w, nil, err)
	return w.Result()
}

func Read(example string, response *http.Response) Reading {
	p := problems.FromResponse(response)
	r := Reading{Example: example, Name: "unknown", Received: p.Status()}
	if info, ok := problems.Lookup(p.Type()); ok {
		r.Name, r.Documented = info.Name, info.Status
	}
	o := problems.OccurrenceOf(p)
	o.Extensions, o.Received = nil, nil
	body, err := p.AppendJSON(nil)
	if err != nil {
		panic(err)
	}
	var members map[string]json.RawMessage
	json.Unmarshal(body, &members)
	for name, value := range members {
		switch {
		case name == "type", name == "title", name == "status", name == "detail", name == "instance", string(value) == "null":
		case string(value) == "\"\"", string(value) == "0": // what a required member is that did not come
		default:
			r.Typed = append(r.Typed, name)
		}
	}
	if headers := reflect.ValueOf(p).Elem().FieldByName("Headers"); headers.IsValid() {
		for i := range headers.NumField() {
			if !headers.Field(i).IsZero() {
				r.Typed = append(r.Typed, "header "+headers.Type().Field(i).Name)
			}
		}
	}
	sort.Strings(r.Typed)
	return r
}
`

const exchangeMain = `package main

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"

	after "example.com/api/after/exchange"
	before "example.com/api/before/exchange"
)

// old answers as an older server did, which knew a problem by what is an alias
// of it now.
func old(alias string) *http.Response {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(http.StatusConflict)
	fmt.Fprintf(w, "{\"type\":%q,\"status\":409}", alias)
	return w.Result()
}

func main() {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	all := map[string]map[string][]any{"before": {}, "after": {}}
	for writer, write := range map[string]func() ([]string, []*http.Response){"before": before.Write, "after": after.Write} {
		names, responses := write()
		for i, r := range responses {
			all[writer]["before"] = append(all[writer]["before"], before.Read(names[i], r))
		}
		names, responses = write()
		for i, r := range responses {
			all[writer]["after"] = append(all[writer]["after"], after.Read(names[i], r))
		}
	}
	for alias, name := range ALIASES {
		all["before"]["before"] = append(all["before"]["before"], before.Read(name+".alias", old(alias)))
		all["before"]["after"] = append(all["before"]["after"], after.Read(name+".alias", old(alias)))
	}
	json.NewEncoder(os.Stdout).Encode(all)
}
`

//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The peers' modules and packages, where the acceptance tests have them.
const (
	peersModule       = "generator/internal/acceptance/peers"
	openAPITypescript = peersModule + "/node_modules/.bin/openapi-typescript"
)

// peers times the four outputs of the small folder beside the generators that
// make of our OpenAPI document what Go and TypeScript need: ogen, oapi-codegen
// and openapi-typescript, which is left out where it is not installed.
func (b *bench) peers() error {
	module := filepath.Join(b.dir, fmt.Sprint("pages", small))
	actions, names, err := b.peerActions(module)
	if err != nil {
		return err
	}
	costs, err := b.medians(actions...)
	if err != nil {
		return err
	}
	var sum cost
	for i, c := range costs {
		fmt.Printf("  %-28s %8.0f ms   %8.0f ms of processors   %6.0f MB\n", names[i], ms(c.wall), ms(c.cpu), float64(c.peak)/1e6)
		if i > 0 {
			sum.wall, sum.cpu = sum.wall+c.wall, sum.cpu+c.cpu
		}
	}
	fmt.Printf("  our four outputs are %.3f × the others together (%.3f × of processors)\n\n", ratio(costs[0], sum), processorRatio(costs[0], sum))
	b.hold("four outputs, of the peers together (processors)", processorRatio(costs[0], sum), 0.1)
	return nil
}

// peerActions returns the runs that are compared, ours first.
func (b *bench) peerActions(module string) (actions []func() (cost, error), names []string, err error) {
	if err := b.writeAPI(module); err != nil {
		return nil, nil, err
	}
	ogen := filepath.Join(b.dir, "ogen")
	if _, err := run(peersModule, "go", "build", "-o", ogen, "github.com/ogen-go/ogen/cmd/ogen"); err != nil {
		return nil, nil, err
	}
	config, err := filepath.Abs(peersModule + "/testdata/ogen.yml")
	if err != nil {
		return nil, nil, err
	}
	in := func(words ...string) func() (cost, error) {
		return func() (cost, error) { return run(module, words...) }
	}
	fmt.Printf("%d problems beside other generators, from our OpenAPI document\n", small)
	actions = []func() (cost, error){
		afresh(module, b.allFour(module)),
		in(ogen, "--target", "client", "--package", "client", "--clean", "--config", config, "api.json"),
		in(b.openapi, "-config", "oapi.yaml", "api.json"),
	}
	names = []string{"generate, all four outputs", "ogen, a client", "oapi-codegen, plain structs"}
	typescript, err := filepath.Abs(openAPITypescript)
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(typescript); errors.Is(err, fs.ErrNotExist) {
		fmt.Println("  openapi-typescript is left out: \"npm ci\" in " + peersModule + " installs it")
		return actions, names, nil
	}
	return append(actions, in(typescript, "api.json", "-o", "api.ts")), append(names, "openapi-typescript"), nil
}

// allFour makes the four outputs of the module's pages.
func (b *bench) allFour(module string) func() (cost, error) {
	return func() (cost, error) {
		c, _, err := output(module, []string{"XDG_CACHE_HOME=" + filepath.Join(module, "cache")}, b.pg, "generate", "--package", "problems", "--out", "problems",
			"--openapi", "api/problems.yaml", "--schema", "api/schemas", "--typescript", "api/problems.ts", "pages")
		return c, err
	}
}

// writeAPI writes an API whose operations answer with the problems, one each, in
// the document that has them.
func (b *bench) writeAPI(module string) error {
	name := filepath.Join(module, "api.json")
	if _, err := run(module, b.pg, "generate", "--openapi", "api.json", "pages"); err != nil {
		return err
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var document map[string]json.RawMessage
	var components struct {
		Components struct{ Responses map[string]json.RawMessage }
	}
	if err := errors.Join(json.Unmarshal(text, &document), json.Unmarshal(text, &components)); err != nil {
		return err
	}
	paths := map[string]any{}
	for response := range components.Components.Responses {
		paths["/"+response] = map[string]any{"get": map[string]any{
			"operationId": "get" + response,
			"responses": map[string]any{
				"200": map[string]string{"description": "OK"},
				"400": map[string]string{"$ref": "#/components/responses/" + response},
			},
		}}
	}
	if document["paths"], err = json.Marshal(paths); err != nil {
		return err
	}
	if text, err = json.Marshal(document); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

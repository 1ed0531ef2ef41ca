package generator

import (
	"flag"
	"os"
	"testing"

	"github.com/hcnet/problemgen/generator/config"
)

var updateSchema = flag.Bool("update-schema", false, "write docs/problemgen.schema.json anew")

// The schema that editors are given is that of the keys, kinds and rules of
// today.
func TestSchemaIsPublished(t *testing.T) {
	const file = "../docs/problemgen.schema.json"
	want := config.Schema(Language())
	if *updateSchema {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != string(want) {
		t.Errorf("%s is not what the keys of the configuration say (%v): go test ./generator -run SchemaIsPublished -update-schema", file, err)
	}
}

package config

import (
	"bytes"
	"encoding/json"
)

// Schema returns a JSON Schema of the configuration file, for editors.
func Schema(l Language) []byte {
	f := mappingForm(fileKeys(l))
	f["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	f["title"] = FileName
	f["description"] = "What problemgen makes of which pages, and how much each rule matters."
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(f); err != nil {
		panic(err) // texts, numbers, lists and mappings alone
	}
	return b.Bytes()
}

package peers

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/pb33f/libopenapi"
	"github.com/pb33f/libopenapi/datamodel"
)

// Kin-openapi loads and validates each document, with its examples, and that of
// an API which refers to it. What is served passes its schema.
func TestKinOpenAPI(t *testing.T) {
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				for _, name := range []string{s.openAPI(version, "yaml"), s.openAPI(version, "json"), s.writeAPI(t, version)} {
					loader := openapi3.NewLoader()
					loader.IsExternalRefsAllowed = true
					doc, err := loader.LoadFromFile(name)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
						t.Errorf("%s: %v", name, err)
					}
					if doc.Components != nil {
						s.checkServed(t, doc.Components.Schemas["KnownProblem"].Value)
					}
				}
			})
		}
	}
}

func (s set) checkServed(t *testing.T, known *openapi3.Schema) {
	for name, golden := range s.goldens(t) {
		var v any
		d := json.NewDecoder(bytes.NewReader(golden))
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		if err := known.VisitJSON(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Libopenapi builds a model of each document, and of that of an API.
func TestLibopenapi(t *testing.T) {
	for _, s := range sets {
		for _, version := range versions {
			t.Run(s.name+" "+version, func(t *testing.T) {
				for _, name := range []string{s.openAPI(version, "yaml"), s.openAPI(version, "json"), s.writeAPI(t, version)} {
					config := &datamodel.DocumentConfiguration{AllowFileReferences: true, BasePath: filepath.Dir(name), SpecFilePath: filepath.Base(name)}
					doc, err := libopenapi.NewDocumentWithConfiguration(read(t, name), config)
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					model, err := doc.BuildV3Model()
					if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
					if !strings.HasSuffix(name, "api.yaml") && model.Model.Components.Responses.Len() < 5 {
						t.Errorf("%s: only %d responses", name, model.Model.Components.Responses.Len())
					}
				}
			})
		}
	}
}

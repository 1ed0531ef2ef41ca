package generator

import "github.com/hcnet/problemgen/generator/config"

// GoCatalog is a catalog of which a Go package is made.
func GoCatalog(pages, name, out string) config.Catalog {
	return config.Catalog{Pages: pages, Outputs: []config.Output{
		{Kind: "go", Out: out, Settings: map[string][]string{"package": {name}}},
	}}
}

package config

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/hcnet/problemgen/generator/diag"
)

// oldForm returns the finding about a file of the form that configurations had
// once, with a list of packages: its help is the file in the form of today. It
// is nil for any other file.
func (r *reader) oldForm(root *yaml.Node) *diag.Diagnostic {
	packages := valueOf(root, "packages")
	if packages == nil || packages.Kind != yaml.SequenceNode || valueOf(root, "catalogs") != nil {
		return nil
	}
	i := slices.IndexFunc(root.Content, func(n *yaml.Node) bool { return n.Value == "packages" })
	d := finding(r.start(root.Content[i]), ruleOldForm, "packages are catalogs now, with the Go package as one of their outputs").
		WithText("this is the file in its new form:", newForm(root, packages))
	return &d
}

// newForm returns a file of the old form in the new one.
func newForm(root, packages *yaml.Node) string {
	into := mappingNode()
	if valueOf(root, "version") == nil {
		into.Content = append(into.Content, wordNode("version"), wordNode("1"))
	}
	catalogs := &yaml.Node{Kind: yaml.SequenceNode}
	for pair := range slices.Chunk(root.Content, 2) {
		switch pair[0].Value {
		case "paths":
		case "packages":
			into.Content = append(into.Content, wordNode("catalogs"), catalogs)
		default:
			into.Content = append(into.Content, pair...)
		}
	}
	for _, p := range packages.Content {
		if p.Kind == yaml.MappingNode {
			catalogs.Content = append(catalogs.Content, catalogNode(p, valueOf(root, "paths")))
		}
	}
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if e.Encode(into) != nil {
		return "" // it was read, so that it can be written
	}
	return strings.TrimRight(b.String(), "\n")
}

// catalogNode returns a package of the old form as a catalog. Settings for some
// pages that stood above all packages go to each of them.
func catalogNode(p, paths *yaml.Node) *yaml.Node {
	into, goOutput := mappingNode(), mappingNode()
	goOutput.Style = yaml.FlowStyle
	for pair := range slices.Chunk(p.Content, 2) {
		switch pair[0].Value {
		case "package", "out":
			goOutput.Content = append(goOutput.Content, pair...)
		case "paths":
			paths = joined(paths, pair[1])
		default:
			into.Content = append(into.Content, pair...)
		}
	}
	if paths != nil {
		into.Content = append(into.Content, wordNode("paths"), paths)
	}
	if len(goOutput.Content) > 0 {
		into.Content = append(into.Content, wordNode("go"), goOutput)
	}
	return into
}

// joined returns the items of both lists.
func joined(a, b *yaml.Node) *yaml.Node {
	if a == nil {
		return b
	}
	both := *a
	both.Content = slices.Concat(a.Content, b.Content)
	return &both
}

func mappingNode() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode} }

func wordNode(word string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: word} }

// valueOf returns the value of a mapping's key, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for pair := range slices.Chunk(n.Content, 2) {
		if len(pair) == 2 && pair[0].Value == key {
			return pair[1]
		}
	}
	return nil
}

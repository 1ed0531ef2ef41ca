package config

import (
	"slices"

	"github.com/hcnet/problemgen/generator/diag"
)

// A Language is what a configuration may say beside its own keys.
type Language struct {
	// Kinds are the kinds of outputs, in the order in which they are made.
	Kinds []Kind
	// Rules are the ids of all rules, and Fatal those of the rules whose findings
	// nothing lowers.
	Rules, Fatal []string
}

// A Kind is a kind of output, as a configuration or the command line asks for
// it.
type Kind struct {
	// Name is its key in a catalog: "openapi".
	Name string
	// Doc says in one line what it is.
	Doc string
	// Out is an example of where it goes: "api/problems.openapi.yaml".
	Out string
	// Endings are those that the name of a file may have; none for a kind that
	// is a folder.
	Endings []string
	// Flag is the flag that says where it goes, and Usage its help, with what
	// it takes in backquotes: "openapi", "`file` for an OpenAPI document".
	Flag, Usage string
	// Keys are its settings beside out.
	Keys []Key
}

// A Key is a setting of a kind of output.
type Key struct {
	Name, Doc, Example string
	// Required keys have to be there.
	Required bool
	// Flag is the flag that gives it, and Usage its help; empty where none does.
	Flag, Usage string
	// Values are all that it may be; nil where Wrong decides.
	Values []string
	// List tells that it is a list.
	List bool
	// Wrong says what is wrong with a value, or returns ""; it may be nil.
	Wrong func(value string) string
}

// IsFolder tells that the output is a folder rather than one file.
func (k *Kind) IsFolder() bool { return len(k.Endings) == 0 }

// kind returns the kind of that name, or nil.
func (l Language) kind(name string) *Kind {
	i := slices.IndexFunc(l.Kinds, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return nil
	}
	return &l.Kinds[i]
}

// KindNames are the names of the kinds, in their order.
func (l Language) KindNames() []string {
	names := make([]string, len(l.Kinds))
	for i, k := range l.Kinds {
		names[i] = k.Name
	}
	return names
}

// An Output is one output of a catalog.
type Output struct {
	// Kind is the name of its kind.
	Kind string
	// Out is the folder or file, relative to the working folder wherever it
	// can be, with slashes.
	Out string
	// Settings are the kind's further keys, each with its values.
	Settings map[string][]string
	// Owner is the path from the folder of the output to the configuration
	// file that asks for it, with slashes; empty where the command line asks.
	Owner string
	// At covers the output in the file.
	At diag.Span
}

// Get returns the value of a setting, or "".
func (o Output) Get(key string) string {
	if values := o.Settings[key]; len(values) > 0 {
		return values[0]
	}
	return ""
}

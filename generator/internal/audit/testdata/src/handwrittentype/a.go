package handwrittentype

import (
	"errors"

	"example.com/shop/problems"
)

const base = "https://shop.example/problems/"

const (
	notFound = "https://shop.example/problems/not_found" // want "the type URI of `not_found` is typed by hand\nwrite string\\(problems.TypeNotFound\\)"
	conflict = base + "conflict"                         // want "the type URI of `conflict` is typed by hand"
	mixed    = "https://shop.example/problems/taken"     // want "the type URI of `taken` is typed by hand\nwrite problems.TypeTaken"
	Exported = "https://shop.example/problems/gone"      // want "write problems.TypeGone"
)

type code string

type body struct{ Type string }

func compare(p problems.Problem, err error, b body) bool {
	if p.Type() == "https://shop.example/problems/not_found" { // want "write problems.TypeNotFound"
		return true
	}
	if errors.Is(err, problems.Type("https://shop.example/problems/not_found")) { // want "write problems.TypeNotFound"
		return true
	}
	if b.Type == "https://shop.example/problems/not_found" { // want `write string\(problems.TypeNotFound\)`
		return true
	}
	if b.Type == "https://shop.example/problems/missing" { // want "an alias of the type URI of `not_found` is typed by hand"
		return true
	}
	if b.Type == "https://shop.example/problems/not_fuond" { // want `no page documents the type URI https://shop.example/problems/not_fuond\ndid you mean problems.TypeNotFound\?`
		return true
	}
	if b.Type == "https://shop.example/problems/unheard" { // want `no page documents .*\nwrite a page for it`
		return true
	}
	var c code = "https://shop.example/problems/not_found" // want `write code\(problems.TypeNotFound\)`
	return b.Type == notFound || c == mixed || b.Type == mixed || b.Type == base
}

// What follows stays silent.

var (
	home     = "https://shop.example/"
	all      = "https://shop.example/problems/"
	page     = "https://shop.example/problems/index.html"
	format   = "https://shop.example/problems/%s"
	other    = "https://shop.example/docs/not_found"
	document = `{"type": "https://shop.example/problems/not_found"}`
)

// Package templates holds what is copied rather than built: the fixed part of
// every generated package.
package templates

import "embed"

// Files are the templates: real Go packages, compiled and tested where they
// stand.
//
//go:embed */*.go
var Files embed.FS

// TypeScript is the fixed part of the TypeScript output: what reads values by
// the tables that are built around it.
//
//go:embed typescript/runtime.ts
var TypeScript string

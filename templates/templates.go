// Package templates holds what is copied rather than built: the fixed part of
// every generated package.
package templates

import "embed"

// Files are the templates: real Go packages, compiled and tested where they
// stand.
//
//go:embed */*.go
var Files embed.FS

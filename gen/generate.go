// Package gen holds what problemgen makes of the pages in docs/problems.
package gen

//go:generate go run ../cmd/problemgen generate ../docs/problems

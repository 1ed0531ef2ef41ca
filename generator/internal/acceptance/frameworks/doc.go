// Package frameworks holds the services of docs/frameworks.md: one small service
// on each of several frameworks, and a test that asks all of them the same.
package frameworks

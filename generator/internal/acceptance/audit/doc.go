// Package audit holds handlers on several frameworks that answer some errors by
// hand, and a test that has "problemgen audit" find just those.
package audit

// Package problem is the fixed part of every generated package, with three
// problem types that stand in for those that pages document.
package problem

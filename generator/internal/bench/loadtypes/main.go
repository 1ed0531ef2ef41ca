// Command loadtypes loads the packages of the working folder's module with their
// types, tests included, and does nothing with them: what every program that looks
// at types has to do.
package main

import (
	"fmt"
	"os"

	"golang.org/x/tools/go/packages"
)

func main() {
	found, err := packages.Load(&packages.Config{Mode: packages.LoadSyntax, Tests: true}, "./...")
	if err == nil && packages.PrintErrors(found) > 0 {
		err = fmt.Errorf("%d packages do not load", len(found))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "loadtypes:", err)
		os.Exit(1)
	}
}

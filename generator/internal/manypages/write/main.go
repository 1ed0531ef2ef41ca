// Command write makes a folder of ordinary problem pages for benchmarks:
//
//	go run ./generator/internal/manypages/write DIR N
//
// With -openapi it writes the same problem types to standard output as the
// schemas of an OpenAPI document.
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"

	"github.com/hcnet/problemgen/generator/internal/manypages"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}

func run() error {
	openapi := flag.Bool("openapi", false, "print an OpenAPI document of N problem types instead")
	flag.Parse()
	n, err := strconv.Atoi(flag.Arg(flag.NArg() - 1))
	if err != nil {
		return fmt.Errorf("the number of pages: %w", err)
	}
	if *openapi {
		document, err := manypages.OpenAPI(n)
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(document)
		return err
	}
	if flag.NArg() != 2 {
		return fmt.Errorf("usage: write DIR N")
	}
	return manypages.Write(flag.Arg(0), n)
}

// Command serve serves the pages of the running example as an API would, behind
// a prefix, and prints where they are.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"

	"github.com/hcnet/problemgen/gen/problems/problemsite"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("http://%s/v1%s\n", listener.Addr(), problemsite.Path)
	mux := http.NewServeMux()
	mux.Handle("/v1/", http.StripPrefix("/v1", problemsite.Handler()))
	fmt.Fprintln(os.Stderr, http.Serve(listener, mux))
}

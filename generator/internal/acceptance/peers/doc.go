// Package peers has the peers read what problemgen makes: generators of
// clients, libraries and linters for OpenAPI, validators of JSON Schema, the
// TypeScript compiler and Node. It is a module of its own, with a package.json
// beside it, so that the product's own dependencies stay few.
//
// Its tests run the command on the running example and on pages that say
// everything that a page can, serve the problems with the Go package that comes
// out, and read them with the clients that each peer made of the other outputs.
// What Node has to do with is left out where "npm ci" was not run.
package peers

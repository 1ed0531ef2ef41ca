# Everything needs Go alone; each target says what it does.
GO       ?= go
FUZZTIME ?= 1m
SOAK     ?= 10

.PHONY: all build generate check test lint bench fuzz soak clean

# Build the command, write gen/ from docs/problems, and check it.
all: build generate check

build:
	$(GO) build -o bin/problemgen ./cmd/problemgen

generate:
	$(GO) generate ./...

check: build
	bin/problemgen check docs/problems

# What needs more than Go is a module of its own, which .ci/run tests.
test:
	$(GO) test ./...
	@echo 'left out, .ci/run has them: ogen, oapi-codegen, kin-openapi, libopenapi; in Node: openapi-typescript, hey-api, Redocly, Spectral, ajv, TypeScript, ESLint'

# gofmt, vet and staticcheck over the whole module.
lint:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'gofmt -w . mends these files'; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

# The command beside oapi-codegen, the Go compiler on what it makes, and the
# generated package beside other libraries; then all of it beside the bars that
# are set for it. The others are modules of their own, for which the module
# proxy is needed once.
bench:
	$(GO) run ./generator/internal/bench

# Fuzz every target in turn for FUZZTIME each.
fuzz:
	FUZZTIME=$(FUZZTIME) .ci/fuzz

# Kill runs over every output, run several at once, and fill the disk below
# them, SOAK times as often as make test does.
soak:
	SOAK=$(SOAK) $(GO) test ./generator -run EveryOutput -count 1 -v -timeout 1h

clean:
	rm -rf bin

module github.com/hcnet/problemgen/generator/internal/bench/peers

go 1.26.0

replace github.com/hcnet/problemgen => ../../../..

require (
	github.com/danielgtaylor/huma/v2 v2.37.2
	github.com/hcnet/problemgen v0.0.0
	github.com/moogar0880/problems v1.0.1
	github.com/stellar/go v0.0.0-20251113110825-d9bbe0f80269
)

require (
	github.com/go-errors/errors v1.5.1 // indirect
	github.com/pkg/errors v0.9.1 // indirect
	github.com/segmentio/go-loggly v0.5.1-0.20171222203950-eb91657e62b2 // indirect
	github.com/sirupsen/logrus v1.9.3 // indirect
	golang.org/x/sys v0.49.0 // indirect
)

package resolve

import "testing"

func TestExported(t *testing.T) {
	n := newNamer([]string{"tx"})
	for name, want := range map[string]string{
		"server_error":       "ServerError",
		"result_xdr":         "ResultXDR",
		"ledger_ids":         "LedgerIDs",
		"tx_id":              "TXID",
		"http_status":        "HTTPStatus",
		"httpStatus":         "HTTPStatus",
		"HTTPStatus":         "HTTPStatus",
		"Retry-After":        "RetryAfter",
		"X-RateLimit-Reset":  "XRateLimitReset",
		"invalid field":      "InvalidField",
		"errors":             "Errors",
		"a.b":                "AB",
		"3d":                 "",
		"-":                  "",
		"😀":                  "",
		"":                   "",
		"is":                 "Is",
		"resultCode2":        "ResultCode2",
		"utf8_text":          "UTF8Text",
		"envelope_xdr_bytes": "EnvelopeXDRBytes",
	} {
		if got := n.exported(name); got != want {
			t.Errorf("exported(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFileName(t *testing.T) {
	for page, want := range map[string]string{
		"not-found.md":          "not_found",
		"sub/Rate_Limit.md":     "rate_limit",
		"serverError.md":        "server_error",
		"out of credit.md":      "out_of_credit",
		"é.md":                  "é",
		"transaction-failed.md": "transaction_failed",
	} {
		if got := fileName(page); got != want {
			t.Errorf("fileName(%q) = %q, want %q", page, got, want)
		}
	}
}

func TestLastPart(t *testing.T) {
	for uri, want := range map[string]string{
		"https://hcnet.org/aurora-errors/not_found":  "not_found",
		"https://hcnet.org/aurora-errors/not_found/": "not_found",
		"https://hcnet.org/errors#not-found":         "not-found",
		"https://hcnet.org/?error=not_found":         "not_found",
		"urn:problem:aurora:not_found":               "not_found",
		"not_found":                                  "not_found",
		"///":                                        "",
	} {
		if got := lastPart(uri); got != want {
			t.Errorf("lastPart(%q) = %q, want %q", uri, got, want)
		}
	}
}

func TestFirstSentence(t *testing.T) {
	for text, want := range map[string]string{
		"One thing. Another.":                       "One thing.",
		"A cause, e.g. Go, and more. The end.":      "A cause, e.g. Go, and more.",
		"Version 1.2 is out of date. Use another.":  "Version 1.2 is out of date.",
		"No stop at all":                            "No stop at all",
		"Wrapped\n  over lines. Next":               "Wrapped over lines.",
		"Codes, networks, etc. Are all of it. Next": "Codes, networks, etc. Are all of it.",
	} {
		if got := firstSentence(text); got != want {
			t.Errorf("firstSentence(%q) = %q, want %q", text, got, want)
		}
	}
}

package resolve

import (
	"testing"

	"github.com/hcnet/problemgen/generator/diag"
	"github.com/hcnet/problemgen/generator/internal/page"
)

// A labelled code that is no name is what the page says of the member that is
// called as its label is.
func TestCodeOfMember(t *testing.T) {
	const types = "**Type:** https://hall.example/problems/ticket-copied\n"
	for _, tt := range []struct {
		name, facts, members string
		member, want         string
	}{
		{"no name", "**Code:** `400-02`\n", `"code": "400-02"`, "code", "400-02"},
		{"a number", "**Error code:** 40002\n", `"errorCode": 40002`, "errorCode", "40002"},
		{"another case", "**Error code:** `E-17`\n", `"error_code": "E-17"`, "error_code", "E-17"},
		{"the only one", "**Code:** `E-17`\n", `"problemCode": "E-17"`, "problemCode", "E-17"},
		{"another value", "**Code:** `E-17`\n", `"code": "E-18"`, "code", "E-17"},
		{"the name, which is sent", "**Code:** `TICKET_COPIED`\n", `"code": "TICKET_COPIED"`, "code", "TICKET_COPIED"},
		{"the name, which is not", "**Code:** `ticket-copied`\n", `"code": "E-18"`, "code", ""},
		{"no such member", "**Code:** `E-17`\n", `"seat": "B4"`, "seat", ""},
		{"several", "**Code:** E-17 or E-18\n", `"code": "E-17"`, "code", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := "# Ticket copied\n\n" + types + "**Status:** 409\n" + tt.facts + "\n```json\n" +
				`{"type": "https://hall.example/problems/ticket-copied", "status": 409, ` + tt.members + "}\n```\n"
			read, _ := page.Read("ticket-copied.md", diag.NewSource("ticket-copied.md", []byte(text)))
			p, _ := New(Options{Reserved: func(string) string { return "" }}).Page(read)
			for _, m := range p.Members {
				if m.Name == tt.member && (m.Fixed.Value != tt.want || m.InTable != (tt.want != "") || m.Example != tt.want) {
					t.Errorf("%s is fixed to %q, documented %t, want %q", m.Name, m.Fixed.Value, m.InTable, tt.want)
				}
			}
			if len(p.Members) != 1 || p.Name != "ticket_copied" {
				t.Errorf("%s has %d members", p.Name, len(p.Members))
			}
		})
	}
}

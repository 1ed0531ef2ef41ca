package catalog

import "testing"

// The rows stand in the order of the kinds, so that a kind finds its own, and no
// word means two things.
func TestKindsAndFormats(t *testing.T) {
	seen := map[string]string{}
	claim := func(word, by string) {
		if other := seen[word]; other != "" {
			t.Errorf("%q is a word for %s and for %s", word, other, by)
		}
		seen[word] = by
	}
	for i, form := range Kinds() {
		if form.Kind != Kind(i) {
			t.Errorf("row %d is that of the kind %d", i, form.Kind)
		}
		if !form.Free && !form.Kind.Holds(form.JSON) {
			t.Errorf("%s does not hold %s", form.Word, form.JSON)
		}
		for _, word := range form.Words {
			claim(word, form.Word)
		}
	}
	if Kind(len(Kinds())-1) != Map {
		t.Errorf("%d rows for %d kinds", len(Kinds()), Map+1)
	}
	for _, f := range Formats() {
		if !f.Fits(f.Example) {
			t.Errorf("%q is no %s", f.Example, f.Name)
		}
		for _, word := range f.Words {
			claim(word, f.Name)
		}
		if found, ok := FormatOf(f.Name); !ok || found.Name != f.Name {
			t.Errorf("%s is not found", f.Name)
		}
	}
}

func TestFormatsFit(t *testing.T) {
	for _, test := range []struct {
		format, text string
		fits         bool
	}{
		{"duration", "P1Y2M3DT4H5M6S", true}, {"duration", "PT0S", true}, {"duration", "P", false}, {"duration", "PT", false},
		{"duration", "P1M2Y", false}, {"duration", "30s", false}, {"duration", "P1", false},
		{"uuid", "7D444840-9dc0-11d1-b245-5ffdce74fad2", true}, {"uuid", "7d444840x9dc0-11d1-b245-5ffdce74fad2", false}, {"uuid", "", false},
		{"email", "ada@example.com", true}, {"email", "Ada <ada@example.com>", false}, {"email", "ada", false},
		{"ipv4", "192.0.2.256", false}, {"ipv6", "::1", true}, {"ipv6", "fe80::1%eth0", false}, {"ip", "::1", true}, {"ip", "localhost", false},
		{"hostname", "a-b.example", true}, {"hostname", "-a.example", false}, {"hostname", "a..b", false}, {"hostname", "a_b", false},
		{"json-pointer", "", true}, {"json-pointer", "/a~1b/0", true}, {"json-pointer", "/a~2", false}, {"json-pointer", "a", false},
		{"decimal", "-19.90", true}, {"decimal", "1.", false}, {"decimal", ".5", false}, {"decimal", "1e3", false},
		{"uri", "/orders/1", false}, {"uri", "urn:x:1", true}, {"uri-reference", "/orders/1", true}, {"uri-reference", "a b", false},
		{"date", "2026-02-29", false}, {"time", "09:30:00Z", true}, {"time", "09:30", false}, {"byte", "aGVsbG8", true}, {"byte", "a b", false},
	} {
		f, ok := FormatOf(test.format)
		if !ok || f.Fits(test.text) != test.fits {
			t.Errorf("%q fits %s: %t", test.text, test.format, !test.fits)
		}
	}
}

package schema

import (
	"encoding/base64"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/document"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A format is how the values of a String look, and the words by which each
// dialect knows it.
type format struct {
	// schema is the format of JSON Schema, and openAPI that of OpenAPI; empty
	// where a reader would refuse it, or read values by it as another type.
	schema, openAPI string
	fits            func(string) bool
}

// formats are the formats by the names that the model has.
var formats = map[string]format{
	"uri":           {"uri", "uri", isURI},
	"uri-reference": {"uri-reference", "uri-reference", isURIReference},
	"uuid":          {"uuid", "uuid", uuid.MatchString},
	"email":         {"email", "email", email.MatchString},
	"date":          {"date", "date", isTime(time.DateOnly)},
	"time":          {"time", "", isTime("15:04:05.999999999Z07:00")},
	"date-time":     {"date-time", "date-time", isTime(time.RFC3339Nano)},
	"duration":      {"duration", "", duration.MatchString},
	"hostname":      {"hostname", "hostname", hostname.MatchString},
	"ipv4":          {"ipv4", "ipv4", func(text string) bool { a, err := netip.ParseAddr(text); return err == nil && a.Is4() }},
	"ipv6": {"ipv6", "ipv6", func(text string) bool {
		a, err := netip.ParseAddr(text)
		return err == nil && a.Is6() && a.Zone() == ""
	}},
	"ip":           {"", "ip", func(text string) bool { _, err := netip.ParseAddr(text); return err == nil }},
	"json-pointer": {"json-pointer", "", pointer.MatchString},
	"regex":        {"regex", "", func(text string) bool { _, err := regexp.Compile(text); return err == nil }},
	"byte":         {"", "byte", isBase64},
	"decimal":      {"", "", func(string) bool { return true }},
}

var (
	uuid     = lazyregexp.New(`^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	email    = lazyregexp.New(`^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$`)
	hostname = lazyregexp.New(`^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$`)
	duration = lazyregexp.New(`^P(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?[0-9]+S)?|(?:[0-9]+D)?T[0-9]+[HM])$`)
	pointer  = lazyregexp.New(`^(?:/(?:[^~/]|~[01])*)*$`)
)

func isURI(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.IsAbs() && isURIReference(text)
}

func isURIReference(text string) bool {
	_, err := url.Parse(text)
	return err == nil && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune("<>\"{}|\\^`", r) })
}

func isTime(layout string) func(string) bool {
	return func(text string) bool {
		_, err := time.Parse(layout, text)
		return err == nil
	}
}

func isBase64(text string) bool {
	_, err := base64.StdEncoding.Strict().DecodeString(text)
	return err == nil
}

// fits reports whether a text has a format; those that are not known have none.
func fits(name, text string) bool {
	f, known := formats[name]
	return name == "" || known && f.fits(text)
}

// addFormat adds the format of a String that all values in the examples have.
func (b *builder) addFormat(s *document.Object, t *catalog.Type) {
	name := t.Format
	if name == "uri" && !b.everyText(t, "uri") {
		name = "uri-reference"
	}
	f, known := formats[name]
	if !known || !b.everyText(t, name) {
		return
	}
	if !b.isOpenAPI() {
		s.AddText("format", f.schema)
	} else {
		s.AddText("format", f.openAPI)
	}
	if name == "byte" && b.Dialect != OpenAPI30 {
		s.Add("contentEncoding", "base64")
	}
}

func (b *builder) everyText(t *catalog.Type, format string) bool {
	return b.allSeen(t, func(v *catalog.Value) bool { return fits(format, v.Text) })
}

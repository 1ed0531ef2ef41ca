package lint

import (
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/hcnet/problemgen/generator/internal/catalog"
	"github.com/hcnet/problemgen/generator/internal/lazyregexp"
)

// A form is what the values of a member look like, as the page says.
type form struct {
	// name is what messages call a value.
	name    string
	fits    func(string) bool
	example string
	// mend returns a value in the form it should have, or "".
	mend func(string) string
}

// checkValueForm compares strings in examples with what the page says of their
// form.
func checkValueForm(c *PageCheck) {
	c.memberForms(c.Problem.Members)
	for m := range allMembers(c.Problem.Members) {
		if len(m.Seen) > 0 && m.Type != nil && m.Type.Kind == catalog.String {
			c.checkLength(m)
		}
	}
}

var (
	// exactLength matches a length that every value of a member has.
	exactLength = lazyregexp.New(`(?i)(^|[\w,(]\s*)\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-](digit|character|letter)s?\b`)
	// someLength matches what leaves other lengths possible.
	someLength = lazyregexp.New(`(?i)\b(?:at\s+least|at\s+most|up\s+to|max\w*|min\w*|first|last|between|or|to|than|about|followed|plus|then|and|ending|check)\b`)
)

// lengthHints are texts of which one is in whatever gives a length.
var lengthHints = []string{"digit", "character", "letter", "Digit", "Letter", "Character"}

// checkLength compares strings with the length that their description gives: "eight
// digits", "a six-digit code".
func (c *PageCheck) checkLength(m *catalog.Member) {
	doc := catalog.PlainText(m.Doc)
	if !hasAny(doc, lengthHints) {
		return
	}
	found := exactLength.FindAllStringSubmatch(doc, 2)
	if len(found) != 1 || someLength.MatchString(doc) {
		return
	}
	n, what := countOf(found[0][2]), strings.ToLower(found[0][3])
	for _, v := range m.Seen {
		isWhole := what == "character" || what == "digit" && isDigits(v.Text) || what == "letter" && strings.Trim(strings.ToLower(v.Text), "abcdefghijklmnopqrstuvwxyz") == ""
		if v.Kind == catalog.StringValue && isWhole && utf8.RuneCountInString(v.Text) != n && !isPlaceholder(v.Text) {
			c.Report(c.At(v.At, "write `%s` with %s, as the page says of it: %q has %s", m.Path, count(n, what), v.Text, strconv.Itoa(utf8.RuneCountInString(v.Text))).
				WithNote(m.At, "the page says so here").
				WithHelp("or mend the description, if values differ in length").About(m.Path))
			return
		}
	}
}

func (c *PageCheck) memberForms(members []*catalog.Member) {
	for _, m := range members {
		c.valueForms(m, m.Type, wordsOf(m.Type.Word), m.Seen)
	}
}

// valueForms reports a member's first value that has not the form that its
// type word asks for.
func (c *PageCheck) valueForms(m *catalog.Member, t *catalog.Type, word string, values []*catalog.Value) {
	c.memberForms(t.Members)
	if t.Elem != nil {
		var elems []*catalog.Value
		for _, v := range values {
			elems = append(elems, v.Elems...)
			for _, m := range v.Members { // of a map
				elems = append(elems, m.Value)
			}
		}
		c.valueForms(m, t.Elem, elementWord(word), elems)
		return
	}
	if t.Kind != catalog.String {
		return
	}
	f, known := formOf(word)
	if !known {
		f, known = describedForm(catalog.PlainText(m.Doc))
	}
	if !known {
		return
	}
	for _, v := range values {
		if v.Kind == catalog.StringValue && !f.fits(v.Text) && !isPlaceholder(v.Text) {
			c.reportForm(m, v, f)
			return
		}
	}
}

func (c *PageCheck) reportForm(m *catalog.Member, v *catalog.Value, f form) {
	want := ""
	if f.mend != nil {
		want = f.mend(v.Text)
	}
	d := c.At(v.At, "write `%s` as %s, such as %s: %q is none", m.Path, f.name, f.example, v.Text)
	if want != "" {
		d = c.At(v.At, "write %s here: `%s` is %s, and %q is none", want, m.Path, f.name, v.Text)
	}
	c.Report(d.WithNote(m.At, "the page says so here").
		WithHelp("or document the member as a String, if its values have many forms").About(m.Path))
}

// elementWord returns what the words for an array say of its elements.
func elementWord(word string) string {
	for _, array := range []string{"array of ", "list of ", "map of ", "array ", "list "} {
		if elements, ok := strings.CutPrefix(word, array); ok {
			return elements
		}
	}
	return word // "uuid[]"
}

// formNames are the formats as messages name a value of them.
var formNames = map[string]string{
	"uri-reference": "a URL", "uuid": "a UUID", "email": "an e-mail address", "date": "a date (RFC 3339, full-date)", "ipv4": "an IPv4 address",
	"ipv6": "an IPv6 address", "ip": "an IP address", "byte": "Base64 text", "decimal": "a decimal number", "duration": "a duration (ISO 8601)",
}

// menders bring values into the form of a format, where there is one way.
var menders = map[string]func(string) string{"uuid": mendUUID, "date": mendDate, "email": mendMail, "uri-reference": mendURL}

// formOf returns the form of a type word, where every value should have it. A
// URL may be relative: people call it so, too.
func formOf(word string) (form, bool) {
	if timeWord.MatchString(word) {
		return dateTime(), true
	}
	word = strings.ReplaceAll(word, " ", "")
	for _, f := range catalog.Formats() {
		if !slices.Contains(f.Words, word) && !slices.Contains(f.Words, strings.TrimSuffix(word, "s")) && !slices.Contains(f.Words, strings.TrimSuffix(word, "es")) {
			continue
		}
		name := f.Name
		if name == "uri" {
			name = "uri-reference"
		}
		if wanted, ok := formatForm(name); ok && (f.Judged || f.Name == "uri") {
			return wanted, true
		}
		return form{}, false
	}
	return form{}, false
}

func formatForm(name string) (form, bool) {
	f, ok := catalog.FormatOf(name)
	if !ok {
		return form{}, false
	}
	said := formNames[name]
	if said == "" {
		said = "a value of the form " + name
	}
	return form{said, f.Fits, f.Example, menders[name]}, true
}

// timeWord matches the type words for points in time.
var timeWord = lazyregexp.New(`^(?:date ?time|timestamp|rfc ?3339|iso ?8601|instant)s?\b|\b(?:date ?time|rfc ?3339)\b`)

func dateTime() form {
	return form{"a date-time (RFC 3339)", func(text string) bool {
		_, err := time.Parse(time.RFC3339Nano, strings.ToUpper(text))
		return err == nil
	}, "2006-01-02T15:04:05Z", mendTime}
}

// A saidForm is a form that the words of a description give.
type saidForm struct {
	words *lazyregexp.Regexp
	form  func() (form, bool)
}

var (
	currencyWords = lazyregexp.New(`(?i)\bISO[ -]?4217 (?:currency )?code\b|^(?:the |its |an? )?(?:[\w']+ )?currency(?: code\b|\b.*\bISO[ -]?4217\b|'s code\b| by its (?:three|3) letters)`)
	countryWords  = lazyregexp.New(`(?i)\bISO[ -]?3166\b|^(?:the |an? )?(?:\w+ )?country code\b|^(?:the )?code of the country\b`)
	phoneWords    = lazyregexp.New(`(?i)\bE\.?164\b`)
	mailWords     = lazyregexp.New(`(?i)^(?:the |an? |whose )?(?:[\w']+ ){0,2}e-?mail address\b`)
	uuidWords     = lazyregexp.New(`(?i)^(?:the |an? )?(?:[\w']+ ){0,2}UUID\b|\bas an? UUID\b|\ba UUID\b`)
	timeWords     = lazyregexp.New(`(?i)\bRFC[ -]?3339\b|\bISO[ -]?8601 (?:date-?time|timestamp|time)\b|\b(?:date-?time|timestamp) (?:in|as|by) ISO[ -]?8601\b|^(?:the |an? )?ISO[ -]?8601 (?:date-?time|timestamp)`)
	dateWords     = lazyregexp.New(`(?i)\bISO[ -]?8601 date\b(?:[^-\s]|$|\s[^t])|\bYYYY-MM-DD\b`)
	durationWords = lazyregexp.New(`(?i)\bISO[ -]?8601 duration\b`)
	urlWords      = lazyregexp.New(`(?i)^(?:the |an? )?(?:absolute )?UR[LI]\b`)
	ipWords       = lazyregexp.New(`(?i)^(?:the |an? )?(?:[\w']+ ){0,2}IP(?:v4|v6)? address\b`)
)

// saidForms are the forms that descriptions give to members of type String.
func saidForms() []saidForm {
	format := func(name string) func() (form, bool) { return func() (form, bool) { return formatForm(name) } }
	return []saidForm{
		{currencyWords, func() (form, bool) {
			return form{"a currency (ISO 4217)", isCurrency, "EUR", mendCurrency}, true
		}},
		{countryWords, func() (form, bool) {
			return form{"a country (ISO 3166)", country.MatchString, "DE", mendCountry}, true
		}},
		{phoneWords, func() (form, bool) {
			return form{"a telephone number (E.164)", phone.MatchString, "+12025550123", mendPhone}, true
		}},
		{mailWords, format("email")},
		{uuidWords, format("uuid")},
		{dateWords, format("date")},
		{durationWords, format("duration")},
		{timeWords, func() (form, bool) { return dateTime(), true }},
		{urlWords, format("uri-reference")},
		{ipWords, format("ip")},
	}
}

// formHints are texts of which one is in whatever gives a form.
var formHints = []string{"ISO", "iso", "RFC", "rfc", "164", "mail", "UUID", "uuid", "URL", "URI", "url", "urrency", "ountry", "IP", "YYYY", "yyyy"}

// describedForm returns the form that a description gives.
func describedForm(text string) (form, bool) {
	if !hasAny(text, formHints) {
		return form{}, false
	}
	for _, said := range saidForms() {
		if said.words.MatchString(text) && !severalForms.MatchString(text) {
			return said.form()
		}
	}
	return form{}, false
}

// severalForms matches what leaves other forms possible.
var severalForms = lazyregexp.New(`(?i)\bor\b|\bif\b|\bhash|\bmasked\b|\bpart of\b|\bdomain of\b|\bprefix\b|\bstarts?\b|\bbegins?\b|\bwithout\b|\blast \w+ (?:digits|letters)\b`)

var (
	country = lazyregexp.New(`^[A-Z]{2,3}(?:-[A-Z0-9]{1,3})?$`)
	phone   = lazyregexp.New(`^\+[1-9][0-9]{6,14}$`)
)

// currencies are the codes of ISO 4217.
const currencies = ` AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY
 COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
 KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR
 PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
 UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG HRK BTC `

func isCurrency(text string) bool {
	return len(text) == len("EUR") && strings.Contains(strings.ReplaceAll(currencies, "\n", ""), " "+text+" ")
}

func mendCurrency(text string) string {
	if upper := strings.ToUpper(text); isCurrency(upper) {
		return upper
	}
	return map[string]string{"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP", "yen": "JPY"}[strings.ToLower(text)]
}

func mendCountry(text string) string {
	if upper := strings.ToUpper(text); country.MatchString(upper) {
		return upper
	}
	return ""
}

func mendPhone(text string) string {
	bare := strings.NewReplacer(" ", "", "-", "", "(", "", ")", "", "/", "", ".", "").Replace(text)
	if rest, ok := strings.CutPrefix(bare, "00"); ok {
		bare = "+" + rest
	}
	if phone.MatchString(bare) {
		return bare
	}
	return ""
}

func mendUUID(text string) string {
	text = strings.Trim(strings.TrimPrefix(strings.ToLower(text), "urn:uuid:"), "{}")
	f, _ := catalog.FormatOf("uuid")
	if len(text) == 32 {
		text = text[:8] + "-" + text[8:12] + "-" + text[12:16] + "-" + text[16:20] + "-" + text[20:]
	}
	if f.Fits(text) {
		return text
	}
	return ""
}

func mendMail(text string) string {
	if address, err := mail.ParseAddress(strings.TrimPrefix(text, "mailto:")); err == nil {
		return address.Address
	}
	return ""
}

func mendURL(text string) string {
	if strings.HasPrefix(text, "www.") && catalog.IsURIReference(text) {
		return "https://" + text
	}
	return ""
}

// dateLayouts are the ways to write a date that mean one alone. In those of the
// last group the day is told from the month by being above twelve.
var dateLayouts = []string{
	"2.1.2006", "2006/1/2", "20060102", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "2-Jan-2006", "2. January 2006", "Monday, 2 January 2006",
	"2006.1.2", "2006-1-2", time.RFC3339,
	"1/2/2006", "2/1/2006", "2006-2-1",
}

func mendDate(text string) string {
	found := ""
	for _, layout := range dateLayouts {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		date := t.Format(time.DateOnly)
		if found != "" && layout == "2006-2-1" {
			continue // the year first, then the month, is how most write it
		}
		if found != "" && date != found {
			return "" // 03/04/2026 is two days
		}
		found = date
	}
	return found
}

func mendTime(text string) string {
	for _, layout := range []string{time.RFC1123, time.RFC1123Z, "2006-01-02T15:04:05Z0700", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 MST", "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return strings.Replace(t.Format(time.RFC3339), "+00:00", "Z", 1)
		}
	}
	date, clock, hasClock := cutClock(text)
	if day := mendDate(date); day != "" && hasClock {
		return day + "T" + clock + "Z"
	}
	return ""
}

// cutClock divides a date from the time of the day behind it.
func cutClock(text string) (date, clock string, ok bool) {
	at := strings.LastIndexAny(text, " T")
	if at < 0 {
		return "", "", false
	}
	date = strings.TrimRight(text[:at], " ,")
	for _, layout := range []string{"15:04:05", "15:04"} {
		if t, err := time.Parse(layout, text[at+1:]); err == nil {
			return date, t.Format("15:04:05"), true
		}
	}
	return "", "", false
}

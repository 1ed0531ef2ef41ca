package problem

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"
)

func TestNegotiate(t *testing.T) {
	tests := []struct {
		accept []string
		want   mediaType
	}{
		{nil, problemJSON},
		{[]string{""}, problemJSON},
		{[]string{"*/*"}, problemJSON},
		{[]string{"application/*"}, problemJSON},
		{[]string{"text/html"}, problemJSON},
		{[]string{"application/problem+json"}, problemJSON},
		{[]string{"APPLICATION/Problem+JSON ; q=0.1"}, problemJSON},
		{[]string{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}, problemJSON},

		{[]string{"application/problem+xml"}, problemXML},
		{[]string{"application/problem+xml, application/problem+json"}, problemJSON},
		{[]string{"application/problem+xml, application/problem+json;q=0.9"}, problemXML},
		{[]string{"application/problem+json;q=0.9", "application/problem+xml;q=0.901"}, problemXML},
		{[]string{"application/problem+xml, */*;q=0.1"}, problemXML},
		{[]string{"application/problem+json;q=0, */*"}, plainJSON},
		{[]string{"application/problem+json;q=0, application/json;q=0, */*;q=0.5"}, problemXML},
		{[]string{"application/problem+xml;q=0, */*;q=0.001"}, problemJSON},
		{[]string{"application/*;q=0.2, application/problem+xml;q=0.3, */*"}, problemXML},

		{[]string{"application/json"}, plainJSON},
		{[]string{"application/json; charset=UTF-8"}, plainJSON},
		{[]string{"application/json, text/plain, */*"}, problemJSON},
		{[]string{"application/json;q=0.5, application/problem+xml;q=0.4"}, plainJSON},
		{[]string{"application/json;q=0.5, application/problem+xml;q=0.6"}, problemXML},
		{[]string{"application/json, application/problem+xml"}, plainJSON},
		{[]string{"application/json;q=0"}, problemJSON},

		{[]string{`application/problem+xml;v="a,b;q=0", application/problem+json;q=0.1`}, problemJSON},
		{[]string{"application/problem+xml;version=1"}, problemJSON},
		{[]string{"application/problem+xml;q=2, application/problem+json;q=0.1"}, problemJSON},
		{[]string{"application/problem+xml;q=1.001"}, problemJSON},
		{[]string{"application/problem+xml;q=0.1234"}, problemJSON},
		{[]string{"application/problem+xml;q=.5"}, problemJSON},
		{[]string{"application/problem+xml;q="}, problemJSON},
		{[]string{"application/problem+xml;q=0.a"}, problemJSON},
		{[]string{",,;;=,application/problem+xml; ;q=1.000"}, problemXML},
	}
	for _, test := range tests {
		r := &http.Request{Header: http.Header{}}
		if test.accept != nil {
			r.Header["Accept"] = test.accept
		}
		if got := negotiate(r); got != test.want {
			t.Errorf("Accept: %q is answered with %s, want %s", test.accept, got, test.want)
		}
	}
}

func TestAppendXML(t *testing.T) {
	const json = `{"type":"https://example.com/a?b&c","title":"<T>","status":403,"detail":"a\r\u0000\uffff😀",` +
		`"balance":30.50,"ok":true,"none":null,"empty":{},"accounts":["/a",["b"],{"c":1}],"odd name":1,"":2,"größe":3,"1x":4}`
	const want = xml.Header + `<problem xmlns="urn:ietf:rfc:7807"><type>https://example.com/a?b&amp;c</type><title>&lt;T&gt;</title>` +
		`<status>403</status><detail>a&#xD;` + "\uFFFD\uFFFD" + `😀</detail><balance>30.50</balance><ok>true</ok><none></none><empty></empty>` +
		`<accounts><i>/a</i><i><i>b</i></i><i><c>1</c></i></accounts>` +
		`<odd_x0020_name>1</odd_x0020_name><_>2</_><größe>3</größe><_x0031_x>4</_x0031_x></problem>`
	got := string(appendXML(nil, json))
	if got != want {
		t.Errorf("XML:\n%s\nwant\n%s", got, want)
	}
	var root struct{ XMLName xml.Name }
	if err := xml.NewDecoder(strings.NewReader(got)).Decode(&root); err != nil || root.XMLName.Space != "urn:ietf:rfc:7807" {
		t.Errorf("the XML is read as %v, %v", root, err)
	}
}

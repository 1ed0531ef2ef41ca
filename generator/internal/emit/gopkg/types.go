package gopkg

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// memberTypes declares the types of members, each followed by those inside it.
func memberTypes(types []namedType) []declaration {
	var decls []declaration
	for _, t := range types {
		if t.Kind == catalog.Enum {
			decls = append(decls, enumType(t), enumConstants(t))
		} else {
			decls = append(decls, objectType(t))
		}
	}
	return decls
}

// objectType declares: type XMember struct { … }
func objectType(t namedType) declaration {
	what := "the object in"
	if t.Element {
		what = "an element of"
	}
	return typeDecl(typeDoc(t, what), t.GoName, jen.Struct(memberFields(t.Members)...))
}

// enumType declares: type XMember string
func enumType(t namedType) declaration {
	return typeDecl(typeDoc(t, "a value of"), t.GoName, jen.String())
}

func typeDoc(t namedType, what string) string {
	sentence := fmt.Sprintf("%s is %s the member %q.", t.GoName, what, t.Path)
	return docComment([]catalog.Inline{{Text: sentence}}, nil, "")
}

// enumConstants declares: const ( XMemberValue XMember = "value"; … )
func enumConstants(t namedType) declaration {
	var names []string
	var defs []jen.Code
	for _, v := range t.Values {
		names = append(names, v.GoName)
		defs = append(defs, jen.Id(v.GoName).Id(t.GoName).Op("=").Add(str(v.Value)))
	}
	return constDecl(ownComment("The values of [%s].", t.GoName), names, defs)
}

// memberFields returns a line for each field, with its comment before it.
func memberFields(members []*catalog.Member) []jen.Code {
	var fields []jen.Code
	for _, m := range members {
		fields = append(fields, commented(lineComment(m.Doc), memberField(m))...)
	}
	return fields
}

// memberField returns: Name T `json:"name"`
func memberField(m *catalog.Member) jen.Code {
	field := jen.Id(m.GoName).Add(scope("").fieldType(m))
	if tag := jsonTag(m); tag != "" {
		return field.Tag(map[string]string{"json": tag})
	}
	return field
}

// jsonTag returns the tag with which encoding/json writes the member under its
// own name. A name that no tag can say has none: the package's own encoder
// writes it, and a tag would only seem to say it.
func jsonTag(m *catalog.Member) string {
	if strings.ContainsFunc(m.Name, notInTag) {
		return ""
	}
	tag := m.Name
	if !m.Required {
		tag += ",omitzero"
	}
	if tag == "-" {
		return "-,"
	}
	return tag
}

// notInTag reports whether encoding/json ignores a name with the rune.
func notInTag(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r)
}

// headersField returns: Headers XHeaders `json:"-"`
func headersField(p *catalog.Problem) []jen.Code {
	if len(p.Headers) == 0 {
		return nil
	}
	return commented(ownComment("Headers are the response headers that the page documents."),
		jen.Id("Headers").Id(p.GoName+"Headers").Tag(map[string]string{"json": "-"}))
}

// headersType declares, where the page documents headers: type XHeaders struct { … }
func headersType(p *catalog.Problem) []declaration {
	if len(p.Headers) == 0 {
		return nil
	}
	var fields []jen.Code
	for _, h := range p.Headers {
		fields = append(fields, commented(lineComment(h.Doc), jen.Id(h.GoName).Add(headerType(h)))...)
	}
	doc := ownComment("%sHeaders are the response headers of [%[1]s]. A nil or empty one is absent.", p.GoName)
	return []declaration{typeDecl(doc, p.GoName+"Headers", jen.Struct(fields...))}
}

// headerType returns the type of a header's field. The zero value of an optional
// one is absent.
func headerType(h *catalog.Header) jen.Code {
	t := scope("").goType(&catalog.Type{Kind: h.Kind, Elem: &catalog.Type{Kind: catalog.String}})
	if isHeaderPointer(h) {
		return jen.Op("*").Add(t)
	}
	return t
}

// isHeaderPointer reports whether a header's field is a pointer. An empty text
// or list is absent as it is.
func isHeaderPointer(h *catalog.Header) bool {
	return !h.Required && h.Kind != catalog.String && h.Kind != catalog.Array
}

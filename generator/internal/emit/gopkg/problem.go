package gopkg

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// problemSource is the file with everything about one problem type: first what
// its page says, in the end the methods that every problem has.
func problemSource(p *catalog.Problem, pkg string, methods []byte) *source {
	s := newSource(codePath(p.Name), p.Page, pkg, "encoding/json", "log/slog", "net/http", "time")
	types := namedTypes(p.Members)
	s.declare(problemType(p))
	s.declare(memberTypes(types)...)
	s.declare(headersType(p)...)
	s.declare(constants(p))
	s.declare(constructor(p)...)
	s.declare(aboutVar(p))
	s.declare(codecs(p, types)...)
	s.declare(responseHeaderMethod(p)...)
	s.declare(logValueMethod(p.GoName))
	s.tail = methods
	return s
}

// problemType declares: type X struct { Occurrence … }
func problemType(p *catalog.Problem) declaration {
	sentence := fmt.Sprintf("%s is the problem type %q: %d %s%s.",
		p.GoName, p.Name, p.Status.Value, strings.TrimSuffix(p.Title.Value, "."), otherStatuses(p))
	fields := []jen.Code{jen.Id("Occurrence")}
	if len(p.Members)+len(p.Headers) > 0 {
		fields = append(fields, jen.Line())
	}
	fields = append(fields, memberFields(p.Members)...)
	fields = append(fields, headersField(p)...)
	return typeDecl(docComment([]catalog.Inline{{Text: sentence}}, p.Doc, deprecation(p)), p.GoName, jen.Struct(fields...))
}

// otherStatuses returns, where there are some: " (or 409, 410)"
func otherStatuses(p *catalog.Problem) string {
	var others []string
	for _, status := range p.Statuses {
		if status.Value != p.Status.Value {
			others = append(others, strconv.Itoa(status.Value))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return " (or " + strings.Join(others, ", ") + ")"
}

// deprecation returns what the documentation says of a problem that should not
// be used any more.
func deprecation(p *catalog.Problem) string {
	if p.Retired == "" {
		return p.Deprecated
	}
	return "it is retired and not made any more: " + p.Retired
}

// constants declares: const ( TypeX = Type("…"); TitleX = …; StatusX = …; DetailX = … )
func constants(p *catalog.Problem) declaration {
	facts := "title and status"
	names := []string{"Type" + p.GoName, "Title" + p.GoName, "Status" + p.GoName}
	defs := []jen.Code{
		jen.Id(names[0]).Op("=").Add(call("Type", str(p.Type.Value))),
		jen.Id(names[1]).Op("=").Add(str(p.Title.Value)),
		jen.Id(names[2]).Op("=").Lit(p.Status.Value),
	}
	if p.Detail.Value != "" {
		facts = "title, status and detail"
		names = append(names, "Detail"+p.GoName)
		defs = append(defs, jen.Id(names[3]).Op("=").Add(str(p.Detail.Value)))
	}
	doc := ownComment("The type URI, %s of [%s], as its page documents them.", facts, p.GoName)
	return constDecl(doc, names, defs)
}

// aboutVar declares: var aboutX = about{ … }
func aboutVar(p *catalog.Problem) declaration {
	info := []jen.Code{
		key("Type", jen.Id("Type"+p.GoName)),
		key("Name", str(p.Name)),
		key("Title", jen.Id("Title"+p.GoName)),
		key("Status", jen.Id("Status"+p.GoName)),
		key("Summary", str(p.Summary)),
		key("Page", str(p.Page)),
	}
	if p.Retired != "" {
		info = append(info, key("Retired", str(p.Retired)))
	}
	fields := []jen.Code{
		key("Info", jen.Id("Info").Add(lines(info...))),
		key("head", str(head(p, p.Status.Value))),
	}
	if p.DefaultDetail != "" {
		fields = append(fields, key("detail", defaultDetail(p)))
	}
	if len(p.Aliases) > 0 {
		fields = append(fields, key("aliases", jen.Index().Id("Type").Values(each(p.Aliases, str)...)))
	}
	if len(p.Statuses) > 0 {
		statuses := each(p.Statuses, func(status catalog.Fact[int]) jen.Code { return jen.Lit(status.Value) })
		fields = append(fields, key("statuses", jen.Index().Int().Values(statuses...)))
	}
	if len(p.Parameters()) > 0 {
		fields = append(fields, key("params", jen.True()))
	}
	if someMember(p.Members, isEscaped) {
		fields = append(fields, key("escapes", jen.True()))
	}
	return varDecl("", "about"+p.GoName, jen.Id("about").Add(lines(fields...)))
}

// head returns the beginning of every problem details object of the type that
// has the status.
func head(p *catalog.Problem, status int) string {
	var w jsonWriter
	w.begin('{')
	w.member(catalog.MemberType)
	w.string(p.Type.Value)
	w.member(catalog.MemberTitle)
	w.string(p.Title.Value)
	w.member(catalog.MemberStatus)
	w.integer(int64(status))
	return string(w.buf)
}

// defaultDetail returns: DetailX, or a literal where that is another text.
func defaultDetail(p *catalog.Problem) jen.Code {
	if p.DefaultDetail == p.Detail.Value {
		return jen.Id("Detail" + p.GoName)
	}
	return str(p.DefaultDetail)
}

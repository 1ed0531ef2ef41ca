package audit

import (
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// A way is how a function answers with a status: from one of its arguments, or
// with always the same.
type way struct {
	argument int
	status   int // where it is not 0, the argument does not matter
}

// The ways to answer that are known, by the functions' names without the major
// version of their modules.
const (
	gin   = "github.com/gin-gonic/gin.Context."
	echo  = "github.com/labstack/echo.Context."
	fiber = "github.com/gofiber/fiber.Ctx."
	huma  = "github.com/danielgtaylor/huma."
)

// firstArgument are the functions whose first argument is the status.
func firstArgument() []string {
	return []string{
		"net/http.ResponseWriter.WriteHeader",
		gin + "AbortWithError", gin + "AbortWithStatus", gin + "AbortWithStatusJSON", gin + "AbortWithStatusPureJSON",
		gin + "AsciiJSON", gin + "BSON", gin + "Data", gin + "DataFromReader", gin + "HTML", gin + "IndentedJSON", gin + "JSON",
		gin + "JSONP", gin + "PDF", gin + "ProtoBuf", gin + "PureJSON", gin + "Render", gin + "SecureJSON", gin + "Status",
		gin + "String", gin + "TOML", gin + "XML", gin + "YAML",
		"github.com/gin-gonic/gin.ResponseWriter.WriteHeader",
		echo + "Blob", echo + "HTML", echo + "HTMLBlob", echo + "JSON", echo + "JSONBlob", echo + "JSONP", echo + "JSONPBlob",
		echo + "JSONPretty", echo + "NoContent", echo + "Render", echo + "Stream", echo + "String", echo + "XML",
		echo + "XMLBlob", echo + "XMLPretty",
		"github.com/labstack/echo.NewHTTPError", "github.com/labstack/echo.Response.WriteHeader",
		fiber + "SendStatus", fiber + "Status", "github.com/gofiber/fiber.NewError",
		huma + "NewError", huma + "Context.SetStatus",
	}
}

// secondArgument are those whose second argument is.
func secondArgument() []string {
	return []string{
		"github.com/go-chi/render.Status",
		huma + "NewErrorWithContext",
	}
}

// ways returns the table of all ways to answer.
func ways(more []Answer) map[string]way {
	all := map[string]way{
		"net/http.Error":    {argument: 2},
		"net/http.NotFound": {status: 404},
		huma + "WriteErr":   {argument: 2},
	}
	for _, name := range firstArgument() {
		all[name] = way{argument: 0}
	}
	for _, name := range secondArgument() {
		all[name] = way{argument: 1}
	}
	for _, a := range more {
		all[functionName(a.Function)] = way{argument: a.Status}
	}
	return all
}

// majorVersion matches the element of an import path that tells a module's major
// version.
var majorVersion = regexp.MustCompile(`/v[2-9][0-9]*(/|\.|$)`)

// functionName returns a function's name as the table has it, for a name such as
// types.Func.FullName returns.
func functionName(name string) string {
	name = strings.NewReplacer("(", "", ")", "", "*", "").Replace(name)
	return majorVersion.ReplaceAllString(name, "$1")
}

// wayOf returns how a call answers; ok is false where it is none that is known.
func (p *pass) wayOf(call *ast.CallExpr) (way, bool) {
	callee := typeutil.Callee(p.TypesInfo, call)
	if callee == nil || callee.Pkg() == nil || !p.suite.mayAnswer(callee.Name()) {
		return way{}, false
	}
	name := calleeName(callee)
	if w, ok := p.suite.answers[name]; ok {
		return w, true
	}
	if status, ok := strings.CutPrefix(name, huma+"Error"); ok && len(status) >= 3 {
		if n, err := strconv.Atoi(status[:3]); err == nil {
			return way{status: n}, true
		}
	}
	method, isFunction := callee.(*types.Func)
	return way{}, isFunction && isWriteHeader(method)
}

// calleeName returns the full name of a function, or of a variable that holds
// one: huma's NewError is there to be replaced.
func calleeName(callee types.Object) string {
	if function, ok := callee.(*types.Func); ok {
		return functionName(function.Origin().FullName())
	}
	return functionName(callee.Pkg().Path() + "." + callee.Name())
}

// mayAnswer tells most functions apart by their last names, which is quick.
func (s *suite) mayAnswer(name string) bool {
	return s.answering[name] || name == "WriteHeader" || strings.HasPrefix(name, "Error")
}

// lastNames returns the functions' names without packages and types.
func lastNames(answers map[string]way) map[string]bool {
	names := map[string]bool{}
	for name := range answers {
		names[name[strings.LastIndexByte(name, '.')+1:]] = true
	}
	return names
}

// isWriteHeader reports whether a method is the one that every
// [net/http.ResponseWriter] has, of a type that is one.
func isWriteHeader(f *types.Func) bool {
	recv := f.Signature().Recv()
	if f.Name() != "WriteHeader" || recv == nil || f.Signature().Params().Len() != 1 || f.Signature().Results().Len() != 0 {
		return false
	}
	for _, name := range []string{"Header", "Write"} {
		if obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, f.Pkg(), name); obj == nil {
			return false
		}
	}
	return f.Pkg().Path() != "net/http/httptest"
}

// statusOf returns the status that a call answers with, where it is a constant.
func (p *pass) statusOf(call *ast.CallExpr, w way) (int, bool) {
	if w.status != 0 {
		return w.status, true
	}
	if w.argument >= len(call.Args) {
		return 0, false
	}
	return p.wholeNumber(call.Args[w.argument])
}

// wholeNumber returns the value of an expression that is a constant.
func (p *pass) wholeNumber(e ast.Expr) (int, bool) {
	value := p.TypesInfo.Types[e].Value
	if value == nil || value.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(value)
	return int(n), exact
}

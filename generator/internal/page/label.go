package page

import (
	"strings"

	"github.com/hcnet/problemgen/generator/internal/catalog"
)

// maxLabel is how long a label can be, in bytes.
const maxLabel = 40

// labelOf tells what a label is about, by its words: case, marks, hyphens and
// a note behind it do not count.
func labelOf(name string) catalog.Label {
	if len(name) > maxLabel || name == "" {
		return catalog.NoLabel
	}
	switch labelWords(name) {
	case "type", "type uri", "type url", "uri", "problem type", "problem type uri", "problem uri", "error type", "error type uri",
		"error uri", "uri type", "problem details type",
		"typ", "problemtyp", "fehlertyp", "typ uri", "type de problème", "type d erreur", "tipo", "tipo de problema", "タイプ", "問題タイプ", "类型", "问题类型":
		return catalog.TypeLabel
	case "statuses", "status codes", "http statuses", "http status codes", "response codes", "status", "http", "http status", "status code", "http status code", "http code", "default status", "default status code",
		"default http status", "default http status code", "response status", "response code", "response status code",
		"http response", "http response code", "http response status", "http response status code", "http error code",
		"recommended status", "recommended http status", "recommended http status code", "recommended status code",
		"statuscode", "http statuscode", "httpstatus", "http code d état", "statut", "statut http", "code http", "code de statut", "code de statut http", "code d état http",
		"estado", "estado http", "código http", "código de estado", "código de estado http",
		"ステータス", "ステータスコード", "httpステータス", "httpステータスコード", "http ステータス", "http ステータスコード", "状态码", "http 状态码", "http状态码":
		return catalog.StatusLabel
	case "title", "problem title", "error title", "titel", "titre", "título", "タイトル", "标题":
		return catalog.TitleLabel
	case "code", "error code", "problem code", "slug", "problem slug", "error slug", "name", "problem name", "error name", "machine name",
		"fehlercode", "problemcode", "code d erreur", "código de error", "エラーコード", "コード", "错误码", "错误代码":
		return catalog.CodeLabel
	case "members", "extension members", "additional members", "extensions", "extra members", "extension fields", "extension properties", "extra fields",
		"extra attributes", "extra properties", "additional fields", "additional attributes", "additional properties", "custom members", "custom fields":
		return catalog.MembersLabel
	case "detail":
		return catalog.DetailLabel
	case "deprecated":
		return catalog.DeprecatedLabel
	}
	return catalog.NoLabel
}

// labelWords returns a label's words in small letters with single spaces
// between, without a note in parentheses.
func labelWords(name string) string {
	name, _, _ = strings.Cut(name, "(")
	return strings.Join(wordsOf(name), " ")
}

package handwrittenerror

import "net/http"

func upstream(w http.ResponseWriter) { http.Error(w, "down", 503) }

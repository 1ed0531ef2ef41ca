// Package bystander knows no generated package.
package bystander

import "net/http"

func direct(w http.ResponseWriter) { http.Error(w, "nothing here", 404) }

const uri = "https://shop.example/problems/not_found"

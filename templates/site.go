package templates

import "embed"

// Site are the templates of the site, for html/template, and the files that all
// of its pages share.
//
//go:embed site/pages.html site/site.css site/site.js site/icon.svg
var Site embed.FS

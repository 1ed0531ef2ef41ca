package problemsite

// Path is the path of what the type URIs begin with, where the pages are
// served.
const Path = "/problems/"

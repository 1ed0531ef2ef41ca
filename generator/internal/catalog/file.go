package catalog

// A File is one file of the generated package, as it was planned.
type File struct {
	// Path is the path inside the output folder, with slashes.
	Path string
	// Page is the page that the file is made from; empty for files that all
	// pages share.
	Page string
	// Data is the content without the header that tells who wrote it.
	Data []byte
	// ListedIn is the path of the file whose header vouches for this one,
	// where this one has no comments to carry a header (JSON).
	ListedIn string
}

package page

// The limits of what is read. Each is far above what pages need and low
// enough that every page inside them all is read in under a second and 256 MB;
// TestLimitsBoundTheCost holds the second half. The times were taken on one
// core of a server.
const (
	// MaxSize is the size of a page in bytes. The most expensive 1 MiB that
	// the other limits let through, paragraphs of one letter a line, take 0.2 s
	// and allocate 175 MB in all.
	MaxSize = 1 << 20

	// maxFront is the size of front matter in bytes. The YAML parser takes at
	// most 29 ms and 24 MB for 64 KiB ("{a," repeated), the TOML parser 21 ms
	// and 7 MB ("a.a." repeated).
	maxFront = 64 << 10

	// maxFrontDepth is how deep collections nest in front matter. Both parsers
	// are recursive; the deepest setting of ours is three deep.
	maxFrontDepth = 32

	// maxParagraph is the size in bytes of a paragraph, heading or table row.
	// What is quadratic in goldmark takes up to 56 ms for 16 KiB ("[a]("
	// repeated), and four times that for twice as much.
	maxParagraph = 16 << 10

	// maxMarks is how many bytes of a paragraph, heading or table row may be
	// of those that begin inline markup. goldmark's emphasis is cubic in them:
	// "*a_ " repeated takes 2 ms for 2,048 marks, 46 ms for 8,192.
	maxMarks = 1 << 10

	// maxPageMarks is the same for a page: as many code spans, links or pieces
	// of emphasis in paragraphs of their own take 33 ms and 35 MB.
	maxPageMarks = 32 << 10

	// maxBlocks is how many blocks a page may have, containers included: 1 MiB
	// of "- a\n" makes over half a million of them, 0.9 s and 284 MB in
	// goldmark alone; 20,000 take 16 ms and 15 MB with everything.
	maxBlocks = 20_000

	// maxNesting is how deep block quotes and lists nest. goldmark looks at
	// every open container for each line: 64 KiB of "> " on one line take two
	// to three seconds without a bound, 1 MiB of lines 16 deep 0.1 s.
	maxNesting = 16

	// maxSections is how many sections of a page may document a problem each:
	// for each type they are all looked at.
	maxSections = 2_000

	// maxColumns is how many columns a table has. goldmark fills short rows
	// up to the header's width: 32 KiB of a wide header and short rows take
	// 10 s without a bound.
	maxColumns = 64

	// maxRows is how many rows a table has below its header. It keeps the
	// cells of one table within maxCells.
	maxRows = 1_000

	// maxCells is how many cells all tables of a page have, those included
	// that goldmark adds to short rows: 65,536 empty ones take 35 ms and 64 MB.
	maxCells = 64 << 10

	// maxPageRows is how many rows all tables of a page have. Each may become
	// a member, with its field, code that reads and writes it, and findings.
	maxPageRows = 2_000

	// maxJSONDepth is how deep objects and arrays nest in an example. Reading
	// and everything after it is recursive.
	maxJSONDepth = 64

	// maxValues is how many values the examples of a page have. Each becomes a
	// line of Go code or more, and a page that is all values has 500,000.
	maxValues = 5_000

	// maxSamples is how many examples a page has. Each becomes a file.
	maxSamples = 500

	// maxName is how long the problem's name and Go names are, in bytes. They
	// become names of files, which end at 255 bytes.
	maxName = 128

	// maxPath is how long a member's name is, in bytes, together with those of
	// the members around it. The Go names of nested types are made of all of
	// them and stand in the code a dozen times: 2,480 objects with names of 390
	// bytes make 13 MB of it, 64 names of 8,000 bytes inside each other 80 MB.
	maxPath = 200

	// maxFacts is how many labelled values of a page are kept; those behind them
	// are prose.
	maxFacts = 5_000

	// maxTitle is how long a labelled title is, in bytes: what is longer is a
	// sentence about one.
	maxTitle = 200

	// maxSettings is how many entries a list or mapping of the front matter's
	// problem mapping has: aliases, settings of members, ignored rules.
	maxSettings = 500

	// maxIgnores is how many rules the comments of a page ignore.
	maxIgnores = 500

	// maxTries is how many objects of one code block may turn out not to be
	// JSON before the rest of it is left alone: 1 MiB of "{" on lines of their
	// own would allocate 240 MB, mostly for the reasons.
	maxTries = 100

	// maxRelaxed is how many bytes of code blocks are searched on a page for
	// comments and placeholders; each template takes a copy of its block, and
	// 1 MiB of small ones would take 500.
	maxRelaxed = 16 << 20

	// maxForeign is how many places with bytes that are no text are told of,
	// so that a picture with the wrong name does not fill the screen.
	maxForeign = 20
)

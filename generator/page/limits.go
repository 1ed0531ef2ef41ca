package page

// The limits of what is read. Each is far above what pages need and low
// enough that every page inside them all is read in under a second and 256 MB;
// TestLimitsBoundTheCost holds the second half. The times are those of two
// cores of a 2.5 GHz server.
const (
	// maxPage is the size of a page in bytes. The most expensive 1 MiB that
	// the other limits let through takes 0.3 s and 110 MB.
	maxPage = 1 << 20

	// maxFront is the size of front matter in bytes. The YAML parser takes at
	// most 30 ms and 25 MB for 64 KiB ("{a," repeated), the TOML parser 21 ms
	// ("a.a." repeated).
	maxFront = 64 << 10

	// maxFrontDepth is how deep collections nest in front matter. Both parsers
	// are recursive; the deepest setting of ours is three deep.
	maxFrontDepth = 32

	// maxParagraph is the size in bytes of a paragraph, heading or table row.
	// What is quadratic in goldmark ("[a](((((" repeated) takes 21 ms for
	// 16 KiB.
	maxParagraph = 16 << 10

	// maxMarks is how many bytes of a paragraph, heading or table row may be
	// of those that begin inline markup. goldmark's emphasis is cubic in them:
	// "*a_ " repeated takes 0.3 ms for 1,024 marks, 46 ms for 8,192.
	maxMarks = 1 << 10

	// maxPageMarks is the same for a page: 32,768 code spans take 30 ms and
	// 25 MB.
	maxPageMarks = 32 << 10

	// maxBlocks is how many blocks a page may have, containers included: 1 MiB
	// of "- a\n" makes 520,000 of them, 0.9 s and 280 MB; 20,000 take 40 ms
	// and 11 MB.
	maxBlocks = 20_000

	// maxNesting is how deep block quotes and lists nest. goldmark looks at
	// every open container for each line: 64 KiB of "> " on one line take
	// 2.4 s without a bound, 1 MiB at 16 deep 60 ms.
	maxNesting = 16

	// maxColumns is how many columns a table has. goldmark fills short rows
	// up to the header's width: 32 KiB of a wide header and short rows take
	// 10 s without a bound.
	maxColumns = 64

	// maxRows is how many rows a table has below its header: 1,000 rows of 64
	// columns take 40 ms and 40 MB.
	maxRows = 1_000

	// maxCells is the same for all tables of a page, in cells: 65,536 empty
	// ones take 40 ms and 40 MB.
	maxCells = 64 << 10

	// maxJSONDepth is how deep objects and arrays nest in an example. Reading
	// and everything after it is recursive.
	maxJSONDepth = 64

	// maxValues is how many values an example has. Each becomes Go code: a
	// struct with 10,000 fields takes the compiler about a second.
	maxValues = 10_000

	// maxTries is how many objects of one code block may turn out not to be
	// JSON before the rest of it is left alone: 1 MiB of "{a" on lines of
	// their own would allocate 200 MB for the reasons.
	maxTries = 100

	// maxForeign is how many places with bytes that are no text are told of,
	// so that a picture with the wrong name does not fill the screen.
	maxForeign = 20
)

// A reversible rewriting of framed bodies that leaves deflate little to say. Frames that differ only in their values
// share one template; the values stand column by column:
//
//     frames     data: {"i":0,"text":"Hel"}⏎⏎  data: {"i":0,"text":"lo"}⏎⏎
//     packed     ␅data: {"i":0,"text":"␁"}⏎⏎ ␇2     columns: lengths 3 2, text Hello
//
// Pieces of text end up in one run, so the same text said again by a closing event costs one back reference. This is
// wire format: a change here needs a new link version.

export const TEXT_HOLE = '\x01'
export const NUMBER_HOLE = '\x02'
export const SPACE_HOLE = '\x03'
export const LITERAL = '\x04'
export const TEMPLATE = '\x05'
export const AGAIN = '\x06'
export const COUNT = '\x07'
export const COLUMN = '\x08'

export const HOLES = /[\x01-\x03]/g
/** Lengths 0, 1, 2, … as letters that text uses too: both then share short Huffman codes. `~` is kept as an escape. */
export const LENGTH_LETTERS = ' etaoinsrhldcumfpgwybvkxjqzETAOINSRHLDCUMFPGWYBVKXJQZ0123456789'
/** A run of a template costs a few characters whatever its count, so the count needs a limit of its own. */
export const FRAME_LIMIT = 4_000_000
/** Longer runs of spaces do not come back; the body then stays as it is. */
export const SPACE_LIMIT = 100_000

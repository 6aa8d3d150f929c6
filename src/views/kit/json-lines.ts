/** A piece of a line: as it is, or of what had not come yet. */
export interface JsonPiece {
  readonly text: string
  readonly isGhost: boolean
}

export interface JsonLine {
  /** How many spaces it begins with. */
  readonly indent: number
  readonly pieces: readonly JsonPiece[]
}

/** A written text as lines, each cut where ghosts begin and end; line ends stay with their line. Pieces follow the indent. */
export function jsonLines(
  text: string,
  ghosts: readonly (readonly [start: number, end: number])[] = [],
): readonly JsonLine[] {
  const cuts = ghosts.flat()
  let start = 0
  return text.split(/(?<=\n)/).map((line) => {
    const indent = line.search(/[^ ]|$/)
    const end = start + line.length
    const inside = cuts.filter((cut) => cut > start + indent && cut < end)
    const edges = [start + indent, ...inside, end]
    const pieces = edges.slice(0, -1).map((from, i) => ({
      text: text.slice(from, edges[i + 1]),
      isGhost: ghosts.some(([first, last]) => from >= first && from < last),
    }))
    start = end
    return { indent, pieces }
  })
}

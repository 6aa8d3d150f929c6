/** Whether lists were dealt out anew: what each was given, and where that stood before. */

/** Of one event: the list it stood in, and its place there. */
export interface Home {
  readonly list: number
  readonly place: number
}

/** States that are looked at before the search is given up: captures that truly are a shuffle need hardly more than they have events. */
const MOST_STATES = 50_000

/**
 * For each event of each of `given`, where it stood in `said`: every event exactly once, and those of one list in their
 * order over the whole. An event that may be one's own is. Undefined where there is no such way.
 */
export function findHomes(
  said: readonly (readonly string[])[],
  given: readonly (readonly string[])[],
): readonly (readonly Home[])[] | undefined {
  if (!isDealt(said, given)) return undefined
  const total = given.reduce((sum, { length }) => sum + length, 0)
  const taken = given.map(() => 0)
  const used = said.map(() => 0)
  const path: Move[] = []
  const options: Move[][] = [movesFrom(said, given, taken, used)]
  const seen = new Set<string>()
  while (path.length < total) {
    const move = options.at(-1)?.pop()
    if (move) {
      step(taken, used, move, 1)
      const key = `${taken} ${used}`
      if (seen.has(key)) {
        step(taken, used, move, -1)
        continue
      }
      if (seen.size >= MOST_STATES) return undefined
      seen.add(key)
      path.push(move)
      options.push(movesFrom(said, given, taken, used))
      continue
    }
    options.pop()
    const last = path.pop()
    if (!last) return undefined
    step(taken, used, last, -1)
  }
  return homesOf(path, given.length)
}

interface Move {
  readonly client: number
  readonly list: number
}

function step(taken: number[], used: number[], { client, list }: Move, by: 1 | -1): void {
  taken[client] = (taken[client] ?? 0) + by
  used[list] = (used[list] ?? 0) + by
}

/** The likeliest last. */
function movesFrom(
  said: readonly (readonly string[])[],
  given: readonly (readonly string[])[],
  taken: readonly number[],
  used: readonly number[],
): Move[] {
  const own: Move[] = []
  const foreign: Move[] = []
  for (const [client, list] of given.entries()) {
    const event = list[taken[client] ?? 0]
    if (event === undefined) continue
    for (const [at, source] of said.entries())
      if (source[used[at] ?? 0] === event) (at === client ? own : foreign).push({ client, list: at })
  }
  return [...foreign.reverse(), ...own.reverse()]
}

/** The same events on both sides, however they are spread. */
function isDealt(said: readonly (readonly string[])[], given: readonly (readonly string[])[]): boolean {
  const counts = new Map<string, number>()
  for (const event of said.flat()) counts.set(event, (counts.get(event) ?? 0) + 1)
  for (const event of given.flat()) counts.set(event, (counts.get(event) ?? 0) - 1)
  return [...counts.values()].every((count) => count === 0)
}

function homesOf(path: readonly Move[], clients: number): readonly (readonly Home[])[] {
  const homes: Home[][] = Array.from({ length: clients }, () => [])
  const used: number[] = []
  for (const { client, list } of path) {
    const place = used[list] ?? 0
    used[list] = place + 1
    homes[client]?.push({ list, place })
  }
  return homes
}

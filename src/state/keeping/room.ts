import type { Recent } from './shelf.ts'

/** How much is kept in a browser: transcripts, and characters of all of them. */
export interface Room {
  readonly count: number
  readonly size: number
}

export const ROOM: Room = { count: 50, size: 100_000_000 }

/** Who must go so that the rest has room: those opened longest ago, and none that is pinned, nor the one just opened. */
export function outOfRoom(list: readonly Recent[], newest: string, room = ROOM): readonly Recent[] {
  const gone: Recent[] = []
  let count = list.length
  let size = list.reduce((sum, one) => sum + one.size, 0)
  const oldestFirst = list
    .filter(({ isPinned, key }) => !isPinned && key !== newest)
    .sort((a, b) => a.openedAt - b.openedAt)
  for (const one of oldestFirst) {
    if (count <= room.count && size <= room.size) break
    gone.push(one)
    count--
    size -= one.size
  }
  return gone
}

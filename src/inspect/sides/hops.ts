import { comparable } from '../captures/cut.ts'
import { pathsOf } from '../compare/paths.ts'
import type { Scene } from '../evidence.ts'

/** Two captures of one request, on the two sides of one gateway of several. */
export interface HopScene {
  /** The nearer capture, with the farther one as its upstream. */
  readonly scene: Scene
  /** The same as if the farther one were not there. */
  readonly alone: Scene
  /** What a finding begins with that takes both, where there are more than these two. */
  readonly words: string
}

/**
 * By the nearer exchange: where more gateways than one stand in a row, each capture but the last of a way, with the next one
 * behind it (bugs.md §3.1, trap 12). Where a gateway asked elsewhere after a failure, the client with what it was answered from.
 */
export function hopScenes(scenes: readonly Scene[]): ReadonlyMap<string, HopScene> {
  const count = (side: string): number => scenes.filter(({ exchange }) => exchange.side === side).length
  const hops = new Map<string, HopScene>()
  if (count('upstream') <= count('client')) return hops
  for (const path of pathsOf(scenes))
    for (const [index, far] of path.slice(1).entries()) {
      const near = path[index]
      const isKnown = path.length === 2 && near?.upstream?.exchange.id === far.exchange.id
      if (!near || isKnown) continue
      const { upstream: _, otherSide: __, ...alone } = near
      hops.set(near.exchange.id, {
        scene: { ...near, upstream: comparable(near, far), otherSide: far },
        alone,
        words: path.length > 2 ? `Between the captures ${near.exchange.id} and ${far.exchange.id}: ` : '',
      })
    }
  return hops
}

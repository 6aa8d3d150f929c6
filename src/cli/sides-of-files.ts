import { basename } from 'node:path'
import type { Exchange, Side } from '../transcript/transcript.ts'

/** The files that hold the halves of an exchange. */
export interface Files {
  readonly request: string
  readonly reply: string
}

/** An exchange and the file that holds it. */
export type Captured = Omit<Exchange, 'id'> & {
  readonly file: string
  /** Where its reply stands in another. */
  readonly replyFile?: string
}

const CLIENT = /(?:^|[^a-z])(?:client|downstream|frontend)(?:[^a-z]|$)/
const UPSTREAM = /(?:^|[^a-z])(?:upstream|provider|backend)(?:[^a-z]|$)/

/** People who keep both sides of a gateway in files name them so, or the folders in which they lie. */
export function sideIn({ side }: Omit<Exchange, 'id'>, path: string): { side?: Side } {
  if (side) return { side }
  for (const name of path.toLowerCase().split(/[\\/]/).reverse()) {
    const [isClient, isUpstream] = [CLIENT.test(name), UPSTREAM.test(name)]
    if (isClient !== isUpstream) return { side: isClient ? 'client' : 'upstream' }
  }
  return {}
}

interface Told {
  readonly captured: readonly Captured[]
  readonly notes: readonly string[]
}

/** Two files with one capture each: what tells their sides, or that nothing does. */
export function tellLoneSides(captured: readonly Captured[]): Told {
  const [one, other] = captured
  if (!one || !other || captured.length !== 2 || one.file === other.file) return { captured, notes: [] }
  const names = [basename(one.file), basename(other.file)] as const
  if (!one.side && !other.side)
    return !one.request && !other.request
      ? {
          captured,
          notes: [
            `Nothing tells on which side of a gateway ${names[0]} and ${names[1]} were captured: each was checked for itself. Called client… and upstream…, they would be set against each other.`,
          ],
        }
      : { captured, notes: [] }
  if (one.side && other.side) return { captured, notes: [] }
  const known = (one.side ?? other.side) as Side
  const left: Side = known === 'client' ? 'upstream' : 'client'
  const called = one.side ? names[1] : names[0]
  return {
    captured: captured.map((each) => (each.side ? each : { ...each, side: left })),
    notes: [
      `${called} was taken for the ${left === 'client' ? 'client’s' : 'provider’s'} side of the gateway, for ${one.side ? names[0] : names[1]} is the other and nothing says more.`,
    ],
  }
}

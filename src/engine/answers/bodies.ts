import type { Said, Sight } from '../../clients/sight.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { Moment } from '../bodies/moment.ts'
import type { Problem } from './problem.ts'

export interface Assembled {
  readonly dialect: DialectId
  /** The reply as each dialect would give it whole; or why a lane alone has none. */
  readonly lanes: Readonly<Record<DialectId, Moment | Problem>>
  /** Of a stream: how many frames it has, and when each came where that is known, in milliseconds. */
  readonly frames?: number
  readonly times?: readonly number[]
}

/** What the vendor's own library makes of a reply, beside what we read out of it. */
export interface ClientSight extends Pick<Sight, 'client' | 'sentence' | 'thrown'> {
  readonly dialect: DialectId
  /** The object that a program gets, as indented JSON; absent where something is thrown. */
  readonly given?: string
  /** What our reading gives in the same form. */
  readonly ours: string
  /** In what the two say another thing. */
  readonly differs: readonly (keyof Said)[]
  /** Why the reply ended, in the dialect's own word: what the program is told, and what stood on the wire. */
  readonly ends: { readonly theirs: Said['finish']; readonly ours: Said['finish'] }
}

export interface Source {
  readonly text: string
  /** Characters of the whole body; `text` is its head where it is shorter. */
  readonly length: number
  readonly language: 'json' | 'plaintext'
}

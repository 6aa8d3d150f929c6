import type { Leaf } from '../../../hub/leaf.ts'
import type { Scene } from '../../evidence.ts'
import type { Place } from '../../finding.ts'

/** A pairing id where it stands. */
export interface IdSeen {
  readonly half: Place['half']
  readonly id: Leaf<string>
  /** The tool, where the place says it. */
  readonly name?: string
}

/** All ids of calls and results in the request. */
export const requestIds = ({ pairs: { calls, results } }: Scene): IdSeen[] => [
  ...calls.flatMap(({ part }): IdSeen[] =>
    part.id ? [{ half: 'request', id: part.id, name: part.name.value }] : [],
  ),
  ...results.flatMap(({ part }): IdSeen[] => (part.callId ? [{ half: 'request', id: part.callId }] : [])),
]

export const replyCallIds = ({ folded }: Scene): IdSeen[] =>
  folded.parts.flatMap((part): IdSeen[] =>
    part?.head.kind === 'tool-call' && part.head.id
      ? [{ half: 'reply', id: part.head.id, name: part.head.name.value }]
      : [],
  )

/** An id as far as a sentence can bear it. */
export const shortId = (id: string): string => (id.length > 40 ? `${id.slice(0, 24)}…` : id)

import { foldReply } from '../../../hub/fold.ts'
import type { Scene } from '../../evidence.ts'
import type { FoldedCall } from '../../reply-facts.ts'
import { callsIn } from '../../reply-facts.ts'

/** The calls that the provider sent, for the reply that a client got. */
export interface UpstreamCalls {
  readonly all: readonly FoldedCall[]
  /** The one that a call of the client is: by its id, else by its place among those of its name. */
  of(call: FoldedCall): FoldedCall | undefined
}

export function upstreamCalls(scene: Scene): UpstreamCalls | undefined {
  const { upstream } = scene
  if (!upstream?.reply) return undefined
  const all = callsIn({ folded: foldReply(upstream.reply.events) })
  const here = callsIn(scene)
  const named = (calls: readonly FoldedCall[], name: string) =>
    calls.filter(({ head }) => head.name.value === name)
  const of = (call: FoldedCall): FoldedCall | undefined => {
    const { id, name } = call.head
    const byId = id?.value ? all.filter(({ head }) => head.id?.value === id.value) : []
    // Ids are made up anew, or twice the same, at some gateways.
    return byId.length === 1 ? byId[0] : named(all, name.value)[named(here, name.value).indexOf(call)]
  }
  return { all, of }
}

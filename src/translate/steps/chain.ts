import type { Leaf } from '../../hub/leaf.ts'
import { added, isLeaf } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { Turn } from '../history.ts'
import { readLiteLlmId } from '../litellm-id.ts'
import type { RequestStep } from '../step.ts'

/** The earlier turn that announced an id, also where the id is LiteLLM's wrapping of it. */
export function findTurn(history: readonly Turn[], responseId: string): Turn | undefined {
  const inner = readLiteLlmId(responseId)?.responseId
  return history.findLast(({ ids }) =>
    ids.some(
      (id) =>
        id === responseId ||
        id === inner ||
        (inner !== undefined && readLiteLlmId(id)?.responseId === inner) ||
        readLiteLlmId(id)?.responseId === responseId,
    ),
  )
}

/** The messages of a turn and all it continues, oldest first; undefined where the chain breaks. A chain that bites its tail breaks. */
export function rebuildHistory(history: readonly Turn[], responseId: string): readonly Message[] | undefined {
  const messages: Message[][] = []
  const passed = new Set<Turn>()
  let next: string | undefined = responseId
  while (next !== undefined) {
    const turn = findTurn(history, next)
    if (!turn || passed.has(turn)) return undefined
    passed.add(turn)
    messages.unshift(detachedTurn(turn))
    next = turn.request.chain?.previousResponseId?.value
  }
  return messages.flat()
}

/** One earlier turn as messages of the history. */
export const detachedTurn = ({ request, reply, exchange }: Turn): Message[] =>
  [...request.messages, ...(reply ? [reply] : [])].map((message) => detach(message, exchange))

/** A leaf of another body has no place in this source: it is added, and says from where. */
function detach(message: Message, exchange: string): Message {
  const strip = (node: unknown): unknown => {
    if (isLeaf(node))
      return added(node.value, 'history', `From the earlier turn ${exchange}, which the server kept.`)
    if (Array.isArray(node)) return node.map(strip)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strip(value)]))
  }
  return strip(message) as Message
}

/** Where the target keeps no history, the turns behind `previous_response_id` are sent again. Never a call that was not seen. */
export const resolveChain: RequestStep = {
  name: 'resolve-chain',
  why: 'This dialect keeps no earlier turns: what the request continues is sent again in full.',
  run(request, { history, losses }) {
    const previous: Leaf<string> | undefined = request.chain?.previousResponseId
    if (!previous) return request
    const earlier = rebuildHistory(history, previous.value)
    if (!earlier) {
      lose(
        losses,
        'chain-unresolved',
        'No earlier turn that announced this id is at hand; without it the history cannot be rebuilt.',
        previous,
      )
      return request
    }
    lose(losses, 'chain-resolved', 'The turns behind this id are written out instead.', previous)
    return { ...request, messages: [...earlier, ...request.messages] }
  },
}

export const isAnswered = (messages: readonly Message[], callId: string): boolean =>
  messages.some(({ parts }) =>
    parts.some((part: Part) => part.kind === 'tool-call' && part.id?.value === callId),
  )

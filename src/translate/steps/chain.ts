import { added, isLeaf } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
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
  const messages: (readonly Message[])[] = []
  const passed = new Set<Turn>()
  let next: string | undefined = responseId
  while (next !== undefined) {
    const turn = findTurn(history, next)
    if (!turn || passed.has(turn)) return undefined
    passed.add(turn)
    messages.push(detachedTurn(turn))
    const { previousResponseId, conversation } = turn.request.chain ?? {}
    if (conversation) messages.push(rebuildConversation(earlierThan(history, turn), conversation.value))
    next = previousResponseId?.value
  }
  return messages.reverse().flat()
}

/** Only what came before a turn can be what it continues. */
const earlierThan = (history: readonly Turn[], turn: Turn): readonly Turn[] => {
  const at = history.indexOf(turn)
  return at < 0 ? history : history.slice(0, at)
}

/** `"conv_1"` and `{"id":"conv_1"}` are one. openai.md §3.1 */
const conversationId = (conversation: Json | undefined): Json | undefined =>
  isObject(conversation) ? conversation.id : conversation

/** What the turns at hand have put into a conversation. What stood in it before them nobody can know. */
function rebuildConversation(history: readonly Turn[], conversation: Json): readonly Message[] {
  const id = conversationId(conversation)
  return history
    .filter(({ request }) => {
      const other = conversationId(request.chain?.conversation?.value)
      return other !== undefined && other === id
    })
    .flatMap(detachedTurn)
}

/** One earlier turn as messages of the history. */
export const detachedTurn = ({ request, reply, exchange }: Turn): Message[] =>
  [...request.messages, ...(reply ? [reply] : [])].map((message) => detached(message, exchange))

/** A leaf of another body has no place in this source: it is added, and says from where. */
export function detached<T extends object>(node: T, exchange: string): T {
  const strip = (node: unknown): unknown => {
    if (isLeaf(node))
      return added(node.value, 'history', `From the earlier turn ${exchange}, which the server kept.`)
    if (Array.isArray(node)) return node.map(strip)
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, strip(value)]))
  }
  return strip(node) as T
}

const NO_TURN = 'No earlier turn that announced this id is at hand; without it the history cannot be rebuilt.'
const NO_CONVERSATION =
  'No earlier turn of this conversation is at hand; what stands in it, if anything, is missing here.'
const NO_CACHE =
  'What is cached stands with its vendor alone: the instructions, tools and turns in it are missing here.'

/**
 * Ids of what a server keeps mean nothing to another: the turns behind them are sent again. Never a call that was not seen;
 * what is not at hand is said to be missing.
 */
export const resolveChain: RequestStep = {
  name: 'resolve-chain',
  why: 'The other server knows none of the earlier turns: what the request continues is sent again in full.',
  run(request, { history, losses }) {
    const { chain, ...rest } = request
    if (!chain) return request
    const { previousResponseId, conversation, cache } = chain
    lose(losses, 'cache-unresolved', NO_CACHE, cache)
    const earlier = previousResponseId && rebuildHistory(history, previousResponseId.value)
    const [code, why] = earlier
      ? ['chain-resolved', 'The turns behind this id are written out instead.']
      : ['chain-unresolved', NO_TURN]
    lose(losses, code, why, previousResponseId)
    const kept = conversation ? rebuildConversation(history, conversation.value) : []
    const [word, reason] =
      kept.length > 0
        ? ['conversation-resolved', 'The turns of the conversation that are at hand are written out instead.']
        : ['conversation-unresolved', NO_CONVERSATION]
    lose(losses, word, reason, conversation)
    return { ...rest, messages: [...kept, ...(earlier ?? []), ...request.messages] }
  },
}

export const isAnswered = (messages: readonly Message[], callId: string): boolean =>
  messages.some(({ parts }) =>
    parts.some((part: Part) => part.kind === 'tool-call' && part.id?.value === callId),
  )

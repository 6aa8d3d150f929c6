import type { Message } from '../../../hub/request.ts'
import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hasKey, listAt, rootOf } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { isAnswered } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

/** Models whose providers want the thinking back beside calls. They changed that more than once (bugs.md §3.1, trap 9). */
const WANTS_IT = /deepseek|kimi|mimo|minimax/i
/** As their own servers are asked, which refuse; behind a broker’s `vendor/model` other hosts may bear it. */
const REFUSES = /^(?:deepseek|kimi)[^/]*$/i

function find(scene: Scene): Hit[] {
  const { request, continues } = scene
  const model = request?.hub.model?.value ?? ''
  if (!continues || !WANTS_IT.test(model)) return []
  const calls = thoughtfulCalls(continues)
  const bare = bareTurns(scene).find(({ message }) => callIds(message).some((id) => calls.has(id)))
  if (!bare) return []
  return [
    {
      places: [placeAt(scene.exchange, 'request', bare), placeAt(continues.exchange, 'reply')],
      ...(REFUSES.test(model) && !isAnswered(scene) ? {} : { severity: 'warning' as const }),
      message: `The provider of ${model} says that reasoning must be sent back with calls; this request carries the call without it.`,
    },
  ]
}

interface BareTurn {
  readonly message: Message
  readonly pointer: string
}

/** Turns of the assistant that call a tool and hold no thought, in whatever field. */
const bareTurns = ({ request }: Scene): BareTurn[] =>
  listAt(rootOf(request?.json), 'messages').flatMap((at, index) => {
    const message = request?.hub.messages.find(({ role }) => role.from[0]?.pointer === `${at.pointer}/role`)
    if (!message || callIds(message).length === 0) return []
    const thinks =
      message.parts.some(({ kind }) => kind === 'reasoning') || FIELDS.some((key) => hasKey(at, key))
    return thinks ? [] : [{ message, pointer: `/messages/${index}` }]
  })

const FIELDS = ['reasoning_content', 'reasoning', 'reasoning_details', 'thinking_blocks']

const callIds = ({ parts }: Message): string[] =>
  parts.flatMap((part) => (part.kind === 'tool-call' && part.id ? [part.id.value] : []))

/** The calls that came with a thought: in the answer before, or as the request before still said them. */
function thoughtfulCalls({ request, reply }: Reading): ReadonlySet<string> {
  const events = reply?.events ?? []
  const starts = events.flatMap((event) => (event.kind === 'part-start' ? [event.head] : []))
  const fresh = starts.some(({ kind }) => kind === 'reasoning')
    ? starts.flatMap((head) => (head.kind === 'tool-call' && head.id ? [head.id.value] : []))
    : []
  const before = (request?.hub.messages ?? []).filter(({ parts }) =>
    parts.some(({ kind }) => kind === 'reasoning'),
  )
  return new Set([...fresh, ...before.flatMap(callIds)])
}

export const reasoningNotReturned: Rule = {
  id: 'REASONING_NOT_RETURNED',
  number: 6,
  title: 'Reasoning text required by the provider is missing from history',
  severity: 'error',
  evidence: ['two-turns', 'one-side'],
  dialects: ['openai-chat', 'anthropic-messages'],
  texts: [
    /reasoning_content`? .*must be passed back/,
    /reasoning_content is missing in assistant tool call message/,
  ],
  suspects: (scene) => bareTurns(scene).map(({ pointer }) => pointer),
  consequence: 'The provider refuses the turn that brings the result of the tool.',
  clients: refusalIn('openai'),
  fix: 'Keep reasoning_content with its message and send it back; or switch thinking off.',
  references: [
    'https://github.com/BerriAI/litellm/issues/26395',
    'https://github.com/langchain-ai/langchain/issues/34166',
    'https://github.com/RooCodeInc/Roo-Code/issues/12195',
  ],
  find,
}

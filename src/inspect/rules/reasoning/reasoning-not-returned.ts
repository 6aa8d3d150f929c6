import type { Scene } from '../../evidence.ts'
import { fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt, placeOf } from '../../places.ts'
import type { Hit, Rule } from '../../rule.ts'

/** Models whose providers want the thinking back beside calls. They changed that more than once (bugs.md §3.1, trap 9). */
const WANTS_IT = /deepseek|kimi|mimo|minimax/i

function find(scene: Scene): Hit[] {
  const { exchange, request, continues } = scene
  const model = request?.hub.model?.value ?? ''
  if (!request || !continues || !WANTS_IT.test(model)) return []
  const thought = (continues.reply?.events ?? []).some(
    (event) => event.kind === 'part-start' && event.head.kind === 'reasoning',
  )
  const calls = new Set(
    (continues.reply?.events ?? []).flatMap((event) =>
      event.kind === 'part-start' && event.head.kind === 'tool-call' && event.head.id
        ? [event.head.id.value]
        : [],
    ),
  )
  if (!thought || calls.size === 0) return []
  const message = request.hub.messages.find(({ parts }) =>
    parts.some((part) => part.kind === 'tool-call' && calls.has(part.id?.value ?? '')),
  )
  if (!message || message.parts.some(({ kind }) => kind === 'reasoning')) return []
  return [
    {
      places: [placeOf(exchange, 'request', message.role), placeAt(continues.exchange, 'reply')],
      // The provider's rule, not the protocol's: before a refusal it is a danger.
      severity: 'warning',
      message: `The provider of ${model} wants its reasoning sent back with calls; this request carries the call without it.`,
    },
  ]
}

/** Calls of the assistant without a word of thinking beside them. */
const bareCalls = ({ request }: Scene): string[] =>
  listAt(rootOf(request?.json), 'messages').flatMap((message) => {
    const types = listAt(message, 'content').map((block) => textAt(block, 'type'))
    const isCall = listAt(message, 'tool_calls').length > 0 || types.includes('tool_use')
    const isThought = fieldAt(message, 'reasoning_content') !== undefined || types.includes('thinking')
    return isCall && !isThought ? [message.pointer] : []
  })

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
  suspects: bareCalls,
  consequence: 'The provider refuses the turn that brings the result of the tool.',
  fix: 'Keep reasoning_content with its message and send it back; or switch thinking off.',
  references: [
    'https://github.com/BerriAI/litellm/issues/26395',
    'https://github.com/langchain-ai/langchain/issues/34166',
    'https://github.com/RooCodeInc/Roo-Code/issues/12195',
  ],
  find,
}

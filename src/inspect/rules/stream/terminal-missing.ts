import type { DialectId } from '../../../hub/dialect.ts'
import type { Reading } from '../../../translate/reading.ts'
import { isErrorBody } from '../../../translate/reading.ts'
import { isObject } from '../../../wire/json.ts'
import { cutOf, isOutrun } from '../../captures/cut.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { placeAt } from '../../places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { countOf, framesHolding, inFrame } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { grammarRun } from '../../stream-grammar.ts'

const TERMINAL: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'a chunk with finish_reason',
  'openai-responses': 'response.completed, response.incomplete or response.failed',
  'anthropic-messages': 'message_delta with a stop_reason, and message_stop',
  gemini: 'a finishReason',
}

/** Whether a stream stops before it may, by its dialect's own grammar. */
export const isUnfinished = (reading: Reading): boolean => grammarRun(reading).missing !== undefined

const find = (scene: Scene): Hit[] =>
  isUnfinished(scene) ? brokenOff(scene) : [...withoutStop(scene), ...itemsLeftOpen(scene)]

/** Anthropic: behind the stop reason one event is left, without which its own clients have no message. */
function withoutStop(scene: Scene): Hit[] {
  if (scene.dialect !== 'anthropic-messages') return []
  const last = framesOf(scene).findLast(
    (read) => read.repeats || inFrame(read).some((event) => textAt(event, 'type') !== 'ping'),
  )
  const [event] = last && !last.repeats ? inFrame(last) : []
  if (!event || textAt(event, 'type') !== 'message_delta') return []
  const message = 'The stream has its stop_reason, but stops before message_stop.'
  return [hitAt(scene, 'reply', { frame: event.frame }, message, 'warning')]
}

/** Responses: the whole is said to be complete, and an item of it never was (bugs.md §2 H07). */
function itemsLeftOpen(scene: Scene): Hit[] {
  if (scene.dialect !== 'openai-responses') return []
  const open = new Map<unknown, InFrame>()
  for (const event of framesHolding(scene, /output_item\.(?:added|done)|response\.completed/)) {
    const type = textAt(event, 'type')
    const index = fieldAt(event, 'output_index')?.value
    if (type === 'response.output_item.added') open.set(index, event)
    if (type === 'response.output_item.done') open.delete(index)
    const [first] = open.values()
    if (type !== 'response.completed' || !first) continue
    const hit = hitAt(
      scene,
      'reply',
      { frame: event.frame },
      `The response is completed, but ${countOf(open.size, 'item')} of it never got response.output_item.done.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(scene.exchange, 'reply', { frame: first.frame })] }]
  }
  return []
}

function brokenOff(scene: Scene): Hit[] {
  const { dialect, upstream, otherSide } = scene
  const cut = cutOf(scene, 'reply')
  // Its end was there, for all that is known.
  if (!dialect || cut?.by === 'logger') return []
  if (otherSide?.exchange.side === 'client' && isOutrun(scene, otherSide)) return []
  const last = framesOf(scene).findLast(({ json }) => json !== undefined)
  if (!last) return []
  // Nothing but an error, in a list or an event of its own: no stream was begun.
  if (framesOf(scene).every(({ json }) => json === undefined || isErrorBody(json, undefined))) return []
  const type = isObject(last.json) && typeof last.json.type === 'string' ? last.json.type : 'its last chunk'
  const whose =
    upstream?.reply?.kind === 'stream'
      ? isUnfinished(upstream)
        ? ' The provider’s own stream breaks off as well.'
        : ' The provider’s own stream is complete: the gateway lost its end, if this capture did not end before it.'
      : ''
  const stop = cut ? `${cut.where}: the connection broke there, or the capture was cut` : `after ${type}`
  return [
    hitAt(
      scene,
      'reply',
      { frame: last.frame.index },
      type === 'message_stop'
        ? `The message stops without a stop_reason.${whose}`
        : `The stream stops ${stop}; its dialect requires ${TERMINAL[dialect]}.${whose}`,
      // The other side is whole, so the connection or the capture may be at fault, and nothing tells which.
      cut && otherSide ? 'warning' : undefined,
    ),
  ]
}

export const terminalMissing: Rule = {
  id: 'TERMINAL_EVENT_MISSING',
  number: 3,
  title: 'Stream ends without its terminal event',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  texts: [/stream closed before response\.completed/, /closed before a finish_reason/],
  isAboutReply: true,
  consequence: 'Clients take it for a broken connection: they throw away what came, or ask again and again.',
  clients: {
    openai:
      'In Chat it throws OpenAIError “missing finish_reason for choice 0”; in Responses it throws nothing and hands out a response that is still in progress.',
    '@anthropic-ai/sdk':
      'It throws AnthropicError “stream ended without producing a Message with role=assistant”.',
    '@google/genai': 'Its loop ends as after a good answer; only the missing finishReason tells.',
    Codex:
      'It shows only items that are done, and reports “stream disconnected before completion: stream closed before response.completed” and retries.',
  },
  fix: 'End every stream with its terminal event, or with an error event; look at idle timeouts and buffers on the way.',
  references: [
    'https://github.com/openai/codex/issues/41340',
    'https://github.com/router-for-me/CLIProxyAPI/issues/1407',
    'https://github.com/anomalyco/opencode/issues/43379',
  ],
  find,
}

import type { DialectId } from '../../../hub/dialect.ts'
import type { Reading } from '../../../translate/reading.ts'
import { isErrorBody } from '../../../translate/reading.ts'
import { isObject } from '../../../wire/json.ts'
import { cutOf, isOutrun } from '../../captures/cut.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
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

function find(scene: Scene): Hit[] {
  const { dialect, upstream, otherSide } = scene
  const cut = cutOf(scene, 'reply')
  // Its end was there, for all that is known.
  if (!dialect || !isUnfinished(scene) || cut?.by === 'logger') return []
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
    Codex:
      'It reports “stream disconnected before completion: stream closed before response.completed” and retries.',
  },
  fix: 'End every stream with its terminal event, or with an error event; look at idle timeouts and buffers on the way.',
  references: [
    'https://github.com/openai/codex/issues/41340',
    'https://github.com/router-for-me/CLIProxyAPI/issues/1407',
    'https://github.com/anomalyco/opencode/issues/43379',
  ],
  find,
}

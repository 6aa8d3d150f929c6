import type { ReadFrame } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { textAt } from '../../json-places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const found = framesOf(scene).flatMap((frame) => {
    const words = heartbeatOf(frame, scene.dialect)
    return words ? [{ frame: frame.frame.index, words }] : []
  })
  const [first, ...others] = found
  if (!first) return []
  // Most clients of Responses pass over events that they do not know.
  const severity = scene.dialect === 'openai-responses' && first.words === PING ? 'warning' : undefined
  const more = others.length > 0 ? `, as in ${others.length} more frames` : ''
  return [
    hitAt(
      scene,
      'reply',
      first,
      `${first.words} is a heartbeat, but reaches the JSON parser${more}.`,
      severity,
    ),
  ]
}

const PING = 'The event ping'
/** What servers say to keep a connection open. */
const HEARTBEAT = /^\s*(?:ping|pong|keep-?_?alive|heart-?beat|processing|waiting)\W*$/i

function heartbeatOf(read: ReadFrame, dialect: Scene['dialect']): string | undefined {
  // A heartbeat brings no text.
  if (read.repeats) return undefined
  const { frame, json } = read
  if (json === undefined) {
    if (frame.data.startsWith(':')) return `“${frame.data.slice(0, 40)}” sent as data`
    if (frame.event === 'ping' || frame.event === 'keepalive') return `The event ${frame.event} without JSON`
    if (frame.data.trim() === '') return 'A frame with empty data'
    return HEARTBEAT.test(frame.data) ? `“${frame.data.slice(0, 40)}” sent as data` : undefined
  }
  const type = textAt({ value: json, pointer: '' }, 'type')
  // `keepalive` is an event of OpenAI’s own Responses, `ping` one of Anthropic’s (bugs.md §3.3, rule 30).
  if (type === 'keepalive' && dialect !== 'openai-responses') return 'The event keepalive'
  if (type === 'ping' && dialect !== 'anthropic-messages') return PING
  return undefined
}

export const keepaliveAsData: Rule = {
  id: 'KEEPALIVE_AS_DATA',
  number: 30,
  title: 'Heartbeat sent as data',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/: OPENROUTER PROCESSING/],
  isAboutReply: true,
  consequence: 'The client’s parser throws in the middle of an answer that was fine.',
  clients: {
    openai: "It throws OpenAIError “Unexpected token ':'”, after it has handed out the text so far.",
    OpenCode: 'It stops with “Could not parse message into JSON”.',
  },
  fix: 'Send heartbeats as comment lines (“: ping”), or towards Anthropic clients as {"type":"ping"}.',
  references: [
    'https://github.com/mnfst/llm-gateway/issues/2053',
    'https://github.com/anomalyco/opencode/issues/50871',
    'https://github.com/router-for-me/CLIProxyAPI/pull/4691',
  ],
  find,
}

import { asksForStream } from '../../../transcript/asks-for-stream.ts'
import { findHeader } from '../../../transcript/reply-framing.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { exchange, reply } = scene
  if (!exchange.reply || !asksForStream(exchange.request)) return []
  const { status, body, headers } = exchange.reply
  if (status !== undefined && status >= 300) return []
  if (body.trim() === '')
    return [hitAt(scene, 'reply', {}, 'The request asked for a stream, and the answer is empty.')]
  if (reply?.kind !== 'whole') return []
  const type = findHeader(headers, 'content-type') ?? 'one JSON body'
  return [hitAt(scene, 'reply', {}, `The request asked for a stream; the gateway answered with ${type}.`)]
}

export const notAStream: Rule = {
  id: 'NOT_A_STREAM',
  number: 58,
  title: 'JSON body for a stream request, or empty stream',
  severity: 'error',
  evidence: ['one-side'],
  texts: [/without receiving message_start/],
  isAboutReply: true,
  consequence: 'The client waits for events that never come, and takes the answer for an empty stream.',
  clients: {
    openai: 'It throws OpenAIError “request ended without sending any chunks” (Responses: “any events”).',
    '@anthropic-ai/sdk': 'It throws AnthropicError “request ended without sending any chunks”.',
    '@google/genai':
      'An empty answer ends its loop without a chunk; JSON makes it throw “Incomplete JSON segment at the end”.',
    'Claude Code':
      'It reports “Stream completed without receiving message_start”, and asks again without streaming.',
  },
  fix: 'Stream where the request says so, or refuse with an error status.',
  references: [
    'https://github.com/router-for-me/CLIProxyAPI/issues/3697',
    'https://github.com/BerriAI/litellm/issues/14315',
  ],
  find,
}

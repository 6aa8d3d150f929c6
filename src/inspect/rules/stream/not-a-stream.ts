import { asksForStream } from '../../../transcript/asks-for-stream.ts'
import { findHeader } from '../../../transcript/reply-framing.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

function find(scene: Scene): Hit[] {
  const { exchange } = scene
  if (!exchange.reply || (exchange.reply.status ?? 200) >= 300) return []
  const instead = insteadOfStream(scene)
  const words =
    instead !== undefined && asksForStream(exchange.request, scene.request?.json) ? instead : undefined
  const message = words
    ? `The request asked for a stream; ${words}.`
    : isStreamUnasked(scene)
      ? 'The request asked for one JSON body (stream: false); the gateway answered with a stream.'
      : undefined
  return message ? [hitAt(scene, 'reply', {}, message)] : []
}

function insteadOfStream(scene: Scene): string | undefined {
  const { body = '', headers, status } = scene.exchange.reply ?? {}
  if (body.trim() === '') return 'the answer is empty'
  const type = findHeader(headers, 'content-type')
  switch (scene.reply?.kind) {
    case 'stream':
      return framesOf(scene).every(({ frame }) => ['', '[DONE]'].includes(frame.data.trim()))
        ? 'the answer has not one event'
        : undefined
    case 'whole':
      return `the gateway answered with ${type ?? 'one JSON body'}`
    case 'error':
      // Without its status, an error may well have been told as one.
      return status === undefined ? undefined : `the gateway answered with an error under status ${status}`
    default:
      return /^\s*</.test(body) ? `a page of HTML came (${opening(body.trim(), 30)})` : undefined
  }
}

/** Only where the request says so itself: captures may lack the field, and URLs may ask for streams. */
const isStreamUnasked = ({ request, reply }: Scene): boolean =>
  isObject(request?.json) &&
  request.json.stream === false &&
  reply?.kind === 'stream' &&
  reply.frames.length > 1

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

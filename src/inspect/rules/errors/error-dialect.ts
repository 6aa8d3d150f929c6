import type { DialectId } from '../../../hub/dialect.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { elementsOf, fieldAt, rootOf, textAt } from '../../json-places.ts'
import { framesHolding, opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

type Shape = 'OpenAI' | 'Anthropic' | 'Gemini'

const SHAPE_OF: Readonly<Record<DialectId, Shape>> = {
  'openai-chat': 'OpenAI',
  'openai-responses': 'OpenAI',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
}

/** Only what is sure to be one shape: many servers have a form of their own. anthropic-gemini.md §A.8, §G.5; openai.md §1.6 */
function shapeOf(body: At): Shape | undefined {
  const error = fieldAt(body, 'error')
  if (!error || !isObject(error.value)) return undefined
  // Responses puts OpenAI's error under a type as Anthropic does.
  if (textAt(body, 'type') === 'error') return 'param' in error.value ? 'OpenAI' : 'Anthropic'
  if (typeof error.value.code === 'number' && /^[A-Z_]+$/.test(textAt(error, 'status') ?? '')) return 'Gemini'
  return 'type' in error.value && ('param' in error.value || 'code' in error.value) ? 'OpenAI' : undefined
}

interface ErrorBody extends At {
  readonly frame?: number
}

/** The error that a reply is, and those among the events of a stream. */
function errorsIn(scene: Scene): ErrorBody[] {
  const { reply, exchange } = scene
  // An error alone, in Google's list, and of no known status: somebody pasted what a log held.
  if (reply?.kind === 'stream' && reply.frames.length === 1 && exchange.reply?.status === undefined) return []
  if (reply?.kind === 'stream')
    return framesHolding(scene, '"error"').filter((frame) => isObject(fieldAt(frame, 'error')?.value))
  if (reply?.kind !== 'error') return []
  const body = rootOf(reply.json)
  return [elementsOf(body)[0] ?? body]
}

function find(scene: Scene): Hit[] {
  const { dialect } = scene
  if (!dialect) return []
  const own = SHAPE_OF[dialect]
  return [...errorsIn(scene).flatMap((body) => misshapen(scene, body, own)), ...pageInstead(scene, own)]
}

function misshapen(scene: Scene, body: ErrorBody, own: Shape): Hit[] {
  const shape = shapeOf(body)
  const at = { pointer: `${body.pointer}/error`, ...(body.frame === undefined ? {} : { frame: body.frame }) }
  if (shape && shape !== own)
    return [
      hitAt(
        scene,
        'reply',
        at,
        `The error body has the shape of ${shape}; a client of ${own} shows it as an unknown error.`,
      ),
    ]
  const error = fieldAt(body, 'error')
  return own === 'Anthropic' && error && shape === own && !textAt(error, 'type')
    ? [hitAt(scene, 'reply', at, 'The error says no type, by which Anthropic’s clients tell errors apart.')]
    : []
}

/** A failure that is a page for people: nobody who speaks the dialect wrote it. */
function pageInstead(scene: Scene, own: Shape): Hit[] {
  const { body = '', status = 200 } = scene.exchange.reply ?? {}
  // A page that quotes the provider leads to what it said.
  if (scene.reply?.kind !== 'unreadable' || status < 400 || !/^\s*</.test(body) || /[{[]/.test(body))
    return []
  const message = `The error is no JSON but begins with “${opening(body.trim().replace(/\s+/g, ' '), 40)}”: a proxy in between wrote it, and a client of ${own} shows it as an unknown error.`
  return [hitAt(scene, 'reply', {}, message)]
}

export const errorDialect: Rule = {
  id: 'ERROR_DIALECT',
  number: 55,
  title: 'Error body in the wrong dialect',
  severity: 'warning',
  evidence: ['one-side'],
  consequence:
    'The words that would explain the failure do not reach the person; clients cannot tell what to try again.',
  fix: 'Translate error bodies as well: type, message and status into the client’s own form.',
  references: [
    'https://github.com/QuantumNous/new-api/issues/4577',
    'https://github.com/Wei-Shaw/sub2api/issues/3038',
  ],
  find,
}

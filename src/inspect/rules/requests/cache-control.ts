import type { Reading } from '../../../translate/reading.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, objectsBelow, rootOf } from '../../json-places.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'

/** Anthropic takes four breakpoints, over tools, system, messages and the top level together. */
const MOST = 4

/** A mark is an object beside a block or tool; the same word among the properties of a schema is none. */
const marksIn = ({ request }: Reading): At[] =>
  inPromptOrder(rootOf(request?.json)).flatMap((at) => {
    const mark = /\/(?:input_schema|input)(?:\/|$)/.test(at.pointer)
      ? undefined
      : fieldAt(at, 'cache_control')
    return mark && typeof mark.value === 'object' ? [mark] : []
  })

/** Tools, system and messages, as the provider reads them: the last of the marks is the one too many. */
function inPromptOrder(root: At): At[] {
  const order = ['tools', 'system', 'messages']
  const rank = ({ pointer }: At): number => {
    const at = order.indexOf(pointer.split('/')[1] ?? '')
    return at < 0 ? order.length : at
  }
  return [...objectsBelow(root)].sort((left, right) => rank(left) - rank(right))
}

/** Most requests have none, and need no walk through all that they hold. */
function mayHaveTooMany({ exchange }: Scene): boolean {
  return (exchange.request?.body ?? '').split('"cache_control"', MOST + 2).length > MOST + 1
}

function find(scene: Scene): Hit[] {
  if (!mayHaveTooMany(scene)) return []
  const marks = marksIn(scene)
  const fifth = marks[MOST]
  if (!fifth) return []
  const { client } = scene
  const sent = client ? marksIn(client).length : undefined
  const whose =
    sent === undefined
      ? ''
      : ` The client sent ${sent}, the gateway added ${Math.max(0, marks.length - sent)}.`
  return [
    hitAt(
      scene,
      'request',
      fifth,
      `The request has ${marks.length} cache_control marks; Anthropic takes ${MOST}.${whose}`,
    ),
  ]
}

export const cacheControl: Rule = {
  id: 'CACHE_CONTROL_TOO_MANY',
  number: 22,
  title: 'More than four cache breakpoints',
  severity: 'error',
  evidence: ['one-side', 'two-sides'],
  dialects: ['anthropic-messages'],
  texts: [/A maximum of 4 blocks with cache_control/],
  consequence: 'Anthropic refuses the request; with every turn that adds a mark it gets worse.',
  clients: refusalIn('@anthropic-ai/sdk'),
  fix: 'Count the marks of tools, system, messages and top level before adding one; take off those of old messages first.',
  references: [
    'https://github.com/Wei-Shaw/sub2api/issues/176',
    'https://github.com/continuedev/continue/pull/6937',
  ],
  find,
}

import type { Json } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { framesOf } from '../../reading-facts.ts'
import type { InFrame } from '../../reply-facts.ts'
import { inFrame } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** In text, the quotes around it would be escaped. */
const COUNTED = /"sequence_number":\s*(\d+)/

function find(scene: Scene): Hit[] {
  let before: number | undefined
  for (const read of framesOf(scene)) {
    if (read.repeats && before !== undefined) {
      const counted = COUNTED.exec(read.frame.data)
      if (counted && Number(counted[1]) > before) {
        before = Number(counted[1])
        continue
      }
    }
    const [event] = inFrame(read)
    if (!event) continue
    const type = textAt(event, 'type') ?? ''
    if (!type.startsWith('response.')) continue
    // A second life of the stream counts anew; that is told by another rule.
    if (type === 'response.created') before = undefined
    const number = fieldAt(event, 'sequence_number')?.value
    if (typeof number !== 'number') return [missing(scene, event, type, number)]
    if (before !== undefined && number <= before)
      return [
        hitAt(
          scene,
          'reply',
          { frame: event.frame, pointer: '/sequence_number' },
          `The sequence_number goes from ${before} to ${number} at ${type}; strict clients stop here.`,
        ),
      ]
    before = number
  }
  return []
}

const missing = (scene: Scene, event: InFrame, type: string, number: Json | undefined): Hit =>
  number === undefined
    ? hitAt(scene, 'reply', event, `${type} has no sequence_number; strict clients stop here.`)
    : hitAt(
        scene,
        'reply',
        { frame: event.frame, pointer: '/sequence_number' },
        `The sequence_number of ${type} is ${JSON.stringify(number)}, which is no number; strict clients stop here.`,
      )

export const sequenceNumber: Rule = {
  id: 'SEQ_NUMBER',
  number: 57,
  title: 'sequence_number missing, repeated or backwards',
  severity: 'warning',
  evidence: ['one-side'],
  dialects: ['openai-responses'],
  consequence:
    'Typed clients refuse the event, and a stream that broke off cannot be resumed after a number.',
  clients: {
    openai: 'It does not look at the number.',
  },
  fix: 'Number the events of a stream with one counter, from 0, in the order in which they are sent.',
  references: [
    'https://github.com/BerriAI/litellm/pull/28899',
    'https://github.com/openai-php/client/pull/764',
  ],
  find,
}

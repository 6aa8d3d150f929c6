import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { framesHolding } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { grammarRun } from '../../stream-grammar.ts'
import { mismatches } from './delta-mismatch.ts'

/** One breach draws others behind it: a block that may not begin is not open for its deltas. All of them are one finding. */
function find(scene: Scene): Hit[] {
  const [first, ...others] = [...secondStart(scene), ...illegal(scene)]
  if (!first) return []
  const more =
    others.length === 0
      ? ''
      : ` ${others.length === 1 ? 'One more event is' : `${others.length} more events are`} out of place behind it.`
  return [
    {
      message: `${first.message}${more}`,
      places: [first, ...others].slice(0, 8).flatMap(({ places }) => places),
    },
  ]
}

function illegal(scene: Scene): Hit[] {
  const elsewhere = new Set(mismatches(scene).map(({ frame }) => frame))
  return grammarRun(scene)
    .illegal.filter(({ frame, type }) => KNOWN.includes(type) && !elsewhere.has(frame))
    .map(({ frame, problem }) => hitAt(scene, 'reply', { frame }, problem))
}

const KNOWN = [
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]

/** The same start again is borne; another one, before the first message has ended, mixes two (bugs.md §3.3, rule 16). */
function secondStart(scene: Scene): Hit[] {
  let open: string | undefined
  const hits: Hit[] = []
  for (const event of framesHolding(scene, /message_(?:start|stop)/)) {
    const type = textAt(event, 'type')
    if (type === 'message_stop') open = undefined
    if (type !== 'message_start') continue
    const message = fieldAt(event, 'message')
    const id = (message && textAt(message, 'id')) ?? ''
    if (open !== undefined && open !== id)
      hits.push(
        hitAt(
          scene,
          'reply',
          event,
          `A second message_start, for ${id}, comes while the message ${open} is open.`,
        ),
      )
    open = id
  }
  return hits
}

export const blockGrammar: Rule = {
  id: 'BLOCK_GRAMMAR',
  number: 16,
  title: 'Anthropic block events out of order',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['anthropic-messages'],
  consequence:
    'Clients keep blocks in a list by index: they throw, or put the pieces of one block into another.',
  clients: {
    '@anthropic-ai/sdk':
      'A delta before its block makes it throw AnthropicError “Cannot read properties of undefined”.',
    'Anthropic SDK (Python)': 'It throws “IndexError: list index out of range”.',
    'Claude Code': 'It ends with an empty input for the tool.',
  },
  fix: 'Write blocks one after another, numbered from 0, each from start to stop; hold parallel calls back until the open one has ended.',
  references: [
    'https://github.com/QuantumNous/new-api/issues/5483',
    'https://github.com/maximhq/bifrost/issues/4556',
    'https://github.com/router-for-me/CLIProxyAPI/issues/5581',
  ],
  find,
}

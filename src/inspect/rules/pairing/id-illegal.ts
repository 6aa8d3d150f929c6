import type { DialectId } from '../../../hub/dialect.ts'
import type { Exchange } from '../../../transcript/transcript.ts'
import type { Scene } from '../../evidence.ts'
import type { Severity } from '../../finding.ts'
import { hitAt } from '../../hits.ts'
import { listAt, rootOf, textAt } from '../../json-places.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import { placeOf } from '../../places.ts'
import { isAnswered } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { requestIds, shortId } from './ids.ts'

interface Breach {
  readonly words: string
  readonly severity?: Severity
}
type IdLaw = (id: string) => Breach | undefined

/** Trap 8: Chat's limit was 40 in old errors and is 64; Anthropic has a pattern and no length. */
const LAWS: Readonly<Partial<Record<DialectId, IdLaw>>> = {
  'openai-responses': (id) => (id.length > 64 ? { words: 'Responses allows 64' } : undefined),
  'openai-chat': (id) => {
    if (id.length > 64) return { words: 'Chat Completions allows 64' }
    return id.length > 40 ? { words: 'old servers of this dialect allow 40', severity: 'info' } : undefined
  },
  'anthropic-messages': (id) =>
    /^[a-zA-Z0-9_-]*$/.test(id)
      ? undefined
      : { words: 'Anthropic allows letters, digits, underscores and dashes only' },
}

/** Its own servers alone: the names also run elsewhere, under other rules. */
const MISTRAL =
  /^(?:mistral|magistral|ministral|codestral|devstral|pixtral|open-mi[sx]tral)[a-z-]*(?:-latest|-\d{4})$/

/** A gateway in front of it may write ids of its own. */
const mistralLaw =
  ({ side }: Exchange): IdLaw =>
  (id) =>
    /^[a-zA-Z0-9]{9}$/.test(id)
      ? undefined
      : {
          words: 'Mistral wants exactly nine letters and digits',
          ...(side === 'client' ? { severity: 'warning' } : {}),
        }

const find = (scene: Scene): Hit[] => [...pairingIds(scene), ...itemIds(scene)]

/** Responses: what an item is called in a list. Copilot’s own are longer, and it takes them back. */
function itemIds(scene: Scene): Hit[] {
  const { dialect, request, exchange } = scene
  if (dialect !== 'openai-responses' || /githubcopilot/.test(exchange.request?.url ?? '')) return []
  return listAt(rootOf(request?.json), 'input').flatMap((item): Hit[] => {
    const id = textAt(item, 'id') ?? ''
    const words =
      id.length > 64
        ? 'Responses allows 64'
        : /^[a-zA-Z0-9_-]*$/.test(id)
          ? undefined
          : 'Responses allows letters, digits, underscores and dashes only'
    if (!words) return []
    const message = `The item id “${shortId(id)}”, of length ${id.length}, breaks the provider’s rule: ${words}.`
    return [
      hitAt(
        scene,
        'request',
        { pointer: `${item.pointer}/id` },
        message,
        isAnswered(scene) ? 'warning' : undefined,
      ),
    ]
  })
}

function pairingIds(scene: Scene): Hit[] {
  const { exchange, dialect, request } = scene
  const isMistral =
    dialect === 'openai-chat' &&
    (/\bmistral\.ai\b/.test(exchange.request?.url ?? '') || MISTRAL.test(request?.hub.model?.value ?? ''))
  const law = isMistral ? mistralLaw(exchange) : dialect && LAWS[dialect]
  if (!law) return []
  const told = new Set<string>()
  return requestIds(scene).flatMap(({ id }): Hit[] => {
    // What is smuggled in an id is told of by its own rule.
    if (id.value === '' || told.has(id.value) || readSmuggled(id.value)) return []
    told.add(id.value)
    const breach = law(id.value)
    if (!breach) return []
    const { words, severity } = breach
    return [
      {
        places: [placeOf(exchange, 'request', id)],
        message: `The id “${shortId(id.value)}”, of length ${id.value.length}, breaks the provider’s rule: ${words}.`,
        ...(severity ? { severity } : {}),
      },
    ]
  })
}

export const idIllegal: Rule = {
  id: 'ID_TOO_LONG_OR_ILLEGAL',
  number: 14,
  title: 'Call id violates the target’s rules',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages'],
  texts: [
    /String should match pattern '\^\[a-zA-Z0-9_-\]\+\$'/,
    /string too long\. Expected a string with maximum length/,
    /must be a-z, A-Z, 0-9, with a length of 9/,
    /letters, numbers, underscores, or dashes/,
  ],
  consequence:
    'The provider refuses every request that holds this call in its history; the first turn works.',
  clients: refusalIn('openai', '@anthropic-ai/sdk'),
  fix: 'Give such calls ids by a fixed hash of the old id, the same on both halves of the pair and in every later turn.',
  references: [
    'https://github.com/BerriAI/litellm/issues/11392',
    'https://github.com/anomalyco/opencode/issues/1279',
    'https://github.com/vercel/ai/issues/5171',
  ],
  find,
}

import { readLiteLlmId } from '../../../translate/litellm-id.ts'
import { rebuildHistory } from '../../../translate/steps/chain.ts'
import type { Scene } from '../../evidence.ts'
import { textsOf } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import { placeOf } from '../../places.ts'
import { errorWordsOf } from '../../refusals/error-words.ts'
import { tellingFrames } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

const REFUSALS: readonly RegExp[] = [
  /Unable to create messages for completion request/,
  /Previous response with id .* not found/,
  /previous_response_not_found/,
  /Invalid `previous_response_id`/,
]

/** The id as people can read it: LiteLLM packs three fields into it. */
function describeId(id: string): string {
  const packed = readLiteLlmId(id)
  const short = id.length > 40 ? `${id.slice(0, 24)}…` : id
  return packed
    ? `${short} (decodes to provider ${packed.provider || 'none'}, model id ${packed.modelId || 'none'}, response ${packed.responseId})`
    : short
}

function find(scene: Scene): Hit[] {
  return [
    ...refused(scene),
    ...neverIssued(scene),
    ...forgottenUpstream(scene),
    ...changedInStream(scene),
  ].slice(0, 1)
}

function refused(scene: Scene): Hit[] {
  const { exchange, request } = scene
  const words = errorWordsOf(scene)
  if (!words || !request) return []
  if (!REFUSALS.some((pattern) => words.texts.some((text) => pattern.test(text)))) return []
  const previous = request?.hub.chain?.previousResponseId
  const places = [...(previous ? [placeOf(exchange, 'request', previous)] : []), words.place]
  const id = previous ? ` ${describeId(previous.value)}` : ''
  return [
    {
      places,
      message: `The request continues the response${id}, and the gateway has no stored turn for it.`,
    },
  ]
}

/** Earlier turns are at hand, and none of them announced this id. */
function neverIssued({ exchange, request, links }: Scene): Hit[] {
  const previous = request?.hub.chain?.previousResponseId
  const link = links.find(({ by }) => by === 'previous-response-id')
  if (!previous || !link?.hasOthers) return []
  return [
    {
      places: [placeOf(exchange, 'request', previous)],
      message: `The request continues ${describeId(previous.value)}, which no earlier reply in this transcript announced.`,
    },
  ]
}

/** The gateway sent the turn on without what it continues. */
function forgottenUpstream(scene: Scene): Hit[] {
  const { exchange, request, upstream } = scene
  const previous = request?.hub.chain?.previousResponseId
  if (!previous || !upstream?.request || upstream.request.hub.chain?.previousResponseId) return []
  const earlier = rebuildHistory(scene.history, previous.value)
  const sent = textsOf(upstream.request.hub.messages, 'user').join('\n')
  const missing = textsOf(earlier ?? [], 'user').filter((text) => !sent.includes(text))
  if (missing.length === 0) return []
  return [
    {
      places: [
        placeOf(exchange, 'request', previous),
        { exchange: upstream.exchange.id, half: 'request', side: 'upstream' },
      ],
      message: `The request continues ${describeId(previous.value)}, but the model was not sent that turn: “${(missing[0] ?? '').slice(0, 60)}” is missing upstream.`,
    },
  ]
}

/** One stream that announces two ids: whoever keeps the first cannot continue (bugs.md §1.3 S4). */
function changedInStream(scene: Scene): Hit[] {
  if (scene.dialect !== 'openai-responses') return []
  let first: string | undefined
  for (const event of tellingFrames(scene)) {
    const response = fieldAt(event, 'response')
    const id = response && textAt(response, 'id')
    if (!response || !id) continue
    // A capture may hold several answers in a row.
    if (textAt(event, 'type') === 'response.created') first = id
    first ??= id
    // Ids that were made unreadable tell nothing.
    if (id === first || !id.startsWith('resp_')) continue
    const at = { frame: event.frame, pointer: `${response.pointer}/id` }
    const message = `The stream announces itself as ${describeId(first)} and ends as ${describeId(id)}: a client that continues from the first finds nothing.`
    return [hitAt(scene, 'reply', at, message)]
  }
  return []
}

export const chainBroken: Rule = {
  id: 'CHAIN_BROKEN',
  number: 34,
  title: 'previous_response_id does not resolve',
  severity: 'error',
  evidence: ['one-side', 'two-sides', 'two-turns'],
  texts: REFUSALS,
  consequence: 'The turn is refused, or the model answers without having seen the conversation.',
  clients: { 'OpenAI SDK': 'It throws BadRequestError on the second turn, within milliseconds.' },
  fix: 'Send the whole input instead of the id, or keep turns in a store that every worker reads before the next request may come.',
  references: [
    'https://github.com/BerriAI/litellm/issues/26167',
    'https://github.com/BerriAI/litellm/pull/37956',
    'https://github.com/BerriAI/litellm/issues/28587',
  ],
  find,
}

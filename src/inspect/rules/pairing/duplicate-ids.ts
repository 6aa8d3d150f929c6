import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { elementsOf, fieldAt, listAt, rootOf, textAt } from '../../json-places.ts'
import { placeAt, placeOf } from '../../places.ts'
import { framesHolding } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { refusalIn } from '../sdk-words.ts'
import { shortId } from './ids.ts'

const find = (scene: Scene): Hit[] => [...toldTwice(scene), ...repeated(scene), ...received(scene)]

/** One call in both forms: as Anthropic's block in the content, and as OpenAI's `tool_calls` (bugs.md §2 A01). */
function toldTwice({ exchange, dialect, request }: Scene): Hit[] {
  if (dialect !== 'openai-chat') return []
  return listAt(rootOf(request?.json), 'messages').flatMap((message): Hit[] => {
    const content = fieldAt(message, 'content')
    const block = content && elementsOf(content).find((one) => textAt(one, 'type') === 'tool_use')
    const call = listAt(message, 'tool_calls')[0]
    if (!block || !call) return []
    return [
      {
        places: [placeAt(exchange, 'request', block), placeAt(exchange, 'request', call)],
        message: `The call ${shortId(textAt(call, 'id') ?? '')} is told twice in one message, as a tool_use block and in tool_calls; a gateway that takes both gives Anthropic one id twice.`,
      },
    ]
  })
}

function repeated({ exchange, dialect, pairs: { troubles } }: Scene): Hit[] {
  if (dialect === 'gemini') return []
  const shared = new Set(
    troubles.flatMap((trouble) => (trouble.kind === 'repeated-call' ? [trouble.call.part.id?.value] : [])),
  )
  return troubles.flatMap((trouble): Hit[] => {
    if (trouble.kind === 'repeated-call') {
      const { call, first } = trouble
      const id = call.part.id?.value ?? ''
      // Small servers count ids from the start in each turn; only Anthropic compares over the whole history.
      const isHarmless = dialect === 'openai-chat' && call.message !== first.message
      return [
        {
          places: [placeOf(exchange, 'request', call.part.id), placeOf(exchange, 'request', first.part.id)],
          message: `The id ${shortId(id)} stands for two calls, ${first.part.name.value} and ${call.part.name.value}.`,
          ...(isHarmless ? { severity: 'warning' } : {}),
        },
      ]
    }
    if (trouble.kind !== 'repeated-result') return []
    const { result, first } = trouble
    // Calls that share an id have a result each: the calls are told of.
    if (shared.has(result.part.callId?.value)) return []
    return [
      {
        places: [
          placeOf(exchange, 'request', result.part.callId),
          placeOf(exchange, 'request', first.part.callId),
        ],
        message: `The call ${shortId(result.part.callId?.value ?? '')} is answered twice.`,
        ...(dialect === 'anthropic-messages' ? {} : { severity: 'warning' }),
      },
    ]
  })
}

/** In a reply: two calls of one choice by the same id. Two calls on one index of a stream are another rule's. */
function received(scene: Scene): Hit[] {
  const first = new Map<string, InBody>()
  return callsReceived(scene).flatMap((call): Hit[] => {
    const id = ['call_id', 'id'].map((key) => textAt(call, key)).find(Boolean)
    const before = id && first.get(`${call.choice} ${id}`)
    if (!id) return []
    if (!before) {
      first.set(`${call.choice} ${id}`, call)
      return []
    }
    const name = (at: InBody): string => textAt(fieldAt(at, 'function') ?? at, 'name') ?? 'a call'
    const at = (one: InBody) => ({
      ...one,
      pointer: `${one.pointer}/${textAt(one, 'call_id') ? 'call_id' : 'id'}`,
    })
    const hit = hitAt(
      scene,
      'reply',
      at(call),
      `The id ${shortId(id)} stands for two calls of one reply, ${name(before)} and ${name(call)}.`,
    )
    return [{ ...hit, places: [...hit.places, placeAt(scene.exchange, 'reply', at(before))] }]
  })
}

type InBody = At & { readonly frame?: number; readonly choice: number }

/** The openings of calls in a reply, as they stand on the wire. */
function callsReceived(scene: Scene): InBody[] {
  const { reply } = scene
  if (reply?.kind === 'whole') {
    const body = rootOf(reply.json)
    const calls = listAt(body, 'choices').flatMap((choice, i) =>
      listAt(fieldAt(choice, 'message') ?? choice, 'tool_calls').map((call) => ({ ...call, choice: i })),
    )
    const items = [...listAt(body, 'output'), ...listAt(body, 'content')].filter(isCall)
    return [...calls, ...items.map((item) => ({ ...item, choice: 0 }))]
  }
  return framesHolding(scene, /"(?:content_block_start|response\.output_item\.added)"/).flatMap((frame) => {
    const item = fieldAt(frame, 'content_block') ?? fieldAt(frame, 'item')
    return item && isCall(item) ? [{ ...item, frame: frame.frame, choice: 0 }] : []
  })
}

const isCall = (item: At): boolean => ['tool_use', 'function_call'].includes(textAt(item, 'type') ?? '')

export const duplicateIds: Rule = {
  id: 'DUPLICATE_TOOL_IDS',
  number: 45,
  title: 'The same call id twice',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages'],
  texts: [/tool_use`? ids must be unique/, /must have a single result/],
  consequence: 'Anthropic refuses the request; elsewhere one result is taken for the answer to both calls.',
  clients: refusalIn('@anthropic-ai/sdk'),
  fix: 'Take calls from one place only, and give each an id of its own.',
  references: [
    'https://github.com/BerriAI/litellm/issues/23510',
    'https://github.com/trycua/cua/issues/524',
    'https://github.com/anthropics/claude-code/issues/20885',
  ],
  find,
}

import type { Part, TextPart, ToolCallPart } from '../../../hub/part.ts'
import type { Request } from '../../../hub/request.ts'
import { rebuildHistory } from '../../../translate/steps/chain.ts'
import { deepEqual, parseJson } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { callsOf } from '../../evidence.ts'
import { placeAt, placeOf } from '../../places.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'
import { wordsWithin } from '../same-words.ts'

const find = (scene: Scene): Hit[] => [...changedCalls(scene), ...missingWords(scene)]

/** A call as the client knows it, and in which request or reply. */
interface Known {
  readonly call: ToolCallPart
  readonly exchange: string
  readonly half: 'request' | 'reply'
}

function changedCalls(scene: Scene): Hit[] {
  const { exchange, upstream } = scene
  if (!upstream?.request) return []
  const sent = callsOf(upstream.request.hub.messages)
  if (sent.length === 0) return []
  const known = knownCalls(scene)
  const byId = new Map(known.flatMap((one) => (one.call.id?.value ? [[one.call.id.value, one]] : [])))
  const inOrder = callsInOrder(scene)
  return sent.flatMap((call, i): Hit[] => {
    // Ids are made anew on the way, or there are none (Gemini): then the order tells which call is which.
    const byPlace = inOrder.length === sent.length ? inOrder[i] : undefined
    const before = byId.get(call.id?.value ?? '') ?? (byPlace && byId.get(byPlace.id?.value ?? ''))
    if (!before || isSame(before.call, call) || isTwin(known, before, call)) return []
    const isNamedSo = before.call.name.value === call.name.value
    const issued = placeOf({ ...exchange, id: before.exchange }, before.half, before.call.name)
    return [
      {
        places: [placeOf(upstream.exchange, 'request', isNamedSo ? call.arguments : call.name), issued],
        message: `The model called ${short(before.call)}; the gateway now tells it that it called ${short(call)}.`,
      },
    ]
  })
}

/** One id stands for two calls in the client's own words, and this is the other: that is another rule's. */
const isTwin = (known: readonly Known[], before: Known, sent: ToolCallPart): boolean =>
  known.some(
    ({ call, exchange, half }) =>
      exchange === before.exchange &&
      half === before.half &&
      call.id?.value === before.call.id?.value &&
      isSame(call, sent),
  )

/** What the client was told of calls, the latest word last. */
function knownCalls({ exchange, request, history }: Scene): Known[] {
  const from = (id: string, half: Known['half'], calls: readonly ToolCallPart[]): Known[] =>
    calls.map((call) => ({ call, exchange: id, half }))
  return [
    ...history.flatMap((turn) => [
      ...from(turn.exchange, 'request', callsOf(turn.request.messages)),
      ...from(turn.exchange, 'reply', turn.reply ? callsOf([turn.reply]) : []),
    ]),
    ...from(exchange.id, 'request', callsOf(request?.hub.messages ?? [])),
  ]
}

/** The calls of the whole conversation as the client sends it, with what its chain stands for. */
function callsInOrder({ request, history }: Scene): ToolCallPart[] {
  const previous = request?.hub.chain?.previousResponseId?.value
  const earlier = previous === undefined ? [] : (rebuildHistory(history, previous) ?? [])
  return callsOf([...earlier, ...(request?.hub.messages ?? [])])
}

const argumentsOf = (call: ToolCallPart) => {
  const parsed = parseJson(call.arguments.value || '{}')
  return 'value' in parsed ? parsed.value : call.arguments.value
}

/** Longer names than a provider takes are cut, and other characters replaced. */
const plainName = (name: string): string => name.replace(/\W/g, '_')
const isSameName = (left: string, right: string): boolean =>
  plainName(left) === plainName(right) ||
  (Math.min(left.length, right.length) >= 40 &&
    plainName(left).slice(0, 40) === plainName(right).slice(0, 40))

const isSame = (left: ToolCallPart, right: ToolCallPart): boolean =>
  isSameName(left.name.value, right.name.value) && deepEqual(argumentsOf(left), argumentsOf(right))

const short = ({ name, arguments: { value } }: ToolCallPart): string => `${name.value}(${opening(value)})`

/** What the user said in this very request, and the provider was not told. Words beside a result have a rule of their own. */
function missingWords({ request, upstream, exchange }: Scene): Hit[] {
  if (!request || !upstream?.request) return []
  const isSaid = wordsWithin(textsIn(upstream.request.hub))
  return request.hub.messages
    .filter(({ role, parts }) => role.value === 'user' && !parts.some(({ kind }) => kind === 'tool-result'))
    .flatMap(({ parts }) => parts.filter((part): part is TextPart => part.kind === 'text'))
    .filter(({ text }) => !isSaid(text.value))
    .map(({ text }) => ({
      places: [placeOf(exchange, 'request', text), placeAt(upstream.exchange, 'request')],
      message: `Your message “${opening(text.value.trim())}” did not reach the model.`,
    }))
}

function textsIn({ messages, instructions }: Request): string[] {
  const below = (part: Part): string[] => {
    if (part.kind === 'text') return [part.text.value]
    return part.kind === 'tool-result' ? part.content.flatMap(below) : []
  }
  return [...(instructions?.parts ?? []), ...messages.flatMap(({ parts }) => parts)].flatMap(below)
}

export const historyRewritten: Rule = {
  id: 'HISTORY_REWRITTEN',
  number: 35,
  title: 'Replayed call differs from the one received',
  severity: 'error',
  evidence: ['two-sides', 'two-turns'],
  consequence: 'The model reasons on from something that never happened; nothing fails, so nobody notices.',
  fix: 'Replay calls and messages from the stored turn, and refuse the request where it is not found, rather than making one up.',
  references: ['https://github.com/BerriAI/litellm/issues/26167'],
  find,
}

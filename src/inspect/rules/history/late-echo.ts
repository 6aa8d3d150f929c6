import { atPointer, isObject } from '../../../wire/json.ts'
import { flawOf } from '../../argument-text.ts'
import type { Scene } from '../../evidence.ts'
import type { Place } from '../../finding.ts'
import { issueOf } from '../../pairing/rail.ts'
import type { CallSeen } from '../../pairing/request-pairs.ts'
import { readSmuggled } from '../../pairing/smuggled.ts'
import { placeAt, placeOf } from '../../places.ts'
import { pointersNamed } from '../../refusals/error-places.ts'
import type { ErrorWords } from '../../refusals/error-words.ts'
import { errorWordsOf } from '../../refusals/error-words.ts'
import type { Hit, Rule } from '../../rule.ts'
import { namelessCalls } from '../pairing/empty-id.ts'

/** What a failure is over: what a call holds or is called, as opposed to where it stands. */
const OVER = {
  arguments:
    /Extra data|Unterminated string|Expecting value|arguments|should be a valid dictionary|tool_use\.input/i,
  id: /string too long|should match pattern|length of 9|cannot be empty|must be unique|\bcall_id\b|tool_call_id|tool_use\.id/i,
  signature: /thought_?signature/i,
} as const

function find(scene: Scene): Hit[] {
  const { request, pairing, exchange, pairs } = scene
  const words = errorWordsOf(scene)
  if (!words || !request) return []
  const isOver = (what: keyof typeof OVER): boolean => words.texts.some((text) => OVER[what].test(text))
  const twice = isOver('id') ? givenTwice(scene, words) : []
  if (twice.length > 0) return twice
  const passages = pairing.railsThrough.get(exchange.id) ?? []
  const named = pointersNamed(request.json, words.texts)
  const found = pairs.calls.flatMap((call) => {
    const place = placeOf(exchange, 'request', call.part.id ?? call.part.name)
    const passage = passages.find(({ at }) => isSame(at.place, place))
    const issued = passage && issueOf(passage.rail)
    if (!issued || issued.place.exchange === exchange.id) return []
    const isQuoted = words.texts.some((text) => quotes(text, call.part.id?.value))
    const flaw = flawIn(call, issued.sealedBy !== undefined, isOver, isQuoted)
    const isNamed = named.some((pointer) => pointer.startsWith(itemOf(place.pointer ?? '')))
    return flaw ? [{ call, place, issued, flaw, isNamed }] : []
  })
  const meant = found.some(({ isNamed }) => isNamed) ? found.filter(({ isNamed }) => isNamed) : found
  const told = meant.map(({ call, place, issued, flaw }) =>
    hitFrom(issued.place, place, words, `the call ${call.part.name.value} came with ${flaw}`),
  )
  return told.length > 0 ? told : [...unreadable(scene, words, named), ...nameless(scene, words)]
}

const hitFrom = (cause: Place, place: Place, words: ErrorWords, what: string): Hit => ({
  places: [cause, place, words.place],
  message: `This error was caused in the turn ${cause.exchange}. There ${what}; it is refused only when it is sent back.`,
})

/** A reply that gave a call the id of an earlier one. */
const givenTwice = ({ pairs, pairing, exchange }: Scene, words: ErrorWords): Hit[] =>
  pairs.troubles.flatMap((trouble): Hit[] => {
    if (trouble.kind !== 'repeated-call') return []
    const { id, name } = trouble.call.part
    const issues = pairing.rails.flatMap(({ sightings }) =>
      sightings.filter((one) => one.as === 'issued' && one.id === id?.value),
    )
    const cause = issues.at(-1)?.place
    if (!cause || cause.exchange === exchange.id) return []
    const what = `the call ${name.value} came with the id “${id?.value ?? ''}”, which stood for another call already`
    return [hitFrom(cause, placeOf(exchange, 'request', id), words, what)]
  })

/** A call in which arguments stand that are no object cannot be read as one: its id leads to where it was made. */
function unreadable(
  { request, pairing, exchange }: Scene,
  words: ErrorWords,
  named: readonly string[],
): Hit[] {
  const blocks = named.flatMap((pointer) => {
    const block = /^(?:\/\w+){4}/.exec(pointer)?.[0] ?? ''
    const value = atPointer(request?.json ?? null, block)
    return isObject(value) && typeof value.id === 'string' ? [{ id: value.id, pointer: block }] : []
  })
  return blocks.flatMap(({ id, pointer }) => {
    const rail = pairing.rails.find(({ sightings: [first] }) => first?.as === 'issued' && first.id === id)
    const issued = rail && issueOf(rail)
    if (!issued || issued.place.exchange === exchange.id || issued.place.side !== exchange.side) return []
    const place = placeAt(exchange, 'request', { pointer })
    return [hitFrom(issued.place, place, words, `the call ${rail.name} came with broken arguments`)]
  })
}

/** Gemini streamed arguments without a name, which were kept as a call of their own (bugs.md §2 A17). */
function nameless({ continues, exchange, dialect }: Scene, words: ErrorWords): Hit[] {
  if (dialect !== 'gemini' || !continues || !words.texts.some((text) => /Name cannot be empty/i.test(text)))
    return []
  const [call] = namelessCalls(continues)
  if (!call) return []
  const cause = placeAt(continues.exchange, 'reply', call)
  return [
    hitFrom(cause, placeAt(exchange, 'request'), words, 'arguments came without the name of their tool'),
  ]
}

/** A whole word of the error, quoted or not. */
const quotes = (text: string, id: string | undefined): boolean =>
  id !== undefined && id.length > 3 && text.split(/[\s'"`,;]+/).includes(id)

/** The call, of whose id or name this is the place. */
const itemOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'))

const isSame = (
  left: { exchange: string; pointer?: string },
  right: { exchange: string; pointer?: string },
): boolean => left.exchange === right.exchange && left.pointer === right.pointer

function flawIn(
  { part }: CallSeen,
  wasSealed: boolean | undefined,
  isOver: (what: keyof typeof OVER) => boolean,
  isQuoted: boolean,
): string | undefined {
  if (isOver('arguments') && !part.isCustom && flawOf(part.arguments.value)) return 'broken arguments'
  if (isOver('signature') && !wasSealed) return 'no signature'
  const id = part.id?.value
  if (!isOver('id') || id === undefined) return undefined
  if (id === '') return 'an empty id'
  if (readSmuggled(id) || id.length > 40) return `an id of ${id.length} characters`
  if (isQuoted) return `the id “${id}”, which this provider does not take`
  return /^[\w-]+$/.test(id) ? undefined : `the id “${id}”, which some providers do not allow`
}

export const lateEcho: Rule = {
  id: 'LATE_ECHO',
  number: 56,
  title: 'Fault surfaces one turn after its cause',
  severity: 'info',
  evidence: ['two-turns'],
  consequence: 'The error message points at the wrong turn, and often at the wrong side.',
  fix: 'Look at the turn that is named here; what it delivered is at fault, not what came later.',
  references: [
    'https://github.com/BerriAI/litellm/issues/33678',
    'https://github.com/BerriAI/litellm/issues/18160',
    'https://github.com/smallmain/vscode-unify-chat-provider/issues/48',
  ],
  find,
}

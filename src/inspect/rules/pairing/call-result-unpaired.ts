import type { Request } from '../../../hub/request.ts'
import { replyIds } from '../../../translate/reading.ts'
import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { callsOf, resultsOf } from '../../evidence.ts'
import type { CallSeen, ResultSeen } from '../../pairing/request-pairs.ts'
import { placeOf } from '../../places.ts'
import { errorWordsOf } from '../../refusals/error-words.ts'
import type { Hit, Rule } from '../../rule.ts'

const LOST_CALL = 'Missing corresponding tool call for tool response message'

function find(scene: Scene): Hit[] {
  const lost = unanswered(scene)
  // The call right before a result of no call is the one that it means: one fault in two halves.
  const told = new Set<Unanswered>()
  const results = orphans(scene, ({ message }, itemOf) => {
    const isMeant = ({ call }: Unanswered): boolean => (itemOf ? call === itemOf : call.message < message)
    const meant = lost.find((one) => !told.has(one) && isMeant(one))
    if (meant) told.add(meant)
    return meant
  })
  return [...fromError(scene), ...results, ...lost.filter((one) => !told.has(one)).map(({ hit }) => hit)]
}

/** The gateway says that a call is missing; the request tells whether it is. */
function fromError(scene: Scene): Hit[] {
  const { exchange, request } = scene
  const words = errorWordsOf(scene)
  const said = words?.texts.filter((text) => text.includes(LOST_CALL)).at(-1)
  // Without the request nobody knows whether the call was in it: the words alone are told.
  if (!words || said === undefined || !request) return []
  const named = /['"]tool_call_id['"]: ?['"]([^'"]*)['"]/.exec(said)?.[1]
  const call = callsOf(request?.hub.messages ?? []).find(({ id }) => id?.value === named)
  const result = resultsOf(request?.hub.messages ?? []).find(({ callId }) => callId?.value === named)
  const places = [
    ...(result ? [placeOf(exchange, 'request', result.callId)] : []),
    ...(call ? [placeOf(exchange, 'request', call.id)] : []),
    words.place,
  ]
  const message = call
    ? `The gateway found no call for the result ${named}, but the call is in this very request (${call.name.value}): it looked at the last assistant message only.`
    : `The gateway found no call for the result ${named ?? 'it names'}, and this request holds none.`
  return [{ places, message }]
}

/** A result that answers no call of this request; with a chain the call may stand in an earlier turn. */
function orphans(
  scene: Scene,
  meantBy: (result: ResultSeen, itemOf: CallSeen | undefined) => Unanswered | undefined,
): Hit[] {
  const { exchange, request, pairs } = scene
  if (!request || holdsOpaqueCalls(request.hub)) return []
  const raw = rawCalls(request.hub)
  const mayStandEarlier = earlierCalls(scene)
  return pairs.troubles.flatMap((trouble): Hit[] => {
    if (trouble.kind !== 'orphan' || mayStandEarlier(trouble.result)) return []
    const { callId, name } = trouble.result.part
    // Without an id or a name it can answer nothing: that is another rule's.
    if (!(callId?.value || name?.value) || raw.has(callId?.value)) return []
    const { itemOf } = trouble
    const place = placeOf(exchange, 'request', callId ?? name)
    const meant = meantBy(trouble.result, itemOf)
    const hint = itemOf
      ? ` It names the id of the item; the id that pairs is ${itemOf.part.id?.value || 'its call_id'}.`
      : meant
        ? ` The call ${meant.call.part.id?.value} (${meant.call.part.name.value}) before it is never answered: the two ids should be one.`
        : ''
    return [
      {
        places: [place, ...(meant?.hit.places ?? [])],
        message: `The result ${callId?.value || name?.value} answers no call in this request.${hint}`,
      },
    ]
  })
}

/** What the server keeps may hold the call; unless all that it keeps was captured, and does not. */
function earlierCalls({ request, continues }: Scene): (result: ResultSeen) => boolean {
  const { previousResponseId, conversation } = request?.hub.chain ?? {}
  if (conversation) return () => true
  if (!previousResponseId) return () => false
  const before = continues?.request?.hub
  const isFirst = before && !before.chain?.previousResponseId && !before.chain?.conversation
  if (!isFirst || !replyIds(continues.reply).includes(previousResponseId.value)) return () => true
  const made = (continues.reply?.events ?? []).flatMap((event) =>
    event.kind === 'part-start' ? [event.head] : [],
  )
  if (holdsOpaqueCalls(before) || made.some(({ kind }) => kind === 'opaque')) return () => true
  const calls = [...callsOf(before.messages), ...made.filter((head) => head.kind === 'tool-call')]
  const ids = new Set(calls.flatMap(({ id, itemId }) => [id?.value, itemId?.value]))
  return ({ part }) => ids.has(part.callId?.value)
}

/** Calls that were kept raw (hosted tools, forms not understood) may be what a result answers. */
const holdsOpaqueCalls = ({ messages, dialect }: Request): boolean =>
  dialect === 'openai-responses' && messages.some(({ parts }) => parts.some((part) => part.kind === 'opaque'))

/** The ids of calls that were kept raw for what is wrong in them: a call it is all the same. */
const rawCalls = ({ messages }: Request): ReadonlySet<unknown> =>
  new Set(
    messages
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.kind === 'opaque' && isObject(part.raw.value) ? [part.raw.value.id] : [])),
  )

interface Unanswered {
  readonly call: CallSeen
  readonly hit: Hit
}

/** A call with turns behind it and no result among them. */
function unanswered({ exchange, dialect, pairs: { troubles, results } }: Scene): Unanswered[] {
  // A result with an empty id was meant for one of them: that is another rule's.
  if (results.some(({ part }) => !part.callId?.value && !part.name)) return []
  return troubles.flatMap((trouble): Unanswered[] => {
    if (trouble.kind !== 'unanswered') return []
    const { call } = trouble
    const { id, name, extras } = call.part
    const isGemini = dialect === 'gemini'
    if ((!id?.value && !isGemini) || extras?.entries.some(([key]) => key === 'async')) return []
    // Some results of the turn are there: how many Gemini wants is another rule’s.
    if (isGemini && results.some(({ message }) => message === call.message + 1)) return []
    const hit = {
      places: [placeOf(exchange, 'request', id ?? name)],
      message: `The call ${id?.value ? `${id.value} (${name.value})` : name.value} is never answered.`,
      // Gemini was seen to bear it.
      ...(isGemini ? { severity: 'warning' as const } : {}),
    }
    return [{ call, hit }]
  })
}

export const callResultUnpaired: Rule = {
  id: 'CALL_RESULT_UNPAIRED',
  number: 10,
  title: 'Call without result, or result without call',
  severity: 'error',
  evidence: ['one-side', 'two-turns'],
  texts: [
    /Missing corresponding tool call for tool response message/,
    /tool_use_id` found in `\w*tool_result/,
    /without `?tool_result`? blocks? immediately after/,
    /must be followed by tool messages/,
    /messages with role 'tool' must be a response/,
    /No tool output found for function call/,
    /No tool call found for function call output/,
    /Name cannot be empty/,
  ],
  consequence:
    'Every provider refuses the request; a gateway that fails by itself shows it as a server error, and clients retry in vain.',
  clients: {
    openai:
      'A gateway’s 500 makes it ask twice more, and then throw InternalServerError; a provider’s 400 it throws at once, as BadRequestError.',
  },
  fix: 'Look results up by id over all calls of the history, not in the last assistant message; keep both halves of a pair or drop both.',
  references: [
    'https://github.com/BerriAI/litellm/issues/22578',
    'https://github.com/BerriAI/litellm/pull/22599',
    'https://github.com/router-for-me/CLIProxyAPI/issues/2132',
  ],
  find,
}

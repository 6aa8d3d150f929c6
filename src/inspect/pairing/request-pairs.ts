import type { ToolCallPart, ToolResultPart } from '../../hub/part.ts'
import type { Message, Request } from '../../hub/request.ts'

/** A call or a result where it stands in a request. */
interface Seen<P> {
  readonly part: P
  /** Which message holds it, from 0. */
  readonly message: number
  /** Its place in that message, from 0. */
  readonly order: number
}
export type CallSeen = Seen<ToolCallPart>
export type ResultSeen = Seen<ToolResultPart>

/** Gemini pairs by name and place where either half has no id (anthropic-gemini.md §G.2), and so did Chat's old functions. */
export interface Pair {
  readonly call: CallSeen
  readonly result: ResultSeen
  readonly by: 'id' | 'name-and-place'
}

/** What does not fit. Whether a provider minds is for rules to say. */
export type Trouble =
  /** It answers no call of this request. `itemOf`: it names the item id of that call in place of its call id. */
  | { readonly kind: 'orphan'; readonly result: ResultSeen; readonly itemOf?: CallSeen }
  /** Turns follow the call, and no result is among them. */
  | { readonly kind: 'unanswered'; readonly call: CallSeen }
  | { readonly kind: 'repeated-call'; readonly call: CallSeen; readonly first: CallSeen }
  | { readonly kind: 'repeated-result'; readonly result: ResultSeen; readonly first: ResultSeen }
  /** The result stands before its call. */
  | ({ readonly kind: 'early' } & Pair)
  /** Another message stands between call and result: the first such, from 0. */
  | ({ readonly kind: 'late'; readonly between: number } & Pair)
  /** Something other than a result comes first in the message that answers. */
  | ({ readonly kind: 'not-first'; readonly before: number } & Pair)

export interface RequestPairs {
  readonly calls: readonly CallSeen[]
  readonly results: readonly ResultSeen[]
  readonly pairs: readonly Pair[]
  readonly troubles: readonly Trouble[]
}

/** Every call and every result of a request, who answers whom, and what does not fit. */
export function pairRequest({ messages, dialect }: Request): RequestPairs {
  const { calls, results } = seenIn(messages)
  const pairs = dialect === 'gemini' ? pairByPlace(calls, results) : pairById(calls, results)
  const troubles = [
    ...orphans(calls, results, pairs),
    ...unanswered(calls, pairs, messages),
    ...repeats(calls, results),
    // Responses pairs anywhere in the list (bugs.md §3.3, rule 9).
    ...(dialect === 'openai-responses' ? [] : pairs.flatMap((pair) => misplaced(pair, messages))),
  ]
  return { calls, results, pairs, troubles }
}

function seenIn(messages: readonly Message[]): { calls: CallSeen[]; results: ResultSeen[] } {
  const calls: CallSeen[] = []
  const results: ResultSeen[] = []
  for (const [message, { parts }] of messages.entries())
    for (const [order, part] of parts.entries()) {
      if (part.kind === 'tool-call') calls.push({ part, message, order })
      else if (part.kind === 'tool-result') results.push({ part, message, order })
    }
  return { calls, results }
}

function add(lists: Map<string, CallSeen[]>, key: string, call: CallSeen): void {
  const list = lists.get(key)
  if (list) list.push(call)
  else lists.set(key, [call])
}

/** Chat’s old functions have no ids: a result answers the call of its name before it (openai.md §1.2). */
function pairByName(calls: readonly CallSeen[], { part, message }: ResultSeen): CallSeen | undefined {
  if (part.callId || !part.name) return undefined
  return calls.findLast(
    (call) => !call.part.id && call.message < message && call.part.name.value === part.name?.value,
  )
}

function pairById(calls: readonly CallSeen[], results: readonly ResultSeen[]): Pair[] {
  const byId = new Map<string, CallSeen[]>()
  for (const call of calls) {
    const id = call.part.id?.value
    if (id) add(byId, id, call)
  }
  return results.flatMap((result): Pair[] => {
    // Ids start over in each turn at some servers (`call_0`): the latest call before the result is meant.
    const named = byId.get(result.part.callId?.value ?? '') ?? []
    const call = named.findLast(({ message }) => message <= result.message) ?? named[0]
    if (call) return [{ call, result, by: 'id' }]
    const old = pairByName(calls, result)
    return old ? [{ call: old, result, by: 'name-and-place' }] : []
  })
}

function pairByPlace(calls: readonly CallSeen[], results: readonly ResultSeen[]): Pair[] {
  const free = new Set(calls)
  const waiting = new Map<string, CallSeen[]>()
  for (const call of calls) {
    for (const key of [`id ${call.part.id?.value ?? ''}`, `name ${call.part.name.value}`])
      add(waiting, key, call)
  }
  const take = (key: string): CallSeen | undefined => {
    const list = waiting.get(key)
    // Those at the front that were taken by their other key are in nobody's way again.
    while (list?.[0] && !free.has(list[0])) list.shift()
    const call = list?.shift()
    if (call) free.delete(call)
    return call
  }
  return results.flatMap((result): Pair[] => {
    const { callId, name } = result.part
    const call = callId?.value ? take(`id ${callId.value}`) : undefined
    if (call) return [{ call, result, by: 'id' }]
    const byName = name?.value ? take(`name ${name.value}`) : undefined
    return byName ? [{ call: byName, result, by: 'name-and-place' }] : []
  })
}

function orphans(
  calls: readonly CallSeen[],
  results: readonly ResultSeen[],
  pairs: readonly Pair[],
): Trouble[] {
  const paired = new Set(pairs.map(({ result }) => result))
  const byItem = new Map(calls.flatMap((call) => (call.part.itemId ? [[call.part.itemId.value, call]] : [])))
  return results
    .filter((result) => !paired.has(result))
    .map((result): Trouble => {
      const itemOf = byItem.get(result.part.callId?.value ?? '')
      return { kind: 'orphan', result, ...(itemOf ? { itemOf } : {}) }
    })
}

function unanswered(
  calls: readonly CallSeen[],
  pairs: readonly Pair[],
  messages: readonly Message[],
): Trouble[] {
  const answered = new Set(pairs.map(({ call }) => call))
  const ids = new Set(pairs.map(({ call }) => call.part.id?.value).filter(Boolean))
  const last = messages.findLastIndex(({ role }) => role.value !== 'assistant')
  return calls
    .filter((call) => !answered.has(call) && !ids.has(call.part.id?.value) && call.message < last)
    .map((call) => ({ kind: 'unanswered', call }))
}

function repeats(calls: readonly CallSeen[], results: readonly ResultSeen[]): Trouble[] {
  const firstCall = new Map<string, CallSeen>()
  const firstResult = new Map<string, ResultSeen>()
  return [
    ...calls.flatMap((call): Trouble[] => {
      const id = call.part.id?.value
      const first = id ? firstCall.get(id) : undefined
      if (id && !first) firstCall.set(id, call)
      return first ? [{ kind: 'repeated-call', call, first }] : []
    }),
    ...results.flatMap((result): Trouble[] => {
      const id = result.part.callId?.value
      const first = id ? firstResult.get(id) : undefined
      if (id && !first) firstResult.set(id, result)
      return first ? [{ kind: 'repeated-result', result, first }] : []
    }),
  ]
}

const isResult = ({ kind }: Message['parts'][number]): boolean => kind === 'tool-result'

function misplaced(pair: Pair, messages: readonly Message[]): Trouble[] {
  const { call, result } = pair
  if (result.message < call.message) return [{ kind: 'early', ...pair }]
  for (let between = call.message + 1; between < result.message; between++)
    if (!messages[between]?.parts.some(isResult)) return [{ kind: 'late', between, ...pair }]
  const parts = messages[result.message]?.parts ?? []
  const before = parts.findIndex((part) => !isResult(part))
  return before !== -1 && before < result.order && result.message !== call.message
    ? [{ kind: 'not-first', before, ...pair }]
    : []
}

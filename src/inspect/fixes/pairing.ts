import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { dropAt, insertAt, mapJson } from '../../wire/json-change.ts'
import { readSmuggled } from '../pairing/smuggled.ts'
import type { Body, Spot } from './body.ts'
import { above, drop, mapAll, put, valueAt } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

const ID_KEYS = ['id', 'tool_call_id', 'tool_use_id', 'call_id']

/** One id under another name, wherever it stands in the body. */
const renameId = (body: Body, from: string, to: string): Body =>
  mapAll(body, (json) =>
    mapJson(json, (value) =>
      isObject(value) && ID_KEYS.some((key) => value[key] === from)
        ? Object.fromEntries(
            Object.entries(value).map(([key, one]) => [
              key,
              ID_KEYS.includes(key) && one === from ? to : one,
            ]),
          )
        : value,
    ),
  )

/** The fields by which a result says which call it answers. */
const namesACall = (pointer: string | undefined): boolean =>
  /\/(?:tool_call_id|tool_use_id|call_id)$/.test(pointer ?? '')

/** A result that nothing in the request called for. */
export const leaveOrphanOut: Fixer = ({ body, place, scene }) => {
  const id = valueAt(body, place)
  const isCalled = scene.pairs.calls.some(({ part }) => part.id?.value === id)
  if (place.half !== 'request' || !namesACall(place.pointer) || isCalled) return undefined
  const holder = above(place)
  const list = valueAt(body, above(holder))
  const isAlone = Array.isArray(list) && list.length === 1
  // A request of nothing is none.
  if (isAlone && scene.dialect !== 'anthropic-messages') return undefined
  return correction(
    'Leave the result out that answers no call of this request.',
    drop(body, isAlone ? above(holder, 2) : holder),
  )
}

/** The message that holds a result moves behind the one that holds its call; in Anthropic, results come first in it. */
export const putResultBehindCall: Fixer = ({ body, place, finding }) => {
  const [result, call] = finding.places
  const messages = isObject(body.root) ? body.root.messages : undefined
  if (!result || !call || !Array.isArray(messages) || body.root === undefined) return undefined
  const [from, to] = [result, call].map(({ pointer }) => Number(pointer?.split('/')[2]))
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return undefined
  const title = 'Put the result right behind its call.'
  const message = messages[from] as Json
  if (isObject(message) && Array.isArray(message.content) && from === to + 1) {
    const isResult = (block: Json) => isObject(block) && block.type === 'tool_result'
    const content = [
      ...message.content.filter(isResult),
      ...message.content.filter((one: Json) => !isResult(one)),
    ]
    return correction(
      'Put the results first in their message.',
      put(body, { pointer: `/messages/${from}/content` }, content),
    )
  }
  if (place.pointer?.includes('/content/')) return undefined
  const behind = to + 1 + resultsBehind(messages, to + 1)
  const root =
    from > to
      ? insertAt(dropAt(body.root, `/messages/${from}`), `/messages/${behind}`, message)
      : insertAt(dropAt(body.root, `/messages/${from}`), `/messages/${to}`, message)
  return correction(title, { ...body, root })
}

const resultsBehind = (messages: readonly Json[], from: number): number => {
  const others = messages.slice(from).findIndex((one) => !isObject(one) || one.role !== 'tool')
  return others < 0 ? messages.length - from : others
}

export const takeSignatureOut: Fixer = ({ body, place }) => {
  const id = valueAt(body, place)
  const smuggled = typeof id === 'string' ? readSmuggled(id) : undefined
  if (typeof id !== 'string' || !smuggled) return undefined
  const bare = id.slice(0, id.indexOf(smuggled.signature)).replace(/_*(?:thought|sig|signature)?_*$/i, '')
  return correction(
    'Take the signature out of the id, at the call and at its result.',
    renameId(body, id, bare || 'call_1'),
  )
}

/** As the provider of the finding allows ids, the same at the call and at its result. */
export const shortenId: Fixer = ({ body, place, finding: { message } }) => {
  const id = valueAt(body, place)
  if (typeof id !== 'string' || !/breaks the provider’s rule/.test(message)) return undefined
  const words = id.replace(/[^A-Za-z0-9_-]/g, '_')
  const longest = Number(/allows? (\d+)\./.exec(message)?.[1] ?? 64)
  const legal = message.includes('nine letters and digits')
    ? id
        .replace(/[^A-Za-z0-9]/g, '')
        .slice(-9)
        .padStart(9, '0')
    : words.slice(0, longest)
  return correction(
    'Write the id as the provider allows it, at the call and at its result.',
    renameId(body, id, legal),
  )
}

/** Of two calls with one id, the second is given another, and so is the result behind it. */
export const renameSecondCall: Fixer = ({ body, place, finding: { places } }) => {
  const id = valueAt(body, place)
  // One call in both forms: the whole block is meant.
  if (isObject(id)) return correction('Leave out the call’s second form.', withoutBlock(body, place))
  if (typeof id !== 'string' || !place.pointer?.endsWith('/id')) return undefined
  const other = `${id}_2`
  const first = places[1]?.pointer
  const renamed = put(body, place, other)
  const result = laterResult(renamed.root ?? null, id, Number(place.pointer?.split('/')[2]), first)
  return correction(
    'Give the second call an id of its own, and its result the same.',
    result === undefined ? renamed : put(renamed, { pointer: result }, other),
  )
}

function withoutBlock(body: Body, place: Spot): Body {
  const left = drop(body, place)
  const list = above(place)
  const content = valueAt(left, list)
  return Array.isArray(content) && content.length === 0 ? put(left, list, null) : left
}

/** The last result that names the id, behind the message of the second call. */
function laterResult(root: Json, id: string, behind: number, first: string | undefined): string | undefined {
  const found: string[] = []
  const walk = (value: Json, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, below] of Object.entries(value)) {
      if ((key === 'tool_call_id' || key === 'tool_use_id') && below === id) found.push(`${pointer}/${key}`)
      walk(below as Json, `${pointer}/${key}`)
    }
  }
  if (isObject(root) && Array.isArray(root.messages)) walk(root.messages, '/messages')
  const own = found.filter((pointer) => Number(pointer.split('/')[2]) > behind && pointer !== first)
  const isSameTurn = first?.split('/')[2] === String(behind)
  return isSameTurn ? own[1] : own[0]
}

/** A call gets an id; a result, that of the one call which waits for it. */
export const fillEmptyId: Fixer = ({ body, place, scene }) => {
  if (namesACall(place.pointer) && place.half === 'request') {
    const [call, ...others] = scene.pairs.calls.filter(
      ({ part }) => !scene.pairs.results.some((result) => result.part.callId?.value === part.id?.value),
    )
    const id = call?.part.id?.value
    if (id === undefined || id === '' || others.length > 0) return undefined
    return correction('Name the one call that waits for a result.', put(body, place, id))
  }
  if (scene.dialect === 'gemini') return undefined
  const value = valueAt(body, place)
  const at = isObject(value) ? { ...place, pointer: `${place.pointer}/id` } : place
  const isNamed = typeof value === 'string' || isObject(value)
  return isNamed ? correction('Give the call an id.', put(body, at, freeId(body))) : undefined
}

const freeId = (body: Body): string => {
  const all = JSON.stringify([body.root, body.frames])
  for (let number = 1; ; number++) if (!all.includes(`"call_${number}"`)) return `call_${number}`
}

/** In calls and results alike: Gemini pairs them by name and order then. */
export const dropGeminiIds: Fixer = ({ body }) =>
  correction(
    'Leave out the ids of calls and results.',
    mapAll(body, (json) => mapJson(json, withoutId)),
  )

const ID_HOLDERS = ['functionCall', 'functionResponse', 'function_call', 'function_response']

const withoutId = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]) => [key, ID_HOLDERS.includes(key) ? dropAt(one, '/id') : one]),
      )
    : value

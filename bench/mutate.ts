import fc from 'fast-check'
import type { Frame } from '../src/wire/frame.ts'
import type { Json, JsonObject } from '../src/wire/json.ts'
import { isObject, parseJson } from '../src/wire/json.ts'

/** One thing done to a body: `spot` chooses where, `value` what comes there. */
export interface Mutation {
  readonly act: (typeof ACTS)[number]
  readonly spot: number
  readonly value: Json
}

const ACTS = ['delete', 'replace', 'nest', 'list', 'truncate', 'double', 'move'] as const
const FRAME_ACTS = ['delete', 'double', 'move', 'truncate'] as const

const deep = (levels: number): Json => {
  let value: Json = 'deep'
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { content: value }
  return value
}

const ODD: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '[DONE]',
  '\ud800',
  [],
  {},
  [null],
  [[]],
  [{}],
  { type: 'text' },
  { type: 'tool_use', input: [] },
  JSON.parse('{"__proto__":{"x":1}}') as Json,
  { value: 1, from: [] },
  deep(300),
]

const mutation: fc.Arbitrary<Mutation> = fc.record({
  act: fc.constantFrom(...ACTS),
  spot: fc.nat(),
  value: fc.constantFrom(...ODD),
})

export const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 })

type Way = readonly (string | number)[]

/** The ways to all nodes of a body, the root left out. */
function waysOf(root: Json): Way[] {
  const found: Way[] = []
  const walk = (value: Json, way: Way): void => {
    if (way.length > 0) found.push(way)
    if (way.length > 60 || typeof value !== 'object' || value === null) return
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
    for (const [key, below] of entries) walk(below as Json, [...way, key])
  }
  walk(root, [])
  return found
}

export function mutateJson(root: Json, { act, spot, value }: Mutation): Json {
  const ways = waysOf(root)
  const way = ways[spot % Math.max(ways.length, 1)]
  if (!way) return value
  const copy = structuredClone(root)
  let holder = copy as Record<string | number, Json>
  for (const key of way.slice(0, -1)) holder = holder[key] as unknown as Record<string | number, Json>
  const key = way.at(-1) as string | number
  const put = (next: Json): void => {
    Object.defineProperty(holder, key, { value: next, enumerable: true, configurable: true, writable: true })
  }
  const old = holder[key] as Json
  if (act === 'replace') put(value)
  else if (act === 'nest') put({ value: old })
  else if (act === 'list') put([old])
  else if (act === 'truncate') put(truncated(old, spot))
  else if (act === 'double') put(doubled(old))
  else if (act === 'move') put(at(root, ways[(spot * 7 + 3) % ways.length] as Way))
  else if (Array.isArray(holder)) holder.splice(key as number, 1)
  else delete holder[key]
  return copy
}

const at = (root: Json, way: Way): Json =>
  structuredClone(way.reduce<Json>((here, key) => (here as JsonObject)[key] as Json, root))

const truncated = (value: Json, spot: number): Json =>
  typeof value === 'string'
    ? value.slice(0, spot % (value.length + 1))
    : Array.isArray(value)
      ? value.slice(0, spot % (value.length + 1))
      : isObject(value)
        ? Object.fromEntries(Object.entries(value).slice(0, 1))
        : null

const doubled = (value: Json): Json =>
  Array.isArray(value) ? [...(value as readonly Json[]), ...(value as readonly Json[])] : [value, value]

/** Frames dropped, doubled, put elsewhere or cut, or the JSON of one mutated; framed again as server-sent events. */
export function mutateFrames(frames: readonly Frame[], changes: readonly Mutation[]): string {
  const list = frames.map(({ event, data }) => ({ event, data }))
  for (const change of changes) {
    const place = change.spot % Math.max(list.length, 1)
    const frame = list[place]
    if (!frame) break
    const act = FRAME_ACTS[(change.spot >>> 8) % (FRAME_ACTS.length * 2)]
    if (act === 'delete') list.splice(place, 1)
    else if (act === 'double') list.splice(place, 0, frame)
    else if (act === 'move') list.splice((change.spot >>> 4) % list.length, 0, ...list.splice(place, 1))
    else if (act === 'truncate')
      list[place] = { ...frame, data: frame.data.slice(0, change.spot % (frame.data.length + 1)) }
    else {
      const parsed = parseJson(frame.data)
      if ('value' in parsed)
        list[place] = { ...frame, data: JSON.stringify(mutateJson(parsed.value, change)) }
    }
  }
  return list
    .map(
      ({ event, data }) =>
        `${event === undefined ? '' : `event: ${event}\n`}data: ${data.replaceAll('\n', '\ndata: ')}\n\n`,
    )
    .join('')
}

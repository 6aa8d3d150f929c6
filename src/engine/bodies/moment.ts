import type { AssembledReply } from '../../translate/assembled.ts'
import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import { completeJson } from '../../wire/json-complete.ts'
import { indented } from '../../wire/json-layout.ts'

/** A body as indented JSON; `ghosts` are the pieces that have not come yet, as characters from 0, the end exclusive. */
export interface Moment {
  readonly text: string
  readonly ghosts: readonly (readonly [start: number, end: number])[]
}

/** Characters of private use, which frame what is not there yet until the text is made. */
const OPEN = '\ue000'
const CLOSE = '\ue001'
const FRAMED = /\ue000([^\ue001]*)\ue001/g

/** A reply as it stood at some moment: arguments that were half written by then are completed, and marked. */
export function momentOf({ json, numbers }: AssembledReply): Moment {
  const bare = indented(json, numbers)
  // Text that has these characters itself is shown as it is.
  if (bare.includes(OPEN) || bare.includes(CLOSE)) return { text: bare, ghosts: [] }
  const framed = indented(complete(json), numbers)
  const ghosts: [number, number][] = []
  let removed = 0
  for (const found of framed.matchAll(FRAMED)) {
    const start = found.index - removed
    ghosts.push([start, start + (found[1]?.length ?? 0)])
    removed += 2
  }
  return { text: framed.replaceAll(FRAMED, '$1'), ghosts }
}

function complete(json: Json, key = ''): Json {
  if (typeof json === 'string') return key === 'arguments' ? completeText(json) : json
  if (Array.isArray(json)) return json.map((one: Json) => complete(one))
  if (!isObject(json)) return json
  const wrapped = wrappedText(json)
  if (wrapped !== undefined) return completeObject(wrapped) ?? json
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, complete(value, name)]))
}

/** Where a dialect wants an object, text that is none yet stands under one key (`arguments.ts` in the hub). */
function wrappedText(json: Readonly<Record<string, Json>>): string | undefined {
  const { raw_arguments: text, ...rest } = json
  return typeof text === 'string' && Object.keys(rest).length === 0 ? text : undefined
}

function completeText(text: string): string {
  if (text.trim() === '' || 'value' in parseJson(text)) return text
  const { missing = '' } = completeJson(text) ?? {}
  return missing === '' ? text : `${text}${OPEN}${missing}${CLOSE}`
}

function completeObject(text: string): Json | undefined {
  const completed = completeJson(text)
  return completed && isObject(completed.value) ? openEnded(completed.value) : undefined
}

/** The value that was being written goes on: its last text ends in dots that are not there. */
function openEnded(json: Json): Json {
  if (typeof json === 'string') return `${json}${OPEN}…${CLOSE}`
  if (Array.isArray(json)) return json.map((one: Json, i) => (i === json.length - 1 ? openEnded(one) : one))
  if (!isObject(json)) return json
  const entries = Object.entries(json)
  return Object.fromEntries(
    entries.map(([key, value], i) => [key, i === entries.length - 1 ? openEnded(value) : value]),
  )
}

import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { define } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { deepEqual, isObject } from '../../wire/json.ts'

/** A field that is no hub event, at its place in the chunk (see `gather` for how places are spelled). */
export interface News {
  readonly place: string
  readonly leaf: Leaf<Json>
}

/** What was noticed so far, and where news go. `opens`: this chunk opens the reply. */
export interface Noticed {
  /** By the object's place, then by key. */
  readonly seen: Record<string, Record<string, Json>>
  readonly opens: boolean
  readonly news: News[]
  /** Fields that have become events already, though not all of their kind can. */
  readonly read?: readonly string[]
}

type IsTaken = (value: Json, at: Cursor) => boolean

const always: IsTaken = () => true
const isString: IsTaken = (value) => typeof value === 'string'
const isFull: IsTaken = (value) => typeof value === 'string' && value !== ''
const isObjectList: IsTaken = (value) => Array.isArray(value) && value.length > 0 && value.every(isObject)

/**
 * Which fields the reader turns into events, or drops on purpose: `obfuscation` and `p` are padding of random length
 * against traffic analysis (openai.md §1.5), `error` was looked at before.
 */
const TAKEN: Readonly<Record<'root' | 'choice' | 'delta', ReadonlyMap<string, IsTaken>>> = {
  root: new Map<string, IsTaken>([
    ['id', isString],
    ['model', isString],
    ['created', (value) => typeof value === 'number'],
    ['object', (value) => typeof value === 'string' && value.startsWith('chat.completion')],
    ['choices', always],
    ['usage', (value) => isObject(value)],
    ['obfuscation', isString],
    ['p', isString],
  ]),
  choice: new Map<string, IsTaken>([
    ['index', (value) => Number.isInteger(value) && (value as number) >= 0],
    ['delta', (value, at) => isObject(value) || at.has('message')],
    ['message', isObject],
    ['finish_reason', (value, at) => value === null || isFull(value, at)],
  ]),
  delta: new Map<string, IsTaken>([
    ['role', isString],
    ['content', (value, at) => isFull(value, at) || (Array.isArray(value) && value.length > 0)],
    ['refusal', isFull],
    ['reasoning_content', isFull],
    ['reasoning', (value, at) => isFull(value, at) && !isFull(at.peek('reasoning_content') ?? null, at)],
    ['tool_calls', isObjectList],
    ['function_call', (value) => isObject(value)],
  ]),
}

const isBlank = (value: Json): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Fields whose pieces add up: said again, they mean more. */
const ACCUMULATES: ReadonlySet<string> = new Set([
  'logprobs',
  'audio',
  'reasoning_details',
  'annotations',
  'reasoning',
])

/**
 * What a chunk says beside the events: all of it where the reply opens (with the nulls, which show the server's form),
 * later only what is new. An empty field is new only where nothing was said there, and where we have no event for it.
 * On the hot path: nothing is built for what was seen before.
 */
export function findNews(
  at: Cursor,
  level: keyof typeof TAKEN,
  { seen, opens, news, read }: Noticed,
  above = '',
): void {
  const taken = TAKEN[level]
  seen[above] ??= {}
  const book = seen[above]
  const object = at.value as Readonly<Record<string, Json>>
  for (const key in object) {
    const value = object[key] as Json
    const isEmpty = !opens && isBlank(value)
    // What a chunk only repeats, as it does most of its fields, is told first and without a table.
    if (book[key] === value && (isEmpty || !ACCUMULATES.has(key))) continue
    if (read?.includes(key)) continue
    const isTaken = taken.get(key)
    if ((isEmpty && isTaken) || isTaken?.(value, at)) continue
    if (isEmpty ? Object.hasOwn(book, key) : isKnown(book, key, value) && !ACCUMULATES.has(key)) continue
    define(book, key, value)
    const leaf = at.at(key)?.leaf()
    if (leaf) news.push({ place: above === '' ? key : `${above}/${key}`, leaf })
  }
}

function isKnown(seen: Readonly<Record<string, Json>>, place: string, value: Json): boolean {
  const before = Object.hasOwn(seen, place) ? seen[place] : undefined
  return before !== undefined && (before === value || deepEqual(before, value))
}

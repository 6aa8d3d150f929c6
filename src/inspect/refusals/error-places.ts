import type { Json } from '../../wire/json.ts'
import { atPointer, isObject, pointerStep } from '../../wire/json.ts'
import { objectsBelow, rootOf } from '../json-places.ts'

/** `messages[2].tool_calls[0].id`, `messages.1.content.0`, `messages.[1].role`, `contents[1].parts[0].function_call`. */
const PATH =
  /\b((?:messages|input|contents|tools|system|generation_?[cC]onfig|response_format|tool_choice)(?:\.?\[\d+\]|\.[A-Za-z0-9_]+)*)/g
/** What is quoted may be an id of any form, the name of a tool (`default_api:weigh`), a role or a type. */
const QUOTED = /['"`“]([^'"`“”\s]{1,200})['"`”]/g
/** Kimi and others count messages in words. */
const COUNTED = /\b(?:messages? (?:at )?(?:index|position)|at (?:index|position)|messages?) (\d+)\b/gi
const MOST = 4

/** The places of a request that the words of an error name: by a path that leads below the top, or an id. At most four. */
export function pointersNamed(request: Json, texts: readonly string[]): string[] {
  const all = texts.join('\n')
  const paths = byPath(request, all).filter((pointer) => pointer.lastIndexOf('/') > 0)
  return [...new Set([...paths, ...byId(request, all)])].slice(0, MOST)
}

/** The places that they may mean: what bears a name, role or type that they quote, what they count, else what they name at the top. */
export function pointersHinted(request: Json, texts: readonly string[]): string[] {
  // The keys of an envelope are quoted too.
  const plain = texts.filter((text) => !/[{[]\s*['"\\]/.test(text)).join('\n')
  const [found = []] = [byWord, byCount, byPath]
    .map((by) => by(request, plain))
    .filter(({ length }) => length > 0)
  return found.slice(0, MOST)
}

function byPath(request: Json, words: string): string[] {
  const found = [...words.matchAll(PATH)].flatMap(([, path = '']) => {
    const steps = path.split(/[.[\]]+/).filter(Boolean)
    const pointer = resolve(request, steps)
    return pointer === '' ? [] : [pointer]
  })
  // The same place is named in several envelopes, once perhaps less exactly.
  return found.filter((one) => !found.some((other) => other.startsWith(`${one}/`)))
}

/** As far as the path leads. Gemini names fields in snake case that stand in camel case, and counts the keys of a map; Anthropic names union arms (`custom`). */
function resolve(request: Json, steps: readonly string[]): string {
  let pointer = ''
  for (const step of steps) {
    const here = atPointer(request, pointer)
    const keys = [step, camelCase(step), ...(isObject(here) && /^\d+$/.test(step) ? nthKey(here, step) : [])]
    const next = keys
      .map((key) => pointer + pointerStep(key))
      .find((candidate) => atPointer(request, candidate) !== undefined)
    if (next !== undefined) pointer = next
    else if (pointer === '') return ''
    // A list that is shorter than the path says: what is meant stands in another body.
    else if (Array.isArray(here)) return pointer
  }
  return pointer
}

const nthKey = (map: object, step: string): string[] => {
  const key = Object.keys(map)[Number(step)]
  return key === undefined ? [] : [key]
}

const camelCase = (key: string): string =>
  key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const ID_KEYS = ['tool_call_id', 'tool_use_id', 'call_id', 'id', 'previous_response_id']

/** Ids of the request that the words hold, as words of their own. */
function byId(request: Json, words: string): string[] {
  const found: string[] = []
  const isNamed = nameFinder(words)
  for (const { value, pointer } of objectsBelow(rootOf(request))) {
    for (const key of ID_KEYS) {
      const id = (value as { readonly [key: string]: Json })[key]
      if (typeof id === 'string' && isNamed(id)) found.push(pointer + pointerStep(key))
    }
    if (found.length >= MOST) break
  }
  return found
}

/** Short ids, and such as are plain words, count only where they are quoted. */
function nameFinder(words: string): (id: string) => boolean {
  const quoted = new Set([...words.matchAll(QUOTED)].map(([, name]) => name))
  return (id) => {
    if (quoted.has(id)) return true
    const at = id.length < 4 || /^[a-z]+$/i.test(id) ? -1 : words.indexOf(id)
    return at >= 0 && !/[\w-]/.test(`${words[at - 1] ?? ''}${words[at + id.length] ?? ''}`)
  }
}

const WORD_KEYS = ['name', 'role', 'type']

/** Of the words in quotes, the first that is a name, a role or a type here. */
function byWord(request: Json, words: string): string[] {
  const quoted = [...words.matchAll(QUOTED)].flatMap(([, word = '']) => [
    word,
    word.split(/[:.]/).at(-1) ?? word,
  ])
  const places = new Map<string, string[]>()
  for (const { value, pointer } of objectsBelow(rootOf(request)))
    for (const key of WORD_KEYS) {
      const word = (value as { readonly [key: string]: Json })[key]
      if (typeof word !== 'string') continue
      const known = places.get(word) ?? []
      if (known.length < MOST) places.set(word, [...known, pointer + pointerStep(key)])
    }
  return places.get(quoted.find((word) => places.has(word)) ?? '') ?? []
}

function byCount(request: Json, words: string): string[] {
  if (!isObject(request)) return []
  const list = ['messages', 'contents', 'input'].find((key) => Array.isArray(request[key]))
  return [...words.matchAll(COUNTED)].flatMap(([, count]) => {
    const pointer = `/${list}/${count}`
    return list !== undefined && atPointer(request, pointer) !== undefined ? [pointer] : []
  })
}

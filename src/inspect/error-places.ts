import type { Json } from '../wire/json.ts'
import { atPointer, pointerStep } from '../wire/json.ts'
import { objectsBelow, rootOf } from './json-places.ts'

/** `messages[2].tool_calls[0].id`, `messages.1.content.0`, `contents[1].parts[0].function_call`. */
const PATH =
  /\b(?:request\.|GenerateContentRequest\.)?((?:messages|input|contents|tools|system|generation_?[cC]onfig)(?:\.[A-Za-z0-9_]+|\[\d+\])*)/g
/** Ids that vendors and gateways hand out; what is quoted may be one of any form. */
const ID = /\b(?:call|toolu|chatcmpl-tool|fc|rs|msg|resp)_[A-Za-z0-9_-]{2,}|['"`“]([^'"`“”\s]{1,200})['"`”]/g

/** The places of a request that the words of an error name: by path, else by an id that it quotes. At most four. */
export function pointersNamed(request: Json, words: string): string[] {
  const found = new Set([...byPath(request, words), ...byId(request, words)])
  return [...found].slice(0, 4)
}

function byPath(request: Json, words: string): string[] {
  return [...words.matchAll(PATH)].flatMap(([, path = '']) => {
    const steps = path.split(/[.[\]]+/).filter(Boolean)
    const pointer = resolve(request, steps)
    return pointer === '' ? [] : [pointer]
  })
}

/** As far as the path leads. Gemini names fields in snake case that stand in camel case; Anthropic names union arms (`custom`). */
function resolve(request: Json, steps: readonly string[]): string {
  let pointer = ''
  for (const step of steps) {
    const next = [step, camelCase(step)]
      .map((key) => pointer + pointerStep(key))
      .find((candidate) => atPointer(request, candidate) !== undefined)
    if (next !== undefined) pointer = next
    else if (pointer === '') return ''
  }
  return pointer
}

const camelCase = (key: string): string =>
  key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

const ID_KEYS = ['tool_call_id', 'tool_use_id', 'call_id', 'id', 'name']

function byId(request: Json, words: string): string[] {
  const ids = new Set([...words.matchAll(ID)].map(([whole, quoted]) => quoted ?? whole))
  if (ids.size === 0) return []
  const found: string[] = []
  for (const { value, pointer } of objectsBelow(rootOf(request))) {
    for (const key of ID_KEYS) {
      const id = (value as { readonly [key: string]: Json })[key]
      if (typeof id === 'string' && ids.has(id)) found.push(pointer + pointerStep(key))
    }
    if (found.length >= 4) break
  }
  return found
}

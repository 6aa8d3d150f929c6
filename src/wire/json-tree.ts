import type { Json, JsonObject } from './json.ts'
import { parseJson } from './json.ts'
import type { TextRange } from './json-index.ts'
import type { Token } from './json-scan.ts'
import { nextToken, stringValue } from './json-scan.ts'

/** A value where it stands in a text. UTF-16 offsets. */
export interface JsonNode extends TextRange {
  readonly value: Json
  /** Of an array or an object, in the order of the text. */
  readonly members: readonly JsonMember[]
}

export interface JsonMember {
  /** Absent in arrays. */
  readonly key?: string
  /** Of the key where there is one, else of the value. */
  readonly start: number
  readonly node: JsonNode
}

/** A text with the places of all its values; undefined for what is no JSON. */
export function jsonTree(text: string): JsonNode | undefined {
  const parsed = parseJson(text)
  return 'value' in parsed ? nodeAt(text, nextToken(text, 0), parsed.value) : undefined
}

/** The text is sound JSON of limited depth: what stands where need not be asked. */
function nodeAt(text: string, token: Token, value: Json): JsonNode {
  const { start } = token
  if (token.kind !== '{' && token.kind !== '[') return { start, end: token.end, value, members: [] }
  const isArray = token.kind === '['
  const members: JsonMember[] = []
  let next = nextToken(text, token.end)
  while (next.kind !== '}' && next.kind !== ']') {
    const first = next
    const key = isArray ? undefined : stringValue(text, first)
    const opening = isArray ? first : nextToken(text, nextToken(text, first.end).end)
    const below = isArray ? (value as readonly Json[])[members.length] : (value as JsonObject)[key as string]
    const node = nodeAt(text, opening, below as Json)
    members.push({ ...(key === undefined ? {} : { key }), start: first.start, node })
    next = nextToken(text, node.end)
    if (next.kind === ',') next = nextToken(text, next.end)
  }
  return { start, end: next.end, value, members }
}

import type { Leaf } from '../../hub/leaf.ts'
import type { MediaSource, Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'

/** One thing said in a history, told so that the same thing is the same in every dialect. */
export interface Unit {
  readonly says: string
  /** A leaf of it, for its place. */
  readonly leaf: Leaf<unknown> | undefined
}

/**
 * What a list of messages says, without ids, grouping and thinking: dialects group differently, ids are made anew on the way,
 * and thinking may legally stay behind.
 */
export const unitsOf = (messages: readonly Message[], canonical: Canonical): Unit[] =>
  messages.flatMap(({ role, parts }) => parts.flatMap((part) => unitOf(speaker(role.value), part, canonical)))

const speaker = (role: string): string => {
  if (role === 'assistant') return 'assistant'
  return role === 'system' || role === 'developer' ? 'system' : 'user'
}

function unitOf(who: string, part: Part, canonical: Canonical): Unit[] {
  switch (part.kind) {
    case 'text':
    case 'refusal':
      // Gateways drop and add blank texts.
      return part.text.value.trim() === ''
        ? []
        : [{ says: `${who} ${part.text.value.trim()}`, leaf: part.text }]
    case 'tool-call':
      return [{ says: `call ${part.name.value} ${canonical(part.arguments.value)}`, leaf: part.name }]
    case 'tool-result':
      return [{ says: `result ${resultText(part, canonical)}`, leaf: part.callId ?? part.name }]
    case 'image':
    case 'audio':
    case 'file': {
      const leaf = sourceLeaf(part.source)
      return [{ says: `${part.kind} ${leaf.value}`, leaf }]
    }
    case 'reasoning':
      return []
    case 'opaque':
      return [{ says: `opaque ${JSON.stringify(part.raw.value)}`, leaf: part.raw }]
  }
}

const sourceLeaf = (source: MediaSource): Leaf<string> => {
  if (source.kind === 'url') return source.url
  return source.kind === 'base64' ? source.data : source.id
}

/** The same JSON however it is spaced and ordered. */
export type Canonical = (text: string) => string

/** With a memory: a history sent again says the same arguments in every turn. */
export function canonicalJson(): Canonical {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const parsed = parseJson(text || '{}')
    const found = 'value' in parsed ? sorted(parsed.value) : text
    known.set(text, found)
    return found
  }
}

function sorted(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${sorted(value[key] ?? null)}`).join(',')}}`
}

/** Gemini wraps the text of a result in an object, under a key of the writer's liking. */
function resultText(
  { content, payload }: Extract<Part, { kind: 'tool-result' }>,
  canonical: Canonical,
): string {
  if (!payload)
    return content
      .map((part) => unitOf('', part, canonical)[0]?.says ?? '')
      .join(' ')
      .trim()
  const values = isObject(payload.value) ? Object.values(payload.value) : []
  const [only] = values
  return values.length === 1 && typeof only === 'string' ? only.trim() : sorted(payload.value)
}

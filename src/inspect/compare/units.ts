import { argumentsAsRead } from '../../hub/arguments.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Origin } from '../../hub/leaf.ts'
import type { Part } from '../../hub/part.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Request, Role } from '../../hub/request.ts'
import { allLeaves } from '../../translate/origins.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** One thing that a body says, by its meaning: no ids, times or padding, no matter how it was cut into pieces. */
export interface Unit {
  readonly kind:
    | 'text'
    | 'thinking'
    | 'refusal'
    | 'call'
    | 'result'
    | 'media'
    | 'instructions'
    | 'tool'
    | 'finish'
    | 'error'
    /** A further id of the same reply. */
    | 'id'
    /** An id that one gateway gives to every reply. */
    | 'constant-id'
    /** A finish that more content follows. */
    | 'early-finish'
  /** Of a call, a result or a tool. */
  readonly name?: string
  /** What stands as the role of its turn, in a request; empty where none does. */
  readonly role?: string
  readonly value: Json
  readonly origin?: Origin
}

const originOf = (node: unknown): { readonly origin?: Origin } => {
  const origin = allLeaves(node)
    .flatMap((leaf) => leaf.from)
    .at(0)
  return origin ? { origin } : {}
}

/** Finishes that more content follows. */
export function earlyFinishes(events: readonly ReplyEvent[]): readonly (ReplyEvent & { kind: 'finish' })[] {
  const last = events.findLastIndex(({ kind }) => kind === 'part-start' || kind === 'part-delta')
  return events.slice(0, Math.max(0, last)).filter((event) => event.kind === 'finish')
}

const KINDS = { text: 'text', reasoning: 'thinking', refusal: 'refusal' } as const

/** What a reply says, in its order; neighbouring pieces of one kind are one. */
export function unitsOfReply(events: readonly ReplyEvent[]): readonly Unit[] {
  const { parts, finish, failure } = foldReply(events)
  const units = parts
    .filter((part) => part !== undefined)
    .flatMap(({ head, text }): Unit[] => {
      if (head.kind === 'tool-call')
        return [
          {
            kind: 'call',
            name: head.name.value,
            value: argumentsAsRead(text?.value ?? ''),
            ...originOf([text, head.name]),
          },
        ]
      if (!(head.kind in KINDS)) return []
      const kind = KINDS[head.kind as keyof typeof KINDS]
      // An empty block is no nothing: clients show it, and some refuse it in the next request.
      return [{ kind, value: text?.value ?? '', ...originOf([text, head]) }]
    })
  return [
    ...joined(units),
    ...earlyFinishes(events).map(
      ({ reason }): Unit => ({ kind: 'early-finish', value: reason.value, ...originOf(reason) }),
    ),
    ...(finish ? [{ kind: 'finish', value: finish.value, ...originOf(finish) } as const] : []),
    ...(failure
      ? [{ kind: 'error', value: failure.message.value, ...originOf(failure.message) } as const]
      : []),
  ]
}

function joined(units: readonly Unit[]): readonly Unit[] {
  const all: Unit[] = []
  for (const unit of units) {
    const last = all.at(-1)
    const isSame = last?.kind === unit.kind && unit.kind !== 'call'
    if (last && isSame) all[all.length - 1] = { ...last, value: `${last.value}${unit.value}` }
    else all.push(unit)
  }
  return all
}

/** What a request says: instructions, tools, and each part of each turn. `roleAt` gives the role as it stands on the wire. */
export function unitsOfRequest(
  { instructions, tools, messages }: Request,
  roleAt: (message: number, role: Role) => string,
): readonly Unit[] {
  return [
    ...(instructions?.parts ?? []).flatMap((part): Unit[] =>
      part.kind === 'text' ? [{ kind: 'instructions', value: part.text.value, ...originOf(part.text) }] : [],
    ),
    ...tools.flatMap((tool): Unit[] =>
      tool.kind === 'function'
        ? [{ kind: 'tool', name: tool.name.value, value: null, ...originOf(tool.name) }]
        : [],
    ),
    ...messages.flatMap(({ role, parts }, index) =>
      parts.flatMap((part) => unitOfPart(part, roleAt(index, role.value))),
    ),
  ]
}

function unitOfPart(part: Part, role: string): Unit[] {
  const isInstruction = role === 'system' || role === 'developer'
  switch (part.kind) {
    case 'text':
      if (isInstruction) return [{ kind: 'instructions', value: part.text.value, ...originOf(part.text) }]
      return part.text.value === ''
        ? []
        : [{ kind: 'text', role, value: part.text.value, ...originOf(part.text) }]
    case 'tool-call':
      return [
        {
          kind: 'call',
          role,
          name: part.name.value,
          value: argumentsAsRead(part.arguments.value),
          ...originOf([part.name]),
        },
      ]
    case 'tool-result':
      return [
        {
          kind: 'result',
          role,
          ...(part.name ? { name: part.name.value } : {}),
          value: part.payload ? unwrapped(part.payload.value) : textOf(part.content),
          ...originOf([part.callId, part.name, part.payload, part.content]),
        },
      ]
    case 'image':
    case 'audio':
    case 'file':
      return [{ kind: 'media', role, value: part.kind, ...originOf(part.source) }]
    default:
      return []
  }
}

const textOf = (parts: readonly Part[]): string =>
  parts.map((part) => (part.kind === 'text' ? part.text.value : '')).join('')

/** Gateways put the text of a result under a key of their own liking (LiteLLM: `content`, bugs.md §1.1). */
export function unwrapped(payload: Json): Json {
  const values = isObject(payload) ? Object.values(payload) : []
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : payload
}

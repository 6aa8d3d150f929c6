import { argumentsAsRead } from '../../hub/arguments.ts'
import { foldReply } from '../../hub/fold.ts'
import type { Origin } from '../../hub/leaf.ts'
import { lastFrame } from '../../hub/leaf.ts'
import type { Part } from '../../hub/part.ts'
import type { ReplyEvent } from '../../hub/reply.ts'
import type { Request, Role } from '../../hub/request.ts'
import { allLeaves } from '../../translate/origins.ts'
import type { Json } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'

/** One thing that a body says, by its meaning: no ids, times or padding, no matter how it was cut into pieces. */
export interface Unit {
  readonly kind:
    | 'text'
    | 'thinking'
    | 'refusal'
    | 'call'
    | 'result'
    /** Several results that stand in one turn, where the dialect asks for that. */
    | 'results-together'
    | 'media'
    | 'instructions'
    | 'tool'
    | 'model'
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
  /** How numbers in it are spelled, where JavaScript would spell them otherwise. */
  readonly numbers?: Numbers
  readonly origin?: Origin
  /** Of what came in pieces, the place of the last one. */
  readonly end?: Origin
  /** The earlier exchange that said it, and on which half, where the server keeps the history. */
  readonly earlier?: { readonly exchange: string; readonly half: 'request' | 'reply' }
}

const originOf = (node: unknown): Pick<Unit, 'origin' | 'end'> => {
  const origins = allLeaves(node).flatMap((leaf) => leaf.from)
  const [origin] = origins
  const last = origins.reduce<Origin | undefined>(
    (latest, one) => (latest && lastFrame(one) <= lastFrame(latest) ? latest : one),
    undefined,
  )
  const end = last && endOfRun(last)
  const isElsewhere = end && (end.frame !== origin?.frame || end.pointer !== origin?.pointer)
  return { ...(origin ? { origin } : {}), ...(isElsewhere ? { end } : {}) }
}

const endOfRun = (origin: Origin): Origin =>
  origin.until === undefined ? origin : { frame: origin.until, pointer: origin.pointer }

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
            ...argumentsIn(text?.value ?? ''),
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

function argumentsIn(text: string): Pick<Unit, 'value' | 'numbers'> {
  const numbers = numbersAsWritten(text)
  return { value: argumentsAsRead(text), ...(numbers ? { numbers } : {}) }
}

function joined(units: readonly Unit[]): readonly Unit[] {
  const all: Unit[] = []
  for (const unit of units) {
    const last = all.at(-1)
    const isSame = last?.kind === unit.kind && unit.kind !== 'call'
    if (last && isSame)
      all[all.length - 1] = { ...last, value: `${last.value}${unit.value}`, ...endOfPiece(unit) }
    else all.push(unit)
  }
  return all
}

const endOfPiece = ({ origin, end = origin }: Unit): Pick<Unit, 'end'> => (end ? { end } : {})

/** How a dialect writes turns: the role as it stands on the wire, and whether it matters which results share a turn. */
export interface TurnSpelling {
  readonly roleAt: (message: number, role: Role) => string
  readonly groupsResults: boolean
}

/** What a request says: instructions, tools, and each part of each turn. */
export function unitsOfRequest(
  { instructions, tools, messages }: Request,
  { roleAt, groupsResults }: TurnSpelling,
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
    ...messages.flatMap(({ role, parts }, index) => [
      ...parts.flatMap((part) => unitOfPart(part, roleAt(index, role.value))),
      ...(groupsResults ? togetherIn(parts) : []),
    ]),
  ]
}

function togetherIn(parts: readonly Part[]): Unit[] {
  const results = parts.filter((part) => part.kind === 'tool-result')
  if (results.length < 2) return []
  const names = results.map(({ name }) => name?.value ?? 'a call')
  return [
    {
      kind: 'results-together',
      value: `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
      ...originOf(results.map(({ callId, name }) => [callId, name])),
    },
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
          ...argumentsIn(part.arguments.value),
          ...originOf([part.name]),
        },
      ]
    case 'tool-result':
      return [
        {
          kind: 'result',
          role,
          ...(part.name ? { name: part.name.value } : {}),
          value: resultValue(part.payload ? part.payload.value : textOf(part.content)),
          // Its name may have been read off its call.
          ...originOf([part.callId, part.payload, part.content, part.name]),
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

/** What a result says: gateways put it under a key of their own liking (LiteLLM: `content`, bugs.md §1.1), as JSON or as its text. */
function resultValue(payload: Json): Json {
  const parsed = typeof payload === 'string' ? parseJson(payload) : { value: payload }
  const json = 'value' in parsed ? parsed.value : payload
  const values = isObject(json) ? Object.values(json) : []
  return values.length === 1 ? resultValue(values[0] as Json) : json
}

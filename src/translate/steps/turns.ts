import type { Capabilities } from '../../dialects/dialect.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { also, spell } from '../../hub/leaf.ts'
import type { Part, ToolResultPart } from '../../hub/part.ts'
import type { Message, Role } from '../../hub/request.ts'
import type { RequestStep } from '../step.ts'

const isResult = (part: Part): part is ToolResultPart => part.kind === 'tool-result'

/** Each result gets a message of its own, before what stood beside it. */
export const splitResults: RequestStep = {
  name: 'split-results',
  why: 'This dialect gives each tool result a message of its own, straight after the call.',
  run(request) {
    if (!request.messages.some((message) => message.parts.some(isResult) && message.parts.length > 1))
      return toolRoles(request)
    const messages = request.messages.flatMap((message): Message[] => {
      const results = message.parts.filter(isResult)
      if (results.length === 0) return [message]
      const rest = message.parts.filter((part) => !isResult(part))
      const own = results.map(
        (part): Message => ({ role: spell(message.role, 'tool', 'split-results'), parts: [part] }),
      )
      return rest.length === 0 ? own : [...own, { ...message, parts: rest }]
    })
    return { ...request, messages }
  },
}

/** A user turn that holds one result and nothing else is that result's own message already. */
function toolRoles<R extends { readonly messages: readonly Message[] }>(request: R): R {
  if (!request.messages.some((message) => message.role.value !== 'tool' && message.parts.some(isResult)))
    return request
  const messages = request.messages.map((message) =>
    message.parts.some(isResult)
      ? { ...message, role: spell(message.role, 'tool' as const, 'split-results') }
      : message,
  )
  return { ...request, messages }
}

/**
 * Which calls stand in the history so far. A turn that answers one which is not there follows something of the model that
 * cannot be said here: it stays a turn of its own, so that the turn before it is what it was when it was the last (law 7).
 */
class CallsSoFar {
  readonly #ids = new Set<string>()

  note({ parts }: Message): void {
    for (const part of parts) if (part.kind === 'tool-call' && part.id) this.#ids.add(part.id.value)
  }

  /** Whether the message opens with the answer to a call that is not there. An answer without an id goes by its place. */
  lack({ parts: [first] }: Message): boolean {
    return first?.kind === 'tool-result' && first.callId !== undefined && !this.#ids.has(first.callId.value)
  }
}

/** Neighbouring results become one user turn. */
export const groupResults: RequestStep = {
  name: 'group-results',
  why: 'This dialect wants all results of a turn together in one user turn.',
  run(request) {
    if (!request.messages.some((message) => message.role.value === 'tool')) return request
    const messages: Message[] = []
    const calls = new CallsSoFar()
    let isOpen = false
    for (const message of request.messages) {
      calls.note(message)
      const isTool = message.role.value === 'tool'
      const last = messages.at(-1)
      if (isTool && isOpen && last && !calls.lack(message))
        messages[messages.length - 1] = {
          ...last,
          role: also(last.role, message.role),
          parts: [...last.parts, ...message.parts],
        }
      else
        messages.push(
          isTool ? { ...message, role: spell<Role>(message.role, 'user', 'group-results') } : message,
        )
      isOpen = isTool
    }
    return { ...request, messages }
  },
}

/** In a user turn, results come first: Anthropic refuses text before them (anthropic-gemini.md A.5). */
export const orderResultsFirst: RequestStep = {
  name: 'order-results-first',
  why: 'A turn that answers calls must begin with the results.',
  run(request) {
    if (!request.messages.some(({ parts }) => parts.some(isResult) && !isResult(parts[0] as Part)))
      return request
    const messages = request.messages.map((message) => {
      const results = message.parts.filter(isResult)
      return results.length === 0
        ? message
        : { ...message, parts: [...results, ...message.parts.filter((part) => !isResult(part))] }
    })
    return { ...request, messages }
  },
}

/** Where results answer by order: they stand as their calls stood, whatever the order in which they came. */
export const orderResultsAsCalls: RequestStep = {
  name: 'order-results-as-calls',
  why: 'In this dialect the results of a turn stand in the order of its calls.',
  run(request) {
    const messages = request.messages.map((message, m) => {
      const calls = request.messages[m - 1]?.parts.flatMap((part) =>
        part.kind === 'tool-call' && part.id ? [part.id.value] : [],
      )
      const results = message.parts.filter(isResult)
      if (!calls || calls.length < 2 || results.length < 2) return message
      const placeOf = ({ callId }: ToolResultPart): number => {
        const place = callId ? calls.indexOf(callId.value) : -1
        return place < 0 ? calls.length : place
      }
      const sorted = results.toSorted((left, right) => placeOf(left) - placeOf(right))
      if (sorted.every((part, i) => part === results[i])) return message
      return { ...message, parts: [...sorted, ...message.parts.filter((part) => !isResult(part))] }
    })
    return messages.every((message, m) => message === request.messages[m])
      ? request
      : { ...request, messages }
  },
}

/** Where results have messages of their own, only the assistant's neighbouring turns are one. */
const areOne = (role: Role, { mergesTurns, results }: Capabilities): boolean =>
  mergesTurns && (role === 'assistant' || (role === 'user' && results === 'user-turn'))

/** Neighbouring turns of the same role become one, where either dialect takes them for one: so they are the same there and back. */
export const mergeTurns: RequestStep = {
  name: 'merge-turns',
  why: 'Here, or in the dialect of the source, the turns of user and assistant alternate: neighbours of one role are one turn.',
  run(request, { capabilities, source }) {
    const mayMerge = (role: Role): boolean => areOne(role, capabilities) || areOne(role, source)
    const messages: Message[] = []
    const calls = new CallsSoFar()
    for (const message of request.messages) {
      calls.note(message)
      const last = messages.at(-1)
      const isSame = last?.role.value === message.role.value && mayMerge(message.role.value)
      if (last && isSame && !calls.lack(message)) messages[messages.length - 1] = mergeTwo(last, message)
      else messages.push(message)
    }
    return messages.length === request.messages.length
      ? request
      : { ...request, messages: messages.map(callsLast) }
  },
}

function mergeTwo(left: Message, right: Message): Message {
  const { isBare: _, ...rest } = left
  const tag = tagOf(left, right)
  return {
    ...rest,
    role: also(left.role as Leaf<Role>, right.role),
    parts: [...left.parts, ...right.parts],
    ...(tag ? { tag } : {}),
  }
}

function tagOf(left: Message, right: Message): Leaf<string> | undefined {
  return left.tag ? also(left.tag, right.tag) : right.tag
}

/** A message after a call (Responses allows it) must not stand between the call and its result. */
function callsLast(message: Message): Message {
  const isCall = (part: Part): boolean => part.kind === 'tool-call'
  const firstCall = message.parts.findIndex(isCall)
  if (firstCall < 0 || message.parts.slice(firstCall).every(isCall)) return message
  return {
    ...message,
    parts: [...message.parts.filter((part) => !isCall(part)), ...message.parts.filter(isCall)],
  }
}

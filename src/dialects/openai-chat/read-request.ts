import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Part, ToolResultPart } from '../../hub/part.ts'
import { presentAs } from '../../hub/present.ts'
import type { Message, Request } from '../../hub/request.ts'
import { isObject } from '../../wire/json.ts'
import { hint } from './places.ts'
import { readFormat, readOptions, readReasoning } from './read-options.ts'
import { readCall, readFunctionCall, readPart } from './read-part.ts'
import { readToolChoice, readTools } from './read-tools.ts'
import { ID, REASONING_KEYS, ROLES, STOOD } from './words.ts'

/** openai.md §1.1, §1.2. */
export function readRequest(body: Cursor): Request {
  const nested: Record<string, Extras> = {}
  const request = {
    dialect: ID,
    model: body.string('model'),
    messages: readMessages(body),
    tools: readTools(body),
    toolChoice: readToolChoice(body),
    settings: readOptions(body, nested),
    format: readFormat(body, nested),
    reasoning: readReasoning(body),
    extras: body.rest(ID),
    nested: Object.keys(nested).length === 0 ? undefined : nested,
  } as const
  return presentAs<Request>(request)
}

/** An empty list is left among the extras; so is one that holds anything but objects, which cannot be rebuilt from messages. */
function readMessages(body: Cursor): Message[] {
  const value = body.peek('messages')
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) return []
  return (body.list('messages') ?? []).map(readMessage)
}

function readMessage(at: Cursor): Message {
  const word = at.string('role')
  const role = word
    ? spell(word, ROLES.get(word.value) ?? 'user')
    : added('user' as const, 'no-role', 'The message says no role.')
  if (role.value === 'tool') return readResult(at, role, word)
  const parts: Part[] = readReasoningField(at)
  const { content, isBare } = readContent(at)
  parts.push(...content)
  const refusal = at.string('refusal')
  if (refusal) parts.push({ kind: 'refusal', text: refusal })
  parts.push(...readCalls(at))
  const name = at.string('name')
  return presentAs<Message>({
    role,
    parts,
    isBare: isBare || undefined,
    name,
    tag: oddRole(word),
    extras: at.rest(ID),
  })
}

/** The role's own word where the hub's would not bring it home: `function`, or one we do not know. */
const oddRole = (word: Leaf<string> | undefined): Leaf<string> | undefined =>
  word && ROLES.get(word.value) !== word.value ? word : undefined

function readResult(at: Cursor, role: Message['role'], word: Leaf<string> | undefined): Message {
  const { content, isBare } = readContent(at)
  const result = presentAs<ToolResultPart>({
    kind: 'tool-result',
    callId: at.string('tool_call_id'),
    name: at.string('name'),
    content,
    isBare: isBare || undefined,
  })
  return presentAs<Message>({ role, parts: [result], tag: oddRole(word), extras: at.rest(ID) })
}

/** Null and the empty list say no more than absence: they are left among the extras. */
function readContent(at: Cursor): { readonly content: readonly Part[]; readonly isBare: boolean } {
  const text = at.string('content')
  if (text) return { content: [{ kind: 'text', text }], isBare: true }
  const value = at.peek('content')
  if (!Array.isArray(value) || value.length === 0) return { content: [], isBare: false }
  return { content: (at.list('content') ?? []).map(readPart), isBare: false }
}

function readReasoningField(at: Cursor): Part[] {
  for (const key of REASONING_KEYS) {
    const text = at.peek(key) === '' ? undefined : at.string(key)
    if (text) return [{ kind: 'reasoning', text, tag: hint(STOOD[key]) }]
  }
  return []
}

/** One call that cannot be understood keeps the whole list raw, so that the list comes home in its order. */
function readCalls(at: Cursor): Part[] {
  const value = at.peek('tool_calls')
  const calls: Part[] = []
  if (Array.isArray(value) && value.length > 0 && value.every(isCallable)) {
    for (const call of at.list('tool_calls') ?? [])
      calls.push(readCall(call) ?? { kind: 'opaque', dialect: ID, raw: call.leaf() })
  }
  const legacy = readFunctionCall(at)
  return legacy ? [...calls, legacy] : calls
}

const isCallable = (call: unknown): boolean =>
  isObject(call) &&
  [call.function, call.custom].some((target) => isObject(target) && typeof target.name === 'string')

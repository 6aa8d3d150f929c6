import { isObject } from '../../../wire/json.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, hasKey, listAt, rootOf, textAt } from '../../json-places.ts'
import { framesHolding } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** The arguments of a call as they stand, and the tool. */
interface Arguments extends At {
  readonly name: string
  readonly frame?: number
}

const isString = ({ value }: At): boolean => typeof value === 'string'
const isPlainObject = ({ value }: At): boolean => isObject(value)

function find(scene: Scene): Hit[] {
  const { dialect, request, reply } = scene
  const [from, fits, wanted, key] =
    dialect === 'anthropic-messages'
      ? ([inputsOf, isPlainObject, 'an object', '"input"'] as const)
      : dialect === 'gemini'
        ? ([argsOf, isPlainObject, 'an object', '"args"'] as const)
        : ([argumentsOf, isString, 'a string of JSON', '"arguments"'] as const)
  const whole = reply?.kind === 'whole' ? from(rootOf(reply.json)) : []
  const streamed =
    reply?.kind === 'stream'
      ? framesHolding(scene, key).flatMap((chunk) =>
          from(chunk).map((one) => ({ ...one, frame: chunk.frame })),
        )
      : []
  const told = (half: 'request' | 'reply') => (one: Arguments) =>
    fits(one)
      ? []
      : [
          hitAt(
            scene,
            half,
            one,
            `The arguments of ${one.name} are ${typeName(one)}; this dialect requires ${wanted}.`,
          ),
        ]
  return [
    ...from(rootOf(request?.json)).flatMap(told('request')),
    ...[...whole, ...streamed].flatMap(told('reply')),
  ]
}

const typeName = ({ value }: At): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Chat and Responses: in requests, whole replies and chunks. */
function argumentsOf(body: At): Arguments[] {
  const choices = listAt(body, 'choices').flatMap((choice) =>
    ['message', 'delta'].flatMap((key) => fieldAt(choice, key) ?? []),
  )
  const messages = [...listAt(body, 'messages'), ...choices]
  const calls = messages.flatMap((message) => listAt(message, 'tool_calls'))
  const legacy = messages.flatMap((message) => fieldAt(message, 'function_call') ?? [])
  const item = fieldAt(body, 'item')
  const items = [...listAt(body, 'input'), ...listAt(body, 'output'), ...(item ? [item] : [])]
  return [
    ...calls.flatMap((call) => fieldAt(call, 'function') ?? []),
    ...legacy,
    ...items.filter((one) => textAt(one, 'type') === 'function_call'),
  ].flatMap((call) => {
    const found = fieldAt(call, 'arguments')
    return found ? [{ ...found, name: textAt(call, 'name') ?? 'a call' }] : []
  })
}

function inputsOf(body: At): Arguments[] {
  const block = fieldAt(body, 'content_block')
  const blocks = [
    ...listAt(body, 'messages').flatMap((message) => listAt(message, 'content')),
    ...listAt(body, 'content'),
    ...(block ? [block] : []),
  ]
  return blocks.flatMap((one) => {
    if (textAt(one, 'type') !== 'tool_use' || !hasKey(one, 'input')) return []
    const input = fieldAt(one, 'input') ?? { value: null, pointer: `${one.pointer}/input` }
    return [{ ...input, name: textAt(one, 'name') ?? 'a call' }]
  })
}

/** Gemini: `args` may be left out, where there are none. */
function argsOf(body: At): Arguments[] {
  const candidates = listAt(body, 'candidates').flatMap((candidate) => fieldAt(candidate, 'content') ?? [])
  const parts = [...listAt(body, 'contents'), ...candidates].flatMap((content) => listAt(content, 'parts'))
  return parts.flatMap((part) => {
    const call = fieldAt(part, 'functionCall') ?? fieldAt(part, 'function_call')
    const args = call && fieldAt(call, 'args')
    return args ? [{ ...args, name: textAt(call, 'name') ?? 'a call' }] : []
  })
}

export const argumentsWrongType: Rule = {
  id: 'TOOL_ARGS_WRONG_TYPE',
  number: 39,
  title: 'Arguments object where string is required (or reverse)',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'],
  texts: [/tool_use\.input: Input should be a valid dictionary/],
  consequence: 'Typed clients throw; a provider refuses the call when it comes back in the history.',
  clients: {
    openai: 'In a stream, an object becomes the text “[object Object]”.',
  },
  fix: 'Serialise or parse arguments at the boundary between the dialects, once.',
  references: [
    'https://github.com/ggml-org/llama.cpp/issues/20198',
    'https://github.com/IBM/AssetOpsBench/pull/478',
  ],
  find,
}

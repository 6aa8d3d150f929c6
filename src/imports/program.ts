import type { CapturedRequest } from '../transcript/transcript.ts'
import type { Json, JsonObject } from '../wire/json.ts'
import { isObject } from '../wire/json.ts'
import type { Literal, Lookup } from './literal.ts'
import { readArguments, readLiteral } from './literal.ts'
import type { Note } from './report.ts'

/** The request that a piece of program would send. Nothing of it is run. */
export interface ProgramCall extends CapturedRequest {
  readonly notes: readonly Note[]
  /** UTF-16 offset behind the call. */
  readonly end: number
}

interface Api {
  readonly name: RegExp
  readonly base: string
  path(body: JsonObject): string
  body?(args: JsonObject): JsonObject
}

const OPENAI = 'https://api.openai.com/v1'

/** Calls of the vendors' own client libraries and of LiteLLM, by what stands before the bracket. */
const APIS: readonly Api[] = [
  {
    name: /chat\.completions\.(?:create|stream|parse)$|(?:^|\W)a?completion$/,
    base: OPENAI,
    path: () => '/chat/completions',
  },
  { name: /\.a?responses(?:\.(?:create|stream|parse))?$/, base: OPENAI, path: () => '/responses' },
  { name: /\.messages\.(?:create|stream)$/, base: 'https://api.anthropic.com', path: () => '/v1/messages' },
  {
    name: /\.generate_?content(?:_?stream)?$/i,
    base: 'https://generativelanguage.googleapis.com',
    path: ({ model }) => `/v1beta/models/${typeof model === 'string' ? model : ''}:generateContent`,
    body: geminiBody,
  },
]

const NAMES =
  'chat\\.completions\\.(?:create|stream|parse)|\\.a?responses(?:\\.(?:create|stream|parse))?|\\.messages\\.(?:create|stream)|\\.generate_?[cC]ontent(?:_?[sS]tream)?|\\ba?completion'

/** A line on which such a call begins. */
export const PROGRAM_CALL = new RegExp(`^[^\\n"'#{[]*?(?:${NAMES})[ \\t]*(?:<[^\\n(]*>)?\\(`, 'm')

/** How a program begins, or a part of one that somebody pastes. */
const PROGRAM_START =
  /^(?:import\s|from\s+[\w.]+\s+import\s|(?:export\s+)?(?:const|let|var|async|def|function|class|with|await|try|print|return|for|if)\b|#|\/\/|@|"""|[\w.]+(?:\s*:\s*\w+)?\s*=[^=]|[\w.]+\()/

/** What programs say before they call anybody. Characters. */
const LONGEST_PREAMBLE = 16_384

/** The first call in the program that starts at an offset; undefined where that is no program. */
export function readProgram(text: string, at: number): ProgramCall | undefined {
  if (!PROGRAM_START.test(text.slice(at, at + 200))) return undefined
  const call = PROGRAM_CALL.exec(text.slice(at, at + LONGEST_PREAMBLE))
  if (!call) return undefined
  const open = at + call.index + call[0].length - 1
  const name = call[0].replace(/\s*(?:<.*>)?\($/, '')
  const api = APIS.find((one) => one.name.test(name))
  const args = readArguments(text, open, assignments(text, open))
  if (!api || !args) return undefined
  const [first] = args.plain
  const given = { ...(isObject(first) ? first : {}), ...args.named }
  // Prose may name a function, and a program define one.
  if (!['messages', 'input', 'contents', 'prompt'].some((key) => Object.hasOwn(given, key))) return undefined
  const body = bodyOf(given, api, /stream$/i.test(name))
  return {
    method: 'POST',
    url:
      (baseOf(text.slice(Math.max(0, at - LONGEST_PREAMBLE), args.end), given) ?? api.base).replace(
        /\/$/,
        '',
      ) + api.path(given),
    body: JSON.stringify(body),
    notes: notesOf(args.holes, at, args.end),
    end: args.end,
  }
}

/** What of a call is for the library and not for the server. */
const FOR_THE_LIBRARY: ReadonlySet<string> = new Set([
  'api_key',
  'api_base',
  'base_url',
  'api_version',
  'timeout',
  'max_retries',
  'num_retries',
  'extra_headers',
  'extra_query',
  'custom_llm_provider',
  'drop_params',
])

function bodyOf(given: JsonObject, api: Api, isStreaming: boolean): JsonObject {
  const { extra_body: extra, ...rest } = given
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => !FOR_THE_LIBRARY.has(key)))
  const body = { ...kept, ...(isObject(extra) ? extra : {}) }
  if (api.body) return api.body(body)
  return isStreaming && body.stream === undefined ? { ...body, stream: true } : body
}

/** Beside the contents in a request; all else of a `config` steers the sampling. anthropic-gemini.md §2 */
const BESIDE_CONTENTS: ReadonlySet<string> = new Set([
  'tools',
  'toolConfig',
  'safetySettings',
  'systemInstruction',
  'cachedContent',
  'labels',
])

function geminiBody({ model: _, contents, config, ...rest }: JsonObject): JsonObject {
  const options = Object.entries((camelCased(isObject(config) ? config : rest) ?? {}) as JsonObject)
  const steering = options.filter(([key]) => !BESIDE_CONTENTS.has(key))
  const beside = options
    .filter(([key]) => BESIDE_CONTENTS.has(key))
    .map(([key, value]) => [key, key === 'systemInstruction' ? contentOf(value) : value] as const)
  const turns = Array.isArray(contents)
    ? (contents as readonly Json[])
    : contents === undefined
      ? []
      : [contents]
  return {
    contents: turns.map((turn) => contentOf(turn, 'user')),
    ...Object.fromEntries(beside),
    ...(steering.length > 0 ? { generationConfig: Object.fromEntries(steering) } : {}),
  }
}

/** The library takes a mere text for a content. */
const contentOf = (turn: Json, role?: string): Json =>
  typeof turn === 'string' ? { ...(role ? { role } : {}), parts: [{ text: turn }] } : camelCased(turn)

/** Python's library has the names of the wire in snake case; what a person named (arguments, properties) stays. */
function camelCased(json: Json): Json {
  if (Array.isArray(json)) return json.map((one: Json) => camelCased(one))
  if (!isObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key.replace(/_([a-z])/g, (__, letter: string) => letter.toUpperCase()),
      /^(?:args|response|properties|parameters_?json_?schema)$/i.test(key) ? value : camelCased(value),
    ]),
  )
}

/** Where the client was told to send it: in the call, or where the client is made. */
function baseOf(text: string, { api_base: api, base_url: base }: JsonObject): string | undefined {
  const inCall = base ?? api
  if (typeof inCall === 'string' && /^https?:/.test(inCall)) return inCall
  return /\b(?:base_?url|api_base)\s*[=:]\s*["'](https?:\/\/[^"'\s]+)["']/i.exec(text)?.[1]
}

/** What names stand for, as far as the text says: the last assignment above the call. */
function assignments(text: string, before: number, depth = 0): Lookup {
  return (name): Literal | undefined => {
    if (depth > 4 || !/^[\w$]+$/.test(name)) return undefined
    const pattern = new RegExp(
      `^[ \\t]*(?:(?:const|let|var)[ \\t]+)?${name.replaceAll('$', '\\$')}(?:[ \\t]*:[^=\\n]+)?[ \\t]*=(?!=)`,
      'gm',
    )
    const from = Math.max(0, before - LONGEST_PREAMBLE)
    const last = [...text.slice(from, before).matchAll(pattern)].at(-1)
    if (!last) return undefined
    const start = from + last.index
    return readLiteral(text, start + last[0].length, assignments(text, start, depth + 1))
  }
}

function notesOf(holes: readonly string[], start: number, end: number): Note[] {
  const read: Note = {
    severity: 'info',
    sentence: 'The request is what this program would send: it was read, and not run.',
    start,
    end,
  }
  if (holes.length === 0) return [read]
  const named = [...new Set(holes)]
    .slice(0, 5)
    .map((hole) => `“${hole}”`)
    .join(', ')
  const sentence = `What ${named} ${holes.length === 1 ? 'stands' : 'stand'} for is not in the text: ‹…› is in its place.`
  return [read, { severity: 'warning', sentence, start, end }]
}

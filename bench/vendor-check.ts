import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DialectId } from '../src/hub/dialect.ts'
import type { Json } from '../src/wire/json.ts'
import { isObject } from '../src/wire/json.ts'

/** What the vendors declare for each piece of traffic. */
export type Piece = 'request' | 'reply' | 'event'

/** Enums of Google's client are words on the wire; its classes have getters that are none; its requests are parameters. */
const PRELUDE = `import type { ChatCompletion, ChatCompletionChunk, ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { Response, ResponseCreateParams, ResponseStreamEvent } from 'openai/resources/responses/responses'
import type { Message, MessageCreateParams, RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { Content, GenerateContentResponse, GenerationConfig, SafetySetting, Tool, ToolConfig } from '@google/genai'
type Wire<T> = T extends string ? \`\${T}\` : T extends object ? { [K in keyof T]: Wire<T[K]> } : T
type ChatRequest = ChatCompletionCreateParams
type ChatReply = ChatCompletion
type ChatEvent = ChatCompletionChunk
type ResponsesRequest = ResponseCreateParams
type ResponsesReply = Response
type ResponsesEvent = ResponseStreamEvent
type AnthropicRequest = MessageCreateParams
type AnthropicReply = Message
type AnthropicEvent = RawMessageStreamEvent
type GeminiReply = Wire<Pick<GenerateContentResponse, 'candidates' | 'createTime' | 'modelVersion' | 'promptFeedback' | 'responseId' | 'usageMetadata'>>
type GeminiEvent = GeminiReply
type GeminiRequest = Wire<{ contents: Content[]; systemInstruction?: Content; tools?: Tool[]; toolConfig?: ToolConfig; safetySettings?: SafetySetting[]; generationConfig?: GenerationConfig; cachedContent?: string; labels?: Record<string, string>; serviceTier?: string; store?: boolean }>
`

const NAMES: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'Chat',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Anthropic',
  gemini: 'Gemini',
}

/** Keys whose values are words of the dialect: two bodies that differ in one of these differ in form. */
const WORDS =
  /^(?:type|role|object|status|reason|mode|effort|detail|ttl|syntax|language|outcome|verbosity|truncation|category|summary|strict|format|media_type|mimeType|\w*_reason|\w*[rR]eason|service_?[tT]ier|thinking\w*|tool_choice|stop_sequence|\w*effort|display|include|code|\w*_retention|\w*_size|require_approval|\w*[mM]odalities|modality)$/

/** Names of Anthropic's own tools are words. */
const isHosted = (key: string, text: string): boolean =>
  key === 'name' && /^(?:web_\w+|(?:bash_)?code_execution)$/.test(text)

/** What the compiler judges of a body: its keys, its words, and the kinds of its other values. */
export function formOf(json: Json, key = ''): Json {
  if (typeof json === 'string')
    return WORDS.test(key.replace('[]', '')) || isHosted(key, json) ? json.slice(0, 60) : ''
  if (typeof json === 'number') return 0
  if (Array.isArray(json)) {
    const forms = new Map(
      (json as readonly Json[])
        .map((one) => formOf(one, `${key}[]`))
        .map((form) => [JSON.stringify(form), form]),
    )
    return [...forms.values()]
  }
  // Whatever a call is given is declared as anything.
  if (isObject(json) && (key === 'input' || key === 'args')) return {}
  return isObject(json)
    ? Object.fromEntries(Object.entries(json).map(([name, value]) => [name, formOf(value, name)]))
    : json
}

/** Bodies by form, each with where it was seen first. */
export type Forms = Map<string, { readonly where: string; readonly json: Json }>

export function addForm(forms: Forms, json: Json, where: string): void {
  const form = formOf(json)
  const text = JSON.stringify(form)
  if (!forms.has(text)) forms.set(text, { where, json: form })
}

const folder = fileURLToPath(new URL('../node_modules/.cache/vendor-types/', import.meta.url))
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url))

/** Which bodies are to be judged by which declaration. */
export interface Case {
  readonly dialect: DialectId
  readonly piece: Piece
  readonly forms: Forms
}

const typeOf = ({ dialect, piece }: Case): string =>
  NAMES[dialect] + piece.slice(0, 1).toUpperCase() + piece.slice(1)

/** What the compiler says, by where the form was seen first; in the order of the cases. */
export function compileForms(cases: readonly Case[]): readonly ReadonlyMap<string, string>[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const one of cases) {
    const lines = [...one.forms.values()].map(
      ({ json }, i) => `const c${i}: ${typeOf(one)} = ${JSON.stringify(json)}`,
    )
    writeFileSync(`${folder}${typeOf(one)}.ts`, `${PRELUDE}${lines.join('\n')}\n`)
  }
  writeFileSync(`${folder}tsconfig.json`, JSON.stringify({ compilerOptions: OPTIONS, include: ['*.ts'] }))
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  return errorsOf(stdout, cases)
}

const OPTIONS = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  lib: ['es2023', 'dom'],
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
}

const FIRST_LINE = PRELUDE.split('\n').length
const ERROR = /^(?:.*\/)?(\w+)\.ts\((\d+),\d+\): error (.*)$/

function errorsOf(stdout: string, cases: readonly Case[]): Map<string, string>[] {
  const errors = cases.map(() => new Map<string, string>())
  let book = errors[0]
  let where = ''
  for (const line of stdout.split('\n').filter((text) => text.trim() !== '')) {
    const [, type, number, text] = ERROR.exec(line) ?? []
    if (type !== undefined) {
      const at = cases.findIndex((one) => typeOf(one) === type)
      book = errors[at] ?? book
      where = [...(cases[at]?.forms.values() ?? [])][Number(number) - FIRST_LINE]?.where ?? line
    }
    book?.set(where, `${book.get(where) ?? ''} ${text ?? line.trim()}`.trim())
  }
  return errors
}

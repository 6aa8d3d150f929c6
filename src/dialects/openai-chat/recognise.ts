import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject, parseJson } from '../../wire/json.ts'
import type { BodyKind, Claim, Sample } from '../dialect.ts'

/** One thing that speaks for or against this dialect. */
type Evidence = readonly [weight: number, holds: boolean, reason: string]

export function recognise({ json, frames, url, headers }: Sample): Claim | undefined {
  const around = aroundBody(url, headers)
  if (frames && frames.length > 0) {
    const values = frames.slice(0, 20).flatMap(({ data }) => {
      const parsed = parseJson(data)
      return 'value' in parsed ? [parsed.value] : []
    })
    return weigh('stream', [...chunkEvidence(values), ...around])
  }
  if (Array.isArray(json)) return recogniseList(json, around)
  if (!isObject(json)) return undefined
  if (Array.isArray(json.messages)) return weigh('request', [...requestEvidence(json), ...around])
  if (Array.isArray(json.choices)) {
    return json.object === 'chat.completion.chunk'
      ? weigh('stream', [...chunkEvidence([json]), ...around])
      : weigh('reply', [...replyEvidence(json), ...around])
  }
  return json.error === undefined && json.detail === undefined
    ? undefined
    : weigh('error', [...errorEvidence(json), ...around])
}

/** A list of chunks, or Gemini's compatible endpoint with an error. */
function recogniseList(list: readonly Json[], around: readonly Evidence[]): Claim | undefined {
  const [first] = list
  if (!isObject(first)) return undefined
  if (Array.isArray(first.choices)) return weigh('stream', [...chunkEvidence(list.slice(0, 20)), ...around])
  return isObject(first.error) ? weigh('error', [...errorEvidence(first), ...around]) : undefined
}

function weigh(kind: BodyKind, evidence: readonly Evidence[]): Claim | undefined {
  const held = evidence.filter(([, holds]) => holds)
  const sum = held.reduce((total, [weight]) => total + weight, 0)
  if (sum <= 0) return undefined
  return {
    kind,
    score: Math.min(1, Math.round(sum * 100) / 100),
    reasons: held.filter(([weight]) => weight > 0).map(([, , reason]) => reason),
  }
}

function aroundBody(url: string | undefined, headers: Sample['headers']): Evidence[] {
  const names = new Set((headers ?? []).map(([name]) => name.toLowerCase()))
  return [
    [0.4, /\/chat\/completions/.test(url ?? ''), 'the address ends in /chat/completions'],
    [
      -0.5,
      /\/v1\/messages|\/responses\b|[gG]enerateContent|\/api\/chat\b/.test(url ?? ''),
      'the address is another dialect’s',
    ],
    [-0.5, names.has('anthropic-version') || names.has('x-goog-api-key'), 'the headers are another vendor’s'],
  ]
}

const some = (list: Json | undefined, test: (entry: JsonObject) => boolean): boolean =>
  Array.isArray(list) && list.some((entry) => isObject(entry) && test(entry))

/** Content parts that only the siblings have. */
const FOREIGN_PARTS: ReadonlySet<Json | undefined> = new Set([
  'tool_use',
  'tool_result',
  'redacted_thinking',
  'document',
  'image',
  'input_text',
  'output_text',
  'input_image',
])
const OWN_PARTS: ReadonlySet<Json | undefined> = new Set(['image_url', 'input_audio', 'file'])
const OWN_OPTIONS = [
  'max_completion_tokens',
  'response_format',
  'stream_options',
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'n',
  'reasoning_effort',
  'parallel_tool_calls',
  'seed',
] as const
const FOREIGN_OPTIONS = [
  'system',
  'stop_sequences',
  'thinking',
  'anthropic_version',
  'anthropic_beta',
  'mcp_servers',
  'output_config',
] as const

const requestEvidence = (body: JsonObject): Evidence[] => [...evidenceFor(body), ...evidenceAgainst(body)]

function evidenceFor({ messages, tools, ...body }: JsonObject): Evidence[] {
  const has = (test: (message: JsonObject) => boolean): boolean => some(messages, test)
  const own = ownOptions(body)
  const isOurModel = typeof body.model === 'string' && !/claude|gemini/.test(body.model)
  const isInstruction = ({ role }: JsonObject): boolean => role === 'system' || role === 'developer'
  const isResult = ({ role }: JsonObject): boolean => role === 'tool' || role === 'function'
  return [
    [0.45, true, 'a list of messages'],
    [0.3, has(isInstruction), 'instructions stand among the messages'],
    [0.3, has(isResult), 'results stand in messages of role tool'],
    [0.3, has(({ tool_calls }) => Array.isArray(tool_calls)), 'calls stand in tool_calls'],
    [0.3, some(tools, (tool) => isObject(tool.function)), 'tools are wrapped in function'],
    [0.2, has(({ content }) => some(content, ({ type }) => OWN_PARTS.has(type))), 'content parts of Chat'],
    [0.2, typeof body.tool_choice === 'string', 'tool_choice is a word'],
    [0.2, own.length > 0, `options of Chat: ${own.join(', ')}`],
    [0.15, !('max_tokens' in body), 'no max_tokens, which others demand'],
    [0.1, isOurModel, 'the model is not another vendor’s'],
  ]
}

const ownOptions = (body: JsonObject): string[] => OWN_OPTIONS.filter((key) => key in body)

function evidenceAgainst({ messages, tools, ...body }: JsonObject): Evidence[] {
  const foreign = FOREIGN_OPTIONS.filter((key) => key in body)
  const choice = isObject(body.tool_choice) ? body.tool_choice.type : undefined
  const isForeignChoice = ['auto', 'any', 'tool', 'none'].includes(String(choice))
  const hasPart = (test: (part: JsonObject) => boolean): boolean =>
    some(messages, ({ content }) => some(content, test))
  const isClaude = typeof body.model === 'string' && body.model.startsWith('claude')
  return [
    [-0.4, foreign.length > 0, `options of another dialect: ${foreign.join(', ')}`],
    [-0.4, some(tools, (tool) => 'input_schema' in tool), 'tools with input_schema'],
    [-0.4, isForeignChoice, 'tool_choice of another dialect'],
    [-0.5, hasPart(({ type }) => FOREIGN_PARTS.has(type)), 'content parts of another dialect'],
    [-0.4, hasPart((part) => !('type' in part)) || 'inferenceConfig' in body, 'content without types'],
    [-0.6, isObject(body.options) && 'model' in body, 'options in an object of their own (Ollama)'],
    [
      -0.3,
      isClaude && ownOptions(body).length === 0 && 'max_tokens' in body,
      'a Claude model with max_tokens',
    ],
  ]
}

function replyEvidence(body: JsonObject): Evidence[] {
  return [
    [0.5, body.object === 'chat.completion', 'object is chat.completion'],
    [0.4, some(body.choices, ({ message }) => isObject(message)), 'choices with messages'],
    [0.2, some(body.choices, (choice) => 'finish_reason' in choice), 'finish_reason'],
    [0.1, isObject(body.usage) && 'prompt_tokens' in body.usage, 'usage in prompt_tokens'],
    [0.1, typeof body.id === 'string' && body.id.startsWith('chatcmpl'), 'the id is a chatcmpl'],
  ]
}

function chunkEvidence(values: readonly Json[]): Evidence[] {
  return [
    [
      0.5,
      some(values, ({ object }) => object === 'chat.completion.chunk'),
      'object is chat.completion.chunk',
    ],
    [
      0.5,
      some(values, ({ choices }) => some(choices, ({ delta }) => isObject(delta))),
      'choices with deltas',
    ],
    [
      0.1,
      some(values, ({ id }) => typeof id === 'string' && id.startsWith('chatcmpl')),
      'the id is a chatcmpl',
    ],
    [
      0.3,
      some(values, ({ error, type }) => isObject(error) && type === undefined && 'message' in error),
      'an error in a frame',
    ],
    [-0.5, some(values, ({ type }) => typeof type === 'string'), 'frames with a type'],
  ]
}

function errorEvidence(body: JsonObject): Evidence[] {
  const error = isObject(body.error) ? body.error : {}
  return [
    [0.4, typeof error.message === 'string', 'an error with a message'],
    [0.2, 'param' in error || typeof error.code === 'string', 'an error with param or code'],
    [0.2, typeof error.type === 'string', 'an error with a type'],
    [0.2, typeof body.error === 'string' || typeof body.detail === 'string', 'an error in one string'],
    // A Responses error looks the same: only the address tells.
    [-0.5, body.type === 'error', 'type error, as Anthropic says it'],
    [
      -0.5,
      typeof error.code === 'number' && typeof error.status === 'string',
      'a number and a status, as Google says it',
    ],
  ]
}

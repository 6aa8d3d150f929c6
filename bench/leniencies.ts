import type { DialectId } from '../src/hub/dialect.ts'
import type { Json, JsonObject } from '../src/wire/json.ts'
import { isObject } from '../src/wire/json.ts'

/** What a vendor's declarations demand, or do not know, although servers and clients do without it, or with it. */
interface Leniency {
  readonly why: string
  /** `place`: the type of the object around it and the key there. */
  readonly concerns: (object: JsonObject, place: string) => boolean
  readonly fill?: JsonObject
  readonly drop?: readonly string[]
}

const COUNTS = {
  cache_creation_input_tokens: null,
  cache_read_input_tokens: null,
  output_tokens_details: null,
  server_tool_use: null,
}

export const LENIENCIES: Readonly<Record<DialectId, readonly Leniency[]>> = {
  'openai-chat': [
    {
      why: 'How long a mark of the cache holds is declared since openai 7. openai.md §1.2',
      concerns: (_, place) => place.endsWith('.prompt_cache_breakpoint'),
      drop: ['ttl'],
    },
    {
      why: 'Fields of other servers that speak Chat: thoughts, and Google’s signature. openai.md §7 Q8, Q11',
      concerns: () => true,
      drop: ['reasoning_content', 'extra_content'],
    },
  ],
  'openai-responses': [
    {
      why: 'How long a mark of the cache holds is declared since openai 7. openai.md §3.2',
      concerns: (_, place) => place.endsWith('.prompt_cache_breakpoint'),
      drop: ['ttl'],
    },
    {
      why: 'OpenAI’s client adds the text of a response, and declares it as if it were on the wire.',
      concerns: ({ object }) => object === 'response',
      fill: { output_text: '' },
    },
    {
      why: 'A response that has only begun has no counts yet: its servers send null.',
      concerns: ({ object, usage }) => object === 'response' && usage === null,
      drop: ['usage'],
    },
    {
      why: 'The declared name was an error of the specification, and is gone since openai 7.11. openai.md §5',
      concerns: ({ type }) => type === 'response.function_call_arguments.done',
      fill: { name: '' },
    },
    {
      why: 'What was written to a cache is counted where it is known; older servers do not say it either.',
      concerns: (_, place) => place.endsWith('.input_tokens_details'),
      fill: { cache_write_tokens: 0 },
    },
    {
      why: 'An image is looked at as the server sees fit where nothing is said.',
      concerns: ({ type }) => type === 'input_image',
      fill: { detail: 'auto' },
    },
    {
      why: 'Only the server that thought it knows the id of a reasoning item. openai.md §6.1',
      concerns: ({ type }) => type === 'reasoning',
      fill: { id: '' },
    },
    {
      why: 'What the assistant said has an id and a status at home only; it is taken without them.',
      concerns: ({ role, content }) => role === 'assistant' && Array.isArray(content),
      fill: { type: 'message', id: '', status: 'completed' },
    },
    {
      why: 'What a text rests on is left out of what is sent back.',
      concerns: ({ type }) => type === 'output_text',
      fill: { annotations: [] },
    },
  ],
  'anthropic-messages': [
    {
      why: 'Anthropic’s servers leave out the counts that a model or version does not have; its client bears it.',
      concerns: (_, place) => place === 'message.usage',
      fill: {
        cache_creation: null,
        inference_geo: null,
        input_tokens: 0,
        service_tier: null,
        speed: null,
        ...COUNTS,
      },
    },
    {
      why: 'The same counts at the end of a stream.',
      concerns: (_, place) => place === 'message_delta.usage',
      fill: { input_tokens: null, ...COUNTS },
    },
    {
      why: 'A message tells of its container, its diagnostics and its refusal where it has one.',
      concerns: ({ type }) => type === 'message',
      fill: { container: null, diagnostics: null, stop_details: null },
    },
    {
      why: 'The same at the end of a stream.',
      concerns: (_, place) => place === 'message_delta.delta',
      fill: { container: null, stop_details: null },
    },
    {
      why: 'A text without citations has no list of them.',
      concerns: ({ type }) => type === 'text',
      fill: { citations: null },
    },
    {
      why: 'A call is the model’s own where nobody else is named.',
      concerns: ({ type }) => /^(?:server_)?tool_use$|^web_search_tool_result$/.test(String(type)),
      fill: { caller: { type: 'direct' } },
    },
  ],
  gemini: [],
}

/** The body as the declarations want it; `used` learns which leniencies it took. */
export function leniently(json: Json, dialect: DialectId, used: Set<string>, place = ''): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((one) => leniently(one, dialect, used, place))
  if (!isObject(json)) return json
  let object: JsonObject = json
  for (const { why, concerns, fill, drop } of LENIENCIES[dialect]) {
    if (!concerns(object, place)) continue
    const kept = Object.entries(object).filter(([name]) => !drop?.includes(name))
    const next = { ...fill, ...Object.fromEntries(kept) }
    if (Object.keys(next).length !== Object.keys(object).length) used.add(why)
    object = next
  }
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      leniently(value, dialect, used, `${String(object.type ?? '')}.${name}`),
    ]),
  )
}

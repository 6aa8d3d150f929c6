import type { Json, JsonObject } from '../../../wire/json.ts'
import { isObject } from '../../../wire/json.ts'

/** A captured stream as another gateway would have spelled it: the same meaning, other ids, times, counts and cuts. For tests. */
export function respelled(body: string): string {
  const frames = body.split('\n\n').filter((frame) => frame.trim() !== '')
  const spelled = frames.flatMap((frame) => {
    const [event, data] = /^event: /.test(frame) ? frame.split('\n') : [undefined, frame]
    const text = data?.slice('data: '.length) ?? ''
    if (text === '[DONE]') return []
    const name = event === undefined ? '' : `${event}\r\n`
    return cut(JSON.parse(text) as Json).map((json) => `${name}data: ${padded(renamed(json))}\r\n\r\n`)
  })
  const isMessages = body.startsWith('event: message_start')
  const ping = isMessages ? 'event: ping\r\ndata: {"type": "ping"}\r\n\r\n' : ': keep-alive\r\n\r\n'
  return [spelled[0], ping, ...spelled.slice(1)].join('')
}

const NAMES = ['id', 'item_id', 'call_id', 'responseId']
const NUMBERS = /^(?:created|created_at|.*(?:_tokens|TokenCount))$/

function renamed(json: Json): Json {
  if (Array.isArray(json)) return json.map(renamed)
  if (!isObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]): [string, Json] => {
      if (NAMES.includes(key) && typeof value === 'string' && value !== '')
        return [key, `other-${value.length}-${value}`]
      if (NUMBERS.test(key) && typeof value === 'number') return [key, value + 1234]
      return [key, renamed(value as Json)]
    }),
  )
}

/** As Python spells JSON: a blank after each comma and colon, and letters beyond ASCII escaped. */
const padded = (json: Json): string =>
  JSON.stringify(json, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Text of one event in two. */
function cut(json: Json): readonly Json[] {
  if (!isObject(json)) return [json]
  const found = json.type === 'content_block_delta' ? cutDelta(json) : cutChunk(json)
  return found ?? [json]
}

const halves = (text: string): readonly string[] => {
  const letters = [...text]
  const middle = Math.ceil(letters.length / 2)
  return [letters.slice(0, middle).join(''), letters.slice(middle).join('')].filter((half) => half !== '')
}

function cutDelta(json: JsonObject): readonly Json[] | undefined {
  const delta = isObject(json.delta) ? json.delta : {}
  for (const key of ['text', 'thinking', 'partial_json']) {
    const text = delta[key]
    if (typeof text === 'string' && text.length > 1)
      return halves(text).map((half) => ({ ...json, delta: { ...delta, [key]: half } }))
  }
  return undefined
}

function cutChunk(json: JsonObject): readonly Json[] | undefined {
  const choice = Array.isArray(json.choices) ? (json.choices[0] as Json | undefined) : undefined
  const delta = isObject(choice) && isObject(choice.delta) ? choice.delta : undefined
  const text = delta?.content
  if (!isObject(choice) || typeof text !== 'string' || text.length < 2) return undefined
  return halves(text).map((half) => ({
    ...json,
    choices: [{ ...choice, delta: { ...delta, content: half } }],
  }))
}

/** A request as another gateway would have spelled it to the provider: other call ids, defaults filled in, snake case for Gemini. */
export function respelledRequest(body: Json): Json {
  const isGemini = isObject(body) && 'contents' in body
  const spelled = spellRequest(body, isGemini)
  if (!isObject(spelled)) return spelled
  return isGemini
    ? { ...spelled, safety_settings: [], labels: { by: 'gateway' } }
    : { ...spelled, model: 'deployment-7', max_tokens: 4096, temperature: 0.7, metadata: { user_id: 'u' } }
}

const CALL_IDS = ['id', 'tool_call_id', 'tool_use_id', 'call_id']

function spellRequest(json: Json, isGemini: boolean): Json {
  if (Array.isArray(json)) return json.map((item) => spellRequest(item, isGemini))
  if (!isObject(json)) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]): [string, Json][] => {
      if (isGemini && key === 'id') return []
      if (CALL_IDS.includes(key) && typeof value === 'string') return [[key, `other_${value}`]]
      const name = isGemini
        ? key.replace(/^(function|system)([CRI])/, (_, a, b) => `${a}_${b.toLowerCase()}`)
        : key
      if (key === 'response' && isObject(value)) return [[name, { content: Object.values(value)[0] ?? '' }]]
      return [[name, spellRequest(value as Json, isGemini)]]
    }),
  )
}

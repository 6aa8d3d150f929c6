import type { Json } from '../../wire/json.ts'
import { atPointer } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import type { GlossLine } from '../dialect.ts'
import { wordOf } from './words.ts'

type Glosser = (event: Json, numbers: Numbers) => readonly GlossLine[]

/** Lines for one event, by its type. The words are the dialect's own, without what every line would repeat. */
const EVENTS: Readonly<Record<string, Glosser>> = {
  message_start: (event, numbers) => [
    { word: 'message_start', ...value(event, '/message/model'), hue: 'frame', pointer: '/message' },
    ...counts(event, '/message/usage', numbers),
  ],
  content_block_start: (event) => [blockLine(event)],
  content_block_delta: (event) => [deltaLine(event)],
  content_block_stop: (event, numbers) => [
    { word: 'stop', ...value(event, '/index', numbers), hue: 'frame', pointer: '/index' },
  ],
  message_delta: (event, numbers) => [
    {
      word: 'stop_reason',
      ...value(event, '/delta/stop_reason'),
      hue: 'finish',
      pointer: '/delta/stop_reason',
    },
    ...counts(event, '/usage', numbers),
  ],
  message_stop: () => [{ word: 'message_stop', hue: 'frame', pointer: '/type' }],
  ping: () => [{ word: 'ping', hue: 'frame', pointer: '/type' }],
  error: (event) => [
    {
      word: text(event, '/error/type') ?? 'error',
      ...value(event, '/error/message'),
      hue: 'error',
      pointer: '/error/message',
    },
  ],
}

export function gloss(event: Json, name: string | undefined, numbers: Numbers = {}): readonly GlossLine[] {
  const type = text(event, '/type') ?? name
  const lines = wordOf(EVENTS, type)
  return lines ? lines(event, numbers) : [{ word: type ?? 'event', hue: 'frame' }]
}

const text = (event: Json, pointer: string, numbers: Numbers = {}): string | undefined => {
  const found = atPointer(event, pointer)
  if (typeof found === 'number') return numbers[pointer] ?? String(found)
  return typeof found === 'string' ? found : undefined
}

const value = (event: Json, pointer: string, numbers?: Numbers): { value?: string } => {
  const found = text(event, pointer, numbers)
  return found === undefined ? {} : { value: found }
}

/** Which hue a block or a delta has, where its value stands, and the word for it. */
interface Look {
  readonly word: string
  readonly hue: GlossLine['hue']
  readonly key: string
}

const BLOCKS: Readonly<Record<string, Look>> = {
  text: { word: 'text', hue: 'text', key: 'text' },
  thinking: { word: 'thinking', hue: 'reasoning', key: 'thinking' },
  redacted_thinking: { word: 'redacted_thinking', hue: 'reasoning', key: 'data' },
  tool_use: { word: 'tool_use', hue: 'call', key: 'name' },
  server_tool_use: { word: 'server_tool_use', hue: 'call', key: 'name' },
  mcp_tool_use: { word: 'mcp_tool_use', hue: 'call', key: 'name' },
}

const DELTAS: Readonly<Record<string, Look>> = {
  text_delta: { word: 'text', hue: 'text', key: 'text' },
  thinking_delta: { word: 'thinking', hue: 'reasoning', key: 'thinking' },
  signature_delta: { word: 'signature', hue: 'reasoning', key: 'signature' },
  input_json_delta: { word: 'input_json', hue: 'call', key: 'partial_json' },
}

const callOf = (event: Json, hue: GlossLine['hue']): { call?: string } => {
  const index = text(event, '/index')
  return hue === 'call' && index !== undefined ? { call: index } : {}
}

function blockLine(event: Json): GlossLine {
  const type = text(event, '/content_block/type')
  const look = wordOf(BLOCKS, type)
  if (!look) return { word: type ?? 'block', hue: 'frame', pointer: '/content_block' }
  const pointer = `/content_block/${look.key}`
  const said = text(event, pointer)
  return {
    word: look.word,
    ...(said ? { value: said } : {}),
    hue: look.hue,
    pointer,
    ...callOf(event, look.hue),
  }
}

function deltaLine(event: Json): GlossLine {
  const type = text(event, '/delta/type')
  const look = wordOf(DELTAS, type)
  if (!look) return { word: type ?? 'delta', hue: 'frame', pointer: '/delta' }
  const pointer = `/delta/${look.key}`
  return {
    word: look.word,
    value: `+${text(event, pointer) ?? ''}`,
    hue: look.hue,
    pointer,
    ...callOf(event, look.hue),
  }
}

/** What was counted, in and out, in one short line. */
function counts(event: Json, pointer: string, numbers: Numbers): GlossLine[] {
  const input = text(event, `${pointer}/input_tokens`, numbers)
  const output = text(event, `${pointer}/output_tokens`, numbers)
  const said = [input && `in ${input}`, output && `out ${output}`].filter((word) => word !== undefined)
  return said.length > 0 ? [{ word: 'usage', value: said.join(', '), hue: 'usage', pointer }] : []
}

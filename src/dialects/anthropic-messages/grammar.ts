import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** Where a stream stands in its grammar: anthropic-gemini.md §A.7. */
export interface GrammarState {
  phase: 'idle' | 'open' | 'closing' | 'done'
  /** The block that is open, and its type. */
  block: { readonly index: number; readonly type: string } | undefined
  /** Blocks begun so far: the index of the next. */
  count: number
  hasStopReason: boolean
}

export const startGrammar = (): GrammarState => ({
  phase: 'idle',
  block: undefined,
  count: 0,
  hasStopReason: false,
})

/** Which deltas a block may have. Types that are not listed, of blocks or deltas, are younger than this table: all may come. */
const DELTA_OF: Readonly<Record<string, readonly string[]>> = {
  text_delta: ['text'],
  citations_delta: ['text'],
  input_json_delta: ['tool_use', 'server_tool_use', 'mcp_tool_use'],
  thinking_delta: ['thinking'],
  signature_delta: ['thinking'],
  compaction_delta: ['compaction'],
}
const KNOWN_BLOCKS = new Set([...Object.values(DELTA_OF).flat(), 'redacted_thinking'])

type Judge = (state: GrammarState, event: JsonObject) => string | undefined

const JUDGES: Readonly<Record<string, Judge>> = {
  message_start: judgeStart,
  content_block_start: judgeBlockStart,
  content_block_delta: judgeDelta,
  content_block_stop: judgeBlockStop,
  message_delta: judgeMessageDelta,
  message_stop: judgeStop,
}

/** A sentence that names what is illegal here, if anything is. */
export function judgeEvent(state: GrammarState, event: Json, name: string | undefined): string | undefined {
  if (!isObject(event)) return event === '[DONE]' ? undefined : 'An event is a JSON object.'
  const { type } = event
  if (typeof type !== 'string')
    return 'error' in event ? endsInError(state) : 'An event says its type in `type`.'
  if (name !== undefined && name !== type) return `The frame is named ${name}, its event ${type}.`
  if (type === 'ping') return undefined
  if (state.phase === 'done') return `Nothing may follow the end of the message, but ${type} does.`
  if (type === 'error') return endsInError(state)
  return JUDGES[type]?.(state, event)
}

function endsInError(state: GrammarState): undefined {
  state.phase = 'done'
  state.hasStopReason = true
}

/** A second start is a retry spliced in by a gateway: what came before is void. */
function judgeStart(state: GrammarState, { message }: JsonObject): string | undefined {
  if (!isObject(message)) return 'message_start holds no message.'
  const content = Array.isArray(message.content) ? message.content.length : 0
  Object.assign(state, startGrammar(), { phase: 'open', count: content })
  return undefined
}

function judgeBlockStart(state: GrammarState, event: JsonObject): string | undefined {
  const { index, content_block: block } = event
  if (state.phase !== 'open') return `A block begins ${whereOf(state)}.`
  if (state.block) return `Block ${String(index)} begins while block ${state.block.index} is open.`
  if (index !== state.count) return `Block ${String(index)} begins where ${state.count} is next.`
  if (!isObject(block) || typeof block.type !== 'string') return `Block ${index} has no type.`
  state.block = { index, type: block.type }
  state.count++
  return undefined
}

const whereOf = ({ phase }: GrammarState): string =>
  phase === 'idle' ? 'before message_start' : 'after message_delta'

function judgeDelta(state: GrammarState, { index, delta }: JsonObject): string | undefined {
  if (!isObject(delta) || typeof delta.type !== 'string') return 'A delta has no type.'
  if (!state.block || state.block.index !== index)
    return `${delta.type} for block ${String(index)}, which is not open.`
  const allowed = DELTA_OF[delta.type]
  return allowed && KNOWN_BLOCKS.has(state.block.type) && !allowed.includes(state.block.type)
    ? `${delta.type} in a block of type ${state.block.type}.`
    : undefined
}

function judgeBlockStop(state: GrammarState, { index }: JsonObject): string | undefined {
  if (!state.block || state.block.index !== index) return `Block ${String(index)} ends, but is not open.`
  state.block = undefined
  return undefined
}

function judgeMessageDelta(state: GrammarState, { delta, usage }: JsonObject): string | undefined {
  // Said is said, in whatever place.
  state.hasStopReason ||= isObject(delta) && typeof delta.stop_reason === 'string'
  if (state.phase === 'idle') return 'message_delta before message_start.'
  if (state.block) return `message_delta while block ${state.block.index} is open.`
  // The vendor's client reads `usage.output_tokens` of it without looking.
  if (!isObject(delta) || !isObject(usage)) return 'message_delta holds both delta and usage.'
  state.phase = 'closing'
  return undefined
}

function judgeStop(state: GrammarState): string | undefined {
  if (state.block) return `The message ends while block ${state.block.index} is open.`
  if (state.phase !== 'closing') return 'message_stop without message_delta before it.'
  state.phase = 'done'
  return undefined
}

/** A stream may break off behind its stop reason: no client misses anything then. */
export function endGrammar(state: GrammarState): string | undefined {
  if (state.hasStopReason) return undefined
  return state.phase === 'idle'
    ? 'The stream ends before it has begun.'
    : 'The stream ends without a stop reason.'
}

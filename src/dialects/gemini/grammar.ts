import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** Where a stream stands in its grammar: anthropic-gemini.md §G.4. */
export interface GrammarState {
  chunks: number
  /** A finish reason, a block reason or an error was seen: the stream may end. */
  isFinished: boolean
  hasFailed: boolean
  /** Candidates with a call whose arguments still come in pieces. */
  callsOpen: number[]
}

export const startGrammar = (): GrammarState => ({
  chunks: 0,
  isFinished: false,
  hasFailed: false,
  callsOpen: [],
})

/** One part holds one of these. */
const DATA = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
]

/** A sentence that names what is illegal here, if anything is. */
export function judgeEvent(state: GrammarState, event: Json, _name: string | undefined): string | undefined {
  if (!isObject(event)) return event === '[DONE]' ? undefined : 'A chunk is a JSON object.'
  if (state.hasFailed) return 'Nothing may follow an error.'
  state.chunks++
  if ('error' in event) {
    state.hasFailed = true
    return undefined
  }
  if (isObject(event.promptFeedback) && 'blockReason' in event.promptFeedback) state.isFinished = true
  const { candidates } = event
  if (candidates === undefined || candidates === null) return judgeBare(event)
  if (!Array.isArray(candidates)) return '`candidates` is no list.'
  return firstOf(candidates as readonly Json[], (candidate) => judgeCandidate(state, candidate))
}

function firstOf<T>(list: readonly T[], judge: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = judge(one)
    if (found !== undefined) return found
  }
  return undefined
}

const BARE = ['usageMetadata', 'promptFeedback', 'responseId', 'modelVersion']

const judgeBare = (event: JsonObject): string | undefined =>
  BARE.some((key) => key in event) ? undefined : 'A chunk without candidates says usage or feedback.'

function judgeCandidate(state: GrammarState, candidate: Json): string | undefined {
  if (!isObject(candidate)) return 'A candidate is an object.'
  const { content, finishReason } = candidate
  const index = typeof candidate.index === 'number' ? candidate.index : 0
  if (finishReason !== undefined && finishReason !== null) {
    if (typeof finishReason !== 'string') return '`finishReason` is a word.'
    // Early Vertex said STOP in every chunk: only the end of the stream is the end.
    state.isFinished = true
  }
  if (content === undefined || content === null) return undefined
  if (!isObject(content)) return '`content` is an object.'
  if (content.role !== undefined && content.role !== 'model')
    return `The role of a reply is model, not ${String(content.role)}.`
  const { parts } = content
  if (parts === undefined || parts === null) return undefined
  if (!Array.isArray(parts)) return '`parts` is no list.'
  return firstOf(parts as readonly Json[], (part) => judgePart(state, part, index))
}

function judgePart(state: GrammarState, part: Json, index: number): string | undefined {
  if (!isObject(part)) return 'A part is an object.'
  const data = DATA.filter((key) => key in part)
  if (data.length > 1) return `A part holds one of ${data.join(' and ')}, not both.`
  if ('text' in part && typeof part.text !== 'string') return '`text` is a string.'
  return 'functionCall' in part ? judgeCall(state, part.functionCall ?? null, index) : undefined
}

/** A call comes whole, or is opened by its name, continued without one, and closed by a piece that does not continue. */
function judgeCall(state: GrammarState, call: Json, index: number): string | undefined {
  if (!isObject(call)) return '`functionCall` is an object.'
  const isOpen = state.callsOpen.includes(index)
  const isNamed = typeof call.name === 'string' && call.name !== ''
  if (!isNamed && !isOpen) return 'A call has no name, and continues none.'
  if (call.args !== undefined && call.args !== null && !isObject(call.args)) return '`args` is an object.'
  if (call.partialArgs !== undefined && !Array.isArray(call.partialArgs)) return '`partialArgs` is no list.'
  const others = state.callsOpen.filter((open) => open !== index)
  state.callsOpen = call.willContinue === true ? [...others, index] : others
  return undefined
}

export function endGrammar(state: GrammarState): string | undefined {
  if (state.chunks === 0) return 'The stream ends before it has begun.'
  return state.isFinished || state.hasFailed ? undefined : 'The stream ends without a finish reason.'
}

import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'

/** Where a stream stands in its grammar: openai.md §1.5. */
export interface GrammarState {
  chunks: number
  phase: 'open' | 'failed' | 'done'
  readonly choices: Record<string, ChoiceState>
}

interface ChoiceState {
  isFinished: boolean
  /** Audio may end without a finish reason: the vendor's client takes it for a stop. */
  hasAudio: boolean
  /** Indexes of the calls that were opened by a name. */
  readonly calls: number[]
}

export const startGrammar = (): GrammarState => ({ chunks: 0, phase: 'open', choices: {} })

/** A sentence that names what is illegal here, if anything is. */
export function judgeEvent(state: GrammarState, event: Json, name: string | undefined): string | undefined {
  if (state.phase === 'done') return event === '[DONE]' ? undefined : 'Nothing may follow [DONE].'
  if (event === '[DONE]') {
    state.phase = 'done'
    return undefined
  }
  if (!isObject(event)) return 'A chunk is a JSON object.'
  if (state.phase === 'failed') return 'Nothing may follow an error.'
  state.chunks++
  if (name === 'error' || ('error' in event && event.error !== null && !('choices' in event))) {
    state.phase = 'failed'
    return undefined
  }
  const { choices } = event
  // Usage, filters and the like may stand alone.
  if (choices === undefined || choices === null) return undefined
  if (!Array.isArray(choices)) return '`choices` is no list.'
  return firstOf(choices as readonly Json[], (choice) => judgeChoice(state, choice))
}

function firstOf<T>(list: readonly T[], judge: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = judge(one)
    if (found !== undefined) return found
  }
  return undefined
}

function judgeChoice(state: GrammarState, choice: Json): string | undefined {
  if (!isObject(choice)) return 'A choice is an object.'
  const { index = 0, delta, finish_reason: reason } = choice
  if (typeof index !== 'number') return 'The index of a choice is a number.'
  const own = stateOf(state, index)
  if (delta !== undefined && delta !== null) {
    if (!isObject(delta)) return '`delta` is an object.'
    const found = judgeDelta(own, delta, index)
    if (found) return found
  }
  if (reason === undefined || reason === null || reason === '') return undefined
  if (typeof reason !== 'string') return '`finish_reason` is a word.'
  own.isFinished = true
  return undefined
}

function stateOf({ choices }: GrammarState, index: number): ChoiceState {
  const own = choices[index] ?? { isFinished: false, hasAudio: false, calls: [] }
  choices[index] = own
  return own
}

function judgeDelta(own: ChoiceState, delta: JsonObject, index: number): string | undefined {
  const { role, content, audio, tool_calls: calls } = delta
  if (role !== undefined && role !== null && role !== 'assistant' && role !== '')
    return `The role of a reply is assistant, not ${String(role)}.`
  // Mistral streams parts of content as lists.
  if (content !== undefined && content !== null && typeof content !== 'string' && !Array.isArray(content))
    return '`content` is text.'
  own.hasAudio ||= isObject(audio)
  const hasNews =
    (typeof content === 'string' && content !== '') || (Array.isArray(calls) && calls.length > 0)
  if (own.isFinished && hasNews) return `Choice ${index} goes on after its finish reason.`
  if (calls === undefined || calls === null) return undefined
  if (!Array.isArray(calls)) return '`tool_calls` is no list.'
  return firstOf(calls as readonly Json[], (call) => judgeCall(own, call))
}

/** The piece with the name opens a call; pieces without one need a call to go on with. */
function judgeCall(own: ChoiceState, call: Json): string | undefined {
  if (!isObject(call)) return 'A tool call is an object.'
  const { index } = call
  if (!Number.isInteger(index)) return 'A tool call has no index.'
  const body = isObject(call.function) ? call.function : call.custom
  const name = isObject(body) ? body.name : undefined
  if (typeof name === 'string' && name !== '') {
    if (!own.calls.includes(index as number)) own.calls.push(index as number)
    return undefined
  }
  return own.calls.includes(index as number)
    ? undefined
    : `Call ${String(index)} goes on before it was named.`
}

/** Old and small servers leave [DONE] out. */
export function endGrammar({ chunks, phase, choices }: GrammarState): string | undefined {
  if (phase === 'failed') return undefined
  if (chunks === 0) return 'The stream ends before it has begun.'
  const open = Object.entries(choices).find(([, { isFinished, hasAudio }]) => !isFinished && !hasAudio)
  return open ? `The stream ends without a finish reason for choice ${open[0]}.` : undefined
}

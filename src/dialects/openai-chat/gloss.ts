import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import type { GlossLine } from '../dialect.ts'

/** Lines for one chunk, in the order in which a client takes them. */
export function gloss(event: Json, _name: string | undefined, numbers: Numbers = {}): GlossLine[] {
  if (!isObject(event)) return []
  const lines: GlossLine[] =
    isObject(event.error) || typeof event.error === 'string' ? [glossError(event.error, numbers)] : []
  const choices = Array.isArray(event.choices) ? event.choices : []
  for (const [position, choice] of choices.entries())
    if (isObject(choice)) lines.push(...glossChoice(choice, position))
  if (isObject(event.usage))
    lines.push({ word: 'usage', value: glossUsage(event.usage, numbers), hue: 'usage', pointer: '/usage' })
  if (lines.length === 0)
    lines.push({ word: typeof event.object === 'string' ? event.object : 'chunk', hue: 'frame' })
  return lines
}

function glossError(error: Json, numbers: Numbers): GlossLine {
  const fields = isObject(error) ? error : { message: error }
  const words = [fields.type ?? numbers['/error/code'] ?? fields.code, fields.message].filter(
    (word) => typeof word === 'string' || typeof word === 'number',
  )
  return { word: 'error', value: words.join(': '), hue: 'error', pointer: '/error' }
}

function glossUsage(usage: JsonObject, numbers: Numbers): string {
  const count = (key: string) => numbers[`/usage/${key}`] ?? usage[key] ?? '?'
  return `${count('prompt_tokens')} → ${count('completion_tokens')}`
}

/** Fields that are text, with the colour of what they belong to. */
const TEXTS: readonly (readonly [key: string, hue: GlossLine['hue']])[] = [
  ['reasoning_content', 'reasoning'],
  ['reasoning', 'reasoning'],
  ['content', 'text'],
  ['refusal', 'text'],
]

function glossChoice(choice: JsonObject, position: number): GlossLine[] {
  const key = isObject(choice.message) ? 'message' : 'delta'
  const delta = isObject(choice[key]) ? choice[key] : {}
  const at = `/choices/${position}/${key}`
  const lines: GlossLine[] = []
  // Several servers repeat the role on every delta: it is worth a line only where it opens the reply.
  const isOpening = TEXTS.every(([name]) => !delta[name]) && !Array.isArray(delta.tool_calls)
  if (typeof delta.role === 'string' && isOpening)
    lines.push({ word: 'role', value: delta.role, hue: 'frame', pointer: `${at}/role` })
  for (const [word, hue] of TEXTS)
    lines.push(...glossText(delta[word], { word, hue, pointer: `${at}/${word}` }))
  const calls = Array.isArray(delta.tool_calls) ? delta.tool_calls : []
  for (const [i, call] of calls.entries())
    if (isObject(call)) lines.push(...glossCall(call, choice.index, `${at}/tool_calls/${i}`, i))
  if (isObject(delta.function_call))
    lines.push(...glossTarget(delta.function_call, 'function_call', `${at}/function_call`, 'function_call'))
  if (typeof choice.finish_reason === 'string') {
    lines.push({
      word: 'finish_reason',
      value: choice.finish_reason,
      hue: 'finish',
      pointer: `/choices/${position}/finish_reason`,
    })
  }
  return lines
}

function glossText(value: Json | undefined, line: GlossLine): GlossLine[] {
  if (typeof value === 'string' && value !== '') return [{ ...line, value: `+${value}` }]
  if (!Array.isArray(value)) return []
  // Mistral's list of typed parts.
  return value.flatMap((part, i) => {
    if (!isObject(part)) return []
    const hue = part.type === 'thinking' ? 'reasoning' : line.hue
    return [
      {
        word: String(part.type ?? line.word),
        value: `+${partText(part)}`,
        hue,
        pointer: `${line.pointer}/${i}`,
      },
    ]
  })
}

function partText(part: JsonObject): string {
  if (typeof part.text === 'string') return part.text
  return Array.isArray(part.thinking)
    ? part.thinking.map((piece) => (isObject(piece) ? String(piece.text ?? '') : '')).join('')
    : ''
}

function glossCall(call: JsonObject, choice: Json | undefined, at: string, position: number): GlossLine[] {
  const index = typeof call.index === 'number' ? call.index : position
  const key = isObject(call.custom) ? 'custom' : 'function'
  const target = call[key]
  const name = typeof choice === 'number' && choice > 0 ? `${choice}/${index}` : String(index)
  return isObject(target) ? glossTarget(target, 'tool_calls', `${at}/${key}`, name) : []
}

function glossTarget(target: JsonObject, word: string, at: string, call: string): GlossLine[] {
  const lines: GlossLine[] = []
  if (typeof target.name === 'string' && target.name !== '')
    lines.push({ word, value: target.name, hue: 'call', pointer: `${at}/name`, call })
  for (const key of ['arguments', 'input']) {
    const text = target[key]
    if (typeof text === 'string' && text !== '')
      lines.push({ word: key, value: `+${text}`, hue: 'call', pointer: `${at}/${key}`, call })
  }
  return lines
}

import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import { jsonText, numbersBelow } from '../../wire/json-numbers.ts'
import type { GlossLine } from '../dialect.ts'

/** One chunk in Gemini's own words; several lines where it says several things. */
export function gloss(event: Json, _name: string | undefined, numbers: Numbers = {}): readonly GlossLine[] {
  if (Array.isArray(event))
    return (event as readonly Json[]).flatMap((one, i) =>
      gloss(one, undefined, numbersBelow(numbers, `/${i}`, one)),
    )
  if (!isObject(event)) return [{ word: 'frame', value: jsonText(event, numbers), hue: 'frame' }]
  const lines = [
    ...errorLines(event),
    ...candidateLines(event, numbers),
    ...blockLines(event),
    ...usageLines(event, numbers),
  ]
  return lines.length > 0 ? lines : [{ word: Object.keys(event)[0] ?? 'empty', hue: 'frame' }]
}

function candidateLines({ candidates }: JsonObject, numbers: Numbers): GlossLine[] {
  if (!Array.isArray(candidates)) return []
  return (candidates as readonly Json[]).flatMap((candidate, i) => {
    if (!isObject(candidate)) return []
    const at = `/candidates/${i}`
    const parts =
      isObject(candidate.content) && Array.isArray(candidate.content.parts)
        ? (candidate.content.parts as readonly Json[])
        : []
    const lines = parts.flatMap((part, j) =>
      isObject(part) ? partLines(part, `${at}/content/parts/${j}`, numbers) : [],
    )
    const { finishReason } = candidate
    if (typeof finishReason === 'string')
      lines.push({ word: 'finishReason', value: finishReason, hue: 'finish', pointer: `${at}/finishReason` })
    return lines
  })
}

function partLines(part: JsonObject, pointer: string, numbers: Numbers): GlossLine[] {
  const lines: GlossLine[] = []
  const isThought = part.thought === true
  if (typeof part.text === 'string') {
    lines.push({
      word: isThought ? 'thought' : 'text',
      value: `+${part.text}`,
      hue: isThought ? 'reasoning' : 'text',
      pointer: `${pointer}/text`,
    })
  }
  if (isObject(part.functionCall)) lines.push(callLine(part.functionCall, `${pointer}/functionCall`, numbers))
  if (typeof part.thoughtSignature === 'string') {
    lines.push({
      word: 'thoughtSignature',
      value: part.thoughtSignature,
      hue: 'reasoning',
      pointer: `${pointer}/thoughtSignature`,
    })
  }
  if (lines.length > 0) return lines
  const [field] = Object.keys(part)
  return field === undefined ? [] : [{ word: field, hue: 'frame', pointer }]
}

function callLine(call: JsonObject, pointer: string, numbers: Numbers): GlossLine {
  const key = call.partialArgs === undefined ? 'args' : 'partialArgs'
  const pieces = call[key]
  const args = pieces === undefined ? '' : jsonText(pieces, numbers, `${pointer}/${key}`)
  const name = typeof call.name === 'string' ? call.name : ''
  const value = `${name}${args && (name ? ` ${args}` : `+${args}`)}`
  return {
    word: 'functionCall',
    hue: 'call',
    pointer,
    ...(value ? { value } : {}),
    ...(typeof call.id === 'string' ? { call: call.id } : {}),
  }
}

function blockLines({ promptFeedback }: JsonObject): GlossLine[] {
  if (!isObject(promptFeedback) || typeof promptFeedback.blockReason !== 'string') return []
  return [
    {
      word: 'blockReason',
      value: promptFeedback.blockReason,
      hue: 'finish',
      pointer: '/promptFeedback/blockReason',
    },
  ]
}

function usageLines({ usageMetadata: usage }: JsonObject, numbers: Numbers): GlossLine[] {
  if (!isObject(usage)) return []
  const count = (key: string) => numbers[`/usageMetadata/${key}`] ?? usage[key] ?? 0
  const counts = [
    count('promptTokenCount'),
    count('candidatesTokenCount'),
    ...(usage.thoughtsTokenCount === undefined ? [] : [count('thoughtsTokenCount')]),
  ]
  return [{ word: 'usageMetadata', value: counts.join(' + '), hue: 'usage', pointer: '/usageMetadata' }]
}

function errorLines({ error }: JsonObject): GlossLine[] {
  if (typeof error === 'string') return [{ word: 'error', value: error, hue: 'error', pointer: '/error' }]
  if (!isObject(error)) return []
  const value = [error.status, error.message].filter((one) => typeof one === 'string').join(': ')
  return [{ word: 'error', value, hue: 'error', pointer: '/error' }]
}

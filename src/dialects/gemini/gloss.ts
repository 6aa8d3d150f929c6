import type { Json, JsonObject } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { GlossLine } from '../dialect.ts'

/** One chunk in Gemini's own words; several lines where it says several things. */
export function gloss(event: Json, _name: string | undefined): readonly GlossLine[] {
  if (Array.isArray(event)) return (event as readonly Json[]).flatMap((one) => gloss(one, undefined))
  if (!isObject(event)) return [{ word: 'frame', value: JSON.stringify(event), hue: 'frame' }]
  const lines = [...errorLines(event), ...candidateLines(event), ...blockLines(event), ...usageLines(event)]
  return lines.length > 0 ? lines : [{ word: Object.keys(event)[0] ?? 'empty', hue: 'frame' }]
}

function candidateLines({ candidates }: JsonObject): GlossLine[] {
  if (!Array.isArray(candidates)) return []
  return (candidates as readonly Json[]).flatMap((candidate, i) => {
    if (!isObject(candidate)) return []
    const at = `/candidates/${i}`
    const parts =
      isObject(candidate.content) && Array.isArray(candidate.content.parts)
        ? (candidate.content.parts as readonly Json[])
        : []
    const lines = parts.flatMap((part, j) =>
      isObject(part) ? partLines(part, `${at}/content/parts/${j}`) : [],
    )
    const { finishReason } = candidate
    if (typeof finishReason === 'string')
      lines.push({ word: 'finishReason', value: finishReason, hue: 'finish', pointer: `${at}/finishReason` })
    return lines
  })
}

function partLines(part: JsonObject, pointer: string): GlossLine[] {
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
  if (isObject(part.functionCall)) lines.push(callLine(part.functionCall, `${pointer}/functionCall`))
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

function callLine(call: JsonObject, pointer: string): GlossLine {
  const pieces = call.partialArgs ?? call.args
  const args = pieces === undefined ? '' : JSON.stringify(pieces)
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

function usageLines({ usageMetadata }: JsonObject): GlossLine[] {
  if (!isObject(usageMetadata)) return []
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount } = usageMetadata
  const counts = [
    promptTokenCount ?? 0,
    candidatesTokenCount ?? 0,
    ...(thoughtsTokenCount === undefined ? [] : [thoughtsTokenCount]),
  ]
  return [{ word: 'usageMetadata', value: counts.join(' + '), hue: 'usage', pointer: '/usageMetadata' }]
}

function errorLines({ error }: JsonObject): GlossLine[] {
  if (typeof error === 'string') return [{ word: 'error', value: error, hue: 'error', pointer: '/error' }]
  if (!isObject(error)) return []
  const value = [error.status, error.message].filter((one) => typeof one === 'string').join(': ')
  return [{ word: 'error', value, hue: 'error', pointer: '/error' }]
}

import type { Json } from '../../wire/json.ts'
import { parseJson } from '../../wire/json.ts'

/** A body as a test compares it: its JSON, or else what its lines say. The fixtures hold the same in their own language. */
export function wireOf(body: string): Json {
  const whole = parseJson(body)
  if ('value' in whole) return whole.value
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const data = line.replace(/^data: ?/, '')
      const parsed = parseJson(data)
      return 'value' in parsed ? parsed.value : data
    })
}

import type { Json } from '../wire/json.ts'
import { isObject, parseJson } from '../wire/json.ts'
import type { CapturedRequest } from './transcript.ts'

/**
 * Whether a request asks for a stream: in its body, or for Gemini in its address. Undefined where no request says so. `body`:
 * its JSON, where it was parsed before.
 */
export function asksForStream(request: CapturedRequest | undefined, body?: Json): boolean | undefined {
  if (!request) return undefined
  if (request.url !== undefined && /:(?:stream)?generateContent\b/i.test(request.url))
    return /:streamGenerateContent\b/.test(request.url)
  const json = body ?? jsonOf(request.body)
  return isObject(json) && !('contents' in json) ? json.stream === true : undefined
}

function jsonOf(text: string): Json | undefined {
  const parsed = parseJson(text)
  return 'value' in parsed ? parsed.value : undefined
}

import { isObject, parseJson } from '../wire/json.ts'
import type { CapturedRequest } from './transcript.ts'

/** Whether a request asks for a stream: in its body, or for Gemini in its address. Undefined where no request says so. */
export function asksForStream(request: CapturedRequest | undefined): boolean | undefined {
  if (!request) return undefined
  if (request.url !== undefined && /:(?:stream)?generateContent\b/i.test(request.url))
    return /:streamGenerateContent\b/.test(request.url)
  const parsed = parseJson(request.body)
  if (!('value' in parsed) || !isObject(parsed.value) || 'contents' in parsed.value) return undefined
  return parsed.value.stream === true
}

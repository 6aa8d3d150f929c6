import { curl } from './curl.ts'
import { errorWords } from './error-words.ts'
import { fenced } from './fenced.ts'
import type { Format } from './format.ts'
import { har } from './har.ts'
import { html } from './html.ts'
import { http } from './http.ts'
import { jsonBody } from './json-body.ts'
import { litellmLog } from './logs/litellm/debug-log.ts'
import { logRows } from './logs/log-rows.ts'
import { sdkLog } from './logs/sdk-log.ts'
import { program } from './program-format.ts'
import { saved } from './saved.ts'
import { stream } from './stream.ts'

/** Every kind of input. The strongest claim reads it; their order here decides nothing but a draw. */
export const FORMATS: readonly Format[] = [
  saved,
  har,
  logRows,
  litellmLog,
  sdkLog,
  http,
  curl,
  stream,
  html,
  fenced,
  jsonBody,
  program,
  errorWords,
]

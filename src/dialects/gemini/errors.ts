import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { Failure } from '../../hub/reply.ts'
import { isObject } from '../../wire/json.ts'
import { DIALECT, formOf, tagOf } from './words.ts'

/** `{error: {code, message, status, details}}`, in a list where it is streamed without SSE. anthropic-gemini.md §G.5. */
export function readError(body: Cursor): Failure {
  const [first, ...others] = body.items()
  if (first) {
    const failure = readError(first)
    return others.length > 0 || failure.tag ? failure : { ...failure, ...present({ tag: tagOf([LISTED]) }) }
  }
  const failure = readFailure(body)
  return { ...failure, ...present({ wrapExtras: body.rest(DIALECT) }) }
}

/** Says that the error stood in a list, alone. */
const LISTED = 'listed'

/** The `error` alone, where other things stand beside it. */
export function readFailure(body: Cursor): Failure {
  const said = body.string('error')
  const error = body.object('error')
  const message = said ?? error?.string('message') ?? NO_MESSAGE
  const status = error?.number('code')
  const type = error?.string('status')
  return {
    message,
    ...present({ status, type, extras: error?.rest(DIALECT) }),
    ...(said ? { tag: spell(undefined, 'bare') } : error ? {} : { tag: spell(undefined, 'no-error') }),
  }
}

const NO_MESSAGE: Leaf<string> = added('', 'no-message', 'The error says nothing that can be read.')

/** google.rpc.Code for each HTTP status that Gemini answers with. */
const STATUS_WORDS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  413: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  529: 'UNAVAILABLE',
}

/** The HTTP status behind the words that other dialects have for a class of error. */
const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 403,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  server_error: 500,
  api_error: 500,
  overloaded_error: 503,
  timeout_error: 504,
}

const isGoogleWord = (word: string): boolean => /^[A-Z]+(?:_[A-Z]+)*$/.test(word)

export function writeError(failure: Failure, losses: Losses): Written {
  lose(
    losses,
    'no-field',
    'A Gemini error names neither parameter nor request.',
    failure.param,
    failure.requestId,
  )
  lose(losses, 'no-word', 'Gemini has its own words for classes of error.', failure.code, failure.tag)
  const written = writeFailure(failure)
  return formOf(failure.tag).includes(LISTED) ? [written] : written
}

/** The same for the middle of a stream, where nobody asks what was lost. */
export function writeFailure(failure: Failure): WrittenObject {
  const { message, status, type, code, tag, wrapExtras } = failure
  const isHome = failure.extras?.dialect === DIALECT || wrapExtras?.dialect === DIALECT
  const wrap = restore(wrapExtras, DIALECT)
  if (tag?.value === 'bare') return { error: message, ...wrap }
  if (tag?.value === 'no-error' && isHome) return wrap
  const word = type && isGoogleWord(type.value) ? type : undefined
  const known = status ?? ((type ?? code) ? statusOf(type ?? code) : undefined)
  return {
    error: {
      code: status ?? (word ? undefined : known),
      message: message.added?.code === 'no-message' && isHome ? undefined : message,
      status:
        word ??
        (known && !isHome
          ? also(spell(type ?? code, STATUS_WORDS[known.value] ?? 'UNKNOWN'), tag)
          : undefined),
      ...restore(failure.extras, DIALECT),
    },
    ...wrap,
  }
}

/** Where the source gave no number, from its word for the class. */
function statusOf(word: Leaf<string> | undefined): Leaf<number> {
  return spell(word, STATUS_OF_TYPE[word?.value ?? ''] ?? 500)
}

/** One frame of a stream, or one element of a streamed array. */
export const isError = (frame: Cursor): boolean => {
  const error = frame.peek('error')
  return isObject(error) || typeof error === 'string'
}

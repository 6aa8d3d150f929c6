import type { Cursor } from '../../hub/cursor.ts'
import type { Extras } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import type { Failure } from '../../hub/reply.ts'
import { ID, isOurs, restoreUnder } from './words.ts'

/** Where the message stood if not in an error object: ChatGPT's Codex backend says `{"detail": "…"}`, Ollama `{"error": "…"}`. */
const BARE_FORMS = ['detail', 'error', 'message'] as const

const NO_MESSAGE = 'no-message'

/** The error object itself: HTTP body, response.error and the stream's event share it. openai.md §§1.6, 4, 5.3. */
export function readFailure(
  error: Cursor,
  tag?: Leaf<string>,
  wrapExtras?: () => Extras | undefined,
): Failure {
  const type = error.string('type')
  const code = error.string('code')
  const param = error.string('param')
  const message = error.string('message') ?? added('', NO_MESSAGE, 'The error says nothing in words.')
  const rest = error.rest(ID)
  const beside = wrapExtras?.()
  return {
    message,
    extras: rest ?? { dialect: ID, entries: [] },
    ...(type && { type }),
    ...(code && { code }),
    ...(param && { param }),
    ...(tag && { tag }),
    ...(beside && { wrapExtras: beside }),
  }
}

export function readError(body: Cursor): Failure {
  const error = body.object('error')
  if (error) return readFailure(error, undefined, () => body.rest(ID))
  for (const form of BARE_FORMS) {
    const message = body.string(form)
    if (!message) continue
    if (form === 'message') return readFlat(body, message)
    const rest = body.rest(ID)
    return {
      message,
      tag: { value: form, from: [] },
      extras: { dialect: ID, entries: [] },
      ...(rest && { wrapExtras: rest }),
    }
  }
  const rest = body.rest(ID)
  const message = added('', NO_MESSAGE, 'The error says nothing in words.')
  return { message, extras: { dialect: ID, entries: [] }, ...(rest && { wrapExtras: rest }) }
}

/** The documented form of the stream's error event: all fields beside `type: error`. openai.md §5.3. */
function readFlat(body: Cursor, message: Leaf<string>): Failure {
  const code = body.string('code')
  const param = body.string('param')
  const rest = body.rest(ID)
  return {
    message,
    tag: { value: 'message', from: [] },
    extras: { dialect: ID, entries: [] },
    ...(code && { code }),
    ...(param && { param }),
    ...(rest && { wrapExtras: rest }),
  }
}

/** Hub failure types of other dialects keep their word: the field is an open string here. */
export function writeError(failure: Failure, losses: Losses): WrittenObject {
  lose(losses, 'no-field', 'The status is told by the HTTP status line, not by the body.', failure.status)
  lose(losses, 'no-field', 'The request id is told by the header x-request-id.', failure.requestId)
  const wrap = restoreUnder('', failure.wrapExtras)
  if (isOurs(failure.extras)) {
    if (failure.message.added?.code === NO_MESSAGE && Object.keys(failure).length <= 3) return wrap
    const form = failure.tag?.value
    if (form === 'message')
      return { message: failure.message, code: failure.code, param: failure.param, ...wrap }
    if (form === 'detail' || form === 'error') return { [form]: failure.message, ...wrap }
  }
  return { error: writeErrorObject(failure), ...wrap }
}

/** All four fields are required; where the source was ours, its own nulls come back with the extras. openai.md §1.6. */
export function writeErrorObject(failure: Failure): WrittenObject {
  const own = isOurs(failure.extras)
  return {
    message: failure.message.added?.code === NO_MESSAGE && own ? undefined : failure.message,
    type: failure.type ?? (own ? undefined : spell(failure.code, 'server_error')),
    param: failure.param ?? (own ? undefined : null),
    code: failure.code ?? (own ? undefined : null),
    ...restoreUnder('', failure.extras),
  }
}

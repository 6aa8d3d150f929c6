import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, made, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { present } from '../../hub/present.ts'
import type { Failure } from '../../hub/reply.ts'
import { textOfLeaf } from '../../hub/text.ts'
import { isObject } from '../../wire/json.ts'
import { ERROR_BY_STATUS, ERROR_TYPES, ID, isOurs, ours, wordOf } from './words.ts'

/** Who made a message out of a body that holds none. */
export const ERROR_AS_TEXT = 'error-as-text'

/** `{type:"error",error:{type,message,details?},request_id}`, as a body and as an event. anthropic-gemini.md §A.8 */
export function readError(body: Cursor): Failure {
  const inner = body.peek('error')
  const error = isObject(inner) && typeof inner.message === 'string' ? body.object('error') : undefined
  const message = error?.string('message')
  // A proxy's own page or string: nothing of it is lost, but its form is.
  if (!error || !message) return { message: spell(body.leaf(), textOfLeaf(body.leaf()), ERROR_AS_TEXT) }
  const code = readCode(error)
  const own = present({ type: error.string('type'), code, extras: error.rest(ID) })
  const wrap = present({ tag: body.string('type'), requestId: body.string('request_id') })
  return { message, ...own, ...wrap, wrapExtras: ours(body.rest(ID)) }
}

/** The stable cause; details that say more are left whole among the extras. */
function readCode(error: Cursor): Leaf<string> | undefined {
  const details = error.peek('details')
  const isKnown = isObject(details) && Object.keys(details).length === 1
  return isKnown && typeof details.error_code === 'string'
    ? error.object('details')?.string('error_code')
    : undefined
}

export function writeError(failure: Failure, losses: Losses): WrittenObject {
  const isOwn = isOurs(failure.wrapExtras)
  lose(losses, 'status-line', 'The HTTP status stands in the status line alone.', failure.status)
  lose(losses, 'no-field', 'Errors of Messages name no parameter.', failure.param)
  if (!isOwn) lose(losses, 'foreign-code', 'The codes of another vendor mean nothing here.', failure.code)
  const details = isOwn && failure.code ? { details: { error_code: failure.code } } : {}
  const requestId = failure.requestId ? { request_id: failure.requestId } : {}
  const type = isOwn ? failure.type : typeFor(failure)
  return {
    ...(isOwn && !failure.tag ? {} : { type: spell(failure.tag, 'error') }),
    error: { ...present({ type }), message: failure.message, ...details, ...restore(failure.extras, ID) },
    ...requestId,
    ...restore(failure.wrapExtras, ID),
  }
}

function typeFor({ type, code, status }: Failure): Leaf<string> {
  if (type?.value.endsWith('_error')) return spell(type, wordOf(ERROR_TYPES, type.value) ?? type.value)
  for (const word of [type, code]) {
    const known = wordOf(ERROR_TYPES, word?.value)
    if (known) return spell(word, known)
  }
  const byStatus = status && ERROR_BY_STATUS[status.value]
  if (byStatus) return made(byStatus, 'type-from-status', status)
  return added(
    'api_error',
    'unknown-error',
    'The source names no type of error that Messages has a word for.',
  )
}

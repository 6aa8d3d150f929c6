import type { Cursor } from '../../hub/cursor.ts'
import { restore } from '../../hub/extras.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Losses } from '../../hub/losses.ts'
import { lose } from '../../hub/losses.ts'
import { presentAs } from '../../hub/present.ts'
import type { Failure } from '../../hub/reply.ts'
import { textOfLeaf } from '../../hub/text.ts'
import type { Json } from '../../wire/json.ts'
import { hint } from './places.ts'
import { ID } from './words.ts'

/** The forms in which OpenAI and compatible servers say an error, as the failure's tag. */
const FORM = {
  /** `{"error":{"message":…}}`, openai.md §1.6. */
  wrapped: 'chat:wrapped',
  /** The same, `code` being a number: the HTTP status (OpenRouter, Gemini's compatible endpoint). */
  numbered: 'chat:numbered',
  /** `{"object":"error","message":…}`: vLLM. */
  flat: 'chat:flat',
  /** `{"error":"text"}` */
  error: 'chat:error',
  /** `{"detail":"text"}`: FastAPI, ChatGPT's own backend. */
  detail: 'chat:detail',
  /** Nothing of the kind: all is in `wrapExtras`. */
  raw: 'chat:raw',
} as const

const BARE_FORMS = ['error', 'detail'] as const

export function readError(body: Cursor): Failure {
  // Gemini's compatible endpoint sends a list of one (openai.md §7 Q12).
  const first = body.items()[0]
  if (first) return readError(first)
  const wrapped = body.object('error')
  if (wrapped) return readFields(wrapped, FORM.wrapped, body)
  if (typeof body.peek('message') === 'string') return readFields(body, FORM.flat)
  for (const key of BARE_FORMS) {
    const message = body.string(key)
    if (message) return presentAs<Failure>({ message, tag: hint(FORM[key]), wrapExtras: body.rest(ID) })
  }
  const raw = body.leaf<Json>()
  const message = spell(raw, textOfLeaf(raw), 'error-as-text')
  return presentAs<Failure>({ message, tag: hint(FORM.raw), wrapExtras: body.rest(ID) })
}

function readFields(at: Cursor, form: string, wrapper?: Cursor): Failure {
  const status = at.number('code')
  return presentAs<Failure>({
    message: at.string('message') ?? added('', 'no-message', 'The error says no message.'),
    type: at.string('type'),
    code: at.string('code'),
    status,
    param: at.string('param'),
    tag: hint(status && wrapper ? FORM.numbered : form),
    extras: at.rest(ID),
    wrapExtras: wrapper?.rest(ID),
  })
}

export function writeError(failure: Failure, losses: Losses): WrittenObject {
  const form = failure.tag?.value
  const around = restore(failure.wrapExtras, ID)
  if (form === FORM.raw) return around
  for (const key of BARE_FORMS) if (form === FORM[key]) return { [key]: failure.message, ...around }
  if (form === FORM.flat) return ownFields(failure)
  if (form === FORM.wrapped || form === FORM.numbered) return { error: ownFields(failure), ...around }
  lose(losses, 'no-field', 'Chat has the request id in a header, not in the body.', failure.requestId)
  lose(losses, 'no-field', 'Chat says the HTTP status in the status line, not in the body.', failure.status)
  const { message, type, code, param } = failure
  // `param` and `code` are null rather than absent.
  return { error: { message, type: type ?? 'server_error', param: param ?? null, code: code ?? null } }
}

function ownFields({ message, type, code, status, param, extras }: Failure): WrittenObject {
  const object: Record<string, Written> = {}
  if (!message.added) object.message = message
  for (const [key, value] of Object.entries({ type, param, code: code ?? status }))
    if (value) object[key] = value
  return { ...object, ...restore(extras, ID) }
}

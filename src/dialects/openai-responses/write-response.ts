import type { WrittenObject } from '../../hub/leaf.ts'
import { added, spell } from '../../hub/leaf.ts'
import type { Failure } from '../../hub/reply.ts'
import { writeErrorObject } from './errors.ts'
import { writeUsage } from './usage.ts'
import { FINISHES, isOurs, plain, restoreUnder } from './words.ts'
import type { Finish, WriterState } from './writer-state.ts'

/** What the types require of every response, where the source knows nothing of the request. openai.md §4. */
const UNKNOWN_REQUEST: WrittenObject = {
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  temperature: null,
  tool_choice: 'auto',
  tools: [],
  top_p: null,
}

const NO_ID = 'The source gives the reply no id.'
const NO_TIME = 'The source does not say when the reply was made.'

/** The response object as it stands, with what the moment adds. */
export function response(state: WriterState, last: WrittenObject): WrittenObject {
  const { start, finish, usage, output } = state
  const isOwn = isOurs(start?.extras)
  const tier = finish?.serviceTier ?? start?.serviceTier
  const isCompaction = isOwn && start?.tag !== undefined && start.tag.value !== 'response'
  return {
    id: start?.id ?? added('resp_interlinear', 'derived-id', NO_ID),
    object: isOwn && start?.tag ? start.tag : spell(start?.tag, 'response'),
    created_at: start?.created ?? (isCompaction ? undefined : added(0, 'required-field', NO_TIME)),
    status: isCompaction ? undefined : 'in_progress',
    model:
      start?.model ??
      (isOwn ? undefined : added('', 'required-field', 'The source does not name its model.')),
    ...(isOwn ? {} : { ...UNKNOWN_REQUEST, service_tier: tier, usage: null }),
    ...restoreUnder('', start?.extras),
    ...restoreUnder('', finish?.extras),
    ...restoreUnder('', state.failure?.wrapExtras),
    output: [...output],
    ...(usage && { usage: writeUsage(usage) }),
    ...last,
  }
}

interface Last {
  readonly type: 'completed' | 'incomplete' | 'failed'
  readonly response: WrittenObject
}

export function finished(state: WriterState, { reason, extras }: Finish): Last {
  const { status, reason: word } = FINISHES[reason.value]
  const details =
    word === undefined
      ? isOurs(extras)
        ? {}
        : { incomplete_details: null }
      : { incomplete_details: { reason: spell(reason, word) } }
  const malformed = added(
    'The model gave an answer that could not be read.',
    'required-field',
    'A failed response must hold an error.',
  )
  const error = status === 'failed' ? { error: { code: 'server_error', message: malformed } } : {}
  return { type: status, response: response(state, { status: spell(reason, status), ...details, ...error }) }
}

export function failed(state: WriterState, failure: Failure): Last {
  // The stream's error event knows more fields than the response has.
  const isOwn = isOurs(failure.extras) && failure.tag?.value === 'failed'
  const { message, code, ...others } = writeErrorObject(failure)
  const error = {
    code: plain(code) === null || code === undefined ? spell(failure.type, 'server_error') : code,
    message,
    ...(isOwn ? others : {}),
  }
  return { type: 'failed', response: response(state, { status: spell(failure.tag, 'failed'), error }) }
}

/** The documented flat fields and the nested object that the real API sends: readers want either. openai.md §5.3. */
export function errorFields(failure: Failure): WrittenObject {
  const error = writeErrorObject(failure)
  return { code: failure.code ?? null, message: failure.message, param: failure.param ?? null, error }
}

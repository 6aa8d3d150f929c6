import type { DialectId } from '../../hub/dialect.ts'
import { bare } from '../../hub/leaf.ts'
import { runError } from '../../translate/translate.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import { put, valueAt } from './body.ts'
import type { Fixer } from './fix.ts'
import { correction } from './fix.ts'

/** The same error as the client’s own dialect tells it. */
export const translateErrorBody: Fixer = ({ body, place, scene: { dialect } }) => {
  const at = { ...place, pointer: place.pointer?.replace(/\/error$/, '') ?? '' }
  const told = valueAt(body, at)
  if (!dialect || told === undefined) return undefined
  const { written } = runError(told, { from: shapeOf(told), to: dialect })
  return correction('Tell the error as this dialect does.', put(body, at, bare(written)))
}

function shapeOf(body: Json): DialectId {
  const error = isObject(body) ? body.error : undefined
  if (isObject(error) && typeof error.status === 'string') return 'gemini'
  if (isObject(body) && body.type === 'error' && isObject(error) && !('param' in error))
    return 'anthropic-messages'
  return 'openai-chat'
}

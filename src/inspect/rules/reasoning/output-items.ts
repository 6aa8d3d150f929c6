import type { Reading } from '../../../translate/reading.ts'
import type { At } from '../../json-places.ts'
import { fieldAt, listAt, rootOf } from '../../json-places.ts'
import { framesHolding } from '../../reply-facts.ts'

/** Responses: the items that an answer produced, in their order, as they were when they were done. */
export function outputItems(reading: Reading): readonly At[] {
  if (reading.reply?.kind === 'whole') return listAt(rootOf(reading.reply.json), 'output')
  const done = framesHolding(reading, 'response.output_item.done').flatMap(
    (event) => fieldAt(event, 'item') ?? [],
  )
  if (done.length > 0) return done
  return framesHolding(reading, 'response.completed').flatMap((event) => {
    const response = fieldAt(event, 'response')
    return response ? listAt(response, 'output') : []
  })
}

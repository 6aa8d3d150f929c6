import type { FoldedPart } from '../../hub/fold.ts'
import { foldReply, partOfReply } from '../../hub/fold.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message } from '../../hub/request.ts'
import { isObject } from '../../wire/json.ts'
import type { Turn } from '../history.ts'
import type { RequestStep } from '../step.ts'
import { detached } from './chain.ts'

/** An item of an earlier turn, as the message that it would be if it were sent again. */
interface Kept {
  readonly exchange: string
  readonly role: Message['role']
  readonly parts: Part[]
}

/** `{"type":"item_reference","id":…}`; the type may be left out. openai.md §3.3 */
function referenceIn({ parts: [part, ...more] }: Message): { id: string; raw: Leaf } | undefined {
  if (part?.kind !== 'opaque' || more.length > 0 || !isObject(part.raw.value)) return undefined
  const { type = 'item_reference', id, ...rest } = part.raw.value
  const isReference = type === 'item_reference' && typeof id === 'string' && Object.keys(rest).length === 0
  return isReference ? { id, raw: part.raw } : undefined
}

const isReference = (message: Message): boolean => referenceIn(message) !== undefined

/** The id of the item that a part of a reply opens; the parts after it that say none belong to the same item. */
function itemIdOf({ head }: FoldedPart): string | undefined {
  if ('itemId' in head && head.itemId) return head.itemId.value
  if (head.kind === 'opaque') {
    const id = isObject(head.raw.value) ? head.raw.value.id : undefined
    return typeof id === 'string' ? id : undefined
  }
  const named = head.extras?.entries.find(([key]) => key === 'item/id')?.[1].value
  return typeof named === 'string' ? named : undefined
}

/** All items that earlier turns have named, by their ids: those of replies, and those that requests sent again. */
function itemsOf(history: readonly Turn[]): ReadonlyMap<string, Kept> {
  const items = new Map<string, Kept>()
  const role = added('assistant' as const, 'history', 'A reply is the assistant’s.')
  for (const { exchange, request, events } of history) {
    for (const { id, role: own, parts } of request.messages) {
      const [first] = parts
      const itemId = id ?? (first && 'itemId' in first ? first.itemId : undefined)
      if (itemId) items.set(itemId.value, { exchange, role: own, parts: [...parts] })
    }
    let last: Kept | undefined
    for (const part of foldReply(events).parts.filter((one) => one?.choice === 0)) {
      const id = itemIdOf(part)
      if (id !== undefined) {
        last = { exchange, role, parts: [] }
        items.set(id, last)
      }
      last?.parts.push(partOfReply(part))
    }
  }
  return items
}

/** References to items that only OpenAI keeps: the items are written out, as far as an earlier turn has them. */
export const resolveReferences: RequestStep = {
  name: 'resolve-references',
  why: 'The other server keeps no items: what the request refers to by id is sent again in full.',
  run(request, { history, losses }) {
    if (!request.messages.some(isReference)) return request
    const items = itemsOf(history)
    const messages = request.messages.flatMap((message): Message[] => {
      const reference = referenceIn(message)
      if (!reference) return [message]
      const found = items.get(reference.id)
      const [code, why] = found
        ? ['reference-resolved', 'The item behind this id is written out instead.']
        : ['reference-unresolved', 'No earlier turn at hand has the item of this id: it is missing here.']
      lose(losses, code, why, reference.raw)
      return found ? [detached({ role: found.role, parts: found.parts }, found.exchange)] : []
    })
    return { ...request, messages }
  },
}

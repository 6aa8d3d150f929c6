import { argumentsAsObject } from '../../hub/arguments.ts'
import type { Leaf, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { PartHead } from '../../hub/reply.ts'
import { scatter } from './words.ts'

/** A call of a reply with all that was said of it. */
export interface SaidCall {
  readonly head: PartHead & { readonly kind: 'tool-call' }
  /** Arguments as JSON text. */
  readonly text?: Leaf<string> | undefined
  readonly seal?: Leaf<string> | undefined
}

/** For a call whose opening was lost on the way. */
const NO_NAME = added('unknown', 'no-name', 'Gemini wants a name with each call; the source says none.')

/** Whole in one part; without arguments where there are none. anthropic-gemini.md §G.1 */
export function writeReplyCall({ head, text, seal }: SaidCall): WrittenObject {
  const isEmpty = text === undefined || text.value.trim() === ''
  const args = isEmpty
    ? undefined
    : head.isCustom
      ? spell(text, { input: text.value }, 'wrap-arguments')
      : argumentsAsObject(text)
  const functionCall: WrittenObject = {
    id: head.id,
    name: also(head.name.added && head.name.value === '' ? NO_NAME : head.name, head.tag),
    args,
    ...scatter(head.extras, 'functionCall'),
  }
  return { functionCall, thoughtSignature: seal, ...scatter(head.extras) }
}

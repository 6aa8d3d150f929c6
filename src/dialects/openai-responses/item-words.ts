import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import { isOurs } from './words.ts'

export type Start = Extract<ReplyEvent, { kind: 'reply-start' }>
export type OwnHead = Exclude<PartHead, { kind: 'opaque' }>

/** Whether the thinking stands in the list `content`, not among the summaries. */
export const isContent = (item: { readonly head: OwnHead }): boolean =>
  isOurs(item.head.extras) && item.head.tag?.value === 'reasoning_text'

/** Named by whether the tool takes JSON arguments or free text. */
export const callWords = (head: OwnHead) =>
  head.kind === 'tool-call' && head.isCustom
    ? ({ type: 'custom_tool_call', key: 'input', event: 'response.custom_tool_call_input' } as const)
    : ({ type: 'function_call', key: 'arguments', event: 'response.function_call_arguments' } as const)

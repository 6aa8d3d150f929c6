import { added } from '../../hub/leaf.ts'
import type { PartHead, ReplyEvent } from '../../hub/reply.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { ReplyStep } from '../step.ts'
import { strayDelta } from './stream-wrapper.ts'

const TEXT: PartHead = { kind: 'text' }
const ID = 'msg_1nZdL29xx5MUA1yADyHTEsnR8uuvGzszyY'
const CONSTANT_ID = added(ID, 'fault', 'The same id in every reply.')
const CONSTANT_MODEL = added('claude-3-5-sonnet-20240620', 'fault', 'The same model in every reply.')

/** One text block holds everything, and no call is ever opened. */
const oneTextBlock: ReplyStep<{ isOpen: boolean; isCall: Record<number, boolean> }> = {
  name: 'sequence-parts',
  why: 'Fault: there is one text block, and arguments are written into it.',
  start: () => ({ isOpen: false, isCall: {} }),
  run(state, { events }) {
    return events.flatMap((event): ReplyEvent[] => {
      if (event.kind === 'reply-start') {
        state.isOpen = true
        return [
          { kind: 'reply-start', id: CONSTANT_ID, model: CONSTANT_MODEL },
          { kind: 'part-start', part: 0, head: TEXT },
        ]
      }
      if (event.kind === 'part-start') state.isCall[event.part] = event.head.kind === 'tool-call'
      if (event.kind === 'part-delta')
        return state.isCall[event.part]
          ? [strayDelta(0, { type: 'input_json_delta', partial_json: event.text.value })]
          : [{ ...event, part: 0 }]
      if (event.kind !== 'finish') return event.kind === 'usage' || event.kind === 'error' ? [event] : []
      state.isOpen = false
      return [{ kind: 'part-end', part: 0 }, event]
    })
  },
  end: (state) => (state.isOpen ? [{ kind: 'part-end', part: 0 }] : []),
}

/** The earliest version of the wrapper. bugs.md §1.4, V0. */
export const oneTextBlockFault: Fault = {
  id: 'litellm-25836:V0',
  title:
    'Everything stands in one text block, arguments too; no call is ever opened; id and model never change.',
  issue: 'https://github.com/BerriAI/litellm/issues/25836',
  mended: 'Replaced by the wrapper of the later rungs.',
  stage: 'sequence-parts',
  half: 'reply',
  rule: 'CONSTANT_MESSAGE_ID',
  shownBy: 'a reply with a call',
  constantId: ID,
  to: ['anthropic-messages'],
  replySteps: (right) => replace(right, 'sequence-parts', oneTextBlock as ReplyStep),
}

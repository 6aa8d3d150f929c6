import { added, spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { Part } from '../../hub/part.ts'
import type { Message, Request } from '../../hub/request.ts'
import type { Fault } from '../fault.ts'
import { replace } from '../fault.ts'
import type { Turn } from '../history.ts'
import { readLiteLlmId } from '../litellm-id.ts'
import type { RequestStep } from '../step.ts'
import { Refusal } from '../step.ts'
import { detachedTurn, findTurn, isAnswered, rebuildHistory } from '../steps/chain.ts'

/** How much of the stored turns a version finds. bugs.md §1.3: each switch is a defect of its own. */
interface Switch {
  readonly id: string
  readonly aliases?: readonly string[]
  readonly title: string
  readonly mended: string
  readonly shownBy: string
  /** The messages that come before the request's own. */
  readonly recall: (history: readonly Turn[], responseId: string, startedAt?: string) => readonly Message[]
  /** Results without a call are adopted also where no chain is named. */
  readonly adoptsAlways?: boolean
}

const wholeHistory: Switch['recall'] = (history, id) => rebuildHistory(history, id) ?? []

const SWITCHES: readonly Switch[] = [
  {
    id: 'litellm-26167:S5',
    title: 'Turns are stored about ten seconds late: one that follows sooner finds no history.',
    mended: 'Not known to be mended; #28587 tells to wait.',
    shownBy: 'a turn that follows within ten seconds, and the same again after a minute',
    recall: (history, id, startedAt) =>
      isTooSoon(findTurn(history, id)?.startedAt, startedAt) ? [] : wholeHistory(history, id),
  },
  {
    id: 'litellm-26167',
    aliases: ['litellm-26167:S1'],
    title:
      'previous_response_id does not resolve on a bridge: the history is empty, its call is made up or the request refused.',
    mended: 'Not known to be mended whole; PR #37956 makes the ids of one stream agree.',
    shownBy: 'a turn that follows after more than ten seconds',
    recall: () => [],
  },
  {
    id: 'litellm-26167:S2',
    title:
      'Of the stored turns only the answers are found: a list of input is not read, so what the user said is gone.',
    mended: 'Not known to be mended.',
    shownBy: 'an earlier turn whose answer was not only a call',
    recall: (history, id) => wholeHistory(history, id).filter(({ role }) => role.value === 'assistant'),
  },
  {
    id: 'litellm-26167:S3',
    title:
      'Each request gets a session of its own: only the turn just before is found, none that it continues.',
    mended: 'Not known to be mended.',
    shownBy: 'a conversation of three turns or more',
    recall: (history, id) => {
      const turn = findTurn(history, id)
      return turn ? detachedTurn(turn) : []
    },
  },
  {
    id: 'litellm-26167:S6',
    title: 'A result without its call is given one made up of the first tool, or dropped.',
    mended: 'Not known to be mended.',
    shownBy: 'a result without its call, in a request that continues nothing',
    recall: wholeHistory,
    adoptsAlways: true,
  },
]

/** Rows are written out about this often, in milliseconds. #28587 */
const WRITE_LAG = 10_000

/** Without both times nobody can tell. */
function isTooSoon(before: string | undefined, now: string | undefined): boolean {
  const pause = Date.parse(now ?? '') - Date.parse(before ?? '')
  return pause >= 0 && pause < WRITE_LAG
}

/** What is not found is not missed: results without a call are given one made up, or dropped (S6). */
const forgetChain = ({ recall, title, adoptsAlways }: Switch): RequestStep => ({
  name: 'resolve-chain',
  why: `Fault: ${title}`,
  run(request, { losses, history, startedAt }) {
    const previous = request.chain?.previousResponseId
    if (!previous && !adoptsAlways) return request
    lose(losses, 'fault', 'The gateway found no stored turn for this id, or not all of it.', previous)
    const recalled = previous ? recall(history, previous.value, startedAt) : []
    const messages = adoptOrphans({ ...request, messages: [...recalled, ...request.messages] })
    if (messages.length === 0) throw new Refusal(refusal(previous?.value ?? 'None'))
    return { ...request, messages }
  },
})

function adoptOrphans(request: Request): Message[] {
  let asked: Message | undefined
  return request.messages.flatMap((message) => {
    if (message.parts.some(({ kind }) => kind === 'tool-call')) asked = message
    return adopt(message, request, asked)
  })
}

/** `asked`: the last message before it that holds calls. */
function adopt(message: Message, request: Request, asked: Message | undefined): Message[] {
  const orphan = message.parts.find(
    (part) => part.kind === 'tool-result' && !isAnswered(request.messages, part.callId?.value ?? ''),
  )
  if (orphan?.kind !== 'tool-result') return [message]
  if (!orphan.callId?.value) return asked ? [withFirstCall(message, asked)] : []
  const tool = request.tools.find((candidate) => candidate.kind === 'function')
  if (!tool) return []
  const invented: Part = {
    kind: 'tool-call',
    id: orphan.callId,
    name: tool.name,
    arguments: added(
      '{}',
      'fault',
      'Made up by the gateway: the first tool of the request, called with nothing.',
    ),
  }
  return [{ role: added('assistant', 'fault', 'Made up by the gateway.'), parts: [invented] }, message]
}

/** A result with no id is taken for the answer to the first call. */
function withFirstCall(message: Message, asked: Message): Message {
  const first = asked.parts.find((part) => part.kind === 'tool-call')
  const id = first?.kind === 'tool-call' ? first.id : undefined
  if (!id) return message
  const parts = message.parts.map(
    (part): Part =>
      part.kind === 'tool-result' && !part.callId?.value
        ? { ...part, callId: spell(part.callId, id.value, 'fault') }
        : part,
  )
  return { ...message, parts }
}

const refusal = (previous: string) => ({
  status: added(400, 'fault', 'The gateway refuses before it calls anybody.'),
  type: added('invalid_request_error', 'fault', 'The gateway refuses before it calls anybody.'),
  message: added(
    `Unable to create messages for completion request. This can happen when: 1) Using previous_response_id without a session database, AND 2) Input contains only function_call_output with empty or invalid call_id. Original request: previous_response_id=${readLiteLlmId(previous)?.responseId ?? previous}`,
    'fault',
    'What the gateway raised instead of sending the request on.',
  ),
  code: added('400', 'fault', 'LiteLLM gives the status as a string.'),
})

export const brokenChainFaults: readonly Fault[] = SWITCHES.map((one) => ({
  id: one.id,
  title: one.title,
  issue: 'https://github.com/BerriAI/litellm/issues/26167',
  mended: one.mended,
  stage: 'resolve-chain',
  half: 'request',
  rule: 'CHAIN_BROKEN',
  shownBy: one.shownBy,
  ...(one.aliases ? { aliases: one.aliases } : {}),
  from: ['openai-responses'],
  to: ['anthropic-messages', 'openai-chat', 'gemini'],
  requestSteps: (right) => replace(right, 'resolve-chain', forgetChain(one)),
}))

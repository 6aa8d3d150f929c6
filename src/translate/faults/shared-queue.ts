import type { DialectId } from '../../hub/dialect.ts'
import type { Fault } from '../fault.ts'
import { startFramer } from '../running-framer.ts'
import { encodeEvent, StreamTranslation } from '../stream.ts'

/** The wrapper's queue is an attribute of its class: whoever asks first is given what another's chunk has put there. bugs.md §1.4, V8. */
export const sharedQueueFault: Fault = {
  id: 'litellm-25836:V8',
  title:
    'Streams that run at the same time share one queue: events of one client’s message arrive in another’s.',
  issue: 'https://github.com/BerriAI/litellm/issues/25836',
  mended: 'The queue was moved from the class to each stream; older forks still have it in the class.',
  stage: 'write-event',
  half: 'reply',
  rule: 'FOREIGN_CONTENT',
  shownBy: 'two streams or more that run at the same time',
  isAcrossStreams: true,
  to: ['anthropic-messages'],
}

/** One of several streams that a gateway translates at the same time: what its provider said. */
export interface ConcurrentStream {
  readonly from: DialectId
  readonly body: string
}

/** A stream as the wrapper sees it: chunk by chunk, what each becomes. */
interface Wrapped {
  readonly chunks: string[][]
  hasStarted: boolean
}

/** What each client is given. `turns`: which client asks for its next event, over and over; absent: one after the other. */
export function shareQueue(
  streams: readonly ConcurrentStream[],
  turns?: readonly number[],
): readonly string[] {
  const wrapped = streams.map(wrap)
  const order = turns?.some((turn) => wrapped[turn]) ? turns : streams.map((_, index) => index)
  const given = streams.map(() => '')
  const queue: string[] = []
  // Whoever has no turn comes last, for nothing that was said is thrown away.
  for (const round of [order, streams.map((_, index) => index)]) {
    let hasGiven = true
    while (hasGiven) {
      hasGiven = false
      for (const client of round) {
        const event = wrapped[client] && nextEvent(wrapped[client], queue)
        if (event === undefined) continue
        given[client] += event
        hasGiven = true
      }
    }
  }
  return given
}

/** The first event of a message is no matter of the queue; a chunk is taken only once the queue is empty. */
function nextEvent(stream: Wrapped, queue: string[]): string | undefined {
  const isFirst = !stream.hasStarted
  stream.hasStarted = true
  while (isFirst || queue.length === 0) {
    const chunk = stream.chunks.shift()
    if (!chunk) break
    const [first, ...rest] = chunk
    if (isFirst && first !== undefined) {
      queue.push(...rest)
      return first
    }
    queue.push(...chunk)
  }
  return queue.shift()
}

function wrap({ from, body }: ConcurrentStream): Wrapped {
  const translation = new StreamTranslation({ from, to: 'anthropic-messages' })
  const framer = startFramer()
  const frames = [...framer.push(body), ...framer.end()]
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return { chunks: steps.map(({ written }) => written.map(encodeEvent)), hasStarted: false }
}

import type { Dialect, DialectEvent } from '../src/dialects/dialect.ts'
import { Cursor } from '../src/hub/cursor.ts'
import type { Target } from '../src/hub/dialect.ts'
import { bare } from '../src/hub/leaf.ts'
import type { ReplyEvent } from '../src/hub/reply.ts'
import type { Json } from '../src/wire/json.ts'

// One part of one dialect from its start to its end, for tests.

/** What a stream of frames says. `record`: with the places that it is from. */
export function readFrames<R>(
  { reader }: Pick<Dialect<R>, 'reader'>,
  frames: readonly Json[],
  { record = true } = {},
): ReplyEvent[] {
  const state = reader.start()
  const events = frames.flatMap((frame, at) => reader.read(state, Cursor.root(frame, record, at), undefined))
  return [...events, ...reader.end(state)]
}

export function writeEvents<W>(
  { writer }: Pick<Dialect<unknown, W>, 'writer'>,
  events: readonly ReplyEvent[],
  target: Target,
): DialectEvent[] {
  const state = writer.start(target)
  return [...events.flatMap((event) => writer.write(state, event)), ...writer.end(state)]
}

/** The whole reply that a dialect's own accumulator makes of its events. */
export function assemble<A>(
  { assembler }: Pick<Dialect<unknown, unknown, A>, 'assembler'>,
  events: readonly DialectEvent[],
): Json {
  const state = assembler.start()
  for (const event of events) assembler.take(state, event)
  return bare(assembler.result(state))
}

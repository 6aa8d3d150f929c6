import type { Dialect } from '../dialect.ts'
import type { AssemblerState } from './assemble.ts'
import { assembled, startAssembling, takeEvent } from './assemble.ts'
import { capabilities, generation } from './capabilities.ts'
import { readError, writeError } from './errors.ts'
import { gloss } from './gloss.ts'
import type { GrammarState } from './grammar.ts'
import { endGrammar, judgeEvent, startGrammar } from './grammar.ts'
import { endReading, readEvent } from './read-event.ts'
import { readReply } from './read-reply.ts'
import { readRequest } from './read-request.ts'
import type { ReaderState } from './read-state.ts'
import { startReading } from './read-state.ts'
import { recognise } from './recognise.ts'
import { repetition } from './repeat.ts'
import { ID, PHRASING } from './words.ts'
import { endWriting, writeEvent } from './write-event.ts'
import type { WriterState } from './write-message.ts'
import { startWriting } from './write-message.ts'
import { writeRequest } from './write-request.ts'

/** Anthropic Messages, `POST /v1/messages`. */
export const anthropicMessages: Dialect<ReaderState, WriterState, AssemblerState, GrammarState> = {
  id: ID,
  namesEvents: true,
  recognise,
  readRequest,
  writeRequest,
  readReply,
  readError,
  writeError,
  reader: { start: startReading, read: readEvent, repetition, end: endReading },
  writer: { start: startWriting, write: writeEvent, end: endWriting },
  assembler: { start: startAssembling, take: takeEvent, result: assembled },
  grammar: { start: startGrammar, take: judgeEvent, end: endGrammar },
  capabilities,
  generation,
  phrasing: PHRASING,
  gloss,
}

import type { Dialect } from '../dialect.ts'
import type { AssemblerState } from './assemble.ts'
import { result, startAssembler, take } from './assemble.ts'
import { capabilities, generation } from './capabilities.ts'
import { readError, writeError } from './errors.ts'
import { gloss } from './gloss.ts'
import type { GrammarState } from './grammar.ts'
import { endGrammar, judgeEvent, startGrammar } from './grammar.ts'
import { endReader, readEvent } from './read-event.ts'
import { readReply } from './read-reply.ts'
import { readRequest } from './read-request.ts'
import type { ReaderState } from './reader-state.ts'
import { startReader } from './reader-state.ts'
import { recognise } from './recognise.ts'
import { repetition } from './repeat.ts'
import { ID, PHRASING } from './words.ts'
import type { WriterState } from './write-event.ts'
import { endWriter, startWriter, writeEvent } from './write-event.ts'
import { writeRequest } from './write-request.ts'

/** `POST /v1/responses`: one flat list of typed items each way. openai.md §§3–6. */
export const openaiResponses: Dialect<ReaderState, WriterState, AssemblerState, GrammarState> = {
  id: ID,
  namesEvents: true,
  recognise,
  readRequest,
  writeRequest,
  readReply,
  readError,
  writeError,
  reader: { start: startReader, read: readEvent, repetition, end: endReader },
  writer: { start: startWriter, write: writeEvent, end: endWriter },
  assembler: { start: startAssembler, take, result },
  grammar: { start: startGrammar, take: judgeEvent, end: endGrammar },
  capabilities,
  generation,
  phrasing: PHRASING,
  gloss,
}

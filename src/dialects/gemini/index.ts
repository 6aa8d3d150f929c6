import type { Dialect } from '../dialect.ts'
import type { AssemblerState } from './assemble.ts'
import { result, start as startAssembler, take } from './assemble.ts'
import { capabilities, generation } from './capabilities.ts'
import { readError, writeError } from './errors.ts'
import { gloss } from './gloss.ts'
import type { GrammarState } from './grammar.ts'
import { endGrammar, judgeEvent, startGrammar } from './grammar.ts'
import { end as endReader, read } from './read-event.ts'
import { readReply } from './read-reply.ts'
import { readRequest } from './read-request.ts'
import type { ReaderState } from './reader-state.ts'
import { start as startReader } from './reader-state.ts'
import { recognise } from './recognise.ts'
import { repetition } from './repeat.ts'
import { DIALECT, PHRASING } from './words.ts'
import { end as endWriter, write } from './write-event.ts'
import { writeRequest } from './write-request.ts'
import type { WriterState } from './writer-state.ts'
import { start as startWriter } from './writer-state.ts'

/** generateContent and streamGenerateContent, v1beta; the same words on AI Studio and Vertex. */
export const gemini: Dialect<ReaderState, WriterState, AssemblerState, GrammarState> = {
  id: DIALECT,
  namesEvents: false,
  recognise,
  readRequest,
  writeRequest,
  readReply,
  readError,
  writeError,
  reader: { start: startReader, read, repetition, end: endReader },
  writer: { start: startWriter, write, end: endWriter },
  assembler: { start: startAssembler, take, result },
  grammar: { start: startGrammar, take: judgeEvent, end: endGrammar },
  capabilities,
  generation,
  phrasing: PHRASING,
  gloss,
}

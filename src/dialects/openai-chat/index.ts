import type { Dialect } from '../dialect.ts'
import type { AssemblerState } from './assemble.ts'
import { assembled, startAssembler, takeEvent } from './assemble.ts'
import { capabilities, generation } from './capabilities.ts'
import { readError, writeError } from './errors.ts'
import { gloss } from './gloss.ts'
import type { GrammarState } from './grammar.ts'
import { endGrammar, judgeEvent, startGrammar } from './grammar.ts'
import type { ReaderState } from './read-event.ts'
import { endReader, readEvent, startReader } from './read-event.ts'
import { readReply } from './read-reply.ts'
import { readRequest } from './read-request.ts'
import { recognise } from './recognise.ts'
import { repetition } from './repeat.ts'
import { ID, PHRASING } from './words.ts'
import type { WriterState } from './write-chunk.ts'
import { startWriter } from './write-chunk.ts'
import { endWriter, writeEvent } from './write-event.ts'
import { writeRequest } from './write-request.ts'

/** OpenAI Chat Completions, and the many servers that speak it more or less. */
export const openaiChat: Dialect<ReaderState, WriterState, AssemblerState, GrammarState> = {
  id: ID,
  namesEvents: false,
  recognise,
  readRequest,
  writeRequest,
  readReply,
  readError,
  writeError,
  reader: { start: startReader, read: readEvent, repetition, end: endReader },
  writer: { start: startWriter, write: writeEvent, end: endWriter },
  assembler: { start: startAssembler, take: takeEvent, result: assembled },
  grammar: { start: startGrammar, take: judgeEvent, end: endGrammar },
  capabilities,
  generation,
  phrasing: PHRASING,
  gloss,
}

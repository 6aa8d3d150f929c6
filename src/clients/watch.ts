import { dialectOf } from '../dialects/catalogue.ts'
import { argumentsAsRead } from '../hub/arguments.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { Reply } from '../hub/fold.ts'
import { foldReply } from '../hub/fold.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { CapturedReply } from '../transcript/transcript.ts'
import { readReply } from '../translate/reading.ts'
import type { Json } from '../wire/json.ts'
import { deepEqual } from '../wire/json.ts'
import type { Client } from './client.ts'
import { deliveryOf } from './delivery.ts'

/** What a reply says to a program, whoever put it together. */
export interface Said {
  readonly text: string
  readonly thoughts: string
  /** Arguments parsed, where they are JSON. */
  readonly calls: readonly { readonly name: string; readonly arguments: Json }[]
  readonly finish: string | null
}

/** What the program behind the vendor's library gets of a captured reply, beside what we read out of it. */
export interface Sight {
  /** Package and version. */
  readonly client: string
  /** The object that the library hands out; for Gemini streams, the list of its chunks. */
  readonly given?: Json
  readonly thrown?: { readonly name: string; readonly message: string }
  readonly theirs?: Said
  readonly ours: Said
  /** In which of its parts the two differ. */
  readonly differs: readonly (keyof Said)[]
}

/** Loaded when first asked for: each is larger than the rest of the program. */
const CLIENTS: Readonly<Record<DialectId, () => Promise<{ readonly client: Client }>>> = {
  'openai-chat': () => import('./openai-chat.ts'),
  'openai-responses': () => import('./openai-responses.ts'),
  'anthropic-messages': () => import('./anthropic-messages.ts'),
  gemini: () => import('./gemini.ts'),
}

export async function watchClient(reply: CapturedReply, dialect: DialectId): Promise<Sight> {
  const { client } = await CLIENTS[dialect]()
  const ours = saidIn(foldReply(readReply(reply, dialect).events))
  try {
    const given = await client.receive(deliveryOf(reply, dialect))
    const theirs = saidIn(foldReply(eventsOf(given, dialect)))
    return { client: client.name, given, theirs, ours, differs: differences(theirs, ours) }
  } catch (error) {
    const { name, message } = namesOf(error, client)
    return { client: client.name, thrown: { name, message }, ours, differs: [] }
  }
}

/** The object of the library is shaped as a whole reply; Gemini's chunks are a stream. */
function eventsOf(given: Json, dialect: DialectId): readonly ReplyEvent[] {
  const { readReply: readWhole, reader } = dialectOf(dialect)
  if (!Array.isArray(given)) return readWhole(Cursor.root(given, false))
  const state = reader.start()
  const events = given.flatMap((chunk: Json) => reader.read(state, Cursor.root(chunk, false), undefined))
  return [...events, ...reader.end(state)]
}

function saidIn({ parts, finish }: Reply): Said {
  const own = parts.filter((part) => part !== undefined && part.choice === 0)
  const textOf = (kind: string): string =>
    own.map(({ head, text }) => (head.kind === kind ? (text?.value ?? '') : '')).join('')
  return {
    text: textOf('text') + textOf('refusal'),
    thoughts: textOf('reasoning'),
    calls: own.flatMap(({ head, text }) =>
      head.kind === 'tool-call'
        ? [{ name: head.name.value, arguments: argumentsAsRead(text?.value ?? '') }]
        : [],
    ),
    finish: finish?.value ?? null,
  }
}

const differences = (theirs: Said, ours: Said): (keyof Said)[] =>
  (['text', 'thoughts', 'calls', 'finish'] as const).filter(
    (key) => !deepEqual(theirs[key] as Json, ours[key] as Json),
  )

/** Some libraries name their errors by the class only. */
function namesOf(error: unknown, { errors }: Client): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const [known = error.name] = errors.find(([, type]) => error instanceof type) ?? []
  return { name: known, message: error.message }
}

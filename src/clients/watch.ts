import { dialectOf } from '../dialects/catalogue.ts'
import { argumentsAsRead } from '../hub/arguments.ts'
import { Cursor } from '../hub/cursor.ts'
import type { DialectId } from '../hub/dialect.ts'
import { foldReply } from '../hub/fold.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import { asksForStream } from '../transcript/asks-for-stream.ts'
import type { CapturedReply, CapturedRequest } from '../transcript/transcript.ts'
import { ownWord, replyBody } from '../translate/own-word.ts'
import { readReply } from '../translate/reading.ts'
import type { Json } from '../wire/json.ts'
import { deepEqual } from '../wire/json.ts'
import type { Client } from './client.ts'
import { asJson } from './client.ts'
import { deliveryOf } from './delivery.ts'
import { sentenceOf } from './sentence.ts'
import type { Said, Sight } from './sight.ts'

/** Loaded when first asked for: each is larger than the rest of the program. */
const CLIENTS: Readonly<Record<DialectId, () => Promise<{ readonly client: Client }>>> = {
  'openai-chat': () => import('./openai-chat.ts'),
  'openai-responses': () => import('./openai-responses.ts'),
  'anthropic-messages': () => import('./anthropic-messages.ts'),
  gemini: () => import('./gemini.ts'),
}

export async function watchClient(
  reply: CapturedReply,
  dialect: DialectId,
  request?: CapturedRequest,
): Promise<Sight> {
  const { client } = await CLIENTS[dialect]()
  const reading = readReply(reply, dialect)
  const ours = saidIn(reading.events, (frame) => replyBody(reading, frame))
  const delivery = deliveryOf(reply, dialect, asksForStream(request))
  const handed: Json[] = []
  try {
    const given = await client.receive(delivery, (piece) => handed.push(asJson(piece)))
    const theirs = saidOf(given, dialect)
    const differs = differences(theirs, ours)
    const sight = { client: client.name, given, theirs, ours, differs }
    return { ...sight, sentence: sentenceOf(sight, delivery) }
  } catch (error) {
    const thrown = namesOf(error, client)
    const theirs = handed.length > 0 ? { theirs: saidOf(handed, dialect) } : {}
    const sight = { client: client.name, thrown, ...theirs, ours, differs: [] }
    return { ...sight, sentence: sentenceOf(sight, delivery, client.retries) }
  }
}

/** The object of the library is shaped as a whole reply; a list holds the pieces of a stream. */
function saidOf(given: Json, dialect: DialectId): Said {
  const { readReply: readWhole, reader } = dialectOf(dialect)
  if (!Array.isArray(given)) return saidIn(readWhole(Cursor.root(given, true)), () => given)
  const state = reader.start()
  const pieces: readonly Json[] = given
  const events = pieces.flatMap((piece, index) =>
    reader.read(state, Cursor.root(piece, true, index), undefined),
  )
  return saidIn([...events, ...reader.end(state)], (frame) => pieces[frame ?? 0])
}

function saidIn(events: readonly ReplyEvent[], body: (frame: number | undefined) => Json | undefined): Said {
  const { parts, finish, failure } = foldReply(events)
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
    finish: finish ? ownWord(finish, body) : null,
    error: failure?.message.value ?? null,
  }
}

const differences = (theirs: Said, ours: Said): (keyof Said)[] =>
  (['text', 'thoughts', 'calls', 'finish', 'error'] as const).filter(
    (key) => !deepEqual(theirs[key] as Json, ours[key] as Json),
  )

/** Some libraries name their errors by the class only. */
function namesOf(error: unknown, { errors }: Client): { readonly name: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const [known = error.name] = errors.find(([, type]) => error instanceof type) ?? []
  return { name: known, message: error.message }
}

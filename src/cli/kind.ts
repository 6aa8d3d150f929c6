import { dialectOf } from '../dialects/catalogue.ts'
import type { BodyKind } from '../dialects/dialect.ts'
import type { DialectId } from '../hub/dialect.ts'
import { DIALECT_NAMES } from '../hub/dialect.ts'
import { isErrorBody } from '../translate/reading.ts'
import type { Frame, Framing } from '../wire/frame.ts'
import { frameBody, recogniseFraming } from '../wire/framings.ts'
import type { Json } from '../wire/json.ts'
import { parseJson } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersAsWritten } from '../wire/json-numbers.ts'
import { Trouble } from './outcome.ts'

/** What is to be translated: one value, or the frames of a stream. */
export type Source =
  | {
      readonly kind: 'request' | 'reply' | 'error'
      readonly json: Json
      readonly numbers?: Numbers | undefined
    }
  | { readonly kind: 'stream'; readonly frames: readonly Frame[] }

/** The text as what the person said it is, or as what it looks like. */
export function readSource(text: string, dialect: DialectId, said: BodyKind | undefined): Source {
  if (text.trim() === '') throw new Trouble('There is nothing to translate: the input is empty.')
  const { framing } = recogniseFraming(text)
  const parsed = framing === 'sse' ? undefined : parseJson(text.replace(/^\ufeff/, ''))
  const json = parsed && 'value' in parsed ? parsed.value : undefined
  if (said === 'stream') return readStream(text, framing === 'json' ? 'json-array' : framing)
  const numbers = numbersAsWritten(text)
  if (said) return { kind: said, json: json ?? refuse(parsed, said), numbers }
  // Gemini wraps an error in an array where a stream was asked for.
  if (json !== undefined && isErrorBody(json, undefined)) return { kind: 'error', json, numbers }
  if (framing !== 'json') return readStream(text, framing)
  const whole = json ?? refuse(parsed, 'request or reply')
  const kind = dialectOf(dialect).recognise({ json: whole })?.kind
  if (kind === 'stream') return readStream(text, 'json-array')
  if (!kind)
    throw new Trouble(
      `This is not recognised as anything of ${DIALECT_NAMES[dialect].title}; --kind says what it is.`,
    )
  return { kind, json: whole, numbers }
}

function readStream(text: string, framing: Framing): Source {
  const frames = frameBody(text, framing)
  const isReadable = frames.some(({ data }) => data === '[DONE]' || 'value' in parseJson(data))
  if (!isReadable) throw new Trouble('No frame of this stream is JSON.')
  return { kind: 'stream', frames }
}

function refuse(parsed: ReturnType<typeof parseJson> | undefined, what: string): never {
  const why = parsed && 'problem' in parsed ? `: ${parsed.problem.replace(/\.$/, '')}` : ', but a stream'
  throw new Trouble(`This is no JSON of a ${what}${why}.`)
}

import type { FoldedPart } from '../hub/fold.ts'
import type { ReplyEvent } from '../hub/reply.ts'
import type { FunctionTool, Request } from '../hub/request.ts'
import type { ReadFrame, Reading } from '../translate/reading.ts'
import { isObject } from '../wire/json.ts'
import type { Scene } from './evidence.ts'
import type { At } from './json-places.ts'
import { fieldAt, listAt } from './json-places.ts'
import { framesOf, once } from './reading-facts.ts'

export type CallHead = FoldedPart['head'] & { readonly kind: 'tool-call' }
export type FoldedCall = FoldedPart & { readonly head: CallHead }

/** A value of a frame: where it stands in the frame, and which frame it is. */
export interface InFrame extends At {
  readonly frame: number
}

/** The JSON of a frame; nothing where it is none. */
export const inFrame = ({ json, frame: { index } }: ReadFrame): InFrame[] =>
  json === undefined ? [] : [{ value: json, pointer: '', frame: index }]

/**
 * The JSON of each frame that does not just repeat the one before with another piece of text: most do, and what is wrong
 * with those was wrong with the first. Who counts, or looks at numbers of the stream, asks `framesOf`.
 */
export const tellingFrames: (reading: Reading) => readonly InFrame[] = once((reading) =>
  framesOf(reading).flatMap((frame) => (frame.repeats ? [] : inFrame(frame))),
)

/** Of the telling frames, those whose text holds something. */
export const framesHolding = (reading: Reading, text: string | RegExp): InFrame[] => {
  const holds = (data: string): boolean => (typeof text === 'string' ? data.includes(text) : text.test(data))
  const frames = framesOf(reading)
  return tellingFrames(reading).filter(({ frame }) => holds(frames[frame]?.frame.data ?? ''))
}

/** Chat: the choices of a chunk. */
export const choicesIn = (chunk: InFrame): InFrame[] =>
  listAt(chunk, 'choices').map((choice) => ({ ...choice, frame: chunk.frame }))

/** Chat: the pieces of calls in the telling deltas, with their choice. */
export const callPieces: (reading: Reading) => readonly (InFrame & { readonly choice: At })[] = once(
  (reading) =>
    framesHolding(reading, '"tool_calls"').flatMap((chunk) =>
      choicesIn(chunk).flatMap((choice) => {
        const delta = fieldAt(choice, 'delta')
        return (delta ? listAt(delta, 'tool_calls') : []).map((call) => ({
          ...call,
          frame: chunk.frame,
          choice,
        }))
      }),
    ),
)

/** The server bore the request, whatever is wrong with it. */
export const isAnswered = ({ failure, folded }: Scene): boolean => !failure && folded.parts.length > 0

export const isReply = ({ reply }: Reading): boolean => reply?.kind === 'stream' || reply?.kind === 'whole'

/** The calls of the reply, put together. */
export const callsIn = ({ folded }: Pick<Scene, 'folded'>): FoldedCall[] =>
  folded.parts.filter((part): part is FoldedCall => part?.head.kind === 'tool-call')

/** The visible text of the reply, part by part. */
export const textsIn = ({
  folded,
}: Scene): (FoldedPart & { readonly text: NonNullable<FoldedPart['text']> })[] =>
  folded.parts.filter(
    (part): part is FoldedPart & { readonly text: NonNullable<FoldedPart['text']> } =>
      part?.head.kind === 'text' && part.text !== undefined,
  )

export const findTool = (request: Request | undefined, name: string): FunctionTool | undefined =>
  request?.tools.find((tool): tool is FunctionTool => tool.kind === 'function' && tool.name.value === name)

/** The names of arguments that a tool cannot do without; undefined where the tool was not declared here. */
export function requiredArguments(request: Request | undefined, name: string): readonly string[] | undefined {
  const tool = findTool(request, name)
  if (!tool) return undefined
  const schema = tool.parameters?.value
  const required = isObject(schema) ? schema.required : undefined
  return Array.isArray(required) ? required.filter((key) => typeof key === 'string') : []
}

export type Finish = ReplyEvent & { readonly kind: 'finish' }
export const finishesIn = ({ reply }: Reading): Finish[] =>
  (reply?.events ?? []).filter((event): event is Finish => event.kind === 'finish')

/** `“a”, “b” and “c”` */
export const quoted = (names: readonly string[]): string =>
  [names.slice(0, -1).map(inQuotes).join(', '), names.slice(-1).map(inQuotes).join('')]
    .filter(Boolean)
    .join(' and ')
const inQuotes = (name: string): string => `“${name}”`
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
/** The beginning of a text, for a sentence. */
export const opening = (text: string, most = 60): string =>
  text.length > most ? `${text.slice(0, most)}…` : text

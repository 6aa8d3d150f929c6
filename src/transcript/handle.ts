/**
 * A short, lasting name of something in a transcript. Whatever it counts, it counts from 1, as exchanges are named and as rows
 * are numbered on the screen: `x1.e1` is the frame that JSON calls frame 0.
 *
 *     x1       an exchange
 *     x1.e17   row 17 of its reply: a frame of a stream, an entry of a whole reply
 *     x1.q3    entry 3 of its request
 *     x1.c1    the first call that it makes
 *     p2       the second finding
 */
export type Handle =
  | { readonly kind: 'exchange'; readonly exchange: string }
  | RowHandle
  | { readonly kind: 'call'; readonly exchange: string; readonly number: number }
  | { readonly kind: 'finding'; readonly number: number }

export interface RowHandle {
  readonly kind: 'event' | 'entry'
  readonly exchange: string
  readonly number: number
  /** Below the row: `x1.e17/choices/0`. */
  readonly pointer?: string
}

const KINDS = { e: 'event', q: 'entry', c: 'call' } as const
const LETTERS = { event: 'e', entry: 'q', call: 'c' } as const
const SHAPE = /^([^\s./#:]+)(?:\.([eqc])([1-9]\d{0,8}))?(\/\S*)?$/i
const FINDING = /^p([1-9]\d{0,5})$/i

/** What a text names, if it has the shape of a handle at all. Whether there is such a thing is for who has the transcript. */
export function parseHandle(text: string): Handle | undefined {
  const trimmed = text.trim()
  const finding = FINDING.exec(trimmed)
  if (finding) return { kind: 'finding', number: Number(finding[1]) }
  const [, named, letter, digits, pointer] = SHAPE.exec(trimmed) ?? []
  if (named === undefined) return undefined
  // As letters and findings may be capitals, so may the names that we give to exchanges.
  const exchange = /^X\d+$/.test(named) ? named.toLowerCase() : named
  if (letter === undefined) return pointer === undefined ? { kind: 'exchange', exchange } : undefined
  const kind = KINDS[letter.toLowerCase() as keyof typeof KINDS]
  const number = Number(digits)
  if (kind === 'call') return pointer === undefined ? { kind, exchange, number } : undefined
  return { kind, exchange, number, ...(pointer === undefined ? {} : { pointer }) }
}

export function formatHandle(handle: Handle): string {
  if (handle.kind === 'exchange') return handle.exchange
  if (handle.kind === 'finding') return `p${handle.number}`
  const pointer = handle.kind === 'call' ? '' : (handle.pointer ?? '')
  return `${handle.exchange}.${LETTERS[handle.kind]}${handle.number}${pointer}`
}

/** The handle of a row, which counts from 0. */
export const rowHandle = (exchange: string, half: 'request' | 'reply', row: number): string =>
  formatHandle({ kind: half === 'request' ? 'entry' : 'event', exchange, number: row + 1 })

export const findingHandle = (index: number): string => formatHandle({ kind: 'finding', number: index + 1 })

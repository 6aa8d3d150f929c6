import type { ByteRange } from '../../engine/answers/bytes.ts'

/** A byte as it is shown. */
export interface ShownByte {
  readonly hex: string
  /** Its character; empty for the further bytes of one. */
  readonly sign: string
  readonly kind?: string | undefined
  readonly title?: string | undefined
}

/** Bytes beside each other that look alike: drawn as one, for each element of a page is dear when thousands pass. */
export interface Run {
  /** The first byte. */
  readonly byte: number
  readonly count: number
  readonly words: string
  readonly isLit: boolean
  readonly isPicked: boolean
  readonly isCursor: boolean
  /** It begins an eight. */
  readonly isFirst: boolean
  readonly kind?: string | undefined
  readonly title?: string | undefined
}

/** What lies on the bytes. */
export interface Marks {
  readonly lit: readonly ByteRange[]
  readonly picked: (ByteRange & { readonly cursor: number }) | undefined
}

/** Bytes that stand together, between two thin lines. */
const GROUP = 8

export const hexRuns = (bytes: readonly ShownByte[], from: number, marks: Marks): readonly Run[] =>
  runsOf(bytes, from, marks, {
    wordsOf: ({ hex }) => hex,
    between: ' ',
    isTogether: (_, byte) => (byte - from) % GROUP !== 0,
  })

/** Only plain letters are surely as wide as all others. */
export const textRuns = (bytes: readonly ShownByte[], from: number, marks: Marks): readonly Run[] =>
  runsOf(bytes, from, marks, {
    wordsOf: ({ sign }) => (sign === '' ? '·' : sign),
    between: '',
    isTogether: (run, _, { sign }) => PLAIN.test(sign) && PLAIN.test(run.words.slice(-1)),
  })

const PLAIN = /^[ -~]$/

interface Way {
  readonly wordsOf: (byte: ShownByte) => string
  readonly between: string
  /** Whether a byte may go on with a run. */
  isTogether(run: Run, byte: number, shown: ShownByte): boolean
}

function runsOf(bytes: readonly ShownByte[], from: number, marks: Marks, way: Way): readonly Run[] {
  const runs: Run[] = []
  for (const [i, shown] of bytes.entries()) {
    const byte = from + i
    const next = { ...runOf(shown, byte, marks, way.wordsOf(shown)), isFirst: i % GROUP === 0 }
    const last = runs.at(-1)
    if (last && areAlike(last, next) && way.isTogether(last, byte, shown))
      runs[runs.length - 1] = {
        ...last,
        count: last.count + 1,
        words: last.words + way.between + next.words,
      }
    else runs.push(next)
  }
  return runs
}

const isIn = (byte: number, { start, end }: ByteRange): boolean => byte >= start && byte < end

const runOf = (
  { kind, title }: ShownByte,
  byte: number,
  { lit, picked }: Marks,
  words: string,
): Omit<Run, 'isFirst'> => ({
  byte,
  count: 1,
  words,
  isLit: lit.some((range) => isIn(byte, range)),
  isPicked: picked !== undefined && isIn(byte, picked),
  isCursor: picked?.cursor === byte,
  kind,
  title,
})

const areAlike = (one: Run, other: Run): boolean =>
  one.kind === other.kind &&
  one.isLit === other.isLit &&
  one.isPicked === other.isPicked &&
  !one.isCursor &&
  !other.isCursor

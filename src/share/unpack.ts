import {
  COLUMN,
  COUNT,
  FRAME_LIMIT,
  HOLES,
  LENGTH_LETTERS,
  LITERAL,
  NUMBER_HOLE,
  SPACE_HOLE,
  SPACE_LIMIT,
  TEMPLATE,
} from './pack-marks.ts'

/** Template (or -1 for the next literal) and how many frames in a row it makes. */
type Run = readonly [template: number, count: number]

interface Score {
  readonly runs: Run[]
  readonly literals: string[]
  readonly templates: string[]
  readonly uses: number[]
}

/** What {@link packBody} of `pack.ts` took in. Undefined where the text is no packed body or grows beyond the limit, in characters. */
export function unpackBody(packed: string, limit: number): string | undefined {
  const [head = '', ...columns] = packed.split(COLUMN)
  const score = readScore(head)
  return score && playScore(score, columns, limit)
}

function readScore(head: string): Score | undefined {
  const score: Score = { runs: [], literals: [], templates: [], uses: [] }
  let frames = 0
  for (const [, mark, text = '', count] of head.matchAll(
    /([\x04-\x06])([^\x04-\x07]*)(?:\x07([0-9a-z]+))?/g,
  )) {
    if (mark === LITERAL) {
      score.literals.push(text)
      score.runs.push([-1, 1])
      continue
    }
    const index = mark === TEMPLATE ? score.templates.push(text) - 1 : parseInt(text, 36)
    const run = count === undefined ? 1 : parseInt(count, 36)
    frames += run
    if (score.templates[index] === undefined || frames > FRAME_LIMIT) return undefined
    score.uses[index] = (score.uses[index] ?? 0) + run
    score.runs.push([index, run])
  }
  return score
}

function playScore(
  { runs, literals, templates, uses }: Score,
  columns: readonly string[],
  limit: number,
): string | undefined {
  let next = 0
  const queues = templates.map((text, index) =>
    Array.from(text.match(HOLES) ?? [], (hole) => readColumn(columns[next++] ?? '', hole, uses[index] ?? 0)),
  )
  const pieces: string[] = []
  let size = 0
  let literal = 0
  const add = (piece: string) => {
    size += piece.length
    if (size <= limit) pieces.push(piece)
  }
  for (const [index, count] of runs) {
    if (index < 0) add(literals[literal++] as string)
    const between = index < 0 ? [] : (templates[index] as string).split(HOLES)
    for (let i = 0; i < count && index >= 0 && size <= limit; i++) {
      between.forEach((text, at) => {
        if (at > 0) add((queues[index]?.[at - 1]?.next().value as string | undefined) ?? '')
        if (text) add(text)
      })
    }
    if (size > limit) return undefined
  }
  return pieces.join('')
}

function* readColumn(column: string, hole: string, count: number): Generator<string, undefined> {
  if (hole === NUMBER_HOLE) return yield* readNumbers(column, count)
  const cut = hole === SPACE_HOLE ? column.length : column.indexOf(COUNT)
  let at = cut + 1
  for (const [letter, long] of column.slice(0, cut).matchAll(/~([0-9a-z]+)\.|[^~]/g)) {
    const length = Math.max(0, long === undefined ? LENGTH_LETTERS.indexOf(letter) : parseInt(long, 36))
    if (hole === SPACE_HOLE) yield ' '.repeat(Math.min(length, SPACE_LIMIT))
    else yield column.slice(at, at + length)
    at += length
  }
  return undefined
}

function* readNumbers(column: string, count: number): Generator<string, undefined> {
  if (column.startsWith('=')) {
    yield* column.slice(1).split(' ')
    return undefined
  }
  let value = 0
  for (const run of column.split(' ')) {
    const [step = '0', times] = run.split('*')
    for (let left = times === undefined ? 1 : parseInt(times, 36); left > 0 && count > 0; left--, count--) {
      value += Number(step)
      yield String(value)
    }
  }
  return undefined
}

import {
  AGAIN,
  COLUMN,
  COUNT,
  FRAME_LIMIT,
  HOLES,
  LENGTH_LETTERS,
  LITERAL,
  NUMBER_HOLE,
  SPACE_HOLE,
  TEMPLATE,
  TEXT_HOLE,
} from './pack-marks.ts'
import { unpackBody } from './unpack.ts'

/** Bodies that hold any of our own marks are left alone. */
const MARKS = /[\x00-\x08]/
/** Strings with the colon that makes them keys, numbers, and the spaces with which Anthropic pads the end of a frame. */
const VALUES = /"((?:[^"\\\n]|\\.)*)"(\s*:)?|-?\d[\d.eE+-]*| *(?=\}\r?(?:\n|$))/g

interface Split {
  readonly skeleton: string
  readonly values: readonly string[]
}

interface Template {
  readonly rows: (readonly string[])[]
  /** Its number in the packed text, in order of first use. */
  index: number
  text: string
  columns: number[]
}

const splitFrames = (body: string): string[] =>
  body.match(/\n\r?\n/) ? body.split(/(?<=\n\r?\n)(?!\r?\n)/) : body.split(/(?<=\n)/)

function splitValues(frame: string): Split {
  const values: string[] = []
  const take = (value: string, hole: string) => {
    values.push(value)
    return hole
  }
  const skeleton = frame.replace(VALUES, (found, inner: string | undefined, colon: string | undefined) => {
    if (colon !== undefined) return found
    if (inner !== undefined) return `"${take(inner, TEXT_HOLE)}"`
    return take(found, found.trim() === '' ? SPACE_HOLE : NUMBER_HOLE)
  })
  return { skeleton, values }
}

/** Fills in what never changes, and remembers which values remain. */
function settleTemplate(skeleton: string, template: Template): void {
  const [first = []] = template.rows
  let at = -1
  template.text = skeleton.replace(HOLES, (hole) => {
    at++
    const constant = first[at] as string
    const place = at
    if (template.rows.every((row) => row[place] === constant)) return constant
    template.columns.push(place)
    return hole
  })
}

/** The packed form of a framed body, or undefined where it would not come back exactly or does not pay. */
export function packBody(body: string): string | undefined {
  if (MARKS.test(body)) return undefined
  const frames = splitFrames(body)
  if (frames.length < 4 || frames.length > FRAME_LIMIT) return undefined
  const splits = frames.map(splitValues)
  const templates = new Map<string, Template>()
  for (const { skeleton, values } of splits) {
    const known = templates.get(skeleton)
    if (known) known.rows.push(values)
    else templates.set(skeleton, { rows: [values], index: -1, text: '', columns: [] })
  }
  for (const [skeleton, template] of templates) settleTemplate(skeleton, template)
  const packed = writeScore(frames, splits, templates) + writeColumns(templates)
  return packed.length < body.length && unpackBody(packed, body.length) === body ? packed : undefined
}

function writeScore(
  frames: readonly string[],
  splits: readonly Split[],
  templates: ReadonlyMap<string, Template>,
): string {
  let score = ''
  let defined = 0
  for (let i = 0; i < frames.length; ) {
    const { skeleton } = splits[i] as Split
    const template = templates.get(skeleton) as Template
    if (template.rows.length === 1) {
      score += LITERAL + frames[i++]
      continue
    }
    let run = 1
    while (splits[i + run]?.skeleton === skeleton) run++
    if (template.index < 0) {
      template.index = defined++
      score += TEMPLATE + template.text
    } else score += AGAIN + template.index.toString(36)
    if (run > 1) score += COUNT + run.toString(36)
    i += run
  }
  return score
}

function writeColumns(templates: ReadonlyMap<string, Template>): string {
  let columns = ''
  for (const template of templates.values()) {
    if (template.rows.length === 1) continue
    const holes = template.text.match(HOLES) ?? []
    template.columns.forEach((place, i) => {
      const values = template.rows.map((row) => row[place] as string)
      columns +=
        COLUMN +
        (holes[i] === NUMBER_HOLE ? writeNumbers(values) : writeTexts(values, holes[i] === SPACE_HOLE))
    })
  }
  return columns
}

function writeTexts(values: readonly string[], spaces: boolean): string {
  const lengths = values.map(({ length }) => LENGTH_LETTERS[length] ?? `~${length.toString(36)}.`).join('')
  return spaces ? lengths : `${lengths}${COUNT}${values.join('')}`
}

/** Steps from one to the next, with how often each repeats; the numbers as they stand where they are not plain integers. */
function writeNumbers(values: readonly string[]): string {
  if (!values.every((value) => Number.isSafeInteger(Number(value)) && String(Number(value)) === value)) {
    return `=${values.join(' ')}`
  }
  const steps = values.map((value, i) => Number(value) - (i === 0 ? 0 : Number(values[i - 1])))
  const runs: string[] = []
  for (let i = 0; i < steps.length; ) {
    let run = 1
    while (steps[i + run] === steps[i]) run++
    runs.push(run === 1 ? `${steps[i]}` : `${steps[i]}*${run.toString(36)}`)
    i += run
  }
  return runs.join(' ')
}

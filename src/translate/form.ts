import type { DialectEvent } from '../dialects/dialect.ts'
import type { WrittenObject } from '../hub/leaf.ts'
import type { Repetition } from '../hub/repetition.ts'
import { frameText, LazyEvent } from '../hub/template.ts'
import { spelled } from '../hub/text.ts'
import type { Json } from '../wire/json.ts'
import { deepEqual, parseJson } from '../wire/json.ts'
import type { HoleValue, Pattern } from '../wire/pattern.ts'
import { patternOf } from '../wire/pattern.ts'

/** A form that the frames of this moment have. It was made of one frame, and holds for those that repeat it. */
export interface Form {
  readonly event: string | undefined
  readonly pattern: Pattern
  readonly repetition: Repetition
  /** Where frames are kept, and end with an event of their own: only by `home` are those that repeat written. */
  readonly isKept: boolean
  home?: Home
  /** Some frame had it. */
  isMet: boolean
}

/** How a kept frame is written in its own dialect: its text around the values, and which value stands where. */
export interface Home {
  readonly name: string | undefined
  readonly pieces: readonly string[]
  readonly places: readonly number[]
}

/** All that may differ between the frames of a form. */
export const holesOf = ({ read, passed = [] }: Repetition): readonly string[] => [...read, ...passed]

/**
 * How frames of a form come home, learnt from the frame that it was made of: that one was written by the dialect's writer,
 * and came out as it went in. Undefined where it did not: then each is written in full.
 */
export function homeOf(form: Form, source: Json, written: readonly DialectEvent[]): Home | undefined {
  const [event] = written
  if (!event || written.length > 1 || event.name !== form.event) return undefined
  const frame = frameText(event)
  const start = frame.indexOf(DATA) + DATA.length
  const line = frame.slice(start, -END.length)
  const parsed = parseJson(line)
  if ('problem' in parsed || !deepEqual(parsed.value, source)) return undefined
  const pattern = patternOf(line, parsed.value, { read: holesOf(form.repetition) })
  if (!pattern) return undefined
  const last = pattern.pieces.length - 1
  const pieces = pattern.pieces.map(
    (piece, i) => (i === 0 ? frame.slice(0, start) : '') + piece + (i === last ? END : ''),
  )
  return { name: event.name, pieces, places: pattern.holes.map(({ at }) => at) }
}

const DATA = 'data: '
const END = '\n\n'

/** A kept frame, written from the values in its holes. */
export class Homecoming extends LazyEvent {
  readonly name?: string
  private readonly home: Home
  private readonly values: readonly HoleValue[]

  constructor(home: Home, values: readonly HoleValue[]) {
    super()
    if (home.name !== undefined) this.name = home.name
    this.home = home
    this.values = values
  }

  get data(): WrittenObject {
    const frame = this.frame()
    return JSON.parse(frame.slice(frame.indexOf(DATA) + DATA.length)) as WrittenObject
  }

  get mould(): Home {
    return this.home
  }

  /** It stands for nothing but its own frame. */
  override get own(): readonly [] {
    return []
  }

  frame(): string {
    const { pieces, places } = this.home
    let text = pieces[0] as string
    for (let i = 0; i < places.length; i++) {
      const value = this.values[places[i] as number] as HoleValue
      text += (typeof value === 'string' ? spelled(value) : value) + (pieces[i + 1] as string)
    }
    return text
  }
}

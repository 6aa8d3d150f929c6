import type { DialectEvent } from '../../dialects/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Form } from '../form.ts'
import type { LanesStep } from './all-lanes.ts'

/** A frame that stands for all that are like it. */
export interface Sample {
  readonly frame: number
  readonly json: Json | undefined
  readonly step: LanesStep
  /** How many frames it stands for, itself among them. */
  weight: number
}

/** Frames of one shape that stand for themselves; the last of them also stands for all that follow. */
const EACH = 2
/** Shapes that are told apart. Beyond them all further frames are taken for one. */
const SHAPES = 256
/** What of a shape is looked at: keys of an object, elements of a list, levels. */
const KEYS = 40
const ELEMENTS = 8
const LEVELS = 7

/** Of a long stream, frames of each shape: what the counts of its lanes are made of. */
export class Samples {
  /** In the order of the stream. */
  readonly all: Sample[] = []
  readonly #keepsAll: boolean
  readonly #byShape = new Map<string, Sample[]>()
  readonly #byForm = new WeakMap<Form, Sample>()

  /** `keepsAll`: each frame stands for itself, so that nothing is taken for something else. */
  constructor(keepsAll: boolean) {
    this.#keepsAll = keepsAll
  }

  take(frame: Frame, step: LanesStep): void {
    const { form, values } = step.said.abroad
    const known = form && values && this.#byForm.get(form)
    if (known) known.weight++
    else {
      const sample = this.#sampleOf(frame, step)
      if (form && values && !this.#keepsAll) this.#byForm.set(form, sample)
    }
  }

  #sampleOf(frame: Frame, step: LanesStep): Sample {
    const { values, json: read } = step.said.abroad
    const json = values ? (JSON.parse(frame.data) as Json) : read
    const sample = { frame: frame.index, json, step, weight: 1 }
    const alike = this.#keepsAll ? [] : this.#alike(shapeOf(json) + step.written.map(namesOf).join('|'))
    const last = alike.at(-1)
    if (last && alike.length >= EACH) {
      last.weight++
      return last
    }
    this.all.push(sample)
    alike.push(sample)
    return sample
  }

  #alike(shape: string): Sample[] {
    const key = this.#byShape.has(shape) || this.#byShape.size < SHAPES ? shape : ''
    const known = this.#byShape.get(key)
    if (known) return known
    const fresh: Sample[] = []
    this.#byShape.set(key, fresh)
    return fresh
  }
}

const namesOf = (events: readonly DialectEvent[]): string => events.map(({ name }) => name ?? '').join()

/** What a value has, without the values in it, but for words that name a type. */
function shapeOf(json: Json | undefined, level = 0): string {
  if (level > LEVELS) return '…'
  if (Array.isArray(json)) {
    const elements = json.slice(0, ELEMENTS).map((one: Json) => shapeOf(one, level + 1))
    return `[${[...new Set(elements)].join()}]`
  }
  if (!isObject(json)) return json === null ? 'null' : typeof json
  const fields = Object.entries(json).slice(0, KEYS)
  return `{${fields.map(([key, value]) => `${key}:${key === 'type' && typeof value === 'string' ? value : shapeOf(value, level + 1)}`).join()}}`
}

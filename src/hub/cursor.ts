import type { Json, JsonObject } from '../wire/json.ts'
import { isObject, pointerStep } from '../wire/json.ts'
import type { DialectId } from './dialect.ts'
import type { Extras } from './extras.ts'
import type { Leaf, Origin } from './leaf.ts'

const NOWHERE: readonly Origin[] = []

/**
 * A place in a JSON body from which a reader takes values. With a recorder, each taken leaf knows its pointer;
 * without one (the hot path) no pointer is ever built. What nobody took is found by `rest`.
 */
export class Cursor {
  readonly value: Json
  readonly #pointer: string | undefined
  readonly #frame: number | undefined
  readonly #seen: string[] = []

  private constructor(value: Json, pointer: string | undefined, frame: number | undefined) {
    this.value = value
    this.#pointer = pointer
    this.#frame = frame
  }

  /** The root of a body, or of the JSON of one frame (counted from 0). */
  static root(value: Json, record: boolean, frame?: number): Cursor {
    return new Cursor(value, record ? '' : undefined, frame)
  }

  get isObject(): boolean {
    return isObject(this.value)
  }

  get isArray(): boolean {
    return Array.isArray(this.value)
  }

  /** The whole subtree here as one leaf. */
  leaf<T extends Json = Json>(): Leaf<T> {
    return { value: this.value as T, from: this.#origin() }
  }

  /** Peeks without taking: for telling shapes apart. */
  peek(key: string): Json | undefined {
    return isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined
  }

  has(key: string): boolean {
    return this.peek(key) !== undefined
  }

  /** The place below a key; the child's reader answers for all that is there. Undefined where absent. */
  at(key: string): Cursor | undefined {
    const value = this.peek(key)
    if (value === undefined) return undefined
    this.#seen.push(key)
    return this.#child(value, key)
  }

  /** The place below a key where an object stands; anything else is left for `rest`. */
  object(key: string): Cursor | undefined {
    return isObject(this.peek(key)) ? this.at(key) : undefined
  }

  /** The elements of the array below a key; anything but an array is left for `rest`. */
  list(key: string): Cursor[] | undefined {
    return Array.isArray(this.peek(key)) ? this.at(key)?.items() : undefined
  }

  /** The elements of the array that stands here; none where it is no array. */
  items(): Cursor[] {
    return Array.isArray(this.value) ? this.value.map((value, i) => this.#child(value as Json, i)) : []
  }

  string(key: string): Leaf<string> | undefined {
    return typeof this.peek(key) === 'string' ? (this.at(key)?.leaf() as Leaf<string>) : undefined
  }

  number(key: string): Leaf<number> | undefined {
    return typeof this.peek(key) === 'number' ? (this.at(key)?.leaf() as Leaf<number>) : undefined
  }

  boolean(key: string): Leaf<boolean> | undefined {
    return typeof this.peek(key) === 'boolean' ? (this.at(key)?.leaf() as Leaf<boolean>) : undefined
  }

  /** Any value but null: null says no more than absence, and is left for `rest`. */
  json(key: string): Leaf | undefined {
    const value = this.peek(key)
    return value === undefined || value === null ? undefined : this.at(key)?.leaf()
  }

  /** What nobody took of this object, kept raw for the same dialect to write back. Undefined where nothing is left. */
  rest(dialect: DialectId): Extras | undefined {
    if (!isObject(this.value)) return undefined
    const left = Object.keys(this.value).filter((key) => !this.#seen.includes(key))
    if (left.length === 0) return undefined
    const object = this.value as JsonObject
    return {
      dialect,
      entries: left.map((key) => [key, this.#child(object[key] as Json, key).leaf()] as const),
    }
  }

  #child(value: Json, key: string | number): Cursor {
    return new Cursor(
      value,
      this.#pointer === undefined ? undefined : this.#pointer + pointerStep(key),
      this.#frame,
    )
  }

  #origin(): readonly Origin[] {
    if (this.#pointer === undefined) return NOWHERE
    return [
      this.#frame === undefined ? { pointer: this.#pointer } : { frame: this.#frame, pointer: this.#pointer },
    ]
  }
}

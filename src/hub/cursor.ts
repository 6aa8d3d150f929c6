import type { Json, JsonObject } from '../wire/json.ts'
import { isObject, pointerStep } from '../wire/json.ts'
import type { Numbers } from '../wire/json-numbers.ts'
import { numbersBelow } from '../wire/json-numbers.ts'
import type { DialectId } from './dialect.ts'
import type { Extras } from './extras.ts'
import type { Leaf, Origin } from './leaf.ts'
import { withNumbers } from './leaf.ts'

const NOWHERE: readonly Origin[] = []
const PROTOTYPE: unknown = Object.prototype

/**
 * A place in a JSON body from which a reader takes values. With a recorder, each taken leaf knows its pointer;
 * without one (the hot path) no pointer is ever built. What nobody took is found by `rest`.
 */
export class Cursor {
  readonly value: Json
  /** The value where it is an object: asked on every step, so told once. */
  private readonly fields: JsonObject | undefined
  protected readonly pointer: string | undefined
  protected readonly frame: number | undefined
  /** The keys taken so far; none is set up where nothing is taken. */
  private seen: string[] | undefined

  protected constructor(value: Json, pointer: string | undefined, frame: number | undefined) {
    this.value = value
    this.fields = isObject(value) ? value : undefined
    this.pointer = pointer
    this.frame = frame
    this.seen = undefined
  }

  /** The root of a body, or of the JSON of one frame (counted from 0). `numbers`: those spelled in their own way. */
  static root(value: Json, record: boolean, frame?: number, numbers?: Numbers): Cursor {
    const pointer = record ? '' : undefined
    return numbers
      ? new SpellingCursor(value, pointer, frame, { numbers, at: '' })
      : new Cursor(value, pointer, frame)
  }

  /** The same root, whose leaves know where they came from. */
  recorded(frame: number | undefined): Cursor {
    return this.isRecorded ? this : Cursor.root(this.value, true, frame)
  }

  get isObject(): boolean {
    return this.fields !== undefined
  }

  get isArray(): boolean {
    return Array.isArray(this.value)
  }

  /** Whether leaves know where they came from. */
  get isRecorded(): boolean {
    return this.pointer !== undefined
  }

  /** Whether leaves know how their numbers are spelled. */
  get isSpelling(): boolean {
    return false
  }

  /** The whole subtree here as one leaf. */
  leaf<T extends Json = Json>(): Leaf<T> {
    return this.leafOf(this.value as T, '')
  }

  /** Peeks without taking: for telling shapes apart. */
  peek(key: string): Json | undefined {
    const value = this.fields?.[key]
    // Own keys only; but asking so each time costs as much as the reading. What Object.prototype would give for a pasted
    // `constructor` or `__proto__` is told by its type: JSON holds no functions, and only these have the other.
    return typeof value === 'function' || (typeof value === 'object' && value === PROTOTYPE)
      ? this.own(key)
      : value
  }

  has(key: string): boolean {
    return this.peek(key) !== undefined
  }

  /** The place below a key; the child's reader answers for all that is there. Undefined where absent. */
  at(key: string): Cursor | undefined {
    const value = this.peek(key)
    if (value === undefined) return undefined
    this.take(key)
    return this.child(value, key)
  }

  /** The place below a key where an object stands; anything else is left for `rest`. */
  object(key: string): Cursor | undefined {
    const value = this.peek(key)
    if (!isObject(value)) return undefined
    this.take(key)
    return this.child(value, key)
  }

  /** The elements of the array below a key; anything but an array is left for `rest`. */
  list(key: string): Cursor[] | undefined {
    const value = this.peek(key)
    if (!Array.isArray(value)) return undefined
    this.take(key)
    return this.child(value, key).items()
  }

  /** The elements of the array that stands here; none where it is no array. */
  items(): Cursor[] {
    return Array.isArray(this.value) ? this.value.map((value, i) => this.child(value as Json, i)) : []
  }

  string(key: string): Leaf<string> | undefined {
    const value = this.peek(key)
    return typeof value === 'string' ? this.taken(key, value) : undefined
  }

  number(key: string): Leaf<number> | undefined {
    const value = this.peek(key)
    return typeof value === 'number' ? this.taken(key, value) : undefined
  }

  boolean(key: string): Leaf<boolean> | undefined {
    const value = this.peek(key)
    return typeof value === 'boolean' ? this.taken(key, value) : undefined
  }

  /** Any value but null: null says no more than absence, and is left for `rest`. */
  json(key: string): Leaf | undefined {
    const value = this.peek(key)
    return value === undefined || value === null ? undefined : this.taken(key, value)
  }

  /** What nobody took of this object, kept raw for the same dialect to write back. Undefined where nothing is left. */
  rest(dialect: DialectId): Extras | undefined {
    const { fields, seen } = this
    if (!fields) return undefined
    let entries: [string, Leaf][] | undefined
    // Parsed JSON has own keys only.
    for (const key in fields) {
      if (seen?.includes(key)) continue
      entries ??= []
      entries.push([key, this.leafOf(fields[key] as Json, pointerStep(key))])
    }
    return entries && { dialect, entries }
  }

  private own(key: string): Json | undefined {
    return this.fields && Object.hasOwn(this.fields, key) ? this.fields[key] : undefined
  }

  private take(key: string): void {
    if (this.seen) this.seen.push(key)
    else this.seen = [key]
  }

  /** The value below a key, taken as one leaf. */
  protected taken<T extends Json>(key: string, value: T): Leaf<T> {
    this.take(key)
    return { value, from: this.pointer === undefined ? NOWHERE : this.originAt(pointerStep(key)) }
  }

  /** What stands some steps below, as a leaf. */
  protected leafOf<T extends Json>(value: T, steps: string): Leaf<T> {
    return { value, from: this.originAt(steps) }
  }

  protected child(value: Json, key: string | number): Cursor {
    const pointer = this.pointer === undefined ? undefined : this.pointer + pointerStep(key)
    return new Cursor(value, pointer, this.frame)
  }

  /** Of what stands some steps below. */
  private originAt(steps: string): readonly Origin[] {
    if (this.pointer === undefined) return NOWHERE
    const { frame } = this
    const pointer = this.pointer + steps
    return [frame === undefined ? { pointer } : { frame, pointer }]
  }
}

/** Where the cursor stands among numbers that are spelled in their own way. */
interface Spelling {
  readonly numbers: Numbers
  readonly at: string
}

/** Its leaves know how their numbers are spelled. A class of its own: few bodies need it, and all others pay nothing for it. */
class SpellingCursor extends Cursor {
  private readonly spelling: Spelling

  constructor(value: Json, pointer: string | undefined, frame: number | undefined, spelling: Spelling) {
    super(value, pointer, frame)
    this.spelling = spelling
  }

  override get isSpelling(): boolean {
    return true
  }

  override recorded(frame: number | undefined): Cursor {
    return this.isRecorded ? this : Cursor.root(this.value, true, frame, this.spelling.numbers)
  }

  protected override taken<T extends Json>(key: string, value: T): Leaf<T> {
    return this.spelled(super.taken(key, value), pointerStep(key))
  }

  protected override leafOf<T extends Json>(value: T, steps: string): Leaf<T> {
    return this.spelled(super.leafOf(value, steps), steps)
  }

  protected override child(value: Json, key: string | number): Cursor {
    const step = pointerStep(key)
    const pointer = this.pointer === undefined ? undefined : this.pointer + step
    const { numbers, at } = this.spelling
    return new SpellingCursor(value, pointer, this.frame, { numbers, at: at + step })
  }

  private spelled<T extends Json>(leaf: Leaf<T>, steps: string): Leaf<T> {
    const { numbers, at } = this.spelling
    return withNumbers(leaf, numbersBelow(numbers, at + steps, leaf.value))
  }
}

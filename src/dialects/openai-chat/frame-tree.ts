import type { Extras } from '../../hub/extras.ts'
import type { Written, WrittenObject } from '../../hub/leaf.ts'
import { HINT } from './places.ts'
import type { Fields } from './tree.ts'
import { fieldsAt, fieldsOf, lay, listOf } from './tree.ts'
import { ID } from './words.ts'

/** Where the text of a part goes on: a list of what a choice says. */
interface Spot {
  readonly choice: number
  readonly list: 'tool_calls' | 'content'
  readonly part: number
}

/** A chunk in the making: where a choice, a part or a key stands in it is told by the extras of its frame. */
export class FrameTree {
  readonly root: Fields = {}
  private readonly choices: Written[] = []
  private readonly values: (readonly [pointer: string, value: Written])[] = []
  private readonly numbers = new Map<number, number>()
  private readonly messages = new Set<string>()
  /** By list, the entries at which parts speak. */
  private readonly spoken = new Map<string, { readonly at: number; readonly part: number }[]>()
  private readonly starts = new Map<number, number>()
  private silent: readonly number[] = []

  constructor(extras: Extras | undefined) {
    if (extras?.dialect !== ID) return
    for (const [key, leaf] of extras.entries) {
      if (key.startsWith('/')) this.noteValue(key, leaf as Written, leaf.value)
      else if (key === HINT.silent) this.silent = leaf.value as readonly number[]
      else if (key.startsWith(HINT.start))
        this.starts.set(Number(key.slice(HINT.start.length)), leaf.value as number)
      else if (key.startsWith(HINT.message)) this.messages.add(key.slice(HINT.message.length))
      else if (key.startsWith(HINT.part)) this.noteEntry(key.slice(HINT.part.length), leaf.value as number)
    }
  }

  private noteValue(pointer: string, value: Written, bare: unknown): void {
    this.values.push([pointer, value])
    const position = INDEX.exec(pointer)?.[1]
    if (position !== undefined && Number.isInteger(bare) && !this.numbers.has(bare as number))
      this.numbers.set(bare as number, Number(position))
  }

  private noteEntry(pointer: string, part: number): void {
    const end = pointer.lastIndexOf('/')
    const list = pointer.slice(0, end)
    const entries = this.spoken.get(list) ?? []
    entries.push({ at: Number(pointer.slice(end + 1)), part })
    this.spoken.set(list, entries)
  }

  isSilent(part: number): boolean {
    return this.silent.includes(part)
  }

  /** Where the text of a part begins in the content of its choice. */
  startOf(part: number): number {
    return this.starts.get(part) ?? 0
  }

  /** The number of the choice that stands first. */
  firstChoice(): number {
    return [...this.numbers].find(([, position]) => position === 0)?.[0] ?? 0
  }

  /** A choice by its number. */
  choice(number: number): Fields {
    return fieldsAt(this.choices, this.positionOf(number))
  }

  /** What a choice says: its delta, as a rule. */
  speech(number: number): Fields {
    return fieldsOf(this.choice(number), this.speechKey(number))
  }

  /** An entry that is kept whole. */
  putEntry({ choice, list, part }: Spot, raw: Written): void {
    const entries = listOf(this.speech(choice), list)
    const [at] = this.entriesOf(this.pointerOf(choice, list), part)
    fieldsAt(entries, at as number)
    entries[at as number] = raw
  }

  /** The entry at which a part goes on: the first of its own that is free for it. */
  entry({ choice, list, part }: Spot, isFree: (entry: Fields) => boolean): Fields {
    const entries = listOf(this.speech(choice), list)
    const all = this.entriesOf(this.pointerOf(choice, list), part).map((at) => fieldsAt(entries, at))
    return all.find(isFree) ?? (all.at(-1) as Fields)
  }

  /** Mistral's thoughts are a list in an entry of a list: the entry, and the first place in it without a text. */
  thought(spot: Spot): { readonly entry: Fields; readonly thought: Fields } {
    const pointer = this.pointerOf(spot.choice, spot.list)
    const entries = listOf(this.speech(spot.choice), spot.list)
    const all = this.entriesOf(pointer, spot.part).flatMap((at) => {
      const entry = fieldsAt(entries, at)
      const thoughts = listOf(entry, 'thinking')
      return this.entriesOf(`${pointer}/${at}/thinking`, spot.part).map((i) => ({
        entry,
        thought: fieldsAt(thoughts, i),
      }))
    })
    return all.find(({ thought }) => thought.text === undefined) ?? (all.at(-1) as (typeof all)[number])
  }

  /** The chunk, with the values of the extras at their places. */
  finish(): WrittenObject {
    if (this.choices.length > 0) this.root.choices = this.choices
    for (const [pointer, value] of this.values) lay(this.root, pointer, value)
    return this.root
  }

  private positionOf(number: number): number {
    return this.numbers.get(number) ?? number
  }

  private speechKey(number: number): 'message' | 'delta' {
    return this.messages.has(`/choices/${this.positionOf(number)}`) ? 'message' : 'delta'
  }

  private pointerOf(choice: number, list: string): string {
    return `/choices/${this.positionOf(choice)}/${this.speechKey(choice)}/${list}`
  }

  private entriesOf(list: string, part: number): readonly number[] {
    const own = (this.spoken.get(list) ?? []).filter((entry) => entry.part === part)
    return own.length > 0 ? own.map(({ at }) => at) : FIRST
  }
}

const INDEX = /^\/choices\/(\d+)\/index$/
/** Where a list holds one entry, nothing says whose it is. */
const FIRST: readonly number[] = [0]

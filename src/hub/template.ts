import type { Leaf, Written, WrittenObject } from './leaf.ts'
import { isLeaf } from './leaf.ts'
import { spelled, textOf } from './text.ts'

/**
 * An event that the next ones repeat, but for one text (and a running number): the rest is spelled once. Plain data, so a
 * writer can keep it in its state.
 */
export interface Template {
  readonly name: string | undefined
  readonly tree: WrittenObject
  /** Where the text stands. */
  readonly path: readonly string[]
  /** The key of the running number, at the top of the tree and before the text. */
  readonly counter: string | undefined
  /** The frame's text around the text, and around the number where there is one. */
  readonly pieces: readonly string[]
}

interface Event {
  readonly name?: string
  readonly data: WrittenObject | string
}

/** The text of one event on the wire: all four dialects frame by server-sent events. */
export function frameText(event: Event): string {
  if (event instanceof LazyEvent) return event.frame()
  const { name, data } = event
  const line = typeof data === 'string' ? data : textOf(data)
  return name === undefined ? `data: ${line}\n\n` : `event: ${name}\ndata: ${line}\n\n`
}

/** An event that knows its own text: its tree is built only for those who look at it. */
export abstract class LazyEvent implements Event {
  abstract readonly name?: string
  abstract get data(): WrittenObject
  /** What it was made from, if anything: events of one mould differ in the texts and numbers that were filled in. */
  abstract get mould(): object | undefined
  /** The leaves that it does not share with the event that its form was made of; undefined where they are all its own. */
  get own(): readonly Leaf[] | undefined {
    return undefined
  }

  abstract frame(): string
}

/** An event made from a template: a frame is three strings. */
export class Repeated extends LazyEvent {
  readonly name?: string
  private readonly template: Template
  private readonly text: Leaf<string>
  private readonly count: number

  constructor(template: Template, text: Leaf<string>, count: number) {
    super()
    if (template.name !== undefined) this.name = template.name
    this.template = template
    this.text = text
    this.count = count
  }

  get data(): WrittenObject {
    const { tree, path, counter } = this.template
    const filled = put(tree, path, 0, this.text) as WrittenObject
    return counter === undefined ? filled : { ...filled, [counter]: this.count }
  }

  get mould(): Template {
    return this.template
  }

  override get own(): readonly Leaf[] {
    return [this.text]
  }

  frame(): string {
    const { pieces } = this.template
    const text = spelled(this.text.value)
    return this.template.counter === undefined
      ? `${pieces[0]}${text}${pieces[1]}`
      : `${pieces[0]}${this.count}${pieces[1]}${text}${pieces[2]}`
  }
}

/** A word that nobody writes, once for each place that changes. It is ASCII, for else every piece would take twice the room. */
const HOLE = '<interlinear:hole>'

/**
 * The template of an event that was written for a text. Undefined where that leaf stands nowhere or several times in it,
 * or where the source itself holds the word that marks the holes: then each event is written in full.
 */
export function templateOf(
  { name, data }: Event,
  text: Leaf<string> | undefined,
  counter?: string,
): Template | undefined {
  if (typeof data === 'string' || text === undefined) return undefined
  const paths: string[][] = []
  findLeaf(data, text, [], paths)
  const [path] = paths
  if (!path || paths.length > 1) return undefined
  const open = put(data, path, 0, HOLE) as WrittenObject
  const holed = counter === undefined ? open : { ...open, [counter]: HOLE }
  const pieces = frameText({ ...(name === undefined ? {} : { name }), data: holed }).split(HOLE)
  if (pieces.length !== (counter === undefined ? 2 : 3)) return undefined
  if (counter !== undefined) {
    // A number has no quotes around it.
    pieces[0] = pieces[0]?.slice(0, -1) ?? ''
    pieces[1] = pieces[1]?.slice(1) ?? ''
  }
  return { name, tree: data, path, counter, pieces }
}

function findLeaf(tree: Written, leaf: Leaf<string>, at: readonly string[], found: string[][]): void {
  if (tree === leaf) found.push([...at])
  if (typeof tree !== 'object' || tree === null || isLeaf(tree)) return
  for (const [key, below] of Object.entries(tree)) findLeaf(below as Written, leaf, [...at, key], found)
}

/** The tree with another value at the end of the path; what is beside the path is shared. */
function put(tree: Written, path: readonly string[], from: number, value: Written): Written {
  const key = path[from]
  if (key === undefined) return value
  if (Array.isArray(tree))
    return (tree as readonly Written[]).map((one, at) =>
      `${at}` === key ? put(one, path, from + 1, value) : one,
    )
  const object = tree as WrittenObject
  return { ...object, [key]: put(object[key], path, from + 1, value) }
}

import type { OpenContainer, TextRange } from './json-index.ts'
import { advance, pointerSteps, startsValue } from './json-index.ts'
import { nextToken } from './json-scan.ts'

/** What is looked for: one step of some pointers, with those that begin so. */
interface Wanted {
  readonly below: Map<string, Wanted>
  range?: TextRange
}

/**
 * Where the values at pointers stand in a text that is read once for all of them; of one that is missing, what it is missing from.
 * As `locate` reads it: of a key that is there twice the last counts, and what a truncated text does not close ends with it.
 */
export function nearestRanges(text: string, pointers: Iterable<string>): ReadonlyMap<string, TextRange> {
  const root: Wanted = { below: new Map() }
  const all = new Set(pointers)
  for (const pointer of all) {
    let here = root
    for (const step of pointerSteps(pointer)) {
      const next = here.below.get(step) ?? { below: new Map() }
      here.below.set(step, next)
      here = next
    }
  }
  findAll(text, root)
  return new Map(
    [...all].flatMap((pointer) => {
      const range = nearestOf(root, pointer)
      return range ? [[pointer, range] as const] : []
    }),
  )
}

function nearestOf(root: Wanted, pointer: string): TextRange | undefined {
  let here: Wanted | undefined = root
  let range = root.range
  for (const step of pointerSteps(pointer)) {
    here = here?.below.get(step)
    if (!here?.range) break
    range = here.range
  }
  return range
}

function findAll(text: string, root: Wanted): void {
  const stack: OpenContainer[] = []
  /** What is wanted of each open container; the same length as the stack. */
  const wanted: (Wanted | undefined)[] = []
  for (let token = nextToken(text, 0); token.kind !== 'end'; token = nextToken(text, token.end)) {
    const top = stack.at(-1)
    const opens = token.kind === '{' || token.kind === '['
    const closes = token.kind === '}' || token.kind === ']'
    if (startsValue(token, top)) {
      // Of several values one after the other the first is the root.
      const value = top ? wanted.at(-1)?.below.get(top.step) : root.range ? { below: root.below } : root
      if (value) value.range = { start: token.start, end: opens ? text.length : token.end }
      if (opens) wanted.push(value)
    } else if (closes) {
      const value = wanted.pop()
      if (value?.range) value.range = { start: value.range.start, end: token.end }
    }
    advance(text, token, stack, [])
    const isKey = top && !top.isArray && !top.afterColon && !opens && !closes && token.kind !== ','
    if (isKey && token.kind !== ':') forget(wanted.at(-1)?.below.get(top.step))
  }
}

/** A key that comes again takes back all that the first said. */
function forget(wanted: Wanted | undefined): void {
  const open = wanted ? [wanted] : []
  for (let one = open.pop(); one; one = open.pop()) {
    delete one.range
    open.push(...one.below.values())
  }
}

import type { Leaf, Origin } from '../../hub/leaf.ts'
import { define } from '../../hub/leaf.ts'
import type { Json } from '../../wire/json.ts'
import { isObject } from '../../wire/json.ts'
import type { Numbers } from '../../wire/json-numbers.ts'
import { numbersAgain } from '../../wire/json-numbers.ts'

/**
 * Arguments that arrive piece by piece (Vertex, streamFunctionCallArguments). anthropic-gemini.md §G.4.
 *
 *     {"functionCall":{"partialArgs":[{"jsonPath":"$.city","stringValue":"Os","willContinue":true}],"willContinue":true}}
 *                                                                        ^ goes on in the next piece with the same path
 */
export interface PartialArgs {
  readonly root: Record<string, Json>
  /** Paths whose string is not at its end yet. */
  open: string[]
  from: readonly Origin[]
  numbers?: Numbers
  isTouched: boolean
}

export const noArgs = (): PartialArgs => ({ root: {}, open: [], from: [], isTouched: false })

/** What a functionCall object says beside its name. */
export const goesOn = (call: Json): boolean => isObject(call) && call.willContinue === true

export const isPartial = (call: Json): boolean =>
  isObject(call) && (Array.isArray(call.partialArgs) || goesOn(call))

/** Takes the pieces of one functionCall; whole `args` beside them count too. */
export function addArgs(args: PartialArgs, call: Leaf): void {
  const { value } = call
  if (!isObject(value)) return
  if (isObject(value.args)) {
    for (const [key, below] of Object.entries(value.args)) define(args.root, key, ownCopy(below))
    args.isTouched = true
  }
  for (const piece of Array.isArray(value.partialArgs) ? (value.partialArgs as readonly Json[]) : []) {
    if (isObject(piece) && typeof piece.jsonPath === 'string') addPiece(args, piece.jsonPath, piece)
  }
  if (call.from.length > 0) args.from = [...args.from, ...call.from]
  const numbers = call.numbers && numbersAgain(args.root, [call])
  if (numbers) args.numbers = { ...args.numbers, ...numbers }
}

/** The arguments so far. */
export const leafOfArgs = (args: PartialArgs): Leaf<Json> => ({
  value: args.root,
  from: args.from,
  by: 'join-partial-args',
  ...(args.numbers ? { numbers: args.numbers } : {}),
})

type Piece = { readonly [key: string]: Json }

function addPiece(args: PartialArgs, path: string, piece: Piece): void {
  const value = pieceValue(piece)
  const steps = stepsOf(path)
  if (value === undefined || steps.length === 0) return
  const isOpen = args.open.includes(path)
  put(args.root, steps, (before) =>
    isOpen && typeof before === 'string' && typeof value === 'string' ? before + value : value,
  )
  args.isTouched = true
  const others = args.open.filter((one) => one !== path)
  args.open = piece.willContinue === true ? [...others, path] : others
}

function pieceValue(piece: Piece): Json | undefined {
  if ('nullValue' in piece) return null
  return piece.stringValue ?? piece.numberValue ?? piece.boolValue
}

/** `$.a.b[0]['c d']` as its steps. RFC 9535, normalised paths with dots. */
function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const [, name, index, quoted] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[['"]([^'"]*)['"]\]/g)) {
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index))
  }
  return steps
}

type Holder = Record<string, Json> | Json[]

/** Sets what stands at the end of the steps, making what is missing on the way. */
function put(
  root: Holder,
  steps: readonly (string | number)[],
  change: (before: Json | undefined) => Json,
): void {
  let here = root
  steps.forEach((step, i) => {
    const key = keyIn(here, step)
    const before: Json | undefined = Object.hasOwn(here, key)
      ? (here as Record<string, Json>)[key]
      : undefined
    if (i === steps.length - 1) {
      define(here as Record<string, Json>, key, change(before))
      return
    }
    const isHolder = typeof before === 'object' && before !== null
    const next: Json = isHolder ? before : typeof steps[i + 1] === 'number' ? [] : {}
    if (!isHolder) define(here as Record<string, Json>, key, next)
    here = next as Holder
  })
}

/** Lists grow by one at most: an index out of all bounds must not make a list of that length. */
const keyIn = (holder: Holder, step: string | number): string =>
  String(Array.isArray(holder) ? Math.min(Number(step) || 0, holder.length) : step)

/** Pieces are put into it, and the chunk stays as it was. */
function ownCopy(value: Json): Json {
  if (Array.isArray(value)) return value.map(ownCopy)
  if (!isObject(value)) return value
  const copy: Record<string, Json> = {}
  for (const [key, below] of Object.entries(value)) define(copy, key, ownCopy(below))
  return copy
}

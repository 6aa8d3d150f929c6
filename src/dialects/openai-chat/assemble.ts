import type { Written } from '../../hub/leaf.ts'
import { isLeaf, spell } from '../../hub/leaf.ts'
import type { DialectEvent } from '../dialect.ts'
import type { CallBook } from './assemble-calls.ts'
import { entryOf, takeCalls, takeLegacyCall } from './assemble-calls.ts'
import type { Gathered } from './assemble-parts.ts'
import { addUp, keep, takeContent, takeSum, takeText } from './assemble-parts.ts'
import { at, fieldsOf, itemsOf, open, textOf } from './tree-values.ts'
import { layForm } from './whole-form.ts'

interface ChoiceBook {
  readonly fields: Gathered
  readonly message: Gathered
  readonly calls: CallBook[]
}

/** Chunks on the way to the whole response they stand for. Plain data. */
export interface AssemblerState {
  readonly root: Gathered
  readonly choices: Record<number, ChoiceBook>
}

export const startAssembler = (): AssemblerState => ({ root: {}, choices: {} })

/** Gateways restamp these from chunk to chunk: the reply is what it said it was first. */
const FIRST_COUNTS: ReadonlySet<string> = new Set(['id', 'created', 'model'])

/** Padding against traffic analysis (openai.md §1.5). */
const PADDING: ReadonlySet<string> = new Set(['obfuscation', 'p'])

export function takeEvent(state: AssemblerState, { data }: DialectEvent): void {
  for (const [key, value] of fieldsOf(data)) {
    if (PADDING.has(key) || (FIRST_COUNTS.has(key) && open(state.root[key]))) continue
    keep(state.root, key, key === 'choices' && Array.isArray(open(value)) ? GATHERED : value)
    if (key !== 'choices') continue
    for (const [position, choice] of itemsOf(value).entries()) takeChoice(state, choice, position)
  }
}

/** Stands where the choices will. */
const GATHERED: readonly Written[] = []

const isIndex = (index: Written): index is number => Number.isInteger(index) && (index as number) >= 0

function takeChoice(state: AssemblerState, choice: Written, position: number): void {
  const index = open(at(choice, 'index'))
  const number = isIndex(index) ? index : position
  state.choices[number] ??= { fields: {}, message: {}, calls: [] }
  const book = state.choices[number]
  for (const [key, value] of fieldsOf(choice)) {
    if (key === 'delta' || key === 'message') takeDelta(book, value)
    else if (key === 'logprobs') book.fields[key] = addUp(book.fields[key], value)
    else if (key !== 'index') keep(book.fields, key, value)
  }
}

const TAKERS: ReadonlyMap<string, typeof takeText> = new Map([
  ['content', takeContent],
  ['refusal', takeText],
  ['reasoning_content', takeText],
  ['reasoning', takeText],
  ['function_call', takeLegacyCall],
  ['audio', takeSum],
  ['annotations', takeSum],
  ['reasoning_details', takeSum],
])

function takeDelta({ message, calls }: ChoiceBook, delta: Written): void {
  for (const [key, value] of fieldsOf(delta)) {
    const pieces = key === 'tool_calls' ? itemsOf(value) : []
    const take = TAKERS.get(key) ?? keep
    if (pieces.length > 0) takeCalls(calls, pieces)
    else take(message, key, value)
  }
}

/** The whole response so far, openai.md §1.4. */
export function assembled(state: AssemblerState): Written {
  const { object, choices: gathered, ...root } = state.root
  const choices = Object.entries(state.choices).map(([number, book]) => ({
    index: Number(number),
    message:
      book.calls.length > 0 ? { ...book.message, tool_calls: book.calls.map(entryOf) } : { ...book.message },
    ...book.fields,
  }))
  const response = {
    ...(object === undefined ? {} : { object: wholeObject(object) }),
    ...root,
    ...(gathered === undefined ? {} : { choices: Array.isArray(gathered) ? choices : gathered }),
  }
  return layForm(response, Object.keys(state.choices))
}

function wholeObject(object: Written): Written {
  if (!textOf(object).startsWith('chat.completion')) return object
  const word = 'chat.completion'
  return isLeaf(object) ? spell(object, word) : word
}

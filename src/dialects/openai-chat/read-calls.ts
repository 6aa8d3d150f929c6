import { argumentsAsText } from '../../hub/arguments.ts'
import type { Cursor } from '../../hub/cursor.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { added, join } from '../../hub/leaf.ts'
import { presentAs } from '../../hub/present.ts'
import { settle } from '../../hub/settle.ts'
import { isObject } from '../../wire/json.ts'
import type { CallPiece } from './calls.ts'
import { findCall, growKey, startKey } from './calls.ts'
import type { CallHead, CallState, ChoiceState, Run } from './choice.ts'
import { hush, noteWhole, openPart } from './choice.ts'
import type { News } from './news.ts'
import { gather, hint, isFull, objectArguments } from './places.ts'
import { readSeal } from './read-part.ts'
import { wholeHas } from './whole-form.ts'
import { ID, STOOD } from './words.ts'

interface Entry {
  readonly position: number
  readonly count: number
  readonly form: News[] | undefined
}

export function readCall(run: Run, choice: ChoiceState, at: Cursor, { position, count, form }: Entry): void {
  const isCustom = isObject(at.peek('custom'))
  const target = at.object(isCustom ? 'custom' : 'function')
  const id = isFull(at, 'id') ? at.string('id') : undefined
  const name = target && isFull(target, 'name') ? target.string('name') : undefined
  const index = at.peek('index')
  const piece = {
    index: Number.isInteger(index) ? (index as number) : undefined,
    id: id?.value ?? '',
    name: name?.value ?? '',
    position,
    count,
  }
  // A whole reply tells each of its calls once, though a gateway gave two of them one id.
  const call = form ? startCall(choice, piece) : callOf(choice, piece)
  let text = target?.string(isCustom ? 'input' : 'arguments')
  const tag = at.string('type')
  const number = at.number('index')
  if (number) form?.push(wholeHas(`${choice.place}/message/tool_calls/${position}/index`, number))
  const seal = call.seal ? undefined : readSeal(at)
  if (seal) call.seal = seal
  if (seal && call.part !== undefined) run.events.push({ kind: 'part-seal', part: call.part, seal })
  if (call.part === undefined) {
    const extras = gather(at.rest(ID), { [isCustom ? '/custom' : '/function']: target?.rest(ID) })
    call.head = {
      ...presentAs<CallHead>({ id, name, tag, isCustom: isCustom || undefined, extras }),
      ...call.head,
    }
    // An object, as small servers send it, is told as text; it comes home from the extras.
    const object = objectArguments(extras)
    if (object) text = argumentsAsText(object)
  }
  goOn(run, choice, call, piece, text)
}

/** The deprecated single call. */
export function readLegacyCall(run: Run, choice: ChoiceState, at: Cursor): void {
  const name = isFull(at, 'name') ? at.string('name') : undefined
  const piece = { index: LEGACY_INDEX, id: '', name: name?.value ?? '', position: 0, count: 1 }
  const call = callOf(choice, piece)
  if (call.part === undefined)
    call.head = { ...(name ? { name } : {}), tag: hint(STOOD.functionCall), ...call.head }
  goOn(run, choice, call, piece, at.string('arguments'))
}
const LEGACY_INDEX = -1

function callOf(choice: ChoiceState, piece: CallPiece): CallState {
  const { calls } = choice
  return calls[findCall(calls, piece)] ?? startCall(choice, piece)
}

function startCall({ calls }: ChoiceState, piece: CallPiece): CallState {
  const opened: CallState = { ...startKey(piece), part: undefined, isOpen: false, head: {} }
  calls.push(opened)
  return opened
}

function goOn(
  run: Run,
  choice: ChoiceState,
  call: CallState,
  piece: CallPiece,
  text: Leaf<string> | undefined,
): void {
  growKey(call, piece, text?.value ?? '')
  if (call.part === undefined && call.name !== '') openCall(run, choice, call)
  noteWhole(choice, call)
  if (!text || text.value === '') return
  if (call.isOpen && call.part !== undefined) run.events.push({ kind: 'part-delta', part: call.part, text })
  // Ended already, its JSON being complete: more cannot be arguments.
  else if (call.part !== undefined) run.events.push({ kind: 'opaque', dialect: ID, raw: text })
  else call.held = join(call.held, text)
}

/** There is no "call done" on the wire: a call ends when another opens and its JSON is complete, else at the finish. */
export function openCall(run: Run, choice: ChoiceState, call: CallState): void {
  hush(run, choice)
  for (const other of choice.whole.splice(0)) if (other.balance.verdict === 'closed') closeCall(run, other)
  const name = call.head.name ?? added('', 'no-name', 'The call says no name.')
  call.part = openPart(run, choice, { kind: 'tool-call', ...call.head, name })
  settle(call.head)
  call.isOpen = true
  if (call.seal) run.events.push({ kind: 'part-seal', part: call.part, seal: call.seal })
  if (call.held) run.events.push({ kind: 'part-delta', part: call.part, text: call.held })
  delete call.held
}

export function closeCall({ events }: Run, call: CallState): void {
  if (call.isOpen && call.part !== undefined) events.push({ kind: 'part-end', part: call.part })
  call.isOpen = false
}

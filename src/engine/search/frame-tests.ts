// Tests on rows of a long stream, of which none is made: by their captured text, and by the kinds that a survey gives them.

import { dialectOf } from '../../dialects/catalogue.ts'
import type { DialectId } from '../../hub/dialect.ts'
import type { RowKind } from '../../translate/windows/row-kinds.ts'
import { heldWhy } from '../../translate/windows/stream-rows.ts'
import type { Frame } from '../../wire/frame.ts'
import { parseJson } from '../../wire/json.ts'
import { numbersAsWritten } from '../../wire/json-numbers.ts'
import type { Lane } from '../answers/window.ts'
import type { FilterToken } from './filter-words.ts'
import type { Ground } from './row-tests.ts'
import { kindOf, lanesNamed, matcherOf, saysText, testOf } from './row-tests.ts'

/** What is known of one row without making it. */
export interface Looked {
  readonly index: number
  /** Absent where no token asks for text. */
  readonly frame?: Frame
  /** As the survey numbers them; absent where no token asks for lanes. */
  readonly kind?: number
}

/** What a survey of the rows gives. */
export interface Surveyed {
  kind(number: number): RowKind
  saidBeside(row: number): string
  heldBack(row: number): readonly string[]
}

export interface FrameTest {
  readonly needsText: boolean
  readonly needsLanes: boolean
  holds(row: Looked): boolean
}

interface StreamGround extends Ground {
  readonly dialect: DialectId
}

export function frameTests(
  tokens: readonly FilterToken[],
  ground: StreamGround,
  surveyed: () => Surveyed,
): readonly FrameTest[] {
  const lanes = lanesNamed(tokens)
  return tokens.map((token) => {
    const test = frameTest(token, lanes, ground, surveyed)
    return token.isNegated ? { ...test, holds: (row) => !test.holds(row) } : test
  })
}

function frameTest(
  token: FilterToken,
  lanes: readonly Lane[],
  ground: StreamGround,
  surveyed: () => Surveyed,
): FrameTest {
  const { key, value } = token
  if (key === 'problem') {
    const test = testOf(token, lanes, ground)
    return { needsText: false, needsLanes: false, holds: ({ index }) => test({ ...NO_ROW, index }) }
  }
  if (key === 'kind')
    return {
      needsText: true,
      needsLanes: false,
      holds: ({ frame }) => !!frame && isOfKind(value, frame, ground),
    }
  const byKind = kindTest(token, lanes, ground, surveyed)
  if (key === 'text') return inTextOrLanes(value, ground, surveyed, byKind)
  if (key !== 'call') return { needsText: false, needsLanes: true, holds: byKind }
  // An id that stands as a value is told by what was made anyway: each call has its own.
  const isNamed = saidTest(token)
  const isSaid = (row: Looked): boolean => isNamed(surveyed().saidBeside(row.index))
  const isGiven = ({ frame }: Looked): boolean => !!frame && saysValue(frame, value, ground)
  return { needsText: true, needsLanes: true, holds: (row) => byKind(row) || isSaid(row) || isGiven(row) }
}

const NO_ROW = { start: 0, end: 0, source: { atoms: [] }, lanes: {} as RowKind['lanes'] }

/** The same test as on rows, on each kind of them once. */
function kindTest(
  token: FilterToken,
  lanes: readonly Lane[],
  ground: Ground,
  surveyed: () => Surveyed,
): (row: Looked) => boolean {
  const test = testOf(token, lanes, { ...ground, textOf: () => '' })
  const isSaid = saidTest(token)
  const known = new Map<number, boolean>()
  return ({ kind = 0, index }) => {
    const before = known.get(kind)
    if (before !== undefined) return before
    const { said, ...row } = surveyed().kind(kind)
    const holds = test({ ...NO_ROW, ...row, index }) || (said !== undefined && isSaid(said))
    known.set(kind, holds)
    return holds
  }
}

/** Whether a token means what rows say beside their captured text, a line each. */
function saidTest({ key, value }: FilterToken): (said: string) => boolean {
  const wanted = matcherOf(value)
  if (key === 'text') return (said) => wanted.test(said)
  return key === 'call' ? (said) => said.split('\n').includes(value) : () => false
}

/** What the captured text says, or a lane beside it. */
function inTextOrLanes(
  text: string,
  ground: StreamGround,
  surveyed: () => Surveyed,
  byKind: (row: Looked) => boolean,
): FrameTest {
  const isIn = textMatcher(text)
  const wanted = matcherOf(text)
  const goesOn = text.startsWith('+') ? goesOnWith(text, ground) : () => false
  const isOfHeld = mayBeHeld(text)
  return {
    needsText: true,
    needsLanes: true,
    holds: (row) =>
      byKind(row) ||
      (row.frame !== undefined && (isIn(ground.textOf(row.frame)) || goesOn(row.frame))) ||
      wanted.test(surveyed().saidBeside(row.index)) ||
      (isOfHeld &&
        surveyed()
          .heldBack(row.index)
          .some((why) => wanted.test(why))),
  }
}

/** Cells mark with `+` that a text goes on: of what is captured, that stands before the first letter and nowhere else. */
function goesOnWith(text: string, { dialect, textOf }: StreamGround): (frame: Frame) => boolean {
  const isRestIn = textMatcher(text.slice(1))
  const isSaid = saysText(matcherOf(text))
  return (frame) => isRestIn(textOf(frame)) && (linesOf(frame, dialect)?.some(isSaid) ?? false)
}

/** Whether a text can stand in the sentence of what is held back, with whatever number of a frame. */
function mayBeHeld(text: string): boolean {
  const sentence = heldWhy(0).toLowerCase()
  return text
    .toLowerCase()
    .split(/\d+/)
    .every((words) => sentence.includes(words))
}

/** Letters that JSON may spell in an escape. */
const ESCAPED = /["\\/<>&'+=]|[^ -~]/
const ESCAPE = /\\(?:u([0-9a-f]{4})|(.))/gi
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Whether a captured text says something: as it stands there, or as it is meant where it is spelled in escapes. */
export function textMatcher(text: string): (captured: string) => boolean {
  const wanted = matcherOf(text)
  const mayBeEscaped = ESCAPED.test(text)
  return (captured) =>
    wanted.test(captured) || (mayBeEscaped && captured.includes('\\') && wanted.test(unescaped(captured)))
}

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, code?: string, letter = '') =>
    code === undefined ? (CONTROLS[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
  )

function isOfKind(value: string, frame: Frame, { dialect, textOf }: StreamGround): boolean {
  const wanted = value.toLowerCase()
  if (kindOf(textOf(frame))?.toLowerCase() === wanted) return true
  const lines = linesOf(frame, dialect)
  return lines?.some(({ word }) => word.toLowerCase() === wanted) ?? false
}

function saysValue(frame: Frame, value: string, { dialect }: StreamGround): boolean {
  return (
    frame.data.includes(value) && (linesOf(frame, dialect)?.some((line) => line.value === value) ?? false)
  )
}

/** The lines of the row's source, where it is JSON. */
function linesOf({ data, event }: Frame, dialect: DialectId) {
  const parsed = parseJson(data)
  return 'value' in parsed ? dialectOf(dialect).gloss(parsed.value, event, numbersAsWritten(data)) : undefined
}

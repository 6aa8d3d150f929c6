// Bodies that a person changed: what is shown of them, and what the worker is told.

import type { Draft, UnreadDraft } from '../../engine/answers/edited.ts'
import type { Opened } from '../../engine/answers/opened.ts'
import type { EngineClient } from '../../engine/client.ts'
import type { Half } from '../../engine/view.ts'
import { composeEdits, trimEdits } from '../../wire/compose-edits.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import { applyEdits, changeBetween } from '../../wire/text-edit.ts'

/** One half of an exchange. */
export interface HalfPlace {
  readonly exchange: string
  readonly half: Half
}

/** A body that a person changed, or had changed and brought back. */
export interface Rewritten extends HalfPlace {
  /** As captured: what of it is shown. */
  readonly captured: string
  readonly text: string
  /** What makes the one of the other, in offsets of what was captured. */
  readonly edits: readonly TextEdit[]
}

/** By name of the half. */
export type Halves = Readonly<Record<string, Rewritten>>

/** What became of one transcript by hand. */
export interface Editing {
  /** Before any edit. */
  readonly original: Opened
  readonly halves: Halves
  /** What of the text is not read: the screen then shows what was read last. */
  readonly unread: readonly UnreadDraft[]
  readonly isReading: boolean
  /** Torn texts are read, too. */
  readonly asItStands: boolean
  /** Why the engine gave no answer. */
  readonly problem?: string
}

/** By formatted origin. */
export type Edits = Readonly<Record<string, Editing>>

export const nameOfHalf = ({ exchange, half }: HalfPlace): string => `${exchange}/${half}`
export const halfWords = ({ exchange, half }: HalfPlace): string => `${exchange} ${half}`

export const untouched = (place: HalfPlace, captured: string): Rewritten => ({
  ...place,
  captured,
  text: captured,
  edits: [],
})

/** Edits in offsets of the text as it stands, in their order. */
export const rewrite = (half: Rewritten, edits: readonly TextEdit[]): Rewritten => ({
  ...half,
  text: applyEdits(half.text, edits),
  edits: composeEdits(half.edits, edits),
})

/** What the worker needs to know: no more than what was changed. */
export const draftsOf = (halves: Halves): readonly Draft[] =>
  Object.values(halves)
    .filter(({ text, captured }) => text !== captured)
    .map(({ exchange, half, captured, edits }) => ({ exchange, half, edits: trimEdits(captured, edits) }))

/** What makes of a half what is wished, or what was captured where nothing is; undefined where it is so already. */
export function changeTo(
  wished: Rewritten | undefined,
  half: Rewritten,
): { readonly edits: readonly TextEdit[]; readonly title: string } | undefined {
  const { text } = wished ?? { text: half.captured }
  const title = `${wished ? 'other text' : 'return'} of ${halfWords(half)}`
  return half.text === text ? undefined : { edits: changeBetween(half.text, text), title }
}

export async function capturedHalf(
  engine: EngineClient,
  opened: Opened | undefined,
  { exchange, half }: HalfPlace,
): Promise<Rewritten | undefined> {
  if (!opened) return undefined
  const source = await engine.ask('source', { key: opened.key, exchange, half })
  return 'problem' in source ? undefined : untouched({ exchange, half }, source.text)
}

/** The halves that drafts were made of, with the drafts in them. */
export async function halvesWith(
  engine: EngineClient,
  original: Opened,
  drafts: readonly Draft[],
): Promise<Halves> {
  const halves = await Promise.all(
    drafts.map(async (draft) => {
      const half = await capturedHalf(engine, original, draft)
      return half ? [[nameOfHalf(draft), rewrite(half, draft.edits)] as const] : []
    }),
  )
  return Object.fromEntries(halves.flat())
}

export interface ReadAnswer extends Pick<Editing, 'unread' | 'problem'> {
  /** Absent where a draft cannot be read. */
  readonly opened?: Opened
}

export async function readHalves(
  engine: EngineClient,
  { original, halves, asItStands }: Pick<Editing, 'original' | 'halves' | 'asItStands'>,
): Promise<ReadAnswer> {
  const drafts = draftsOf(halves)
  if (drafts.length === 0) return { opened: original, unread: [] }
  const wish = asItStands ? { asItStands } : {}
  const answer = await engine
    .ask('edit', { key: original.key, drafts, ...wish })
    .catch((error: Error) => ({ problem: error.message }))
  if ('problem' in answer) return { unread: [], problem: answer.problem }
  const { opened, unread } = answer
  const { report, notes } = original
  return opened ? { opened: { ...opened, report, notes }, unread } : { unread }
}

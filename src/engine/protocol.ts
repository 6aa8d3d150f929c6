import type { Origin } from '../hub/leaf.ts'
import type { Place as FindingPlace } from '../inspect/finding.ts'
import type { Timeline } from '../inspect/timeline/timeline.ts'
import type { Masked } from '../share/redact.ts'
import type { Handle } from '../transcript/handle.ts'
import type { Remark, Transcript } from '../transcript/transcript.ts'
import type { Assembled, ClientSight, Source } from './answers/bodies.ts'
import type { ByteRange, ByteSpot, ByteWindow } from './answers/bytes.ts'
import type { BegunComparison, BegunTurns, ComparedRow, Pair } from './answers/compared.ts'
import type { ChainDigest, PairingDigest, SidesDigest } from './answers/digests.ts'
import type { Draft, Edited, Edition, TextMark, TriedFix } from './answers/edited.ts'
import type { HeadSheet } from './answers/heads.ts'
import type { Input, Opened, Refused } from './answers/opened.ts'
import type { Problem } from './answers/problem.ts'
import type { Reducing, Reported, ReportWish } from './answers/reported.ts'
import type { RulePage, RuleText } from './answers/rules.ts'
import type { CopiedText, CopyWish, Link, Saved } from './answers/taken-along.ts'
import type { RowSpot, StreamProgress, Window } from './answers/window.ts'
import type { FilterVocabulary, RowsFound, ScanPlace, Wanted } from './search/found.ts'
import type { Half, SheetTab, View } from './view.ts'

/** As the worker says that it tells something unasked; no question has this number. */
export const NEWS = -1

/** What the engine tells unasked while it works on what is open. */
export type News =
  /** More of a long stream was read; all of it, where no progress is told. */
  | {
      readonly kind: 'read'
      readonly key: string
      readonly exchange: string
      readonly progress?: StreamProgress
    }
  /** The rules have come to what was opened before. */
  | { readonly kind: 'judged'; readonly opened: Opened }

/** An exchange of what is open. */
export interface Place {
  readonly key: string
  readonly exchange: string
}

export interface PlacedHalf extends Place {
  readonly tab: SheetTab
}

interface Whole {
  readonly key: string
}

interface Question<A, B> {
  readonly ask: A
  readonly answer: B
}

/** Questions to the worker, each with its answer. */
export interface Asks {
  readonly open: Question<{ readonly inputs: readonly Input[] }, Opened | Refused>
  readonly sample: Question<{ readonly transcript: Transcript }, Opened>
  readonly follow: Question<{ readonly fragment: string }, Opened | Problem>
  /** `only`: these rows and no others, by number. */
  readonly rows: Question<
    PlacedHalf & { readonly from: number; readonly count: number; readonly only?: readonly number[] },
    Window | Problem
  >
  /** One slice of the rows that a search or a filter means; the answer says where to go on. */
  readonly scan: Question<
    PlacedHalf & { readonly wanted: Wanted; readonly from: ScanPlace },
    RowsFound | Problem
  >
  /** Where in a row a text stands first. */
  readonly hit: Question<PlacedHalf & { readonly text: string; readonly row: number }, RowSpot | Problem>
  /** Words of which a filter can be made here. */
  readonly vocabulary: Question<PlacedHalf, FilterVocabulary | Problem>
  /** Where on the screen something is that has a handle. */
  readonly handle: Question<Whole & { readonly handle: Handle }, { readonly view: View } | Problem>
  readonly copy: Question<Place & { readonly wish: CopyWish }, CopiedText | Problem>
  readonly transcript: Question<Whole, Transcript | Problem>
  /** Where on the screen a finding is; by its first place, where none is named. */
  readonly locate: Question<{ readonly key: string; readonly problem: number; readonly place?: number }, View>
  /** After so many frames of a stream; at its end where nothing is said. */
  readonly assembled: Question<Place & { readonly frames?: number }, Assembled | Problem>
  readonly client: Question<Place, ClientSight | Problem>
  readonly head: Question<Place, HeadSheet | Problem>
  readonly source: Question<Place & { readonly half: Half }, Source | Problem>
  /** Of the transcript under this key, read with other bodies; `asItStands`: also where they cannot be read as they could before. */
  readonly edit: Question<
    { readonly key: string; readonly drafts: readonly Draft[]; readonly asItStands?: boolean },
    Edited | Problem
  >
  /** The drafts as they may leave the tab. */
  readonly edition: Question<{ readonly key: string; readonly drafts: readonly Draft[] }, Edition | Problem>
  /** The drafts that an address holds. */
  readonly drafts: Question<
    { readonly key: string; readonly packed: string },
    { readonly drafts: readonly Draft[] } | Problem
  >
  /** Where the findings stand in the text of a half. */
  readonly textMarks: Question<Place & { readonly half: Half }, readonly TextMark[] | Problem>
  /** What mends a finding, tried and judged again; or why nothing does. */
  readonly fix: Question<{ readonly key: string; readonly problem: number }, TriedFix | Problem>
  /** A finding as something to hand on; until its capture is cut down, how far that is. */
  readonly report: Question<Whole & ReportWish, Reducing | Reported | Problem>
  /** All rules, in the order of their numbers. */
  readonly rules: Question<Record<never, never>, readonly RuleText[]>
  readonly rule: Question<{ readonly id: string }, RulePage | Problem>
  /** Opens one of a rule's own captures. */
  readonly example: Question<{ readonly rule: string; readonly index: number }, Opened | Problem>
  /** Where on the screen a place is. */
  readonly find: Question<{ readonly key: string; readonly place: FindingPlace }, View>
  readonly sides: Question<Whole, SidesDigest>
  readonly pairing: Question<Whole, PairingDigest>
  readonly chain: Question<Whole, ChainDigest>
  readonly timeline: Question<Place, Timeline | Problem>
  readonly bytes: Question<
    Place & { readonly half: Half; readonly from: number; readonly count: number },
    ByteWindow | Problem
  >
  /** Where places of the source stand. */
  readonly byteRanges: Question<
    Place & { readonly half: Half; readonly origins: readonly Origin[] },
    readonly ByteRange[] | Problem
  >
  readonly byteSpot: Question<Place & { readonly half: Half; readonly at: number }, ByteSpot | Problem>
  /** What a later turn made of an earlier one. */
  readonly turns: Question<Extract<Pair, { readonly of: 'turns' }>, BegunTurns | Problem>
  /** Two exchanges, of one transcript or of two, half by half. */
  readonly difference: Question<Extract<Pair, { readonly of: 'exchanges' }>, BegunComparison | Problem>
  /** Rows of either by number, from 0. */
  readonly comparedRows: Question<
    Whole & { readonly pair: Pair; readonly only: readonly number[] },
    { readonly rows: readonly ComparedRow[] } | Problem
  >
  /** What a link would mask. */
  readonly masks: Question<{ readonly key: string }, readonly Masked[]>
  readonly link: Question<
    { readonly key: string; readonly view: View; readonly remarks?: readonly Remark[] },
    Link | Problem
  >
  /** The transcript as it may be stored: with keys masked in it, in its remarks, and in the words that go with it. */
  readonly save: Question<
    { readonly key: string; readonly remarks: readonly Remark[]; readonly words: readonly string[] },
    Saved | Problem
  >
  /** Opens what was stored. */
  readonly restore: Question<{ readonly text: string }, Opened | Problem>
}

export type AskName = keyof Asks

/** Questions that wait for something to be loaded. */
export type LateName = 'client' | 'rule' | 'example' | 'report'

/** As the worker's thread gives it. */
export type Answered<N extends AskName> = N extends LateName ? Promise<Asks[N]['answer']> : Asks[N]['answer']

export type Ask = {
  readonly [N in AskName]: { readonly id: number; readonly name: N; readonly ask: Asks[N]['ask'] }
}[AskName]

export type Answer =
  | { readonly id: number; readonly ok: true; readonly answer: Asks[AskName]['answer'] }
  | { readonly id: number; readonly ok: false; readonly problem: string }

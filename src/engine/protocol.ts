import type { Said, Sight } from '../clients/sight.ts'
import type { Generation } from '../dialects/dialect.ts'
import type { HeaderMeaning } from '../dialects/headers.ts'
import type { DialectId } from '../hub/dialect.ts'
import type { Origin } from '../hub/leaf.ts'
import type { Report } from '../imports/report.ts'
import type { Link as ChainLink } from '../inspect/chains/links.ts'
import type { Comparison } from '../inspect/compare/side-by-side.ts'
import type { Hop, Unpaired } from '../inspect/compare/sides.ts'
import type { TurnDifference } from '../inspect/compare/turns.ts'
import type { Finding, Place as FindingPlace } from '../inspect/finding.ts'
import type { Fix } from '../inspect/fixes/find-fix.ts'
import type { Rail } from '../inspect/pairing/pairing.ts'
import type { Trouble } from '../inspect/pairing/request-pairs.ts'
import type { Rule } from '../inspect/rule.ts'
import type { Timeline } from '../inspect/timeline/timeline.ts'
import type { Masked } from '../share/redact.ts'
import type { Handle } from '../transcript/handle.ts'
import type { Remark, Side, Transcript } from '../transcript/transcript.ts'
import type { Unread } from '../transcript/unread.ts'
import type { Row } from '../translate/lanes.ts'
import type { Moment } from './moment.ts'
import type { FilterVocabulary, RowsFound, Wanted } from './search/found.ts'

/** The two halves of an exchange as rows. */
export type SheetTab = 'request' | 'events'
export type Tab = SheetTab | 'assembled' | 'client' | 'source' | 'headers'
/** What the dock below the lanes shows. */
export type Panel = 'problems' | 'sides' | 'difference' | 'pairing' | 'chain' | 'bytes' | 'notes'
export type Half = 'request' | 'reply'

/** Where the screen stands: what a link restores beside its transcript. */
export interface View {
  readonly exchange?: string
  readonly tab?: Tab
  /** Row of the sheet, from 0. */
  readonly row?: number
  /** Place in the list of findings, from 0. */
  readonly problem?: number
  readonly panel?: Panel
  /** Text that is looked for in the rows. */
  readonly search?: string
  /** Of which rows are shown: tokens, as `search/filter-words.ts` reads them. */
  readonly filter?: string
}

/** One file or one paste. */
export interface Input {
  readonly content: string | ArrayBuffer
  readonly name?: string
  /** Where bytes that were handed over can be read once more. */
  readonly file?: Blob
}

/** What an opened input is: the screen keeps `key` and asks for the rest by window. */
export interface Opened {
  /** Made of the content: the same transcript has the same key in every tab. */
  readonly key: string
  /** Bodies stay in the worker: here they are cut to what a list needs. */
  readonly exchanges: readonly ExchangeSummary[]
  readonly title?: string
  readonly report: Report
  readonly findings: readonly Finding[]
  /** What a person had put at its places, where it came with some. */
  readonly remarks: readonly Remark[]
  /** Where to look first: where a link says, else the first finding of severity error. */
  readonly view: View
  /** What of a link could not be restored. */
  readonly notes: readonly string[]
  /** The rules are still to come: what they find is told as news. */
  readonly isJudging?: true
}

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

export interface ExchangeSummary {
  readonly id: string
  readonly side?: Side
  readonly dialect?: DialectId
  readonly name?: string
  readonly status?: number
  readonly hasRequest: boolean
  readonly reply?: 'whole' | 'stream' | 'error'
  /** When the frames of the reply came is known. */
  readonly isTimed?: true
  /** How many findings of severity error and warning have a place here. */
  readonly problems: number
  /** Whose body is not as it was captured. */
  readonly edited?: readonly Half[]
}

export interface RowMark {
  /** Of the sheet, from 0. */
  readonly row: number
  /** Place in the list of findings, from 0. */
  readonly problem: number
}

export interface Window {
  /** First row given, from 0. */
  readonly from: number
  readonly total: number
  readonly rows: readonly Row[]
  readonly dialect: DialectId
  readonly lanes: Readonly<Record<DialectId, LaneCounts>>
  /** Findings that have a place among the rows given. */
  readonly marks: readonly RowMark[]
  /** By column: the calls in order of appearance, so that one call has one hue in all lanes. */
  readonly calls: Readonly<Record<Column, ReadonlyMap<string, number>>>
  /**
   * How far a long stream was read; absent once all of it was. Until then `total` may grow, nothing is called lost, and `lanes`
   * count what was read so far.
   */
  readonly reading?: StreamProgress
  /** The rules are still to come, so there are no marks. */
  readonly isJudging?: true
}

/** A long stream is read in two goes: its frames are found, then they are translated. */
export interface StreamProgress {
  /** Found so far. */
  readonly frames: number
  /** How much of the body was looked at for frames, from 0 to 1. */
  readonly framed: number
  /** Frames translated so far. */
  readonly translated: number
}

/** What became of all leaves of the source in one lane; of the lost ones how many for each reason, most frequent first. */
export interface LaneCounts {
  readonly carried: number
  readonly changed: number
  readonly added: number
  readonly lost: number
  readonly reasons: readonly { readonly why: string; readonly count: number }[]
  readonly steps: readonly string[]
  /** It could not be written; each of its cells says why. */
  readonly isBroken?: true
  /** What a request was written for. */
  readonly generation?: Generation
}

/** A column of the lanes. */
export type Column = 'source' | DialectId

/** Why there is nothing to show: one sentence. */
export interface Problem {
  readonly problem: string
}

export interface Assembled {
  readonly dialect: DialectId
  /** The reply as each dialect would give it whole. */
  readonly lanes: Readonly<Record<DialectId, Moment>>
  /** Of a stream: how many frames it has, and when each came where that is known, in milliseconds. */
  readonly frames?: number
  readonly times?: readonly number[]
}

/** What the vendor's own library makes of a reply, beside what we read out of it. */
export interface ClientSight extends Pick<Sight, 'client' | 'sentence' | 'thrown'> {
  readonly dialect: DialectId
  /** The object that a program gets, as indented JSON; absent where something is thrown. */
  readonly given?: string
  /** What our reading gives in the same form. */
  readonly ours: string
  /** In what the two say another thing. */
  readonly differs: readonly (keyof Said)[]
  /** Why the reply ended, in the dialect's own word: what the program is told, and what stood on the wire. */
  readonly ends: { readonly theirs: Said['finish']; readonly ours: Said['finish'] }
}

/** What gateways made of the exchanges that were captured on two sides. */
export interface SidesDigest {
  readonly hops: readonly (Hop & { readonly sentence: string })[]
  readonly unpaired: readonly Unpaired[]
}

/** Every call from where it was made to where it was last seen, and what does not fit. */
export interface PairingDigest {
  readonly rails: readonly (Rail & { readonly handle: string })[]
  readonly troubles: readonly {
    readonly kind: Trouble['kind']
    readonly sentence: string
    readonly place: FindingPlace
  }[]
}

export interface ChainDigest {
  readonly links: readonly (ChainLink & { readonly sentence: string })[]
}

/** A rule as its page tells it: all but how it looks. */
export type RuleText = Omit<Rule, 'find' | 'texts' | 'suspects' | 'isAboutReply'>

export interface RulePage {
  readonly rule: RuleText
  /** Our own captures for it, in their order; `isFound`: the rule speaks there, and this is what it says. */
  readonly examples: readonly { readonly what: string; readonly isFound: boolean; readonly said?: string }[]
}

/** A text of which a part may be secret: as the screen shows it, and as captured. */
export interface Guarded {
  readonly shown: string
  readonly whole: string
}

export interface HeaderLine {
  readonly name: string
  readonly value: Guarded
  /** Nothing for those of the transport and of gateways. */
  readonly meaning?: HeaderMeaning
}

/** What stood around the bodies of an exchange. Absent is what was not captured. */
export interface HeadSheet {
  readonly dialect?: DialectId
  readonly startedAt?: string
  readonly request?: {
    readonly method?: string
    readonly url?: Guarded
    readonly headers?: readonly HeaderLine[]
    /** What another dialect answers nothing without. */
    readonly missing?: readonly HeaderMeaning[]
  }
  readonly reply?: {
    readonly status?: number
    readonly headers?: readonly HeaderLine[]
    /** Milliseconds after the start of the reply. */
    readonly firstMs?: number
    readonly lastMs?: number
  }
}

export interface Source {
  readonly text: string
  /** Characters of the whole body; `text` is its head where it is shorter. */
  readonly length: number
  readonly language: 'json' | 'plaintext'
}

export interface Link {
  /** Fragment without the `#`. */
  readonly fragment: string
  readonly masked: readonly Masked[]
  /** Why the link would not open again, if so: one sentence. */
  readonly tooLong?: string
}

export interface Saved {
  /** In the saved form. */
  readonly text: string
  /** What was asked for, in its order. */
  readonly words: readonly string[]
  readonly remarks: readonly Remark[]
  readonly masked: readonly Masked[]
}

interface Place {
  readonly key: string
  readonly exchange: string
}

interface PlacedHalf extends Place {
  readonly tab: SheetTab
}

interface Whole {
  readonly key: string
}

/** A line of a row. */
export interface RowSpot {
  readonly column: Column
  /** Place in its cell, from 0. */
  readonly atom: number
}

export interface CopiedText {
  readonly text: string
}

/** What to take along; rows count from 0. */
export type CopyWish =
  | ({ readonly what: 'value'; readonly tab: SheetTab; readonly row: number } & RowSpot)
  | { readonly what: 'cell'; readonly tab: SheetTab; readonly row: number; readonly column: Column }
  | { readonly what: 'curl'; readonly dialect: DialectId }

/** Bytes of a body in UTF-8. */
export interface ByteWindow {
  readonly total: number
  /** First byte given, from 0. */
  readonly from: number
  readonly bytes: Uint8Array
  /** By byte: how its character is drawn; empty for all but the first byte of one. */
  readonly signs: readonly string[]
}

/** What a byte belongs to, and all bytes of that; nothing between frames. */
export interface ByteSpot {
  readonly origin?: Origin
  readonly range?: ByteRange
}

/** From 0, end exclusive. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Of very long ones the first rows; `total`: how many there are. */
type Shortened<T> = T & { readonly total: number }

interface Question<A, B> {
  readonly ask: A
  readonly answer: B
}

/** A half as a person rewrote it. */
export interface Draft {
  readonly exchange: string
  readonly half: Half
  readonly text: string
  /** How many characters of the captured body the text stands for; what follows them stays. */
  readonly of: number
}

/** What the drafts make of a transcript. */
export interface Edited {
  /** Absent where a draft cannot be read. */
  readonly opened?: Opened
  readonly unread: readonly UnreadDraft[]
}

export interface UnreadDraft extends Unread {
  readonly exchange: string
  readonly half: Half
}

/** A finding in the text of a body. UTF-16 offsets from 0, end exclusive. */
export interface TextMark {
  /** Place in the list of findings, from 0. */
  readonly problem: number
  readonly start: number
  readonly end: number
}

/** A change of a body that mends a finding, with the body before and after it. */
export interface TriedFix extends Fix {
  readonly before: string
  readonly after: string
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
    PlacedHalf & { readonly wanted: Wanted; readonly from: number },
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
  /** Where the findings stand in the text of a half. */
  readonly textMarks: Question<Place & { readonly half: Half }, readonly TextMark[] | Problem>
  /** What mends a finding, tried and judged again; or why nothing does. */
  readonly fix: Question<{ readonly key: string; readonly problem: number }, TriedFix | Problem>
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
  readonly turns: Question<
    { readonly key: string; readonly earlier: string; readonly later: string },
    Shortened<TurnDifference> | Problem
  >
  /** Two exchanges, of one transcript or of two, half by half. */
  readonly difference: Question<
    Place & { readonly half: Half; readonly other: Place },
    Shortened<Comparison> | Problem
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

/** Nothing could be read out of the input. */
export interface Refused {
  readonly refused: Report
  /** The head of what was given, for a person to mend. */
  readonly head: string
  /** Characters, or bytes of a file, that stand behind the head. */
  readonly rest: number
}

export type AskName = keyof Asks
/** Questions that wait for something to be loaded. */
export type LateName = 'client' | 'rule' | 'example'
/** As the worker's thread gives it. */
export type Answered<N extends AskName> = N extends LateName ? Promise<Asks[N]['answer']> : Asks[N]['answer']
export type Ask = {
  readonly [N in AskName]: { readonly id: number; readonly name: N; readonly ask: Asks[N]['ask'] }
}[AskName]
export type Answer =
  | { readonly id: number; readonly ok: true; readonly answer: Asks[AskName]['answer'] }
  | { readonly id: number; readonly ok: false; readonly problem: string }

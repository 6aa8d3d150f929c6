import type { Fix } from '../../inspect/fixes/find-fix.ts'
import type { Unread } from '../../transcript/unread.ts'
import type { TextEdit } from '../../wire/text-edit.ts'
import type { Half } from '../view.ts'
import type { Opened } from './opened.ts'

/** A half as a person rewrote it. */
export interface Draft {
  readonly exchange: string
  readonly half: Half
  /** In offsets of the captured body, in their order and apart. */
  readonly edits: readonly TextEdit[]
}

/** What a person wrote, as it may leave the tab: with keys masked. */
export interface Edition {
  readonly drafts: readonly Draft[]
  /** As an address holds it; absent where it would be too long for one. */
  readonly packed?: string
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

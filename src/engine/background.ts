// What the engine does while nobody asks: reads on in long streams, and judges what is too large to keep anybody waiting for it.
import { check } from '../inspect/check.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { Problem } from './answers/problem.ts'
import { attempt } from './attempt.ts'
import type { Judged } from './kept.ts'
import type { News } from './protocol.ts'
import type { ShownSheet } from './shown-sheet.ts'

/** Characters of all bodies together that are judged before anything is shown. */
const AT_ONCE = 2_000_000

const sizeOf = ({ exchanges }: Transcript): number =>
  exchanges.reduce(
    (sum, { request, reply }) => sum + (request?.body.length ?? 0) + (reply?.body.length ?? 0),
    0,
  )

export const isJudgedAtOnce = (transcript: Transcript): boolean => sizeOf(transcript) <= AT_ONCE

export function judge(transcript: Transcript): Judged {
  const judged = attempt('The rules', () => check(transcript))
  return 'problem' in judged ? { findings: [], unjudged: judged.problem } : { findings: judged }
}

interface Reading {
  readonly key: string
  readonly exchange: string
  readonly sheet: ShownSheet
}

export class Background {
  /** The one that is looked at is the last. */
  #readings: readonly Reading[] = []
  #judgements: (() => News | undefined)[] = []

  /** A sheet is looked at: it is read on before any other. */
  look(key: string, exchange: string, sheet: ShownSheet | Problem): void {
    if ('problem' in sheet || !sheet.reading || this.#readings.at(-1)?.sheet === sheet) return
    const others = this.#readings.filter((one) => one.sheet !== sheet)
    this.#readings = [...others, { key, exchange, sheet }]
  }

  /** To be done when nothing is left to read; gives what there is to tell. */
  later(judgement: () => News | undefined): void {
    this.#judgements.push(judgement)
  }

  /** Does a little, and gives what there is to tell of it; undefined when there is nothing left to do. */
  work(): readonly News[] | undefined {
    const reading = this.#readings.at(-1)
    if (reading) return [this.#read(reading)]
    const judgement = this.#judgements.shift()
    if (!judgement) return undefined
    const news = judgement()
    return news ? [news] : []
  }

  #read({ key, exchange, sheet }: Reading): News {
    const more = attempt('This reply', () => sheet.advance())
    const isOver = more === false || typeof more === 'object'
    if (isOver) this.#readings = this.#readings.filter((one) => one.sheet !== sheet)
    const progress = sheet.reading
    return { kind: 'read', key, exchange, ...(progress && !isOver ? { progress } : {}) }
  }
}

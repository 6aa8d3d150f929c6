// What the engine does while nobody asks: reads on in long streams, and judges what is too large to keep anybody waiting for it.
import { check } from '../inspect/check.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { SidesVerdict } from './answers/opened.ts'
import type { Problem } from './answers/problem.ts'
import { attempt } from './attempt.ts'
import { sidesOf } from './judging/digests.ts'
import type { Judged } from './opening/kept.ts'
import type { News } from './protocol.ts'
import type { ShownSheet } from './rows/shown-sheet.ts'

export function judge(transcript: Transcript): Judged {
  const judged = attempt('The rules', () => check(transcript))
  if ('problem' in judged) return { findings: [], unjudged: judged.problem }
  const isSilent = judged.every(({ severity }) => severity === 'info')
  const sides = isSilent ? compared(transcript) : undefined
  return { findings: judged, ...(sides ? { sides } : {}) }
}

/** Only rules tell right from wrong: what else a gateway changed is said where they are silent. */
function compared(transcript: Transcript): SidesVerdict | undefined {
  if (new Set(transcript.exchanges.map(({ side }) => side)).size < 2) return undefined
  const sides = attempt('The comparison of both sides', () => sidesOf(transcript))
  if ('problem' in sides) return { sentence: sides.problem }
  const differing = sides.hops.find(({ differences }) => differences.length > 0)
  if (differing) return { sentence: differing.sentence, isDifferent: true }
  const apart = sides.hops.length === 0 ? sides.unpaired[0] : undefined
  return { sentence: apart?.sentence ?? 'What was captured on both sides came through.' }
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

  /**
   * Does a little, and gives what there is to tell of it; undefined when there is nothing to do. Judging is not done in
   * pieces: it waits until nobody seems to be about to ask.
   */
  work(isQuiet: boolean): readonly News[] | undefined {
    const reading = this.#readings.at(-1)
    if (reading) return [this.#read(reading)]
    const judgement = isQuiet ? this.#judgements.shift() : undefined
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

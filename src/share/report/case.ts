import { check } from '../../inspect/check.ts'
import type { Finding } from '../../inspect/finding.ts'
import { findFix } from '../../inspect/fixes/find-fix.ts'
import { sizeOf } from '../../transcript/size.ts'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { applyEdits } from '../../wire/text-edit.ts'
import type { Masked } from '../redact.ts'
import { redactTranscript } from '../redact.ts'
import type { Limits, Progress, Smallest } from './minimise.ts'
import { minimise, uncut } from './minimise.ts'
import { sameIn, soughtIn } from './same-finding.ts'

/** A finding with all that a report of it is written from. Nothing in it holds a secret. */
export interface Case {
  /** The capture, with secrets masked, and the finding in it. */
  readonly whole: Transcript
  readonly finding: Finding
  readonly masked: readonly Masked[]
  /** With secrets masked the rule finds it no more: then nothing was cut. */
  readonly isMaskedAway: boolean
  readonly smallest: Smallest
  /** Place of the finding in the list that a check of the smallest capture gives, from 0. */
  readonly nth: number
  readonly mended?: Mended
}

/** The body at fault in the smallest capture, and as it should have been: tried, and judged again. */
export interface Mended {
  /** As an order. */
  readonly title: string
  readonly exchange: Exchange
  readonly half: 'request' | 'reply'
  readonly before: string
  readonly after: string
}

/** Characters of all bodies: each judgement reads all of them. */
const LARGEST = 16_000_000

/** Yields after each judgement; gives the case, or why there is none. */
export function* makeCase(
  captured: Transcript,
  wanted: Finding,
  limits?: Limits,
): Generator<Progress, Case | { readonly problem: string }> {
  if (sizeOf(captured) > LARGEST)
    return {
      problem: `This capture holds ${Math.ceil(sizeOf(captured) / 1e6)} MB, and reports are made of at most ${LARGEST / 1e6} MB: leave out what is surely not needed, and open the rest.`,
    }
  const { transcript: whole, masked } = redactTranscript(captured)
  const finding = sameIn(check(whole), wanted)
  const sought = finding && soughtIn(whole, finding)
  const smallest = sought ? yield* minimise(whole, sought, limits) : uncut(whole, wanted)
  const { transcript } = smallest
  const findings = check(transcript)
  const found = sameIn(findings, smallest.finding)
  const fix = findFix(transcript, found ?? smallest.finding)
  const exchange = transcript.exchanges.find(({ id }) => id === fix?.exchange)
  const before = fix && exchange?.[fix.half]?.body
  return {
    whole,
    finding: finding ?? wanted,
    masked,
    isMaskedAway: !finding,
    smallest,
    nth: found ? findings.indexOf(found) : 0,
    ...(fix && exchange && before !== undefined
      ? {
          mended: {
            title: fix.title,
            exchange,
            half: fix.half,
            before,
            after: applyEdits(before, fix.edits),
          },
        }
      : {}),
  }
}

/** All of it at once, for who keeps nobody waiting. */
export function reportCase(
  captured: Transcript,
  finding: Finding,
  limits?: Limits,
): Case | { readonly problem: string } {
  const run = makeCase(captured, finding, limits)
  for (;;) {
    const step = run.next()
    if (step.done) return step.value
  }
}

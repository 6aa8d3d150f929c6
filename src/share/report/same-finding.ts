import { check, checkRules } from '../../inspect/check.ts'
import { differencesIn } from '../../inspect/compare/compare.ts'
import type { Finding, Place } from '../../inspect/finding.ts'
import { findFix } from '../../inspect/fixes/find-fix.ts'
import type { Transcript } from '../../transcript/transcript.ts'

/** By what a finding is known again in a capture of which something was left out. */
export interface Sought {
  readonly finding: Finding
  /** What was found in the whole: whatever else speaks came of the cutting. */
  readonly others: ReadonlySet<string>
  /** What the whole lost between its sides: a part may not seem to lose more. */
  readonly losses: ReadonlySet<string>
  /** The whole capture tells what should have stood there, so a part of it must, too. */
  readonly isMended: boolean
  readonly judge: Judge
}

type Judge = (transcript: Transcript) => readonly Finding[]

/** What is to be found again of a finding of the transcript; undefined where it is none of it. */
export function soughtIn(transcript: Transcript, finding: Finding): Sought | undefined {
  // Faults are replayed only where no rule sees it: what explains a finding says nothing of whether it is there.
  for (const judge of [checkRules, check]) {
    const findings = judge(transcript)
    const same = sameIn(findings, finding)
    if (same)
      return {
        finding: same,
        others: new Set(findings.map(ruleAt)),
        losses: new Set(lossesIn(transcript)),
        isMended: findFix(transcript, same, judge) !== undefined,
        judge,
      }
  }
  return undefined
}

/** The same finding in another cut of the capture, which finds nothing that the whole does not, and still says what mends it. */
export function foundAgain(transcript: Transcript, sought: Sought): Finding | undefined {
  const { finding, others, losses, isMended, judge } = sought
  const findings = judge(transcript)
  const same = sameIn(findings, finding)
  if (!same || findings.some((one) => !others.has(ruleAt(one)))) return undefined
  if (lossesIn(transcript).some((loss) => !losses.has(loss))) return undefined
  return isMended && findFix(transcript, same, judge) === undefined ? undefined : same
}

const lossesIn = (transcript: Transcript): readonly string[] =>
  differencesIn(transcript).flatMap(({ half, from, to, differences }) =>
    differences.map(({ deed }) => [half, from, to, withoutNumbers(deed)].join(' ')),
  )

/** The one that says the same at the same kinds of places. */
export function sameIn(findings: readonly Finding[], sought: Finding): Finding | undefined {
  const name = nameOf(sought)
  return findings.find((one) => nameOf(one) === name)
}

const ruleAt = ({ rule, places: [place] }: Finding): string => [rule, place?.exchange, place?.half].join(' ')

/** Numbers of frames and entries change with what is left out before them, and with them the words that tell them. */
const nameOf = ({ rule, severity, message, places: [place, ...others] }: Finding): string =>
  [
    rule,
    severity,
    withoutNumbers(message),
    place ? kindOf(place) : '',
    ...others.slice(0, TELLING).map(kindOf),
  ].join('\n')

/** Two places or three say how they belong together; a long list says the same again and again. */
const TELLING = 2

const kindOf = ({ exchange, half, frame, pointer = '' }: Place): string =>
  [exchange, half, frame === undefined ? 'whole' : 'frame', withoutNumbers(pointer)].join(' ')

const withoutNumbers = (text: string): string => text.replace(/\d+/g, '#')

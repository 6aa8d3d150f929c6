// A finding as something that can be handed on, made in slices.
import type { Finding } from '../../inspect/finding.ts'
import type { Case } from '../../share/report/case.ts'
import { makeCase } from '../../share/report/case.ts'
import { reductionWords } from '../../share/report/honesty.ts'
import type { Progress } from '../../share/report/minimise.ts'
import { smallestLink, writeReport } from '../../share/report/write.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Problem } from '../answers/problem.ts'
import type { Reducing, Reported, ReportWish } from '../answers/reported.ts'
import { Recently } from './recently.ts'

/** Cuts that are kept: each form of a report is asked for by itself. */
const KEPT = 4
/** One answer tries so often, or judges so many characters: other questions come between. */
const SLICE = { trials: 8, characters: 300_000 } as const

interface Run {
  readonly steps: Generator<Progress, Case | Problem>
  made?: Case | Problem
}

export class Reporting {
  readonly #runs = new Recently<Run>(KEPT)

  /** A slice of the cutting, or once that is over the report itself. */
  async go(
    transcript: Transcript,
    findings: readonly Finding[],
    { problem, form, base }: ReportWish,
  ): Promise<Reducing | Reported | Problem> {
    const finding = findings[problem]
    if (!finding) return { problem: 'There is no such finding any more.' }
    const run = this.#runs.get([finding], '', () => ({ steps: makeCase(transcript, finding) }))
    const made = run.made ?? advance(run)
    return 'smallest' in made ? reportOf(made, form, base) : made
  }
}

function advance(run: Run): Case | Problem | Reducing {
  let characters = 0
  for (let trial = 1; ; trial++) {
    const step = run.steps.next()
    if (step.done) {
      run.made = step.value
      return step.value
    }
    characters += step.value.characters.left
    if (trial >= SLICE.trials || characters >= SLICE.characters) return { ...step.value, isReducing: true }
  }
}

async function reportOf(one: Case, form: ReportWish['form'], base: string): Promise<Reported> {
  const { askWitness } = await import('../../clients/witness.ts')
  const link = smallestLink(one)
  return {
    written: await writeReport(one, form, { ask: askWitness, base }),
    reduction: reductionWords(one),
    frames: one.smallest.frames,
    masked: one.masked,
    ...(typeof link === 'string' ? { fragment: link.replace(/^#/, '') } : {}),
  }
}

import { askWitness } from '../clients/witness.ts'
import { check } from '../inspect/check.ts'
import type { Finding } from '../inspect/finding.ts'
import { reportCase } from '../share/report/case.ts'
import { reductionWords } from '../share/report/honesty.ts'
import { REPORT_FORMS, writeReport } from '../share/report/write.ts'
import { findingHandle, parseHandle } from '../transcript/handle.ts'
import { chosen, readArguments } from './arguments.ts'
import { readCaptures } from './captures.ts'
import type { Command } from './outcome.ts'
import { Trouble } from './outcome.ts'

export const report: Command = {
  name: 'report',
  usage: `interlinear report [--as ${REPORT_FORMS.join('|')}] [--finding p1] [--base URL] FILE…`,
  summary:
    'a finding as a GitHub issue, as a test or as the smallest capture that shows it; keys masked; the worst one where none is named',
  async run(args) {
    const { values, positionals } = readArguments(args, {
      as: { type: 'string', default: 'issue' },
      finding: { type: 'string', default: 'p1' },
      base: { type: 'string' },
    })
    const form = chosen('as', values.as, REPORT_FORMS)
    const { transcript, notes } = await readCaptures(positionals)
    const one = reportCase(transcript, findingNamed(values.finding, check(transcript)))
    if ('problem' in one) throw new Trouble(one.problem)
    const written = await writeReport(one, form, {
      ask: askWitness,
      ...(values.base === undefined ? {} : { base: values.base }),
    })
    if ('problem' in written) throw new Trouble(written.problem)
    return { out: written.text, notes: [...notes, reductionWords(one), ...maskedNote(one.masked.length)] }
  },
}

function findingNamed(name: string, findings: readonly Finding[]): Finding {
  if (findings.length === 0)
    throw new Trouble('Nothing is wrong here as far as the rules go, so there is nothing to report.')
  const handle = parseHandle(name)
  const found = handle?.kind === 'finding' ? findings[handle.number - 1] : undefined
  if (!found)
    throw new Trouble(
      `--finding names none: there are ${findingHandle(0)} to ${findingHandle(findings.length - 1)}, in the order of “interlinear check”.`,
    )
  return found
}

const maskedNote = (count: number): readonly string[] =>
  count === 0 ? [] : [`${count === 1 ? 'One secret was' : `${count} secrets were`} masked.`]

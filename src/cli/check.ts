import { check as findAll } from '../inspect/check.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { readExchange } from '../translate/reading.ts'
import { chosen, readArguments } from './arguments.ts'
import { REPORTS } from './findings.ts'
import { readCaptures } from './input.ts'
import type { Command } from './outcome.ts'

const FORMATS = ['text', 'json', 'sarif', 'github'] as const

export const check: Command = {
  name: 'check',
  usage: `interlinear check [--format ${FORMATS.join('|')}] FILE…`,
  summary: 'what is wrong in one or several captures; exit code 1 where there are errors',
  async run(args) {
    const { values, positionals } = readArguments(args, { format: { type: 'string', default: 'text' } })
    const format = chosen('format', values.format, FORMATS)
    const captures = await readCaptures(positionals)
    const findings = findAll(captures.transcript)
    const hasErrors = findings.some(({ severity }) => severity === 'error')
    const unreadable = captures.transcript.exchanges.flatMap(unreadableOf)
    return {
      out: REPORTS[format](findings, captures),
      notes: captures.notes.length > 0 ? captures.notes : unreadable,
      code: hasErrors ? 1 : unreadable.length > 0 ? 2 : 0,
    }
  },
}

/** Bodies that no rule could look at. */
function unreadableOf(exchange: Exchange): string[] {
  const { requestProblem, reply } = readExchange(exchange)
  return [
    ...(requestProblem === undefined ? [] : [`The request of ${exchange.id} is no JSON: ${requestProblem}.`]),
    ...(reply?.kind === 'unreadable' ? [`The reply of ${exchange.id} is no JSON: ${reply.problem}.`] : []),
  ]
}

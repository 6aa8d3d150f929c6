import { check as findAll } from '../inspect/check.ts'
import { compareSides } from '../inspect/compare/compare.ts'
import type { Finding } from '../inspect/finding.ts'
import type { Exchange } from '../transcript/transcript.ts'
import { readExchange } from '../translate/reading.ts'
import { chosen, readArguments } from './arguments.ts'
import type { Captures } from './captures.ts'
import { readCaptures } from './captures.ts'
import { sightText, watchClients } from './clients-eye.ts'
import { REPORTS } from './findings.ts'
import type { Command } from './outcome.ts'
import { printJson, Trouble } from './outcome.ts'

const FORMATS = ['text', 'json', 'sarif', 'github'] as const

export const check: Command = {
  name: 'check',
  usage: `interlinear check [--format ${FORMATS.join('|')}] [--clients] FILE…|FOLDER…`,
  summary:
    'what is wrong in one or several captures, or in all of a folder; exit code 1 where there are errors',
  async run(args) {
    const { values, positionals } = readArguments(args, {
      format: { type: 'string', default: 'text' },
      clients: { type: 'boolean', default: false },
    })
    const format = chosen('format', values.format, FORMATS)
    if (values.clients && format !== 'text' && format !== 'json')
      throw new Trouble('--clients goes with --format text or json: the others have no place for it.')
    const captures = await readCaptures(positionals)
    const findings = findAll(captures.transcript)
    const hasErrors = findings.some(({ severity }) => severity === 'error')
    const unreadable = captures.transcript.exchanges.flatMap(unreadableOf)
    return {
      out: values.clients
        ? await withClients(format === 'json', findings, captures)
        : REPORTS[format](findings, captures),
      notes: [...captures.notes, ...(captures.notes.length > 0 ? [] : unreadable)],
      code: hasErrors ? 1 : captures.isIncomplete || unreadable.length > 0 ? 2 : 0,
    }
  },
}

/** The findings, and what each vendor's own library makes of the replies. */
async function withClients(
  isJson: boolean,
  findings: readonly Finding[],
  captures: Captures,
): Promise<string> {
  const clients = await watchClients(captures.transcript.exchanges)
  return isJson
    ? printJson({ findings, sides: compareSides(captures.transcript), clients })
    : `${REPORTS.text(findings, captures)}\n${sightText(clients)}`
}

/** Bodies that no rule could look at. */
function unreadableOf(exchange: Exchange): string[] {
  const { requestProblem, reply } = readExchange(exchange)
  return [
    ...(requestProblem === undefined ? [] : [`The request of ${exchange.id} is no JSON: ${requestProblem}.`]),
    ...(reply?.kind === 'unreadable' ? [`The reply of ${exchange.id} is no JSON: ${reply.problem}.`] : []),
  ]
}

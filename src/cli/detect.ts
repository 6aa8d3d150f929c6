import { recogniseDialect } from '../dialects/catalogue.ts'
import { DIALECT_NAMES } from '../hub/dialect.ts'
import { readBody } from '../imports/body.ts'
import type { CapturedReply, CapturedRequest, Exchange } from '../transcript/transcript.ts'
import { chosen, oneFile, readArguments } from './arguments.ts'
import { readTranscript } from './input.ts'
import type { Command } from './outcome.ts'
import { printJson } from './outcome.ts'

const FORMATS = ['text', 'json'] as const

export const detect: Command = {
  name: 'detect',
  usage: `interlinear detect [--format ${FORMATS.join('|')}] [FILE]`,
  summary: 'what an input is, and why',
  async run(args) {
    const { values, positionals } = readArguments(args, { format: { type: 'string', default: 'text' } })
    const format = chosen('format', values.format, FORMATS)
    const { transcript, report } = await readTranscript(oneFile(positionals))
    const exchanges = transcript.exchanges.map(describe)
    if (format === 'json') return { out: printJson({ ...report, exchanges }) }
    const because = report.reasons.map((reason) => `  because ${reason}`)
    const notes = report.notes.map(({ severity, sentence }) => `${severity}: ${sentence}`)
    return { out: `${[report.sentence, ...because, ...exchanges.flatMap(linesOf), ...notes].join('\n')}\n` }
  },
}

interface Half {
  readonly dialect?: string
  readonly kind?: string
  readonly framing: string
  readonly score?: number
  readonly reasons: readonly string[]
}

interface Described {
  readonly exchange: string
  readonly name?: string
  readonly side?: string
  readonly dialect?: string
  readonly status?: number
  readonly request?: Half
  readonly reply?: Half
}

function describe({ id, name, side, dialect, request, reply }: Exchange): Described {
  return {
    exchange: id,
    ...(name === undefined ? {} : { name }),
    ...(side ? { side } : {}),
    ...(dialect ? { dialect } : {}),
    ...(reply?.status === undefined ? {} : { status: reply.status }),
    ...(request ? { request: halfOf(request, 'request', request.url) } : {}),
    ...(reply ? { reply: halfOf(reply, 'reply', request?.url) } : {}),
  }
}

function halfOf(
  { body, headers }: CapturedRequest | CapturedReply,
  role: 'request' | 'reply',
  url: string | undefined,
): Half {
  const { framing, claim } = readBody(body, recogniseDialect, { role, headers, url })
  if (!claim) return { framing, reasons: [] }
  const { dialect, kind, score, reasons } = claim
  return { dialect, kind, framing, score, reasons }
}

function linesOf({ exchange, side, status, request, reply }: Described): string[] {
  const half = (name: string, { dialect, kind, framing, reasons }: Half): string => {
    const title = DIALECT_NAMES[dialect as keyof typeof DIALECT_NAMES]?.title
    return `  ${name}: ${title ? `${title} ${kind}` : 'no known dialect'} (${[framing, ...reasons].join('; ')})`
  }
  return [
    [exchange, side, status === undefined ? undefined : `HTTP ${status}`].filter(Boolean).join(', '),
    ...(request ? [half('request', request)] : []),
    ...(reply ? [half('reply', reply)] : []),
  ]
}

import { encodeLink } from '../share/link.ts'
import { chosen, oneFile, readArguments } from './arguments.ts'
import { readTranscript } from './input.ts'
import type { Command } from './outcome.ts'
import { Trouble } from './outcome.ts'

const REDACTIONS = ['default', 'none'] as const

export const link: Command = {
  name: 'link',
  usage: `interlinear link [--base URL] [--redact ${REDACTIONS.join('|')}] [FILE]`,
  summary: 'a permalink that holds the transcript itself, with keys masked',
  async run(args) {
    const { values, positionals } = readArguments(args, {
      base: { type: 'string' },
      redact: { type: 'string', default: 'default' },
    })
    const redact = chosen('redact', values.redact, REDACTIONS)
    const { transcript } = await readTranscript(oneFile(positionals))
    // What a file is called here says nothing about the traffic.
    const exchanges = transcript.exchanges.map(({ name: _, ...exchange }) => exchange)
    const encoded = encodeLink(
      { transcript: { ...transcript, exchanges } },
      { redact, ...(values.base === undefined ? {} : { base: values.base }) },
    )
    if (encoded.problem) throw new Trouble(encoded.problem)
    return { out: `${encoded.link}\n` }
  },
}

import { decodeLink } from '../share/link.ts'
import { saveTranscript } from '../transcript/saved.ts'
import { oneFile, readArguments } from './arguments.ts'
import { readText } from './input.ts'
import type { Command } from './outcome.ts'
import { Trouble } from './outcome.ts'

export const open: Command = {
  name: 'open',
  usage: 'interlinear open LINK',
  summary: 'the transcript that a permalink holds, in JSON',
  async run(args) {
    const { positionals } = readArguments(args, {})
    const link = oneFile(positionals)
    const decoded = decodeLink(link === undefined || link === '-' ? await readText(undefined) : link)
    if (!decoded.ok) throw new Trouble(decoded.sentence)
    return { out: saveTranscript(decoded.state.transcript), notes: decoded.notes }
  },
}

import { saveTranscript } from '../transcript/saved.ts'
import { oneFile, readArguments } from './arguments.ts'
import { readTranscript } from './input.ts'
import type { Command } from './outcome.ts'
import { Trouble } from './outcome.ts'

export const importCommand: Command = {
  name: 'import',
  usage: 'interlinear import [FILE]',
  summary: 'any supported input as a transcript, in JSON',
  async run(args) {
    const { positionals } = readArguments(args, {})
    const { transcript, report } = await readTranscript(oneFile(positionals))
    if (!report.ok) throw new Trouble(report.sentence)
    const notes = report.notes.filter(({ severity }) => severity !== 'info').map(({ sentence }) => sentence)
    return { out: saveTranscript(transcript), notes }
  },
}

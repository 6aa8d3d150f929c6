import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { importTranscript } from '../imports/import-transcript.ts'
import type { Report } from '../imports/report.ts'
import type { Transcript } from '../transcript/transcript.ts'
import { Trouble } from './outcome.ts'

const isStdin = (file: string | undefined): boolean => file === undefined || file === '-'

/** The bytes of a file, or of what is piped in. */
export async function readBytes(file: string | undefined): Promise<Uint8Array> {
  if (isStdin(file)) {
    if (process.stdin.isTTY) throw new Trouble('No FILE was named and nothing is piped in.')
    return buffer(process.stdin)
  }
  try {
    return await readFile(file as string)
  } catch (error) {
    throw new Trouble(`${file} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}.`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'access is denied',
}

export const reasonOf = (error: NodeJS.ErrnoException): string => REASONS[error.code ?? ''] ?? error.message

export async function readText(file: string | undefined): Promise<string> {
  return new TextDecoder().decode(await readBytes(file))
}

/** A transcript out of one input; a sentence on what is wrong where nothing in it is traffic. */
export async function readTranscript(
  file: string | undefined,
): Promise<{ transcript: Transcript; report: Report }> {
  const name = isStdin(file) ? undefined : basename(file as string)
  const bytes = await readBytes(file)
  if (bytes.length === 0) throw new Trouble(`${name ?? 'The input'} is empty.`)
  const imported = importTranscript(bytes, name === undefined ? {} : { name })
  const { transcript, report } = imported
  if (transcript.exchanges.length === 0)
    throw new Trouble(`${name === undefined ? '' : `${name}: `}${report.sentence}`)
  return imported
}

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { importTranscript } from '../imports/import-transcript.ts'
import type { Report } from '../imports/report.ts'
import { assignSides } from '../imports/sides.ts'
import { namesRule } from '../inspect/names-rule.ts'
import type { Exchange, Side, Transcript } from '../transcript/transcript.ts'
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

/** Several captures as one transcript, and from which file each exchange came. */
export interface Captures {
  readonly transcript: Transcript
  readonly fileOf: ReadonlyMap<string, string>
  /** What the importers had to say about the files. */
  readonly notes: readonly string[]
}

type Captured = Omit<Exchange, 'id'> & { readonly file: string }

export async function readCaptures(files: readonly string[]): Promise<Captures> {
  const inputs = files.length === 0 ? [undefined] : files
  const captured: Captured[] = []
  const notes: string[] = []
  let title: string | undefined
  for (const file of inputs) {
    const { transcript, report } = await readTranscript(file)
    if (!transcript.exchanges.some(isToCheck))
      throw new Trouble(`${file ?? 'The input'} holds nothing to check: ${report.sentence}`)
    for (const { severity, sentence } of report.notes)
      if (severity !== 'info') notes.push(`${file ?? 'stdin'}: ${sentence}`)
    title ??= transcript.title
    for (const { id: _, ...exchange } of transcript.exchanges)
      captured.push({ ...exchange, ...sideIn(exchange, file), file: file ?? '-' })
  }
  const joined = inputs.length > 1 ? (assignSides(joinHalves(captured)) as Captured[]) : captured
  const fileOf = new Map(joined.map(({ file }, index) => [`x${index + 1}`, file]))
  const exchanges = joined.map(
    ({ file: _, ...exchange }, index): Exchange => ({ id: `x${index + 1}`, ...exchange }),
  )
  return {
    transcript: { version: 1, ...(title === undefined ? {} : { title }), exchanges },
    fileOf,
    notes,
  }
}

/** Of a known dialect, or an error that a rule knows. */
const isToCheck = ({ dialect, reply }: Exchange): boolean =>
  dialect !== undefined || (reply !== undefined && namesRule(reply.body))

/** A request in one file and its reply in the next, of one dialect and side, are one exchange. */
function joinHalves(captured: readonly Captured[]): Captured[] {
  const joined: Captured[] = []
  for (const exchange of captured) {
    const open = joined.findLastIndex((earlier) => isReplyTo(earlier, exchange))
    if (open < 0) joined.push(exchange)
    else
      joined[open] = {
        ...exchange,
        ...(joined[open] as Captured),
        ...(exchange.reply ? { reply: exchange.reply } : {}),
      }
  }
  return joined
}

const isReplyTo = (earlier: Captured, later: Captured): boolean =>
  earlier.request !== undefined &&
  earlier.reply === undefined &&
  later.request === undefined &&
  earlier.file !== later.file &&
  earlier.side === later.side &&
  (later.dialect === undefined || earlier.dialect === later.dialect)

/** People who keep both sides of a gateway in files name them so. */
function sideIn({ side }: Omit<Exchange, 'id'>, file: string | undefined): { side?: Side } {
  if (side || file === undefined) return side ? { side } : {}
  const name = basename(file).toLowerCase()
  const isClient = /(?:^|[^a-z])(?:client|downstream)(?:[^a-z]|$)/.test(name)
  const isUpstream = /(?:^|[^a-z])(?:upstream|provider)(?:[^a-z]|$)/.test(name)
  if (isClient === isUpstream) return {}
  return { side: isClient ? 'client' : 'upstream' }
}

import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { importTranscript } from '../imports/import-transcript.ts'
import type { Imported } from '../imports/read-input.ts'
import { assignSides } from '../imports/sides.ts'
import { namesRule } from '../inspect/refusals/names-rule.ts'
import type { Exchange, Transcript } from '../transcript/transcript.ts'
import type { Found } from './folder.ts'
import { filesIn } from './folder.ts'
import { joinHalves } from './halves.ts'
import { readBytes } from './input.ts'
import { Trouble } from './outcome.ts'
import type { Captured, Files } from './sides-of-files.ts'
import { sideIn, tellLoneSides } from './sides-of-files.ts'

/** Several captures as one transcript, and from which file each exchange came. */
export interface Captures {
  readonly transcript: Transcript
  readonly fileOf: ReadonlyMap<string, Files>
  /** By file: what was read. */
  readonly bytesOf: ReadonlyMap<string, Uint8Array>
  /** What a person should know of the files, a sentence each. */
  readonly notes: readonly string[]
  /** Some of what was to be checked could not be read. */
  readonly isIncomplete: boolean
}

/** All files, the capture or captures in each; of a folder, whatever in it and below is one. */
export async function readCaptures(names: readonly string[]): Promise<Captures> {
  const reading = new Reading()
  const files: Found[] = names.length === 0 ? [{ file: undefined, path: '' }] : []
  for (const name of names) files.push(...(await filesIn(name, (note) => reading.miss(note))))
  for (const file of files) await reading.take(file)
  return reading.finish()
}

/** Of a known dialect, or an error that a rule knows. */
const isToCheck = ({ dialect, reply }: Exchange): boolean =>
  dialect !== undefined || (reply !== undefined && namesRule(reply.body))

class Reading {
  private readonly captured: Captured[] = []
  private readonly bytesOf = new Map<string, Uint8Array>()
  private readonly notes: string[] = []
  private readonly missed: string[] = []
  private readonly leftOut: string[] = []
  private readonly seen = new Map<string, string>()
  private title: string | undefined

  /** What was to be checked and could not be. */
  miss(note: string): void {
    this.missed.push(note)
  }

  async take(found: Found): Promise<void> {
    const { file, path, isWithin } = found
    if (file !== undefined && (await this.isSeen(file))) return
    try {
      const bytes = await readBytes(file)
      this.bytesOf.set(file ?? '-', bytes)
      this.keep(
        importTranscript(bytes, file === undefined ? {} : { name: basename(file) }),
        file,
        path,
        isWithin,
      )
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      this.miss(error.message)
    }
  }

  private async isSeen(file: string): Promise<boolean> {
    const real = await realpath(file).catch(() => file)
    const before = this.seen.get(real)
    if (before === undefined) this.seen.set(real, file)
    else
      this.notes.push(
        `${file} was given twice${before === file ? '' : `, first as ${before}`}: it was read once.`,
      )
    return before !== undefined
  }

  private keep(
    { transcript, report }: Imported,
    file: string | undefined,
    path: string,
    isWithin = false,
  ): void {
    const called = file ?? 'The input'
    if (!transcript.exchanges.some(isToCheck)) {
      const isEmpty = this.bytesOf.get(file ?? '-')?.length === 0
      const why = isEmpty ? `${called} is empty.` : `${called} holds nothing to check: ${report.sentence}`
      // A folder holds other things as well; what looks like a capture and is damaged is no other thing.
      const isOther =
        !isEmpty && (['unknown', 'html', 'binary'].includes(report.format) || transcript.exchanges.length > 0)
      ;(isWithin && isOther ? this.leftOut : this.missed).push(why)
      return
    }
    for (const { severity, sentence } of report.notes)
      if (severity !== 'info') this.notes.push(`${file ?? 'stdin'}: ${sentence}`)
    this.title ??= transcript.title
    for (const { id: _, ...exchange } of transcript.exchanges)
      this.captured.push({ ...exchange, ...sideIn(exchange, path), file: file ?? '-' })
  }

  finish(): Captures {
    const problems = [...this.missed, ...this.leftOut]
    if (this.captured.length === 0)
      throw new Trouble(problems.join('\ninterlinear: ') || 'There is nothing to check.')
    const { exchanges: whole, notes: told } = joinHalves(this.captured)
    const { captured, notes: lone } = tellLoneSides(
      this.bytesOf.size > 1 ? (assignSides(whole) as Captured[]) : whole,
    )
    return {
      transcript: {
        version: 1,
        ...(this.title === undefined ? {} : { title: this.title }),
        exchanges: captured.map(({ file: _, replyFile: __, ...exchange }, index) => ({
          id: `x${index + 1}`,
          ...exchange,
        })),
      },
      fileOf: new Map(
        captured.map(({ file, replyFile = file }, index) => [
          `x${index + 1}`,
          { request: file, reply: replyFile },
        ]),
      ),
      bytesOf: this.bytesOf,
      notes: [...problems, ...this.notes, ...told, ...lone],
      isIncomplete: this.missed.length > 0,
    }
  }
}

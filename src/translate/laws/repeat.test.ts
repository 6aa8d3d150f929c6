import { describe, expect, it } from 'vitest'
import { firstOf, framesOf, recorded, share, tell } from '../../../bench/corpus.ts'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Frame } from '../../wire/frame.ts'
import { readFrames } from '../reading.ts'
import { encodeEvent, StreamTranslation } from '../stream.ts'

/** What each frame becomes. Where leaves are recorded, every frame is parsed and read in full. */
function written(frames: readonly Frame[], from: DialectId, to: DialectId, record: boolean): string[] {
  const translation = new StreamTranslation({ from, to, record })
  const steps = [...frames.map((frame) => translation.take(frame)), translation.end()]
  return steps.map((step) => step.written.map(encodeEvent).join(''))
}

/** Frames that nobody parsed. */
function repeated(frames: readonly Frame[], from: DialectId, to: DialectId): number {
  const translation = new StreamTranslation({ from, to })
  return frames.filter((frame) => {
    const { said } = translation.take(frame)
    return said.events.length > 0 && said.json === undefined && !said.isEnd
  }).length
}

describe('law 11: a frame that repeats', () => {
  it('becomes what it would become if it were parsed and read', { timeout: 240_000 }, () => {
    const broken: string[] = []
    const fast: Record<string, number> = {}
    let count = 0
    for (const { file, dialect, text } of recorded('stream')) {
      const frames = framesOf(text())
      for (const to of DIALECT_IDS) {
        count++
        const [short, full] = [false, true].map((record) => written(frames, dialect, to, record))
        const at = full?.findIndex((one, i) => one !== short?.[i]) ?? -1
        if (at >= 0) broken.push(`${file} → ${to}, frame ${at}`)
        fast[dialect] = (fast[dialect] ?? 0) + repeated(frames, dialect, to)
      }
    }
    tell(
      `law 11, frames that repeat: ${share(count - broken.length, count)} the same read in short and in full`,
    )
    expect(firstOf(broken)).toEqual([])
    for (const dialect of DIALECT_IDS) expect(fast[dialect], dialect).toBeGreaterThan(100)
  })

  it('says the same, from the same places, as if it were parsed and read', { timeout: 240_000 }, () => {
    const broken: string[] = []
    let count = 0
    for (const { file, dialect, text } of recorded('stream')) {
      const frames = framesOf(text())
      count++
      const [short, full] = [true, false].map((mayRepeat) =>
        readFrames(frames, dialect, mayRepeat).frames.map(({ json, events }) =>
          JSON.stringify({ json, events }),
        ),
      )
      const at = full?.findIndex((one, i) => one !== short?.[i]) ?? -1
      if (at >= 0) broken.push(`${file}, frame ${at}`)
    }
    tell(
      `law 11, frames read with their origins: ${share(count - broken.length, count)} the same in short and in full`,
    )
    expect(firstOf(broken)).toEqual([])
  })
})

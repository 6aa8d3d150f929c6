import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sample = (name: string): string => join(root, 'public/samples', name, 'transcript.json')

describe('report', () => {
  it('writes the smallest capture, in which check finds the same', async () => {
    const { out, notes } = await run(['report', '--as', 'capture', sample('litellm-21577')])
    const file = join(mkdtempSync(join(tmpdir(), 'interlinear-')), 'smallest.json')
    writeFileSync(file, out)
    expect((await run(['check', file])).out).toContain('FINISH_SAYS_STOP_BUT_CALLS')
    expect(notes?.join('')).toContain('4 of 9 frames')
  })

  it('writes an issue about the finding that is named, with a link', async () => {
    const { out } = await run([
      ...['report', '--finding', 'p2', '--base', 'https://app.example/', sample('litellm-26167')],
    ])
    expect(out).toMatch(/^# The model called reserve\\?_berth/)
    expect(out).toContain('<https://app.example/#v1.')
  })

  it.each([
    [['--as', 'poem', sample('litellm-21577')], '--as is one of issue, vitest, pytest, capture'],
    [['--finding', 'p9', sample('litellm-21577')], 'there are p1 to p1'],
    [[join(root, 'public/samples/litellm-21577/right.json')], 'nothing to report'],
    [['--as', 'vitest', sample('litellm-22578')], 'cannot be told from this capture'],
  ])('says why it cannot: %j', async (args, words) => {
    const { code, notes } = await run(['report', ...args])
    expect(code).toBe(2)
    expect(notes?.join('')).toContain(words)
  })
})

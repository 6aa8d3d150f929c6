import { describe, expect, it } from 'vitest'
import { importTranscript } from './import-transcript.ts'

const chunk = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta: { content }, finish_reason: finish }] })}`

const timesOf = (...lines: string[]): readonly number[] | undefined =>
  importTranscript(lines.join('\n')).transcript.exchanges[0]?.reply?.times

const at = (second: string, line: string): string => `2026-03-01T10:00:${second}Z ${line}`

describe('a stream with a time in front of each line', () => {
  it('keeps when its frames came, from the first on', () =>
    expect(
      timesOf(
        at('01.250000000', chunk('a')),
        at('01.250000000', ''),
        at('02.5', chunk('é')),
        at('02.5', ''),
        at('04', 'data: [DONE]'),
        at('04', ''),
      ),
    ).toEqual([0, 1_250, 2_750]))

  it('knows none where times run backwards, or are not there', () => {
    expect(
      timesOf(at('05', chunk('a')), at('05', ''), at('02', chunk('b', 'stop')), at('02', '')),
    ).toBeUndefined()
    expect(timesOf(chunk('a'), '', chunk('b', 'stop'), '')).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import type { Transcript } from '../transcript/transcript.ts'
import { check } from './check.ts'
import type { Captured } from './rules/samples/bodies.ts'
import {
  ask,
  chat,
  contents,
  gemini,
  geminiCall,
  geminiResult,
  to,
  toolResult,
  turn,
} from './rules/samples/bodies.ts'

const transcriptOf = (...exchanges: Captured[]): Transcript => ({
  version: 1,
  exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })),
})

describe('check', () => {
  it('says nothing of nothing', () => {
    expect(check(transcriptOf())).toEqual([])
    expect(check(transcriptOf({}))).toEqual([])
    expect(
      check({ version: 1, exchanges: [{ id: 'x1', dialect: 'openai-chat', request: { body: '"x"' } }] }),
    ).toEqual([])
  })

  it('puts what is worst first, and says all of each', () => {
    const asFunction = gemini(
      contents(turn('user', { text: 'go' }), turn('model', geminiCall()), turn('function', geminiResult())),
    )
    const found = check(
      transcriptOf(
        to('https://example.org/v1beta/models/gemini-2.5-pro:generateContent', asFunction),
        chat(ask(toolResult('k'))),
      ),
    )
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning'])
    for (const { consequence, fix, references } of found) {
      expect(consequence).not.toBe('')
      expect(fix).not.toBe('')
      expect(references).not.toEqual([])
    }
  })
})

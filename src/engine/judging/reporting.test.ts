import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Opened } from '../answers/opened.ts'
import type { Problem } from '../answers/problem.ts'
import type { Reducing, Reported } from '../answers/reported.ts'
import { createEngine } from '../engine.ts'

const transcript = JSON.parse(
  readFileSync(new URL('../../../public/samples/litellm-25836/transcript.json', import.meta.url), 'utf8'),
) as Transcript
const base = 'https://app.example/'

const isReducing = (step: Reducing | Reported | Problem): step is Reducing => 'isReducing' in step

it('reports in slices, tells how far it is, and answers others in between', async () => {
  const engine = createEngine()
  const { key } = engine.answer('sample', { transcript }) as Opened
  const told: Reducing[] = []
  let step = await engine.answer('report', { key, problem: 0, form: 'issue', base })
  for (; isReducing(step); step = await engine.answer('report', { key, problem: 0, form: 'issue', base })) {
    told.push(step)
    expect(engine.answer('transcript', { key })).toEqual(transcript)
  }
  expect(told.length).toBeGreaterThan(3)
  for (const [at, { judged }] of told.entries()) expect(judged).toBeLessThanOrEqual(8 * (at + 1))
  expect(step).toMatchObject({
    written: { text: expect.stringContaining(`<${base}#v1.`) },
    frames: { left: 11, of: 13 },
    masked: [],
    fragment: expect.stringMatching(/^v1\./),
  })
  // Another form is written from the same cut.
  const other = await engine.answer('report', { key, problem: 0, form: 'vitest', base })
  expect(other).toMatchObject({ written: { text: expect.stringContaining('@anthropic-ai/sdk') } })
})

it('says so where there is no such finding', async () => {
  const engine = createEngine()
  const { key } = engine.answer('sample', { transcript }) as Opened
  expect(await engine.answer('report', { key, problem: 9, form: 'issue', base })).toEqual({
    problem: 'There is no such finding any more.',
  })
})

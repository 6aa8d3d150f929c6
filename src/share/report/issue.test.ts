import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../../inspect/check.ts'
import type { Transcript } from '../../transcript/transcript.ts'
import type { Case } from './case.ts'
import { reportCase } from './case.ts'
import { writeIssue } from './issue.ts'
import { GITHUB_LIMIT } from './markdown.ts'
import type { ReportForm } from './write.ts'
import { REPORT_FORMS, writeReport } from './write.ts'

const STOPPED = JSON.parse(
  readFileSync(new URL('../../../public/samples/litellm-21577/transcript.json', import.meta.url), 'utf8'),
) as Transcript

const KEY = `sk-ant-api03-${'Zq7'.repeat(30)}`
const LINK = 'https://app.example/#v1.case.abc'

function caseOf(transcript: Transcript): Case {
  const [finding] = check(transcript)
  const made = finding && reportCase(transcript, finding)
  if (!made || 'problem' in made) throw new Error(made?.problem ?? 'Nothing was found.')
  return made
}

/** The same capture with a key wherever one may be: header, address, prompt, arguments of the very call. */
const leaking: Transcript = {
  ...STOPPED,
  exchanges: STOPPED.exchanges.map((exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      url: `https://gateway.example/v1?key=${KEY}`,
      headers: [['authorization', `Bearer ${KEY}`]],
      body: (exchange.request?.body ?? '').replace(/"content":"/, `"content":"My key is ${KEY}. `),
    },
    ...(exchange.reply
      ? { reply: { ...exchange.reply, body: exchange.reply.body.replaceAll('travel', KEY) } }
      : {}),
  })),
}

describe('an issue', () => {
  const one = caseOf(STOPPED)
  const text = writeIssue(one, { link: LINK })

  it.each([
    'FINISH_SAYS_STOP_BUT_CALLS',
    '4 of 9 frames',
    'litellm-21577:V1',
    'https://github.com/BerriAI/litellm/pull/21577',
    '## What it should have been',
    'curl --no-buffer',
    'as Anthropic Messages',
    'model `gemini-3.1-flash-lite`',
    LINK,
    'Nothing was recognised as a secret',
  ])('tells %s', (words) => expect(text).toContain(words))

  it('says loudly what does not fit, and keeps what matters most', () => {
    const short = writeIssue(one, { link: LINK, limit: 4_000 })
    expect(short.length).toBeLessThanOrEqual(4_000)
    expect(short).toContain('**Left out here: the command as captured')
    expect(short).toContain('FINISH_SAYS_STOP_BUT_CALLS')
  })

  it('fits into an issue whatever stands in the request', () => {
    const [first, ...others] = STOPPED.exchanges
    const huge = {
      ...first,
      request: {
        body: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: '`'.repeat(90_000) }] }),
      },
    }
    const written = writeIssue(caseOf({ ...STOPPED, exchanges: [{ id: 'x1', ...huge }, ...others] }), {
      link: LINK,
    })
    expect(written.length).toBeLessThanOrEqual(GITHUB_LIMIT)
    expect(written).toContain('**Left out here')
  })

  it('says why there is no link', () =>
    expect(writeIssue(one, { link: { problem: 'It is too long.' } })).toContain('It is too long.'))
})

describe('secrets', () => {
  const one = caseOf(leaking)
  const written = (form: ReportForm) =>
    writeReport(one, form, {
      base: 'https://app.example/',
      ask: async (reply, dialect, _, corrected = '') => ({
        dialect,
        client: 'a library',
        isStream: true,
        status: 200,
        type: 'text/event-stream',
        captured: { body: reply.body, received: { text: '', calls: [], finish: 'stop' } },
        corrected: { body: corrected, received: { text: '', calls: [], finish: 'tool_calls' } },
      }),
    })

  it.each(REPORT_FORMS)('leave in no %s', async (form) => {
    const made = await written(form)
    const text = 'text' in made ? made.text : ''
    expect(text).not.toBe('')
    expect(text).not.toContain('Zq7Zq7')
  })

  it('are told as masked, and that the finding is still there was checked', async () => {
    const made = await written('issue')
    expect(made).toMatchObject({ text: expect.stringContaining('still finds it') })
    expect(one.masked.length).toBeGreaterThan(2)
  })
})

it('does not pretend where masking takes the finding away', () => {
  const [finding] = check(STOPPED)
  const exchanges = STOPPED.exchanges.filter(({ side }) => side === 'upstream')
  const made = finding && reportCase({ ...STOPPED, exchanges }, finding)
  if (!made || 'problem' in made) throw new Error('There is no case.')
  expect(made.isMaskedAway).toBe(true)
  expect(writeIssue(made, { link: LINK })).toContain('the rule finds it no more')
})

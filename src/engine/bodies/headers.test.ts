import { expect, it } from 'vitest'
import { headSheet } from './headers.ts'

const KEY = `sk-ant-api03-${'Zq3rT8vLk2Wm'.repeat(7)}AA`

const HEAD = headSheet({
  id: 'x1',
  dialect: 'anthropic-messages',
  startedAt: '2026-10-01T08:00:00Z',
  request: {
    method: 'POST',
    url: `https://gateway.example/v1/messages?key=${KEY}`,
    headers: [
      ['X-Api-Key', KEY],
      ['Accept', '*/*'],
    ],
    body: '{}',
  },
  reply: { status: 200, headers: [['request-id', 'req_1']], body: 'data: {}\n\n', times: [12, 480] },
})

it('masks keys, in headers and in the URL, and keeps the whole beside', () => {
  const [key] = HEAD.request?.headers ?? []
  expect(key?.value.shown).not.toContain('Zq3r')
  expect(key?.value.whole).toBe(KEY)
  expect(HEAD.request?.url?.shown).toMatch(/^https:\/\/gateway\.example\/v1\/messages\?key=/)
  expect(HEAD.request?.url?.shown).not.toContain('Zq3r')
})

it('tells what each header is elsewhere, and what is missing there', () => {
  expect(HEAD.request?.headers?.map(({ meaning }) => meaning?.title)).toEqual([
    'who asks: the key',
    undefined,
  ])
  expect(HEAD.request?.missing?.map(({ title }) => title)).toEqual(['version of the API'])
  expect(HEAD.reply?.headers?.[0]?.meaning?.words['openai-chat']).toEqual({ says: 'x-request-id' })
})

it('tells status and times as far as they are known', () => {
  expect(HEAD.reply).toMatchObject({ status: 200, firstMs: 12, lastMs: 480 })
  expect(headSheet({ id: 'x1', reply: { body: '' } })).toEqual({ reply: {} })
})

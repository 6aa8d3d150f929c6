import { expect, it } from 'vitest'
import { importTranscript } from '../import-transcript.ts'

it('reads what Anthropic’s library for Python prints', () => {
  const log = `DEBUG:anthropic._base_client:Request options: {'method': 'post', 'url': '/v1/messages', 'timeout': Timeout(connect=5.0, read=600), 'files': None, 'json_data': {'max_tokens': 10, 'temperature': 1.0, 'messages': [{'role': 'user', 'content': 'Hi'}], 'model': 'claude-sonnet-4-5'}}
DEBUG:anthropic._base_client:Sending HTTP Request: POST https://gateway.example/v1/messages`
  const { transcript, report } = importTranscript(log)
  expect(report.sentence).toBe('Debug log of a client library: an Anthropic Messages request.')
  const [exchange] = transcript.exchanges
  expect(exchange).toMatchObject({ dialect: 'anthropic-messages' })
  expect(exchange?.request).toMatchObject({ method: 'POST', url: 'https://gateway.example/v1/messages' })
  expect(exchange?.request?.body).toContain('"temperature":1.0')
})

const sending = (id: string, said: string): string => `[${id}] sending request {
  retryOf: undefined,
  method: 'post',
  url: 'https://api.openai.com/v1/chat/completions',
  options: {
    method: 'post',
    path: '/chat/completions',
    body: { model: 'gpt-5', messages: [ { role: 'user', content: '${said}' } ] },
    stream: false
  },
  headers: { accept: 'application/json', authorization: '***' }
}`
const parsed = (id: string, said: string): string => `[${id}] response parsed {
  url: 'https://api.openai.com/v1/chat/completions',
  status: 200,
  body: { id: 'c', object: 'chat.completion', created: 1, model: 'gpt-5', choices: [ { index: 0, message: { role: 'assistant', content: '${said}' }, finish_reason: 'stop' } ] },
  durationMs: 120
}`

it('reads what OpenAI’s library for TypeScript prints, each reply with its request', () => {
  const log = [sending('log_1', 'A'), sending('log_2', 'B'), parsed('log_2', 'b'), parsed('log_1', 'a')].join(
    '\n',
  )
  const { transcript } = importTranscript(log)
  const said = transcript.exchanges.map(({ dialect, request, reply }) => [
    dialect,
    /"content":"(\w)"/.exec(request?.body ?? '')?.[1],
    /"content":"(\w)"/.exec(reply?.body ?? '')?.[1],
    reply?.status,
  ])
  expect(said).toEqual([
    ['openai-chat', 'A', 'a', 200],
    ['openai-chat', 'B', 'b', 200],
  ])
})

it('says where it reads, and what is not printed', () => {
  const log = sending('log_1', 'A').replace("[ { role: 'user', content: 'A' } ]", '[ [Object] ]')
  const note = importTranscript(log).report.notes.find(({ sentence }) => sentence.includes('Object'))
  expect(log.slice(note?.start, note?.end)).toMatch(/^\{[\s\S]*\}$/)
})

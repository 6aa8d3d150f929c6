import { expect, it } from 'vitest'
import { importTranscript } from './import-transcript.ts'

const OPENAI_ERROR = { error: { message: 'no', type: 'invalid_request_error', param: null, code: null } }
const ANTHROPIC_ERROR = { type: 'error', error: { type: 'invalid_request_error', message: 'no' } }

it.each([
  [
    'Responses',
    { model: 'gpt-5', input: 'go', previous_response_id: 'resp_1' },
    OPENAI_ERROR,
    'openai-responses',
  ],
  ['Chat', { model: 'm', messages: [{ role: 'user', content: 'go' }] }, OPENAI_ERROR, 'openai-chat'],
  [
    'Chat, in another’s envelope',
    {
      model: 'm',
      messages: [
        { role: 'system', content: 'x' },
        { role: 'user', content: 'go' },
      ],
    },
    ANTHROPIC_ERROR,
    'openai-chat',
  ],
])('an error belongs to whom the request asked: %s', (_, request, response, dialect) => {
  const { transcript, report } = importTranscript(JSON.stringify({ request, response }))
  expect(transcript.exchanges.map((one) => one.dialect)).toEqual([dialect])
  expect(report.notes).toEqual([])
})

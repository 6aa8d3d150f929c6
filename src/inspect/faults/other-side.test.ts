import { expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import type { Exchange, Side } from '../../transcript/transcript.ts'
import { findFault } from '../../translate/faults/catalogue.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import type { Json } from '../../wire/json.ts'
import { check } from '../check.ts'
import { STREAMS } from './samples/streams.ts'

const toldOf = (exchange: Exchange): readonly (string | undefined)[] =>
  check({ version: 1, exchanges: [exchange] }).flatMap(({ severity, otherSide }) =>
    severity === 'info' ? [] : [otherSide],
  )

/** What one side alone cannot show, it cannot ask for. */
const SILENT = ['litellm-25836:V2', 'litellm-25836:V3', 'litellm-21577:V2']

it.each(STREAMS.filter(([id]) => !SILENT.includes(id)))(
  '%s, the client’s side alone',
  (id, from, to, upstream) => {
    const fault = findFault(id)
    const translator = createStreamTranslator({ from, to, ...(fault ? { fault } : {}) })
    const body = translator.push(upstream) + translator.end()
    const told = toldOf({ id: 'x1', side: 'client', dialect: to, reply: { status: 200, body } })
    expect(told.length).toBeGreaterThan(0)
    for (const sentence of told)
      expect(sentence).toMatch(
        /^Only the client’s side was captured: the provider’s would tell whether the provider said so or the gateway made it so/,
      )
  },
)

const RESULT: Json = { parts: [{ functionResponse: { name: 'f', response: {} } }] }
const CALL: Json = { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] }
const request = (side: Side | undefined, dialect: DialectId, contents: readonly Json[]): Exchange => ({
  id: 'x1',
  ...(side ? { side } : {}),
  dialect,
  request: { body: JSON.stringify({ contents }) },
})

it.each<readonly [string, Exchange, string | undefined]>([
  [
    'a request to the provider',
    request('upstream', 'gemini', [{ role: 'user', parts: [{ text: 'go' }] }, CALL, RESULT]),
    'Only the provider’s side was captured: the client’s would tell whether the client asked so or the gateway made it so, and whether it is litellm-22046, litellm-22046:b, litellm-22046:c or litellm-22046:d.',
  ],
  [
    'a client’s own request',
    request('client', 'gemini', [{ role: 'user', parts: [{ text: 'go' }] }, CALL, CALL, RESULT]),
    undefined,
  ],
  [
    'nobody knows which side',
    request(undefined, 'gemini', [{ role: 'user', parts: [{ text: 'go' }] }, CALL, RESULT]),
    'If a gateway stood between, a capture from its other side would tell whether it did this, and whether it is litellm-22046, litellm-22046:b, litellm-22046:c or litellm-22046:d.',
  ],
])('%s', (_, exchange, sentence) => {
  expect(toldOf(exchange)).toContain(sentence)
})

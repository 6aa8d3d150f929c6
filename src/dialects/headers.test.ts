import { expect, it } from 'vitest'
import { headerMeaning, missingHeaders } from './headers.ts'

it.each([
  ['Authorization', 'request', 'anthropic-messages', 'x-api-key'],
  ['X-Api-Key', 'request', 'gemini', 'x-goog-api-key'],
  ['x-goog-api-key', 'request', 'openai-chat', 'authorization: Bearer KEY'],
  ['request-id', 'reply', 'openai-responses', 'x-request-id'],
  ['x-ratelimit-remaining-tokens', 'reply', 'anthropic-messages', 'anthropic-ratelimit-tokens-remaining'],
  ['anthropic-ratelimit-requests-reset', 'reply', 'openai-chat', 'x-ratelimit-reset-requests'],
] as const)('%s of a %s is, in %s, %s', (name, half, dialect, says) => {
  const word = headerMeaning(name, half)?.words[dialect]
  expect(word && 'says' in word ? word.says : '').toContain(says)
})

it('says why there is nothing', () => {
  expect(headerMeaning('request-id', 'reply')?.words.gemini).toEqual({
    none: 'No header: responseId stands in the body.',
  })
})

it.each([
  ['x-request-id', 'request'],
  ['date', 'reply'],
  ['x-litellm-call-id', 'reply'],
] as const)('means nothing by %s in a %s', (name, half) => {
  expect(headerMeaning(name, half)).toBeUndefined()
})

it('knows what is needed elsewhere and was not sent', () => {
  const titles = (names: readonly string[]) => missingHeaders(names).map(({ title }) => title)
  expect(titles(['Authorization'])).toEqual(['version of the API'])
  expect(titles(['X-API-Key', 'anthropic-version'])).toEqual([])
})

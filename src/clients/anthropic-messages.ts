import Anthropic from '@anthropic-ai/sdk'
import { VERSION } from '@anthropic-ai/sdk/version'
import type { Client } from './client.ts'
import { asJson, NOWHERE } from './client.ts'
import { responseOf } from './delivery.ts'

const ASKED = { model: 'captured', max_tokens: 1 } as const

/** The special ones first: each is also an APIError and an AnthropicError. */
const ERRORS: Client['errors'] = [
  ['BadRequestError', Anthropic.BadRequestError],
  ['AuthenticationError', Anthropic.AuthenticationError],
  ['PermissionDeniedError', Anthropic.PermissionDeniedError],
  ['NotFoundError', Anthropic.NotFoundError],
  ['ConflictError', Anthropic.ConflictError],
  ['UnprocessableEntityError', Anthropic.UnprocessableEntityError],
  ['RateLimitError', Anthropic.RateLimitError],
  ['InternalServerError', Anthropic.InternalServerError],
  ['APIError', Anthropic.APIError],
  ['AnthropicError', Anthropic.AnthropicError],
]

export const client: Client = {
  name: `@anthropic-ai/sdk ${VERSION}`,
  errors: ERRORS,
  retries: true,
  async receive(delivery, pass) {
    const { messages } = new Anthropic({
      apiKey: 'none',
      baseURL: NOWHERE,
      maxRetries: 0,
      dangerouslyAllowBrowser: true,
      fetch: () => Promise.resolve(responseOf(delivery)),
    })
    if (!delivery.isStream) return asJson(await messages.create({ ...ASKED, messages: [] }))
    return asJson(
      await messages
        .stream({ ...ASKED, messages: [] })
        .on('streamEvent', pass)
        .finalMessage(),
    )
  },
}

import Anthropic from '@anthropic-ai/sdk'
import { VERSION } from '@anthropic-ai/sdk/version'
import type { Client } from './client.ts'
import { asJson, NOWHERE } from './client.ts'
import { responseOf } from './delivery.ts'

const ASKED = { model: 'captured', max_tokens: 1 } as const

export const client: Client = {
  name: `@anthropic-ai/sdk ${VERSION}`,
  async receive(delivery) {
    const { messages } = new Anthropic({
      apiKey: 'none',
      baseURL: NOWHERE,
      maxRetries: 0,
      dangerouslyAllowBrowser: true,
      fetch: () => Promise.resolve(responseOf(delivery)),
    })
    return asJson(
      delivery.isStream
        ? await messages.stream({ ...ASKED, messages: [] }).finalMessage()
        : await messages.create({ ...ASKED, messages: [] }),
    )
  },
}

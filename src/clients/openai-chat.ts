import OpenAI from 'openai'
import { VERSION } from 'openai/version'
import type { Client } from './client.ts'
import { asJson, NOWHERE } from './client.ts'
import { responseOf } from './delivery.ts'
import { OPENAI_ERRORS } from './openai-errors.ts'

const ASKED = { model: 'captured', messages: [] } as const

export const client: Client = {
  name: `openai ${VERSION}`,
  errors: OPENAI_ERRORS,
  retries: true,
  async receive(delivery, pass) {
    const { completions } = new OpenAI({
      apiKey: 'none',
      baseURL: NOWHERE,
      maxRetries: 0,
      dangerouslyAllowBrowser: true,
      fetch: () => Promise.resolve(responseOf(delivery)),
    }).chat
    if (!delivery.isStream) return asJson(await completions.create({ ...ASKED, messages: [] }))
    return asJson(
      await completions
        .stream({ ...ASKED, messages: [] })
        .on('chunk', pass)
        .finalChatCompletion(),
    )
  },
}

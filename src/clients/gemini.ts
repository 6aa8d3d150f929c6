import type { GenerateContentResponse } from '@google/genai'
import { ApiError, GoogleGenAI } from '@google/genai'
import packageJson from '../../package.json' with { type: 'json' }
import type { Json } from '../wire/json.ts'
import type { Client } from './client.ts'
import { asJson, NOWHERE } from './client.ts'
import { responseOf } from './delivery.ts'

const ASKED = { model: 'captured', contents: '' } as const

export const client: Client = {
  // The library does not tell its version; ours is pinned.
  name: `@google/genai ${packageJson.devDependencies['@google/genai']}`,
  errors: [['ApiError', ApiError]],
  retries: false,
  async receive(delivery, pass) {
    const { models } = new GoogleGenAI({
      apiKey: 'none',
      httpOptions: { baseUrl: NOWHERE, fetch: () => Promise.resolve(responseOf(delivery)) },
    })
    if (!delivery.isStream) return asJson(given(await models.generateContent(ASKED)))
    // It hands out chunk after chunk, and leaves it to the program to put them together.
    const chunks: Json[] = []
    for await (const chunk of await models.generateContentStream(ASKED)) {
      const said = asJson(given(chunk))
      pass(said)
      chunks.push(said)
    }
    return chunks
  },
}

/** Without the library's own note on how the answer came. */
function given(response: GenerateContentResponse): object {
  const { sdkHttpResponse: _, ...said } = response
  return said
}

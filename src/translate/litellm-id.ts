import { base64Of, bytesOfBase64 } from '../wire/base64.ts'

/** What LiteLLM packs into the response ids it hands out. bugs.md §1.3 S1. */
export interface LiteLlmId {
  readonly provider: string
  readonly modelId: string
  readonly responseId: string
}

const FIELDS = /^litellm:custom_llm_provider:(.*?);model_id:(.*?);response_id:([^;]*)/

/** The three fields of `resp_` + base64 of `litellm:custom_llm_provider:…`; undefined for any other id. */
export function readLiteLlmId(id: string): LiteLlmId | undefined {
  if (!id.startsWith('resp_')) return undefined
  const bytes = bytesOfBase64(id.slice('resp_'.length))
  const found = bytes && FIELDS.exec(String.fromCharCode(...bytes.slice(0, 4096)))
  return found
    ? { provider: found[1] as string, modelId: found[2] as string, responseId: found[3] as string }
    : undefined
}

export const writeLiteLlmId = ({ provider, modelId, responseId }: LiteLlmId): string =>
  `resp_${base64Of(`litellm:custom_llm_provider:${provider};model_id:${modelId};response_id:${responseId}`)}`

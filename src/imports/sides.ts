import type { Side } from '../transcript/transcript.ts'
import type { Draft } from './format.ts'

/** Hosts where providers themselves answer. A gateway stands anywhere else. */
const PROVIDER_HOSTS = [
  'api.openai.com',
  'api.anthropic.com',
  'generativelanguage.googleapis.com',
  'aiplatform.googleapis.com',
  'cloudcode-pa.googleapis.com',
  'openai.azure.com',
  'services.ai.azure.com',
  'cognitiveservices.azure.com',
  'amazonaws.com',
  'api.deepseek.com',
  'api.mistral.ai',
  'api.groq.com',
  'api.x.ai',
  'api.together.xyz',
  'api.fireworks.ai',
  'api.cohere.com',
  'api.perplexity.ai',
  'api.cerebras.ai',
  'api.moonshot.ai',
  'api.moonshot.cn',
  'dashscope.aliyuncs.com',
  'dashscope-intl.aliyuncs.com',
  'open.bigmodel.cn',
  'api.z.ai',
  'api.minimax.io',
]

export const isProviderHost = (host: string): boolean =>
  PROVIDER_HOSTS.some(
    (known) =>
      host === known ||
      host.endsWith(`.${known}`) ||
      (known.startsWith('aiplatform') && host.endsWith(`-${known}`)),
  )

/** The host of a URL, without its port. */
export const hostOf = (url: string | undefined): string | undefined =>
  /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]+)/i.exec(url ?? '')?.[1]?.toLowerCase()

/**
 * Which side of a gateway each exchange was captured on, told from its host. Only where both kinds of host are there:
 * a capture of one side alone says nothing of a gateway.
 */
export function assignSides(drafts: readonly Draft[]): Draft[] {
  const guesses = drafts.map((draft) => draft.side ?? sideOfHost(hostOf(draft.request?.url)))
  const hasBoth = guesses.includes('client') && guesses.includes('upstream')
  return drafts.map((draft, index) => {
    const side = guesses[index]
    return draft.side === undefined && hasBoth && side ? { ...draft, side } : draft
  })
}

const sideOfHost = (host: string | undefined): Side | undefined =>
  host === undefined ? undefined : isProviderHost(host) ? 'upstream' : 'client'

import type { DialectId } from '../hub/dialect.ts'

/** What stands for a header in one dialect's world, or why nothing does. */
export type HeaderWord = { readonly says: string } | { readonly none: string }

/** What a header is for, whatever it is called. */
export interface HeaderMeaning {
  readonly title: string
  readonly words: Readonly<Record<DialectId, HeaderWord>>
}

interface Entry extends HeaderMeaning {
  readonly half: 'request' | 'reply' | 'either'
  /** In small letters, of all dialects and their gateways. */
  readonly names: RegExp
  /** Nothing is answered there without it. */
  readonly isNeeded?: true
}

const says = (text: string): HeaderWord => ({ says: text })
const none = (why: string): HeaderWord => ({ none: why })

const words = (openai: HeaderWord, anthropic: HeaderWord, gemini: HeaderWord): HeaderMeaning['words'] => ({
  'openai-chat': openai,
  'openai-responses': openai,
  'anthropic-messages': anthropic,
  gemini,
})

const NO_LIMITS = none('No header: a refusal with status 429 names its quota in the error body.')
const IN_PATH = none('No header: the version stands in the path of the URL.')

/** One kind of limit; Anthropic puts what it counts before what it says of it. */
const limit = (title: string, openai: string, anthropic: string): Entry => ({
  title,
  half: 'reply',
  names: new RegExp(`^(?:x-ratelimit-${openai}|anthropic-ratelimit-${anthropic})$`),
  words: words(says(`x-ratelimit-${openai}`), says(`anthropic-ratelimit-${anthropic}`), NO_LIMITS),
})

/** Inputs and outputs are counted apart by Anthropic alone. */
const ownLimit = (title: string, names: RegExp, anthropic: string): Entry => ({
  title,
  half: 'reply',
  names,
  words: words(none('Tokens in and out are counted together.'), says(anthropic), NO_LIMITS),
})

/** openai.md §1.5, anthropic-gemini.md §A.0 and §G.0; the vendors' client libraries for what they send by themselves. */
const ENTRIES: readonly Entry[] = [
  {
    title: 'who asks: the key',
    half: 'request',
    names: /^(?:authorization|(?:x-)?api-key|x-goog-api-key)$/,
    isNeeded: true,
    words: words(
      says('authorization: Bearer KEY'),
      says('x-api-key: KEY, or authorization: Bearer KEY'),
      says('x-goog-api-key: KEY; Vertex AI: authorization: Bearer TOKEN'),
    ),
  },
  {
    title: 'version of the API',
    half: 'request',
    names: /^anthropic-version$/,
    isNeeded: true,
    words: words(IN_PATH, says('anthropic-version: 2023-06-01'), IN_PATH),
  },
  {
    title: 'features ahead of their release',
    half: 'request',
    names: /^(?:anthropic|openai)-beta$/,
    words: words(
      says('OpenAI-Beta'),
      says('anthropic-beta'),
      none('No header: such features stand under /v1beta or /v1alpha in the path.'),
    ),
  },
  {
    title: 'whose account',
    half: 'request',
    names: /^openai-organization$/,
    words: words(
      says('OpenAI-Organization'),
      none('No header: a key belongs to one organization.'),
      says('x-goog-user-project'),
    ),
  },
  {
    title: 'whose project',
    half: 'request',
    names: /^(?:openai-project|anthropic-workspace-id|x-goog-user-project)$/,
    words: words(says('OpenAI-Project'), says('anthropic-workspace-id'), says('x-goog-user-project')),
  },
  {
    title: 'the same try again',
    half: 'request',
    names: /^(?:x-)?idempotency-key$/,
    words: words(
      none('None is documented: a second try is another request.'),
      none('None is documented: a second try is another request.'),
      none('None is documented: a second try is another request.'),
    ),
  },
  {
    title: 'which client library asks',
    half: 'request',
    names: /^(?:x-stainless-[\w-]+|x-goog-api-client)$/,
    words: words(says('x-stainless-…'), says('x-stainless-…'), says('x-goog-api-client')),
  },
  {
    title: 'id of the request, by the client',
    half: 'request',
    names: /^x-client-request-id$/,
    words: words(
      says('X-Client-Request-Id'),
      none('No header: the server alone gives ids.'),
      none('No header: the server alone gives ids.'),
    ),
  },
  {
    title: 'id of the request, by the server',
    half: 'reply',
    names: /^(?:x-)?request-id$/,
    words: words(says('x-request-id'), says('request-id'), none('No header: responseId stands in the body.')),
  },
  limit('requests allowed', 'limit-requests', 'requests-limit'),
  limit('requests left', 'remaining-requests', 'requests-remaining'),
  limit('when requests are full again', 'reset-requests', 'requests-reset'),
  limit('tokens allowed', 'limit-tokens', 'tokens-limit'),
  limit('tokens left', 'remaining-tokens', 'tokens-remaining'),
  limit('when tokens are full again', 'reset-tokens', 'tokens-reset'),
  ownLimit('tokens in', /^anthropic-ratelimit-input-tokens-\w+$/, 'anthropic-ratelimit-input-tokens-…'),
  ownLimit('tokens out', /^anthropic-ratelimit-output-tokens-\w+$/, 'anthropic-ratelimit-output-tokens-…'),
  {
    title: 'when to try again',
    half: 'reply',
    names: /^retry-after(?:-ms)?$/,
    words: words(
      says('retry-after, retry-after-ms'),
      says('retry-after'),
      none('No header: RetryInfo.retryDelay stands in the error body.'),
    ),
  },
  {
    title: 'whether to try again',
    half: 'reply',
    names: /^x-should-retry$/,
    words: words(
      says('x-should-retry'),
      says('x-should-retry'),
      none('No header: the status of the error says it.'),
    ),
  },
  {
    title: 'how long the server worked',
    half: 'reply',
    names: /^(?:openai-processing-ms|server-timing)$/,
    words: words(says('openai-processing-ms'), none('No header tells it.'), says('server-timing')),
  },
  {
    title: 'whose account',
    half: 'reply',
    names: /^(?:openai-organization|anthropic-organization-id)$/,
    words: words(says('openai-organization'), says('anthropic-organization-id'), none('No header tells it.')),
  },
  {
    title: 'version of the API',
    half: 'reply',
    names: /^openai-version$/,
    words: words(says('openai-version'), none('No header tells it.'), none('No header tells it.')),
  },
  {
    title: 'form of the body',
    half: 'either',
    names: /^content-type$/,
    words: words(says('content-type'), says('content-type'), says('content-type')),
  },
]

const isOf = (entry: Entry, half: 'request' | 'reply'): boolean =>
  entry.half === 'either' || entry.half === half

const meaning = ({ title, words: all }: Entry): HeaderMeaning => ({ title, words: all })

/** What a header means to the dialects; undefined for those of the transport and of gateways. */
export function headerMeaning(name: string, half: 'request' | 'reply'): HeaderMeaning | undefined {
  const small = name.trim().toLowerCase()
  const entry = ENTRIES.find((one) => isOf(one, half) && one.names.test(small))
  return entry && meaning(entry)
}

/** What some dialect answers nothing without, and these headers do not say. */
export function missingHeaders(names: readonly string[]): readonly HeaderMeaning[] {
  return ENTRIES.filter(
    ({ isNeeded, names: known }) => isNeeded && !names.some((name) => known.test(name.trim().toLowerCase())),
  ).map(meaning)
}

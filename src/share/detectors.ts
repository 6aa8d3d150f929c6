// What credentials look like. Prefixes are the vendors' published ones; where a vendor publishes no form, the rule goes by
// the name beside the value (header, query parameter, JSON key). Rather one placeholder too many masked than one key sent.

import type { Anchored, Starting } from './anchors.ts'
import { anchored } from './anchors.ts'

export interface Detector {
  readonly what: string
  /** What may stay readable is its group 1, always at the start of the match. */
  readonly pattern: Anchored
}

/** What begins with a vendor's prefix. */
export interface Token extends Pick<Detector, 'what'>, Starting {}

const SCHEME = '[a-z][a-z0-9+.-]{0,20}'
/** What stands between the scheme of a URL and the rest, as JSON may escape it, too. */
const AFTER_SCHEME = String.raw`:(?:\\?\/){2}`

/** A pattern for URLs: `before` is what must precede the scheme, `after` what follows the slashes. */
export const url = (before: string, after: string): Anchored =>
  anchored(`${before}${SCHEME}${AFTER_SCHEME}${after}`, AFTER_SCHEME, 21)

/** Where a token may begin: after no letter or digit, but after an escape whose last character is one: `\nsk-…`, `%3Dsk-…`. */
export const EDGE = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[bfnrt])|(?<=\\u[0-9A-Fa-f]{4})|(?<=%[0-9A-Fa-f]{2}))`

/** `prefix` may stay, `rest` is the secret. `starts`: the two characters with which each form of the prefix begins. */
const token = (what: string, prefix: string, rest: string, starts = [prefix.slice(0, 2)]): Token => ({
  what,
  pattern: new RegExp(`${EDGE}(${prefix})${rest}`, 'y'),
  starts,
})

const DIGITS = [...'0123456789']

export const TOKENS: readonly Token[] = [
  token(
    'private key',
    '-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----',
    String.raw`(?:(?!-----END|\\+"|\n\r?\n[^\n]*:)[^"])+`,
  ),
  // Header and claims say who was who; without the signature they open nothing.
  token('JWT', String.raw`eyJ[\w-]{6,}\.eyJ[\w-]{6,}\.`, String.raw`[\w-]{4,}`),
  token('Anthropic key', 'sk-ant-', String.raw`[\w-]{4,}`),
  token('OpenRouter key', 'sk-or-', String.raw`[\w-]{4,}`),
  token('OpenAI key', 'sk-(?:proj|svcacct|admin|None)-', String.raw`[\w-]{4,}`),
  // DeepSeek, LiteLLM's virtual keys and many others.
  token('sk- key', 'sk-(?!(?:ant|or|proj|svcacct|admin|None)-)', String.raw`[\w-]{8,}`),
  token('Google key', 'AIza', String.raw`[\w-]{28,}`),
  token('Google key', String.raw`AQ\.`, String.raw`[\w-]{20,}`),
  token('Google token', String.raw`ya29\.`, String.raw`[\w.-]{16,}`),
  token('Google refresh token', '1//0', String.raw`[\w-]{20,}`),
  token('Google OAuth secret', 'GOCSPX-', String.raw`[\w-]{16,}`),
  token('AWS key id', 'AKIA|ASIA', '[A-Z0-9]{12,}', ['AK', 'AS']),
  token('Bedrock key', 'ABSK', '[A-Za-z0-9+/=]{40,}'),
  token('Bedrock key', 'bedrock-api-key-', '[A-Za-z0-9+/=_-]{16,}'),
  token('GitHub token', 'gh[opusr]_', '[A-Za-z0-9_]{16,}'),
  token('GitHub token', 'github_pat_', String.raw`\w{16,}`),
  token('GitLab token', 'gl(?:pat|dt|rt|cbt|ptt|ft|soat)-', String.raw`[\w-]{16,}`),
  token('Slack token', 'xox[a-z]-', '[A-Za-z0-9-]{8,}'),
  token('Slack token', 'xapp-', '[A-Za-z0-9-]{8,}'),
  token('Slack webhook', String.raw`hooks\.slack\.com\\?/services\\?/`, String.raw`(?:\\?/|\w){16,}`),
  token('Groq key', 'gsk_', String.raw`\w{8,}`),
  token('Hugging Face token', 'hf_', '[A-Za-z0-9]{16,}'),
  token('Replicate token', 'r8_', '[A-Za-z0-9]{16,}'),
  token('Perplexity key', 'pplx-', '[A-Za-z0-9]{16,}'),
  token('xAI key', 'xai-', String.raw`[\w-]{20,}`),
  token('NVIDIA key', 'nvapi-', String.raw`[\w-]{20,}`),
  token('Cerebras key', 'csk-', '[A-Za-z0-9]{20,}'),
  token('Fireworks key', 'fw_', '[A-Za-z0-9]{20,}'),
  token('Together key', 'tgp_v1_', String.raw`[\w-]{16,}`),
  token('Voyage key', 'pa-', String.raw`[\w-]{36,}`),
  token('Tavily key', 'tvly-', String.raw`[\w-]{12,}`),
  token('Jina key', 'jina_', String.raw`[\w-]{20,}`),
  token('LangSmith key', 'lsv2_(?:pt|sk)_', String.raw`\w{16,}`),
  token('Databricks token', 'dapi', '[0-9a-f]{32}'),
  token('OpenAI client secret', 'ek_', '[A-Za-z0-9]{20,}'),
  token('npm token', 'npm_', '[A-Za-z0-9]{30,}'),
  token('Stripe key', '[sr]k_(?:live|test)_', '[A-Za-z0-9]{10,}', ['sk', 'rk']),
  token('webhook secret', 'whsec_', '[A-Za-z0-9+/=_-]{16,}'),
  token('SendGrid key', String.raw`SG\.`, String.raw`[\w-]{16,}\.[\w-]{16,}`),
  token('DigitalOcean token', 'do[opr]_v1_', '[0-9a-f]{32,}'),
  token('Notion token', 'ntn_', '[A-Za-z0-9]{20,}'),
  token(
    'Telegram bot token',
    String.raw`\d{8,10}:`,
    String.raw`AA[\w-]{30,}`,
    DIGITS.flatMap((one) => DIGITS.map((other) => one + other)),
  ),
  // A word after "Bearer" is prose unless it has a digit or is long.
  token(
    'bearer token',
    String.raw`[Bb]earer(?:\s|%20|\+)+|BEARER(?:\s|%20|\+)+`,
    String.raw`(?=[\w.~+/-]*\d|[\w.~+/-]{20})[\w.~+/=-]{6,}`,
    ['Be', 'be', 'BE'],
  ),
]

export const DETECTORS: readonly Detector[] = [
  {
    what: 'credentials in a URL',
    pattern: url('((?<![a-z0-9])', String.raw`)[^\s/?#@"'\\<>]+(?=@)`),
  },
  { what: 'AWS signature', pattern: anchored(String.raw`(\bSignature=)[0-9a-f]{32,}`, 'Signature=', 0) },
]

/** JSON keys, form fields, shell and YAML names whose value is a secret whatever it looks like; any prefix (`OPENAI_API_KEY`). */
export const SECRET_NAME = [
  'api[_-]?keys?(?:[_-]\\d+)?',
  'access[_-]?key(?:[_-]?id)?',
  'account[_-]?key',
  '(?:secret|private|master|signing|subscription|virtual|encryption|shared[_-]?access)[_-]?key',
  'secret[_-]?access[_-]?key',
  '(?:client|app|consumer|webhook|shared|jwt)[_-]?secret',
  'secret',
  '(?:access|refresh|auth|authorization|session|security|bearer|oauth|id|api|private|personal|admin|service|bot|csrf|xsrf|jwt|deploy)[_-]?token',
  'pass(?:word|wd|phrase)',
  'authorization',
  'credentials?',
  '(?:set-)?cookie',
  'hf[_-]token',
  '(?:github|gitlab|slack|huggingface|replicate|npm)[_-]?token',
].join('|')

/** One of these is in each of the names, with at most so many characters before it. */
export const SECRET_STEM = 'key|secret|token|passw|passp|authorization|credential|cookie'
export const BEFORE_STEM = 16

/** Headers whose value is a credential. A challenge (`www-authenticate`) and counts of tokens are not. */
const SECRET_HEADER = new RegExp(
  `(?:(?:^|[-_])(?:authorization|authentication|auth|token|secret|password|signature|cookie2?|key|jwt|assertion)|${SECRET_NAME})$`,
  'i',
)
const HARMLESS_HEADER =
  /^(?:(?:x-)?idempotency-key|sec-websocket-key|surrogate-key|x-surrogate-key|x-cache-key|x-ms-continuation-token)$/i

export const isSecretHeader = (name: string): boolean =>
  SECRET_HEADER.test(name.trim()) && !HARMLESS_HEADER.test(name.trim())

/** Query parameters, decoded name. `X-Amz-Date` and the like are left: only what signs or opens is masked. */
export const SECRET_PARAMETER = new RegExp(
  `^(?:key|sig|signature|token|auth|jwt|code|x-(?:amz|goog|oss)-(?:signature|credential|security-token)|googleaccessid|[\\w.-]*?(?:${SECRET_NAME}))$`,
  'i',
)

/** What of a value may stay: the scheme and the vendor's public prefix. */
export const PUBLIC_PREFIX =
  /^(?:\s*(?:Bearer|Basic|Token|Digest|Negotiate|ApiKey|Key|AWS4-HMAC-SHA256|SharedAccessSignature)\s+)?(?:sk-(?:ant-|or-|proj-|svcacct-|admin-)?|AIza|AKIA|ASIA|gh[opusr]_|github_pat_|xox[a-z]-|gsk_|hf_|r8_|pplx-|xai-|nvapi-)?/i

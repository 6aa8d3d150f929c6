import type { DialectId } from '../hub/dialect.ts'
import type { Exchange, Header } from '../transcript/transcript.ts'
import { isSecretHeader } from './detectors.ts'
import { redactText, redactUrl } from './redact.ts'

interface Provider {
  readonly url: string
  readonly variable: string
  /** What a request needs that was captured without headers; `$` stands for the key. */
  readonly headers: readonly Header[]
}

const PROVIDERS: Readonly<Record<DialectId, Provider>> = {
  'openai-chat': {
    url: 'https://api.openai.com/v1/chat/completions',
    variable: 'OPENAI_API_KEY',
    headers: [['authorization', 'Bearer $']],
  },
  'openai-responses': {
    url: 'https://api.openai.com/v1/responses',
    variable: 'OPENAI_API_KEY',
    headers: [['authorization', 'Bearer $']],
  },
  'anthropic-messages': {
    url: 'https://api.anthropic.com/v1/messages',
    variable: 'ANTHROPIC_API_KEY',
    headers: [
      ['x-api-key', '$'],
      ['anthropic-version', '2023-06-01'],
    ],
  },
  gemini: {
    url: 'https://generativelanguage.googleapis.com/v1beta/models/MODEL:generateContent',
    variable: 'GEMINI_API_KEY',
    headers: [['x-goog-api-key', '$']],
  },
}

/** Headers that name their provider whatever the dialect; elsewhere the dialect decides. */
const VARIABLES: Readonly<Record<string, string>> = {
  'x-api-key': 'ANTHROPIC_API_KEY',
  'x-goog-api-key': 'GEMINI_API_KEY',
  'api-key': 'AZURE_OPENAI_API_KEY',
  cookie: 'COOKIE',
}

/** What curl works out for itself, or what was true of the captured connection only. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'connection',
  'accept-encoding',
])
/** RFC 9110 §5.6.2. Whatever else calls itself a name (HTTP/2's `:path`, or `@file`, which curl would read) is left out. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** A key in the query: the name stays, the value becomes a variable. */
const URL_KEY = /^(.*?[?&](?:key|api_key|access_token)=)[^&#]*(.*)$/s

/** The request as one curl command for a POSIX shell, keys as `$VARIABLES`. Redacted, always. */
export function toCurl({ request, dialect }: Exchange): string {
  const provider = dialect && PROVIDERS[dialect]
  const body = redactText(request?.body ?? '', 'request-body')
  const words = [
    'curl',
    ...(/"stream"\s*:\s*true/.test(body) ? ['--no-buffer'] : []),
    ...urlWords(request?.url, provider),
  ]
  const method = request?.method?.toUpperCase() ?? (body ? 'POST' : 'GET')
  if (method !== (body ? 'POST' : 'GET'))
    words.push(method === 'HEAD' ? '--head' : `--request ${quote(method)}`)
  const given = request?.headers?.filter(
    ([name]) => HEADER_NAME.test(name) && !OWN_HEADERS.has(name.toLowerCase()),
  )
  const headers = given ?? provider?.headers ?? []
  for (const header of headers) words.push(`--header ${headerWord(header, provider)}`)
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  if (body && !hasType) words.push(`--header 'content-type: application/json'`)
  // `--data-raw`, because `--data` would read a body that starts with @ from a file.
  if (body) words.push(`--data-raw ${quote(body)}`)
  return words.join(' \\\n  ').replace(/^curl \\\n {2}/, 'curl ')
}

function urlWords(captured: string | undefined, provider: Provider | undefined): string[] {
  const variable = provider?.variable ?? 'API_KEY'
  const url = redactUrl(captured ?? provider?.url ?? '/', 'url')
  const [, before, after] = URL_KEY.exec(url) ?? []
  const word =
    before === undefined ? quote(url) : `${quote(before)}"$${variable}"${after ? quote(after) : ''}`
  const globs = /[[\]{}]/.test(url) ? ['--globoff'] : []
  // A path alone came from a server's view; which server it was, it does not say.
  return [...globs, `--url ${/^https?:/i.test(url) ? '' : '"$BASE_URL"'}${word}`]
}

function headerWord([name, value]: Header, provider: Provider | undefined): string {
  const variable = VARIABLES[name.toLowerCase()] ?? provider?.variable ?? 'API_KEY'
  if (isSecretHeader(name)) {
    const scheme = /^(?:Bearer|Basic|Token)(?= )/i.exec(value)?.[0]
    return `${quote(`${name}: ${scheme ? `${scheme} ` : ''}`)}"$${variable}"`
  }
  const line = redactUrl(value, 'request-header').replace(/[\r\n]+/g, ' ')
  // curl takes `name:` as an order to drop the header; with a semicolon it sends it empty.
  return quote(line === '' ? `${name};` : `${name}: ${line}`)
}

/** One word of a POSIX shell, whatever is in it. NUL cannot be in a word at all. */
const quote = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`

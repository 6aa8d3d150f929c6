import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Header, Transcript } from '../transcript/transcript.ts'
import { redactTranscript } from './redact.ts'

// None of these was ever a key: made up here, in the vendors' forms.
const TAIL = 'Q7wJx2mZpL9vTk4RbN8sYd3HfGc6'
const SK = `sk-${TAIL}`
const ANTHROPIC = `sk-ant-api03-${TAIL}-${TAIL}`
const PROJECT = `sk-proj-${TAIL}_${TAIL}`
const GOOGLE = 'AIzaSyD3f7Gh1jKl5Mn9Pq2Rs6Tu8Vw4Xy0Zab'
const AWS_ID = 'AKIAQ7WJX2MZPL9VTK4R'
const GITHUB = 'ghp_Q7wJx2mZpL9vTk4RbN8sYd3HfGc6Ab12Cd34'
const HEX = '9f86d081884c7d659a2feaa0c55ad015'
const SIGNATURE = 'kR7vWq2xYz9LmN4pTs6uBc8dEf1gHj3k'
const JWT = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.${SIGNATURE}`
const PASSWORD = 'correct-horse-Battery9'
const PEM = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const json = (value: unknown) => JSON.stringify(value)

interface Place {
  readonly url?: string
  readonly header?: Header
  readonly replyHeader?: Header
  readonly body?: string
  readonly reply?: string
  readonly name?: string
}

const transcriptOf = ({ url, header, replyHeader, body = '', reply = '', name }: Place): Transcript => ({
  version: 1,
  exchanges: [
    {
      id: 'x1',
      request: { ...(url !== undefined && { url }), headers: header ? [header] : [], body },
      reply: { headers: replyHeader ? [replyHeader] : [], body: reply },
      ...(name !== undefined && { name }),
    },
  ],
})

const headerCases: [string, Place, string][] = [
  ...[
    'Authorization',
    'authorization',
    'AUTHORIZATION',
    'Proxy-Authorization',
    'cf-aig-authorization',
    'Helicone-Auth',
  ].map((name): [string, Place, string] => [`header ${name}`, { header: [name, `Bearer ${HEX}`] }, HEX]),
  ...[
    'x-api-key',
    'X-API-Key',
    'x-goog-api-key',
    'X-Goog-Api-Key',
    'api-key',
    'Api-Key',
    'x-portkey-api-key',
    'x-portkey-virtual-key',
    'x-litellm-api-key',
    'x-litellm-key',
    'Ocp-Apim-Subscription-Key',
    'x-amz-security-token',
    'X-Amz-Security-Token',
    'x-auth-token',
    'CF-Access-Client-Secret',
    'cf-access-jwt-assertion',
    'x-vercel-oidc-token',
    'Cookie',
    'cookie',
    'x-csrf-token',
  ].map((name): [string, Place, string] => [`header ${name}`, { header: [name, HEX] }, HEX]),
  [
    'basic authorization',
    { header: ['Authorization', `Basic ${base64(`me:${PASSWORD}`)}`] },
    base64(`me:${PASSWORD}`),
  ],
  ['raw authorization', { header: ['authorization', SK] }, TAIL],
  [
    'SigV4',
    { header: ['Authorization', `AWS4-HMAC-SHA256 Credential=${AWS_ID}/2026/x, Signature=${HEX}`] },
    HEX,
  ],
  [
    'SigV4 id',
    { header: ['Authorization', `AWS4-HMAC-SHA256 Credential=${AWS_ID}/2026/x, Signature=${HEX}`] },
    AWS_ID,
  ],
  ['key in an unknown header', { header: ['x-forwarded-for-what', ANTHROPIC] }, TAIL],
  ['set-cookie', { replyHeader: ['Set-Cookie', `__cf_bm=${HEX}; path=/; HttpOnly`] }, HEX],
  ['location', { replyHeader: ['location', `/v1/files?key=${HEX}`] }, HEX],
  ['referer', { header: ['referer', `https://host/x?access_token=${HEX}`] }, HEX],
]

const urlCases: [string, Place, string][] = [
  ...[
    'key',
    'api_key',
    'api-key',
    'apiKey',
    'API_KEY',
    'access_token',
    'token',
    'sig',
    'signature',
    'subscription-key',
    'client_secret',
  ].map((name): [string, Place, string] => [
    `query ${name}`,
    { url: `https://host/v1?alt=sse&${name}=${HEX}&x=1` },
    HEX,
  ]),
  ...[
    'X-Amz-Signature',
    'x-amz-signature',
    'X-Amz-Credential',
    'X-Amz-Security-Token',
    'X-Goog-Signature',
    'X-Goog-Credential',
    'AWSAccessKeyId',
  ].map((name): [string, Place, string] => [`query ${name}`, { url: `https://host/o?${name}=${HEX}` }, HEX]),
  ['query of a path', { url: `/v1beta/models/g:streamGenerateContent?key=${GOOGLE}` }, GOOGLE.slice(4)],
  ['escaped name', { url: `https://host/?api%5Fkey=${HEX}` }, HEX],
  ['fragment', { url: `https://host/#access_token=${HEX}` }, HEX],
  ['userinfo', { url: `https://me:${PASSWORD}@host/v1` }, PASSWORD],
  ['key as user', { url: `https://${HEX}@host/v1` }, HEX],
  ['key in a path', { url: `https://host/${SK}/v1` }, TAIL],
  ['database URL in a body', { body: `postgres://app:${PASSWORD}@db:5432/x` }, PASSWORD],
  [
    'signed picture',
    { body: json({ url: `https://b.s3.amazonaws.com/a.png?X-Amz-Date=1&X-Amz-Signature=${HEX}` }) },
    HEX,
  ],
  ['signed picture, & escaped', { body: `{"url":"https:\\/\\/b\\/a.png?a=1\\u0026sig=${HEX}"}` }, HEX],
]

const tokens: [string, string, string][] = [
  ['OpenAI', SK, TAIL],
  ['OpenAI project', PROJECT, TAIL],
  ['OpenAI service', `sk-svcacct-${TAIL}`, TAIL],
  ['Anthropic', ANTHROPIC, TAIL],
  ['OpenRouter', `sk-or-v1-${HEX}${HEX}`, HEX],
  ['LiteLLM', 'sk-1234abcd', '1234abcd'],
  ['LiteLLM virtual', `sk-${TAIL.slice(0, 22)}`, TAIL.slice(0, 22)],
  ['Google', GOOGLE, GOOGLE.slice(4)],
  ['Google token', `ya29.${TAIL}`, TAIL],
  ['AWS', AWS_ID, AWS_ID.slice(4)],
  ['AWS session', `ASIA${AWS_ID.slice(4)}`, AWS_ID.slice(4)],
  ['GitHub', GITHUB, GITHUB.slice(4)],
  ['GitHub fine', `github_pat_11${TAIL}`, TAIL],
  ['Slack', `xoxb-123456789012-${TAIL}`, TAIL],
  ['Groq', `gsk_${TAIL}`, TAIL],
  ['Hugging Face', `hf_${TAIL}`, TAIL],
  ['Replicate', `r8_${TAIL}`, TAIL],
  ['Perplexity', `pplx-${TAIL}`, TAIL],
  ['xAI', `xai-${TAIL}`, TAIL],
  ['Bearer', `Bearer ${HEX}`, HEX],
  ['JWT', JWT, SIGNATURE],
  ['private key', `-----BEGIN RSA PRIVATE KEY-----\n${PEM}\n-----END RSA PRIVATE KEY-----`, PEM],
  ['Basic', `Basic ${base64(`me:${PASSWORD}`)}`, base64(`me:${PASSWORD}`).slice(0, -2)],
]

const around: [string, (key: string) => string][] = [
  ['in prose', (key) => `use ${key}, please`],
  ['in JSON', (key) => json({ messages: [{ role: 'user', content: `my key:\n${key}` }] })],
  ['in JSON in a string', (key) => json({ arguments: json({ note: `x\n${key}` }) })],
  ['in JSON three deep', (key) => json({ a: json({ b: json({ c: `"${key}"` }) }) })],
  ['in SSE', (key) => `event: a\ndata: ${json({ type: 'content_block_delta', delta: { text: key } })}\n\n`],
  ['in bold', (key) => `**${key}**`],
  ['in base64', (key) => base64(`{"k":"${key}"}`)],
  ['in base64 after a word', (key) => `token_${base64(`xy ${key} z`)}`],
]

const tokenCases = tokens.flatMap(([name, key, secret]) =>
  around.map(([where, wrap]): [string, Place, string] => {
    const body = wrap(key)
    return [`${name} ${where}`, { body, reply: body }, body.includes(secret) ? secret : body]
  }),
)

const nameCases: [string, Place, string][] = [
  ...[
    'api_key',
    'apiKey',
    'api-key',
    'OPENAI_API_KEY',
    'azure_api_key',
    'client_secret',
    'aws_secret_access_key',
    'access_token',
    'password',
    'authorization',
    'authorization_token',
    'x-api-key',
    'cookie',
    'secretKey',
  ].flatMap((name): [string, Place, string][] => [
    [`${name} in JSON`, { body: json({ [name]: PASSWORD }) }, PASSWORD],
    [`${name} spaced`, { body: `{ "${name}" : "${PASSWORD}" }` }, PASSWORD],
    [`${name} nested`, { reply: json({ arguments: json({ [name]: PASSWORD }) }) }, PASSWORD],
  ]),
  ['quotes in the value', { body: json({ password: `a"b\\${PASSWORD}` }) }, PASSWORD],
  ['quotes in the nested value', { body: json({ x: json({ password: `a"b\\${PASSWORD}` }) }) }, PASSWORD],
  ['number', { body: json({ password: 918273645 }) }, '918273645'],
  ['shell', { body: `export AZURE_API_KEY=${HEX}\n` }, HEX],
  ['header line', { body: `curl -H 'x-api-key: ${HEX}'` }, HEX],
  ['python', { body: `client = OpenAI(api_key='${PASSWORD}')` }, PASSWORD],
  ['form', { body: `grant_type=x&client_secret=${PASSWORD}&y=1` }, PASSWORD],
  ['yaml', { body: `litellm_params:\n  api_key: ${HEX}\n` }, HEX],
  ['HAR pair', { body: json({ headers: [{ name: 'Api-Key', value: HEX }] }) }, HEX],
  ['file name', { name: `capture-${SK}.json` }, TAIL],
]

const cases = [...headerCases, ...urlCases, ...tokenCases, ...nameCases]

describe('no credential leaves', () => {
  test('the table is as long as promised', () => expect(cases.length).toBeGreaterThanOrEqual(200))

  test.each(cases)('%s', (_, place, secret) => {
    const transcript = transcriptOf(place)
    expect(json(transcript)).toContain(json(secret).slice(1, -1))
    const redacted = redactTranscript(transcript)
    const text = json(redacted)
    expect(text).not.toContain(json(secret).slice(1, -1))
    expect(decodedRuns(text)).not.toContain(secret)
    expect(redacted.masked.length).toBeGreaterThan(0)
    expect(lengths(redacted.transcript)).toEqual(lengths(transcript))
    expect(redactTranscript(redacted.transcript)).toEqual({ transcript: redacted.transcript, masked: [] })
  })

  test('JSON stays JSON', () => {
    for (const [, { body }] of cases) {
      if (!body?.startsWith('{"')) continue
      const redacted = redactTranscript(transcriptOf({ body })).transcript.exchanges[0]?.request?.body ?? ''
      if (isJson(body)) expect(isJson(redacted), redacted).toBe(true)
    }
  })

  test('a key cut over two deltas is masked in both', () => {
    const deltas = [`Here: ${ANTHROPIC.slice(0, 20)}`, ANTHROPIC.slice(20, 40), ANTHROPIC.slice(40)]
    const reply = deltas
      .map(
        (text) => `data: ${json({ type: 'content_block_delta', delta: { type: 'text_delta', text } })}\n\n`,
      )
      .join('')
    const text = redactTranscript(transcriptOf({ reply })).transcript.exchanges[0]?.reply?.body ?? ''
    expect(text).toContain('"Here: sk-ant-*')
    expect(text).not.toContain(ANTHROPIC.slice(20, 40))
    expect(text).not.toContain(ANTHROPIC.slice(40))
  })

  test('previews show the public prefix and nothing else', () => {
    const { masked } = redactTranscript(
      transcriptOf({ header: ['X-Api-Key', ANTHROPIC], body: `${GOOGLE} ${GOOGLE}` }),
    )
    expect(masked).toEqual([
      {
        exchange: 'x1',
        where: 'request-header',
        what: 'x-api-key header',
        preview: `sk-ant-… (${ANTHROPIC.length - 7} characters hidden)`,
        count: 1,
      },
      {
        exchange: 'x1',
        where: 'request-body',
        what: 'Google key',
        preview: `AIza… (${GOOGLE.length - 4} characters hidden)`,
        count: 2,
      },
    ])
  })
})

const noise = (length: number) =>
  Buffer.from(Array.from({ length }, (_, i) => (i * i * 7919 + i * 104729 + 31) % 251)).toString('base64')

describe('what is no credential stays', () => {
  test.each([
    json({ id: 'call_Q7wJx2mZpL9vTk4RbN8sYd3H', type: 'function' }),
    json({ id: 'toolu_01WUP4eZFC22KbkesuJGqVAw' }),
    json({ id: 'srvtoolu_01FjZe9o4YXXJjGxLmfj44Rf' }),
    json({ id: 'resp_046307f1c43b3f910069811717603081968fe35cbfc131fdab' }),
    json({ id: 'msg_046307f1c43b3f910069811717b4f48196b53d4b849e18cc44' }),
    json({ id: 'chatcmpl-16c6b96d-f54d-4ee0-9482-f142a0135f2f', system_fingerprint: 'fp_44709d6fcb' }),
    json({
      id: `resp_${base64('litellm:custom_llm_provider:openai;model_id:9f86d081;response_id:resp_046307f1c43b3f91')}`,
    }),
    json({ type: 'signature_delta', signature: noise(600) }),
    json({ type: 'reasoning', encrypted_content: `gAAAAAB${noise(900)}` }),
    json({ thoughtSignature: noise(300) }),
    json({ type: 'image', source: { type: 'base64', data: noise(3000) } }),
    json({ delta: 'a', obfuscation: '7xZITgoiNcbGcY' }),
    json({ logprobs: { content: [{ token: 'Hello', logprob: -0.1, bytes: [72] }] } }),
    json({
      usage: { input_tokens: 12, output_tokens: 7, total_tokens: 19 },
      max_tokens: 100,
      max_completion_tokens: 5,
    }),
    json({
      prompt_cache_key: 'aff_01KZ3EAHYC5HVXJY6SHAZEQ0AJ',
      safety_identifier: 'user-1',
      service_tier: 'auto',
    }),
    json({
      tools: [
        {
          parameters: {
            type: 'object',
            properties: { api_key: { type: 'string' }, password: { type: 'string' } },
            required: ['api_key'],
          },
        },
      ],
    }),
    json({ api_key: null, secret: true, password: '' }),
    json({
      text: 'Bearer authentication is not Basic authentication. A task-1234567890 at risk-assessment-level.',
    }),
    'curl -H "Authorization: Bearer $OPENAI_API_KEY" -H "x-api-key: $KEY"',
    'client = OpenAI(api_key=os.environ["OPENAI_API_KEY"])',
    'The password: must be long. Set the api_key: see below.',
    json([
      { text: 'Tell me the passphrase:' },
      { text: json({ text: 'My password:', n: 'the secret:' }), type: 'text' },
    ]),
    json({ next_page_token: 'abcdef123456', idempotency_key: 'ffe1' }),
    'https://example.org/a/b?page=2&model=gpt-4o&alt=sse#top',
    'someone@example.org wrote at 10:30:00',
  ])('%s', (text) => {
    const transcript = transcriptOf({ body: text, reply: text })
    expect(redactTranscript(transcript)).toEqual({ transcript, masked: [] })
  })

  test.each([
    ['content-type', 'application/json'],
    ['OpenAI-Organization', 'org-abc'],
    ['anthropic-ratelimit-input-tokens-remaining', '4000'],
    ['x-ratelimit-limit-tokens', '200000'],
    ['request-id', 'req_011CZabcdefghijklmnopqrst'],
    ['www-authenticate', 'Bearer realm="api"'],
    ['idempotency-key', 'stainless-node-retry-1'],
    ['cf-ray', '9f86d081884c7d65-FRA'],
  ] satisfies Header[])('header %s', (...header) => {
    const transcript = transcriptOf({ header, replyHeader: header })
    expect(redactTranscript(transcript)).toEqual({ transcript, masked: [] })
  })
})

test.each(['?key=https://)@host', `#${SK}=?key=+`])('redacting the URL %j again changes nothing', (url) => {
  const once = redactTranscript(transcriptOf({ url })).transcript
  expect(redactTranscript(once)).toEqual({ transcript: once, masked: [] })
})

test('redacting again changes nothing, whatever the text', () => {
  const scrap = fc.oneof(
    fc.constantFrom(
      ...tokens.map(([, key]) => key),
      PASSWORD,
      base64(SK),
      'api_key',
      'Bearer ',
      '"password":"',
      '\\"',
      '"',
      '\\',
      '\n',
      "'",
      ':',
      '=',
      '*',
      'sk-',
      'https://',
      '@',
      '?key=',
    ),
    fc.string({ maxLength: 12 }),
  )
  fc.assert(
    fc.property(fc.array(scrap, { maxLength: 14 }), (scraps) => {
      const text = scraps.join('')
      const once = redactTranscript(
        transcriptOf({ url: text, header: ['x-any', text], body: text, reply: text }),
      ).transcript
      expect(redactTranscript(once)).toEqual({ transcript: once, masked: [] })
      expect(once.exchanges[0]?.request?.body.length).toBe(text.length)
    }),
    { numRuns: 400 },
  )
})

test('long runs cost no more than their length', () => {
  const body = json({ data: noise(300_000), more: 'a-b.c+'.repeat(30_000), backslashes: '\\'.repeat(50_000) })
  const transcript = transcriptOf({ body })
  expect(redactTranscript(transcript)).toEqual({ transcript, masked: [] })
}, 30_000)

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const decodedRuns = (text: string): string =>
  Array.from(text.matchAll(/[A-Za-z0-9+/]{16,}/g), ([run]) =>
    [0, 1, 2, 3].map((shift) => Buffer.from(run.slice(shift), 'base64').toString('latin1')).join(),
  ).join()

const lengths = ({ exchanges }: Transcript) =>
  exchanges.map(({ request, reply }) => [
    request?.url?.length,
    request?.body.length,
    reply?.body.length,
    request?.headers?.map(([, value]) => value.length),
  ])

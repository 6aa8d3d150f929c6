import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../transcript/transcript.ts'
import { toCurl } from './curl.ts'

const exchange = (request: Exchange['request'], dialect?: Exchange['dialect']): Exchange => ({
  id: 'x1',
  ...(dialect && { dialect }),
  ...(request && { request }),
})

/** What a POSIX shell makes of the command: `curl` is replaced by a printer of its arguments. */
const argumentsOf = (command: string, env: Record<string, string> = {}): string[] =>
  execFileSync('/bin/sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${command}`], { env, encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)

describe('curl', () => {
  test('keys are variables', () => {
    const command = toCurl(
      exchange(
        {
          url: 'https://api.anthropic.com/v1/messages',
          headers: [
            ['X-Api-Key', 'sk-ant-api03-abcdefghijklmnop'],
            ['Content-Type', 'application/json'],
            ['Content-Length', '2'],
          ],
          body: '{"stream":true}',
        },
        'anthropic-messages',
      ),
    )
    expect(command).toBe(
      [
        `curl --no-buffer \\`,
        `  --url 'https://api.anthropic.com/v1/messages' \\`,
        `  --header 'X-Api-Key: '"$ANTHROPIC_API_KEY" \\`,
        `  --header 'Content-Type: application/json' \\`,
        `  --data-raw '{"stream":true}'`,
      ].join('\n'),
    )
  })

  test('a pasted body alone gets what its dialect needs', () => {
    const words = argumentsOf(toCurl(exchange({ body: '{}' }, 'openai-chat')), { OPENAI_API_KEY: 'k' })
    expect(words).toContain('authorization: Bearer k')
    expect(words).toContain('content-type: application/json')
    expect(words).toContain('https://api.openai.com/v1/chat/completions')
  })

  test('a key in the query is a variable', () => {
    const url = 'https://g/v1beta/models/m:generateContent?key=AIzaSyD3f7Gh1jKl5Mn9Pq2Rs6Tu8Vw4Xy0Zab&alt=sse'
    for (const key of [url, url.replace(/AIza\w+/, 'abcdef')]) {
      const words = argumentsOf(toCurl(exchange({ url: key, body: '' }, 'gemini')), { GEMINI_API_KEY: 'K' })
      expect(words).toContain('https://g/v1beta/models/m:generateContent?key=K&alt=sse')
    }
  })

  test.each([`it's`, '"$HOME" `id` $(id) \\ !x', '@/etc/passwd', 'a\nb\r\nc', "'; id; '", ''])(
    'survives the shell: %j',
    (body) => {
      const words = argumentsOf(
        toCurl(
          exchange({
            url: `https://h/{a}[1]?q=${encodeURIComponent(body)}'`,
            headers: [
              ['x-note', body],
              ['@/etc/passwd', 'x'],
              [':path', '/'],
            ],
            body,
          }),
        ),
      )
      if (body) expect(words[words.indexOf('--data-raw') + 1]).toBe(body)
      expect(words).toContain('--globoff')
      expect(words).not.toContain('@/etc/passwd: x')
      expect(words).toContain(body ? `x-note: ${body.replace(/[\r\n]+/g, ' ')}` : 'x-note;')
    },
  )

  test('a path alone is sent to a base that the person names', () => {
    expect(
      argumentsOf(toCurl(exchange({ url: '/v1/x', method: 'get', body: '' })), { BASE_URL: 'http://b' }),
    ).toEqual(['--url', 'http://b/v1/x'])
  })
})

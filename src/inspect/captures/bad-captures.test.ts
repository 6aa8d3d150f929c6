import { describe, expect, it } from 'vitest'
import type { DialectId } from '../../hub/dialect.ts'
import { DIALECT_IDS } from '../../hub/dialect.ts'
import type { Exchange, Side } from '../../transcript/transcript.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { check } from '../check.ts'
import { compareSides } from '../compare/compare.ts'
import { sayHop } from '../compare/sentence.ts'

const CHUNKS = ['The capital of France ', 'is Paris, which lies ', 'on the river Seine.']
const CHAT = [
  ...CHUNKS.map((content) => ({ delta: { content }, finish_reason: null })),
  {
    delta: {
      tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: '' } }],
    },
  },
  { delta: { tool_calls: [{ index: 0, function: { arguments: '{"city":' } }] } },
  { delta: { tool_calls: [{ index: 0, function: { arguments: '"Paris"}' } }] } },
  { delta: {}, finish_reason: 'tool_calls' },
]
  .map((choice) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, ...choice }],
  }))
  .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  .join('')

/** The same answer as a stream of that dialect. */
function streamIn(dialect: DialectId): string {
  const translator = createStreamTranslator({ from: 'openai-chat', to: dialect })
  return translator.push(`${CHAT}data: [DONE]\n\n`) + translator.end()
}

const exchange = (id: string, side: Side, dialect: DialectId, body: string): Exchange => ({
  id,
  side,
  dialect,
  reply: { status: 200, headers: [['content-type', 'text/event-stream']], body },
})

const PAIRS = DIALECT_IDS.flatMap((near) => DIALECT_IDS.map((far) => [near, far] as const))

/** Everywhere within a frame, a few places each. */
const cutsIn = (body: string): string[] =>
  Array.from({ length: 24 }, (_, i) => body.slice(0, Math.floor((body.length * (i + 4)) / 29))).filter(
    (cut) => /data: ?\{[^\n]*$/.test(cut) && /data: ?\{.*\n/.test(cut),
  )

/** What is said of the gateway, which did everything right. */
function accusations(exchanges: readonly Exchange[]): string[] {
  const transcript = { version: 1, exchanges } as const
  return [
    ...check(transcript).flatMap(({ severity, rule, message }) =>
      severity === 'error' ? [`${rule}: ${message}`] : [],
    ),
    ...compareSides(transcript).hops.flatMap((hop) => (hop.differences.length > 0 ? [sayHop(hop, 0)] : [])),
  ]
}

describe.each(PAIRS)('a right gateway, %s before %s', (near, far) => {
  const [client, upstream] = [streamIn(near), streamIn(far)]
  const both = (given: string, said: string) => [
    exchange('x1', 'client', near, given),
    exchange('x2', 'upstream', far, said),
  ]

  it('is accused of nothing where the client’s capture is cut', () => {
    const told = cutsIn(client).flatMap((cut) => accusations(both(cut, upstream)))
    expect(cutsIn(client).length).toBeGreaterThan(5)
    expect(told).toEqual([])
  })

  it('is accused of nothing where the provider’s capture is cut', () => {
    const told = cutsIn(upstream).flatMap((cut) => accusations(both(client, cut)))
    expect(cutsIn(upstream).length).toBeGreaterThan(5)
    expect(told).toEqual([])
  })

  it('is told where the capture is cut', () => {
    for (const cut of cutsIn(client)) {
      const found = check({ version: 1, exchanges: both(cut, upstream) })
      expect(found.map(({ rule }) => rule)).toContain('CAPTURE_CUT')
    }
  })

  it('is not set against another conversation', () => {
    const other = client
      .replaceAll('The capital of France ', 'Plants turn the light ')
      .replaceAll('is Paris, which lies ', 'of day into a sugar, ')
      .replaceAll('on the river Seine.', 'and water into air!')
      .replaceAll('look', 'grow')
    const exchanges = both(other, upstream)
    expect(accusations(exchanges)).toEqual([])
    expect(check({ version: 1, exchanges })[0]?.rule).toBe('SIDES_UNRELATED')
  })
})

describe('several conversations in one capture', () => {
  const asked = (id: string, side: Side, dialect: DialectId, question: string, answer: string): Exchange => {
    const messages = [{ role: 'user', content: question }]
    const isChat = dialect === 'openai-chat'
    const reply = isChat
      ? {
          id,
          object: 'chat.completion',
          created: 1,
          model: 'm',
          choices: [{ index: 0, message: { role: 'assistant', content: answer }, finish_reason: 'stop' }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }
      : {
          id,
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [{ type: 'text', text: answer }],
          stop_reason: 'end_turn',
          stop_sequence: null,
          usage: { input_tokens: 1, output_tokens: 1 },
        }
    return {
      id,
      side,
      dialect,
      request: { body: JSON.stringify({ model: 'm', ...(isChat ? {} : { max_tokens: 99 }), messages }) },
      reply: { status: 200, body: JSON.stringify(reply) },
    }
  }
  const TALKS = [
    ['Which city is the capital of France?', 'The capital of France is Paris, on the Seine.'],
    ['How do plants make their sugar?', 'Photosynthesis turns light into sugar in the leaves.'],
    ['Who wrote the novel Middlemarch?', 'George Eliot, whose real name was Mary Ann Evans.'],
  ] as const
  const clients = TALKS.map(([question, answer], i) =>
    asked(`x${i + 1}`, 'client', 'openai-chat', question, answer),
  )
  const upstreams = TALKS.map(([question, answer], i) =>
    asked(`x${i + 4}`, 'upstream', 'anthropic-messages', question, answer),
  )

  it.each([
    ['one side after the other', [...clients, ...upstreams]],
    ['the provider’s side first', [...upstreams, ...clients]],
    ['answers in another order', [...clients, ...upstreams.toReversed()]],
  ] as const)('find each its own other side: %s', (_, exchanges) => {
    const { hops } = compareSides({ version: 1, exchanges })
    expect(
      hops
        .filter(({ half }) => half === 'reply')
        .map(({ from, to, differences }) => `${from} ${to} ${differences.length}`)
        .sort(),
    ).toEqual(['x4 x1 0', 'x5 x2 0', 'x6 x3 0'])
  })

  it('are left alone where their other side was not captured', () => {
    const exchanges = [...clients.slice(0, 1), ...upstreams.slice(1)]
    expect(accusations(exchanges)).toEqual([])
    expect(check({ version: 1, exchanges }).map(({ rule }) => rule)).toEqual(['SIDES_UNRELATED'])
  })
})

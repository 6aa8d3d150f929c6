import { describe, expect, it } from 'vitest'
import type { Exchange, Transcript } from '../../transcript/transcript.ts'
import { shareQueue } from '../../translate/faults/shared-queue.ts'
import { createStreamTranslator } from '../../translate/stream.ts'
import { check } from '../check.ts'
import { compareSides } from '../compare/compare.ts'
import { sayHop } from '../compare/sentence.ts'
import { LADDER_CAPTURES } from './samples/ladders.ts'
import { respelled } from './samples/noise.ts'

const named = (name: string) => {
  const capture = LADDER_CAPTURES.find((one) => one.name === name)
  if (!capture) throw new Error(`there is no capture ${name}`)
  return capture
}

/** Each client's exchange, with its provider's behind it. */
function transcriptOf(names: readonly string[], clients: readonly string[]): Transcript {
  const exchanges = names.flatMap((name, index): Exchange[] => {
    const { from, body } = named(name)
    return [
      {
        id: `x${2 * index + 1}`,
        side: 'client',
        dialect: 'anthropic-messages',
        reply: { body: clients[index] ?? '' },
      },
      { id: `x${2 * index + 2}`, side: 'upstream', dialect: from, reply: { body } },
    ]
  })
  return { version: 1, exchanges }
}

const right = (name: string): string => {
  const { from, body } = named(name)
  const translator = createStreamTranslator({ from, to: 'anthropic-messages' })
  return translator.push(body) + translator.end()
}

const MIXED: readonly [what: string, names: readonly string[], turns: readonly number[] | undefined][] = [
  ['in turn', ['text, then a call whole in one chunk', 'thinking, text, a call'], undefined],
  ['one of them faster', ['text, with usage', 'parallel calls, one after the other'], [0, 0, 1]],
  ['three at once', ['letters of the world', 'text alone', 'blocks of one token'], [2, 0, 1, 0]],
  ['beside Gemini', ['text, then STOP', 'text, then a call in pieces, with usage'], undefined],
  ['a long one', ['a long text, then a call', 'text, thinking, text'], [0, 1]],
]

describe('streams that share a queue', () => {
  it.each(MIXED)('%s: each is told to hold what another said', (_, names, turns) => {
    const clients = shareQueue(names.map(named), turns)
    for (const spelled of [clients, clients.map(respelled)]) {
      const transcript = transcriptOf(names, spelled)
      const findings = check(transcript)
      expect(new Set(findings.map(({ fault }) => fault))).toEqual(new Set(['litellm-25836:V8']))
      const sentences = compareSides(transcript).hops.map((hop) => sayHop(hop, 0))
      expect(sentences).toHaveLength(names.length)
      for (const sentence of sentences)
        expect(sentence).toMatch(
          /^The gateway’s stage write-event gave x[135] (?:one event|\d+ events) of the message that x[246] said \(said in x[246] frame \d+, given in x[135] frame \d+\), as litellm-25836:V8 does/,
        )
    }
  })

  it.each(MIXED)('%s: nothing is told of the right streams', (_, names) => {
    const transcript = transcriptOf(names, names.map(right))
    expect(check(transcript).flatMap(({ fault }) => fault ?? [])).toEqual([])
  })

  it('is another fault than what one stream shows alone', () => {
    const names = ['text, then a call whole in one chunk', 'text alone']
    const [first = '', second = ''] = names.map(right)
    const lost = first.replace(/event: content_block_delta\ndata: [^\n]*input_json_delta[^\n]*\n\n/, '')
    expect(lost).not.toBe(first)
    const findings = check(transcriptOf(names, [lost, second]))
    expect(new Set(findings.flatMap(({ fault }) => fault ?? []))).toEqual(new Set(['litellm-25836:V1']))
  })

  it('needs every event to have been said by one of the providers', () => {
    const names = ['text alone', 'text, with usage']
    const clients = shareQueue(names.map(named))
    const others = clients.map((client) => client.replaceAll('Nothing', 'Something'))
    expect(others).not.toEqual(clients)
    const findings = check(transcriptOf(names, others))
    expect(findings.flatMap(({ fault }) => fault ?? [])).toEqual([])
  })
})

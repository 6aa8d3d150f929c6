import { describe, expect, it } from 'vitest'
import type { Transcript } from '../transcript/transcript.ts'
import { check } from './check.ts'
import { message, messages, text, user } from './rules/samples/bodies/anthropic.ts'
import type { Captured } from './rules/samples/bodies/capture.ts'
import { anthropic, chat, client, gemini, to, upstream } from './rules/samples/bodies/capture.ts'
import { ask, completion, toolResult } from './rules/samples/bodies/chat.ts'
import { candidate, contents, geminiCall, geminiResult, turn } from './rules/samples/bodies/gemini.ts'

const transcriptOf = (...exchanges: Captured[]): Transcript => ({
  version: 1,
  exchanges: exchanges.map((one, i) => ({ ...one, id: `x${i + 1}` })),
})

describe('check', () => {
  it('says nothing of nothing', () => {
    expect(check(transcriptOf())).toEqual([])
    expect(check(transcriptOf({}))).toEqual([])
    expect(
      check({ version: 1, exchanges: [{ id: 'x1', dialect: 'openai-chat', request: { body: '"x"' } }] }),
    ).toEqual([])
  })

  it('puts what is worst first, and says all of each', () => {
    const asFunction = gemini(
      contents(turn('user', { text: 'go' }), turn('model', geminiCall()), turn('function', geminiResult())),
    )
    const found = check(
      transcriptOf(
        to('https://example.org/v1beta/models/gemini-2.5-pro:generateContent', asFunction),
        chat(ask(toolResult('k'))),
      ),
    )
    expect(found.map(({ severity }) => severity)).toEqual(['error', 'warning'])
    for (const { consequence, fix, references } of found) {
      expect(consequence).not.toBe('')
      expect(fix).not.toBe('')
      expect(references).not.toEqual([])
    }
  })

  it('trap 11: says of a gateway first what the client itself did wrong', () => {
    const orphan = chat(ask(toolResult('k')))
    const messagesOf = (...exchanges: Captured[]) =>
      check(transcriptOf(...exchanges)).map(({ message }) => message)
    expect(messagesOf(client(orphan), upstream(orphan))).toEqual([
      'The result k answers no call in this request.',
      'Already in the client’s own request: The result k answers no call in this request.',
    ])
    expect(messagesOf(client(chat(ask())), upstream(orphan))[0]).toBe(
      'The result k answers no call in this request.',
    )
  })

  it('trap 12: judges each hop by its own two captures', () => {
    const hops = check(
      transcriptOf(
        client(anthropic(messages(user('go')), message([text('’m happy to help.')]))),
        upstream(chat({ ...ask(), max_tokens: 99 }, completion({ content: 'I’m happy to help.' }))),
        client(chat(ask(), completion({ content: 'I’m happy to help.' }))),
        upstream(
          gemini(contents(turn('user', { text: 'go' })), candidate([{ text: 'I’m happy to help.' }], 'STOP')),
        ),
      ),
    )
    expect(hops.map(({ rule, places }) => `${rule} ${places[0]?.exchange}`)).toEqual(['FIRST_TOKENS_LOST x1'])
  })
})

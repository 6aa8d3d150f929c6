import { expect, test } from 'vitest'
import type { Json } from '../../wire/json.ts'
import { translateRequest } from '../translate.ts'

const call = (city: string): Json => ({ functionCall: { name: 'f', args: { city } } })
const result = (output: string): Json => ({ functionResponse: { name: 'f', response: { output } } })

test('a turn of the model that holds the results of its calls is parted around them', () => {
  const parts = [call('a'), result('1'), { text: 'and' }, call('b'), result('2'), { text: 'done' }]
  const body = {
    contents: [
      { role: 'user', parts: [{ text: 'go' }] },
      { role: 'model', parts },
    ],
  }
  const { messages } = translateRequest(body, { from: 'gemini', to: 'openai-chat' }).body as {
    readonly messages: readonly { readonly role: string; readonly content?: Json }[]
  }
  expect(messages.map(({ role, content }) => [role, content ?? null])).toEqual([
    ['user', 'go'],
    ['assistant', null],
    ['tool', '{"output":"1"}'],
    ['assistant', 'and'],
    ['tool', '{"output":"2"}'],
    ['assistant', 'done'],
  ])
  expect(translateRequest(body, { from: 'gemini', to: 'gemini' }).body).toEqual(body)
})

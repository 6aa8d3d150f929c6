// What tries a layout: much of everything, names without an end, scripts of the world.

import { geminiWords, SWALLOWED_STREAM } from './streams.ts'

const range = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index))

const chatTurn = (index: number) => ({
  id: `x${index + 1}`,
  side: index % 2 === 0 ? 'client' : 'upstream',
  dialect: 'openai-chat',
  request: {
    method: 'POST',
    url: 'https://gateway.example/v1/chat/completions',
    body: JSON.stringify({
      model: 'gpt-5-mini',
      messages: range(index + 1, (turn) => ({ role: 'user', content: `Tromsø, reading ${turn + 1}?` })),
    }),
  },
  reply: {
    status: index === 6 ? 429 : 200,
    body: JSON.stringify(
      index === 6
        ? { error: { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' } }
        : {
            id: `chatcmpl-${index}`,
            object: 'chat.completion',
            created: 1_778_668_801,
            model: 'gpt-5-mini',
            choices: [
              {
                index: 0,
                message: { role: 'assistant', content: `${index} °C at Tromsø.` },
                finish_reason: 'stop',
              },
            ],
            usage: { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18 },
          },
    ),
  },
})

export const FORTY_TURNS = JSON.stringify({
  version: 1,
  title: 'A conversation of forty turns',
  exchanges: range(40, chatTurn),
})

/** Two hundred results that nobody called for. */
export const MANY_FINDINGS = JSON.stringify({
  model: 'gpt-5-mini',
  messages: [
    { role: 'user', content: 'Go on.' },
    ...range(200, (index) => ({ role: 'tool', tool_call_id: `call_${index}`, content: `Result ${index}` })),
  ],
})

const NAME = `reserve_the_berth_${'in_the_harbour_of_Visby_for_the_nights_'.repeat(6)}that_follow`

export const LONG_NAMES = JSON.stringify({
  version: 1,
  title: `A title that somebody pasted whole: ${'the gateway answers, and answers again, and says nothing; '.repeat(6)}`,
  exchanges: [
    {
      id: 'x1',
      side: 'client',
      dialect: 'anthropic-messages',
      request: {
        method: 'POST',
        url: `https://gateway.example/${'a-team-with-a-long-name/'.repeat(8)}v1/messages`,
        body: JSON.stringify({
          model: `vertex_ai/publishers/anthropic/models/${'claude-sonnet-4-5-'.repeat(8)}20250929`,
          max_tokens: 300,
          tools: [
            {
              name: NAME,
              description: 'Reserves. '.repeat(80),
              input_schema: { type: 'object', properties: { [NAME]: { type: 'string' } } },
            },
          ],
          messages: [
            { role: 'user', content: `${'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(20)}?` },
            {
              role: 'assistant',
              content: [{ type: 'tool_use', id: `toolu_${'0123456789'.repeat(20)}`, name: NAME, input: {} }],
            },
            {
              role: 'user',
              content: [{ type: 'tool_result', tool_use_id: 'toolu_another', content: 'Done. '.repeat(200) }],
            },
          ],
        }),
      },
    },
  ],
})

export const MANY_SCRIPTS = geminiWords([
  '你好，世界。这是一个比较长的句子，用来看看单元格怎么放。',
  'مرحبا بالعالم، هذه جملة طويلة لنرى كيف تقف في الخلية (1, 2, 3).',
  'שלום עולם! זה משפט ארוך עם English באמצע.',
  '👩🏽‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇳🇴 ✈️ and words behind them',
  'नमस्ते दुनिया, यह एक लंबा वाक्य है।',
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!',
  'tab\there, line\nbreak, nul\u0000, right-to-left \u202eoverride\u202c, zero\u200bwidth',
  '  leading and trailing spaces  ',
  'ﷺ㍿㌖﷽',
])

/** A reply with the time of each frame, and a silence before the call. */
export const TIMED = JSON.stringify({
  version: 1,
  exchanges: [
    {
      id: 'x1',
      side: 'client',
      dialect: 'anthropic-messages',
      reply: { status: 200, body: SWALLOWED_STREAM, times: [310, 320, 480, 520, 3900, 3910, 3930, 3935] },
    },
  ],
})

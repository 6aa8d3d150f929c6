import {
  anthropicError,
  assistant,
  message,
  messages,
  text,
  toolAnswer,
  toolUse,
  user,
} from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, responses, to, upstream } from './bodies/capture.ts'
import { ask, calling, chatError, chunk, completion, toolCall, toolResult } from './bodies/chat.ts'
import { candidate, contents, geminiCall, geminiError, geminiResult, turn } from './bodies/gemini.ts'
import { functionCall, functionOutput, input, response, said } from './bodies/responses.ts'
import type { Samples } from './sample.ts'
import { asError, asWarning, fails, passes } from './sample.ts'

const go = turn('user', { text: 'go' })
const signed = { ...geminiCall(), thoughtSignature: 'QUJDRA==' }
const on = (model: string, one: ReturnType<typeof gemini>) =>
  to(`https://example.org/v1beta/models/${model}:generateContent`, one)
const signedTurn = (model: string) =>
  on(model, gemini(contents(go), { ...candidate([signed], 'STOP'), modelVersion: model }))
const nextTurn = (model: string, call: ReturnType<typeof geminiCall>) =>
  on(model, gemini(contents(go, turn('model', call), turn('user', geminiResult()))))

const deepseek = { ...ask(), model: 'deepseek-reasoner' }
const thoughtful = chat(
  deepseek,
  completion({ reasoning_content: 'Hm.', tool_calls: [toolCall('k')] }, 'tool_calls'),
)
const answered = (more = {}, reply?: Parameters<typeof chat>[1], status?: number) =>
  chat(
    {
      ...ask({ role: 'assistant', content: null, tool_calls: [toolCall('k')], ...more }, toolResult('k')),
      model: 'deepseek-reasoner',
    },
    reply,
    status,
  )

const reasoningItem = (id: string, blob?: string) => ({
  type: 'reasoning',
  id,
  summary: [],
  ...(blob === undefined ? {} : { encrypted_content: blob }),
})
const own = functionCall('k', '{"a":1}', { id: 'fc_1' })
const question = { role: 'user', content: 'go' }
const issued = (blob?: string) =>
  responses(input(question), response('resp_1', [reasoningItem('rs_1', blob), own]))

const thinking = (words: string, signature: string) => ({ type: 'thinking', thinking: words, signature })
const thought = anthropic(
  messages(user('go')),
  message([thinking('Let me see.', 'QUJD'), toolUse('t')], 'tool_use'),
)
const sentBack = (...blocks: Parameters<typeof message>[0][number][]) =>
  anthropic(messages(user('go'), assistant([...blocks, toolUse('t')]), user([toolAnswer('t')])))

export const reasoning: Samples = {
  THOUGHT_SIG_LOST: [
    fails(
      'the second turn lacks it',
      'x2 request /contents/1/parts/0/functionCall/name',
      signedTurn('gemini-3-pro'),
      nextTurn('gemini-3-pro', geminiCall()),
    ),
    asWarning(
      fails(
        'before Gemini 3 it is optional',
        'x2 request /contents/1/parts/0/functionCall/name',
        signedTurn('gemini-2.5-pro'),
        nextTurn('gemini-2.5-pro', geminiCall()),
      ),
    ),
    fails(
      'one turn alone: the provider says so',
      'x1 request /contents/1/parts/0/functionCall/name',
      on(
        'gemini-3-pro',
        gemini(
          contents(go, turn('model', geminiCall()), turn('user', geminiResult())),
          geminiError('Function call is missing a thought_signature in functionCall parts.'),
          400,
        ),
      ),
    ),
    fails(
      'A10: the client cut off the signature that the id carried',
      'x2 request /input/1/call_id',
      responses(input(question), response('resp_1', [functionCall('call_a__thought__QUJDREVG')])),
      responses({
        ...input(question, functionCall('call_a'), functionOutput('call_a')),
        model: 'gemini-3-pro',
      }),
    ),
    passes('sent back', signedTurn('gemini-3-pro'), nextTurn('gemini-3-pro', signed)),
    passes(
      'the history goes on with a model of somebody else',
      signedTurn('gemini-3-pro'),
      chat(ask(calling(toolCall('k')), toolResult('k'))),
    ),
  ],
  REASONING_NOT_RETURNED: [
    fails('left behind', 'x2 request /messages/1', thoughtful, answered()),
    asError(
      fails(
        'trap 9: the provider says so',
        'x2 request /messages/1',
        thoughtful,
        answered(
          {},
          chatError('The `reasoning_content` in the thinking mode must be passed back to the API.'),
          400,
        ),
      ),
    ),
    fails(
      'one turn alone, and the number of the message',
      'x1 request /messages/2',
      chat(
        ask({ role: 'assistant', content: 'Hi' }, calling(toolCall('k')), toolResult('k')),
        chatError(
          'thinking is enabled but reasoning_content is missing in assistant tool call message at index 2',
        ),
        400,
      ),
    ),
    passes('sent back', thoughtful, answered({ reasoning_content: 'Hm.' })),
    passes(
      'sent back in the field of a broker',
      thoughtful,
      answered({ reasoning_details: [{ type: 'reasoning.text', text: 'Hm.' }] }),
    ),
    passes(
      'trap 9: no law for others',
      chat(ask(), completion({ reasoning_content: 'Hm.', tool_calls: [toolCall('k')] }, 'tool_calls')),
      chat(ask({ role: 'assistant', content: null, tool_calls: [toolCall('k')] }, toolResult('k'))),
    ),
  ],
  REASONING_ITEM_UNPAIRED: [
    fails('nothing follows', 'x1 request /input/1', responses(input(question, reasoningItem('rs_1')))),
    fails(
      'a result follows',
      'x1 request /input/1',
      responses(input(question, reasoningItem('rs_1'), functionOutput('k'), own)),
    ),
    fails(
      'no summary',
      'x1 request /input/1',
      responses(input(question, { type: 'reasoning', id: 'rs_1' }, own)),
    ),
    fails(
      '§3.3: the reverse, over two turns',
      'x2 request /input/1/id',
      issued(),
      responses(input(question, own, functionOutput('k'))),
    ),
    fails(
      'a message without the thought that produced it',
      'x2 request /input/1/id',
      responses(input(question), response('resp_1', [reasoningItem('rs_1'), said('Hi', 'msg_9')])),
      responses(input(question, said('Hi', 'msg_9'), question)),
    ),
    fails(
      'the call before the message that came first',
      'x2 request /input/1/id',
      responses(input(question), response('resp_1', [reasoningItem('rs_1'), said('Hi', 'msg_9'), own])),
      responses(input(question, own, reasoningItem('rs_1'), said('Hi', 'msg_9'), functionOutput('k'))),
    ),
    passes(
      'whole and in order',
      issued(),
      responses(input(question, reasoningItem('rs_1'), own, functionOutput('k'))),
    ),
    passes(
      '§3.3: a call without its own id may drop its reasoning',
      issued(),
      responses(input(question, functionCall('k'), functionOutput('k'))),
    ),
  ],
  ENCRYPTED_REASONING_CHANGED: [
    fails(
      'altered',
      'x2 request /input/1/encrypted_content',
      issued('gAAAAAB1'),
      responses(input(question, reasoningItem('rs_1', 'gAAAAAB2'), own, functionOutput('k'))),
    ),
    fails(
      'no encrypted text at all',
      'x1 request /input/1/encrypted_content',
      responses(input(question, reasoningItem('rs_1', 'The user wants…'), own, functionOutput('k'))),
    ),
    passes(
      'untouched',
      issued('gAAAAAB1'),
      responses(input(question, reasoningItem('rs_1', 'gAAAAAB1'), own, functionOutput('k'))),
    ),
  ],
  THINKING_BLOCK_ALTERED: [
    fails(
      'another text',
      'x2 request /messages/1/content/0/thinking',
      thought,
      sentBack(thinking('Let me think.', 'QUJD')),
    ),
    fails(
      'another signature',
      'x2 request /messages/1/content/0/signature',
      thought,
      sentBack(thinking('Let me see.', 'QUJE')),
    ),
    asWarning(fails('left out', 'x2 request /messages/1/content/0', thought, sentBack())),
    fails(
      'one turn alone: the words lead to the block',
      'x1 request /messages/1/content/0',
      anthropic(
        messages(user('go'), assistant([thinking('Hm.', 'QUJD'), text('Hi')]), user('on')),
        anthropicError('messages.1.content.0: Invalid `signature` in `thinking` block'),
        400,
      ),
    ),
    fails('shown as text', 'x2 request /messages/1/content/0/text', thought, sentBack(text('Let me see.'))),
    passes('byte for byte', thought, sentBack(thinking('Let me see.', 'QUJD'))),
  ],
  FOREIGN_SIGNATURE: [
    fails(
      'Gemini’s at Anthropic',
      'x2 request /messages/1/content/0/signature',
      signedTurn('gemini-3-pro'),
      sentBack(thinking('Hm.', 'QUJDRA==')),
    ),
    passes('its own', thought, sentBack(thinking('Let me see.', 'QUJD'))),
  ],
  THINK_TAG_LEAK: [
    fails(
      'an end without a beginning',
      'x1 reply /choices/0/message/content',
      chat(undefined, completion({ content: 'Let me see.</think>Yes.' })),
    ),
    fails(
      'at the beginning',
      'x1 reply /choices/0/message/content',
      chat(undefined, completion({ content: '<think>\nHm.' })),
    ),
    fails(
      'the end of an answer that has no beginning, in the second chunk',
      'x1 reply frame 1 /choices/0/delta/content',
      chat(undefined, [chunk({ content: 'It is 4.' }), chunk({ content: '</answer>' }), chunk({}, 'stop')]),
    ),
    passes(
      'the provider’s tags, which the gateway took out',
      client(chat(ask(), completion({ reasoning_content: 'Hm.', content: 'Yes.' }))),
      upstream(chat(ask(), completion({ content: '<think>Hm.</think>Yes.' }))),
    ),
    passes(
      'in code, and an answer between tags as it was asked for',
      chat(undefined, completion({ content: 'Cut at `</think>`. <answer>4</answer>' })),
    ),
    passes(
      'somebody writes of the tag',
      chat(undefined, completion({ content: 'The tag <think> opens a thought.' })),
    ),
  ],
}

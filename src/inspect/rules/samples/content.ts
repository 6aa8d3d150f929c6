import { assistant, message, messages, text, toolAnswer, toolUse, user } from './bodies/anthropic.ts'
import { anthropic, chat, client, gemini, upstream } from './bodies/capture.ts'
import { ask, calling, chunk, completion, toolCall, toolResult } from './bodies/chat.ts'
import { candidate, contents, geminiCall, geminiResult, turn } from './bodies/gemini.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const picture = 'iVBORw0KGgo'.repeat(40)
const shown = (content: Parameters<typeof toolResult>[1]) =>
  chat(ask(calling(toolCall('k')), toolResult('k', content)))
const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: picture } }
const both = (sent: string, received: string) => [
  client(chat(ask(), completion({ content: received }))),
  upstream(chat(ask(), completion({ content: sent }))),
]
const beside = client(
  anthropic(
    messages(user('go'), assistant([toolUse('a')]), user([toolAnswer('a'), text('No, the other one!')])),
  ),
)
const passedOn = (...more: Parameters<typeof ask>) =>
  upstream(chat(ask(calling(toolCall('a')), toolResult('a'), ...more)))
const searched = message([
  { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'x' } },
  { type: 'web_search_tool_result', tool_use_id: 'srvtoolu_1', content: [] },
  text('Found.'),
])

const grounded = {
  candidates: [
    {
      index: 0,
      content: { role: 'model', parts: [{ text: 'Found.' }] },
      finishReason: 'STOP',
      groundingMetadata: {
        groundingChunks: [{ web: { uri: 'https://e.org', title: 'e' } }],
        groundingSupports: [{ segment: { endIndex: 6, text: 'Found.' }, groundingChunkIndices: [0] }],
      },
    },
  ],
}

export const content: Samples = {
  MEDIA_AS_TEXT: [
    fails(
      'a data URL in a result',
      'x1 request /messages/2/content',
      shown(`data:image/png;base64,${picture}`),
    ),
    fails(
      'a list as Python prints it',
      'x1 request /messages/2/content',
      shown(`[{'type': 'image', 'source': {}}]`),
    ),
    fails(
      'a list of blocks as JSON, and a small picture',
      'x1 request /messages/2/content',
      shown(
        JSON.stringify([
          { type: 'image', source: { type: 'base64', data: `iVBORw0KGgo${'aB3d'.repeat(60)}` } },
        ]),
      ),
    ),
    fails(
      'in the object that Gemini wants',
      'x1 request /contents/2/parts/0/functionResponse/response/shot',
      gemini(
        contents(
          turn('user', { text: 'go' }),
          turn('model', geminiCall()),
          turn('user', {
            functionResponse: { name: 'f', response: { shot: `data:image/png;base64,${picture}` } },
          }),
        ),
      ),
    ),
    fails(
      'one finding for both sides',
      'x2 upstream request /messages/2/content',
      client(anthropic(messages(user('go'), assistant([toolUse('a')]), user([toolAnswer('a', [image])])))),
      upstream(shown(`data:image/png;base64,${picture}`)),
    ),
    fails(
      'a picture that did not get through',
      'x1 client request /messages/0/content/0/source/data',
      client(anthropic(messages(user([image, text('What is it?')])))),
      upstream(chat({ model: 'm', messages: [user('What is it?')] })),
    ),
    fails(
      'the same behind words',
      'x1 request /messages/2/content',
      shown(`[{'type': 'text', 'text': 'Here'}, {'type': 'image', 'source': {}}]`),
    ),
    passes('words', shown('It is 4 °C.')),
    passes('a gene', shown('ACGTTGCA'.repeat(900))),
    passes(
      'a page with an icon in it',
      shown(`<img src="data:image/png;base64,${'aB3d'.repeat(60)}">${'<p>It is fine today.</p>'.repeat(40)}`),
    ),
    passes('words as Python prints a list of them', shown(`[{'type': 'text', 'text': 'Here'}]`)),
    passes(
      'a picture as such',
      anthropic(messages(user('go'), assistant([toolUse('a')]), user([toolAnswer('a', [image])]))),
    ),
    passes(
      'what people paste themselves',
      chat({ model: 'm', messages: [user(`data:image/png;base64,${picture}`)] }),
    ),
  ],
  FIRST_TOKENS_LOST: [
    fails(
      'the opening chunk',
      'x1 client reply /choices/0/message/content',
      ...both('I’m happy to help.', '’m happy to help.'),
    ),
    fails(
      'thinking',
      'x1 client reply /choices/0/message/reasoning_content',
      client(chat(ask(), completion({ reasoning_content: 'me see.', content: 'Yes.' }))),
      upstream(chat(ask(), completion({ reasoning_content: 'Let me see.', content: 'Yes.' }))),
    ),
    passes('thinking between tags, taken out of the text', ...both('<think>Hm.</think>Yes.', 'Yes.')),
    passes('all of it', ...both('I’m happy to help.', 'I’m happy to help.')),
    passes('one side only', client(chat(ask(), completion({ content: '’m happy.' })))),
  ],
  SIBLING_CONTENT_DROPPED: [
    fails('a correction beside a result', 'x1 client request /messages/2/content/1/text', beside, passedOn()),
    fails(
      'a picture beside a result',
      'x1 client request /messages/2/content/1/source/data',
      client(anthropic(messages(user('go'), assistant([toolUse('a')]), user([toolAnswer('a'), image])))),
      passedOn(),
    ),
    passes('with other spaces', beside, passedOn(user('No,\nthe other  one!'))),
    passes('behind the result', beside, passedOn(user('No, the other one!'))),
  ],
  FOREIGN_CONTENT: [
    fails(
      'another’s words',
      'x1 client reply /choices/0/message/content',
      ...both('Yes. Done.', 'Yes. Dear Ms Smith, your balance is low. Done.'),
    ),
    fails(
      'another’s call',
      'x1 client reply /choices/0/message/tool_calls/0/function/name',
      client(
        chat(ask(), completion({ tool_calls: [toolCall('k', 'pay', '{"to":"Ms Smith"}')] }, 'tool_calls')),
      ),
      upstream(chat(ask(), completion({ content: 'It is sunny.' }))),
    ),
    passes(
      'thoughts between tags',
      ...both('Weather is asked for. Sunny.', '<think>\nWeather is asked for.\n</think>\nSunny.'),
    ),
    passes('the very words', ...both('Yes. Done.', 'Yes. Done.')),
    passes(
      'cut into other pieces',
      client(chat(ask(), [chunk({ content: 'A whole sentence ' }), chunk({ content: 'of words.' }, 'stop')])),
      upstream(chat(ask(), completion({ content: 'A whole sentence of words.' }))),
    ),
    passes(
      'thoughts shown as text',
      client(chat(ask(), completion({ content: 'Let me think about it first. Yes.' }))),
      upstream(
        chat(ask(), completion({ reasoning_content: 'Let me think about it first. ', content: 'Yes.' })),
      ),
    ),
  ],
  SERVER_TOOL_BLOCKS_LOST: [
    fails(
      'a search without results',
      'x1 client reply',
      client(chat(ask(), completion({ content: 'Found.' }))),
      upstream(anthropic(messages(user('go')), searched)),
    ),
    fails(
      'sources of Gemini’s search',
      'x1 client reply',
      client(chat(ask(), completion({ content: 'Found.' }))),
      upstream(gemini(undefined, grounded)),
    ),
    passes(
      'sources written out',
      client(chat(ask(), completion({ content: 'Found. (https://e.org)' }))),
      upstream(gemini(undefined, grounded)),
    ),
    passes(
      'no tool ran',
      client(chat(ask(), completion({ content: 'Hi' }))),
      upstream(anthropic(messages(user('go')), message([text('Hi')]))),
    ),
    passes(
      'passed through',
      client(anthropic(messages(user('go')), searched)),
      upstream(anthropic(messages(user('go')), searched)),
    ),
  ],
  SPURIOUS_ALTERATION: [
    fails(
      'instructions in front of the client’s own',
      'x2 upstream request /system',
      client(chat({ model: 'm', messages: [{ role: 'system', content: 'Be kind.' }, user('go')] })),
      upstream(
        anthropic({ ...messages(), system: 'You are the official agent of the Gateway Company.\nBe kind.' }),
      ),
    ),
    fails(
      'a tool',
      'x2 upstream request /tools/0/name',
      client(chat(ask())),
      upstream(
        anthropic({ ...messages(), tools: [{ name: 'gateway_search', input_schema: { type: 'object' } }] }),
      ),
    ),
    fails(
      'a turn made up',
      'x2 upstream request /contents/1/parts/0/text',
      client(chat(ask())),
      upstream(
        gemini(
          contents(turn('user', { text: 'go' }), turn('user', { text: 'Please continue.' })),
          candidate([{ text: 'Hi' }], 'STOP'),
        ),
      ),
    ),
    fails(
      'a single space',
      'x2 upstream request /contents/0/parts/1/text',
      client(chat(ask())),
      upstream(gemini(contents(turn('user', { text: 'go' }, { text: ' ' })))),
    ),
    passes(
      'the object of a result, as text',
      client(gemini(contents(turn('model', geminiCall()), turn('user', geminiResult())))),
      upstream(chat({ model: 'm', messages: [calling(toolCall('k')), toolResult('k', '{"output":"ok"}')] })),
    ),
    passes(
      'only what was said',
      client(chat(ask(calling(toolCall('k')), toolResult('k')))),
      upstream(
        gemini(
          contents(turn('user', { text: 'go' }), turn('model', geminiCall()), turn('user', geminiResult())),
        ),
      ),
    ),
  ],
}

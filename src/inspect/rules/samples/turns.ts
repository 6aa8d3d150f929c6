import {
  assistant,
  blockStart,
  blockStop,
  inputDelta,
  messageEnd,
  messageStart,
  messages,
  text,
  textBlock,
  toolAnswer,
  user,
} from './bodies/anthropic.ts'
import { anthropic, chat, gemini, to, upstream } from './bodies/capture.ts'
import { ask } from './bodies/chat.ts'
import { contents, geminiCall, geminiError, geminiResult, turn } from './bodies/gemini.ts'
import type { Samples } from './sample.ts'
import { asWarning, fails, passes } from './sample.ts'

const go = turn('user', { text: 'go' })
const onModel = (model: string, role: string | undefined) =>
  to(
    `https://example.org/v1beta/models/${model}:generateContent`,
    gemini(contents(turn('user', { text: 'go' }), turn('model', geminiCall()), turn(role, geminiResult()))),
  )

export const turns: Samples = {
  GEMINI_RESULT_ROLE: [
    fails('results without a role', 'x1 request /contents/2', onModel('gemini-2.5-pro', undefined)),
    fails('results as model', 'x1 request /contents/2/role', onModel('gemini-2.5-pro', 'model')),
    asWarning(
      fails(
        'trap 6: tolerated before 3.5',
        'x1 request /contents/2/role',
        onModel('gemini-2.5-pro', 'function'),
      ),
    ),
    fails(
      'trap 6: refused from 3.5 on',
      'x1 request /contents/2/role',
      onModel('gemini-3.5-flash', 'function'),
    ),
    asWarning(
      fails(
        'call and result in one content, which Gemini bears',
        'x1 request /contents/1/role',
        gemini(contents(turn('user', { text: 'go' }), turn('model', geminiCall(), geminiResult()))),
      ),
    ),
    passes('results as user', onModel('gemini-3.5-flash', 'user')),
  ],
  GEMINI_TURN_ORDER: [
    asWarning(
      fails(
        'D06: the history ends with the model',
        'x1 request /contents/1',
        to(
          'https://generativelanguage.googleapis.com/v1beta/models/gemini-3.5-flash:generateContent',
          gemini(contents(turn('user', { text: 'go' }), turn('model', { text: 'Sure' }))),
        ),
      ),
    ),
    fails(
      'the history opens with a call',
      'x1 request /contents/0',
      gemini(contents(turn('model', geminiCall()), turn('user', geminiResult()))),
    ),
    fails(
      'a call behind another turn of the model',
      'x1 request /contents/2',
      gemini(
        contents(
          go,
          turn('model', { text: 'Let me see.' }),
          turn('model', geminiCall()),
          turn('user', geminiResult()),
        ),
      ),
    ),
    fails(
      'a result behind a user turn',
      'x1 request /contents/3',
      gemini(contents(go, turn('model', geminiCall()), go, turn('user', geminiResult()))),
    ),
    fails(
      'refused, and the place unknown',
      'x1 reply /error/message',
      gemini(
        contents(go),
        geminiError(
          'Please ensure that function call turn comes immediately after a user turn or after a function response turn.',
        ),
        400,
      ),
    ),
    passes(
      'in order',
      gemini(
        contents(
          go,
          turn('model', geminiCall()),
          turn('user', geminiResult()),
          turn('model', geminiCall()),
          turn('user', geminiResult()),
        ),
      ),
    ),
  ],
  GEMINI_PARALLEL_NOT_GROUPED: [
    fails(
      'one content for each result',
      'x1 request /contents/2',
      gemini(
        contents(
          go,
          turn('model', geminiCall(), geminiCall('g')),
          turn('user', geminiResult()),
          turn('user', geminiResult('g')),
        ),
      ),
    ),
    passes(
      'together',
      gemini(
        contents(
          go,
          turn('model', geminiCall(), geminiCall('g')),
          turn('user', geminiResult(), geminiResult('g')),
        ),
      ),
    ),
  ],
  DEV_ROLE_LEAK: [
    fails(
      'developer at Anthropic',
      'x1 request /messages/0/role',
      anthropic(messages({ role: 'developer', content: 'Be kind.' }, user('go'))),
    ),
    fails(
      'assistant at Gemini',
      'x1 request /contents/1/role',
      gemini(contents(go, turn('assistant', { text: 'Hi' }))),
    ),
    asWarning(
      fails(
        'developer on its way to a server that may not know it',
        'x1 upstream request /messages/0/role',
        upstream(chat({ model: 'qwen3', messages: [{ role: 'developer', content: 'Be kind.' }] })),
      ),
    ),
    fails(
      'developer for one that refuses it, from whatever side',
      'x1 request /messages/0/role',
      chat({ model: 'deepseek-chat', messages: [{ role: 'developer', content: 'Be kind.' }] }),
    ),
    fails(
      '§3.3: system among the messages of a model before Opus 4.8',
      'x1 request /messages/1/role',
      anthropic(messages(user('go'), { role: 'system', content: 'Be kind.' })),
    ),
    passes(
      'developer at OpenAI’s models in Azure, whatever they are called there',
      to(
        'https://x.openai.azure.com/openai/deployments/prod/chat/completions',
        upstream(chat({ model: 'prod', messages: [{ role: 'developer', content: 'Be kind.' }] })),
      ),
    ),
    passes(
      '§3.3: developer at OpenAI',
      upstream(chat({ model: 'gpt-5', messages: [{ role: 'developer', content: 'Be kind.' }] })),
    ),
    passes(
      '§3.3: system among Anthropic’s messages',
      anthropic({
        ...messages(user('go'), { role: 'system', content: 'Be kind.' }),
        model: 'claude-opus-4-8',
      }),
    ),
    passes(
      'trap 6: function at Gemini has a rule of its own',
      gemini(contents(go, turn('model', geminiCall()), turn('function', geminiResult()))),
    ),
  ],
  EMPTY_TEXT_BLOCK: [
    fails('sent', 'x1 request /messages/0/content/0/text', anthropic(messages(user([text(''), text('go')])))),
    fails(
      'in the instructions',
      'x1 request /system/0/text',
      anthropic({ ...messages(), system: [text('')] }),
    ),
    fails(
      'in a result',
      'x1 request /messages/0/content/0/content/0/text',
      anthropic(messages(user([toolAnswer('a', [text('')])]))),
    ),
    passes('a result of no words', anthropic(messages(user([toolAnswer('a', '')])))),
    asWarning(
      fails(
        'opened in advance',
        'x1 reply frame 1',
        anthropic(undefined, [messageStart(), ...textBlock(0), ...textBlock(1, 'Hi'), ...messageEnd()]),
      ),
    ),
    passes(
      'what came in the block was of another type',
      anthropic(undefined, [
        messageStart(),
        blockStart(0, text('')),
        inputDelta(0, '{}'),
        blockStop(0),
        ...messageEnd('tool_use'),
      ]),
    ),
    passes(
      'text',
      anthropic(messages(user([text('go')])), [messageStart(), ...textBlock(0, 'Hi'), ...messageEnd()]),
    ),
  ],
  PART_TYPE_LEAK: [
    fails(
      'a part of Responses in Chat',
      'x1 request /messages/1/content/0/type',
      chat(ask(user([{ type: 'input_text', text: 'go' }]))),
    ),
    fails(
      'a part of Chat inside a result for Anthropic',
      'x1 request /messages/0/content/0/content/0/type',
      anthropic(
        messages(
          user([toolAnswer('a', [{ type: 'image_url', image_url: { url: 'https://example.org/a.png' } }])]),
        ),
      ),
    ),
    fails(
      'a part of Anthropic in Gemini',
      'x1 request /contents/0/parts/0/type',
      gemini(contents(turn('user', { type: 'text', text: 'go' }))),
    ),
    fails(
      'a part of Gemini in Chat',
      'x1 request /messages/1/content/0/inlineData',
      chat(ask(user([{ inlineData: { mimeType: 'image/png', data: 'AA==' } }]))),
    ),
    passes(
      'Mistral’s thinking in Chat',
      chat(ask(assistant([{ type: 'thinking', thinking: [text('Hm.')] }]), user('on'))),
    ),
    passes('its own', anthropic(messages(user([toolAnswer('a', [text('ok')])])))),
    passes(
      'types that nobody knows',
      chat(ask(user([{ type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } }]))),
    ),
  ],
}

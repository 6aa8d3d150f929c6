import { contents, gemini, geminiCall, geminiResult, to, turn } from './bodies.ts'
import type { Samples } from './sample.ts'
import { asWarning, fails, passes } from './sample.ts'

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
}

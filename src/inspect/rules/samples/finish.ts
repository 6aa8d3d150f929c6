import {
  anthropic,
  ask,
  callBlock,
  candidate,
  chat,
  completion,
  gemini,
  geminiCall,
  message,
  messageEnd,
  messageStart,
  toolCall,
  toolUse,
} from './bodies.ts'
import type { Samples } from './sample.ts'
import { fails, passes } from './sample.ts'

const called = (finish: string, calls = 1) =>
  completion({ tool_calls: Array.from({ length: calls }, (_, i) => toolCall(`k${i}`)) }, finish)

export const finish: Samples = {
  FINISH_SAYS_STOP_BUT_CALLS: [
    fails('calls, and stop', 'x1 reply /choices/0/finish_reason', chat(undefined, called('stop', 2))),
    fails(
      'calls, and end_turn',
      'x1 reply frame 4 /delta/stop_reason',
      anthropic(undefined, [messageStart(), ...callBlock(0, 't', '{}'), ...messageEnd('end_turn')]),
    ),
    passes('calls, and tool_calls', chat(undefined, called('tool_calls'))),
    passes('calls, and length', chat(undefined, called('length'))),
    passes(
      'a forced call ends with stop at OpenAI itself',
      chat({ ...ask(), tool_choice: { type: 'function', function: { name: 'f' } } }, called('stop')),
    ),
    passes(
      'a call that the provider runs by itself',
      anthropic(undefined, message([{ ...toolUse('t'), caller: { type: 'code_execution_20250825' } }])),
    ),
    passes('trap 3: Gemini says STOP with calls', gemini(undefined, candidate([geminiCall()], 'STOP'))),
  ],
}

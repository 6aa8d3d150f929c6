import type { Cursor } from '../../hub/cursor.ts'
import type { HostedTrace } from '../../hub/hosted.ts'
import { endOf } from '../../hub/hosted.ts'
import type { WrittenObject } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { present } from '../../hub/present.ts'

const PYTHON = 'PYTHON'
const OTHER = 'LANGUAGE_UNSPECIFIED'
const WELL = 'OUTCOME_OK'
const FAILED = 'OUTCOME_FAILED'

/** Code that Google's servers ran, or what it printed: a part each. anthropic-gemini.md §G.2 */
export function readHosted(part: Cursor): HostedTrace | undefined {
  const code = part.object('executableCode')
  if (code) {
    const word = code.string('language')
    const language = word && spell(word, word.value === PYTHON ? ('python' as const) : ('bash' as const))
    return { tool: 'code', call: present({ id: code.string('id'), input: code.string('code'), language }) }
  }
  const result = part.object('codeExecutionResult')
  if (!result) return undefined
  const outcome = result.string('outcome')
  const isError = outcome && spell(outcome, outcome.value !== WELL)
  return {
    tool: 'code',
    result: present({ callId: result.string('id'), text: result.string('output'), isError }),
  }
}

/** The parts of code and result; other tools leave no parts here. */
export function writeHosted({ tool, call, result }: HostedTrace): WrittenObject[] {
  if (tool !== 'code') return []
  const language = spell(call?.language ?? call?.tag, call?.language?.value === 'bash' ? OTHER : PYTHON)
  const run = call ? [{ executableCode: { language, code: call.input ?? '', id: call.id } }] : []
  if (!result) return run
  const { isError, text, callId: id = call?.id } = result
  const outcome = spell(endOf(result), isError?.value ? FAILED : WELL)
  return [...run, { codeExecutionResult: { outcome, output: text, id } }]
}

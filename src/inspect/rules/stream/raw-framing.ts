import type { ReadFrame } from '../../../translate/reading.ts'
import { parseJson } from '../../../wire/json.ts'
import { endOfValue } from '../../../wire/json-scan.ts'
import { cutOf } from '../../captures/cut.ts'
import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { framesOf } from '../../reading-facts.ts'
import { opening } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** CRLF, lone CR, BOM, no space after the colon and several data lines are legal (bugs.md §3.3, rule 62): not told. */
function find(scene: Scene): Hit[] {
  const cut = cutOf(scene, 'reply')?.place.frame
  const found = framesOf(scene).flatMap((frame) => {
    if (frame.frame.index === cut) return []
    const problem = problemOf(frame)
    return problem ? [{ frame: frame.frame.index, problem }] : []
  })
  const glued = gluedJson(scene)
  const [first, ...others] = found
  if (glued) return [hitAt(scene, 'reply', {}, glued)]
  if (!first) return []
  const more = others.length > 0 ? ` ${others.length} more frames are like it.` : ''
  return [hitAt(scene, 'reply', first, `A frame of this stream is not sound: ${first.problem}${more}`)]
}

/** An error was written out in front of an event (bugs.md §2 M05): the whole is neither JSON nor a stream. */
function gluedJson({ exchange, reply }: Scene): string | undefined {
  const body = exchange.reply?.body ?? ''
  if (reply?.kind !== 'unreadable' || !/^\s*\{/.test(body)) return undefined
  const { end, isWhole } = endOfValue(body, body.indexOf('{'))
  const rest = isWhole ? /^\s*(?:event|data):[^\n]*/.exec(body.slice(end)) : null
  return rest
    ? `A JSON body and a stream are glued together: “${opening(rest[0].trim(), 40)}” follows the end of the JSON.`
    : undefined
}

function problemOf(read: ReadFrame): string | undefined {
  const { frame, repeats } = read
  if (frame.problem !== undefined) return frame.problem
  if (repeats || read.json !== undefined || ['', '[DONE]'].includes(frame.data.trim())) return undefined
  // Heartbeats among the data are another rule's.
  if (frame.data.startsWith(':')) return undefined
  const parsed = parseJson(frame.data)
  return 'problem' in parsed ? `its data is no JSON (${parsed.problem}).` : undefined
}

export const rawFraming: Rule = {
  id: 'SSE_RAW_FRAMING',
  number: 62,
  title: 'JSON and event stream glued together, or a frame cut by a line break',
  severity: 'warning',
  evidence: ['one-side'],
  consequence: 'Clients skip the frame or throw in the middle of the stream.',
  clients: {
    openai: 'It throws OpenAIError over the frame, after it has handed out what came before.',
    '@anthropic-ai/sdk': 'It throws AnthropicError over the frame, after it has handed out what came before.',
    '@google/genai': 'It throws SyntaxError over the frame; JSON glued behind the last event is passed over.',
  },
  fix: 'Write each event as one data line of JSON and a blank line; send errors as events once the stream has begun.',
  references: [
    'https://github.com/Wei-Shaw/sub2api/issues/3038',
    'https://github.com/musistudio/claude-code-router/issues/198',
  ],
  find,
}

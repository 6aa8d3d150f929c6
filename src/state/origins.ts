// From what is given, kept or named by an address to what the worker opened; or why it could not.
import type { Input, Opened } from '../engine/answers/opened.ts'
import type { EngineClient } from '../engine/client.ts'
import type { Origin } from './address.ts'
import type { Kept } from './keeping/recents.ts'
import { maskedLine } from './keeping/shelf.ts'
import type { Refusal } from './refusal.ts'
import { refuse } from './refusal.ts'
import { fetchSample } from './samples.ts'

const GONE =
  'This address points into a transcript that was open in another tab or before a reload, and this browser has not kept it: paste it again. The library keeps what you open, if you say so there; “Share” makes an address that holds the transcript itself.'

/** Where nothing is opened: a page to be read. */
export const isPage = (origin: Origin): origin is Extract<Origin, { kind: 'library' | 'rules' | 'rule' }> =>
  origin.kind === 'library' || origin.kind === 'rules' || origin.kind === 'rule'

/** What was pasted or dropped. */
export async function openGiven(engine: EngineClient, inputs: readonly Input[]): Promise<Opened | Refusal> {
  const [only, ...others] = inputs
  const text = others.length === 0 && typeof only?.content === 'string' ? only.content : undefined
  const buffers = inputs.map(({ content }) => content).filter((content) => content instanceof ArrayBuffer)
  const answer = await engine.ask('open', { inputs }, buffers)
  if (!('refused' in answer)) return answer
  const { refused, ...shown } = answer
  const { sentence, reasons, notes } = refused
  const tail = text === undefined ? {} : { tail: text.slice(shown.head.length) }
  return { sentence, reasons, notes, ...shown, ...tail }
}

/** As it was taken for when it was opened first; what stands masked in it is told. */
export async function restore(engine: EngineClient, kept: Kept | undefined): Promise<Opened | Refusal> {
  if (!kept) return refuse(GONE)
  const { text, recent } = kept
  const opened = await engine.ask('restore', { text })
  if ('problem' in opened) return refuse(opened.problem, text.slice(0, SHOWN))
  const { sentence, reasons, masked } = recent
  const told = maskedLine(masked)
  return {
    ...opened,
    report: { ...opened.report, sentence, reasons },
    notes: told ? [...opened.notes, told] : opened.notes,
  }
}

/** Of a kept text that can no longer be read. Characters. */
const SHOWN = 100_000

export async function fetchOrigin(engine: EngineClient, origin: Origin): Promise<Opened | Refusal> {
  if (isPage(origin) || origin.kind === 'local') return refuse(GONE)
  if (origin.kind === 'example') {
    const answer = await engine.ask('example', { rule: origin.rule, index: origin.index })
    return 'problem' in answer ? refuse(answer.problem) : answer
  }
  if (origin.kind === 'sample') {
    const transcript = await fetchSample(origin.id)
    return 'problem' in transcript ? refuse(transcript.problem) : engine.ask('sample', { transcript })
  }
  const answer = await engine.ask('follow', { fragment: origin.fragment })
  return 'problem' in answer ? refuse(answer.problem, origin.fragment) : answer
}

/** The fragment, where what was pasted is nothing but one of our links. */
export function linkIn(content: string | ArrayBuffer | undefined): string | undefined {
  if (typeof content !== 'string' || content.length > LONGEST_LINK) return undefined
  return /^(?:https?:\/\/[^\s#]*#|#)?(v\d+\.[\w.-]+)$/.exec(content.trim())?.[1]
}

/** Beyond any link a browser opens; longer texts are not even looked at. */
const LONGEST_LINK = 2_000_000

import { sizeOf } from '../transcript/size.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { LinkState } from './link-state.ts'
import { readState, writeState } from './link-state.ts'
import type { Inflated } from './payload.ts'
import { deflateText, INFLATED_LIMIT, inflatePayload } from './payload.ts'
import { redactTranscript } from './redact.ts'

export type { LinkState, ViewState } from './link-state.ts'

export interface LinkOptions {
  /** The app's address, to stand before the `#`. Default: none, the fragment alone. */
  readonly base?: string
  /** `none` only where a person chose so: prompts and keys then leave as they are. */
  readonly redact?: 'default' | 'none'
}

export interface EncodedLink {
  readonly link: string
  /** Characters, base included: what the place it is pasted into counts. */
  readonly length: number
  /** Why this link would not open, if so: it holds more than one may. */
  readonly problem?: string
}

export type DecodedLink =
  | { readonly ok: true; readonly state: LinkState; readonly notes: string[] }
  | { readonly ok: false; readonly sentence: string }

/** `#v1.weather-call-lost.payload`: version, words for people, data. */
export function encodeLink(state: LinkState, options: LinkOptions = {}): EncodedLink {
  const isRedacted = options.redact !== 'none'
  const transcript = isRedacted ? redactTranscript(state.transcript).transcript : state.transcript
  const { payload, opens } = deflateText(writeState({ ...state, transcript }))
  const [base = ''] = (options.base ?? '').split('#')
  const link = `${base}#v${NEWEST}.${slugOf(transcript)}.${payload}`
  if (opens && sizeOf(transcript) <= INFLATED_LIMIT) return { link, length: link.length }
  return {
    link,
    length: link.length,
    problem: `${LIMIT_WORDS}, and this is more: save it as a file instead.`,
  }
}

const LIMIT_WORDS = `A link holds at most ${INFLATED_LIMIT / 1024 / 1024} MB`
const SLUG_LENGTH = 40

function slugOf({ title, exchanges }: Transcript): string {
  const words = title ?? exchanges.find(({ dialect }) => dialect)?.dialect ?? ''
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return slug.slice(0, SLUG_LENGTH).replace(/^-|-$/g, '') || 'transcript'
}

type Reading = { readonly state: LinkState; readonly notes: string[] } | { readonly sentence: string }

/** Every version that ever left the house, for ever. */
const READERS: Readonly<Record<number, (payload: string, slug: string) => Reading>> = { 1: readV1 }
const NEWEST = 1
/** What a reader of version n gives → what one of n + 1 gives, by n. */
const UPGRADERS: Readonly<Record<number, (state: LinkState) => LinkState>> = {}

const SHAPE = /(?:^|#)v(\d+)(?:\.([^.]*))?(?:\.([\s\S]*))?$/
/** What mail, chat and people put around or behind a link. */
const TRAILING = /[\s.,;:!?)>\]"'*]+$/

/** Any text → the state of the link, or one sentence on why not. Never throws. */
export function decodeLink(link: string): DecodedLink {
  const [, digits, slug = '', rest] = SHAPE.exec(link.trim()) ?? []
  if (digits === undefined) return { ok: false, sentence: notALink(link) }
  const version = Number(digits)
  const reader = Object.hasOwn(READERS, version) ? READERS[version] : undefined
  if (!reader) return { ok: false, sentence: unknownVersion(digits) }
  if (rest === undefined)
    return {
      ok: false,
      sentence: `This link was cut off after ${link.trim().length} characters, before its data began.`,
    }
  const payload = rest.replace(TRAILING, '').replace(/\s+/g, '')
  const strange = /[^A-Za-z0-9_-]/.exec(payload)
  if (strange) return { ok: false, sentence: strangeCharacter(strange[0], strange.index) }
  try {
    const reading = reader(payload, slug)
    if ('sentence' in reading) return { ok: false, ...reading }
    return { ok: true, state: upgrade(reading.state, version), notes: reading.notes }
  } catch (error) {
    return {
      ok: false,
      sentence: `This link could not be read, and that is our fault: ${(error as Error).message}`,
    }
  }
}

function upgrade(state: LinkState, from: number): LinkState {
  let upgraded = state
  for (let version = from; version < NEWEST; version++) upgraded = UPGRADERS[version]?.(upgraded) ?? upgraded
  return upgraded
}

function notALink(text: string): string {
  if (text.trim() === '' || text.trim() === '#') return 'There is no link here: the address ends at its "#".'
  return 'This is not an Interlinear link: those have "#v" and a version number, as in "#v1.weather.…".'
}

const unknownVersion = (digits: string): string =>
  Number(digits) > NEWEST
    ? `This link is of version ${digits}; this build reads up to version ${NEWEST}. Nothing was lost: reload the page, or upgrade, to get a newer build and open it there.`
    : `This link is of version ${digits}, which never existed; this build reads versions 1 to ${NEWEST}.`

const strangeCharacter = (character: string, index: number): string =>
  `This link is damaged: character ${index + 1} of its data is ${JSON.stringify(character)}, which no link has. Ask for it again, as text.`

function readV1(payload: string, slug: string): Reading {
  const inflated = inflatePayload(payload)
  if (inflated.kind === 'bomb') {
    return {
      sentence: `This link was not opened: ${payload.length} characters grow to more than ${inflated.bytes} bytes. ${LIMIT_WORDS}, and nothing real is packed so tightly.`,
    }
  }
  if (inflated.kind !== 'whole') return { sentence: brokenV1(payload, slug, inflated) }
  const reading = readState(inflated.text)
  return 'problem' in reading
    ? { sentence: `This link is whole, but not one of ours: ${reading.problem}.` }
    : reading
}

function brokenV1(
  payload: string,
  slug: string,
  { kind, text, bytes }: Extract<Inflated, { text: string }>,
): string {
  const found = text.match(/"id":"[^"]*"/g)?.length ?? 0
  const readable =
    `It calls itself "${slug}"; ${bytes} bytes of it could still be read` +
    (found > 0 ? `, with the start of at least one exchange.` : '.')
  return kind === 'cut'
    ? `This link was cut off: ${payload.length} characters of its data arrived and the end, which closes it, is missing. ${readable} Ask for the whole link.`
    : `This link is damaged: all ${payload.length} characters of its data arrived, but they do not add up to their checksum. ${readable} Ask for it again.`
}

// What a person changed in captured bodies, small enough for an address that names the capture itself.
import * as v from 'valibot'
import { parseJson } from '../wire/json.ts'
import type { TextEdit } from '../wire/text-edit.ts'
import { applyEdits } from '../wire/text-edit.ts'
import { deflateText, inflatePayload } from './payload.ts'
import type { MaskedPlace } from './redact.ts'
import { redactText } from './redact.ts'

/** What was changed in one body, in its own offsets, in their order and apart. */
export interface BodyEdits {
  readonly exchange: string
  readonly half: 'request' | 'reply'
  readonly edits: readonly TextEdit[]
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const editionSchema = v.object({
  /** Of what it was made, so that it is not laid over another text. */
  of: v.string(),
  bodies: v.array(
    v.tuple([v.string(), v.picklist(['request', 'reply']), v.array(v.tuple([count, count, v.string()]))]),
  ),
})

/** The edits of bodies of a transcript as one word of base64url; `of` names the transcript. */
export function packEdits(of: string, all: readonly BodyEdits[]): string {
  const bodies = all.map(({ exchange, half, edits }) => [
    exchange,
    half,
    edits.map(({ start, end, text }) => [start, end, text]),
  ])
  return deflateText(JSON.stringify({ of, bodies })).payload
}

/** Never throws: an address may come from anywhere. */
export function unpackEdits(of: string, packed: string): readonly BodyEdits[] | { readonly problem: string } {
  const inflated = /^[\w-]+$/.test(packed) ? inflatePayload(packed) : undefined
  const parsed = inflated?.kind === 'whole' ? parseJson(inflated.text) : undefined
  const read = v.safeParse(editionSchema, parsed && 'value' in parsed ? parsed.value : undefined)
  if (!read.success) return { problem: 'The edit in this address is cut off or damaged' }
  if (read.output.of !== of) return { problem: 'The edit in this address was made of another text' }
  return read.output.bodies.map(([exchange, half, edits]) => ({
    exchange,
    half,
    edits: edits.map(([start, end, text]) => ({ start, end, text })),
  }))
}

/** How far from an edit a key may begin or end that it is part of, with the name that tells it. Characters. */
const AROUND = 4_000

/** The edits with keys masked that they write, or that come about by them: masks keep their length. */
export function maskEdits(body: string, edits: readonly TextEdit[], where: MaskedPlace): readonly TextEdit[] {
  const edited = applyEdits(body, edits)
  let shift = 0
  return edits.map(({ start, end, text }) => {
    const at = start + shift
    shift += text.length - (end - start)
    const from = Math.max(0, at - AROUND)
    const masked = redactText(edited.slice(from, at + text.length + AROUND), where)
    return { start, end, text: masked.slice(at - from, at - from + text.length) }
  })
}

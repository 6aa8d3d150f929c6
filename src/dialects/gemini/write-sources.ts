import type { Citation } from '../../hub/citation.ts'
import type { Leaf, Written, WrittenObject } from '../../hub/leaf.ts'
import { added, also, spell } from '../../hub/leaf.ts'
import type { TokenLogprob } from '../../hub/reply.ts'
import { writeTokens } from './logprobs.ts'
import { bytesAt } from './utf8.ts'

/** A source of another dialect's text, held until the candidate ends: here all of them stand in its last chunk. */
export interface Ground {
  readonly choice: number
  readonly citation: Citation
  /** All of the part that rests on it, and the place of the part among those of the answer. */
  readonly text: string
  readonly place: number
}

/** What is told of a candidate beside its content. */
export interface ToldBeside {
  readonly grounds: Ground[]
  /** By candidate. */
  readonly tokens: Record<number, Leaf<readonly TokenLogprob[]>[]>
}

export function writeBeside({ grounds, tokens }: ToldBeside, choice: number): WrittenObject {
  const own = grounds.filter((ground) => ground.choice === choice)
  const said = tokens[choice]
  return {
    groundingMetadata: own.length > 0 ? writeGrounding(own) : undefined,
    logprobsResult: said ? writeTokens(said) : undefined,
  }
}

/** The candidates of which something is told. */
export const besides = ({ grounds, tokens }: ToldBeside): number[] => [
  ...new Set([...grounds.map(({ choice }) => choice), ...Object.keys(tokens).map(Number)]),
]

/** `groundingChunks` holds each source once, `groundingSupports` what rests on it. anthropic-gemini.md §G.3 */
function writeGrounding(grounds: readonly Ground[]): WrittenObject {
  const keys: string[] = []
  const chunks: Written[] = []
  const supports = grounds.map((ground) => {
    const key = keyOf(ground.citation)
    if (!keys.includes(key)) {
      keys.push(key)
      chunks.push(writeChunk(ground.citation))
    }
    return { segment: writeSegment(ground), groundingChunkIndices: [keys.indexOf(key)] }
  })
  return { groundingChunks: chunks, groundingSupports: supports }
}

const keyOf = ({ kind, url, title, filename, quote }: Citation): string =>
  JSON.stringify([kind, url?.value, title?.value, filename?.value, kind === 'url' || quote?.value])

/** A page; or a passage of a file or a document, which only its own vendor can fetch. */
function writeChunk({ kind, url, title, filename, quote, tag }: Citation): WrittenObject {
  const name = [title, filename].find((one) => one && one.value !== '')
  const named = { uri: url && also(url, tag), title: name && (url ? name : also(name, tag)) }
  return kind === 'url' ? { web: named } : { retrievedContext: { ...named, text: quote } }
}

const REPEATED = 'Gemini repeats the piece of the answer that rests on the source.'
const WHOLE = 'The source says that all of this text rests on it.'

function writeSegment({ citation: { start, end }, text, place }: Ground): WrittenObject {
  const [from, to] = [start?.value ?? 0, end?.value ?? text.length]
  return {
    partIndex: place > 0 ? place : undefined,
    startIndex: start ? inBytes(start, text) : added(0, 'whole-part', WHOLE),
    endIndex: end ? inBytes(end, text) : added(bytesAt(text, to), 'whole-part', WHOLE),
    text: added(text.slice(from, to), 'cited-text', REPEATED),
  }
}

function inBytes(units: Leaf<number>, text: string): Leaf<number> {
  const bytes = bytesAt(text, units.value)
  return spell(units, bytes, bytes === units.value ? undefined : 'units-as-bytes')
}

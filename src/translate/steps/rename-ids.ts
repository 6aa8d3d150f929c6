import type { IdRule } from '../../dialects/dialect.ts'
import type { Leaf } from '../../hub/leaf.ts'
import { spell } from '../../hub/leaf.ts'
import { lose } from '../../hub/losses.ts'
import type { RequestStep } from '../step.ts'
import { mapParts } from './pairing.ts'

/** What one id of the source is called in the target, in order of its calls: clones of OpenAI use an id twice. */
interface Renamed {
  readonly names: string[]
  /** Names of calls that no result has answered yet. */
  readonly open: string[]
  calls: number
}

/**
 * One book of names for a whole conversation. Names are given in the order in which ids appear, and depend on nothing that
 * comes later: a longer history keeps the names of the shorter one (law 7). No two calls get one name.
 */
class NameBook {
  readonly #rule: IdRule
  readonly #taken = new Set<string>()
  readonly #renamed = new Map<string, Renamed>()

  constructor(rule: IdRule) {
    this.#rule = rule
  }

  call(id: string): string {
    const known = this.#entry(id)
    // A result that came before its call already has the name.
    const name =
      known.calls < known.names.length ? (known.names[known.calls] as string) : this.#name(id, known)
    known.calls++
    known.open.push(name)
    return name
  }

  result(id: string): string {
    const known = this.#entry(id)
    return known.open.shift() ?? known.names.at(-1) ?? this.#name(id, known)
  }

  #entry(id: string): Renamed {
    const known = this.#renamed.get(id) ?? { names: [], open: [], calls: 0 }
    this.#renamed.set(id, known)
    return known
  }

  #name(id: string, { names }: Renamed): string {
    let name = id
    for (let attempt = names.length; this.#taken.has(name) || !isLegal(name, this.#rule); attempt++)
      name = legalName(id, attempt, this.#rule)
    this.#taken.add(name)
    names.push(name)
    return name
  }
}

const isLegal = (id: string, { longest, pattern }: IdRule): boolean =>
  id !== '' && id.length <= (longest ?? id.length) && (pattern?.test(id) ?? true)

/** What is legal of the id, and a short sum over all of it. */
function legalName(id: string, attempt: number, { longest }: IdRule): string {
  const sum = sumOf(attempt === 0 ? id : `${id} ${attempt}`)
  const head = id.replace(/[^a-zA-Z0-9_-]+/g, '_')
  return `${head.slice(0, (longest ?? HEAD) - sum.length - 1)}_${sum}`
}

/** Characters: enough to know an id again by its beginning. */
const HEAD = 64

const FNV_PRIME = 0x01000193

/** Two rounds of FNV-1a over the UTF-16 units, 64 bits in all, as 14 digits to the base of 36. */
function sumOf(text: string): string {
  let low = 0x811c9dc5
  let high = 0xcbf29ce4
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    low = Math.imul(low ^ unit, FNV_PRIME)
    high = Math.imul(high ^ (unit + i), FNV_PRIME)
  }
  return [low, high].map((half) => (half >>> 0).toString(36).padStart(7, '0')).join('')
}

/** Both halves of a pair get the same new name: where the target would refuse the id, and where one id stands for two calls. */
export const renameIds: RequestStep = {
  name: 'rename-ids',
  why: 'This dialect refuses some ids (too long, or with characters it does not know), and an id may name one call only.',
  run(request, { capabilities }) {
    if (!capabilities.callIds) return request
    const book = new NameBook(capabilities.callIds)
    const renamed = (id: Leaf<string>, name: string): Leaf<string> =>
      id.value === name ? id : spell(id, name, 'rename-ids')
    return mapParts(request, (part) => {
      if (part.kind === 'tool-call' && part.id?.value) {
        const id = renamed(part.id, book.call(part.id.value))
        return id === part.id ? part : { ...part, id }
      }
      if (part.kind !== 'tool-result' || !part.callId?.value) return part
      const callId = renamed(part.callId, book.result(part.callId.value))
      return callId === part.callId ? part : { ...part, callId }
    })
  },
}

/** Where results answer by name and order alone, an id made elsewhere is refused. */
export const dropIds: RequestStep = {
  name: 'drop-ids',
  why: 'These models pair calls and results by name and order, and refuse ids that they did not give.',
  run(request, { losses }) {
    const why = 'These models know no ids of calls: results answer by name and order.'
    return mapParts(request, (part) => {
      if (part.kind === 'tool-call' && part.id) {
        const { id, ...rest } = part
        lose(losses, 'no-call-ids', why, id)
        return rest
      }
      if (part.kind !== 'tool-result' || !part.callId) return part
      const { callId, ...rest } = part
      lose(losses, 'no-call-ids', why, callId)
      return rest
    })
  },
}

import type { Scene } from '../../evidence.ts'
import { hitAt } from '../../hits.ts'
import { fieldAt, textAt } from '../../json-places.ts'
import type { InFrame } from '../../reply-facts.ts'
import { callPieces, quoted } from '../../reply-facts.ts'
import type { Hit, Rule } from '../../rule.ts'

/** The calls that use one index of one choice: as they are called, and where the second of them began. */
interface Slot {
  readonly index: number
  readonly heads: { readonly id: string; readonly name: string }[]
  second?: InFrame
}

function find(scene: Scene): Hit[] {
  const slots = new Map<string, Slot>()
  for (const call of callPieces(scene)) {
    const index = fieldAt(call, 'index')?.value
    const body = fieldAt(call, 'function') ?? fieldAt(call, 'custom')
    const name = (body && textAt(body, 'name')) ?? ''
    const id = textAt(call, 'id') ?? ''
    // A new id without a name goes on with the same call at servers that make up an id for each chunk.
    if (typeof index !== 'number' || name === '') continue
    const key = `${String(fieldAt(call.choice, 'index')?.value ?? 0)} ${index}`
    const slot: Slot = slots.get(key) ?? { index, heads: [] }
    slots.set(key, slot)
    if (slot.heads.some((head) => isSame(head, { id, name }))) continue
    if (slot.heads.length === 1) slot.second = call
    slot.heads.push({ id, name })
  }
  return [...slots.values()].flatMap(({ index, heads, second }): Hit[] => {
    if (!second) return []
    const called = quoted(heads.map(({ id, name }) => id || name))
    return [
      hitAt(
        scene,
        'reply',
        { frame: second.frame, pointer: `${second.pointer}/index` },
        `The calls ${called} ${heads.length === 2 ? 'both' : 'all'} use index ${index}; clients glue their arguments together.`,
      ),
    ]
  })
}

/** Some servers say the name on each piece (bugs.md §3.1, trap 5), with its id or without. */
const isSame = (one: Slot['heads'][number], other: Slot['heads'][number]): boolean =>
  one.id === '' || other.id === '' ? one.name === other.name : one.id === other.id

export const indexCollision: Rule = {
  id: 'TOOL_INDEX_COLLISION',
  number: 5,
  title: 'Two calls share one stream index',
  severity: 'error',
  evidence: ['one-side'],
  dialects: ['openai-chat'],
  consequence: 'Clients collect by index: one call vanishes, and its arguments end up behind the other’s.',
  clients: {
    openai: 'It makes one call of both: the second’s id and name, and the arguments of the two in a row.',
  },
  fix: 'Count the calls of a reply from 0; do not copy the index that the provider gave, and do not test it for truth.',
  references: [
    'https://github.com/ollama/ollama/issues/15457',
    'https://github.com/Portkey-AI/gateway/issues/1275',
    'https://github.com/agno-agi/agno/issues/8879',
  ],
  find,
}
